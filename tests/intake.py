"""Bring in articles for tests, with an analysis written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.articles import Intake
from factcheck.models import Article, Claim, Draft, Person
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.draft_add import add_draft, digest_of
from factcheck.services.draft_split import split_draft
from factcheck.text.model import Analysis, Finding, Passage, Span
from factcheck.text.model import Claim as Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

TEXT = (
    "Harbour wall to cost 40 million\n\n"
    "The council of Ostvik will spend 40 million crowns on a new harbour wall, the mayor said on Monday. "
    "The old wall fell in 1987 and killed nine people.\n\n"
    "“We had no choice,” said Lena Brandt, who chairs the board. What a day it was!\n\n"
    "The mayor of Ostvik at the harbour on Monday.\n\n"
    "The mayor of Ostvik at the harbour on Monday.\n"
)


def analysed(text: str, claims: Sequence[str | dict[str, Any]], findings: Sequence[Finding] = ()) -> Analysis:
    """Return an analysis with a passage a line (the first is the headline) and a claim a given string."""
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = text.index(words, at)
            first = seen.setdefault(words, len(passages))
            passages.append(
                Passage(
                    start,
                    start + len(words),
                    "body" if passages else "headline",
                    checkable=True,
                    score=0.5,
                    reasons=("says a number",),
                    repeat_of=first if first != len(passages) else None,
                )
            )
        at += len(line)
    found = []
    for one in claims:
        fields = {"exact": one} if isinstance(one, str) else dict(one)
        exact = fields.pop("exact")
        start = text.index(exact)
        inside = next(n for n, p in enumerate(passages) if p.start <= start < p.end)
        values = {"statement": exact, "kind": "event", "score": 0.6, "reasons": ("says a number",)} | fields
        found.append(Found(start, start + len(exact), passage=inside, **values))
    return Analysis(digest_of(text), "en", tuple(passages), tuple(found), tuple(findings))


CLAIMS: tuple[str | dict[str, Any], ...] = (
    {"exact": "Harbour wall to cost 40 million", "kind": "quantity"},
    {
        "exact": "The council of Ostvik will spend 40 million crowns on a new harbour wall",
        "kind": "quantity",
        "chain": ("the mayor",),
    },
    "The old wall fell in 1987 and killed nine people.",
    {"exact": "“We had no choice,” said Lena Brandt", "kind": "quotation", "chain": ("Lena Brandt",)},
    "The mayor of Ostvik at the harbour on Monday.",
)


def brought_in(session: Session, person_id: int, text: str = TEXT, **brief: Any) -> tuple[Article, Draft]:
    """Bring in an article by paste, not split yet."""
    owner = session.get_one(Person, person_id)
    article = create_article(session, owner, ArticleBrief(**({"title": "Harbour wall"} | brief)))
    draft = add_draft(session, owner, article, text, intake=Intake.PASTE, max_chars=100_000)
    return article, draft


def split_article(
    session: Session,
    person_id: int,
    text: str = TEXT,
    claims: Sequence[str | dict[str, Any]] = CLAIMS,
    *,
    findings: Sequence[Finding] = (),
    max_claims: int = 2000,
    **brief: Any,
) -> tuple[Article, Draft, list[Claim]]:
    """Bring in an article and split it; return its claims by number."""
    article, draft = brought_in(session, person_id, text, **brief)
    split_draft(session, draft.id, analysed(draft.text, claims, findings), max_claims=max_claims)
    return article, draft, claims_of(session, article)


def claims_of(session: Session, article: Article) -> list[Claim]:
    """Return the claims of an article by number."""
    return list(session.scalars(select(Claim).where(Claim.article_id == article.id).order_by(Claim.number)))


def span(text: str, words: str) -> Span:
    """Return where words stand."""
    start = text.index(words)
    return Span(start, start + len(words))
