"""Keep the answer to a question, logged by hand or given through a guest link; close or withdraw a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import NoticeKind, QueryState
from factcheck.domain.errors import NotAllowed, NotFound, WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.domain.roles import EDITORS
from factcheck.models import AuthorQuery, Claim
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD, hold_articles_of
from factcheck.services.notice_raise import raise_notice
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.services.evidence_log import UploadedFile

LONGEST_ANSWER = 10_000
LONGEST_PROPOSED = 4_000


class Says(StrEnum):
    """Say what somebody holds of the words asked about."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


SAYS_WORDS = {Says.RIGHT: "This is right.", Says.WRONG: "This is not right.", Says.UNSURE: "I am not sure."}


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an answer as given: what she holds of the words, why, what they should be, a file that the desk keeps."""

    says: Says | None
    text: str = ""
    proposed: str = ""
    file: UploadedFile | None = None

    @property
    def words(self) -> str:
        """Return the answer as it is kept: the judgement first, then the text."""
        parts = (SAYS_WORDS[self.says] if self.says else "", self.text.strip())
        return "\n".join(part for part in parts if part)


def check_answer(answer: Answer, *, judged: bool = False) -> None:
    """Raise InvalidInput unless there is an answer of a size that can be kept; `judged` asks for right or wrong too."""
    faults = Faults()
    if judged and answer.says is None:
        faults.add("Say whether the words are right.", field="says")
    if not answer.words:
        faults.add("Say what the answer is.", field="answer")
    if answer.says in {Says.WRONG, Says.UNSURE} and not (answer.text.strip() or answer.proposed.strip()):
        faults.add("Say in a few words what is not right, or what you are not sure of.", field="answer")
    if len(answer.text) > LONGEST_ANSWER:
        faults.add(f"At most {LONGEST_ANSWER:,} characters fit here.", field="answer")
    if len(answer.proposed) > LONGEST_PROPOSED:
        faults.add(f"At most {LONGEST_PROPOSED:,} characters fit here.", field="proposed")
    faults.settle()


def get_query(session: Session, query_id: int) -> AuthorQuery:
    """Return a question with its row held, or raise NotFound."""
    hold_articles_of(session, select(AuthorQuery.article_id).where(AuthorQuery.id == query_id))
    row = session.get(AuthorQuery, query_id, with_for_update=HOLD)
    if row is None:
        raise NotFound("There is no such question.")
    return row


def answer_query(
    session: Session, actor: Person, query_id: int, answer: Answer, *, by: str, version: int
) -> AuthorQuery:
    """Log by hand what somebody (`by`) answered on the phone or by mail."""
    require(Action.SETTLE_QUERY, actor.role)
    row = get_query(session, query_id)
    check_version(
        session,
        ("query", row.id),
        current=row.version,
        given=version,
        fields={"answer": (row.answer, answer.words), "proposed": (row.proposed, answer.proposed.strip())},
    )
    by = " ".join(by.split())[:300]
    faults = Faults()
    if not by:
        faults.add("Say who answered.", field="by")
    with faults.gather():
        check_answer(answer)
    faults.settle()
    keep_answer(session, actor, row, answer, by=by)
    return row


def keep_answer(session: Session, actor: Person | None, row: AuthorQuery, answer: Answer, *, by: str) -> None:
    """Write the answer to an open question, log it and tell who asked; `actor` None is a guest."""
    if row.state is not QueryState.OPEN:
        raise WrongState(f"This question is “{row.state}” already. Ask a new one if something is still not known.")
    check_answer(answer)
    row.answer, row.proposed = answer.words, answer.proposed.strip()
    row.answered_by, row.answered_at, row.state = by, utc_now(), QueryState.ANSWERED
    if answer.file is not None:
        row.blob, row.file_name = answer.file.digest, answer.file.name[:300]
    session.flush()
    log_event(
        session,
        actor,
        "query.answered",
        ("query", row.id),
        before={"state": QueryState.OPEN},
        after={
            "state": row.state,
            "by": by,
            "guest": actor is None,
            "answer": row.answer,
            "proposed": row.proposed,
            "file": row.blob,
            "version": row.version,
        },
        article_id=row.article_id,
        claim_id=row.claim_id,
    )
    claim = session.get_one(Claim, row.claim_id)
    raise_notice(
        session,
        [row.asked_by_id, claim.assignee_id],
        NoticeKind.QUERY_ANSWERED,
        # Mail and webhooks carry these words out of the desk: who answered may be a source.
        f"A question on claim {claim.number} was answered",
        key=f"query_answered:{row.id}",
        path=f"/articles/{row.article_id}/queries#query-{row.id}",
        but=actor.id if actor else None,
        claim=claim,
    )


def close_query(session: Session, actor: Person, query_id: int) -> AuthorQuery:
    """Settle an answered question: the answer was dealt with."""
    require(Action.SETTLE_QUERY, actor.role)
    row = get_query(session, query_id)
    if row.state is not QueryState.ANSWERED:
        raise WrongState("Only an answered question is closed. Withdraw one that needs no answer any more.")
    return _end(session, actor, row, QueryState.CLOSED, "query.closed")


def withdraw_query(session: Session, actor: Person, query_id: int) -> AuthorQuery:
    """Take an open question back; who asked it may, and editors."""
    require(Action.SETTLE_QUERY, actor.role)
    row = get_query(session, query_id)
    if row.asked_by_id != actor.id and actor.role not in EDITORS:
        raise NotAllowed("Who asked a question withdraws it, or an editor.")
    if row.state is not QueryState.OPEN:
        raise WrongState(f"This question is “{row.state}” already.")
    return _end(session, actor, row, QueryState.WITHDRAWN, "query.withdrawn")


def _end(session: Session, actor: Person, row: AuthorQuery, state: QueryState, action: str) -> AuthorQuery:
    before = row.state
    row.state, row.closed_by_id = state, actor.id
    session.flush()
    log_event(
        session,
        actor,
        action,
        ("query", row.id),
        before={"state": before},
        after={"state": state, "question": row.question, "version": row.version},
        article_id=row.article_id,
        claim_id=row.claim_id,
    )
    return row
