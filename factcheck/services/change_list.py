"""Read the change list of an article, and write it as plain text for whoever edits the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.desk_rules import ChangeState
from factcheck.models import ChangeItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Article

_WORDS = {
    ChangeState.OPEN: "to do",
    ChangeState.APPLIED: "done",
    ChangeState.NOT_APPLIED: "NOT DONE",
    ChangeState.ALTERED: "done otherwise",
    ChangeState.DROPPED: "dropped",
}
_ORDER = (
    ChangeState.NOT_APPLIED,
    ChangeState.ALTERED,
    ChangeState.OPEN,
    ChangeState.APPLIED,
    ChangeState.DROPPED,
)


def list_changes(session: Session, article_id: int) -> Sequence[ChangeItem]:
    """Return the changes: musts before shoulds, what waits before what is done."""
    items = session.scalars(
        select(ChangeItem)
        .where(ChangeItem.article_id == article_id)
        .options(joinedload(ChangeItem.claim), joinedload(ChangeItem.raised_by))
    ).all()
    return sorted(items, key=lambda item: (not item.must, _ORDER.index(item.state), item.id))


def changes_as_text(article: Article, number: int, items: Sequence[ChangeItem]) -> str:
    """Return the list as plain text; what was dropped is left out."""
    live = [item for item in items if item.state is not ChangeState.DROPPED]
    lines = [f"Changes to “{article.title}”, draft {number}", ""]
    for must, heading in ((True, "The copy must change"), (False, "The copy should change")):
        here = [item for item in live if item.must is must]
        if not here:
            continue
        lines += [heading, "-" * len(heading), ""]
        for place, item in enumerate(here, start=1):
            claim = f" (claim {item.claim.number})" if item.claim is not None else ""
            lines += [f"{place}. [{_WORDS[item.state]}]{claim}", f"   Before: {_line(item.before)}"]
            lines.append(f"   After:  {_line(item.after) or '(cut)'}")
            if item.state is ChangeState.ALTERED:
                lines.append(f"   Now:    {_line(item.found) or '(the line is gone)'}")
            lines += [f"   Why:    {_line(item.reason)}", ""]
    if not live:
        lines += ["Nothing is asked for.", ""]
    return "\n".join(lines)


def _line(words: str) -> str:
    return " ".join(words.split())
