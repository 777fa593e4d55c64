"""Name an article by the headline of its draft, unless a person named it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import PassageRole
from factcheck.models import Passage
from factcheck.services.draft_text import shorten, suggest_title
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article, Draft
    from factcheck.text.model import Analysis

LONGEST_TITLE = 300
#: What programs write for a title where nobody gave one.
_BY_A_PROGRAM = re.compile(
    r"microsoft\s+(?:word|office|print)\b.*|.*\.(?:docx?|dotx?|odt|rtf|pdf|pages|txt|md|html?|indd)"
    r"|(?:untitled|title|unknown|document|dokument|draft|word document|scan|page)[\s_-]*\d*|[\W\d_]*",
    re.IGNORECASE | re.DOTALL,
)


def is_programs_title(title: str) -> bool:
    """Tell “Microsoft Word - draft3.docx” from a title that somebody wrote."""
    return bool(_BY_A_PROGRAM.fullmatch(title.strip()))


def stands_in(title: str, text: str) -> bool:
    """Tell whether a title is a line of the text, but for case, spaces and signs."""
    return bool(asked := _key(title)) and any(_key(line) == asked for line in text.splitlines())


def take_headline(article: Article, draft: Draft, analysis: Analysis, provisional: str = "") -> None:
    """Name the article by its headline, where nobody has since; `provisional` stood until it was read."""
    if article.title != (provisional or suggest_title(draft.text)):
        return
    article.title = _headline_among(draft.text, analysis) or article.title


def follow_headline(session: Session, article: Article, last: Draft, draft: Draft, analysis: Analysis) -> None:
    """Let the title follow the headline to the next draft, where it was the last one's; a title given by hand stays."""
    old = session.execute(
        select(Passage.start, Passage.end)
        .where(Passage.draft_id == last.id, Passage.role == PassageRole.HEADLINE)
        .order_by(Passage.position)
        .limit(1)
    ).one_or_none()
    before = _title(last.text[old.start : old.end]) if old is not None else suggest_title(last.text)
    now = _headline_among(draft.text, analysis) or ("" if old is not None else suggest_title(draft.text))
    if not now or _key(article.title.removesuffix("…")) != _key(before.removesuffix("…")) or article.title == now:
        return
    was, article.title = article.title, now
    session.flush()
    log_event(
        session,
        None,
        "article.retitled",
        ("article", article.id),
        before={"title": was},
        after={"title": now, "draft": draft.number, "version": article.version},
        article_id=article.id,
    )


def _headline_among(text: str, analysis: Analysis) -> str:
    for passage in analysis.passages:
        if passage.role == "headline":
            return _title(text[passage.start : passage.end])
    return ""


def _title(words: str) -> str:
    return shorten(" ".join(words.split()), LONGEST_TITLE)


def _key(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
