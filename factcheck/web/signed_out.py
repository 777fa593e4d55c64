"""Ask whoever is not signed in to sign in, and carry over what was typed: no ended session costs a word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.models import Person
from factcheck.services.form_draft import save_form
from factcheck.web.desk import desk
from factcheck.web.form_labels import labelled
from factcheck.web.form_pages import is_form_key, page_behind
from factcheck.web.forms import no_nul
from factcheck.web.htmx import current_page, wants_partial
from factcheck.web.sign_in.forms import SignInForm
from factcheck.web.typed import sent_pairs, what_was_typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue

    Pairs = list[tuple[str, str]]

_ASIDE = {"autosave", "form_key", "next", "kept"}


def ask_to_sign_in(whose: Callable[[], int | None]) -> ResponseReturnValue:
    """Show the way in; what was sent goes along in the form, with the id of `whose` it is where that is known."""
    if request.endpoint == "desk.dashboard":
        return redirect(url_for("sign_in.enter"), code=303)
    # Whether a page exists is not told to those who are not signed in: the status is that of a page that is not there.
    typed = what_was_typed()
    if wants_partial() and not typed:
        return _part()
    # A form leads back to its page, where what it saved of itself stands in it again.
    wanted = request.full_path.rstrip("?") if request.method == "GET" else page_behind() if typed else ""
    key = request.form.get("autosave", "") if typed else ""
    # A form that saves itself takes its fields up again; of any other the words go along, under their labels.
    pairs = [pair for pair in sent_pairs() if pair[0] not in _ASIDE] if is_form_key(key) else typed
    kept = json.dumps({"key": key, "fields": pairs, "of": whose()}) if typed else ""
    form = SignInForm(None, data={"next": wanted, "kept": kept})
    answer = make_response(render_template("signed_out.html", wanted=wanted, typed=typed, form=form), 404)
    if wants_partial():
        # A page within a page would be two: the whole window asks, which has the words that were sent.
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "body", "innerHTML"
    return answer


def _part() -> Response:
    """Say it within the page: parts are asked for by themselves, and what was typed there and not sent yet stays."""
    answer = make_response(render_template("_signed_out_part.html", here=current_page()), 404)
    if request.method == "POST":
        answer.headers["HX-Reswap"] = "beforebegin"
    return answer


def bring_back(person_id: int | None, kept: str | None, page: str) -> ResponseReturnValue | None:
    """Put the words that a sign-in carried into the form on `page`; return a page that shows them where it cannot.

    Words of another person go nowhere. Where nobody knows whose they are, what she saved herself is not overwritten.
    """
    key, pairs, whose = _read(kept)
    if not pairs or person_id is None:
        return None
    if whose not in {None, person_id}:
        flash("What somebody else typed here was not carried over.", "warn")
        return None
    if is_form_key(key):
        if whose is not None and _is_saved(person_id, key, pairs):
            return None
        pairs = labelled(pairs)
    return make_response(render_template("typed_back.html", typed=pairs, back=page))


def _is_saved(person_id: int, key: str, pairs: Pairs) -> bool:
    try:
        with desk().db.write() as session:
            save_form(session, session.get_one(Person, person_id), key, pairs)
    except InvalidInput:
        return False
    return True


def _read(kept: str | None) -> tuple[str, Pairs, int | None]:
    """Return (key, fields, whose) of what a sign-in form carried; nothing of what is not as we wrote it."""
    try:
        match json.loads(kept or "{}"):
            case {"key": str() as key, "fields": list() as fields, "of": (int() | None) as whose}:
                pairs = [(str(name), str(value)) for name, value in fields]
                return no_nul(key), [(no_nul(name), no_nul(value)) for name, value in pairs], whose
    except (ValueError, TypeError, RecursionError):
        pass
    return "", [], None
