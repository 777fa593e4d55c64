"""What is done to the claims of an article; each act answers with the workspace, the next decision in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.services.article_edit import get_article
from factcheck.services.article_view import view_article
from factcheck.services.claim_add import add_claim
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claim, confirm_claims
from factcheck.services.claim_dismiss import dismiss_claim, dismiss_claims, restore_claim
from factcheck.services.claim_edit import edit_claim
from factcheck.services.claim_merge import merge_claim
from factcheck.services.claim_split import split_claim
from factcheck.services.claim_take import hand_back, start_claim, take_claim
from factcheck.services.claim_trim import trim_claim
from factcheck.services.desk_load import workload
from factcheck.services.draft_find import SeveralPlaces
from factcheck.services.finding_put_aside import put_finding_aside
from factcheck.services.passage_role import set_passage_role
from factcheck.services.relations import get_claim
from factcheck.web.access import actor, permit, person
from factcheck.web.args import NUMBER_DIGITS, ticked_claims, whole_number
from factcheck.web.articles.forms import (
    AddClaimForm,
    AssignForm,
    EditClaimForm,
    MergeClaimForm,
    ReasonForm,
    RoleForm,
    SplitClaimForm,
    TrimClaimForm,
    people_choices,
)
from factcheck.web.articles.page import Refused, article_page
from factcheck.web.articles.shown import next_waiting
from factcheck.web.conflict import chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.htmx import announce, wants_partial
from factcheck.web.next_page import safe_next
from factcheck.web.once import led_to, once
from factcheck.web.times import day_ends_at, from_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.web.forms import DeskForm

#: How many claims one transaction confirms; with their searches that takes a quarter of a second.
_AT_ONCE = 250
bp = Blueprint("claim_acts", __name__, url_prefix="/articles/<id:article_id>")


@dataclass(frozen=True, slots=True)
class Done:
    """Say what an act did, and which claim is shown next (None: the list)."""

    words: str
    number: int | None = None


def _answer(article_id: int, done: Done) -> ResponseReturnValue:
    """Show the workspace with the claim that comes next: a page again, or for htmx the part that changed."""
    if wants_partial():
        with desk().read() as session:
            page = article_page(session, article_id, part="workspace", number=done.number or 0, said=done.words)
        return announce(page, done.words)
    flash(done.words, "good")
    back = safe_next(request.form.get("next"))
    anchor = f"mark-{done.number}" if done.number else None
    address = url_for("articles.show", article_id=article_id, claim=done.number, _anchor=anchor)
    return redirect(back or address, code=303)


def _act(
    article_id: int,
    what: Callable[[Session, Person], Done],
    *,
    name: str,
    form: DeskForm,
    claim_id: int | None = None,
) -> ResponseReturnValue:
    """Do `what` in one transaction; what is refused is shown in its form with everything that was typed."""
    try:
        form.check()
        with desk().db.write() as session:
            done = what(session, actor(session))
    except InvalidInput as error:
        form.place(error)
        places = error.places if isinstance(error, SeveralPlaces) else []
        with desk().read() as session:
            number = get_claim(session, claim_id, article_id=article_id).number if claim_id is not None else 0
            page = article_page(
                session,
                article_id,
                part="workspace" if wants_partial() else "page",
                number=number,
                refused=Refused(name, form, places),
            )
        return page, 422
    return _answer(article_id, done)


def _version() -> int:
    return whole_number(request.form.get("version", ""), digits=NUMBER_DIGITS) or 0


@bp.post("/claims/<id:claim_id>/confirm")
@permit(Action.CONFIRM_CLAIM)
def confirm(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Confirm one claim and show the next that waits for it."""

    def what(session: Session, who: Person) -> Done:
        claim = confirm_claim(session, who, claim_id, article_id=article_id)
        number = next_waiting(view_article(session, article_id), claim.number)
        rest = "" if number else " None is left to confirm."
        return Done(f"Claim {claim.number} is confirmed.{rest}", number or claim.number)

    return _act(article_id, what, name="confirm", form=ReasonForm(), claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/edit")
@permit(Action.EDIT_CLAIM)
def edit(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Save the claim's words."""
    values = chosen()
    form = EditClaimForm(formdata=MultiDict(values))

    def what(session: Session, who: Person) -> Done:
        claim = edit_claim(
            session,
            who,
            claim_id,
            version=_version(),
            statement=form.statement.data or "",
            kind=form.kind.data or "",
            chain=(form.chain.data or "").replace(";", "\n").split("\n"),
            article_id=article_id,
        )
        return Done(f"Claim {claim.number} is saved.", claim.number)

    try:
        return _act(article_id, what, name="edit", form=form, claim_id=claim_id)
    except StaleWrite as stale:
        with desk().read() as session:
            number = get_claim(session, claim_id, article_id=article_id).number
        kept = {name: str(values.get(name, "")) for name in ("statement", "kind", "chain")}
        back = url_for("articles.show", article_id=article_id, claim=number)
        return conflict_page(stale, ("claim", claim_id), labels={"chain": "Who says so"}, back=back, unchanged=kept)


@bp.post("/claims/<id:claim_id>/split")
@permit(Action.EDIT_CLAIM)
def split(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Cut a claim in two."""
    form = SplitClaimForm()

    def what(session: Session, who: Person) -> Done:
        parts = form.parts.data or ""
        first, second = split_claim(session, who, claim_id, version=_version(), parts=parts, article_id=article_id)
        return Done(f"Claim {first.number} is split; its second half is claim {second.number}.", first.number)

    return _act(article_id, what, name="split", form=form, claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/places/<id:place_id>/trim")
@permit(Action.EDIT_CLAIM)
def trim(article_id: int, claim_id: int, place_id: int) -> ResponseReturnValue:
    """Move the bounds of one place of a claim."""
    form = TrimClaimForm()

    def what(session: Session, who: Person) -> Done:
        exact = form.exact.data or ""
        claim = trim_claim(session, who, claim_id, place_id, version=_version(), exact=exact, article_id=article_id)
        return Done(f"Claim {claim.number} holds other words of the text now.", claim.number)

    return _act(article_id, what, name="trim", form=form, claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/merge")
@permit(Action.EDIT_CLAIM)
def merge(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Merge a claim into another."""
    form = MergeClaimForm()

    def what(session: Session, who: Person) -> Done:
        if form.into.data is None:
            raise InvalidInput("Type the number of the claim that says the same.", field="into")
        claim = merge_claim(session, who, claim_id, into=form.into.data, article_id=article_id)
        return Done(f"Merged into claim {claim.number}.", claim.number)

    return _act(article_id, what, name="merge", form=form, claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/dismiss")
@permit(Action.DISMISS_CLAIM)
def dismiss(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Put a claim aside."""
    form = ReasonForm()

    def what(session: Session, who: Person) -> Done:
        here = view_article(session, article_id)
        claim = dismiss_claim(session, who, claim_id, form.reason.data or "", article_id=article_id)
        return Done(f"Claim {claim.number} is put aside.", next_waiting(here, claim.number) or claim.number)

    return _act(article_id, what, name="dismiss", form=form, claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/restore")
@permit(Action.RESTORE_CLAIM)
def restore(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Take a claim back that was put aside."""

    def what(session: Session, who: Person) -> Done:
        claim = restore_claim(session, who, claim_id, article_id=article_id)
        return Done(f"Claim {claim.number} is to be checked again.", claim.number)

    return _act(article_id, what, name="restore", form=ReasonForm(), claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/assign")
@permit(Action.ASSIGN_CLAIM)
def assign(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Give one claim to a checker."""
    form = _assign_form()

    def what(session: Session, who: Person) -> Done:
        get_claim(session, claim_id, article_id=article_id)
        given = _assign(session, who, [claim_id], form, article_id)
        return Done(given, get_claim(session, claim_id).number)

    return _act(article_id, what, name="assign", form=form, claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/take")
@permit(Action.TAKE_CLAIM)
def take(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Take a claim to check."""

    def what(session: Session, who: Person) -> Done:
        claim = take_claim(session, who, claim_id, article_id=article_id)
        return Done(f"Claim {claim.number} is yours.", claim.number)

    return _act(article_id, what, name="take", form=ReasonForm(), claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/start")
@permit(Action.TAKE_CLAIM)
def start(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Begin to check."""

    def what(session: Session, who: Person) -> Done:
        claim = start_claim(session, who, claim_id, article_id=article_id)
        return Done(f"You check claim {claim.number} now.", claim.number)

    return _act(article_id, what, name="start", form=ReasonForm(), claim_id=claim_id)


@bp.post("/claims/<id:claim_id>/hand-back")
@permit(Action.HAND_BACK_CLAIM)
def give_back(article_id: int, claim_id: int) -> ResponseReturnValue:
    """Hand a claim back."""
    form = ReasonForm()

    def what(session: Session, who: Person) -> Done:
        claim = hand_back(session, who, claim_id, form.reason.data or "", article_id=article_id)
        return Done(f"Claim {claim.number} is handed back.", claim.number)

    return _act(article_id, what, name="hand_back", form=form, claim_id=claim_id)


@bp.post("/claims/add")
@permit(Action.ADD_CLAIM)
def add(article_id: int) -> ResponseReturnValue:
    """Add a claim by its words in the text."""
    form = AddClaimForm()

    def what(session: Session, who: Person) -> Done:
        get_article(session, article_id, lock=True)
        earlier = once(session)
        if earlier:
            return Done("That claim is added already.")
        start, end = form.place_chosen()
        exact, statement = form.exact.data or "", form.statement.data or ""
        claim = add_claim(session, who, article_id, exact=exact, start=start, end=end, statement=statement)
        led_to(session, url_for("articles.show", article_id=article_id, claim=claim.number))
        return Done(f"Claim {claim.number} is added.", claim.number)

    return _act(article_id, what, name="add", form=form)


@bp.post("/claims/confirm")
@permit(Action.CONFIRM_CLAIM)
def confirm_many(article_id: int) -> ResponseReturnValue:
    """Confirm those selected, or all, a few at a time: each owes its searches, and others want to write too."""
    everything = request.form.get("all") == "1"
    done = 0

    def what(session: Session, who: Person) -> Done:
        nonlocal done
        get_article(session, article_id)
        chosen = None if everything else ticked_claims()
        done += len(confirm_claims(session, who, article_id, chosen, at_most=_AT_ONCE))
        return Done(_count(done, "confirmed"))

    with desk().read() as session:
        waiting = view_article(session, article_id).counts.get(ClaimState.UNCONFIRMED, 0)
    for _ in range(0, max(0, waiting - _AT_ONCE), _AT_ONCE):
        if not everything:
            break
        with desk().db.write() as session:
            what(session, actor(session))
    return _act(article_id, what, name="bulk", form=AssignForm())


@bp.post("/claims/dismiss")
@permit(Action.DISMISS_CLAIM)
def dismiss_many(article_id: int) -> ResponseReturnValue:
    """Put those selected aside."""
    form = AssignForm()

    def what(session: Session, who: Person) -> Done:
        get_article(session, article_id)
        done = dismiss_claims(session, who, article_id, ticked_claims(), form.reason.data or "")
        return Done(_count(len(done), "put aside"))

    return _act(article_id, what, name="bulk", form=form)


@bp.post("/claims/assign")
@permit(Action.ASSIGN_CLAIM)
def assign_many(article_id: int) -> ResponseReturnValue:
    """Give those selected to a checker."""
    form = _assign_form()

    def what(session: Session, who: Person) -> Done:
        get_article(session, article_id)
        return Done(_assign(session, who, ticked_claims(), form, article_id))

    return _act(article_id, what, name="bulk", form=form)


@bp.post("/passages/<id:passage_id>/role")
@permit(Action.EDIT_ARTICLE)
def passage_role(article_id: int, passage_id: int) -> ResponseReturnValue:
    """Say what a line is."""

    def what(session: Session, who: Person) -> Done:
        passage = set_passage_role(session, who, article_id, passage_id, request.form.get("role", ""))
        return Done(f"The line is read as {passage.role.value}.", _shown_claim())

    return _act(article_id, what, name="role", form=RoleForm())


@bp.post("/remarks/<id:finding_id>")
@permit(Action.MARK_COVERAGE)
def remark(article_id: int, finding_id: int) -> ResponseReturnValue:
    """Put a remark of the machine aside, or take it up again."""

    def what(session: Session, who: Person) -> Done:
        aside = request.form.get("aside") == "1"
        put_finding_aside(session, who, article_id, finding_id, aside=aside)
        return Done("The remark is put aside." if aside else "The remark is taken up again.")

    return _act(article_id, what, name="remark", form=ReasonForm())


def _assign_form() -> AssignForm:
    form = AssignForm()
    with desk().read() as session:
        form.checker.choices = people_choices(workload(session, day_ends_at()))
    if request.form.get("me"):
        form.checker.data = person().id
    return form


def _assign(session: Session, who: Person, claim_ids: list[int], form: AssignForm, article_id: int) -> str:
    given = assign_claims(
        session,
        who,
        claim_ids,
        form.checker.data or 0,
        due_at=from_form(form.due_at.data),
        note=form.note.data or "",
        reason=form.reason.data or "",
        article_id=article_id,
    )
    if not given:
        raise InvalidInput("None of these can be given out as they stand. Reload the page.", field="checker")
    checker = given[0].assignee
    return _count(len(given), f"with {checker.name}" if checker is not None else "given out")


def _shown_claim() -> int | None:
    return whole_number(request.form.get("claim", ""), digits=NUMBER_DIGITS)


def _count(count: int, what: str) -> str:
    if not count:
        return "Nothing changed: none of them waited for that."
    return f"1 claim is {what}." if count == 1 else f"{count} claims are {what}."
