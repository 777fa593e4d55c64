"""Count the work: claims that came in and were done by week, and how long a verdict took."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from factcheck.domain.claims import ClaimState
from factcheck.models import Claim, Verdict
from factcheck.services.statistics_parts import Chart, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.services.statistics_parts import Span

_NO_WORK = (ClaimState.MERGED, ClaimState.CUT)
#: A longer list than any desk has in two years; the times of the newest are taken.
_MOST = 50_000
_HOURS = ((24, "within a day"), (72, "1 to 3 days"), (168, "3 to 7 days"), (336, "1 to 2 weeks"), (None, "longer"))
_TENTHS = 10
_IN_DAYS = 48  # hours; beyond them nobody counts hours


def claims_by_week(session: Session, span: Span) -> Figure:
    """Count claims in and done by week; a claim is in when it was found or added, done when it was ruled."""
    came = _by_week(
        session.execute(
            select(func.date(Claim.created_at), func.count())
            .where(Claim.created_at >= span.start, Claim.created_at < span.end, Claim.state.not_in(_NO_WORK))
            .group_by(func.date(Claim.created_at))
        ).all()
    )
    done = _by_week(
        session.execute(
            select(func.date(Verdict.ruled_at), func.count(Verdict.claim_id.distinct()))
            .where(Verdict.ruled_at >= span.start, Verdict.ruled_at < span.end)
            .group_by(func.date(Verdict.ruled_at))
        ).all()
    )
    rows = [(monday.isoformat(), came[monday], done[monday]) for monday in span.weeks()]
    total, finished = sum(came.values()), sum(done.values())
    return Figure(
        "claims",
        "Claims in and done",
        f"{total} came in and {finished} were ruled.",
        total + finished,
        "claims",
        ("Week of", "In", "Done"),
        tuple(rows),
        Chart.WEEKS,
    )


def time_to_verdict(session: Session, span: Span) -> Figure:
    """Tell how long claims took from coming in to their ruling: median, nine tenths, and in steps."""
    pairs = session.execute(
        # A version that only mends words has the ruling of the one before, which counts once.
        select(Claim.created_at, Verdict.ruled_at, Claim.id)
        .distinct()
        .join(Verdict, Verdict.claim_id == Claim.id)
        .where(Verdict.ruled_at >= span.start, Verdict.ruled_at < span.end)
        .order_by(Verdict.ruled_at.desc())
        .limit(_MOST)
    )
    hours = sorted((ruled - came).total_seconds() / 3600 for came, ruled, _ in pairs if ruled is not None)
    counts: Counter[str] = Counter()
    for one in hours:
        counts[next(words for most, words in _HOURS if most is None or one <= most)] += 1
    said = "No claim was ruled."
    if hours:
        said = f"Half took {_long(median(hours))} or less"
        nine = quantiles(hours, n=_TENTHS, method="inclusive")[-1] if len(hours) > 1 else hours[0]
        said += f", nine tenths {_long(nine)} or less."
    return Figure(
        "time",
        "Time to verdict",
        said,
        len(hours),
        "rulings",
        ("From coming in to ruling", "Claims"),
        tuple((words, counts[words]) for _, words in _HOURS),
    )


def _by_week(rows: Iterable[Any]) -> Counter[date]:
    """Add days up to the Mondays of their weeks; SQLite gives days as words."""
    found: Counter[date] = Counter()
    for day, count in rows:
        real = day if isinstance(day, date) else date.fromisoformat(str(day)[:10])
        found[real - timedelta(days=real.weekday())] += count
    return found


def _long(hours: float) -> str:
    count = max(1, round(hours))
    if count == 1:
        return "an hour"
    return f"{count} hours" if hours < _IN_DAYS else f"{hours / 24:.0f} days"
