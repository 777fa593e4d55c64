"""Take what a worker read out of a page or file as the text of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.articles import Intake
from factcheck.models import Article, Person
from factcheck.services.article_create import LONGEST_SHORT
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_next import add_next_draft
from factcheck.services.draft_parts import last_draft
from factcheck.services.draft_text import plain_line, shorten
from factcheck.services.draft_title import is_programs_title, stands_in
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from factcheck.models import Draft


@dataclass(frozen=True, slots=True)
class ReadText:
    """Hold the text of a page or file and what it says of itself."""

    text: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published_on: date | None = None


def take_read_text(
    session: Session,
    article_id: int,
    read: ReadText,
    *,
    by_id: int,
    max_chars: int,
    intake: Intake = Intake.ADDRESS,
    file_name: str = "",
    blob: str | None = None,
    capture_id: int | None = None,
    title_open: bool = False,
    after: int | None = None,
) -> Draft | None:
    """Keep the text as the article's draft, in the name of who asked for it; None where another came in meanwhile.

    `after`: the text is the draft after that number. Else by-line, outlet and date are filled where the editor left
    them empty; the title where she gave none. The headline in the text goes before a title that the page or file gives
    itself and that stands nowhere in the text.
    """
    lock_article(session, article_id)
    last = last_draft(session, article_id)
    if (last.number if last is not None else None) != after:
        return None
    if after is not None:
        return add_next_draft(
            session,
            session.get_one(Person, by_id),
            article_id,
            read.text,
            intake=intake,
            max_chars=max_chars,
            after=after,
            file_name=file_name,
            blob=blob,
            capture_id=capture_id,
            by_worker=True,
        )
    article = session.get_one(Article, article_id)
    title = shorten(plain_line(read.title), LONGEST_SHORT)
    article.byline = article.byline or shorten(plain_line(read.byline), LONGEST_SHORT)
    article.outlet = article.outlet or shorten(plain_line(read.outlet), LONGEST_SHORT)
    article.published_on = article.published_on or read.published_on
    if is_programs_title(title):
        title = ""
    of_the_text = bool(title) and stands_in(title, read.text)
    if title_open and of_the_text:
        article.title = title
    return add_draft(
        session,
        session.get_one(Person, by_id),
        article,
        read.text,
        intake=intake,
        max_chars=max_chars,
        file_name=file_name,
        blob=blob,
        capture_id=capture_id,
        title_open=title_open and not of_the_text,
        provisional=title,
        by_worker=True,
    )
