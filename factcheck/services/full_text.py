"""Ask the database's full-text search for candidates, the same on both; the ranking is ours (text/bm25.py).

Neither database ranks: all documents that hold one of the question's rarest words are proposed, however many words that
takes to stay within a bound. So the candidates, and with them our order, do not depend on FTS5's or PostgreSQL's own
ranking. docs/decisions/0005-candidates-by-rarest-words.md says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from factcheck.text.queries import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

#: So many documents are proposed, at the most.
PROPOSED = 400
#: A claim has fewer telling words; of a longer text the most telling are asked for.
WORDS = 24
#: PostgreSQL's list of English stop words has these, too, and so they find nothing there.
_NOWHERE = frozenset({"against", "don"})

#: What is searched → its table and its source rows. All constants of ours: nothing from outside gets into a statement.
_SOURCES = {
    "capture_search": (
        "capture_search",
        "JOIN capture AS source ON source.id = capture_search.{key} AND source.in_corpus",
    ),
    # The few that are withdrawn are left out by search_rulings: asking each row here is what took the time.
    "ruling_search": ("ruling_search", ""),
    # All that the desk may read: its documents, pages that a search brought, texts of drafts; nothing behind a
    # confidential source.
    "kept_search": (
        "capture_search",
        """JOIN capture AS source ON source.id = capture_search.{key} AND (source.in_corpus OR (
            (EXISTS (SELECT 1 FROM suggestion WHERE suggestion.capture_id = source.id)
                OR source.id IN (SELECT capture_id FROM draft WHERE capture_id IS NOT NULL))
            AND NOT EXISTS (
                SELECT 1 FROM evidence WHERE evidence.capture_id = source.id AND evidence.confidential)))""",
    ),
}
# FTS5 wants its table by its own name, not by an alias. The newest first, where a word is too common to be of use.
_SQLITE = (
    "SELECT {table}.rowid FROM {table} {source} WHERE {table} MATCH :asked ORDER BY {table}.rowid DESC LIMIT :limit"
)
_POSTGRESQL = (
    "SELECT {table}.id FROM to_tsquery('english', :asked) AS asked, {table} {source} "
    "WHERE {table}.words @@ asked ORDER BY {table}.id DESC LIMIT :limit"
)


def propose(session: Session, what: str, asked: str, *, limit: int = PROPOSED) -> list[int]:
    """Return ids of rows of `what`, a name in the list above, that share a telling word with `asked`, in no order."""
    words = [word for word in terms(asked, WORDS) if word not in _NOWHERE]
    sqlite = session.get_bind().dialect.name == "sqlite"
    table, join = _SOURCES[what]
    source = join.format(key="rowid" if sqlite else "id")
    statement = text((_SQLITE if sqlite else _POSTGRESQL).format(table=table, source=source))
    quote, both = ('"', " AND ") if sqlite else ("'", " & ")

    def holding(these: Iterable[str]) -> list[int]:
        match = both.join(f"{quote}{word}{quote}" for word in these)
        # One more than wanted: a full list tells that there are more.
        return list(session.scalars(statement, {"asked": match, "limit": limit + 1}).all())

    found = {word: ids for word in words if (ids := holding([word]))}
    return _rarest(found, limit) or _together(sorted(found), holding, limit)


def _rarest(found: dict[str, list[int]], limit: int) -> list[int]:
    """Return the documents of the rarest words, as many words as together stay within the limit."""
    kept: set[int] = set()
    for word in sorted(found, key=lambda word: (len(found[word]), word)):
        more = kept | set(found[word])
        if len(more) > limit:
            break
        kept = more
    return sorted(kept)


def _together(words: list[str], holding: Callable[[Iterable[str]], list[int]], limit: int) -> list[int]:
    """Return the documents that hold several words at once, where each alone stands in too many."""
    asked: list[str] = []
    kept: list[int] = []
    for word in words:
        ids = holding([*asked, word])
        if ids:
            asked.append(word)
            kept = ids[:limit]
        if ids and len(ids) <= limit:
            break
    return sorted(kept)
