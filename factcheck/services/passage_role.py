"""Say what a passage is where the machine read it wrongly: headline, caption, boilerplate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import CoverageKind, PassageRole
from factcheck.domain.errors import InvalidInput, NotFound
from factcheck.domain.permissions import Action, require
from factcheck.models import CoverageMark, Draft, Passage
from factcheck.services.coverage_mark import mark_as, unmark
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD, hold_articles

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def set_passage_role(session: Session, actor: Person, article_id: int, passage_id: int, role: str) -> Passage:
    """Give a passage of the article another role."""
    require(Action.EDIT_ARTICLE, actor.role)
    hold_articles(session, [article_id])
    passage = session.get(Passage, passage_id, with_for_update=HOLD)
    draft = session.get(Draft, passage.draft_id) if passage is not None else None
    if passage is None or draft is None or draft.article_id != article_id:
        raise NotFound("There is no such passage in this article.")
    try:
        wanted = PassageRole(role)
    except ValueError:
        raise InvalidInput("Choose what this line is from the list.", field="role") from None
    if passage.role is wanted:
        return passage
    before, passage.role = passage.role, wanted
    session.flush()
    log_event(
        session,
        actor,
        "passage.role",
        ("passage", passage.id),
        before={"role": before},
        after={"role": wanted, "start": passage.start, "end": passage.end},
        article_id=article_id,
    )
    _cover(session, actor, draft, passage, before)
    return passage


def _cover(session: Session, actor: Person, draft: Draft, passage: Passage, before: PassageRole) -> None:
    """Cover what a person reads as boilerplate; where she takes that back, it needs a claim or mark again."""
    if passage.role is PassageRole.BOILERPLATE:
        mark_as(session, actor, draft, (passage.start, passage.end), CoverageKind.BOILERPLATE)
    elif before is PassageRole.BOILERPLATE:
        query = select(CoverageMark).where(
            CoverageMark.draft_id == draft.id,
            CoverageMark.start == passage.start,
            CoverageMark.end == passage.end,
            CoverageMark.kind == CoverageKind.BOILERPLATE,
        )
        for mark in session.scalars(query).all():
            unmark(session, actor, draft.article_id, mark.id)
