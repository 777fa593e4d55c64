"""Fetch the address that an article was given by, and take the article's text out of the page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from factcheck.domain.captures import may_pass
from factcheck.domain.errors import InvalidInput
from factcheck.models import Article, Via
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.services.draft_late import note_late
from factcheck.services.draft_take import ReadText, take_read_text
from factcheck.services.draft_text import clean_text
from factcheck.work.fetcher import fetcher_of
from factcheck.work.handler import GiveUp, TryLater

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.fetch.extract.model import Extracted
    from factcheck.fetch.pages import Page
    from factcheck.work.handler import Store, Ticket, Tools

#: An editor waits for it: a page that fails this often is told of, and she pastes the text or asks again.
ATTEMPTS = 3
_PASTE = "Paste the text instead."


def fetch_draft(tools: Tools, ticket: Ticket) -> Store:
    """Fetch and read the page; payload: article_id, url, title_open. The page is kept as a capture beside the draft."""
    article_id, url = int(ticket.payload["article_id"]), str(ticket.payload["url"])
    with tools.db.read() as session:
        if session.get(Article, article_id) is None:
            raise GiveUp("The article is no longer there.")
    ticket.progress(0, 2, "Asking the site")
    page = fetcher_of(tools).page(url)
    ticket.check_cancel()
    found = _readable(page, last=ticket.attempt >= ATTEMPTS)
    ticket.progress(1, 2, "Reading the page")
    read = read_text(found, tools.settings.max_text_chars)
    blob = tools.blobs.put(page.fetched.body)
    capture = _captured(url, page, found, blob)
    title_open = bool(ticket.payload.get("title_open"))

    def store(session: Session) -> None:
        kept = keep_capture(session, capture)
        draft = take_read_text(
            session,
            article_id,
            read,
            by_id=int(ticket.payload["by_id"]),
            max_chars=tools.settings.max_text_chars,
            capture_id=kept.id,
            title_open=title_open,
            after=ticket.payload.get("after"),
        )
        if draft is None:
            note_late(session, ticket.job_id, read.text)

    return store


def read_text(found: Extracted, max_chars: int) -> ReadText:
    """Return what was read as a draft takes it; raise GiveUp where there is nothing to take."""
    text = found.draft or found.text
    try:
        text = clean_text(text, max_chars=max_chars)
    except InvalidInput as error:
        raise GiveUp(f"{error} {_PASTE}") from None
    return ReadText(
        text=text,
        title=found.title,
        byline=found.byline,
        outlet=found.outlet,
        published_on=_day(found.published),
    )


def _readable(page: Page, *, last: bool) -> Extracted:
    """Return what was read of the page, or say why there is nothing to read."""
    if not page.ok:
        if may_pass(page.state, page.why) and not last:
            after = page.fetched.retry_after
            raise TryLater(page.reason, seconds=None if after is None else float(after))
        raise GiveUp(f"{page.reason} {_PASTE}")
    if page.extracted is None or not page.extracted.readable:
        why = page.extracted.reason if page.extracted is not None else "There is no text on this page."
        raise GiveUp(f"{why} {_PASTE}")
    return page.extracted


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def _captured(url: str, page: Page, found: Extracted, blob: str) -> NewCapture:
    fetched = page.fetched
    return NewCapture(
        via=Via.FETCH,
        sha256=blob,
        state=page.state,
        reason=page.reason,
        url=url,
        final_url=fetched.final_url,
        canonical_url=found.canonical_url,
        status=fetched.status or None,
        flags=fetched.flags,
        chain=tuple(
            {"status": hop.status, "url": hop.url, "ip": hop.ip, "at": hop.at.isoformat()} for hop in fetched.chain
        ),
        media_type=fetched.media_type,
        size=len(fetched.body),
        text=found.text,
        title=found.title,
        byline=found.byline,
        outlet=found.outlet,
        language=found.language,
        published_on=_day(found.published),
        page_starts=found.page_starts,
        fetched_at=fetched.fetched_at,
    )
