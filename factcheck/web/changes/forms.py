"""Forms of the change list."""

from __future__ import annotations

from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from factcheck.web.forms import DeskForm, SelectChoice, VersionedForm
from factcheck.web.typed import typed


class ChangeForm(DeskForm):
    """Ask for a change of the copy."""

    before = TextAreaField(
        "Words as they stand", id="change-before", description="Copied from the newest draft.", filters=[typed]
    )
    after = TextAreaField(
        "Words that replace them", id="change-after", description="Left empty, they are cut.", filters=[typed]
    )
    need = RadioField(
        "The copy",
        id="change-need",
        choices=[SelectChoice("must", "must change"), SelectChoice("should", "should change")],
        default="must",
        validate_choice=False,
    )
    reason = StringField("Why", id="change-reason", filters=[typed], render_kw={"maxlength": 1000})
    claim = IntegerField(
        "Claim", id="change-claim", description="Its number, where it belongs to one.", validators=[Optional()]
    )


class DropForm(VersionedForm):
    """Ask why a change is let go."""

    reason = StringField("Why the copy can stand without it", filters=[typed], render_kw={"maxlength": 1000})
