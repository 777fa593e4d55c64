"""Name the article that a notice is about: on the desk always, in mail and webhooks unless it is confidential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

_LONGEST_TITLE = 120


def named(words: str, title: str) -> str:
    """Return the words of a notice with the article behind them; the words alone where there is no title."""
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    return f"{words} – “{short}”" if short else words


def titles_of(session: Session, article_ids: Iterable[int | None], *, outside: bool) -> dict[int | None, str]:
    """Return the titles of articles by id; of those that leave the desk (`outside`) none that is confidential now.

    It is asked when a notice is shown or sent, not when it is raised: an article may become confidential in between.
    """
    wanted = {article_id for article_id in article_ids if article_id is not None}
    query = select(Article.id, Article.title).where(Article.id.in_(wanted))
    if outside:
        query = query.where(Article.confidential.is_(False))
    return {row.id: row.title for row in session.execute(query)} if wanted else {}
