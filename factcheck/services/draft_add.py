"""Add a draft: one immutable text with its digest; and owe the work of taking it apart."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Draft
from factcheck.services.draft_capture import capture_pasted
from factcheck.services.draft_text import clean_text, suggest_title
from factcheck.services.event_log import log_event
from factcheck.services.job_ask import ask_job
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

_LONGEST_NAME = 300


def add_draft(
    session: Session,
    actor: Person,
    article: Article,
    raw: str,
    *,
    intake: Intake,
    max_chars: int,
    file_name: str = "",
    blob: str | None = None,
    capture_id: int | None = None,
    title_open: bool = False,
    provisional: str = "",
    by_worker: bool = False,
) -> Draft:
    """Keep the text as the article's draft and owe its split; `title_open` lets the headline become the title.

    Until then, and where the text has none, the article is called `provisional`, or by the text's first line.

    `by_worker`: `actor` asked for it earlier, when she was allowed to, and a worker brings it in her name.

    Raise InvalidInput where the text is empty, too long or no text, WrongState where the article has a draft.
    """
    if not by_worker:
        require(Action.IMPORT_ARTICLE, actor.role)
    text = clean_text(raw, max_chars=max_chars)
    lock_article(session, article.id)
    if session.scalar(select(func.count()).where(Draft.article_id == article.id)):
        raise WrongState("This article has its text already. Reload the page to see it.")
    draft = Draft(
        article_id=article.id,
        number=1,
        text=text,
        sha256=digest_of(text),
        intake=intake,
        file_name=file_name[:_LONGEST_NAME],
        blob=blob,
        capture_id=capture_id,
        created_by_id=actor.id,
    )
    article.trouble = None
    if title_open:
        article.title = provisional or suggest_title(text)
    if capture_id is None and intake is Intake.PASTE:
        draft.capture_id = capture_pasted(session, article, draft)
    session.add(draft)
    session.flush()
    log_event(
        session,
        actor,
        "draft.added",
        ("draft", draft.id),
        after={
            "number": draft.number,
            "sha256": draft.sha256,
            "characters": len(text),
            "intake": intake,
            "file_name": draft.file_name,
            "title": article.title,
        },
        article_id=article.id,
    )
    ask_job(
        session,
        JobKind.SPLIT_DRAFT,
        str(draft.id),
        {"draft_id": draft.id, "title_open": title_open, "provisional": provisional},
        article_id=article.id,
        asked_by_id=actor.id,
    )
    return draft


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_same_text(session: Session, raw: str, *, max_chars: int) -> Draft | None:
    """Return the newest draft whose text is this very one, None where it is new to the desk."""
    digest = digest_of(clean_text(raw, max_chars=max_chars))
    query = select(Draft).where(Draft.sha256 == digest).order_by(Draft.id.desc()).limit(1)
    return session.scalars(query).one_or_none()


def find_same_address(session: Session, address: str) -> Article | None:
    """Return the newest article that was brought in from this address."""
    query = (
        select(Article)
        .where(Article.source_url == address, Article.state != ArticleState.WITHDRAWN, Article.put_away_why.is_(None))
        .order_by(Article.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()
