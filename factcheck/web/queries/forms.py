"""Forms of questions and their answers."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import (
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from factcheck.domain.desk_rules import QueryTo
from factcheck.services.query_answer import SAYS_WORDS, Says
from factcheck.web.forms import DeskForm, SelectChoice, VersionedForm
from factcheck.web.typed import typed

TO_WORDS = {
    QueryTo.AUTHOR: "The reporter",
    QueryTo.SOURCE: "A source",
    QueryTo.LEGAL: "Legal",
}
_SAYS = [SelectChoice(key.value, SAYS_WORDS[key]) for key in Says]
_TO = [SelectChoice(key.value, words) for key, words in TO_WORDS.items()]


class AskForm(DeskForm):
    """Ask for a question."""

    claim = SelectField("Claim", coerce=int, validate_choice=False)
    to = RadioField("Whom you ask", choices=_TO, validate_choice=False)
    to_name = StringField("Name", filters=[typed], description="Who is asked, so that others on the desk know.")
    question = TextAreaField("Question", filters=[typed])
    due_at = DateTimeLocalField("Answer needed by", validators=[Optional()])


class AnswerForm(VersionedForm):
    """Take an answer that somebody on the desk was given."""

    says = RadioField("Are the words right?", choices=_SAYS, validate_choice=False)
    answer = TextAreaField("Answer", filters=[typed])
    proposed = TextAreaField("Proposed wording", filters=[typed])
    by = StringField("Who answered", filters=[typed])
    file = FileField("File")


class LinkForm(DeskForm):
    """Ask for whom a guest link is, and for how long."""

    queries = SelectMultipleField("Questions", coerce=int, validate_choice=False)
    name = StringField("For whom", filters=[typed], description="The answers carry this name.")
    days = IntegerField("Works for how many days", default=7, validators=[Optional()])


class GuestForm(DeskForm):
    """Take a guest's answer to one question."""

    says = RadioField("Are these words right?", choices=_SAYS, validate_choice=False)
    answer = TextAreaField("What you know about it", filters=[typed])
    proposed = TextAreaField("How it should read", filters=[typed])
