"""Ask the database's full-text search for candidates, the same on both; the ranking is ours (text/bm25.py).

Neither database ranks: all documents that hold one of the question's rarest words are proposed, however many words that
takes to stay within a bound. So the candidates, and with them our order, do not depend on FTS5's or PostgreSQL's own
ranking. docs/decisions/0005-candidates-by-rarest-words.md says why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

from factcheck.text.queries import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

#: So many documents are proposed, at the most.
PROPOSED = 400
#: A claim has fewer telling words; of a longer text the most telling are asked for.
WORDS = 24
#: PostgreSQL's list of English stop words has these, too, and so they find nothing there.
_NOWHERE = frozenset({"against", "don"})

#: SQLite would read its way through a document's whole text to the mark behind it; the index holds the mark alone.
#: PostgreSQL would rather read all documents than ask each of a few, so its question cannot be turned into a join.
_IN_CORPUS = {
    "sqlite": "EXISTS (SELECT 1 FROM capture INDEXED BY ix_capture_in_corpus WHERE in_corpus = 1 AND id = {id})",
    "postgresql": "(SELECT in_corpus FROM capture WHERE capture.id = {id})",
}
#: What is searched → its table and which of its rows. All constants of ours: nothing from outside gets in.
_SOURCES = {
    "capture_search": ("capture_search", "AND {in_corpus}"),
    # The few that are withdrawn are left out by search_rulings: asking each row here is what took the time.
    "ruling_search": ("ruling_search", ""),
    # All that the desk may read: its documents, pages that a search brought, the last draft of each article that was
    # cleared, for what nobody has checked yet bears nothing out; nothing behind a confidential source, and of no
    # confidential article.
    "kept_search": (
        "capture_search",
        """AND ({in_corpus} OR (
            (EXISTS (SELECT 1 FROM suggestion WHERE suggestion.capture_id = {id})
                AND NOT EXISTS (SELECT 1 FROM draft WHERE draft.capture_id = {id})
                OR EXISTS (SELECT 1 FROM draft JOIN article ON article.id = draft.article_id
                    WHERE draft.capture_id = {id} AND article.state IN ('cleared', 'published', 'corrected')
                    AND NOT EXISTS (SELECT 1 FROM draft AS later
                        WHERE later.article_id = draft.article_id AND later.number > draft.number)))
            AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.capture_id = {id} AND evidence.confidential)
            AND NOT EXISTS (SELECT 1 FROM draft JOIN article ON article.id = draft.article_id
                WHERE draft.capture_id = {id} AND article.confidential)))""",
    ),
}
_HOLDS = {
    "sqlite": "SELECT {id} AS id FROM {table} WHERE {table} MATCH :{asked} {among}",
    # Joined, so that the question is read once and not again for each row, whatever plan the server has kept.
    "postgresql": "SELECT {id} AS id FROM to_tsquery('english', :{asked}) AS asked_{asked}, {table} "
    "WHERE {table}.words @@ asked_{asked} {among}",
}
# A word's documents come as one text, which costs less than rows; of a word that stands in too many only that is told,
# and the database stops where it knows.
_HOLDING = "(SELECT CASE WHEN count(*) > :limit THEN '+' ELSE {joined} END FROM ({found} LIMIT :limit + 1) AS found)"
_JOINED = {"sqlite": "group_concat(id)", "postgresql": "string_agg(id::text, ',')"}
_TOO_MANY = "+"


def propose(session: Session, what: str, asked: str, *, limit: int = PROPOSED) -> list[int]:
    """Return ids of rows of `what`, a name in the list above, that share a telling word with `asked`, in no order."""
    search = _Search(session, what, limit)
    found = search.holding(asked)
    return search.rarest(found) or search.together(found)


@dataclass(frozen=True, slots=True)
class Best:
    """Hold the ids of the documents to be read, and for each telling word in how many it stands, `many` or fewer."""

    ids: tuple[int, ...]
    holding: Mapping[str, int]
    many: int


def propose_best(
    session: Session,
    what: str,
    asked: str,
    *,
    most: int,
    least: float = 0.0,
    limit: int = PROPOSED,
    but: Collection[int] = (),
) -> Best:
    """Return the `most` of what `propose` returns that hold the most and the rarest of the words, without `but`.

    Those that hold less than a share of what the best one holds are left out, if `least` names that share.
    What is long is not read by the hundred only to be put last: which words each document holds is known before.
    """
    search = _Search(session, what, limit)
    found = search.holding(asked)
    ids = [row_id for row_id in search.rarest(found) or search.together(found) if row_id not in but]
    holding = {word: len(held) if held else limit + 1 for word, held in found.items()}
    weights: dict[int, float] = dict.fromkeys(ids, 0.0)
    for word, held in sorted(found.items()):
        for row_id in weights.keys() & set(held or ()):
            weights[row_id] += 1.0 + math.log(limit / holding[word])
    # The newer of two alike, as everywhere.
    ids.sort(key=lambda row_id: (-round(weights[row_id], 9), -row_id))
    enough = weights[ids[0]] * least if ids else 0.0
    return Best(tuple(sorted(row_id for row_id in ids[:most] if weights[row_id] >= enough)), holding, limit + 1)


class _Search:
    """Ask one table of a database."""

    def __init__(self, session: Session, what: str, limit: int) -> None:
        self._session = session
        self._limit = limit
        self._dialect = session.get_bind().dialect.name
        sqlite = self._dialect == "sqlite"
        self._table, among = _SOURCES[what]
        # FTS5 knows its rows by this name only.
        self._id = f"{self._table}.{'rowid' if sqlite else 'id'}"
        self._among = among.format(id=self._id, in_corpus=_IN_CORPUS[self._dialect].format(id=self._id))
        self._quote, self._both = ('"', " AND ") if sqlite else ("'", " & ")

    def holding(self, asked: str) -> dict[str, list[int] | None]:
        """Return the documents of each telling word that stands in any; None where they are too many. One statement."""
        words = [word for word in terms(asked, WORDS) if word not in _NOWHERE]
        if not words:
            return {}
        joined = _JOINED[self._dialect]
        columns = [_HOLDING.format(joined=joined, found=self._holding(f"asked_{at}")) for at in range(len(words))]
        values = {f"asked_{at}": self._match([word]) for at, word in enumerate(words)}
        row = self._session.execute(text(f"SELECT {', '.join(columns)}"), values | {"limit": self._limit}).one()
        return {
            word: None if told == _TOO_MANY else [int(one) for one in told.split(",")]
            for word, told in zip(words, row, strict=True)
            if told
        }

    def rarest(self, found: Mapping[str, list[int] | None]) -> list[int]:
        """Return the documents of the rarest words, as many words as together stay within the limit."""
        kept: set[int] = set()
        few = {word: ids for word, ids in found.items() if ids is not None}
        for word in sorted(few, key=lambda word: (len(few[word]), word)):
            more = kept | set(few[word])
            if len(more) > self._limit:
                break
            kept = more
        return sorted(kept)

    def together(self, found: Iterable[str]) -> list[int]:
        """Return the documents that hold several words at once, where each alone stands in too many."""
        asked: list[str] = []
        kept: list[int] = []
        for word in sorted(found):
            ids = self._newest([*asked, word])
            if ids:
                asked.append(word)
                kept = ids[: self._limit]
            if ids and len(ids) <= self._limit:
                break
        return sorted(kept)

    def _newest(self, words: Iterable[str]) -> list[int]:
        # One more than wanted: a full list tells that there are more.
        statement = text(f"{self._holding('asked')} ORDER BY id DESC LIMIT :limit + 1")
        return list(self._session.scalars(statement, {"asked": self._match(words), "limit": self._limit}).all())

    def _holding(self, name: str) -> str:
        return _HOLDS[self._dialect].format(id=self._id, table=self._table, asked=name, among=self._among)

    def _match(self, words: Iterable[str]) -> str:
        return self._both.join(f"{self._quote}{word}{self._quote}" for word in words)
