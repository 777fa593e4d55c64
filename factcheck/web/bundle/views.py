"""Show what the proof bundle of an article holds and withholds, and hand it out."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, send_file

from factcheck.domain.permissions import Action
from factcheck.services.article_edit import get_article
from factcheck.services.bundle_content import bundle_content
from factcheck.services.bundle_log import bundles_made
from factcheck.services.log_read import log_head
from factcheck.web.access import permit, person
from factcheck.web.desk import desk
from factcheck.work.bundle_write import write_bundle

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("bundle", __name__)
#: Up to this size a bundle is made in memory, a larger one in a file that nobody else can see.
_IN_MEMORY = 16 * 1024 * 1024


@bp.get("/articles/<id:article_id>/bundle")
@permit(Action.EXPORT_ARTICLE)
def show(article_id: int) -> ResponseReturnValue:
    """Say what would be handed out."""
    with desk().read() as session:
        article = get_article(session, article_id)
        content = bundle_content(session, person(), article_id)
        return render_template(
            "bundle/show.html",
            article=article,
            content=content,
            head=log_head(session),
            earlier=bundles_made(session, article_id),
        )


@bp.post("/articles/<id:article_id>/bundle")
@permit(Action.EXPORT_ARTICLE)
def download(article_id: int) -> ResponseReturnValue:
    """Make the bundle, note in the log that it was handed out, and hand it out."""
    # Werkzeug closes the file when the answer was sent.
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it outlives this function
    written = write_bundle(desk().db, desk().blobs, person().id, article_id, out)
    name = f"proof-article-{article_id}-{written.sha256[:12]}.zip"
    answer = send_file(out, mimetype="application/zip", as_attachment=True, download_name=name, max_age=0)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
