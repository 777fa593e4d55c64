"""Forms of origins."""

from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from factcheck.services.origin_find import NAME_CHARS
from factcheck.web.evidence.forms import ORIGIN_WORDS
from factcheck.web.forms import SelectChoice, VersionedForm, no_nul


class OriginForm(VersionedForm):
    """Name an origin."""

    kind = SelectField(
        "Kind", choices=[SelectChoice(kind.value, words) for kind, words in ORIGIN_WORDS.items()], validate_choice=True
    )
    name = StringField(
        "Name",
        description="The source itself: the book, the person, the document, the agency.",
        validators=[
            InputRequired("Name the origin: the book, person, document or outlet."),
            Length(max=NAME_CHARS, message=f"Shorten the name to {NAME_CHARS} characters."),
        ],
        filters=[no_nul],
    )
