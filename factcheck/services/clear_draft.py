"""Sign off the newest draft of an article: every gate is met, and the sign-off is bound to the draft's digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factcheck.domain.articles import ArticleAct, ArticleState
from factcheck.domain.errors import GateUnmet, NotFound, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import Clearance
from factcheck.services.claim_facts import newest_draft
from factcheck.services.claim_move import move_article
from factcheck.services.clearance_gates import GATES, gates_of
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.services.clearance_gates import GateCheck


def clear_draft(
    session: Session, actor: Person, article_id: int, *, sha256: str, gates: tuple[GateCheck, ...] = GATES
) -> Clearance:
    """Sign off the draft whose digest the form showed.

    Raise WrongState where another draft came in or one is signed off already, GateUnmet with what is missing.
    """
    require(Action.CLEAR_DRAFT, actor.role)
    article = lock_article(session, article_id)
    if article is None:
        raise NotFound("There is no such article. Look for it in the list of articles.")
    draft = newest_draft(session, article_id)
    if draft.sha256 != sha256:
        raise WrongState(f"Draft {draft.number} came in meanwhile. Look at it before you sign it off.")
    if article.state is ArticleState.WITHDRAWN:
        raise WrongState("This article was withdrawn, so there is nothing to clear.")
    standing = standing_clearance(session, article_id)
    if standing is not None:
        raise WrongState(f"{standing.by.name} signed off draft {draft.number} already. Reload the page.")
    unmet = [result for result in gates_of(session, draft, gates) if not result.met]
    if unmet:
        missing = tuple(f"{result.words}: {result.count} missing" for result in unmet)
        raise GateUnmet(f"Draft {draft.number} cannot be cleared yet.", missing)
    clearance = Clearance(article_id=article.id, draft_id=draft.id, sha256=draft.sha256, by_id=actor.id)
    session.add(clearance)
    session.flush()
    log_event(
        session,
        actor,
        "clearance.given",
        ("clearance", clearance.id),
        after={"draft": draft.number, "sha256": draft.sha256},
        article_id=article.id,
    )
    move_article(session, actor, article, ArticleAct.CLEAR)
    return clearance


def clearances_of(article_id: int) -> Select[int]:
    """Select the number of an article's sign-offs that stand: one or none."""
    return select(func.count()).select_from(Clearance).where(*_standing(article_id))


def _standing(article_id: int) -> tuple[ColumnElement[bool], ...]:
    return Clearance.article_id == article_id, Clearance.voided_at.is_(None)


def standing_clearance(session: Session, article_id: int) -> Clearance | None:
    """Return the sign-off that stands, with who gave it."""
    query = select(Clearance).where(*_standing(article_id))
    return session.scalars(query.options(joinedload(Clearance.by))).one_or_none()


def all_clearances(session: Session, article_id: int) -> Sequence[Clearance]:
    """Return every sign-off of an article, the newest first."""
    query = select(Clearance).where(Clearance.article_id == article_id).order_by(Clearance.id.desc())
    return session.scalars(query.options(joinedload(Clearance.by))).all()
