"""Ask the reporter, a source or legal about a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import EXIT_STATES
from factcheck.domain.errors import WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action
from factcheck.models import AuthorQuery
from factcheck.services.claim_move import unsign
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import hold_article_of_claim
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from factcheck.domain.desk_rules import QueryTo
    from factcheck.models import Person

LONGEST_QUESTION = 4_000
LONGEST_NAME = 300


def ask_query(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    to: QueryTo | None,
    question: str,
    to_name: str = "",
    due_at: datetime | None = None,
) -> AuthorQuery:
    """Put a question on a claim; while it is open the draft cannot be cleared."""
    hold_article_of_claim(session, claim_id)
    claim = get_claim(session, claim_id)
    require_on(session, Action.ASK_QUERY, actor, claim)
    if claim.state in EXIT_STATES:
        raise WrongState("This claim is out of the check, so there is nothing to ask about it.")
    faults = Faults()
    to = faults.need(to, "Say whom you ask.", field="to")
    question = question.strip()
    if not question:
        faults.add("Write the question.", field="question")
    if len(question) > LONGEST_QUESTION:
        faults.add(f"At most {LONGEST_QUESTION:,} characters fit here.", field="question")
    faults.settle()
    row = AuthorQuery(
        article_id=claim.article_id,
        claim_id=claim.id,
        to=to,
        to_name=" ".join(to_name.split())[:LONGEST_NAME],
        question=question,
        asked_by_id=actor.id,
        due_at=due_at,
    )
    session.add(row)
    session.flush()
    unsign(session, actor, claim.article_id, f"a query on claim {claim.number} is open")
    log_event(
        session,
        actor,
        "query.asked",
        ("query", row.id),
        after={
            "to": to,
            "to_name": row.to_name,
            "question": question,
            "due_at": due_at,
            "answer": "",
            "proposed": "",
            "version": row.version,
        },
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return row
