"""Put what workers suggest for a claim under the origin it traces back to; what a person confirmed stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.evidence import EvidenceKind, OriginKind, SuggestionState
from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import Capture, Claim, Evidence, Job, Origin, Suggestion
from factcheck.models.base import utc_now
from factcheck.services.job_ask import ask_job
from factcheck.services.origin_find import OriginChoice, find_origin, follow_merges
from factcheck.services.origin_known import KnownOrigins, known_origins, spread_origins
from factcheck.services.origin_suggest import KINDS, READ_CHARS, own_origin, reasons_of
from factcheck.text.origins import Carrier, group_origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from factcheck.text.origins import OriginGroup

#: Comparing all with all grows with the square; 40 carriers of 6,000 characters took 0.14 s, outside any transaction.
MOST_CARRIERS = 60
#: While pages of a claim are still being fetched, its suggestions are grouped no more often than this.
GROUPED_EVERY = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class SourceCarriers:
    """Hold what is compared for one claim: evidence and suggested pages; `seen` tells one such reading from a later."""

    claim_id: int
    carriers: tuple[Carrier, ...]
    seen: tuple[int, int]


def owe_grouping(session: Session, claim_id: int) -> None:
    """Owe the grouping of a claim's suggestions; one that waits already does for all that comes before it begins."""
    waiting = session.scalars(
        select(Job.id)
        .where(Job.claim_id == claim_id, Job.kind == JobKind.GROUP_SOURCES)
        .where(Job.state.in_((JobState.QUEUED, JobState.WAITING)))
        .limit(1)
        # Held until this transaction ends: the work cannot begin before what is written here can be read.
        .with_for_update(key_share=True)
    ).first()
    if waiting is None:
        count, newest = _seen(session, claim_id)
        ask_job(
            session, JobKind.GROUP_SOURCES, f"{claim_id}:{newest}:{count}", {"claim_id": claim_id}, claim_id=claim_id
        )


def grouping_rest(session: Session, claim_id: int, job_id: int) -> timedelta | None:
    """Return how long a grouping is to wait for the pages that are on their way, None where it may begin.

    Each page that brings a suggestion owes a grouping, and each compares all pages of the claim: one after the other,
    with a rest between them, they take in many pages at once. The last one does not wait.
    """
    now = utc_now()
    groupings = select(Job.id).where(Job.claim_id == claim_id, Job.kind == JobKind.GROUP_SOURCES, Job.id != job_id)
    # Of two that began together the older goes on; one whose worker died holds nobody up for longer than its lease.
    under_way = groupings.where(Job.state == JobState.RUNNING, Job.lease_until > now, Job.id < job_id)
    if session.scalars(under_way.limit(1)).first() is not None:
        return GROUPED_EVERY
    coming = select(Job.id).where(
        Job.claim_id == claim_id,
        Job.kind.in_((JobKind.RUN_LOOKUP, JobKind.FETCH_HIT)),
        # What was put off comes at a time that nobody need wait for.
        Job.state.in_((JobState.QUEUED, JobState.RUNNING)),
    )
    ended = session.scalar(groupings.with_only_columns(func.max(Job.ended_at)).where(Job.state.in_(ENDED)))
    rest = ended + GROUPED_EVERY - now if ended is not None else timedelta(0)
    if rest <= timedelta(0) or session.scalars(coming.limit(1)).first() is None:
        return None
    return rest


