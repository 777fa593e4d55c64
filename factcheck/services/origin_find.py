"""Find the origin that carriers trace back to, or add it; one name is one origin within an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind, OriginKind
from factcheck.models import Origin
from factcheck.services.event_log import log_event, sealed
from factcheck.services.lock_order import hold_articles
from factcheck.services.origin_secret import is_secret, may_see_origin, secret_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

NAME_CHARS = 300

#: What a carrier traces back to while nobody has said otherwise.
KIND_OF: dict[EvidenceKind, OriginKind] = {
    EvidenceKind.PAGE: OriginKind.OUTLET,
    EvidenceKind.DOCUMENT: OriginKind.DOCUMENT,
    EvidenceKind.CALL: OriginKind.PERSON,
    EvidenceKind.INTERVIEW: OriginKind.PERSON,
    EvidenceKind.EMAIL: OriginKind.PERSON,
    EvidenceKind.BOOK: OriginKind.BOOK,
    EvidenceKind.DATASET: OriginKind.DATASET,
}


@dataclass(frozen=True, slots=True)
class OriginChoice:
    """Say which origin: a row by id, or one by kind and name; `reasons` are a machine's, None where a person chose."""

    id: int | None = None
    kind: OriginKind = OriginKind.OUTLET
    name: str = ""
    reasons: tuple[str, ...] | None = None


def host_of(url: str) -> str:
    """Return the host of an address without `www.`, empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def follow_merges(session: Session, origin: Origin) -> Origin:
    """Return the origin that this one was merged into in the end."""
    seen = {origin.id}
    while origin.merged_into_id is not None and origin.merged_into_id not in seen:
        seen.add(origin.merged_into_id)
        origin = session.get_one(Origin, origin.merged_into_id)
    return origin


def find_origin(
    session: Session, actor: Person | None, article_id: int, choice: OriginChoice, *, secret: bool = False
) -> Origin:
    """Return the origin of `choice` within the article, adding it if need be; raise InvalidInput for one of elsewhere.

    A person's choice confirms the origin. `secret` is said of what is confidential: it alone may lead to a secret
    origin, and a new name stays out of the log. What the actor may not see is, to her, of elsewhere.
    """
    # One name is one origin: of two who name it at once the second waits, and finds it.
    hold_articles(session, [article_id])
    if choice.id is not None:
        chosen = _by_id(session, actor, article_id, choice.id, secret=secret)
    else:
        named = _by_name(session, article_id, choice, secret=secret)
        chosen = named or add_origin(session, actor, article_id, choice, secret=secret)
    if choice.reasons is None and actor is not None and chosen.confirmed_by_id is None:
        chosen.confirmed_by_id = actor.id
        session.flush()
    return chosen


def _by_id(session: Session, actor: Person | None, article_id: int, origin_id: int, *, secret: bool) -> Origin:
    row = session.get(Origin, origin_id)
    target = follow_merges(session, row) if row is not None and row.article_id == article_id else None
    if target is None or (actor is not None and not may_see_origin(session, actor, target.id)):
        raise InvalidInput("Choose an origin of this article, or name a new one.", field="origin_id")
    if not secret and is_secret(session, target.id):
        raise InvalidInput(
            "Only confidential evidence may lead to this origin, or all of the desk could read its name. Choose "
            "another origin, or mark the evidence as confidential first.",
            field="origin_id",
        )
    return target


def _by_name(session: Session, article_id: int, choice: OriginChoice, *, secret: bool) -> Origin | None:
    name = " ".join(choice.name.split())
    if not name:
        raise InvalidInput("Name where this comes from: the book, person, document or outlet.", field="origin_name")
    if len(name) > NAME_CHARS:
        raise InvalidInput(f"Shorten the origin's name to {NAME_CHARS} characters.", field="origin_name")
    # Compared here, not in SQL: the databases lower letters outside ASCII differently.
    same = [row for row in _all(session, article_id, choice.kind) if row.name.casefold() == name.casefold()]
    targets = [follow_merges(session, row) for row in same]
    # A source that somebody keeps secret may bear this name, too. Nothing open leads to it, and nothing is refused:
    # a refusal would tell whoever tries names that this is one.
    kept = set() if secret or not targets else secret_names(session, [row.id for row in targets])
    return next((row for row in targets if row.id not in kept), None)


def _all(session: Session, article_id: int, kind: OriginKind) -> Sequence[Origin]:
    return session.scalars(
        select(Origin).where(Origin.article_id == article_id, Origin.kind == kind).order_by(Origin.id)
    ).all()


def add_origin(
    session: Session, actor: Person | None, article_id: int, choice: OriginChoice, *, secret: bool = False
) -> Origin:
    """Add an origin, even where another has its name."""
    row = Origin(
        article_id=article_id,
        kind=choice.kind,
        name=" ".join(choice.name.split()),
        reasons=list(choice.reasons or ()),
        confirmed_by_id=actor.id if actor is not None and choice.reasons is None else None,
    )
    session.add(row)
    session.flush()
    after = {"kind": row.kind, "name": sealed(row.name, row.seal) if secret else row.name, "version": row.version}
    log_event(session, actor, "origin.added", ("origin", row.id), after=after, article_id=article_id)
    return row
