"""Show what was kept: its text with the excerpt marked, where it came from, and its bytes as a download."""

from __future__ import annotations

import io
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, send_file, url_for

from factcheck.domain.permissions import Action
from factcheck.services.archive_ask import ArchiveAsk, archive_view, ask_archive
from factcheck.services.capture_read import confidential_use, note_read, was_noted
from factcheck.services.capture_view import capture_uses, get_capture
from factcheck.services.evidence_get import get_evidence
from factcheck.web.access import actor, permit, person
from factcheck.web.args import number_arg
from factcheck.web.claims.words import shown_host, source_words
from factcheck.web.desk import desk
from factcheck.web.times import moment_of
from factcheck.web.uploads import file_name
from factcheck.work.warc_write import write_captures, write_some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Capture

bp = Blueprint("captures", __name__)

#: Characters of the text on one page.
WINDOW = 40_000
_BEFORE = 4_000
#: Up to this size an export is made in memory, a larger one in a file that nobody else can see.
_IN_MEMORY = 16 * 1024 * 1024
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


@bp.get("/captures/<id:capture_id>")
@permit(Action.SEE_DESK)
def show(capture_id: int) -> ResponseReturnValue:
    """Show a capture; `start` and `end`, or `evidence`, say what is marked."""
    with _opened(capture_id) as (session, row):
        return render_template("captures/show.html", **capture_context(session, row), heading="Kept copy")


@bp.get("/captures/<id:capture_id>/file")
@permit(Action.SEE_DESK)
def download(capture_id: int) -> ResponseReturnValue:
    """Hand out the bytes as they came, never to be opened in the desk's own name."""
    with _opened(capture_id) as (_, row):
        digest, name = row.sha256, download_name(row)
    return attachment(desk().blobs.get(digest), name)


@bp.get("/captures/<id:capture_id>/text")
@permit(Action.SEE_DESK)
def text(capture_id: int) -> ResponseReturnValue:
    """Hand out the text that was read from the bytes."""
    with _opened(capture_id) as (_, row):
        words, name = row.text, f"capture-{row.id}.txt"
    return attachment(words.encode("utf-8", "replace"), name)


@bp.get("/captures/<id:capture_id>/warc")
@permit(Action.SEE_DESK)
def warc(capture_id: int) -> ResponseReturnValue:
    """Hand out one copy as web archives keep it: bytes, headers, address, time."""
    with _opened(capture_id) as (_, row):
        name = download_name(row).rpartition(".")[0]
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    write_some(desk().db, desk().blobs, [capture_id], out)
    return warc_file(out, file_name(f"{name}.warc.gz"))


@bp.post("/articles/<id:article_id>/captures")
@permit(Action.EXPORT_ARTICLE)
def export(article_id: int) -> ResponseReturnValue:
    """Hand out the copies that an article led to, but for confidential ones, and note that in the log."""
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    write_captures(desk().db, desk().blobs, person().id, out, article_id=article_id)
    return warc_file(out, f"captures-article-{article_id}.warc.gz")


@bp.post("/captures/<id:capture_id>/archive")
@permit(Action.LOOK_UP)
def archive(capture_id: int) -> ResponseReturnValue:
    """Have the Internet Archive make a copy of the page."""
    return _asked(capture_id, ArchiveAsk.SAVE)


@bp.post("/captures/<id:capture_id>/copies")
@permit(Action.LOOK_UP)
def copies(capture_id: int) -> ResponseReturnValue:
    """Ask the Internet Archive which copies of the page it has."""
    return _asked(capture_id, ArchiveAsk.COPIES)


def _asked(capture_id: int, what: ArchiveAsk) -> ResponseReturnValue:
    with desk().db.write() as session:
        ask_archive(session, actor(session), capture_id, what)
    return redirect(url_for("captures.show", capture_id=capture_id, _anchor="archive"), code=303)


def warc_file(out: IO[bytes], name: str) -> Response:
    """Return a WARC file as a file to save."""
    answer = send_file(out, mimetype="application/warc", as_attachment=True, download_name=name, max_age=0)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@contextmanager
def _opened(capture_id: int) -> Iterator[tuple[Session, Capture]]:
    """Open a reading with the capture in it; where it is confidential the log says first who reads it."""
    with desk().read() as session:
        row = get_capture(session, person(), capture_id)
        use = confidential_use(session, person(), row)
        if use is None or was_noted(session, person(), use):
            yield session, row
            return
    with desk().db.write() as writing:
        note_read(writing, actor(writing), use)
    with desk().read() as session:
        yield session, get_capture(session, person(), capture_id)


def capture_context(session: Session, row: Capture) -> dict[str, Any]:
    """Return what a page about a capture shows: one window of its text, the marked words in it."""
    start, end = _marked(session, row)
    first = number_arg("from") if number_arg("from") < len(row.text) else 0
    if end > start and not number_arg("from"):
        first = max(0, start - _BEFORE) if end > WINDOW else 0
    last = min(len(row.text), first + WINDOW)
    inside = first <= start < end <= last
    uses = capture_uses(session, person(), row.id)
    return source_words() | {
        "capture": row,
        "uses": uses,
        "before": row.text[first:start] if inside else row.text[first:last],
        "marked": row.text[start:end] if inside else "",
        "after": row.text[end:last] if inside else "",
        "first": first,
        "last": last,
        "length": len(row.text),
        "window": WINDOW,
        # What only confidential evidence leads to must not become findable for all.
        "may_add": not any(use.evidence.confidential for use in uses),
        "has_file": desk().blobs.has(row.sha256),
        "archive": archive_view(session, row),
        "moment_of": moment_of,
    }


def _marked(session: Session, row: Capture) -> tuple[int, int]:
    evidence_id = number_arg("evidence")
    start, end = number_arg("start"), number_arg("end")
    if evidence_id:
        item, _ = get_evidence(session, person(), evidence_id)
        start, end = 0, 0
        if item.capture_id == row.id and item.excerpt_start is not None and item.excerpt_end is not None:
            start, end = item.excerpt_start, item.excerpt_end
    return (start, end) if 0 <= start < end <= len(row.text) else (0, 0)


def download_name(row: Capture) -> str:
    """Return a name for the file: its own, or one made of the host and the kind of file."""
    if row.file_name:
        return file_name(row.file_name)
    ending = _ENDINGS.get(row.media_type.partition(";")[0].strip().lower(), ".bin")
    return file_name(f"{shown_host(row.final_url or row.url) or 'document'}-{row.id}{ending}")


def attachment(data: bytes, name: str) -> Response:
    """Return bytes as a file to save: no browser may guess a type or show it as a page of ours."""
    response = send_file(
        io.BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name, max_age=0
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
