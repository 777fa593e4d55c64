"""Forms of articles and of acts on their claims; the services say what is wrong, so nothing is said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from factcheck.domain.articles import PassageRole
from factcheck.domain.claims import ClaimKind
from factcheck.services.article_create import ArticleBrief
from factcheck.services.desk_load import suggest_checker
from factcheck.services.upload_check import ACCEPT
from factcheck.web.args import NUMBER_DIGITS, whole_number
from factcheck.web.forms import DeskForm, SelectChoice
from factcheck.web.times import from_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from factcheck.services.desk_load import Load

#: Languages that texts are taken apart in; English is read best.
LANGUAGES = {
    "en": "English",
    "da": "Danish",
    "de": "German",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "it": "Italian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "sv": "Swedish",
    "uk": "Ukrainian",
}
_DATE = "Write the date as 2026-05-31."
_MOMENT = "Write date and time as 2026-05-31T18:00."


def plain(choices: type[StrEnum]) -> list[SelectChoice]:
    """Return an enumeration as choices of a list."""
    return [SelectChoice(one.value, one.value.replace("_", " ").capitalize()) for one in choices]


def people_choices(loads: Sequence[Load]) -> list[SelectChoice]:
    """Return people as choices of a list, each with what she holds; who holds the least stands first."""
    first = suggest_checker(loads)
    return [
        SelectChoice(one.person_id, f"{one.name} ({one.words})" + (", least to do" if one is first else ""))
        for one in sorted(loads, key=lambda load: load is not first)
    ]


class _DateField(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_DATE) from None


class _MomentField(DateTimeLocalField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_MOMENT) from None


class BriefForm(DeskForm):
    """Ask for what is known of an article beside its text."""

    title = StringField("Title", description="Left empty, the headline is taken.", render_kw={"maxlength": 300})
    byline = StringField("By-line", render_kw={"maxlength": 300})
    outlet = StringField("Outlet", render_kw={"maxlength": 300})
    published_on = _DateField(
        "Date of the article", validators=[Optional()], description="“Last month” is reckoned from this day."
    )
    deadline_at = _MomentField("Deadline", validators=[Optional()], description="When checking must be done.")
    language = SelectField(
        "Language", choices=[SelectChoice(*pair) for pair in LANGUAGES.items()], validate_choice=False
    )
    confidential = BooleanField(
        "Confidential", description="No word of it is sent to search services outside until an editor allows it."
    )

    def brief(self, *, source_url: str = "") -> ArticleBrief:
        """Return what was typed, as the services take it."""
        return ArticleBrief(
            title=self.title.data or "",
            byline=self.byline.data or "",
            outlet=self.outlet.data or "",
            source_url=source_url,
            language=self.language.data or "en",
            published_on=self.published_on.data,
            deadline_at=from_form(self.deadline_at.data),
            confidential=bool(self.confidential.data),
        )


class TextForm(DeskForm):
    """Ask for a text in one of three ways."""

    text = TextAreaField("Paste the text")
    address = StringField(
        "Or give its address",
        description="The desk fetches the page and takes the article out of it.",
        render_kw={"inputmode": "url", "maxlength": 2048},
    )
    file = FileField(
        "Or upload a file",
        description="Plain text, Markdown, HTML, Word (.docx) or PDF.",
        render_kw={"accept": ACCEPT},
    )
    again = BooleanField("Bring it in again, as an article of its own")


class NewArticleForm(TextForm, BriefForm):
    """Ask for an article: its text, and what is known of it."""


class EditArticleForm(BriefForm):
    """Ask for changes to what is known of an article."""

    source_url = StringField("Address", render_kw={"inputmode": "url", "maxlength": 2048})
    outside_allowed = BooleanField(
        "Allow searches outside for this confidential article",
        description="Its claims’ words are then sent to the search services the desk uses.",
    )


class EditClaimForm(DeskForm):
    """Ask for changes to what a claim says."""

    statement = TextAreaField(
        "Statement", id="edit-statement", description="What is claimed, so that it can be read alone."
    )
    kind = SelectField("Kind", id="edit-kind", choices=plain(ClaimKind), validate_choice=False)
    chain = TextAreaField(
        "Who says so", id="edit-chain", description="One a line, nearest the reader first, the origin last."
    )


class SplitClaimForm(DeskForm):
    """Ask where a claim is cut in two."""

    parts = TextAreaField(
        "Two statements, one a line", id="split-parts", description="Press Enter where the second begins."
    )


class TrimClaimForm(DeskForm):
    """Ask for the words that a place of a claim holds."""

    exact = TextAreaField(
        "Words in the text", id="trim-exact", description="Take words away at the ends, or add those beside them."
    )


class MergeClaimForm(DeskForm):
    """Ask for the claim that says the same."""

    into = IntegerField(
        "Number of the claim that says the same", id="merge-into", render_kw={"min": 1, "inputmode": "numeric"}
    )


class ReasonForm(DeskForm):
    """Ask for a reason."""

    reason = StringField("Reason", id="act-reason", render_kw={"maxlength": 1000})


class PutAwayForm(DeskForm):
    """Ask why an article is put away."""

    reason = StringField("Why", description="Whoever looks for it reads this.", render_kw={"maxlength": 1000})


class AssignForm(DeskForm):
    """Ask who checks it, until when, and what to know."""

    checker = SelectField("Checker", id="assign-checker", coerce=int, validate_choice=False)
    due_at = _MomentField("Due", id="assign-due", validators=[Optional()])
    note = StringField("Note to the checker", id="assign-note", render_kw={"maxlength": 2000})
    reason = StringField("Why it changes hands", id="assign-reason", render_kw={"maxlength": 1000})


class RoleForm(DeskForm):
    """Ask what a line is."""

    role = SelectField("This line is", id="passage-role", choices=plain(PassageRole), validate_choice=False)


class AddClaimForm(DeskForm):
    """Ask for the words of a claim; where they were chosen in the text, their place comes along."""

    exact = TextAreaField("Add a claim", id="add-claim-exact")
    statement = TextAreaField("Statement", id="add-claim-statement")
    start = StringField()
    end = StringField()
    among = StringField()

    def place_chosen(self) -> tuple[int | None, int | None]:
        """Return the place that was chosen, among several or in the text; (None, None) where there is none."""
        among, dash, until = (self.among.data or "").partition("-")
        raw = (among, until) if dash else (self.start.data or "", self.end.data or "")
        start, end = (whole_number(one, digits=NUMBER_DIGITS) for one in raw)
        return (start, end) if start is not None and end is not None else (None, None)
