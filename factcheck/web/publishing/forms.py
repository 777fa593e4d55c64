"""Forms of publication."""

from __future__ import annotations

import json
from typing import Any

from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from factcheck.models.publication import CorrectionClass
from factcheck.services.correction_publish import Wording
from factcheck.web.forms import DeskForm, SelectChoice
from factcheck.web.typed import typed

_LONGEST_SEEN = 400_000

CLASS_CHOICES = (
    (CorrectionClass.VERDICT, "Verdict changed", "The rating is another one now. Stands on top of the page."),
    (CorrectionClass.FACTUAL, "Factual correction", "Something stated was wrong; the rating stays. Stands on top."),
    (CorrectionClass.UPDATE, "Update", "Something new came in; the rating stays. Stands on top."),
    (
        CorrectionClass.TYPO,
        "Typing mistake",
        "Spelling, capitals, commas; no other word, number or name. Listed as a correction, without a note on top.",
    ),
)


class PublishForm(DeskForm):
    """Confirm a preview: its digest, and the preview itself, to show both texts where something changed since."""

    sha256 = StringField(widget=HiddenInput(), validators=[InputRequired(), Length(max=64)])
    seen = StringField(widget=HiddenInput())
    withheld_why = StringField(
        "Why evidence is withheld",
        description="Readers see this in place of each confidential item.",
        filters=[typed],
        validators=[Length(max=300, message="At most 300 characters fit here.")],
    )

    def seen_payload(self) -> dict[str, Any]:
        """Return the preview that was confirmed, {} where it cannot be read."""
        words = self.seen.data or ""
        if len(words) > _LONGEST_SEEN:
            return {}
        try:
            found = json.loads(words)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class CorrectionForm(PublishForm):
    """Ask what kind of correction this is, what changed and why."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    kind = RadioField(
        "Class", choices=[SelectChoice(kind.value, words) for kind, words, _ in CLASS_CHOICES], validate_choice=False
    )
    what = TextAreaField("What changed", description="In a sentence: it said this, it says that.", filters=[typed])
    why = TextAreaField("Why", filters=[typed])
    summary = TextAreaField("Summary", filters=[typed])
    rationale = TextAreaField("What was checked", filters=[typed])
    limits = TextAreaField("Limits", filters=[typed])

    def wording(self) -> Wording:
        """Return the texts as mended."""
        return Wording(self.summary.data or "", self.rationale.data or "", self.limits.data or "")


class WithdrawForm(DeskForm):
    """Ask why a page is withdrawn."""

    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    why = TextAreaField("Why it is withdrawn", description="Readers see this at the page's address.", filters=[typed])
