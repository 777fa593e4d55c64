"""List a claim's evidence by origin and its suggestions, as far as a person may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Evidence, Origin, Suggestion
from factcheck.services.evidence_bound import bound_evidence
from factcheck.services.evidence_get import sees_confidential
from factcheck.services.evidence_opens import reading_jobs
from factcheck.services.evidence_rows import evidence_of
from factcheck.services.origin_count import OriginCluster, OriginTally, cluster_by_origin, count_origins
from factcheck.services.suggestion_list import ShownSuggestion, Suggestions, list_suggestions, open_suggestions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Job, Person


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """Hold all that the middle of a claim's page shows."""

    clusters: tuple[OriginCluster, ...]
    hidden: int
    tally: OriginTally
    withdrawn: tuple[Evidence, ...]
    open: Suggestions
    dismissed: tuple[ShownSuggestion, ...]
    reading: dict[int, Job]
    sees_confidential: bool
    #: What the verdict before somebody rests on: it is not withdrawn, and only its note is changed.
    bound: frozenset[int]


def list_evidence(session: Session, person: Person, claim: Claim) -> EvidenceList:
    """Return evidence in origin clusters, suggestions and what is being read, in a fixed number of queries.

    Whoever may not see what is confidential gets only how many such items there are.
    """
    sees = sees_confidential(session, person, claim)
    rows = evidence_of(session, claim.id)
    shown = [row for row in rows if sees or not row.confidential]
    suggested = list_suggestions(session, claim.id)
    reading = reading_jobs(session, [claim.id])
    return EvidenceList(
        clusters=cluster_by_origin(shown),
        hidden=sum(row.withdrawn_at is None for row in rows) - sum(row.withdrawn_at is None for row in shown),
        tally=count_origins(rows, hide_confidential=not sees),
        withdrawn=tuple(row for row in shown if row.withdrawn_at is not None),
        open=open_suggestions(session, suggested[SuggestionState.OPEN], shown, sees=sees),
        dismissed=suggested[SuggestionState.DISMISSED].shown,
        reading={row.id: reading[row.id] for row in shown if row.id in reading},
        sees_confidential=sees,
        bound=bound_evidence(session, person, claim, shown),
    )


def origins_to_choose(session: Session, person: Person, claim: Claim) -> list[Origin]:
    """Return the article's origins that a form may offer; the names of confidential sources stay with their holders."""
    sees = sees_confidential(session, person, claim)
    used_openly = select(Evidence.origin_id).where(Evidence.confidential.is_(False))
    used = select(Evidence.origin_id)
    here = select(Evidence.origin_id).where(Evidence.claim_id == claim.id)
    query = select(Origin).where(Origin.article_id == claim.article_id, Origin.merged_into_id.is_(None))
    # What the machine put together of suggestions that were put aside is offered no more; nor what nothing leads to any
    # more: it may be a secret source that its evidence was taken from.
    suggested = select(Suggestion.origin_id).where(Suggestion.origin_id.is_not(None))
    waiting = suggested.where(Suggestion.state == SuggestionState.OPEN)
    confirmed = Origin.confirmed_by_id.is_not(None) & Origin.id.in_(suggested)
    unused = Origin.id.not_in(used) & (confirmed | Origin.id.in_(waiting))
    open_ones = Origin.id.in_(used_openly) | unused
    query = query.where(open_ones | Origin.id.in_(here) if sees else open_ones)
    return list(session.scalars(query.order_by(Origin.name, Origin.id)))
