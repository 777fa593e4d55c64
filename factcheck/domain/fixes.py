"""Keep what a verdict asks of the copy: the words as they stand and the words that should replace them."""

from __future__ import annotations

from typing import NamedTuple

_ARROW = "\n→\n"


class Fix(NamedTuple):
    """Hold the words before and after; `after` empty asks to cut them."""

    before: str
    after: str


def write_fix(before: str, after: str) -> str:
    """Return the one text that a verdict keeps; empty where nothing is to change."""
    before, after = (text.strip().replace(_ARROW, " → ") for text in (before, after))
    return f"{before}{_ARROW}{after}" if before or after else ""


def read_fix(kept: str) -> Fix:
    """Return both halves of what `write_fix` wrote."""
    before, _, after = kept.partition(_ARROW)
    return Fix(before, after)
