"""Hold the change list against a new draft: each change is applied, not applied, or done otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import ChangeState
from factcheck.models import ChangeItem, Draft, Passage
from factcheck.services.change_find import place_of
from factcheck.services.change_raise import told_of_change
from factcheck.services.event_log import Entry, log_events
from factcheck.text.copy_changes import Judged, TwoDrafts, judge_change
from factcheck.text.drafts import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

Span = tuple[int, int]


def check_changes(session: Session, draft: Draft) -> dict[str, int]:
    """Judge every change of the article that is not dropped by `draft`, whose passages are stored; count the outcomes.

    Each is held against the draft that it was asked of, so one that was made and then undone is not applied again.
    """
    items = session.scalars(
        select(ChangeItem)
        .where(ChangeItem.article_id == draft.article_id, ChangeItem.state != ChangeState.DROPPED)
        .where(ChangeItem.draft_id != draft.id)
        .order_by(ChangeItem.id)
    ).all()
    pairs: dict[int, TwoDrafts] = {}
    entries: list[Entry] = []
    counted: dict[str, int] = {}
    for item in items:
        if item.draft_id not in pairs:
            pairs[item.draft_id] = _pair(session, session.get_one(Draft, item.draft_id), draft)
        judged = _judge(pairs[item.draft_id], item)
        before = told_of_change(item)
        item.state, item.found, item.checked_on_id = ChangeState(judged.outcome), judged.found, draft.id
        session.flush()
        counted[judged.outcome] = counted.get(judged.outcome, 0) + 1
        after = {**told_of_change(item), "found": item.found, "draft": draft.number}
        entries.append(Entry("change.checked", ("change_item", item.id), before, after, item.article_id, item.claim_id))
    if entries:
        log_events(session, None, entries)
    return counted


def _judge(drafts: TwoDrafts, item: ChangeItem) -> Judged:
    span = place_of(drafts.old, item)
    return judge_change(drafts, span, item.after) if span is not None else Judged("altered", "")


def _pair(session: Session, old: Draft, new: Draft) -> TwoDrafts:
    old_lines, new_lines = _lines(session, old.id), _lines(session, new.id)
    comparison = compare(old.text, old_lines, new.text, new_lines)
    return TwoDrafts(old.text, old_lines, new.text, new_lines, comparison)


def _lines(session: Session, draft_id: int) -> Sequence[Span]:
    query = select(Passage.start, Passage.end).where(Passage.draft_id == draft_id).order_by(Passage.position)
    return [(start, end) for start, end in session.execute(query)]
