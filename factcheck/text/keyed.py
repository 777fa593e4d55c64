"""Try a long pattern only where one of the words stands that each of its matches holds."""

from __future__ import annotations

import re

from factcheck.text.classes import ALWAYS, EVERY, word_class
from factcheck.text.pattern_words import is_caseless, keys_of, phrases_of

PLAIN = re.compile("[a-z]+")
FEW = 60  # keys that are looked for one by one; of more, only those whose word is there


class Keyed:
    """A pattern with its keys: lower-case words, one of which is in each of its matches.

    Looking for a few fixed words is some ten times as fast as trying the alternatives of a rule at every letter, and
    most passages hold none of them. The keys are read off the pattern itself, so a rule is still written in one place.
    `bit` is the class of the whole words of which each match holds one: who knows the classes of the words of a text
    need not look into the text at all.
    """

    __slots__ = ("bit", "keys", "lower", "pattern", "phrases")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read the keys off a pattern; without any the pattern is always tried."""
        self.pattern = pattern
        self.keys = keys_of(pattern)
        # Letters of one case are compared in a third of the time that letters of either case take.
        self.lower = re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE) if is_caseless(pattern) else None
        self.phrases = phrases_of(pattern)  # by the word that tells of them
        self.bit = word_class(self.phrases) if self.phrases else ALWAYS

    def search(self, text: str, start: int = 0, end: int | None = None, classes: int = EVERY) -> re.Match[str] | None:
        """Give the first match between two offsets, in a text whose words have these classes."""
        if not classes & self.bit:
            return None
        end = len(text) if end is None else end
        low = text[start:end].lower()
        if _is_odd(low) or len(low) != end - start:
            return self.pattern.search(text, start, end)
        if not self._may(low):
            return None
        if self.lower is None:
            return self.pattern.search(text, start, end)
        found = self.lower.search(low)
        return self.pattern.match(text, start + found.start(), end) if found else None

    def findall(self, text: str) -> list[str]:
        """List the words of the matches."""
        low = text.lower()
        if _is_odd(low) or len(low) != len(text) or self.lower is None:
            return [found[0] for found in self.pattern.finditer(text)]
        return [text[found.start() : found.end()] for found in self.lower.finditer(low)] if self._may(low) else []

    def _may(self, low: str) -> bool:
        """Tell whether one of the keys is there."""
        if len(self.keys) <= FEW or not self.phrases:
            return True in map(low.__contains__, self.keys)
        for word in self.phrases.keys() & PLAIN.findall(low):
            for phrase in self.phrases[word]:
                if phrase in low:
                    return True
        return False

    def match(self, text: str, classes: int = EVERY) -> re.Match[str] | None:
        """Give the match at the beginning of a text whose words have these classes."""
        return self.pattern.match(text) if classes & self.bit else None

    def fullmatch(self, text: str, classes: int = EVERY) -> re.Match[str] | None:
        """Give the match of a whole text whose words have these classes."""
        return self.pattern.fullmatch(text) if classes & self.bit else None


def _is_odd(low: str) -> bool:
    """Tell whether a text has a space of another kind, or a letter that passes for another: no key holds these."""
    return not low.isprintable() or "ſ" in low or "ı" in low or "\u0307" in low


def keyed(pattern: str, flags: int = 0) -> Keyed:
    """Compile a pattern that is tried only where one of its keys stands."""
    return Keyed(re.compile(pattern, flags))
