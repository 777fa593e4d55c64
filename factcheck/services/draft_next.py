"""Bring in the next draft of an article: it voids the clearance, and its lines are held against the last draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import ArticleAct, Intake
from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action, require
from factcheck.models import Draft, Passage
from factcheck.services.claim_move import move_article
from factcheck.services.clearance_void import void_clearance
from factcheck.services.draft_add import digest_of
from factcheck.services.draft_capture import capture_pasted
from factcheck.services.draft_parts import last_draft
from factcheck.services.draft_text import clean_text
from factcheck.services.event_log import log_event
from factcheck.services.job_ask import ask_job
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def require_read_draft(session: Session, article_id: int, number: int) -> Draft:
    """Return the newest draft if it is `number` and was read; raise what a person reads where it is not."""
    last = last_draft(session, article_id)
    if last is None:
        raise NotFound("There is no such article, or it has no text yet.")
    if last.number != number:
        raise WrongState(f"Draft {last.number} came in meanwhile. Look at it before you bring in another.")
    if session.scalar(select(Passage.id).where(Passage.draft_id == last.id).limit(1)) is None:
        raise WrongState(f"Draft {last.number} is still being read. Wait a moment, then send this one again.")
    return last


def add_next_draft(
    session: Session,
    actor: Person,
    article_id: int,
    raw: str,
    *,
    intake: Intake,
    max_chars: int,
    after: int,
    file_name: str = "",
    blob: str | None = None,
    capture_id: int | None = None,
    by_worker: bool = False,
) -> Draft:
    """Keep the text as the next draft and owe its comparison; `after` is the number of the draft the form showed.

    `by_worker`: `actor` asked for it earlier, when she was allowed to, and a worker brings it in her name.
    Raise WrongState where a newer one came in meanwhile or the last is not read yet, InvalidInput where it is the same.
    """
    if not by_worker:
        require(Action.IMPORT_ARTICLE, actor.role)
    article = lock_article(session, article_id)
    last = require_read_draft(session, article_id, after)
    if article is None:
        raise NotFound("There is no such article, or it has no text yet.")
    text = clean_text(raw, max_chars=max_chars)
    digest = digest_of(text)
    if digest == last.sha256:
        raise InvalidInput(f"This is draft {last.number}, word for word. There is nothing new in it.", field="text")
    draft = Draft(
        article_id=article.id,
        number=last.number + 1,
        text=text,
        sha256=digest,
        intake=intake,
        file_name=file_name[:300],
        blob=blob,
        capture_id=capture_id,
        created_by_id=actor.id,
    )
    if capture_id is None and intake is Intake.PASTE:
        draft.capture_id = capture_pasted(session, article, draft)
    session.add(draft)
    session.flush()
    log_event(
        session,
        actor,
        "draft.added",
        ("draft", draft.id),
        before={"number": last.number, "sha256": last.sha256},
        after={"number": draft.number, "sha256": digest, "characters": len(text), "intake": intake},
        article_id=article.id,
    )
    void_clearance(session, actor, article.id, f"draft {draft.number} came in")
    move_article(session, actor, article, ArticleAct.NEW_DRAFT)
    ask_job(
        session,
        JobKind.SPLIT_DRAFT,
        str(draft.id),
        {"draft_id": draft.id, "title_open": False},
        article_id=article.id,
        asked_by_id=actor.id,
    )
    return draft
