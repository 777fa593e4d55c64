"""Forms of the verdict column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from flask import request
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from factcheck.domain.verdicts import Disposition, Review
from factcheck.domain.wording import RatingWords, suggest_summary
from factcheck.services.verdict_write import Finding
from factcheck.web.args import ids_of, whole_number
from factcheck.web.forms import DeskForm, SelectChoice
from factcheck.web.typed import typed

if TYPE_CHECKING:
    from factcheck.services.verdict_view import VerdictPanel

_MOST_CITATIONS = 200
_EXCERPT = "excerpt-"

DISPOSITION_WORDS = {
    Disposition.STANDS: ("Stands", "The words can stay as they are."),
    Disposition.MUST_FIX: ("Must fix", "The draft is not cleared until this is changed."),
    Disposition.SHOULD_FIX: ("Should fix", "Better changed; it does not hold the draft back."),
    Disposition.ATTRIBUTE: ("Attribute", "The copy must say whose word this is."),
    Disposition.CUT: ("Cut", "Take it out."),
    Disposition.HOLD_FOR_LEGAL: ("Hold for legal", "A lawyer looks at it first."),
}


class IdListField(Field):
    """Read the ids of ticked boxes; what is no id is left out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the numbers."""
        self.data = ids_of(valuelist[:_MOST_CITATIONS])


class FindingForm(DeskForm):
    """Ask what somebody finds of a claim."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    attribution_rating_id = IntegerField("Who says so: is it rightly reported?", validators=[Optional()])
    content_rating_id = IntegerField("Is it so?", validators=[Optional()])
    disposition = RadioField(
        "What happens to the copy",
        choices=[SelectChoice(key.value, words) for key, (words, _) in DISPOSITION_WORDS.items()],
        validate_choice=False,
    )
    summary = TextAreaField("Summary", filters=[typed])
    rationale = TextAreaField("What was checked, and how you come to the rating", filters=[typed])
    fix_before = TextAreaField("Words as they stand", filters=[typed])
    fix_after = TextAreaField("Words that should replace them", filters=[typed])
    limits = TextAreaField("Limits: what is not known, what would change this", filters=[typed])
    evidence_ids = IdListField("What it rests on")
    precedent_seen = BooleanField("I know of the earlier rating, and say above why it is otherwise here")

    summary_seen = BooleanField("I have read the summary under these ratings, and it holds")

    def finding(self) -> Finding:
        """Return what was typed, for the services to judge."""
        chosen = self.disposition.data
        prefix = f"{self._prefix}{_EXCERPT}"
        excerpts = {
            evidence_id: typed(value)
            for name, value in request.form.items()
            if name.startswith(prefix) and (evidence_id := whole_number(name.removeprefix(prefix))) is not None
        }
        return Finding(
            attribution_rating_id=self.attribution_rating_id.data,
            content_rating_id=self.content_rating_id.data,
            disposition=Disposition(chosen) if chosen in set(Disposition) else None,
            rationale=self.rationale.data or "",
            evidence_ids=tuple(self.evidence_ids.data or ()),
            summary=self.summary.data or "",
            fix_before=self.fix_before.data or "",
            fix_after=self.fix_after.data or "",
            limits=self.limits.data or "",
            excerpts=excerpts,
            precedent_seen=bool(self.precedent_seen.data),
            summary_seen=bool(self.summary_seen.data),
        )


class TakeBackForm(DeskForm):
    """Name the version of the verdict that is taken back."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class SecondForm(DeskForm):
    """Ask whether a second person agrees."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    review = RadioField(
        "Do you agree?",
        choices=[SelectChoice(Review.AGREE.value, "Agree"), SelectChoice(Review.DISPUTE.value, "Dispute")],
        validate_choice=False,
    )
    note = TextAreaField("Note", filters=[typed])


class Rated(TypedDict):
    """Hold what somebody found of a verdict's version `number` without leaning on it."""

    attribution_id: int | None
    content_id: int | None
    note: str
    number: int


