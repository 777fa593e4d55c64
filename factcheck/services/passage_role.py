"""Say what a passage is where the machine read it wrongly: headline, caption, boilerplate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.articles import PassageRole
from factcheck.domain.errors import InvalidInput, NotFound
from factcheck.domain.permissions import Action, require
from factcheck.models import Draft, Passage
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def set_passage_role(session: Session, actor: Person, article_id: int, passage_id: int, role: str) -> Passage:
    """Give a passage of the article another role."""
    require(Action.EDIT_ARTICLE, actor.role)
    passage = session.get(Passage, passage_id, with_for_update=True)
    draft = session.get(Draft, passage.draft_id) if passage is not None else None
    if passage is None or draft is None or draft.article_id != article_id:
        raise NotFound("There is no such passage in this article.")
    try:
        wanted = PassageRole(role)
    except ValueError:
        raise InvalidInput("Choose what this passage is from the list.", field="role") from None
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
    return passage
