"""Hold apart what a person took apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Evidence, Suggestion
from factcheck.services.origin_edit import confirm_origin

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Origin, Person


def keep_apart(session: Session, actor: Person, origin: Origin) -> None:
    """Confirm what stays behind when a person takes a carrier out: the machine shall not put it together again."""
    if origin.confirmed_by_id is None and _has_carriers(session, origin.id):
        confirm_origin(session, actor, origin, why="a carrier was taken out of it")


def _has_carriers(session: Session, origin_id: int) -> bool:
    held = select(func.count()).select_from(Evidence)
    logged = session.scalar(held.where(Evidence.origin_id == origin_id, Evidence.withdrawn_at.is_(None)))
    waiting = session.scalar(
        select(func.count())
        .select_from(Suggestion)
        .where(Suggestion.origin_id == origin_id, Suggestion.state == SuggestionState.OPEN)
    )
    return bool(logged or waiting)
