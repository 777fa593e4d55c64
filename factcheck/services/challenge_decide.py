"""Decide on a reader's report: a correction is due, the check stands, or it is spam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.challenges import DECISIONS, LONGEST_WORDS, WAITING, ChallengeState
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import Challenge
from factcheck.models.base import utc_now
from factcheck.services.challenge_list import get_challenge
from factcheck.services.event_log import log_event
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Correction, Person


def decide_challenge(
    session: Session, actor: Person, challenge_id: int, state: ChallengeState | None, answer: str, *, version: int
) -> Challenge:
    """Decide on a report with the reason; `version` is the one that the form was opened with."""
    require(Action.ANSWER_CHALLENGE, actor.role)
    row = get_challenge(session, challenge_id, lock=True)
    answer = answer.strip()
    check_version(
        session,
        ("challenge", row.id),
        current=row.version,
        given=version,
        fields={"state": (row.state, state or ""), "answer": (row.answer, answer)},
    )
    if state not in DECISIONS:
        raise InvalidInput("Choose what becomes of the report.", field="state")
    if row.state is ChallengeState.CORRECTED:
        raise WrongState("The check was corrected on this report already.")
    if not answer and state is not ChallengeState.SPAM:
        raise InvalidInput("Say why: whoever asks later finds it here.", field="answer")
    if len(answer) > LONGEST_WORDS:
        raise InvalidInput(f"At most {LONGEST_WORDS:,} characters fit here.", field="answer")
    before = {"state": row.state, "answer": row.answer}
    row.state, row.answer, row.decided_by_id, row.decided_at = state, answer, actor.id, utc_now()
    session.flush()
    _log(session, actor, row, before)
    return row


def settle_challenges(session: Session, actor: Person, correction: Correction) -> int:
    """Tie the accepted reports of a publication to the correction just published; return how many there were."""
    rows = session.scalars(
        select(Challenge).where(
            Challenge.publication_id == correction.publication_id, Challenge.state == ChallengeState.ACCEPTED
        )
    ).all()
    for row in rows:
        before = {"state": row.state, "answer": row.answer}
        row.state, row.correction_id = ChallengeState.CORRECTED, correction.id
        session.flush()
        _log(session, actor, row, before)
    return len(rows)


def is_open(row: Challenge) -> bool:
    """Say whether a report may still be decided otherwise."""
    return row.state in WAITING


def _log(session: Session, actor: Person, row: Challenge, before: dict[str, str]) -> None:
    log_event(
        session,
        actor,
        "challenge.decided",
        ("challenge", row.id),
        before=before,
        after={"state": row.state, "answer": row.answer, "correction": row.correction_id, "version": row.version},
        article_id=row.publication.article_id,
        claim_id=row.publication.claim_id,
    )
