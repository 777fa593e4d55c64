"""Let a change go that was asked for, with a reason, or take it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.desk_rules import ChangeState
from factcheck.domain.permissions import Action, require
from factcheck.services.change_find import get_change
from factcheck.services.change_raise import told_of_change
from factcheck.services.claim_facts import clean_reason
from factcheck.services.claim_move import unsign
from factcheck.services.event_log import log_event
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import ChangeItem, Person


def drop_change(
    session: Session, actor: Person, article_id: int, item_id: int, reason: str, *, version: int
) -> ChangeItem:
    """Let a change go; the copy may be cleared without it."""
    require(Action.DROP_CHANGE, actor.role)
    item = get_change(session, article_id, item_id)
    if item.state is ChangeState.DROPPED:
        return item
    why = clean_reason(reason, what="the copy can stand without this change")
    _check(session, item, version)
    return _set(session, actor, item, ChangeState.DROPPED, why)


def take_up_change(session: Session, actor: Person, article_id: int, item_id: int, *, version: int) -> ChangeItem:
    """Ask for a dropped change again; the sign-off of the draft holds no more if the change is a must."""
    require(Action.DROP_CHANGE, actor.role)
    item = get_change(session, article_id, item_id)
    if item.state is not ChangeState.DROPPED:
        return item
    _check(session, item, version)
    _set(session, actor, item, ChangeState.OPEN, "")
    if item.must:
        unsign(session, actor, article_id, "a change that the copy must have was taken up again")
    return item


def _check(session: Session, item: ChangeItem, version: int) -> None:
    check_version(session, ("change_item", item.id), current=item.version, given=version, fields={})


def _set(session: Session, actor: Person, item: ChangeItem, state: ChangeState, why: str) -> ChangeItem:
    before = told_of_change(item)
    item.state, item.dropped_why = state, why
    session.flush()
    log_event(
        session,
        actor,
        "change.dropped" if why else "change.taken_up",
        ("change_item", item.id),
        before=before,
        after={**told_of_change(item), "why": why},
        article_id=item.article_id,
        claim_id=item.claim_id,
    )
    return item
