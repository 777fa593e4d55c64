"""Put the figures of the desk together for a span of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import Action, require
from factcheck.services.statistics_public import balance, correction_rate, fetch_failures
from factcheck.services.statistics_verdicts import agreement, origins_per_claim, source_dependence, verdict_mix
from factcheck.services.statistics_work import claims_by_week, time_to_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.services.statistics_parts import Figure, Span


def desk_figures(session: Session, actor: Person, span: Span) -> list[Figure]:
    """Return all figures, in a fixed number of queries."""
    require(Action.SEE_STATISTICS, actor.role)
    return [
        claims_by_week(session, span),
        time_to_verdict(session, span),
        verdict_mix(session, span),
        origins_per_claim(session, span),
        source_dependence(session, span),
        agreement(session),
        correction_rate(session, span),
        fetch_failures(session, span),
        balance(session, span),
    ]


def one_figure(session: Session, actor: Person, span: Span, key: str) -> Figure:
    """Return the figure of a key, or raise NotFound."""
    found = next((one for one in desk_figures(session, actor, span) if one.key == key), None)
    if found is None:
        raise NotFound("There is no such figure. Look at the statistics page for those there are.")
    return found
