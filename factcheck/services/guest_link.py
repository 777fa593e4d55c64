"""Make, open and withdraw a guest link: an address for somebody outside that opens only the lines asked about.

The token has 256 random bits; the desk keeps its SHA-256 alone, so the database does not hold a working address.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.desk_rules import QueryState
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.domain.roles import EDITORS
from factcheck.models import AuthorQuery, GuestLink
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD, hold_articles, hold_articles_of
from factcheck.services.query_answer import Answer, keep_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

TOKEN_BYTES = 32
LONGEST_DAYS = 30
MOST_QUESTIONS = 50


class LinkState(StrEnum):
    """Say what a guest sees."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold a guest link as it stands, with the questions that still wait."""

    link: GuestLink
    state: LinkState
    questions: tuple[AuthorQuery, ...]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def make_link(
    session: Session, actor: Person, article_id: int, query_ids: Sequence[int], *, name: str, days: int
) -> tuple[GuestLink, str]:
    """Return a new link to open questions of one article, and its token, which is shown this once."""
    require(Action.ASK_QUERY, actor.role)
    name = " ".join(name.split())[:300]
    faults = Faults()
    if not name:
        faults.add("Say who gets the link; the answers carry this name.", field="name")
    if not 1 <= days <= LONGEST_DAYS:
        faults.add(f"A link works for 1 to {LONGEST_DAYS} days.", field="days")
    wanted = sorted(set(query_ids))[: MOST_QUESTIONS + 1]
    found = session.scalars(
        select(AuthorQuery.id).where(
            AuthorQuery.id.in_(wanted), AuthorQuery.article_id == article_id, AuthorQuery.state == QueryState.OPEN
        )
    ).all()
    if not found or len(found) != len(wanted) or len(wanted) > MOST_QUESTIONS:
        faults.add(f"Choose 1 to {MOST_QUESTIONS} open questions of this article.", field="queries")
    faults.settle()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = GuestLink(
        token_digest=_digest(token),
        article_id=article_id,
        query_ids=wanted,
        name=name,
        expires_at=utc_now() + timedelta(days=days),
        created_by_id=actor.id,
    )
    session.add(link)
    session.flush()
    log_event(
        session,
        actor,
        "guest_link.made",
        ("guest_link", link.id),
        after={"name": name, "queries": wanted, "expires_at": link.expires_at},
        article_id=article_id,
    )
    return link, token


def open_link(session: Session, token: str) -> Opened:
    """Return what a token opens; raise NotFound where there is no such link."""
    query = select(GuestLink).where(GuestLink.token_digest == _digest(token))
    link = session.scalars(query).one_or_none()
    if link is None:
        raise NotFound("There is no such page. Check that you copied the whole address.")
    if link.revoked_at is not None:
        return Opened(link, LinkState.REVOKED, ())
    if link.expires_at <= utc_now():
        return Opened(link, LinkState.EXPIRED, ())
    questions = session.scalars(
        select(AuthorQuery)
        .where(AuthorQuery.id.in_(link.query_ids), AuthorQuery.state == QueryState.OPEN)
        .order_by(AuthorQuery.id)
        .options(joinedload(AuthorQuery.claim))
    ).all()
    return Opened(link, LinkState.OPEN if questions else LinkState.USED, tuple(questions))


def note_opened(session: Session, link_id: int) -> None:
    """Remember that the link was opened for the first time."""
    _hold_article(session, link_id)
    link = session.get_one(GuestLink, link_id, with_for_update=HOLD)
    if link.opened_at is not None:
        return
    link.opened_at = utc_now()
    session.flush()
    log_event(
        session,
        None,
        "guest_link.opened",
        ("guest_link", link.id),
        after={"name": link.name},
        article_id=link.article_id,
    )


def _hold_article(session: Session, link_id: int) -> None:
    hold_articles_of(session, select(GuestLink.article_id).where(GuestLink.id == link_id))


def answer_as_guest(session: Session, token: str, answers: Mapping[int, Answer]) -> int:
    """Keep a guest's answers and return how many; only open questions of her link are taken."""
    opened = open_link(session, token)
    if opened.state is not LinkState.OPEN:
        raise NotAllowed("This link does not work any more. Ask the desk for a new one.")
    allowed = {question.id: question for question in opened.questions}
    if set(answers) - set(allowed):
        raise NotAllowed("One of the questions is not open any more. Reload the page.")
    if not answers:
        raise InvalidInput("Answer at least one question.", field="answer")
    hold_articles(session, [opened.link.article_id])
    for query_id, answer in sorted(answers.items()):
        row = session.get_one(AuthorQuery, query_id, with_for_update=HOLD, populate_existing=True)
        keep_answer(session, None, row, answer, by=opened.link.name)
    return len(answers)


def revoke_link(session: Session, actor: Person, link_id: int) -> GuestLink:
    """Make a link stop working at once; who made it may, and editors."""
    require(Action.ASK_QUERY, actor.role)
    _hold_article(session, link_id)
    link = session.get(GuestLink, link_id, with_for_update=HOLD)
    if link is None:
        raise NotFound("There is no such link.")
    if link.created_by_id != actor.id and actor.role not in EDITORS:
        raise NotAllowed("Who made a link withdraws it, or an editor.")
    if link.revoked_at is None:
        link.revoked_at = utc_now()
        session.flush()
        log_event(
            session,
            actor,
            "guest_link.revoked",
            ("guest_link", link.id),
            after={"name": link.name},
            article_id=link.article_id,
        )
    return link
