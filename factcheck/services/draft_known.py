"""Notice that a text is at the desk already, word for word or as an earlier draft of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from factcheck.db import ask_once
from factcheck.domain.articles import ArticleState
from factcheck.models import Article, Draft, Event
from factcheck.services.draft_parts import last_draft
from factcheck.services.event_log import log_event
from factcheck.text.words import keys

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NOTED, _AGAIN = "article.known", "article.came_again"
#: Rows of one article's history that name another.
NAMES_ANOTHER = (_NOTED, _AGAIN)
#: A newer draft may be half as long again; beyond that it is another text.
_SHORTEST, _LONGEST = 0.5, 2.0
_HEAD, _MOST_READ = 600, 12
#: Heads looked at, of the newest drafts: a text comes in twice within weeks, not after ten thousand others.
_MOST_HEADS = 10_000
#: Of the words of both texts, and before of the words of both heads, this share stands in both.
_ALIKE, _HEADS_ALIKE = 0.6, 0.4


class Known(NamedTuple):
    """Hold the article that a text is at the desk as; `after` is its newest draft, None where that is this text."""

    article: Article
    after: int | None


def find_alike(session: Session, article_id: int, text: str) -> int | None:
    """Return another article with a draft that begins like `text` and shares most of its words.

    Heads alone are read of the texts that are about as long; the dozen that begin most alike are read wholly.
    """
    long = len(text)
    heads = session.execute(
        select(Draft.id, Draft.article_id, func.substr(Draft.text, 1, _HEAD).label("head"))
        .join(Article, Article.id == Draft.article_id)
        .where(
            Draft.article_id != article_id,
            func.length(Draft.text).between(int(long * _SHORTEST), int(long * _LONGEST) + 1),
            Article.state != ArticleState.WITHDRAWN,
            Article.put_away_why.is_(None),
            Article.erased_at.is_(None),
        )
        .order_by(Draft.id.desc())
        .limit(_MOST_HEADS)
    )
    # The headline is what changes first, so that a head is compared by its words, in whatever order.
    head = _words(text[:_HEAD])
    near = sorted(((_share(head, _words(one.head)), one.id, one.article_id) for one in heads), reverse=True)
    words = set(keys(text))
    for share, draft_id, about in near[:_MOST_READ]:
        if share < _HEADS_ALIKE:
            break
        others = set(keys(session.scalars(select(Draft.text).where(Draft.id == draft_id)).one()))
        if _share(words, others) >= _ALIKE:
            return int(about)
    return None


def note_known(session: Session, draft: Draft, known_id: int) -> None:
    """Write down that the text of an article is at the desk as another one."""
    known = session.get(Article, known_id)
    if known is None:
        return
    article = session.get_one(Article, draft.article_id)
    # In both histories: whoever reads either must know of the other, and neither is a source for the other.
    for action, here, there in ((_NOTED, article, known), (_AGAIN, known, article)):
        told = {"article": there.id, "title": there.title}
        log_event(session, None, action, ("article", here.id), after=told, article_id=here.id)


def same_text(session: Session, article_id: int) -> set[int]:
    """Return the articles that were noted as the same text as this one."""
    query = select(Event.after).where(Event.article_id == article_id, Event.action.in_(NAMES_ANOTHER))
    return {int(after["article"]) for after in session.scalars(query) if after}


def known_as(session: Session, article: Article) -> Known | None:
    """Return what an article is at the desk as already, as long as nobody began to check it."""
    if article.state is not ArticleState.TRIAGE:
        return None
    noted = select(Event.after).where(Event.article_id == article.id, Event.action == _NOTED).limit(1)
    after = ask_once(session, (known_as, article.id), lambda: session.scalars(noted).first())
    known = session.get(Article, int(after["article"])) if after else None
    if known is None:
        return None
    theirs, mine = last_draft(session, known.id), last_draft(session, article.id)
    if theirs is None or mine is None:
        return None
    return Known(known, None if theirs.sha256 == mine.sha256 else theirs.number)


def _words(head: str) -> set[str]:
    return set(head.casefold().split())


def _share(some: set[str], others: set[str]) -> float:
    return len(some & others) / max(1, len(some | others))
