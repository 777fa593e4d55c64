"""Put a part to public data: `python -m bench.public PART --inputs FILE --out FILE`, JSON lines in and out."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What each part predicts; PART is the module bench.parts.PART with `run(items, asked)`.
PARTS = {
    "sentences": "sentences: the text cut into sentences",
    "attributions": "attributions: lists of [start, end] for source, cue and content",
    "worth": "score: is the sentence worth checking, 0 to 1",
    "evidence": "scores: how much each sentence of the page bears on the claim",
    "wire": "wire: the agency whose copy this is, or null",
    "extract": "text: the article's text, out of html_b64 and url",
    "date": "date: the day of publication, out of html_b64 and url",
    "match": "ranking: the checked claims nearest to the claim (needs --docs)",
    "events": "cluster: which event an article is about",
}


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines; blank ones are passed over."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
            except ValueError as error:
                raise SystemExit(f"Line {number} of {path} is no JSON: {error}") from None
            if not isinstance(item, dict):
                raise SystemExit(f"Line {number} of {path} is no JSON object.")
            yield item


def write(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write JSON lines and return how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row) + "\n")
            count += 1
    return count


def main(arguments: list[str] | None = None) -> int:
    """Run one part over a file."""
    shown = "\n".join(f"  {name:14}{what}" for name, what in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench.public",
        description=f"{__doc__}\n\n{shown}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--inputs", type=Path, required=True, help="JSON lines, each with an id")
    parser.add_argument("--docs", type=Path, help="JSON lines of the documents to rank, for parts that need them")
    parser.add_argument(
        "--database", default="", help="which database proposes, for match; SQLite in memory if left out"
    )
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    asked = parser.parse_args(arguments)
    part = importlib.import_module(f"bench.parts.{asked.part}")
    count = write(asked.out, part.run(read(asked.inputs), asked))
    print(f"{count} items: {asked.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
