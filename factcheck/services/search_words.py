"""Ask a column for the words that somebody typed into a search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, true

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

MOST_WORDS = 8
LONGEST = 200
_ESCAPE = "\\"


def typeable(typed: str) -> str:
    """Return the beginning of what was typed, without what no database can hold."""
    return typed[:LONGEST].replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")


def search_words(typed: str) -> list[str]:
    """Return the words typed, at most eight, without what no database can hold."""
    return typeable(typed).split()[:MOST_WORDS]


def holds_words(typed: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Ask that each word stands in one of the columns, in whatever case; signs that mean something to LIKE do not."""
    words = search_words(typed)
    if not words:
        return true()
    return and_(*(or_(*(_holds(column, word) for column in columns)) for word in words))


def _holds(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    plain = func.lower(column).like(_literal(word.lower()), escape=_ESCAPE)
    if word.isascii():
        return plain
    # SQLite's lower() knows only a to z, so that a word with an É must also be asked for as it was typed.
    spellings = {word, word.lower(), word.capitalize()}
    return or_(plain, *(column.like(_literal(spelling), escape=_ESCAPE) for spelling in sorted(spellings)))


def _literal(word: str) -> str:
    escaped = word.replace(_ESCAPE, _ESCAPE * 2).replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
