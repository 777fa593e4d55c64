"""List a claim's evidence by origin and its suggestions, as far as a person may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Capture, Evidence, Job, Origin, Suggestion
from factcheck.services.evidence_get import sees_confidential
from factcheck.services.origin_count import OriginCluster, OriginTally, cluster_by_origin, count_origins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

#: Suggestions shown at once; the rest follow when these are decided.
MOST_SHOWN = 30
PIECE_CHARS = 2000


class Piece(NamedTuple):
    """Hold a run of words, and whether the claim has them too."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """Hold a suggestion with the words of its passage, cut where the words that match begin and end."""

    row: Suggestion
    capture: Capture
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """Hold all that the middle of a claim's page shows."""

    clusters: tuple[OriginCluster, ...]
    hidden: int
    tally: OriginTally
    withdrawn: tuple[Evidence, ...]
    open: tuple[ShownSuggestion, ...]
    open_total: int
    dismissed: tuple[ShownSuggestion, ...]
    reading: dict[int, Job]
    sees_confidential: bool


def list_evidence(session: Session, person: Person, claim: Claim) -> EvidenceList:
    """Return evidence in origin clusters, suggestions and what is being read, in a fixed number of queries.

    Whoever may not see what is confidential gets only how many such items there are.
    """
    sees = sees_confidential(session, person, claim)
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.claim_id == claim.id)
        .options(
            joinedload(Evidence.origin),
            joinedload(Evidence.logged_by),
            joinedload(Evidence.capture).options(defer(Capture.text)),
        )
        .order_by(Evidence.id)
    ).all()
    shown = [row for row in rows if sees or not row.confidential]
    return EvidenceList(
        clusters=cluster_by_origin(shown),
        hidden=sum(row.withdrawn_at is None for row in rows) - sum(row.withdrawn_at is None for row in shown),
        tally=count_origins(rows, hide_confidential=not sees),
        withdrawn=tuple(row for row in shown if row.withdrawn_at is not None),
        open=_suggestions(session, claim.id, SuggestionState.OPEN),
        open_total=_count_open(session, claim.id),
        dismissed=_suggestions(session, claim.id, SuggestionState.DISMISSED),
        reading=_reading(session, claim.id, shown),
        sees_confidential=sees,
    )


def origins_to_choose(session: Session, person: Person, claim: Claim) -> list[Origin]:
    """Return the article's origins that a form may offer; the names of confidential sources stay with their holders."""
    sees = sees_confidential(session, person, claim)
    used_openly = select(Evidence.origin_id).where(Evidence.confidential.is_(False))
    used = select(Evidence.origin_id)
    here = select(Evidence.origin_id).where(Evidence.claim_id == claim.id)
    query = select(Origin).where(Origin.article_id == claim.article_id, Origin.merged_into_id.is_(None))
    open_ones = Origin.id.in_(used_openly) | Origin.id.not_in(used)
    query = query.where(open_ones | Origin.id.in_(here) if sees else open_ones)
    return list(session.scalars(query.order_by(Origin.name, Origin.id)))


def pieces_of(words: str, marks: Sequence[Sequence[int]]) -> tuple[Piece, ...]:
    """Cut words at their marks; the pieces joined are the words, whatever the marks say."""
    pieces: list[Piece] = []
    at = 0
    for start, end in sorted((int(mark[0]), int(mark[1])) for mark in marks):
        if at <= start < end <= len(words):
            pieces += [Piece(words[at:start], hit=False)] if start > at else []
            pieces.append(Piece(words[start:end], hit=True))
            at = end
    return (*pieces, Piece(words[at:], hit=False)) if at < len(words) else tuple(pieces)


def _suggestions(session: Session, claim_id: int, state: SuggestionState) -> tuple[ShownSuggestion, ...]:
    # Of a text of two million characters only the passage is read.
    words = func.substr(Capture.text, Suggestion.start + 1, Suggestion.end - Suggestion.start)
    rows = session.execute(
        select(Suggestion, Capture, words)
        .join(Capture, Capture.id == Suggestion.capture_id)
        .options(defer(Capture.text))
        .where(Suggestion.claim_id == claim_id, Suggestion.state == state)
        .order_by(Suggestion.score.desc(), Suggestion.id)
        .limit(MOST_SHOWN)
    )
    return tuple(
        ShownSuggestion(row, capture, pieces_of(passage[:PIECE_CHARS], row.marks)) for row, capture, passage in rows
    )


def _count_open(session: Session, claim_id: int) -> int:
    query = select(func.count()).where(Suggestion.claim_id == claim_id, Suggestion.state == SuggestionState.OPEN)
    return session.scalar(query) or 0


def _reading(session: Session, claim_id: int, shown: Sequence[Evidence]) -> dict[int, Job]:
    """Return the newest job that reads the page or file behind each piece of evidence."""
    wanted = {row.id for row in shown}
    jobs = session.scalars(
        select(Job).where(Job.claim_id == claim_id, Job.key.like("fetch_hit:evidence:%")).order_by(Job.id)
    )
    return {int(job.payload["evidence_id"]): job for job in jobs if job.payload.get("evidence_id") in wanted}
