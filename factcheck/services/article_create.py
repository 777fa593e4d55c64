"""Bring in an article: who wrote it, when it is due, and whether its words may leave the house."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.domain.errors import InvalidInput
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.models import Article
from factcheck.services.draft_text import clean_line
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from factcheck.models import Person

LONGEST_SHORT = 300
LONGEST_ADDRESS = 2048
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class ArticleBrief:
    """Hold what an editor says of an article before its text is read; an empty title is suggested from the text."""

    title: str = ""
    byline: str = ""
    outlet: str = ""
    source_url: str = ""
    language: str = "en"
    published_on: date | None = None
    deadline_at: datetime | None = None
    confidential: bool = False


def create_article(session: Session, actor: Person, brief: ArticleBrief, *, provisional_title: str = "") -> Article:
    """Add an article without a text yet; `provisional_title` stands until its headline is known.

    The words of a confidential article are asked of nobody outside until an editor allows it.
    """
    require(Action.IMPORT_ARTICLE, actor.role)
    article = Article(
        owner_id=actor.id,
        outside_allowed=not brief.confidential,
        confidential=brief.confidential,
        **checked_fields(brief, provisional_title=provisional_title),
    )
    session.add(article)
    session.flush()
    log_event(
        session,
        actor,
        "article.created",
        ("article", article.id),
        after=article_fields(article),
        article_id=article.id,
    )
    return article


def checked_fields(brief: ArticleBrief, *, provisional_title: str = "") -> dict[str, Any]:
    """Return the brief's plain fields as they are stored, or raise InvalidInput with the field that is wrong."""
    faults = Faults()
    title = faults.take(lambda: _short(brief.title, "title", "The title"))
    byline = faults.take(lambda: _short(brief.byline, "byline", "The by-line"))
    outlet = faults.take(lambda: _short(brief.outlet, "outlet", "The outlet"))
    if not _LANGUAGE.fullmatch(brief.language):
        faults.add("Choose the language from the list.", field="language")
    typed = brief.source_url.strip()
    address = faults.take(lambda: check_address(typed, field="source_url")) if typed else None
    faults.settle()
    return {
        "title": title or provisional_title[:LONGEST_SHORT] or "Untitled",
        "byline": byline,
        "outlet": outlet,
        "source_url": address,
        "language": brief.language,
        "published_on": brief.published_on,
        "deadline_at": brief.deadline_at,
    }


def _short(raw: str, field: str, what: str) -> str:
    return clean_line(raw, longest=LONGEST_SHORT, field=field, what=what)


def check_address(raw: str, *, field: str) -> str:
    """Return a web address as it will be fetched; https is added where no scheme was typed."""
    address = raw.strip()
    if not address:
        raise InvalidInput("Type the address of the article, or choose another way to bring it in.", field=field)
    if len(address) > LONGEST_ADDRESS:
        raise InvalidInput(f"The address is longer than {LONGEST_ADDRESS} characters. Shorten it.", field=field)
    if not _SCHEME.match(address) or re.match(r"[\w.-]+:\d+(/|$)", address):
        address = f"https://{address}"
    wrong = "This is no web address. It should look like https://example.org/article."
    if any(char.isspace() or ord(char) < ord(" ") or "\ud800" <= char <= "\udfff" for char in address):
        raise InvalidInput(wrong, field=field)
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise InvalidInput(wrong, field=field) from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise InvalidInput("Only addresses that begin with http:// or https:// can be fetched.", field=field)
    if not host or parts.username is not None:
        raise InvalidInput(wrong, field=field)
    return address


def article_fields(article: Article) -> dict[str, Any]:
    """Return everything about an article that can be edited, with its version, as the log keeps it."""
    return {
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "source_url": article.source_url,
        "language": article.language,
        "published_on": article.published_on,
        "deadline_at": article.deadline_at,
        "confidential": article.confidential,
        "outside_allowed": article.outside_allowed,
        "version": article.version,
    }
