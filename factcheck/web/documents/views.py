"""The corpus: documents that the desk brought in for itself, and checks that others have published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.capture_view import get_capture
from factcheck.services.document_add import add_document_address, add_document_file, add_document_text
from factcheck.services.document_drop import set_in_corpus
from factcheck.services.document_list import list_documents
from factcheck.services.evidence_log import UploadedFile
from factcheck.services.ruling_import import import_rulings
from factcheck.services.ruling_list import list_rulings
from factcheck.web.access import actor, permit, person
from factcheck.web.args import number_arg, page_address, words_arg
from factcheck.web.captures.views import capture_context
from factcheck.web.claims.words import source_words
from factcheck.web.desk import desk
from factcheck.web.documents.forms import AddressForm, FileForm, PasteForm, RulingsForm
from factcheck.web.once import led_to, once
from factcheck.web.times import moment_of
from factcheck.web.uploads import keep_upload

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.web.forms import DeskForm

bp = Blueprint("documents", __name__)
WAYS: dict[str, tuple[str, type[DeskForm]]] = {
    "file": ("A file", FileForm),
    "text": ("Pasted text", PasteForm),
    "address": ("An address", AddressForm),
}


@bp.get("/documents")
@permit(Action.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the corpus, or what of it holds the words that were typed."""
    words = words_arg("q")
    with desk().read() as session:
        found = list_documents(session, words=words, page=number_arg("page", 1))
        return render_template(
            "documents/index.html",
            found=found,
            words_typed=words,
            address=page_address("documents.index", q=words),
            moment_of=moment_of,
            **source_words(),
        )


@bp.get("/documents/<id:capture_id>")
@permit(Action.SEE_DESK)
def show(capture_id: int) -> ResponseReturnValue:
    """Show a document."""
    with desk().read() as session:
        row = get_capture(session, person(), capture_id)
        return render_template("captures/show.html", **capture_context(session, row), heading="Document")


@bp.get("/documents/new")
@permit(Action.MANAGE_DOCUMENTS)
def new() -> ResponseReturnValue:
    """Show the form of one way to add a document."""
    way = request.args.get("way", "")
    way = way if way in WAYS else "file"
    return _form_page(way, WAYS[way][1](formdata=None))


@bp.post("/documents")
@permit(Action.MANAGE_DOCUMENTS)
def add() -> ResponseReturnValue:
    """Add a document in the way that the form is of."""
    way = request.form.get("way", "")
    way = way if way in WAYS else "file"
    form = WAYS[way][1](formdata=CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return make_response(_form_page(way, form), 422)
    try:
        where, told = _add(way, form)
    except InvalidInput as error:
        form.place(error)
        return make_response(_form_page(way, form), 422)
    flash(told, "good")
    return redirect(where, code=303)


def _add(way: str, form: DeskForm) -> tuple[str, str]:
    """Add the document and return where to go and what to say."""
    data = form.data
    file = keep_upload(request.files.get("file")) if way == "file" else None
    if way == "file" and file is None:
        raise InvalidInput("Choose a file.", field="file")
    if way == "text":
        words = data["text"].encode("utf-8")
        file = UploadedFile(desk().blobs.put(words), "", "text/plain", len(words))
    with desk().db.write() as session:
        before = once(session)
        if before is not None:
            return before, "It was added already."
        who = actor(session)
        if way == "address" or file is None:
            add_document_address(session, who, data["url"])
            where, told = url_for("documents.index"), "A worker is fetching it."
        elif way == "text":
            row = add_document_text(
                session,
                who,
                file,
                data["text"],
                title=data["title"],
                outlet=data["outlet"] or "",
                published_on=data["published_on"],
                note=data["note"] or "",
            )
            where, told = url_for("documents.show", capture_id=row.id), "Added."
        else:
            row = add_document_file(session, who, file, title=data["title"] or "", note=data["note"] or "")
            where, told = url_for("documents.show", capture_id=row.id), "Added. A worker is reading it."
        led_to(session, where)
    return where, told


def _form_page(way: str, form: DeskForm) -> str:
    ways = {name: label for name, (label, _) in WAYS.items()}
    return render_template("documents/new.html", way=way, ways=ways, form=form, page_errors=bool(form.errors))


@bp.post("/documents/<id:capture_id>/drop")
@permit(Action.MANAGE_DOCUMENTS)
def drop(capture_id: int) -> ResponseReturnValue:
    """Take a document out of searches; its copy is kept."""
    with desk().db.write() as session:
        set_in_corpus(session, actor(session), capture_id, wanted=False)
    flash("Searches no longer find it. The copy is kept.", "info")
    return redirect(url_for("captures.show", capture_id=capture_id), code=303)


@bp.post("/documents/<id:capture_id>/keep")
@permit(Action.MANAGE_DOCUMENTS)
def keep(capture_id: int) -> ResponseReturnValue:
    """Put a kept copy into the corpus."""
    with desk().db.write() as session:
        set_in_corpus(session, actor(session), capture_id, wanted=True)
    flash("Searches find it from now on.", "good")
    return redirect(url_for("documents.show", capture_id=capture_id), code=303)


@bp.get("/rulings")
@permit(Action.SEE_DESK)
def rulings() -> ResponseReturnValue:
    """List earlier rulings, or those on like claims."""
    return _rulings_page(RulingsForm(formdata=None))


@bp.post("/rulings")
@permit(Action.MANAGE_DOCUMENTS)
def bring_rulings() -> ResponseReturnValue:
    """Import published checks from a file or pasted JSON."""
    form = RulingsForm(formdata=CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return make_response(_rulings_page(form), 422)
    storage = request.files.get("file")
    raw = storage.stream.read() if storage is not None and storage.filename else (form.text.data or "").encode("utf-8")
    try:
        with desk().db.write() as session:
            report = import_rulings(session, actor(session), raw)
    except InvalidInput as error:
        form.place(error)
        return make_response(_rulings_page(form), 422)
    flash(report.words, "good" if report.added else "info")
    return redirect(url_for("documents.rulings"), code=303)


def _rulings_page(form: RulingsForm) -> str:
    words = words_arg("q")
    with desk().read() as session:
        return render_template(
            "documents/rulings.html",
            found=list_rulings(session, words=words, page=number_arg("page", 1)),
            words_typed=words,
            address=page_address("documents.rulings", q=words),
            form=form,
            page_errors=bool(form.errors or form.form_errors),
            **source_words(),
        )
