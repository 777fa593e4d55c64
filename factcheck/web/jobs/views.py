"""Work that failed, for those who look after the desk: what, why, and once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action
from factcheck.services.job_list import PER_PAGE, list_work
from factcheck.services.job_retry import retry_job
from factcheck.web.access import actor, permit, person
from factcheck.web.args import number_arg, page_address
from factcheck.web.claims.words import provider_words
from factcheck.web.desk import desk
from factcheck.web.times import moment_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("jobs", __name__)

KIND_WORDS: dict[JobKind, str] = {
    JobKind.FETCH_DRAFT: "Fetch an article",
    JobKind.SPLIT_DRAFT: "Split a draft",
    JobKind.READ_UPLOAD: "Read an uploaded file",
    JobKind.RUN_LOOKUP: "Ask a provider",
    JobKind.FETCH_HIT: "Read a page or document",
    JobKind.GROUP_SOURCES: "Group suggestions by origin",
    JobKind.WATCH_CITATION: "Look again at a cited page",
    JobKind.SEND_NOTICE: "Send a notice",
    JobKind.DROP_FILES: "Delete files of what was erased",
}


@bp.get("/work")
@permit(Action.SEE_LOG)
def index() -> ResponseReturnValue:
    """List what failed."""
    page = max(1, number_arg("page", 1))
    with desk().read() as session:
        seen = list_work(session, person(), page=page)
        return render_template(
            "jobs/index.html",
            seen=seen,
            page=page,
            pages=max(1, -(-seen.total // PER_PAGE)),
            url_of=page_address("jobs.index"),
            kinds=KIND_WORDS,
            provider_words=provider_words,
            moment_of=moment_of,
        )


@bp.post("/work/<id:job_id>/retry")
@permit(Action.SEE_LOG)
def retry(job_id: int) -> ResponseReturnValue:
    """Owe the work once more."""
    with desk().db.write() as session:
        kind = retry_job(session, actor(session), job_id).kind
    flash(f"Trying again: {KIND_WORDS[kind].lower()}.", "info")
    return redirect(url_for("jobs.index"), code=303)
