"""Count what became public and was corrected, what could not be fetched and why, and who is checked and how chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.captures import CaptureState
from factcheck.domain.claimants import names_of
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Capture, Claim, Correction, Publication, Rating, Verdict, Via
from factcheck.models.publication import CorrectionClass
from factcheck.services.statistics_parts import Chart, Figure, share

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.statistics_parts import Span

#: States in which there is a text to look at.
_GOT = frozenset({CaptureState.CAPTURED, CaptureState.TRUNCATED, CaptureState.NOT_MODIFIED, CaptureState.ERASED})
_MOST_CLAIMANTS = 40
_MOST_CLAIMS = 20_000
_NOBODY = "nobody named (the article's own word)"


def correction_rate(session: Session, span: Span) -> Figure:
    """Count pages published and pages corrected in the span, by class."""
    published = session.scalar(
        select(func.count())
        .select_from(Publication)
        .where(Publication.created_at >= span.start, Publication.created_at < span.end)
    )
    within = (Correction.at >= span.start) & (Correction.at < span.end)
    rows = session.execute(select(Correction.kind, func.count()).where(within).group_by(Correction.kind))
    counted: dict[CorrectionClass, int] = {row[0]: row[1] for row in rows}
    pages = session.scalar(select(func.count(Correction.publication_id.distinct())).where(within)) or 0
    total = published or 0
    return Figure(
        "corrections",
        "Corrections",
        f"{total} pages were published and {pages} corrected ({share(pages, total)} of those published).",
        total + sum(counted.values()),
        "publications and corrections",
        ("Class", "Corrections"),
        tuple((kind.value, counted.get(kind, 0)) for kind in CorrectionClass),
    )


def fetch_failures(session: Session, span: Span) -> Figure:
    """Count the fetches that brought no text, by cause."""
    rows = session.execute(
        select(Capture.state, func.count())
        .where(Capture.via == Via.FETCH, Capture.fetched_at >= span.start, Capture.fetched_at < span.end)
        .group_by(Capture.state)
        .order_by(func.count().desc(), Capture.state)
    ).all()
    total = sum(int(row[1]) for row in rows)
    failed = [(str(state).replace("_", " "), int(count)) for state, count in rows if state not in _GOT]
    lost = sum(count for _, count in failed)
    return Figure(
        "fetches",
        "Fetches that failed",
        f"{lost} of {total} fetches brought no text ({share(lost, total)}).",
        total,
        "fetches",
        ("Cause", "Fetches"),
        tuple(failed),
    )


def balance(session: Session, span: Span) -> Figure:
    """Tell who was checked in the span, how the claim was chosen and what was found; a table, never a ranking."""
    rows = session.execute(
        select(Claim.chain, Claim.added_by_id, Rating.label, Publication.id)
        .join(Verdict, Verdict.claim_id == Claim.id)
        .join(Rating, Rating.id == Verdict.content_rating_id)
        .outerjoin(Publication, Publication.claim_id == Claim.id)
        .where(Verdict.state == VerdictState.RULED, Verdict.ruled_at >= span.start, Verdict.ruled_at < span.end)
        .order_by(Claim.id)
        .limit(_MOST_CLAIMS)
    ).all()
    who: dict[str, list[tuple[bool, str, bool]]] = defaultdict(list)
    for chain, added_by, label, publication in rows:
        names = names_of(chain)
        who[names[-1] if names else _NOBODY].append((added_by is not None, label, publication is not None))
    told = [
        (
            name,
            len(claims),
            sum(by_hand for by_hand, _, _ in claims),
            sum(public for _, _, public in claims),
            ", ".join(f"{label} {count}" for label, count in sorted(Counter(one[1] for one in claims).items())),
        )
        for name, claims in sorted(who.items(), key=lambda item: (-len(item[1]), item[0].casefold()))
    ]
    return Figure(
        "balance",
        "Who is checked",
        f"{len(rows)} ruled claims of {len(who)} speakers; {sum(bool(row[1]) for row in rows)} were chosen by a person "
        "beyond what the split found.",
        len(rows),
        "ruled claims",
        ("Speaker", "Claims", "Chosen by hand", "Published", "Found"),
        tuple(told[:_MOST_CLAIMANTS]),
        Chart.NONE,
    )
