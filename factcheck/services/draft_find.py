"""Find words in a draft: exactly, or as somebody copied them, with other spaces, quote marks or dashes."""

from __future__ import annotations

import re

from factcheck.domain.errors import InvalidInput
from factcheck.services.draft_text import is_visible

LONGEST_WORDS = 5000
MOST_PLACES = 50
_SAME = ('"“”„‟«»″', "'‘’‚‛′`´", "-‐‑‒–—―")
_CLASS = {char: f"[{re.escape(group)}]" for group in _SAME for char in group}
_AROUND = 60


class SeveralPlaces(InvalidInput):
    """Say that the words stand in several places, and which; the page asks which one is meant."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        super().__init__(f"These words stand in {len(places)} places. Choose which one you mean.", field="exact")
        self.places = places


def find_places(text: str, words: str) -> list[tuple[int, int]]:
    """Return each (start, end) where `words` stand, at most 50; spacing, quote marks and dashes may differ."""
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join("".join(_CLASS.get(char) or re.escape(char) for char in part) for part in parts))
    places = []
    for match in pattern.finditer(text):
        places.append(match.span())
        if len(places) == MOST_PLACES:
            break
    return places


def resolve_place(text: str, words: str, *, start: int | None = None, end: int | None = None) -> tuple[int, int]:
    """Return the one place meant: by position where it was given and holds the words, else by the words.

    Raise SeveralPlaces where they stand more than once, InvalidInput where they do not stand in the text.
    """
    words = words.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(f"A claim has at most {LONGEST_WORDS:,} characters. Choose fewer words.", field="exact")
    if not any(is_visible(char) for char in words):
        raise InvalidInput("Choose words in the article, or paste them here.", field="exact")
    # Where they differ, the form was changed by hand after words were chosen; then the words decide.
    at = (start or 0, end or 0)
    if 0 <= at[0] < at[1] <= len(text) and _plain(text[at[0] : at[1]]) == _plain(words):
        return at
    places = find_places(text, words)
    if not places:
        raise InvalidInput(
            "These words do not stand in the article. Copy them as they are printed there.", field="exact"
        )
    if len(places) > 1:
        raise SeveralPlaces(places)
    return places[0]


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before a place, the place itself and what stands after, to tell places apart."""
    before = ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "")
    return before, text[start:end], after


def _plain(words: str) -> str:
    return " ".join(words.split())
