"""Hand out an article's sheet, take one in, show what it would do, and do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict

from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.domain.sheets import outcome_words
from factcheck.services.article_edit import get_article
from factcheck.services.sheet_apply import apply_sheet
from factcheck.services.sheet_export import export_sheet, log_sheet
from factcheck.services.sheet_outcome import rows_without_place
from factcheck.services.sheet_plan import Fate, plan_sheet
from factcheck.services.sheet_take import get_sheet, list_sheets, take_sheet
from factcheck.services.sheet_write import CSV, MEDIA, XLSX, file_name, write_sheet
from factcheck.web.access import actor, permit, person
from factcheck.web.args import choice_arg, number_arg, page_address
from factcheck.web.desk import desk
from factcheck.web.once import led_to, once
from factcheck.web.sheets.forms import SheetForm, SheetOutForm
from factcheck.web.uploads import keep_upload
from factcheck.work.sheet_read import read_sheet_rows

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.services.evidence_log import UploadedFile

bp = Blueprint("sheets", __name__)
PER_PAGE = 100


@bp.get("/articles/<id:article_id>/sheet")
@permit(Action.EXPORT_ARTICLE)
def show(article_id: int) -> ResponseReturnValue:
    """Offer the sheet, and the form that takes one in."""
    return _page(article_id, SheetForm(formdata=None))


@bp.post("/articles/<id:article_id>/sheet/file")
@permit(Action.EXPORT_ARTICLE)
def download(article_id: int) -> ResponseReturnValue:
    """Write the sheet, note in the log that it was handed out, and hand it out."""
    form = XLSX if request.form.get("form") == XLSX else CSV
    with desk().db.write() as session:
        who = actor(session)
        out = export_sheet(session, who, article_id, internal=bool(request.form.get("internal")))
        data = write_sheet(out, form)
        log_sheet(session, who, out, data, form)
        name = file_name(out, form)
    answer = make_response(data)
    answer.headers["Content-Type"] = MEDIA[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/articles/<id:article_id>/sheet")
@permit(Action.IMPORT_SHEET)
def take(article_id: int) -> ResponseReturnValue:
    """Read a sheet and show what it would do."""
    form = SheetForm(formdata=CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return _page(article_id, form), 422
    try:
        file = _chosen()
        rows = read_sheet_rows(desk().settings, file.name, desk().blobs.get(file.digest))
        with desk().db.write() as session:
            where = once(session)
            if where is None:
                sheet = take_sheet(session, actor(session), article_id, rows, file_name=file.name, blob=file.digest)
                where = url_for("sheets.preview", article_id=article_id, sheet_id=sheet.id)
                led_to(session, where)
    except InvalidInput as error:
        form.place(error)
        return _page(article_id, form), 422
    return redirect(where, code=303)


@bp.get("/articles/<id:article_id>/sheet/<id:sheet_id>")
@permit(Action.IMPORT_SHEET)
def preview(article_id: int, sheet_id: int) -> ResponseReturnValue:
    """Show what a sheet would do, or did."""
    return _preview(article_id, sheet_id)


@bp.post("/articles/<id:article_id>/sheet/<id:sheet_id>")
@permit(Action.IMPORT_SHEET)
def apply(article_id: int, sheet_id: int) -> ResponseReturnValue:
    """Do what the preview said."""
    try:
        with desk().db.write() as session:
            sheet = apply_sheet(
                session, actor(session), article_id, sheet_id, plan_digest=request.form.get("plan", "")[:64]
            )
            counts = sheet.counts
    except StaleWrite as stale:
        return _preview(article_id, sheet_id, stale=str(stale)), 409
    flash(f"The sheet is in: {outcome_words(counts)}.", "good")
    return redirect(url_for("sheets.preview", article_id=article_id, sheet_id=sheet_id), code=303)


def _chosen() -> UploadedFile:
    """Keep the file that was chosen; raise InvalidInput where there is none."""
    file = keep_upload(request.files.get("file"))
    if file is None:
        raise InvalidInput("Choose the file of the sheet.", field="file")
    return file


def _page(article_id: int, form: SheetForm) -> str:
    with desk().read() as session:
        article = get_article(session, article_id)
        return render_template(
            "sheets/show.html",
            article=article,
            form=form,
            out_form=SheetOutForm(formdata=None),
            earlier=list_sheets(session, article_id),
        )


def _preview(article_id: int, sheet_id: int, *, stale: str = "") -> str:
    with desk().read() as session:
        who = person()
        article = get_article(session, article_id)
        sheet = get_sheet(session, who, article_id, sheet_id)
        if sheet.applied_at is not None:
            left = rows_without_place(session, sheet.id)
            return render_template("sheets/done.html", article=article, sheet=sheet, left=left)
        plan = plan_sheet(session, who, sheet)
        fate = choice_arg("fate", set(Fate))
        rows = [row for row in plan.rows if not fate or row.fate == fate]
        pages = max(1, -(-len(rows) // PER_PAGE))
        page = min(max(1, number_arg("page", 1)), pages)
        return render_template(
            "sheets/preview.html",
            article=article,
            sheet=sheet,
            plan=plan,
            fates=list(Fate),
            fate=fate,
            rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
            total=len(rows),
            page=page,
            pages=pages,
            url_of=page_address("sheets.preview", article_id=article_id, sheet_id=sheet_id, fate=fate),
            stale=stale,
        )
