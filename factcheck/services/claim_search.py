"""Ask the database's own index which claims hold the words that somebody typed.

The index holds words without case and accents, the same on both databases (migration 0013). A word is sought by its
beginning, a figure as a whole, words in quotation marks side by side, `#12` by the claim's number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, false, text

from factcheck.models import Claim
from factcheck.services.search_words import MOST_WORDS, typeable
from factcheck.text.queries import PIECE
from factcheck.text.words import plain

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, TextClause
    from sqlalchemy.orm import Session

_QUOTED = re.compile(
    '["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb]+)["\u201c\u201d\u201e\u00ab\u00bb]'
)
_NUMBER = re.compile(r"#(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold words that are to stand side by side in a claim; the last may be the beginning of a word."""

    pieces: tuple[str, ...]
    begins: bool


def holds_typed(session: Session, typed: str) -> ColumnElement[bool]:
    """Ask that a claim holds all that was typed; signs alone find nothing."""
    numbers, wanted = read_typed(typed)
    asked = [Claim.number == number for number in numbers]
    if wanted:
        asked.append(Claim.id.in_(_sqlite(wanted) if _is_sqlite(session) else _postgresql(wanted)))
    return and_(*asked) if asked else false()


def newest_holding(session: Session, typed: str, *, most: int) -> list[int]:
    """Return the ids of the newest claims that hold the words typed, `most` at the most; none beside a number."""
    numbers, wanted = read_typed(typed)
    if numbers or not wanted:
        return []
    found = _sqlite(wanted, newest=True) if _is_sqlite(session) else _postgresql(wanted, newest=True)
    return [int(row_id) for row_id in session.scalars(found, {"most": most})]


def read_typed(typed: str) -> tuple[list[int], list[Wanted]]:
    """Return the numbers of claims and the words that somebody typed, eight of them at the most."""
    words = typeable(typed)
    wanted = [Wanted(pieces, begins=False) for quoted in _QUOTED.findall(words) if (pieces := _pieces(quoted))]
    numbers = []
    for word in _QUOTED.sub(" ", words).split():
        number, pieces = _NUMBER.fullmatch(word), _pieces(word)
        if number:
            numbers.append(int(number[1]))
        elif pieces:
            # Who types 40 does not mean 400, nor who types a single letter every word that it begins.
            wanted.append(Wanted(pieces, begins=len(pieces[-1]) > 1 and not pieces[-1].isdigit()))
    return numbers[:1], wanted[:MOST_WORDS]


def _pieces(words: str) -> tuple[str, ...]:
    # Letters and digits alone reach the database, so no sign of its query language does.
    return tuple(PIECE.findall(plain(words)))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


#: The index is read from its end: what is beyond the newest is not touched.
_NEWEST = " ORDER BY {id} DESC LIMIT :most"


def _sqlite(wanted: list[Wanted], *, newest: bool = False) -> TextClause:
    asked = " AND ".join(f'"{" ".join(one.pieces)}"' + "*" * one.begins for one in wanted)
    statement = "SELECT rowid FROM claim_search WHERE claim_search MATCH :asked"
    return text(statement + _NEWEST.format(id="rowid") * newest).bindparams(asked=asked)


def _postgresql(wanted: list[Wanted], *, newest: bool = False) -> TextClause:
    asked = " & ".join("(" + " <-> ".join(_quoted(one)) + ")" for one in wanted)
    # Joined, so that the question is read once and not again for each claim, whatever plan the server has kept.
    statement = "SELECT id FROM to_tsquery('simple', :asked) AS question, claim_search WHERE words @@ question"
    return text(statement + _NEWEST.format(id="id") * newest).bindparams(asked=asked)


def _quoted(one: Wanted) -> list[str]:
    *before, last = (f"'{piece}'" for piece in one.pieces)
    return [*before, last + ":*" * one.begins]
