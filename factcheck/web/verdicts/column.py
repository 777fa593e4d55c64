"""Show the verdict column on a page of its own, and do what one of its forms asks."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from flask import flash, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.services.relations import get_claim
from factcheck.services.verdict_view import verdict_panel
from factcheck.web.access import actor, person
from factcheck.web.desk import desk
from factcheck.web.next_page import safe_next
from factcheck.web.verdicts.forms import PanelForms

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.web.forms import DeskForm

Asked = TypeVar("Asked", bound="DeskForm")


def claim_page(claim_id: int) -> str:
    """Return the address of a claim's page."""
    return url_for("claims.show", claim_id=claim_id)


def column_page(
    claim_id: int, *, status: int = 200, stale: StaleWrite | None = None, **typed: DeskForm
) -> ResponseReturnValue:
    """Show the column on a page of its own; forms that were sent keep what was typed."""
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        panel = verdict_panel(session, person(), claim)
        if stale is not None:
            # What was typed is sent again against the words as they stand now, which the page shows.
            typed["verdict"].version.process_data(claim.version)
            typed["verdict"].version.raw_data = None
        forms = PanelForms(panel, **typed)
        page = render_template(
            "verdicts/page.html",
            claim=claim,
            panel=panel,
            panel_forms=forms,
            sent=next(iter(typed.values()), None),
            stale=stale,
            back=claim_page(claim_id),
            after_done=safe_next(request.form.get("next")),
            page_errors=status >= HTTPStatus.BAD_REQUEST,
        )
    return page, status


def done(claim_id: int, words: str) -> ResponseReturnValue:
    """Say what was done on the claim's page."""
    flash(words, "good")
    return redirect(safe_next(request.form.get("next")) or claim_page(claim_id), code=303)


def do_as_asked(
    claim_id: int, name: str, form: Asked, act: Callable[[Session, Person, Asked], str]
) -> ResponseReturnValue:
    """Do in one write what the form `name` asks and say what `act` returns; one that is wrong comes back as typed."""
    try:
        form.check()
        with desk().db.write() as session:
            words = act(session, actor(session), form)
    except InvalidInput as error:
        form.place(error)
        return column_page(claim_id, status=422, **{name: form})
    except StaleWrite as error:
        return column_page(claim_id, status=409, stale=error, **{name: form})
    return done(claim_id, words)
