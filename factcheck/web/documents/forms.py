"""Forms that add documents and rulings."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from factcheck.domain.evidence_rules import TITLE_CHARS, URL_CHARS
from factcheck.services.document_add import NOTE_CHARS
from factcheck.web.forms import DeskForm, no_nul

_TITLE = Length(max=TITLE_CHARS, message=f"Shorten the title to {TITLE_CHARS} characters.")
_NAME = Length(max=300, message="Shorten the name to 300 characters.")
_URL = Length(max=URL_CHARS, message=f"Shorten the address to {URL_CHARS} characters.")
_NOTE = Length(max=NOTE_CHARS, message=f"Shorten the note to {NOTE_CHARS} characters.")


class FileForm(DeskForm):
    """Add a file."""

    file = FileField(
        "File", description="Text, Markdown, HTML, Word or PDF.", validators=[FileRequired("Choose a file.")]
    )
    title = StringField("Title", validators=[_TITLE], filters=[no_nul])
    note = StringField("Note", validators=[_NOTE], filters=[no_nul])


class PasteForm(DeskForm):
    """Add pasted text."""

    title = StringField("Title", validators=[DataRequired("Give the document a title."), _TITLE], filters=[no_nul])
    text = TextAreaField("Text", validators=[DataRequired("Paste the text of the document.")], filters=[no_nul])
    outlet = StringField("Published by", validators=[_NAME], filters=[no_nul])
    published_on = DateField("Published on", validators=[Optional()])
    note = StringField("Note", validators=[_NOTE], filters=[no_nul])


class AddressForm(DeskForm):
    """Add a document by its address."""

    url = StringField(
        "Address",
        description="Begins with https:// or http://. A worker fetches it once and keeps the copy.",
        validators=[
            DataRequired("Give the address of the page."),
            _URL,
        ],
        filters=[no_nul],
    )


class RulingsForm(DeskForm):
    """Import published checks."""

    file = FileField("File", description="JSON with ClaimReview items: a list, a feed, or the JSON-LD of a page.")
    text = TextAreaField("Or paste the JSON", filters=[no_nul])