def carriers_of(session: Session, claim_id: int) -> SourceCarriers:
    """Return the carriers of a claim: evidence that is not confidential, and the best of the pages suggested."""
    evidence = session.scalars(
        select(Evidence)
        .where(Evidence.claim_id == claim_id, Evidence.withdrawn_at.is_(None), Evidence.confidential.is_(False))
        .where(Evidence.kind.in_((EvidenceKind.PAGE, EvidenceKind.DOCUMENT)), Evidence.capture_id.is_not(None))
        .order_by(Evidence.id.desc())
        .limit(MOST_CARRIERS // 2)
    ).all()
    best = func.max(Suggestion.score)
    pages = session.execute(
        select(Suggestion.capture_id)
        .where(Suggestion.claim_id == claim_id, Suggestion.state == SuggestionState.OPEN)
        .group_by(Suggestion.capture_id)
        .order_by(best.desc(), Suggestion.capture_id)
        .limit(MOST_CARRIERS)
    )
    ids = dict.fromkeys([row.capture_id for row in evidence] + [row.capture_id for row in pages])
    text = func.substr(Capture.text, 1, READ_CHARS)
    rows = session.execute(
        select(Capture, text).options(defer(Capture.text)).where(Capture.id.in_([*ids][:MOST_CARRIERS]))
    )
    carriers = tuple(_carrier(capture, words) for capture, words in sorted(rows, key=lambda row: row[0].id))
    return SourceCarriers(claim_id, carriers, _seen(session, claim_id))


def group_carriers(sources: SourceCarriers) -> list[OriginGroup]:
    """Group the carriers; a page that nothing ties to another stays alone, unless it is an agency's story."""
    groups = group_origins(sources.carriers)
    return [group for group in groups if len(group.carriers) > 1 or group.kind == "agency"]


def place_groups(session: Session, sources: SourceCarriers, groups: Iterable[OriginGroup]) -> int:
    """Put the open suggestions of each group under its origin and return how many moved.

    Suggestions under an origin that a person confirmed stay there, and others of their group join them.
    """
    claim = session.get(Claim, sources.claim_id)
    if claim is None:
        return 0
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.claim_id == claim.id, Suggestion.state == SuggestionState.OPEN)
        .options(joinedload(Suggestion.origin))
        .order_by(Suggestion.id)
    ).all()
    origins = known_origins(session, claim.article_id)
    grouped: set[int] = set()
    moved = 0
    for group in groups:
        captures = {int(key) for key in group.carriers}
        members = [row for row in rows if row.capture_id in captures]
        grouped |= {row.id for row in members}
        if members:
            moved += _gather(session, claim, group, members, captures, origins)
    alone = [row for row in rows if row.id not in grouped and _is_loose(row) and row.origin_id is not None]
    for row in alone:
        row.origin = None
    spread_origins(session, claim.article_id)
    if _seen(session, claim.id) != sources.seen:
        owe_grouping(session, claim.id)
    return moved + len(alone)


def _carrier(capture: Capture, text: str) -> Carrier:
    address = capture.canonical_url or capture.final_url or capture.url
    return Carrier(
        id=f"{capture.id:016d}",
        outlet=own_origin(capture).name,
        text=text,
        url=address,
        by_line=capture.byline,
        published=capture.published_on,
        links=tuple(str(link) for link in capture.links),
    )


def _seen(session: Session, claim_id: int) -> tuple[int, int]:
    """Tell one state of a claim's suggestions from another: how many are open, and the newest of all."""
    is_open = func.count().filter(Suggestion.state == SuggestionState.OPEN)
    row = session.execute(select(is_open, func.max(Suggestion.id)).where(Suggestion.claim_id == claim_id)).one()
    return int(row[0]), int(row[1] or 0)


def _is_loose(row: Suggestion) -> bool:
    return row.origin is None or row.origin.confirmed_by_id is None


def _gather(
    session: Session,
    claim: Claim,
    group: OriginGroup,
    members: Sequence[Suggestion],
    captures: set[int],
    origins: KnownOrigins,
) -> int:
    target = _target(session, claim, group, members, captures, origins)
    moved = 0
    for row in members:
        if _is_loose(row) and row.origin_id != target.id:
            row.origin = target
            moved += 1
    return moved


def _target(
    session: Session,
    claim: Claim,
    group: OriginGroup,
    members: Sequence[Suggestion],
    captures: set[int],
    origins: KnownOrigins,
) -> Origin:
    """Return the origin of a group: that of evidence logged already, one a person confirmed, else what ties them."""
    logged = session.scalars(
        select(Origin)
        .join(Evidence, Evidence.origin_id == Origin.id)
        .where(Evidence.claim_id == claim.id, Evidence.withdrawn_at.is_(None), Evidence.confidential.is_(False))
        .where(Evidence.capture_id.in_(captures))
        .order_by(Origin.confirmed_by_id.is_(None), Evidence.id)
    ).first()
    confirmed = next((row.origin for row in members if row.origin is not None and not _is_loose(row)), None)
    if confirmed is None and (logged is None or logged.confirmed_by_id is None):
        # Said of one of these pages on another claim; others of their story come with it.
        elsewhere = (origins.of(row.capture) for row in members)
        confirmed = next((origin for origin in elsewhere if origin is not None), None)
        logged = None if confirmed is not None else logged
    known = logged or confirmed
    if known is not None:
        return follow_merges(session, known)
    reasons = reasons_of(group)
    choice = OriginChoice(kind=KINDS.get(group.kind, OriginKind.OUTLET), name=group.name[:300], reasons=reasons)
    target = find_origin(session, None, claim.article_id, choice)
    if target.confirmed_by_id is None and target.reasons != list(reasons):
        target.reasons = list(reasons)
    return target
