"""Edit articles at random with known truth and see what the comparison of drafts carries over.

`python -m bench.drafts ARTICLE.txt ... [--edits 2000] [--seed 7]` prints one JSON object: how many verdicts were
carried over a change of meaning (must be 0), the share of untouched lines carried, the time for 1,000 lines.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.draft_edits import EDITS
from factcheck.text.drafts import compare
from factcheck.text.passages import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = re.compile(r"\s+")
LINES_TIMED = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold what one edit came to."""

    kind: str
    wrong: int
    untouched: int
    carried: int
    harmless: int
    harmless_carried: int


def lines_of(text: str) -> list[str]:
    """Cut an article into lines as the desk does, each without outer blanks."""
    return [text[piece.start : piece.end] for piece in pieces(text)]


def joined(lines: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Make a text of lines, two a paragraph, and give each line's place."""
    text, spans = "", []
    for at, line in enumerate(lines):
        text += "" if at == 0 else (" " if at % 2 else "\n\n")
        spans.append((len(text), len(text) + len(line)))
        text += line
    return text, spans


def once(lines: Sequence[str], kind: str, dice: random.Random) -> Tally | None:
    """Make one edit and compare; None where the article has no place for this kind."""
    edited = EDITS[kind](list(lines), dice)
    if edited is None:
        return None
    found = compare(*joined(lines), *joined(edited.lines))
    states = [line.carried for line in found.lines]
    wrong = sum(states[at] for at in edited.meaning)
    # A verdict that went to another line than its own is wrong as well.
    wrong += sum(
        line.carried and line.old is not None and edited.source[at] != line.old and lines[line.old] != edited.lines[at]
        for at, line in enumerate(found.lines)
        if at not in edited.meaning
    )
    touched = edited.meaning | edited.harmless
    untouched = [at for at in range(len(edited.lines)) if at not in touched]
    return Tally(
        kind,
        wrong,
        len(untouched),
        sum(states[at] for at in untouched),
        len(edited.harmless),
        sum(states[at] for at in edited.harmless),
    )


def milliseconds(lines: Sequence[str]) -> float:
    """Time two drafts of 1,000 lines, no two alike, one in ten changed: processor time, best of five."""
    old = [f"{lines[at % len(lines)]} Note {at}." for at in range(LINES_TIMED)]
    new = [f"{line} Added." if at % 10 == 0 else line for at, line in enumerate(old)]
    sides = (*joined(old), *joined(new))
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        compare(*sides)
        best = min(best, time.process_time() - start)
    return best * 1000


def main(arguments: list[str] | None = None) -> int:
    """Run the edits over all articles and print what came out."""
    parser = argparse.ArgumentParser(prog="python -m bench.drafts", description=__doc__)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(arguments)
    dice = random.Random(asked.seed)
    articles = [lines_of(path.read_text(encoding="utf-8")) for path in asked.articles]
    kinds = list(EDITS)
    tallies: list[Tally] = []
    tried = 0
    while len(tallies) < asked.edits and tried < asked.edits * 20:
        tally = once(articles[tried % len(articles)], kinds[tried // len(articles) % len(kinds)], dice)
        tried += 1
        if tally:
            tallies.append(tally)
    untouched = sum(tally.untouched for tally in tallies)
    harmless = Counter({kind: sum(t.harmless for t in tallies if t.kind == kind) for kind in kinds})
    told = {
        "edits": dict(Counter(tally.kind for tally in tallies)),
        "carried_over_a_change_of_meaning": sum(tally.wrong for tally in tallies),
        "untouched_lines": untouched,
        "untouched_carried": round(sum(tally.carried for tally in tallies) / max(1, untouched), 4),
        "harmless_carried": {
            kind: round(sum(t.harmless_carried for t in tallies if t.kind == kind) / count, 3)
            for kind, count in harmless.items()
            if count
        },
        "ms_1000_lines": round(milliseconds(max(articles, key=len)), 1),
    }
    print(json.dumps(told, indent=1))
    return 1 if told["carried_over_a_change_of_meaning"] else 0


if __name__ == "__main__":
    sys.exit(main())
