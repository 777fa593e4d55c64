"""Say what of an article stays closed in its proof bundle, and keep what is confidential out of its log rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.desk_rules import QueryTo
from factcheck.models import Article, AuthorQuery, Claim, Evidence, GuestLink, Origin, SheetImport, SheetRow, Suggestion
from factcheck.proof.canonical import canonical, digest
from factcheck.services.blind import blind_claim_ids
from factcheck.services.bundle_rows import record
from factcheck.services.draft_known import NAMES_ANOTHER, same_text
from factcheck.services.panel_find import voting_claim_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Event

SOURCE = "protects a source"
LEGAL = "legal advice"
ASKED = "asked of a source beside confidential evidence"
VOTE = "a panel votes"
BLIND = "a second check is under way"
OTHER = "names a confidential article"
#: Fewer letters of confidential evidence stand anywhere by chance.
_TELLING_LETTERS = 5
#: More digits than a date are a telephone number.
_DATE = 8
_NAMED = ("title", "outlet", "excerpt", "note", "file_name", "url")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Hold the ids of what stays closed, and the words that no open row may hold."""

    evidence: dict[int, Evidence]
    open_origins: frozenset[int]
    queries: dict[int, tuple[AuthorQuery, str]]
    links: frozenset[int]
    sheets: frozenset[int]
    blind_claims: frozenset[int]
    voting_claims: frozenset[int]
    other_articles: frozenset[int]
    words: frozenset[str] = field(default_factory=frozenset)

    def why_closed(self, event: Event) -> str | None:
        """Return why a row of the log stays closed, None where it may be opened."""
        kind, about = event.object_kind, event.object_id or 0
        if kind == "evidence" and about in self.evidence:
            return SOURCE
        if kind == "origin" and self.evidence and about not in self.open_origins:
            return SOURCE
        if kind == "query" and about in self.queries:
            return self.queries[about][1]
        if kind == "guest_link" and about in self.links:
            return ASKED
        if kind == "sheet" and about in self.sheets:
            # The digest of the file would let a short name be guessed.
            return SOURCE
        told = canonical([event.before, event.after]).casefold()
        return self._why_later(event) or (SOURCE if any(word in told for word in self.words) else None)

    def _why_later(self, event: Event) -> str | None:
        """Return why a row stays closed that may be opened some day."""
        if event.action in NAMES_ANOTHER and (event.after or {}).get("article") in self.other_articles:
            return OTHER
        if event.claim_id in self.blind_claims and event.action.startswith(("verdict.", "opinion.")):
            return BLIND
        return VOTE if event.claim_id in self.voting_claims and event.action == "panel.voted" else None

    def found_in(self, files: Mapping[str, str]) -> list[str]:
        """Name the files that hold words of confidential evidence, for a person to look at before handing out."""
        return [name for name, text in files.items() if any(word in text.casefold() for word in self.words)]

    def records(self) -> Iterator[dict[str, Any]]:
        """Tell what is withheld: that it is there, what it does to which claim, and its sealed digest."""
        for row in self.evidence.values():
            yield {
                "kind": "evidence",
                "id": row.id,
                "claim_id": row.claim_id,
                "stance": row.stance,
                "why": SOURCE,
                "sealed": digest(row.seal + canonical(record(row, without=("seal",)))),
            }
        for query, why in self.queries.values():
            yield {"kind": "query", "id": query.id, "claim_id": query.claim_id, "state": query.state, "why": why}
        for claim_id in sorted(self.blind_claims):
            yield {"kind": "verdict", "claim_id": claim_id, "why": BLIND}
        for claim_id in sorted(self.voting_claims):
            yield {"kind": "votes", "claim_id": claim_id, "why": VOTE}


