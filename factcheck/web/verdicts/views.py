"""Propose, check and rule verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

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
from factcheck.services.verdict_take_back import take_back_verdict
from factcheck.services.verdict_view import VerdictPanel, precedent_warning, suggested_wording
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk
from factcheck.web.times import moment_words, zone_name
from factcheck.web.verdicts.column import column_page, do_as_asked, done
from factcheck.web.verdicts.forms import (
    DISPOSITION_WORDS,
    BlindForm,
    FindingForm,
    PanelForms,
    ReopenForm,
    RulingForm,
    SecondForm,
    TakeBackForm,
)

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Person
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


def _disputed(words: str, *, voted: bool) -> str:
    return f"{words} {'It goes to a vote.' if voted else 'An editor rules.'}"


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

    with desk().read() as session:
        claim = get_claim(session, claim_id)
        words = suggested_wording(session, chosen("attribution_rating_id"), chosen("content_rating_id"))
        warned = precedent_warning(session, claim, chosen("content_rating_id"))
    return render_template("verdicts/_wording.html", words=words, warned=warned)


@bp.post("/claims/<id:claim_id>/verdict")
@permit(Action.PROPOSE_VERDICT)
def propose(claim_id: int) -> ResponseReturnValue:
    """Propose the verdict."""

    def act(session: Session, who: Person, form: FindingForm) -> str:
        propose_verdict(session, who, claim_id, form.finding(), version=form.version.data or 0)
        return "The verdict is proposed. A second person checks it now."

    return do_as_asked(claim_id, "verdict", FindingForm(prefix="verdict"), act)


@bp.post("/claims/<id:claim_id>/verdict/take-back")
@permit(Action.TAKE_BACK_VERDICT)
def take_back(claim_id: int) -> ResponseReturnValue:
    """Take one's own proposal back."""
    form = TakeBackForm()
    form.check()
    with desk().db.write() as session:
        take_back_verdict(session, actor(session), claim_id, number=form.number.data or 0)
    return done(claim_id, "The proposal is taken back. The form holds what you wrote: change it and propose again.")


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

    def act(session: Session, who: Person, form: SecondForm) -> str:
        chosen = form.review.data
        review = Review(chosen) if chosen in set(Review) else None
        note, number = form.note.data or "", form.number.data or 0
        verdict = review_verdict(session, who, claim_id, review, note, number=number)
        if review is Review.AGREE:
            return "You agreed. An editor rules now."
        return _disputed("You disputed it.", voted=panel_of(session, verdict) is not None)

    return do_as_asked(claim_id, "second", SecondForm(prefix="second"), act)


@bp.post("/claims/<id:claim_id>/blind-check")
@permit(Action.SECOND_CHECK)
def blind_check(claim_id: int) -> ResponseReturnValue:
    """Rate without having seen the verdict."""

    def act(session: Session, who: Person, form: BlindForm) -> str:
        verdict = check_blind(session, who, claim_id, **form.found())
        if verdict.review is Review.AGREE:
            return "You both found the same. An editor rules now."
        voted = panel_of(session, verdict) is not None
        return _disputed("You found something else: the verdict is disputed.", voted=voted)

    return do_as_asked(claim_id, "blind", BlindForm(prefix="blind"), act)


@bp.post("/claims/<id:claim_id>/ruling")
@permit(Action.RULE_VERDICT)
def ruling(claim_id: int) -> ResponseReturnValue:
    """Rule on the verdict."""

    def act(session: Session, who: Person, form: RulingForm) -> str:
        instead = form.finding() if form.instead.data == "yes" else None
        note, number = form.note.data or "", form.number.data or 0
        rule_verdict(session, who, claim_id, note, number=number, instead=instead)
        return "The verdict is ruled. It can be published."

    return do_as_asked(claim_id, "ruling", RulingForm(prefix="ruling"), act)


@bp.post("/claims/<id:claim_id>/reopen")
@permit(Action.REOPEN_CLAIM)
def reopen(claim_id: int) -> ResponseReturnValue:
    """Open the claim again."""

    def act(session: Session, who: Person, form: ReopenForm) -> str:
        reopen_claim(session, who, claim_id, form.reason.data or "")
        return "The claim is open again and waits to be given out."

    return do_as_asked(claim_id, "reopen", ReopenForm(prefix="reopen"), act)
