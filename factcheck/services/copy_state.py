"""Say in a few figures how the copy of an article stands: covered, changes asked for, signed off, out of date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.desk_rules import ChangeState, LineState
from factcheck.domain.verdicts import VerdictState
from factcheck.models import ChangeItem, Claim, DraftLine, Verdict
from factcheck.models.base import utc_now
from factcheck.services.clear_draft import clearances_of, standing_clearance
from factcheck.services.coverage import coverage_of
from factcheck.services.time_watch import edits_of, last_move, time_watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Clearance, Draft
    from factcheck.services.coverage import Coverage

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CopyState:
    """Hold the figures that stand on top of an article's workspace."""

    draft: Draft
    coverage: Coverage
    changes_waiting: int
    typos_waiting: int
    clearance: Clearance | None
    times_due: int


def copy_state(session: Session, draft: Draft) -> CopyState:
    """Return how the copy stands; the words are read only where the date was moved or a verdict expired."""
    waiting = select(func.count()).where(
        ChangeItem.article_id == draft.article_id,
        ChangeItem.must,
        ChangeItem.state.not_in([ChangeState.APPLIED, ChangeState.DROPPED]),
    )
    typos = select(func.count()).where(
        DraftLine.draft_id == draft.id, DraftLine.state == LineState.TYPO, DraftLine.confirmed_at.is_(None)
    )
    expired = (
        select(func.count())
        .select_from(Verdict)
        .join(Claim, Claim.id == Verdict.claim_id)
        .where(
            Claim.article_id == draft.article_id,
            Verdict.state != VerdictState.SUPERSEDED,
            Verdict.expires_on <= utc_now().date(),
        )
    )
    counts = (waiting, typos, expired, edits_of(draft.article_id), clearances_of(draft.article_id))
    changes, lines, ended, edits, cleared = session.execute(select(*(one.scalar_subquery() for one in counts))).one()
    turned = ended or (edits and last_move(session, draft.article_id) is not None)
    return CopyState(
        draft,
        coverage_of(session, draft),
        changes,
        lines,
        standing_clearance(session, draft.article_id) if cleared else None,
        len(time_watch(session, draft.article_id).due) if turned else 0,
    )


def changed_spans(session: Session, draft_id: int) -> Sequence[Span]:
    """Return where the lines stand that are not as they were in the draft before."""
    query = select(DraftLine.new_start, DraftLine.new_end).where(
        DraftLine.draft_id == draft_id,
        DraftLine.state.in_([LineState.CHANGED, LineState.NEW, LineState.AMBIGUOUS]),
        DraftLine.new_start.is_not(None),
    )
    return [(start or 0, end or 0) for start, end in session.execute(query)]
