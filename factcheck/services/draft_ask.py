"""Owe the work that brings in a draft: fetching an address, reading an uploaded file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.articles import ArticleState
from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import ENDED, JobKind
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Draft, Job
from factcheck.services.article_create import check_address
from factcheck.services.draft_next import require_read_draft
from factcheck.services.draft_text import clean_line
from factcheck.services.event_log import log_event
from factcheck.services.job_ask import ask_job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

INTAKE_JOBS = (JobKind.FETCH_DRAFT, JobKind.READ_UPLOAD, JobKind.SPLIT_DRAFT)
_LONGEST_NAME = 300


def ask_draft_by_address(
    session: Session,
    actor: Person,
    article: Article,
    address: str,
    *,
    title_open: bool = False,
    after: int | None = None,
) -> Job:
    """Owe the fetch of `address` as the article's text; `after`: as the draft after that number."""
    url = check_address(address, field="address")
    _require_room(session, actor, article, after)
    if after is None:
        article.source_url = url
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    job = ask_job(
        session,
        JobKind.FETCH_DRAFT,
        f"{article.id}:{digest}:{_turn(session, article, JobKind.FETCH_DRAFT)}",
        {"article_id": article.id, "url": url, "title_open": title_open, "by_id": actor.id, "after": after},
        article_id=article.id,
        asked_by_id=actor.id,
    )
    log_event(session, actor, "draft.asked", ("article", article.id), after={"url": url}, article_id=article.id)
    return job


def ask_draft_by_upload(
    session: Session,
    actor: Person,
    article: Article,
    *,
    blob: str,
    file_name: str,
    title_open: bool = False,
    after: int | None = None,
) -> Job:
    """Owe the reading of an uploaded file, kept as `blob`; `after`: as the draft after that number."""
    _require_room(session, actor, article, after)
    shown = clean_line(file_name[-_LONGEST_NAME:], longest=_LONGEST_NAME, field="file", what="The file's name")
    job = ask_job(
        session,
        JobKind.READ_UPLOAD,
        f"{article.id}:{blob[:32]}:{_turn(session, article, JobKind.READ_UPLOAD)}",
        {
            "article_id": article.id,
            "blob": blob,
            "file_name": shown,
            "title_open": title_open,
            "by_id": actor.id,
            "after": after,
        },
        article_id=article.id,
        asked_by_id=actor.id,
    )
    log_event(
        session,
        actor,
        "draft.asked",
        ("article", article.id),
        after={"file_name": shown, "sha256": blob},
        article_id=article.id,
    )
    return job


def _require_room(session: Session, actor: Person, article: Article, after: int | None) -> None:
    require(Action.IMPORT_ARTICLE, actor.role)
    if after is not None:
        require_read_draft(session, article.id, after)
        return
    has_text = session.scalar(select(func.count()).where(Draft.article_id == article.id))
    if has_text or article.state is not ArticleState.INTAKE:
        raise WrongState("This article has its text already. Reload the page to see it.")


def _turn(session: Session, article: Article, kind: JobKind) -> int:
    """Count the attempts that ended: asking again after a failure is new work, a double click is not."""
    ended = select(func.count()).where(Job.article_id == article.id, Job.kind == kind, Job.state.in_(ENDED))
    return session.scalar(ended) or 0
