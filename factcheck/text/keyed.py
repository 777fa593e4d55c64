"""Try a long pattern only where one of the words stands that each of its matches holds."""

from __future__ import annotations

import re

from factcheck.text.classes import ALWAYS, EVERY, word_class
from factcheck.text.pattern_words import keys_of, words_of


class Keyed:
    """A pattern with its keys: lower-case words, one of which is in each of its matches.

    Looking for a few fixed words is some ten times as fast as trying the alternatives of a rule at every letter, and
    most passages hold none of them. The keys are read off the pattern itself, so a rule is still written in one place.
    `bit` is the class of the whole words of which each match holds one: who knows the classes of the words of a text
    need not look into the text at all.
    """

    __slots__ = ("bit", "keys", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read the keys off a pattern; without any the pattern is always tried."""
        self.pattern = pattern
        self.keys = keys_of(pattern)
        words = words_of(pattern)
        self.bit = word_class(words) if words else ALWAYS

    def search(self, text: str, start: int = 0, end: int | None = None, classes: int = EVERY) -> re.Match[str] | None:
        """Give the first match between two offsets, in a text whose words have these classes."""
        if not classes & self.bit:
            return None
        end = len(text) if end is None else end
        return self.pattern.search(text, start, end) if self._may(text[start:end]) else None

    def findall(self, text: str) -> list[str]:
        """List the words of the matches."""
        return self.pattern.findall(text) if self._may(text) else []

    def _may(self, text: str) -> bool:
        low = text.lower()
        # A space of another kind is in no key.
        return True in map(low.__contains__, self.keys) or not low.isprintable()

    def match(self, text: str, classes: int = EVERY) -> re.Match[str] | None:
        """Give the match at the beginning of a text whose words have these classes."""
        return self.pattern.match(text) if classes & self.bit else None

    def fullmatch(self, text: str, classes: int = EVERY) -> re.Match[str] | None:
        """Give the match of a whole text whose words have these classes."""
        return self.pattern.fullmatch(text) if classes & self.bit else None


def keyed(pattern: str, flags: int = 0) -> Keyed:
    """Compile a pattern that is tried only where one of its keys stands."""
    return Keyed(re.compile(pattern, flags))
