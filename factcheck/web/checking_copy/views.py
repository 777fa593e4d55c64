"""Show the checking copy of an article, and hand it out as a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for

from factcheck.domain.checking_copy import SHOWS, Variant
from factcheck.domain.marks import SYMBOLS, Mark
from factcheck.domain.permissions import Action, allowed
from factcheck.services.article_edit import get_article
from factcheck.services.checking_copy import checking_copy
from factcheck.services.checking_copy_docx import write_docx
from factcheck.services.checking_copy_log import log_copy
from factcheck.services.checking_copy_markdown import write_markdown
from factcheck.web.access import actor, permit, person
from factcheck.web.checking_copy.pdf import pdf_of, pdf_ready
from factcheck.web.desk import desk
from factcheck.web.times import zone

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.models import Person
    from factcheck.services.checking_copy_parts import CheckingCopy

bp = Blueprint("checking_copy", __name__)
_HEX = re.compile(r"[0-9a-f]{16}")
DOCX, MARKDOWN, PDF = "docx", "md", "pdf"
_MEDIA = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    MARKDOWN: "text/markdown; charset=utf-8",
    PDF: "application/pdf",
}
_NO_PDF = (
    "PDF files are made with WeasyPrint, which is not installed here: pip install 'factcheck-desk[pdf]'. "
    "Your browser’s print to PDF makes the same pages."
)


@bp.get("/articles/<id:article_id>/checking-copy")
@permit(Action.SEE_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """Show the copy for one kind of reader; the pencil copy to those who may have no other."""
    who = person()
    variant = _asked(request.args.get("for", ""), who)
    with desk().read() as session:
        article = get_article(session, article_id)
        copy = checking_copy(session, who, article_id, variant, zone=zone())
        return render_template(
            "checking_copy/show.html",
            article=article,
            variants=[(one, SHOWS[one]) for one in Variant if _may(one, who)],
            pdf_ready=pdf_ready(),
            no_pdf=_NO_PDF,
            **_context(copy),
        )


@bp.get("/checking-copy.css")
@permit(Action.SEE_DESK)
def page_style() -> ResponseReturnValue:
    """Say what stands at the foot of each printed page; a style sheet, since pages hold no style of their own."""
    draft, manifest = request.args.get("draft", ""), request.args.get("manifest", "")
    variant = request.args.get("for", "")
    if not (draft.isascii() and draft.isdigit() and _HEX.fullmatch(manifest) and variant in set(Variant)):
        abort(404)
    answer = Response(foot_style(int(draft[:9]), manifest, Variant(variant)), mimetype="text/css")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@bp.post("/articles/<id:article_id>/checking-copy/file")
@permit(Action.EXPORT_ARTICLE)
def download(article_id: int) -> ResponseReturnValue:
    """Write the copy as a file, note in the log that it was handed out, and hand it out."""
    form = request.form.get("form", "")
    if form not in _MEDIA:
        abort(404)
    if form == PDF and not pdf_ready():
        flash(_NO_PDF, "warn")
        return redirect(url_for("checking_copy.show", article_id=article_id), code=303)
    with desk().db.write() as session:
        who = actor(session)
        variant = _asked(request.form.get("for", ""), who)
        copy = checking_copy(session, who, article_id, variant, zone=zone())
        data = _written(copy, form)
        log_copy(session, who, copy, data, form)
    answer = make_response(data)
    name = f"checking-copy-article-{article_id}-draft-{copy.draft}-{copy.variant}.{form}"
    answer.headers["Content-Type"] = _MEDIA[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _written(copy: CheckingCopy, form: str) -> bytes:
    if form == DOCX:
        return write_docx(copy)
    if form == MARKDOWN:
        return write_markdown(copy).encode()
    page = render_template("checking_copy/paper.html", **_context(copy))
    return pdf_of(page, foot_style(copy.draft, copy.manifest[:16], Variant(copy.variant)))


def _context(copy: CheckingCopy) -> dict[str, object]:
    return {
        "copy": copy,
        "shows": SHOWS[Variant(copy.variant)],
        "symbols": {mark.value: sign for mark, sign in SYMBOLS.items()},
        "legend": [(SYMBOLS[mark], mark.value) for mark in Mark],
        "blank": copy.variant == Variant.BLANK,
    }


def foot_style(draft: int, manifest: str, variant: Variant) -> str:
    """Return what each printed page says at its foot. Numbers, hex and words of ours alone: nothing to escape."""
    return (
        "@page { "
        f'@bottom-left {{ content: "Draft {draft}; void if the copy changes"; }} '
        f'@bottom-center {{ content: "{SHOWS[variant].label} · manifest {manifest}"; }} '
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); } }\n'
    )


def _may(variant: Variant, who: Person) -> bool:
    return all(allowed(action, who.role) for action in SHOWS[variant].needs)


def _asked(wanted: str, who: Person) -> Variant:
    """Return the variant that was asked for; without one, what goes to most readers."""
    if wanted in set(Variant):
        return Variant(wanted)
    return Variant.REPORTER if _may(Variant.REPORTER, who) else Variant.BLANK
