"""Tell in one look which rules a passage can meet.

Each list of words that a rule needs has a bit of its own, and each word the bits of the lists it is in. The bits of a
passage's words together tell which rules have a word there at all; the others are not tried. The bits are read off the
lists and patterns that the rules themselves use, so a new word in a list opens its rule without another line.
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import count
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ALWAYS = 1  # the bit of every passage: of rules that no word tells
EVERY = -1  # all bits: of a text whose words nobody has looked up
FIGURE = 2  # the bit of words with a digit
COMPOUND = 4  # the bit of words with letters and something else
CAPITAL = 8  # the bit of words that begin with a capital, where their forms are known
PART = re.compile(r"[^\W_]+")
LETTER = re.compile(r"[^\W\d_]")
# Letters that a pattern without regard to case takes for another: a long s for an s, i without its dot for an i.
FOLDED = str.maketrans({"ſ": "s", "ı": "i", "\u0307": None})
MOST = 1 << 16  # words remembered

Read = TypeVar("Read")


class Remembered(dict[str, Read]):
    """What is read of single words, by word: read once, and again when a list of words is added."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        """Take how a word is read."""
        super().__init__()
        self.read = read
        _remembered.append(self)

    def __missing__(self, word: str) -> Read:
        """Read a word that was not seen before."""
        if len(self) >= MOST:
            self.clear()
        found = self[word] = self.read(word)
        return found


_bits = count(4)
_classes: dict[str, int] = {}
_remembered: list[Remembered[Any]] = []


def word_class(words: Iterable[str]) -> int:
    """Give a list of lower-case words a bit of its own."""
    bit = 1 << next(_bits)
    for word in words:
        _classes[word] = _classes.get(word, 0) | bit
    for seen in _remembered:
        seen.clear()
    return bit


def _look_up(low: str) -> int:
    found = _classes.get(low, 0) | ALWAYS
    if low.isalpha() and low.isascii():
        return found
    for form in {low, low.translate(FOLDED)}:  # a mark without a letter ends a word; folded, it joins two
        for part in PART.findall(form):
            found |= _classes.get(part, 0)
    if any(map(str.isdigit, low)):
        found |= FIGURE
    return found if low.isalpha() or not LETTER.search(low) else found | COMPOUND


# The bits of each lower-case word, those of the parts of "co-founder" and "won't" included.
CLASSES = Remembered(_look_up)


def classes_in(words: Iterable[str]) -> int:
    """Give the bits of lower-case words together."""
    return reduce(or_, map(CLASSES.__getitem__, words), ALWAYS)