class BlindForm(DeskForm):
    """Ask what a second person finds before she sees the verdict."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    attribution_id = IntegerField("Who says so: is it rightly reported?", validators=[Optional()])
    content_id = IntegerField("Is it so?", validators=[Optional()])
    note = TextAreaField("Note", filters=[typed])

    def found(self) -> Rated:
        """Return what was found, for the service to judge."""
        return Rated(
            attribution_id=self.attribution_id.data,
            content_id=self.content_id.data,
            note=self.note.data or "",
            number=self.number.data or 0,
        )


class VoteForm(BlindForm):
    """Ask for a vote on a disputed verdict."""

    note = TextAreaField("How you come to these ratings", filters=[typed])


class InviteForm(DeskForm):
    """Ask who is to sit on the panel."""

    person = SelectField("Person", coerce=int, validate_choice=False)


class EndVoteForm(DeskForm):
    """Ask why a vote is ended without a result."""

    why = StringField("Why the vote is ended", filters=[typed])


class RulingForm(FindingForm):
    """Ask for an editor's ruling; `instead` puts another finding in the place of a disputed one."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    note = TextAreaField("Note", filters=[typed])
    instead = StringField(validators=[Optional()])


class ReopenForm(DeskForm):
    """Ask why a claim is opened again."""

    reason = StringField("Why it is opened again", filters=[typed])


class PanelForms:
    """Hold the forms of the column, filled from what is there; those in `sent` are shown as they were typed."""

    def __init__(self, panel: VerdictPanel, **sent: DeskForm) -> None:
        data = _known(panel)
        number = panel.verdict.number if panel.verdict else None
        self.verdict = sent.get("verdict") or FindingForm(None, prefix="verdict", data=data)
        self.second = sent.get("second") or SecondForm(None, prefix="second", data={"number": number})
        self.blind = sent.get("blind") or BlindForm(None, prefix="blind", data={"number": panel.blind_number})
        vote = panel.vote
        self.vote = sent.get("vote") or VoteForm(None, prefix="vote", data={"number": number})
        self.invite = sent.get("invite") or InviteForm(None, prefix="invite")
        self.end_vote = sent.get("end_vote") or EndVoteForm(None, prefix="end_vote")
        self.invite.person.choices = [SelectChoice(one.id, one.name) for one in (vote.others if vote else ())]
        if vote and vote.carried and panel.is_disputed:
            # The editor words what the vote carried.
            carried = {"attribution_rating_id": vote.carried[0].id, "content_rating_id": vote.carried[1].id}
            data = data | carried | {"summary": "", "instead": "yes"}
        self.ruling = sent.get("ruling") or RulingForm(None, prefix="ruling", data=data | {"number": number})
        self.reopen = sent.get("reopen") or ReopenForm(None, prefix="reopen")
        self.excerpt_of = _excerpts(panel)


def _excerpts(panel: VerdictPanel) -> dict[tuple[str, int], str]:
    """Map (form, evidence id) to the excerpt to show: as typed, as cited last, else as logged."""
    shown: dict[tuple[str, int], str] = {}
    for item in panel.evidence:
        for form in ("verdict", "ruling"):
            typed = request.form.get(f"{form}-{_EXCERPT}{item.id}")
            typed = typed.replace("\r\n", "\n") if typed is not None else None
            shown[form, item.id] = typed if typed is not None else panel.cited.get(item.id, item.excerpt)
    return shown


def _known(panel: VerdictPanel) -> dict[str, Any]:
    verdict = panel.verdict
    if verdict is None:
        return {"version": panel.claim.version, "evidence_ids": []}
    worded = suggest_summary(
        RatingWords(verdict.attribution.key, verdict.attribution.label),
        RatingWords(verdict.content.key, verdict.content.label),
    )
    return {
        "version": panel.claim.version,
        "attribution_rating_id": verdict.attribution_rating_id,
        "content_rating_id": verdict.content_rating_id,
        "disposition": verdict.disposition.value,
        # What was worded by the machine is worded anew when the ratings change.
        "summary": "" if verdict.summary == worded else verdict.summary,
        "rationale": verdict.rationale,
        "fix_before": panel.fix.before,
        "fix_after": panel.fix.after,
        "limits": verdict.limits,
        "evidence_ids": list(panel.cited),
    }
