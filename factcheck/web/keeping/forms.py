"""Ask how long an article is kept."""

from __future__ import annotations

from wtforms import BooleanField, DateField, StringField
from wtforms.validators import Optional

from factcheck.web.forms import VersionedForm


class _Day(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write the day as 2026-05-31.") from None


class KeepingForm(VersionedForm):
    """Ask for a hold and a day."""

    legal_hold = BooleanField("On legal hold", description="Nothing of this article is erased while the hold stands.")
    retain_until = _Day(
        "Keep until", validators=[Optional()], description="Left empty, the desk’s default counts, if it has one."
    )
    why = StringField(
        "Reason",
        description="Needed where a hold is put on or lifted; it goes into the log.",
        render_kw={"maxlength": 500},
    )
