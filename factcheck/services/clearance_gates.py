"""Ask each gate what keeps a draft from being cleared."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.claims import DONE_STATES, EXIT_STATES
from factcheck.domain.desk_rules import ChangeState, LineState, QueryState
from factcheck.domain.gates import DISPLAY_FINDINGS, Gate, GateResult, Missing, Where
from factcheck.domain.verdicts import Disposition, VerdictState
from factcheck.models import AuthorQuery, ChangeItem, Claim, Draft, DraftLine, Finding, Passage, Verdict
from factcheck.services.coverage import coverage_of
from factcheck.services.draft_text import shorten
from factcheck.services.policy_check import unmet_rules

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

GateCheck = Callable[["Session", Draft, int], GateResult]
#: A page names this many of what is missing, and counts the rest; it names so many where all were asked for.
SHOWN = 10
ALL_SHOWN = 2_000
_WORDS = 80


def draft_is_read(session: Session, draft: Draft, _shown: int) -> GateResult:
    """Ask whether the draft was taken apart."""
    if session.scalar(select(Passage.id).where(Passage.draft_id == draft.id).limit(1)) is not None:
        return GateResult(Gate.READ)
    return GateResult(Gate.READ, (Missing(f"Draft {draft.number} is still being read", Where.DRAFT, draft.number),), 1)


def text_is_covered(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether all of the text is a claim or was marked."""
    found = coverage_of(session, draft)
    missing = tuple(
        Missing(f"Line {one.line}: “{_short(one.words)}”", Where.STRETCH, one.start) for one in found.stretches[:shown]
    )
    return GateResult(Gate.COVERAGE, missing, len(found.stretches))


def claims_are_ruled(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether every claim of the article is ruled or not checkable."""
    wanted = (Claim.article_id == draft.article_id) & Claim.state.not_in(DONE_STATES | EXIT_STATES)
    rows = session.execute(
        select(Claim.id, Claim.number, Claim.state, Claim.statement).where(wanted).order_by(Claim.number).limit(shown)
    )
    missing = tuple(
        Missing(f"Claim {number} is {state.replace('_', ' ')}: “{_short(statement)}”", Where.CLAIM, claim_id)
        for claim_id, number, state, statement in rows
    )
    return GateResult(Gate.CLAIMS, missing, _count(session, select(Claim.id).where(wanted)))


def queries_are_closed(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether a query waits for its answer."""
    wanted = (AuthorQuery.article_id == draft.article_id) & (AuthorQuery.state == QueryState.OPEN)
    rows = session.execute(
        select(AuthorQuery.claim_id, AuthorQuery.question).where(wanted).order_by(AuthorQuery.id).limit(shown)
    )
    missing = tuple(Missing(f"“{_short(question)}”", Where.QUERY, claim_id) for claim_id, question in rows)
    return GateResult(Gate.QUERIES, missing, _count(session, select(AuthorQuery.id).where(wanted)))


def changes_are_made(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether each change that the copy must have was found made in this very draft."""
    made_here = (ChangeItem.state == ChangeState.APPLIED) & (ChangeItem.checked_on_id == draft.id)
    wanted = (
        (ChangeItem.article_id == draft.article_id)
        & ChangeItem.must
        & (ChangeItem.state != ChangeState.DROPPED)
        & ~func.coalesce(made_here, False)
    )
    rows = session.execute(
        select(ChangeItem.id, ChangeItem.before, ChangeItem.after).where(wanted).order_by(ChangeItem.id).limit(shown)
    )
    missing = tuple(
        Missing(f"“{_short(before)}” → {f'“{_short(after)}”' if after else 'cut'}", Where.CHANGE, item_id)
        for item_id, before, after in rows
    )
    return GateResult(Gate.CHANGES, missing, _count(session, select(ChangeItem.id).where(wanted)))


def nothing_is_held(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether a ruled verdict holds its line for legal."""
    wanted = (
        (Claim.article_id == draft.article_id)
        & Claim.state.not_in(EXIT_STATES)
        & (Verdict.state == VerdictState.RULED)
        & (Verdict.disposition == Disposition.HOLD_FOR_LEGAL)
    )
    rows = session.execute(
        select(Claim.id, Claim.number, Claim.statement)
        .join(Verdict, Verdict.claim_id == Claim.id)
        .where(wanted)
        .order_by(Claim.number)
    ).all()
    missing = tuple(
        Missing(f"Claim {number}: “{_short(statement)}”", Where.CLAIM, claim_id) for claim_id, number, statement in rows
    )
    return GateResult(Gate.LEGAL, missing[:shown], len(missing))


def policy_is_met(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether the sources of each claim meet the policy, or an editor let a rule pass with a reason."""
    unmet = unmet_rules(session, draft.article_id)
    missing = tuple(
        Missing(f"Claim {one.claim_number}: {one.words}{f'. {one.why}' if one.why else ''}", Where.CLAIM, one.claim_id)
        for one in unmet[:shown]
    )
    return GateResult(Gate.POLICY, missing, len(unmet))


def display_is_compared(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether what the copy says against itself was mended or put aside."""
    wanted = (
        (Finding.draft_id == draft.id) & Finding.dismissed_at.is_(None) & Finding.kind.in_(sorted(DISPLAY_FINDINGS))
    )
    rows = session.execute(select(Finding.id, Finding.why).where(wanted).order_by(Finding.id).limit(shown))
    missing = tuple(Missing(_short(why, 2), Where.FINDING, finding_id) for finding_id, why in rows)
    return GateResult(Gate.DISPLAY, missing, _count(session, select(Finding.id).where(wanted)))


def typos_are_confirmed(session: Session, draft: Draft, shown: int) -> GateResult:
    """Ask whether a person confirmed the lines that were carried over a typo."""
    wanted = (DraftLine.draft_id == draft.id) & (DraftLine.state == LineState.TYPO) & DraftLine.confirmed_at.is_(None)
    rows = session.execute(
        select(DraftLine.id, DraftLine.new_start, DraftLine.new_end)
        .where(wanted)
        .order_by(DraftLine.position)
        .limit(shown)
    )
    missing = tuple(Missing(f"“{_short(draft.text[start:end])}”", Where.LINE, line_id) for line_id, start, end in rows)
    return GateResult(Gate.TYPOS, missing, _count(session, select(DraftLine.id).where(wanted)))


#: Another gate is one more function here.
GATES: tuple[GateCheck, ...] = (
    draft_is_read,
    text_is_covered,
    claims_are_ruled,
    queries_are_closed,
    changes_are_made,
    nothing_is_held,
    policy_is_met,
    display_is_compared,
    typos_are_confirmed,
)


def gates_of(
    session: Session, draft: Draft, gates: tuple[GateCheck, ...] = GATES, *, shown: int = SHOWN
) -> list[GateResult]:
    """Return how each gate stands, in a fixed number of queries; at most `shown` of what is missing are named."""
    return [gate(session, draft, shown) for gate in gates]


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _short(words: str, times: int = 1) -> str:
    return shorten(" ".join(words.split()), _WORDS * times)
