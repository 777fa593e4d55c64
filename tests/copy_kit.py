"""Bring in drafts one after the other for tests of the copy: coverage, changes, clearance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import ArticleState, CoverageKind, Intake
from factcheck.domain.claims import ClaimState
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.models import Article, Claim, Draft, Finding, Person
from factcheck.models.base import utc_now
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.coverage import coverage_of
from factcheck.services.coverage_mark import mark_stretch
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_carry import carry_draft, lines_of
from factcheck.services.draft_next import add_next_draft
from factcheck.services.draft_split import split_draft
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.text import analyse
from factcheck.text.drafts import compare

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from tests.conftest import People

LONGEST = 100_000
FIRST = """Harbour wall to cost 40 million crowns

The council of Ostvik will spend 40 million crowns on a new harbour wall.

The old wall fell in 1987 and killed nine people in the town.

Engineers from Dalheim inspected the harbour last month.

Fishermen in Ostvik landed 900 tonnes of cod during the winter.

***

What does the sea want from us?
"""


def bring_in(session: Session, people: People, text: str = FIRST, *, on: date | None = None) -> tuple[Article, Draft]:
    """Bring in an article and take it apart, as the worker does."""
    editor = session.get_one(Person, people.eda)
    article = create_article(session, editor, ArticleBrief(title="Harbour wall", published_on=on))
    draft = add_draft(session, editor, article, text, intake=Intake.PASTE, max_chars=LONGEST)
    split_draft(session, draft.id, analyse(draft.text, published=on), max_claims=100)
    return article, draft


def next_draft(session: Session, people: People, article: Article, last: Draft, text: str) -> Draft:
    """Bring in the next draft and hold it against the last, as the worker does."""
    editor = session.get_one(Person, people.eda)
    draft = add_next_draft(session, editor, article.id, text, intake=Intake.PASTE, max_chars=LONGEST, after=last.number)
    compare_now(session, draft, last)
    return draft


def compare_now(session: Session, draft: Draft, last: Draft) -> None:
    """Do the worker's part for a draft that came in."""
    analysis = analyse(draft.text)
    spans = [(one.start, one.end) for one in analysis.passages]
    comparison = compare(last.text, lines_of(session, last.id), draft.text, spans)
    assert carry_draft(session, draft.id, analysis, comparison, max_claims=100) is not None


def hidden_call() -> EvidenceValues:
    """Return a call with somebody whose name stays in the house."""
    locator = {"who": "Hidden Heron", "attempts": [{"at": "2026-03-01", "outcome": "reached"}]}
    return EvidenceValues(kind=EvidenceKind.CALL, stance=Stance.SUPPORTS, locator=locator, confidential=True)


def bring_in_secret(session: Session, people: People) -> Article:
    """Bring an article in with one piece of evidence, a hidden call."""
    article, _ = bring_in(session, people)
    claim = claim_with(session, article, "killed nine")
    log_evidence(session, session.get_one(Person, people.eda), claim.id, hidden_call())
    return article


def claim_with(session: Session, article: Article, words: str) -> Claim:
    """Return the claim that stands on words of the newest draft."""
    claims = session.scalars(select(Claim).where(Claim.article_id == article.id)).all()
    found = [claim for claim in claims if any(words in place.exact for place in claim.occurrences)]
    assert found, words
    return found[0]


def rule_all(session: Session, article: Article) -> None:
    """Have every claim ruled, without the steps that lead there."""
    for claim in session.scalars(select(Claim).where(Claim.article_id == article.id)):
        if claim.state not in {ClaimState.CUT, ClaimState.MERGED}:
            claim.state = ClaimState.RULED
    article.state = ArticleState.REVIEW
    session.flush()


def cover_all(session: Session, people: People, article: Article, draft: Draft) -> None:
    """Have a person mark what no claim covers."""
    checker = session.get_one(Person, people.cleo)
    for one in coverage_of(session, draft).stretches:
        mark_stretch(
            session,
            checker,
            article.id,
            draft_id=draft.id,
            start=one.start,
            end=one.end,
            kind=CoverageKind.SCENE_SETTING,
        )


def put_findings_aside(session: Session, draft: Draft) -> None:
    for finding in session.scalars(select(Finding).where(Finding.draft_id == draft.id)):
        finding.dismissed_at = utc_now()
    session.flush()


def make_ready(session: Session, people: People, article: Article, draft: Draft) -> None:
    """Meet every gate."""
    rule_all(session, article)
    cover_all(session, people, article, draft)
    put_findings_aside(session, draft)
