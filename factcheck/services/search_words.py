"""Make LIKE patterns of what somebody typed into a search field."""

from __future__ import annotations

MOST_WORDS = 8
LONGEST = 200


def like_words(typed: str) -> list[str]:
    r"""Return a pattern for each word (escape `\`), in lower case; signs that mean something to LIKE mean themselves."""
    words = typed[:LONGEST].replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8").casefold().split()
    return [f"%{_literal(word)}%" for word in words[:MOST_WORDS]]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
