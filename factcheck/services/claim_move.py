"""Move a claim from state to state: the one place that does, with its event, and the article moved along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import TRANSITIONS as ARTICLE_TRANSITIONS
from factcheck.domain.articles import ArticleAct, ArticleState
from factcheck.domain.claims import DONE_STATES, EXIT_STATES, ClaimAct, ClaimState, next_state
from factcheck.domain.errors import WrongState
from factcheck.models import Article, Claim
from factcheck.services.clearance_void import void_clearance
from factcheck.services.event_log import Entry, log_event, log_events
from factcheck.services.last_move import last_move
from factcheck.services.lock_order import hold_articles
from factcheck.services.notice_move import tell_of_move

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def move_claim(
    session: Session,
    actor: Person | None,
    claim: Claim,
    act: ClaimAct,
    *,
    reason: str | None = None,
    after: Mapping[str, Any] | None = None,
    tell: bool = True,
) -> None:
    """Move `claim` by `act`, log it, and let the article follow; raise WrongState where there is no such move.

    `after` adds what else changed to the log (who it was given to, which verdict); without `tell` the caller tells
    those whom it concerns.
    """
    move_claims(session, actor, [claim], act, reason=reason, after=after, tell=tell)


def move_claims(
    session: Session,
    actor: Person | None,
    claims: Sequence[Claim],
    act: ClaimAct,
    *,
    reason: str | None = None,
    after: Mapping[str, Any] | None = None,
    tell: bool = True,
) -> None:
    """Move several claims by one act: one write, one stretch of the log, and each article looked at once."""
    # Before their rows are written: the article may move along.
    hold_articles(session, [claim.article_id for claim in claims])
    befores = [claim.state for claim in claims]
    for claim in claims:
        try:
            claim.state = next_state(claim.state, act)
        except WrongState as error:
            error.happened = last_move(session, actor, claim.id)
            raise
        claim.state_reason = reason
        if claim.state in EXIT_STATES or claim.state in {ClaimState.TO_CHECK, ClaimState.REOPENED}:
            claim.second_checker_id = None
    session.flush()
    why = {"reason": reason} if reason else {}
    entries = [
        Entry(
            f"claim.{act}",
            ("claim", claim.id),
            before={"state": before},
            after={"state": claim.state, "version": claim.version, **(after or {}), **why},
            article_id=claim.article_id,
            claim_id=claim.id,
        )
        for claim, before in zip(claims, befores, strict=True)
    ]
    log_events(session, actor, entries)
    # The first open claim of an article voids its sign-off; after it none is left to void.
    open_first = {c.article_id: c for c in reversed(claims) if c.state not in DONE_STATES | EXIT_STATES}
    for claim in claims:
        if open_first.get(claim.article_id) is claim:
            opened = f"claim {claim.number} is {claim.state.replace('_', ' ')}"
            if void_clearance(session, actor, claim.article_id, opened):
                move_article(session, actor, session.get_one(Article, claim.article_id), ArticleAct.MORE_TO_CHECK)
    for claim in claims if tell else ():
        tell_of_move(session, actor, claim, act)
    for article_id in sorted({claim.article_id for claim in claims}):
        advance_article(session, actor, article_id)


def move_article(session: Session, actor: Person | None, article: Article, act: ArticleAct) -> bool:
    """Move `article` by `act` if the table has such a move; say whether it did."""
    before = article.state
    target = ARTICLE_TRANSITIONS.get((before, act))
    if target is None or target == before:
        return False
    article.state = target
    # Whoever goes on with an article that was put away takes it back.
    if act is not ArticleAct.SPLIT:
        article.put_away_why = None
    session.flush()
    log_event(
        session,
        actor,
        f"article.{act}",
        ("article", article.id),
        before={"state": before},
        after={"state": target, "version": article.version},
        article_id=article.id,
    )
    return True


def unsign(session: Session, actor: Person | None, article_id: int, why: str) -> None:
    """Void the sign-off of an article, if it has one, because what was signed holds no more."""
    if void_clearance(session, actor, article_id, why):
        move_article(session, actor, session.get_one(Article, article_id), ArticleAct.MORE_TO_CHECK)


def advance_article(session: Session, actor: Person | None, article_id: int) -> None:
    """Bring the article's state in line with its claims."""
    article = session.get_one(Article, article_id)
    if article.state not in {ArticleState.TRIAGE, ArticleState.CHECKING, ArticleState.REVIEW}:
        return
    states = set(session.scalars(select(Claim.state).where(Claim.article_id == article_id).distinct()))
    if article.state is ArticleState.TRIAGE and states - {ClaimState.UNCONFIRMED} - EXIT_STATES:
        move_article(session, actor, article, ArticleAct.CONFIRM)
    done = bool(states & {ClaimState.RULED}) and states <= DONE_STATES | EXIT_STATES
    if article.state is ArticleState.CHECKING and done:
        move_article(session, actor, article, ArticleAct.ALL_RULED)
    elif article.state is ArticleState.REVIEW and not done:
        move_article(session, actor, article, ArticleAct.MORE_TO_CHECK)
