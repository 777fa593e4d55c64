"""Propose, check and rule verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.domain.verdicts import Review
from factcheck.services.blind_check import check_blind
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.panel_find import panel_of
from factcheck.services.relations import get_claim
from factcheck.services.second_take import take_second
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from factcheck.services.verdict_view import VerdictPanel, precedent_warning, suggested_wording, verdict_panel
from factcheck.web.access import actor, permit, person
from factcheck.web.desk import desk
from factcheck.web.next_page import safe_next
from factcheck.web.times import moment_words, zone_name
from factcheck.web.verdicts.forms import (
    DISPOSITION_WORDS,
    BlindForm,
    FindingForm,
    PanelForms,
    ReopenForm,
    RulingForm,
    SecondForm,
)

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from factcheck.web.forms import DeskForm

bp = Blueprint("verdicts", __name__)


@bp.app_template_global()
def verdict_forms(panel: VerdictPanel) -> PanelForms:
    """Give a page that includes the column its forms."""
    return PanelForms(panel)


@bp.app_template_global()
def disposition_words() -> dict[str, tuple[str, str]]:
    """Give templates the dispositions with what they mean."""
    return {key.value: words for key, words in DISPOSITION_WORDS.items()}


@bp.app_template_global()
def form_errors_of(form: DeskForm) -> list[tuple[str, str]]:
    """Give the summary of errors those that belong to no one field."""
    return [("", str(words)) for words in form.form_errors]


@bp.app_template_filter()
def when(moment: datetime) -> str:
    """Write a moment in the desk's time zone."""
    return moment_words(moment, zone_name())


def claim_page(claim_id: int) -> str:
    """Return the address of a claim's page."""
    return url_for("claims.show", claim_id=claim_id)


def column_page(
    claim_id: int, *, status: int = 200, stale: StaleWrite | None = None, **typed: DeskForm
) -> ResponseReturnValue:
    """Show the column on a page of its own; forms that were sent keep what was typed."""
    with desk().db.read() as session:
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
            page_errors=status >= 400,  # noqa: PLR2004 - the status of an error
        )
    return page, status


def _disputed(words: str, *, voted: bool) -> str:
    return f"{words} {'It goes to a vote.' if voted else 'An editor rules.'}"


def done(claim_id: int, words: str) -> ResponseReturnValue:
    """Say what was done on the claim's page."""
    flash(words, "good")
    return redirect(safe_next(request.form.get("next")) or claim_page(claim_id), code=303)


@bp.get("/claims/<id:claim_id>/verdict")
@permit(Action.SEE_DESK)
def show(claim_id: int) -> ResponseReturnValue:
    """Show the verdict column on a page of its own."""
    return column_page(claim_id)


@bp.get("/claims/<id:claim_id>/verdict/wording")
@permit(Action.SEE_DESK)
def wording(claim_id: int) -> ResponseReturnValue:
    """Say which summary follows from the two ratings chosen."""

    def chosen(name: str) -> int:
        value = request.args.get(f"verdict-{name}") or request.args.get(f"ruling-{name}") or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0  # noqa: PLR2004 - ids have at most 15 digits

    with desk().db.read() as session:
        claim = get_claim(session, claim_id)
        words = suggested_wording(session, chosen("attribution_rating_id"), chosen("content_rating_id"))
        warned = precedent_warning(session, claim, chosen("content_rating_id"))
    return render_template("verdicts/_wording.html", words=words, warned=warned)


@bp.post("/claims/<id:claim_id>/verdict")
@permit(Action.PROPOSE_VERDICT)
def propose(claim_id: int) -> ResponseReturnValue:
    """Propose the verdict."""
    form = FindingForm(prefix="verdict")
    if form.validate():
        try:
            with desk().db.write() as session:
                propose_verdict(session, actor(session), claim_id, form.finding(), version=form.version.data or 0)
        except InvalidInput as error:
            form.place(error)
        except StaleWrite as error:
            return column_page(claim_id, status=409, stale=error, verdict=form)
        else:
            return done(claim_id, "The verdict is proposed. A second person checks it now.")
    return column_page(claim_id, status=422, verdict=form)


@bp.post("/claims/<id:claim_id>/second-check/take")
@permit(Action.SECOND_CHECK)
def take(claim_id: int) -> ResponseReturnValue:
    """Take the second check."""
    with desk().db.write() as session:
        take_second(session, actor(session), claim_id)
    return done(claim_id, "The second check is yours.")


@bp.post("/claims/<id:claim_id>/second-check")
@permit(Action.SECOND_CHECK)
def second_check(claim_id: int) -> ResponseReturnValue:
    """Agree or dispute."""
    form = SecondForm(prefix="second")
    if form.validate():
        chosen = form.review.data
        review = Review(chosen) if chosen in set(Review) else None
        try:
            with desk().db.write() as session:
                verdict = review_verdict(
                    session, actor(session), claim_id, review, form.note.data or "", number=form.number.data or 0
                )
                voted = panel_of(session, verdict) is not None
        except InvalidInput as error:
            form.place(error)
        else:
            agreed = review is Review.AGREE
            return done(
                claim_id, "You agreed. An editor rules now." if agreed else _disputed("You disputed it.", voted=voted)
            )
    return column_page(claim_id, status=422, second=form)


@bp.post("/claims/<id:claim_id>/blind-check")
@permit(Action.SECOND_CHECK)
def blind_check(claim_id: int) -> ResponseReturnValue:
    """Rate without having seen the verdict."""
    form = BlindForm(prefix="blind")
    if form.validate():
        try:
            with desk().db.write() as session:
                verdict = check_blind(
                    session,
                    actor(session),
                    claim_id,
                    attribution_id=form.attribution_id.data,
                    content_id=form.content_id.data,
                    note=form.note.data or "",
                    number=form.number.data or 0,
                )
                agreed = verdict.review is Review.AGREE
                voted = panel_of(session, verdict) is not None
        except InvalidInput as error:
            form.place(error)
        else:
            return done(
                claim_id,
                "You both found the same. An editor rules now."
                if agreed
                else _disputed("You found something else: the verdict is disputed.", voted=voted),
            )
    return column_page(claim_id, status=422, blind=form)


@bp.post("/claims/<id:claim_id>/ruling")
@permit(Action.RULE_VERDICT)
def ruling(claim_id: int) -> ResponseReturnValue:
    """Rule on the verdict."""
    form = RulingForm(prefix="ruling")
    if form.validate():
        instead = form.finding() if form.instead.data == "yes" else None
        try:
            with desk().db.write() as session:
                rule_verdict(
                    session,
                    actor(session),
                    claim_id,
                    form.note.data or "",
                    number=form.number.data or 0,
                    instead=instead,
                )
        except InvalidInput as error:
            form.place(error)
        else:
            return done(claim_id, "The verdict is ruled. It can be published.")
    return column_page(claim_id, status=422, ruling=form)


@bp.post("/claims/<id:claim_id>/reopen")
@permit(Action.REOPEN_CLAIM)
def reopen(claim_id: int) -> ResponseReturnValue:
    """Open the claim again."""
    form = ReopenForm(prefix="reopen")
    if form.validate():
        try:
            with desk().db.write() as session:
                reopen_claim(session, actor(session), claim_id, form.reason.data or "")
        except InvalidInput as error:
            form.place(error)
        else:
            return done(claim_id, "The claim is open again and waits to be given out.")
    return column_page(claim_id, status=422, reopen=form)
