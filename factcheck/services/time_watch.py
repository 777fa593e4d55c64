"""Watch facts that hold on a day only: words reckoned from publication, and verdicts that expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from factcheck.domain.claims import EXIT_STATES
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Article, Claim, Event, Occurrence, Verdict
from factcheck.models.base import utc_now
from factcheck.services.article_edit import get_article
from factcheck.services.event_log import log_event
from factcheck.services.relations import current_verdict, get_claim
from factcheck.text.time_bound import TimeBound, time_bound

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from factcheck.models import Person

CHECKED = "claim.time_checked"


@dataclass(frozen=True, slots=True)
class Watched:
    """Hold a claim that goes stale: the words, when its verdict expires, and whether it must be looked at again."""

    claim: Claim
    words: tuple[TimeBound, ...]
    expires_on: date | None
    ruled: bool
    expired: bool
    moved: bool

    @property
    def due(self) -> bool:
        """Tell whether somebody must look again."""
        return self.expired or self.moved


@dataclass(frozen=True, slots=True)
class TimeWatch:
    """Hold an article's date, where it was moved from, and the claims that hang on it."""

    article: Article
    moved_from: date | None
    moved_at: datetime | None
    claims: tuple[Watched, ...]

    @property
    def due(self) -> tuple[Watched, ...]:
        """Return what must be looked at again."""
        return tuple(one for one in self.claims if one.due)


def time_watch(session: Session, article_id: int, *, today: date | None = None) -> TimeWatch:
    """Return the claims whose truth hangs on the day, in five queries; the newest draft's words are read."""
    article = get_article(session, article_id)
    moved = last_move(session, article_id)
    checked = _checked(session, article_id)
    verdicts = _verdicts(session, article_id)
    places = _words(session, article_id)
    day = today or utc_now().date()
    claims = session.scalars(
        select(Claim)
        .where(Claim.article_id == article_id, Claim.state.not_in(EXIT_STATES))
        .options(load_only(Claim.id, Claim.number, Claim.statement, Claim.state, Claim.when, Claim.article_id))
        .order_by(Claim.number)
    )
    watched = []
    for claim in claims:
        words = tuple(time_bound(places.get(claim.id) or claim.statement, article.published_on))
        verdict = verdicts.get(claim.id)
        expires = verdict.expires_on if verdict is not None else None
        if not words and expires is None:
            continue
        ruled_at = verdict.ruled_at if verdict is not None else None
        seen = max((at for at in (ruled_at, checked.get(claim.id)) if at is not None), default=None)
        shifted = bool(words) and moved is not None and seen is not None and seen < moved[1]
        ruled = verdict is not None and verdict.state is VerdictState.RULED
        watched.append(Watched(claim, words, expires, ruled, expires is not None and expires <= day, shifted))
    moved_from, moved_at = moved if moved is not None else (None, None)
    return TimeWatch(article, moved_from, moved_at, tuple(watched))


def set_expiry(session: Session, actor: Person, claim_id: int, expires_on: date | None) -> Verdict:
    """Say until when a claim's verdict holds; None: it does not expire."""
    require(Action.SET_EXPIRY, actor.role)
    claim = get_claim(session, claim_id, lock=True)
    verdict = current_verdict(session, claim.id)
    if verdict is None:
        raise WrongState("This claim has no verdict yet, so nothing can expire.")
    if expires_on is not None and expires_on.year > utc_now().year + 100:
        raise InvalidInput("Give a day within a hundred years, or none.", field="expires_on")
    if verdict.expires_on == expires_on:
        return verdict
    before, verdict.expires_on = verdict.expires_on, expires_on
    session.flush()
    log_event(
        session,
        actor,
        "verdict.expiry",
        ("verdict", verdict.id),
        before={"expires_on": before},
        after={"expires_on": expires_on, "number": verdict.number},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return verdict


def confirm_times(session: Session, actor: Person, article_id: int, claim_id: int) -> Claim:
    """Say that a claim's words about time are right for the date as it is now."""
    require(Action.MARK_COVERAGE, actor.role)
    article = get_article(session, article_id, lock=True)
    claim = get_claim(session, claim_id, article_id=article_id)
    log_event(
        session,
        actor,
        CHECKED,
        ("claim", claim.id),
        after={"published_on": article.published_on},
        article_id=article_id,
        claim_id=claim.id,
    )
    return claim


def edits_of(article_id: int) -> Select[int]:
    """Select the number of times an article's title, dates or secrecy were edited."""
    return select(func.count()).select_from(Event).where(*_edited(article_id))


def _edited(article_id: int) -> tuple[ColumnElement[bool], ...]:
    return Event.object_kind == "article", Event.object_id == article_id, Event.action == "article.edited"


def last_move(session: Session, article_id: int) -> tuple[date | None, datetime] | None:
    """Return what the date was before it was last changed, and when it was."""
    query = select(Event.before, Event.after, Event.at).where(*_edited(article_id)).order_by(Event.seq.desc())
    for before, after, at in session.execute(query):
        old = (before or {}).get("published_on")
        if old != (after or {}).get("published_on") and old is not None:
            return _day(old), at
    return None


def _day(words: str) -> date:
    return date.fromisoformat(words)


def _checked(session: Session, article_id: int) -> dict[int, datetime]:
    rows = session.execute(
        select(Event.claim_id, func.max(Event.at))
        .where(Event.article_id == article_id, Event.action == CHECKED)
        .group_by(Event.claim_id)
    )
    return {claim_id: at for claim_id, at in rows if claim_id is not None}


def _verdicts(session: Session, article_id: int) -> dict[int, Verdict]:
    rows = session.scalars(
        select(Verdict)
        .join(Claim, Claim.id == Verdict.claim_id)
        .where(Claim.article_id == article_id, Verdict.state != VerdictState.SUPERSEDED)
        .options(load_only(Verdict.claim_id, Verdict.state, Verdict.expires_on, Verdict.ruled_at))
    )
    return {verdict.claim_id: verdict for verdict in rows}


def _words(session: Session, article_id: int) -> dict[int, str]:
    """Return the words of each claim's newest place."""
    rows = session.execute(
        select(Occurrence.claim_id, Occurrence.exact)
        .join(Claim, Claim.id == Occurrence.claim_id)
        .where(Claim.article_id == article_id)
        .order_by(Occurrence.draft_id, Occurrence.start.desc())
    )
    return {row[0]: row[1] for row in rows}
