"""Find changes that were asked for, and the place in a draft that each means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import NotFound
from factcheck.models import ChangeItem
from factcheck.services.claim_fold import anchor
from factcheck.services.draft_find import find_places
from factcheck.services.lock_order import HOLD, hold_articles

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy.orm import Session

Span = tuple[int, int]


def get_change(session: Session, article_id: int, item_id: int) -> ChangeItem:
    """Return a change of the article, locked until the transaction ends, or raise NotFound."""
    hold_articles(session, [article_id])
    item = session.get(ChangeItem, item_id, with_for_update=HOLD)
    if item is None or item.article_id != article_id:
        raise NotFound("There is no such change in this article.")
    return item


def same_change(session: Session, article_id: int, place: dict[str, Any], after: str) -> ChangeItem | None:
    """Return a change that asks for the same at the same place."""
    query = select(ChangeItem).where(
        ChangeItem.article_id == article_id,
        ChangeItem.before == place["before"],
        ChangeItem.after == after,
        ChangeItem.prefix == place["prefix"],
        ChangeItem.suffix == place["suffix"],
    )
    return session.scalars(query.limit(1)).first()


def selector(text: str, span: Span) -> dict[str, Any]:
    """Return the words at a place and those around it, as a change keeps them."""
    found = anchor(text, *span)
    return {"before": found["exact"], "prefix": found["prefix"], "suffix": found["suffix"]}


def place_of(text: str, item: ChangeItem) -> Span | None:
    """Return where a change's words stand in the draft that it was asked of; None where they do not."""
    best: tuple[int, Span] | None = None
    for start, end in find_places(text, item.before):
        fits = _ends_alike(text[:start], item.prefix) + _ends_alike(text[end:][::-1][-64:], item.suffix[::-1])
        if best is None or fits > best[0]:
            best = fits, (start, end)
    return best[1] if best is not None else None


def _ends_alike(one: str, other: str) -> int:
    count = 0
    for a, b in zip(reversed(one[-64:]), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count
