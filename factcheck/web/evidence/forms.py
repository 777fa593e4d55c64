"""Forms of evidence: one for each kind, with that kind's fields only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.domain.evidence_rules import (
    EXCERPT_CHARS,
    NAMED_BY_WHO,
    NOTE_CHARS,
    PLACES,
    TITLE_CHARS,
    URL_CHARS,
    clean_locator,
    clean_title,
    clean_url,
)
from factcheck.domain.faults import Faults
from factcheck.services.evidence_log import EvidenceValues
from factcheck.services.origin_find import NAME_CHARS, OriginChoice
from factcheck.web.forms import DeskForm, SelectChoice, VersionedForm, no_nul

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.models import Evidence, Origin
    from factcheck.services.evidence_log import UploadedFile

AUTO, NEW = "", "new"
ATTEMPTS = 3
KIND_WORDS: dict[EvidenceKind, str] = {
    EvidenceKind.PAGE: "Page",
    EvidenceKind.DOCUMENT: "Document",
    EvidenceKind.CALL: "Call",
    EvidenceKind.INTERVIEW: "Interview",
    EvidenceKind.BOOK: "Book",
    EvidenceKind.DATASET: "Data set",
    EvidenceKind.EMAIL: "E-mail",
}
STANCE_WORDS: dict[Stance, str] = {
    Stance.SUPPORTS: "Supports the claim",
    Stance.REFUTES: "Refutes the claim",
    Stance.CONTEXT: "Gives context",
}
ORIGIN_WORDS: dict[OriginKind, str] = {
    OriginKind.OUTLET: "Outlet",
    OriginKind.AGENCY: "News agency",
    OriginKind.BOOK: "Book",
    OriginKind.DOCUMENT: "Document",
    OriginKind.PERSON: "Person",
    OriginKind.DATASET: "Data set",
    OriginKind.BROADCAST: "Broadcast",
    OriginKind.EVENT: "Event",
}
_CHOICES = {
    "stance": [SelectChoice(value.value, words) for value, words in STANCE_WORDS.items()],
    "origin_kind": [SelectChoice(value.value, words) for value, words in ORIGIN_WORDS.items()],
}


class EvidenceForm(VersionedForm):
    """Hold what every kind of evidence has."""

    kind = EvidenceKind.PAGE
    #: Fields that only this kind has, in the order of the page.
    own: tuple[str, ...] = ()

    stance = RadioField(
        "What it does to the claim",
        choices=_CHOICES["stance"],
        validators=[InputRequired("Choose what it does to the claim.")],
    )
    title = StringField(
        "Title",
        validators=[Length(max=TITLE_CHARS, message=f"Shorten the title to {TITLE_CHARS} characters.")],
        filters=[no_nul],
    )
    excerpt = TextAreaField(
        "The words that matter",
        description="As they stand there. If they are found in our copy, the evidence points to the very place.",
        validators=[Length(max=EXCERPT_CHARS, message=f"Shorten the excerpt to {EXCERPT_CHARS} characters.")],
        filters=[no_nul],
    )
    note = TextAreaField(
        "Note",
        validators=[Length(max=NOTE_CHARS, message=f"Shorten the note to {NOTE_CHARS} characters.")],
        filters=[no_nul],
    )
    origin_id = SelectField("Where it comes from in the end", validate_choice=True)
    origin_kind = SelectField("Kind of origin", choices=_CHOICES["origin_kind"], default=OriginKind.PERSON.value)
    origin_name = StringField(
        "Name of a new origin",
        description="Only if you chose “Another origin”: the book, person, document or outlet itself.",
        validators=[Length(max=NAME_CHARS, message=f"Shorten the origin's name to {NAME_CHARS} characters.")],
        filters=[no_nul],
    )
    primary = BooleanField("This is the source itself, not a report of it")
    confidential = BooleanField(
        "Confidential",
        description="Only editors, the checker who holds the claim and who has taken its second check see it. "
        "Nothing is fetched.",
    )

    def offer(self, origins: Sequence[Origin]) -> None:
        """Offer the article's origins."""
        known = [SelectChoice(str(row.id), f"{ORIGIN_WORDS[row.kind]}: {row.name}") for row in origins]
        self.origin_id.choices = [SelectChoice(AUTO, "What carries it"), *known, SelectChoice(NEW, "Another origin …")]

    def locator(self) -> dict[str, Any]:
        """Return where in the carrier it stands."""
        keys = [place.key for place in PLACES[self.kind] if place.key in self._fields]
        return {key: self._fields[key].data or "" for key in keys}

    def values(self, file: UploadedFile | None = None, *, keep_origin: int | None = None) -> EvidenceValues:
        """Return what was typed; `keep_origin` is the origin that stands, where it was left as it was."""
        return EvidenceValues(
            kind=self.kind,
            stance=Stance(self.stance.data),
            title=self.title.data or "",
            url=self._words("url"),
            outlet=self._words("outlet"),
            excerpt=self.excerpt.data or "",
            locator=self.locator(),
            note=self.note.data or "",
            confidential=bool(self.confidential.data),
            primary=bool(self.primary.data),
            origin=self._origin(keep_origin),
            file=file,
        )

    def fill(self, row: Evidence) -> None:
        """Show a piece of evidence as it stands."""
        self.version.data = row.version
        self.stance.data, self.title.data = row.stance.value, row.title
        self.excerpt.data, self.note.data = row.excerpt, row.note
        self.primary.data, self.confidential.data = row.primary, row.confidential
        self.origin_id.data = str(row.origin_id)
        for name in ("url", "outlet"):
            if name in self._fields:
                self._fields[name].data = getattr(row, name)
        for key, value in row.locator.items():
            if key in self._fields:
                self._fields[key].data = value

    def place(self, error: InvalidInput) -> None:
        """Put a refusal at its field; that of the attempts at the first of them."""
        field = "outcome_1" if error.field == "attempts" else error.field
        super().place(InvalidInput(str(error), field=field))
        for other in error.others:
            self.place(other)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and what this kind of evidence must carry: all of it is told at once."""
        good = bool(super().validate(extra_validators))
        faults = Faults()
        with faults.gather():
            clean_url(self._words("url"), needed=self.kind is EvidenceKind.PAGE)
        with faults.gather():
            clean_locator(self.kind, self.locator())
        if self.kind not in NAMED_BY_WHO | {EvidenceKind.PAGE}:
            with faults.gather():
                # Without a title the name of the file or the address is taken; a page always has its address.
                clean_title(self.kind, self.title.data or "", {}, fallback=self._words("url") or self._words("file"))
        try:
            faults.settle()
        except InvalidInput as error:
            for one in (error, *error.others):
                name = "outcome_1" if one.field == "attempts" else one.field or ""
                if name not in self.errors:
                    self.place(InvalidInput(str(one), field=one.field))
            return False
        return good

    def _words(self, name: str) -> str:
        return str(self._fields[name].data or "") if name in self._fields else ""

    def _origin(self, keep: int | None) -> OriginChoice | None:
        chosen = self.origin_id.data or AUTO
        if chosen == NEW:
            return OriginChoice(kind=OriginKind(self.origin_kind.data), name=self.origin_name.data or "")
        if chosen == AUTO or chosen == str(keep):
            return None
        return OriginChoice(id=int(chosen))


def _line(label: str, hint: str = "", *, most: int = 300) -> StringField:
    too_long = Length(max=most, message=f"Shorten “{label}” to {most} characters.")
    return StringField(label, description=hint, validators=[too_long], filters=[no_nul])


def _address(label: str = "Address") -> StringField:
    return _line(label, "Begins with https:// or http://. A worker keeps a copy.", most=URL_CHARS)


class PageForm(EvidenceForm):
    """A page on the web."""

    own = ("url", "outlet", "spot")
    url = _address()
    outlet = _line("Outlet")
    spot = _line("Where on the page", "A heading, a paragraph, a minute of the video.")


class DocumentForm(EvidenceForm):
    """A document: a file, or the address of one."""

    kind = EvidenceKind.DOCUMENT
    own = ("file", "url", "outlet", "page")
    file = FileField("File", description="Text, Markdown, HTML, Word or PDF is read; any other file is only kept.")
    url = _address("Or the address of the file")
    outlet = _line("Published by")
    page = _line("Page")


class CallForm(EvidenceForm):
    """A telephone call, with each attempt."""

    kind = EvidenceKind.CALL
    own = ("who", "role", "at_1", "outcome_1", "at_2", "outcome_2", "at_3", "outcome_3")
    who = _line("Who was called")
    role = _line("Role of that person")
    at_1 = _line("First attempt: when", "Such as 3 March 2026, 14:20")
    outcome_1 = _line("First attempt: outcome", "Such as “spoke for ten minutes” or “no answer”")
    at_2 = _line("Second attempt: when")
    outcome_2 = _line("Second attempt: outcome")
    at_3 = _line("Third attempt: when")
    outcome_3 = _line("Third attempt: outcome")

    def locator(self) -> dict[str, Any]:
        """Return who was called, and the attempts that were noted."""
        pairs = [(self._words(f"at_{n}").strip(), self._words(f"outcome_{n}").strip()) for n in range(1, ATTEMPTS + 1)]
        attempts = [{"at": at, "outcome": outcome} for at, outcome in pairs if at or outcome]
        return super().locator() | {"attempts": attempts}

    def fill(self, row: Evidence) -> None:
        """Show the attempts as they stand."""
        super().fill(row)
        for n, attempt in enumerate(row.locator.get("attempts", ())[:ATTEMPTS], start=1):
            self._fields[f"at_{n}"].data = attempt.get("at", "")
            self._fields[f"outcome_{n}"].data = attempt.get("outcome", "")


class InterviewForm(EvidenceForm):
    """An interview, on tape or in notes."""

    kind = EvidenceKind.INTERVIEW
    own = ("who", "role", "timecode")
    who = _line("Who spoke")
    role = _line("Role of that person")
    timecode = _line("Time-code", "Where on the recording, such as 00:12:30")


class BookForm(EvidenceForm):
    """A book."""

    kind = EvidenceKind.BOOK
    own = ("author", "edition", "page")
    author = _line("Author")
    edition = _line("Edition")
    page = _line("Page")


class DatasetForm(EvidenceForm):
    """A data set."""

    kind = EvidenceKind.DATASET
    own = ("url", "publisher", "query", "version_of_data")
    url = _address()
    publisher = _line("Published by")
    query = _line("Query", "Which table, rows and columns; so that another person finds the same figure.", most=2000)
    version_of_data = _line("Version or date of the data")

    def locator(self) -> dict[str, Any]:
        """Return the query, with the version of the data (the form's own version is another thing)."""
        return super().locator() | {"version": self.version_of_data.data or ""}

    def fill(self, row: Evidence) -> None:
        """Show the data set as it stands."""
        super().fill(row)
        self.version.data = row.version
        self.version_of_data.data = row.locator.get("version", "")


class EmailForm(EvidenceForm):
    """An e-mail."""

    kind = EvidenceKind.EMAIL
    own = ("who", "role", "sent")
    who = _line("From")
    role = _line("Role of that person")
    sent = _line("Sent", "Date and time")


FORMS: dict[EvidenceKind, type[EvidenceForm]] = {
    form.kind: form for form in (PageForm, DocumentForm, CallForm, InterviewForm, BookForm, DatasetForm, EmailForm)
}


class WithdrawForm(DeskForm):
    """Ask why evidence is withdrawn."""

    reason = TextAreaField(
        "Why it is withdrawn", validators=[InputRequired("Say why it is withdrawn.")], filters=[no_nul]
    )
