"""Count what stands behind the tabs of an article, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import ChangeState, QueryState
from factcheck.models import AuthorQuery, ChangeItem, Claim, Draft, ReplyRequest

if TYPE_CHECKING:
    from sqlalchemy import ScalarSelect
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class TabCounts:
    """Hold how many drafts there are, and what waits behind each tab."""

    drafts: int = 0
    changes: int = 0
    questions: int = 0
    replies: int = 0
    ruled: int = 0


def tab_counts(session: Session, article_id: int) -> TabCounts:
    """Count the drafts of an article, the musts not made, open questions, replies to wait for, ruled claims."""

    def count(*where: object) -> ScalarSelect[int]:
        return select(func.count()).where(*where).scalar_subquery()  # type: ignore[arg-type]  # expressions

    row = session.execute(
        select(
            count(Draft.article_id == article_id),
            count(
                ChangeItem.article_id == article_id,
                ChangeItem.must,
                ChangeItem.state.not_in([ChangeState.APPLIED, ChangeState.DROPPED]),
            ),
            count(AuthorQuery.article_id == article_id, AuthorQuery.state == QueryState.OPEN),
            count(
                ReplyRequest.article_id == article_id,
                ReplyRequest.answer == "",
                ReplyRequest.not_needed_why == "",
                ReplyRequest.declined.is_(False),
            ),
            count(Claim.article_id == article_id, Claim.state == ClaimState.RULED),
        )
    ).one()
    return TabCounts(*row)
