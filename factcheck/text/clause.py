"""Hold what a clause of a sentence is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.phrases import VERBS

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading

FINITE = VERBS - {"PF"}


class Clause(NamedTuple):
    """Words of a passage that make one statement; `lead` is put before them where they lack a subject."""

    words: tuple[int, ...]
    lead: Range | None = None
    how: str = "main"  # main, relative, object, participle, whose, where, in which, aside, list, that (of no word)
    helper: str = ""  # "was", which stands before them as well: was held and charged


def outside(reading: Reading, at: int) -> bool:
    """Tell whether a word stands outside quotation marks."""
    return reading.quoted[at] < 0


def has_verb(reading: Reading, words: list[int] | tuple[int, ...]) -> bool:
    """Tell whether a finite verb stands among the words."""
    tag = reading.words.tag
    return not VERBS.isdisjoint([tag[at] for at in words])
