"""Check a proof bundle from beginning to end, with nothing but Python's standard library."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .compare import check_log
from .fault import Fault
from .layout import MANIFEST
from .links import walk
from .opened import Opened
from .records import check_claims, check_drafts, check_manifest, check_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Records are read by name; one that lacks a field, or holds another kind of value, was not written by a desk.
_MALFORMED = (KeyError, TypeError, AttributeError, IndexError, ValueError, RecursionError)


@dataclass(frozen=True)
class Report:
    """Say what was checked, in numbers, and where the chain ends."""

    title: str
    counts: dict[str, int]
    head: str
    head_seq: int

    def lines(self) -> list[str]:
        """Return the report as people read it."""
        numbers = [f"  {count:>7} {what}" for what, count in self.counts.items() if count]
        return [
            f"Holds: “{self.title}”",
            *numbers,
            f"The log’s row {self.head_seq} seals it, hash {self.head}",
            "Ask the desk, or whoever noted its heads, whether that hash stands in its log.",
        ]


def verify_bundle(path: Path, *, head: str | None = None) -> Report:
    """Check everything and return the numbers; raise Fault at the first thing that is wrong.

    `head` is a hash noted elsewhere, such as a daily head of the desk: it must stand in the chain of the bundle.
    """
    counts: Counter[str] = Counter()
    with Opened(path) as bundle:
        try:
            check_manifest(bundle, counts)
            chain = walk(bundle)
            texts = check_drafts(bundle, counts)
            check_claims(bundle, texts, counts)
            check_sources(bundle, counts)
            counts["rows of the log opened"] = len(chain.open_rows) + 1
            counts["rows of the log kept closed"] = len(chain.closed_rows)
            counts["links computed"] = chain.linked
            counts["links only stated (rows of an earlier form)"] = chain.stated
            check_log(bundle, chain, counts)
            title = str(bundle.json(MANIFEST)["title"])
        except _MALFORMED as error:
            raise Fault(f"A record of the bundle is not as a desk writes it ({type(error).__name__}).") from None
    if head is not None and head.strip().lower() not in chain.heads:
        raise Fault(
            "The head that was noted is not in this chain: the log was rewritten, or it is not between its ends."
        )
    return Report(title, dict(counts), chain.head, chain.head_seq)


def main(arguments: Sequence[str]) -> int:
    """Check the bundle named and print what was found; return 0 where it holds."""
    try:
        report = verify_bundle(Path(arguments[0]), head=arguments[1] if len(arguments) > 1 else None)
    except Fault as fault:
        sys.stderr.write(f"Does not hold: {fault}\n")
        return 1
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 0