def withheld_of(session: Session, article_id: int, texts: Sequence[str]) -> Withheld:
    """Read what of an article stays closed; `texts` are its drafts, whose own words are no secret.

    A secret's words stay secret also where a note beside open evidence tells them.
    """
    rows = session.scalars(
        select(Evidence).join(Claim).where(Claim.article_id == article_id).order_by(Evidence.id)
    ).all()
    closed = {row.id: row for row in rows if row.confidential}
    queries = _queries(session, article_id, {row.claim_id for row in closed.values()})
    waiting = _suggested(session, article_id) - {row.origin_id for row in rows}
    origins = _origins(session, article_id, {row.origin_id for row in rows if not row.confidential} | waiting)
    links = session.scalars(select(GuestLink).where(GuestLink.article_id == article_id))
    claims = set(session.scalars(select(Claim.id).where(Claim.article_id == article_id)))
    known = "\n".join([*texts, *_open_words(rows)]).casefold()
    words = {word for row in closed.values() for word in _words(row)}
    words |= {name for origin, name in _names(session, article_id) if closed and origin not in origins}
    return Withheld(
        evidence=closed,
        open_origins=frozenset(origins),
        queries=queries,
        links=frozenset(link.id for link in links if queries.keys() & set(link.query_ids)),
        sheets=_sheets(session, article_id, closed.keys()),
        blind_claims=blind_claim_ids(session) & claims,
        voting_claims=voting_claim_ids(session) & claims,
        other_articles=_confidential_ones(session, same_text(session, article_id)),
        words=frozenset(
            word for word in (one.strip().casefold() for one in words) if _tells(word) and word not in known
        ),
    )


def _confidential_ones(session: Session, article_ids: Collection[int]) -> frozenset[int]:
    """Return those of the articles that are confidential now."""
    return frozenset(session.scalars(select(Article.id).where(Article.id.in_(article_ids), Article.confidential)))


def _queries(session: Session, article_id: int, guarded: set[int]) -> dict[int, tuple[AuthorQuery, str]]:
    found = {}
    query = select(AuthorQuery).where(AuthorQuery.article_id == article_id).order_by(AuthorQuery.id)
    for row in session.scalars(query):
        if row.to is QueryTo.LEGAL:
            found[row.id] = (row, LEGAL)
        elif row.to is QueryTo.SOURCE and row.claim_id in guarded:
            found[row.id] = (row, ASKED)
    return found


def _origins(session: Session, article_id: int, led_to: set[int]) -> set[int]:
    """Return the origins that open evidence leads to, and those that were merged into them or that they went into."""
    merged = {
        row.id: row.merged_into_id for row in session.scalars(select(Origin).where(Origin.article_id == article_id))
    }
    found: set[int] = set()
    for origin_id in led_to:
        step: int | None = origin_id
        while step is not None and step not in found:
            found.add(step)
            step = merged.get(step)
    return found


def _suggested(session: Session, article_id: int) -> set[int]:
    """Return the origins of what workers found in the open."""
    query = select(Suggestion.origin_id).join(Claim, Claim.id == Suggestion.claim_id)
    return {int(row) for row in session.scalars(query.where(Claim.article_id == article_id)) if row is not None}


def _sheets(session: Session, article_id: int, closed: Collection[int]) -> frozenset[int]:
    """Return the spreadsheets that have a row of a confidential source."""
    query = (
        select(SheetRow.import_id)
        .join(SheetImport)
        .where(SheetImport.article_id == article_id, SheetRow.confidential | SheetRow.evidence_id.in_(closed))
    )
    return frozenset(session.scalars(query))


def _names(session: Session, article_id: int) -> list[tuple[int, str]]:
    rows = session.execute(select(Origin.id, Origin.name).where(Origin.article_id == article_id))
    return [(int(row[0]), str(row[1])) for row in rows]


def _tells(word: str) -> bool:
    return sum(sign.isalpha() for sign in word) >= _TELLING_LETTERS or sum(sign.isdigit() for sign in word) > _DATE


def _open_words(rows: Sequence[Evidence]) -> Iterator[str]:
    for row in rows:
        if not row.confidential:
            notes = frozenset(row.note.splitlines())
            yield from (word for word in _words(row) if word not in notes)


def _words(row: Evidence) -> Iterator[str]:
    for name in _NAMED:
        yield from str(getattr(row, name)).splitlines()
    yield from _leaves(row.locator)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, str):
        yield value
