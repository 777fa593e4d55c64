"""Tell that a passage says again what one before it says, a caption without its label and its ending."""

from __future__ import annotations

import re

from factcheck.text.roles import STRAIGHT

LEAST = 30  # characters; shorter lines may stand twice
BEGINNING = 60  # characters with which a caption begins as a longer sentence does
LABEL = re.compile(r"[^\W\d_][\w'\u2019 -]{1,28}:\s(?=\S)")
# What a caption has behind what it tells: "; seen in December", ", pictured in 2016".
SEEN = re.compile(r"[;,]\s(?:is\s|are\s)?(?:seen|pictured|shown|left|right|above|below)\b[^.;]{0,60}$")
CREDIT = re.compile(r"\s*(?:\([^()]{1,80}\)|\xa9.{2,60})$")


class Repeats:
    """The passages read so far, by their words."""

    def __init__(self) -> None:
        """Begin with none."""
        self.seen: dict[str, int] = {}
        self.long: dict[str, tuple[str, int]] = {}

    def first(self, words: str, index: int, *, caption: bool) -> int:
        """Take in a passage and give the index of the first that says the same, its own where none does."""
        if len(words) <= LEAST:
            return index
        key = words.translate(STRAIGHT).casefold().rstrip(".!\u2026 ")
        if caption:
            label = LABEL.match(key)
            told = SEEN.sub("", CREDIT.sub("", key[label.end() :] if label else key)).rstrip(". ")
            key = told if len(told) > LEAST else key
            longer, at = self.long.get(key[:BEGINNING], ("", index))
            if len(key) >= BEGINNING and longer.startswith(key):
                return at
        elif len(key) >= BEGINNING:
            self.long.setdefault(key[:BEGINNING], (key, index))
        return self.seen.setdefault(key, index)
