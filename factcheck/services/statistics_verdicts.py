"""Count what was found and on what it rests: ratings, origins, outlets, agreement; never a score of truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.verdicts import VerdictState
from factcheck.models import Evidence, Origin, Rating, Scale, Verdict
from factcheck.services.agreement_view import agreement_by_kind
from factcheck.services.statistics_parts import Chart, Figure, share

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from factcheck.services.statistics_parts import Span

_MOST_OUTLETS = 15
_MANY = 4


def verdict_mix(session: Session, span: Span) -> Figure:
    """Count the content ratings of rulings that stand; there is no mean of them."""
    rows = session.execute(
        select(Scale.name, Rating.symbol, Rating.label, func.count())
        .join(Rating, Rating.scale_id == Scale.id)
        .join(Verdict, Verdict.content_rating_id == Rating.id)
        .where(Verdict.id.in_(_ruled(span, Verdict.id)))
        .group_by(Scale.name, Rating.symbol, Rating.label)
        .order_by(Scale.name, func.count().desc(), Rating.label)
    ).all()
    total = sum(row[3] for row in rows)
    return Figure(
        "verdicts",
        "Verdicts",
        f"{total} rulings stand.",
        total,
        "rulings",
        ("Rating", "Claims", "Scale"),
        tuple((f"{symbol} {label}", count, scale) for scale, symbol, label, count in rows),
    )


def origins_per_claim(session: Session, span: Span) -> Figure:
    """Count on how many independent origins each ruled claim rests; what was merged counts once."""
    origin = func.coalesce(Origin.merged_into_id, Origin.id)
    each = (
        select(Verdict.claim_id, func.count(origin.distinct()).label("origins"))
        .outerjoin(Evidence, (Evidence.claim_id == Verdict.claim_id) & Evidence.withdrawn_at.is_(None))
        .outerjoin(Origin, Origin.id == Evidence.origin_id)
        .where(Verdict.id.in_(_ruled(span, Verdict.id)))
        .group_by(Verdict.claim_id)
        .subquery()
    )
    rows = session.execute(select(each.c.origins, func.count()).group_by(each.c.origins)).all()
    counts = {int(row[0]): int(row[1]) for row in rows}
    total, single = sum(counts.values()), counts.get(1, 0)
    steps: list[tuple[str | int, ...]] = [(str(n), counts.get(n, 0)) for n in range(_MANY)]
    steps.append((f"{_MANY} or more", sum(count for n, count in counts.items() if n >= _MANY)))
    return Figure(
        "origins",
        "Independent origins per claim",
        f"{single} of {total} ruled claims rest on one origin alone ({share(single, total)}).",
        total,
        "ruled claims",
        ("Origins", "Claims"),
        tuple(steps),
    )


def source_dependence(session: Session, span: Span) -> Figure:
    """Count how many ruled claims lean on each outlet; a confidential source names none."""
    claims = func.count(Evidence.claim_id.distinct())
    ruled = _ruled(span, Verdict.claim_id)
    where = (
        Evidence.claim_id.in_(ruled)
        & Evidence.withdrawn_at.is_(None)
        & Evidence.confidential.is_(False)
        & (Evidence.outlet != "")
    )
    rows = session.execute(
        select(Evidence.outlet, claims, func.count())
        .where(where)
        .group_by(Evidence.outlet)
        .order_by(claims.desc(), Evidence.outlet)
        .limit(_MOST_OUTLETS)
    ).all()
    total = session.scalar(select(claims).where(where)) or 0
    said = f"{rows[0][0]} stands behind {rows[0][1]} of {total} claims ({share(rows[0][1], total)})." if rows else ""
    return Figure(
        "sources",
        "Outlets that claims lean on",
        said or "No ruled claim has a source with an outlet.",
        total,
        "ruled claims with a source",
        ("Outlet", "Claims", "Items"),
        tuple((str(row[0]), int(row[1]), int(row[2])) for row in rows),
    )


def agreement(session: Session) -> Figure:
    """Tell how often the second check agrees with the first, by kind of claim, since the desk began."""
    found = agreement_by_kind(session)
    checked, agreed = sum(one.checked for one in found), sum(one.agreed for one in found)
    return Figure(
        "agreement",
        "Agreement of first and second check",
        f"Since the desk began, {agreed} of {checked} second checks agreed ({share(agreed, checked)}).",
        checked,
        "second checks",
        ("Kind of claim", "Agreed", "Checked"),
        tuple((one.kind.value, one.agreed, one.checked) for one in found),
        Chart.BARS,
    )


def _ruled(span: Span, column: object) -> Select[int]:
    query: Select[int] = select(column).where(  # type: ignore[call-overload]  # one of the verdict's ids
        Verdict.state == VerdictState.RULED, Verdict.ruled_at >= span.start, Verdict.ruled_at < span.end
    )
    return query
