"""Time the splitter: `python -m bench.split [FILE]`, in one run with libraries that only cut sentences."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from factcheck.text import analyse
from factcheck.text.passages import pieces

if TYPE_CHECKING:
    from collections.abc import Callable

PARAGRAPHS = (
    "Harbour Mayor Walter Pimm has sold as many as nine boats since January, according to Edna Crisp’s new book.",
    (
        "Pimm denied the claims, but the council suspended him in March and opened an inquiry into the port’s ledgers. "
        "Inspector Rosa Lind, who led the search, said at least 14 boats were missing from the quay."
    ),
    "‘I never saw a ledger in my life,’ Pimm told the Marrow Gazette on Tuesday. ‘Never. Ask my clerk.’",
    "“He is lying. We have the papers and the keys,” Lind said, in a hearing that reportedly lasted three hours.",
    (
        "The port handles 40 per cent of the island’s trade, worth $3.2 billion a year, and the St. Orr ferry carried "
        "2,700 people a day in 2023, while the smaller quay at Dunmarrow was closed because of a fire last month."
    ),
    (
        "She said the town of Marrow would appeal. The U.S. firm that runs the cranes, Brill & Co., did not respond to "
        "a request for comment, the Gazette reported."
    ),
)
# What nobody writes and somebody sends.
HOSTILE = {
    "one sentence": "word and that said " * 52_632,
    "quotation marks": "“" * 200_000,
    "brackets in brackets": "(" * 50_000 + "x" + ")" * 50_000,
    "NUL and lone surrogates": "\ud800 Smith said \udfff.\0" * 6_000,
    "bidirectional marks": "\u202ehe said “no”\u202c that 14 boats sank in May. " * 2_000,
}
SYLLABLES = (
    "ba",
    "cor",
    "dun",
    "fel",
    "gar",
    "hol",
    "jin",
    "kes",
    "lum",
    "mor",
    "nev",
    "pel",
    "rag",
    "sil",
    "tor",
    "vas",
)
NAMES = ("Pimm", "Lind", "Orr", "Brill", "Marrow")
WORDS = 600
GROWTH = 100
OWN = Path("tests/text/articles/blind")
# Run by the Python of this checkout in the directory of another, whose code it imports.
CHILD = """
import sys, time
sys.path.insert(0, "")
from factcheck.text import analyse
text, least = sys.stdin.read(), 9e9
for _ in range(9):
    began = time.process_time()
    analyse(text)
    least = min(least, time.process_time() - began)
print(least)
"""
ROUNDS = 7


def article(words: int = WORDS) -> str:
    """Write an article of about so many words, no two of its sentences the same."""
    out: list[str] = ["Mayor ‘burned the ledgers’ as at least nine boats sank in Port Marrow"]
    count = 0
    for number in range(10**9):
        paragraph = PARAGRAPHS[number % len(PARAGRAPHS)]
        for at, name in enumerate(NAMES):
            paragraph = paragraph.replace(name, _name(number // len(PARAGRAPHS) * len(NAMES) + at))
        out.append(paragraph)
        count += paragraph.count(" ") + 1
        if count >= words:
            break
    return "\n\n".join(out)


def _name(number: int) -> str:
    """Spell a number as a name."""
    return "".join(SYLLABLES[number * 1237 // 16**place % 16] for place in range(3)).capitalize()


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Give the least processor time of some rounds, in seconds."""
    least = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return least


def _others(text: str) -> list[tuple[str, float | None]]:
    out: list[tuple[str, float | None]] = []
    if importlib.util.find_spec("pysbd"):
        cutter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
        out.append(("pysbd, sentences only", best(lambda: cutter.segment(text), 2)))
    else:
        out.append(("pysbd (not installed)", None))
    if importlib.util.find_spec("spacy"):
        blank = importlib.import_module("spacy").blank("en")
        blank.add_pipe("sentencizer")
        blank.max_length = 10**9
        out.append(("spaCy blank sentencizer, sentences only", best(lambda: list(blank(text).sents), 3)))
    else:
        out.append(("spaCy (not installed: pip install spacy to have it in the table)", None))
    return out


def _asked_once(checkout: Path, text: str) -> float:
    """Give the least processor time of an analysis by the code of a checkout, in a process of its own."""
    command = [sys.executable, "-c", CHILD]
    ran = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", cwd=checkout, check=True)
    return float(ran.stdout)


def against(other: Path, texts: list[tuple[str, str]]) -> None:
    """Print how much faster this code is than that of another checkout, asked in turn."""
    for name, text in texts:
        pairs = [(_asked_once(other, text), _asked_once(Path.cwd(), text)) for _ in range(ROUNDS)]
        ratios = sorted(there / here for there, here in pairs)
        here, there = (len(text) / min(times) / 1e6 for times in ([p[1] for p in pairs], [p[0] for p in pairs]))
        print(
            f"{name:40} {there:.3f} and {here:.3f} MB/s; "
            f"{median(ratios):.2f} times as fast ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.split", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="an article of your own in place of the made-up one")
    parser.add_argument("--against", type=Path, help="hold this code against another checkout's instead")
    asked = parser.parse_args()
    text = asked.file.read_text(encoding="utf-8") if asked.file else article()
    if asked.against:
        own = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(OWN.glob("*.txt"))]
        together = "\n\n".join(told for _, told in own)
        against(asked.against, [("the made-up article", text), (f"{len(own)} articles of our own, as one", together)])
        return
    analyse(text)
    whole = best(lambda: analyse(text))
    cut = best(lambda: pieces(text))
    words = len(text.split())
    print(f"{words} words, {len(text)} characters; least processor time of {ROUNDS} rounds, one core")
    rows: list[tuple[str, float | None]] = [
        ("full analysis", whole),
        ("passages with roles (sentences, quotations, tags)", cut),
        *_others(text),
    ]
    for name, seconds in rows:
        if seconds is None:
            print(f"{name:62} skipped")
        else:
            rate = len(text) / seconds / 1e6
            print(f"{name:62} {seconds * 1000:8.2f} ms  {rate:6.3f} MB/s  {seconds / whole:.2f}")
    long = "\n\n".join([text] * GROWTH) if asked.file else article(WORDS * GROWTH)
    longer = best(lambda: analyse(long), 2)
    times = longer / whole * len(text) * GROWTH / len(long)
    print(f"{GROWTH} times the text costs {times:.0f} times the time")
    for name, hostile in HOSTILE.items():
        short = best(partial(analyse, hostile[: len(hostile) // 10]), 3)
        full = best(partial(analyse, hostile), 1)
        print(
            f"{name:24} {len(hostile):9,} characters {full:6.2f} s; ten times the text costs {full / short:.1f} times"
        )


if __name__ == "__main__":
    main()
