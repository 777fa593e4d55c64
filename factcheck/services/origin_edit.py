"""Confirm, rename or merge an origin; what a person says of it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import Evidence, Origin, Suggestion
from factcheck.services.event_log import log_event, sealed
from factcheck.services.evidence_bound import require_origin_unbound
from factcheck.services.lock_order import hold_articles_of
from factcheck.services.origin_find import NAME_CHARS, follow_merges
from factcheck.services.origin_known import spread_origins
from factcheck.services.origin_secret import is_secret, may_see_origin
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from factcheck.domain.evidence import OriginKind
    from factcheck.models import Person


def get_origin(session: Session, person: Person, origin_id: int) -> Origin:
    """Return an origin; raise NotFound where it is not there, or only confidential evidence leads to it."""
    row = session.get(Origin, origin_id)
    if row is None or not may_see_origin(session, person, row.id):
        raise NotFound("There is no such origin. Reload the page.")
    return row


def _hold_article(session: Session, origin_id: int) -> None:
    hold_articles_of(session, select(Origin.article_id).where(Origin.id == origin_id))


def name_origin(
    session: Session, actor: Person, origin_id: int, *, kind: OriginKind, name: str, version: int
) -> Origin:
    """Give an origin its kind and name; that confirms it."""
    require(Action.NAME_ORIGIN, actor.role)
    _hold_article(session, origin_id)
    row = get_origin(session, actor, origin_id)
    bare = " ".join(name.split())
    if not bare:
        raise InvalidInput("Name the origin: the book, person, document or outlet.", field="name")
    if len(bare) > NAME_CHARS:
        raise InvalidInput(f"Shorten the name to {NAME_CHARS} characters.", field="name")
    check_version(
        session,
        ("origin", row.id),
        current=row.version,
        given=version,
        fields={"name": (row.name, bare), "kind": (row.kind, kind)},
    )
    if (row.kind, row.name) != (kind, bare):
        require_origin_unbound(session, actor, row.id)
    secret = is_secret(session, row.id)
    before = {"kind": row.kind, "name": sealed(row.name, row.seal) if secret else row.name}
    row.kind, row.name, row.confirmed_by_id = kind, bare, actor.id
    session.flush()
    _log(session, actor, "origin.confirmed", row, before, secret=secret)
    spread_origins(session, row.article_id)
    return row


def confirm_origin(session: Session, actor: Person, origin: Origin, *, why: str) -> None:
    """Note that a person stands behind an origin as it is."""
    before = {"confirmed_by_id": origin.confirmed_by_id}
    origin.confirmed_by_id = actor.id
    session.flush()
    _log(session, actor, "origin.confirmed", origin, before, secret=is_secret(session, origin.id), why=why)


def merge_origins(session: Session, actor: Person, origin_id: int, into_id: int) -> Origin:
    """Put all that traces back to one origin under another, and return that other; the first is kept as a pointer."""
    require(Action.NAME_ORIGIN, actor.role)
    _hold_article(session, origin_id)
    row, target = get_origin(session, actor, origin_id), follow_merges(session, get_origin(session, actor, into_id))
    if row.article_id != target.article_id:
        raise InvalidInput("Choose an origin of the same article.", field="into")
    if row.id == target.id:
        raise InvalidInput("Choose another origin to merge with.", field="into")
    if row.merged_into_id is not None:
        raise WrongState("This origin was merged already. Reload the page.")
    secret = is_secret(session, row.id)
    if is_secret(session, target.id) and not secret:
        raise InvalidInput(
            "Only confidential evidence may lead to that origin, or all of the desk could read its name. Merge the "
            "other way round: that one into this one.",
            field="into",
        )
    require_origin_unbound(session, actor, row.id)
    before = {"merged_into_id": None}
    row.merged_into_id = target.id
    target.confirmed_by_id = actor.id
    session.flush()
    session.execute(
        update(Evidence).where(Evidence.origin_id == row.id).values(origin_id=target.id, version=Evidence.version + 1),
        execution_options={"synchronize_session": "fetch"},
    )
    session.execute(
        update(Suggestion).where(Suggestion.origin_id == row.id).values(origin_id=target.id),
        execution_options={"synchronize_session": "fetch"},
    )
    _log(session, actor, "origin.merged", row, before, secret=secret)
    spread_origins(session, target.article_id)
    return target


def _log(
    session: Session,
    actor: Person,
    action: str,
    row: Origin,
    before: Mapping[str, object],
    *,
    secret: bool,
    **more: str,
) -> None:
    after = more | {
        "kind": row.kind,
        "name": sealed(row.name, row.seal) if secret else row.name,
        "merged_into_id": row.merged_into_id,
        "version": row.version,
    }
    log_event(session, actor, action, ("origin", row.id), before=before, after=after, article_id=row.article_id)
