"""Take a text in, in the way it was given: pasted, by address, as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.articles import Intake
from factcheck.domain.errors import InvalidInput
from factcheck.domain.faults import Faults
from factcheck.services.article_create import check_address, checked_fields, create_article
from factcheck.services.draft_add import add_draft, find_same_address, find_same_text
from factcheck.services.draft_ask import ask_draft_by_address, ask_draft_by_upload
from factcheck.services.draft_text import clean_line, clean_text, suggest_title
from factcheck.services.upload_check import check_upload
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article, Person
    from factcheck.services.article_create import ArticleBrief
    from factcheck.web.articles.forms import NewArticleForm, TextForm

_MEGABYTE = 1024 * 1024
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Given:
    """Hold a text in the one way it was given; a file is in the blob store already."""

    text: str = ""
    address: str = ""
    blob: str = ""
    file_name: str = ""

    @property
    def provisional_title(self) -> str:
        """Return what the article is called until its text is read."""
        if self.text:
            return suggest_title(self.text)
        return self.file_name or self.address.partition("://")[2]


def look_over(form: NewArticleForm) -> None:
    """Raise InvalidInput with all that is wrong with a new article before any of it is kept."""
    faults = Faults()
    ways = faults.take(lambda: _ways(form))
    if ways and ways[1]:
        faults.take(lambda: check_address(form.address.data or "", field="address"))
    faults.take(lambda: checked_fields(form.brief()))
    faults.settle()


def _ways(form: TextForm) -> list[bool]:
    """Say which of the three ways a text was given in: pasted, by address, as a file; exactly one is."""
    upload = form.file.data
    named = bool(upload and getattr(upload, "filename", ""))
    ways = [bool((form.text.data or "").strip()), bool((form.address.data or "").strip()), named]
    if sum(ways) == 0:
        raise InvalidInput("Paste a text, give an address or choose a file.", field="text")
    if sum(ways) > 1:
        raise InvalidInput("Give the text in one way only: pasted, by address, or as a file.", field="text")
    return ways


def read_given(form: TextForm) -> Given:
    """Return what the form holds, checked; raise InvalidInput where it is nothing, several things, or wrong."""
    ways, upload = _ways(form), form.file.data
    settings = desk().settings
    if ways[0]:
        text = clean_text(form.text.data or "", max_chars=settings.max_text_chars)
        # What was pasted is kept as a file too, as what is fetched or uploaded is.
        desk().blobs.put(text.encode())
        return Given(text=text)
    if ways[1]:
        return Given(address=check_address(form.address.data or "", field="address"))
    data = upload.stream.read(settings.max_upload_mb * _MEGABYTE + 1)
    check_upload(upload.filename, data, max_bytes=settings.max_upload_mb * _MEGABYTE)
    name = clean_line(upload.filename[-_LONGEST_NAME:], longest=_LONGEST_NAME, field="file", what="The file's name")
    return Given(blob=desk().blobs.put(data), file_name=name)


def known_already(session: Session, given: Given) -> Article | None:
    """Return the article that this very text, or this address, was brought in as."""
    if given.text:
        draft = find_same_text(session, given.text, max_chars=desk().settings.max_text_chars)
        return draft.article if draft is not None else None
    return find_same_address(session, given.address) if given.address else None


def bring_in(session: Session, who: Person, brief: ArticleBrief, given: Given) -> Article:
    """Create the article and take its text, or owe the work that reads it."""
    article = create_article(session, who, brief, provisional_title=given.provisional_title)
    take_text(session, who, article, given, title_open=not brief.title.strip())
    return article


def take_text(session: Session, who: Person, article: Article, given: Given, *, title_open: bool = False) -> None:
    """Take a text for an article that has none yet."""
    if given.text:
        add_draft(
            session,
            who,
            article,
            given.text,
            intake=Intake.PASTE,
            max_chars=desk().settings.max_text_chars,
            title_open=title_open,
        )
    elif given.address:
        ask_draft_by_address(session, who, article, given.address, title_open=title_open)
    else:
        ask_draft_by_upload(session, who, article, blob=given.blob, file_name=given.file_name, title_open=title_open)
