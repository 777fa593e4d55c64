"""Forms of one's own settings."""

from __future__ import annotations

from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from factcheck.web.forms import DeskForm
from factcheck.web.typed import typed


class SettingsForm(DeskForm):
    """Ask for one's name and how the desk looks."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    name = StringField(
        "Name",
        description="Stands in the log and on published checks from now on.",
        filters=[typed],
        validators=[DataRequired("Type your name.")],
    )
    theme = SelectField(
        "Colours",
        choices=[
            SelectChoice("", "As my system has it"),
            SelectChoice("light", "Light"),
            SelectChoice("dark", "Dark"),
            SelectChoice("contrast", "High contrast"),
        ],
    )
    density = SelectField("Rows", choices=[SelectChoice("", "Roomy"), SelectChoice("dense", "Close together")])
    keys_on = BooleanField(
        "Single keys", description="j and k for the next and previous claim, and so on; ? lists them."
    )
