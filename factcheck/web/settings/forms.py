"""Forms of one's own settings."""

from __future__ import annotations

from zoneinfo import available_timezones

from wtforms import BooleanField, Field, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from factcheck.domain.keys import KEYS
from factcheck.services.person_settings import Looks
from factcheck.web.forms import DeskForm, SelectChoice
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
    motion = SelectField(
        "Motion",
        choices=[SelectChoice("", "As my system has it"), SelectChoice("reduce", "None")],
        validate_choice=False,
    )
    zone = SelectField("Time zone", validate_choice=False)
    density = SelectField("Rows", choices=[SelectChoice("", "Roomy"), SelectChoice("dense", "Close together")])
    keys_on = BooleanField(
        "Single keys", description="j and k for the next and previous claim, and so on; ? lists them."
    )

    def offer(self, desk_zone: str) -> None:
        """Offer the time zones that this machine knows."""
        own = SelectChoice("", f"The desk’s ({desk_zone})")
        self.zone.choices = [own, *(SelectChoice(one, one) for one in sorted(available_timezones()) if "/" in one)]

    def key_fields(self) -> list[Field]:
        """Return the fields of the single keys, in the order of the table."""
        return [self[f"key_{key.name}"] for key in KEYS]

    def looks(self) -> Looks:
        """Return what was chosen."""
        return Looks(
            theme=self.theme.data or "",
            density=self.density.data or "",
            keys_on=bool(self.keys_on.data),
            motion=self.motion.data or "",
            zone=self.zone.data or "",
            keys={key.name: (self[f"key_{key.name}"].data or "").strip() for key in KEYS},
        )


for _key in KEYS:
    setattr(
        SettingsForm,
        f"key_{_key.name}",
        StringField(_key.words, filters=[typed], render_kw={"maxlength": 1, "size": 2, "autocomplete": "off"}),
    )
