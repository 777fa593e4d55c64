"""Hold a passage as read for attributions, and what an attribution is within it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from factcheck.text.quotes import Quoted
    from factcheck.text.tokens import Words

Range = tuple[int, int]


class Said(NamedTuple):
    """One attribution, as ranges of words of its passage; `style` tells how it is put."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    style: str  # quote, before, after, according, stance, noun, passive, gerund
    verb: str


class Reading:
    """A passage read for attributions: its words and which quotation each word is in (-1: none)."""

    __slots__ = ("display", "quoted", "quotes", "stop", "words")

    def __init__(self, words: Words, quotes: tuple[Quoted, ...], *, display: bool = False) -> None:
        self.display = display
        self.words = words
        self.quotes = quotes
        self.quoted = _mark(words, quotes)
        self.stop = words.n
        while self.stop > 0 and words.form[self.stop - 1] in {".", "!", "?", "…"} and self.quoted[self.stop - 1] < 0:
            self.stop -= 1

    def quote_range(self, number: int) -> Range:
        """Give the words of a quotation, its marks included."""
        first = self.quoted.index(number)
        last = first
        while last + 1 < self.words.n and self.quoted[last + 1] == number:
            last += 1
        return first, last + 1


def _mark(words: Words, quotes: tuple[Quoted, ...]) -> list[int]:
    out = [-1] * words.n
    at = 0
    for number, quote in enumerate(quotes):
        while at < words.n and words.start[at] < quote.outer_start:
            at += 1
        while at < words.n and words.start[at] < quote.outer_end:
            out[at] = number
            at += 1
    return out
