"""Make articles, claims, captures and suggestions for the tests of sources and evidence."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.models import Article, Claim, Draft, Occurrence, Passage, Person, Suggestion, Via
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.suggestion_keep import FoundPassage, keep_suggestions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Evidence

STATEMENT = "The harbour board of Vellmar spent 40 million crowns on the new lock in 2019."
TEXT = (
    "Vellmar pays for its lock\n\n"
    "The town of Vellmar is small. " + STATEMENT + " Its chair, Ilse Brandt, called it “a bargain for the town”.\n"
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def add_article(session: Session, owner_id: int, *, text: str = TEXT, confidential: bool = False) -> Article:
    article = Article(
        title="Vellmar pays for its lock",
        owner_id=owner_id,
        state=ArticleState.CHECKING,
        confidential=confidential,
        outside_allowed=not confidential,
    )
    session.add(article)
    session.flush()
    draft = Draft(
        article_id=article.id,
        number=1,
        text=text,
        sha256=digest(text),
        intake=Intake.PASTE,
        created_by_id=owner_id,
    )
    session.add(draft)
    session.flush()
    start = 0
    for position, line in enumerate(part for part in text.split("\n") if part):
        start = text.index(line, start)
        session.add(
            Passage(
                draft_id=draft.id,
                position=position,
                start=start,
                end=start + len(line),
                role="headline" if position == 0 else "body",
                checkable=position > 0,
                score=0.5,
            )
        )
    session.flush()
    return article


def add_claim(
    session: Session,
    article: Article,
    *,
    statement: str = STATEMENT,
    holder_id: int | None = None,
    state: ClaimState | None = None,
    chain: tuple[str, ...] = (),
) -> Claim:
    claim = Claim(
        article_id=article.id,
        number=article.next_claim_number,
        statement=statement,
        kind=ClaimKind.QUANTITY,
        chain=list(chain),
        assignee_id=holder_id,
        state=state or (ClaimState.ASSIGNED if holder_id else ClaimState.TO_CHECK),
    )
    article.next_claim_number += 1
    session.add(claim)
    session.flush()
    draft = article.drafts[-1]
    at = draft.text.find(statement)
    if at >= 0:
        session.add(
            Occurrence(claim_id=claim.id, draft_id=draft.id, start=at, end=at + len(statement), exact=statement)
        )
    session.flush()
    return claim


def add_capture(
    session: Session, text: str, *, url: str = "", title: str = "", in_corpus: bool = False, outlet: str = ""
) -> Capture:
    return keep_capture(
        session,
        NewCapture(
            via=Via.FETCH if url else Via.PASTE,
            sha256=digest(text + url),
            state="captured",
            url=url,
            final_url=url,
            text=text,
            title=title,
            outlet=outlet,
            in_corpus=in_corpus,
            size=len(text),
            media_type="text/html" if url else "text/plain",
        ),
    )


def add_suggestion(session: Session, claim: Claim, capture: Capture, words: str) -> Suggestion:
    start = capture.text.index(words)
    found = FoundPassage(
        start=start, end=start + len(words), score=1.0, reasons=("shares harbour, lock",), marks=((0, 3),)
    )
    keep_suggestions(session, claim.id, capture.id, [found], provider="corpus")
    return session.scalars(
        select(Suggestion).where(Suggestion.claim_id == claim.id, Suggestion.capture_id == capture.id)
    ).one()


def add_evidence(session: Session, who: int, claim: Claim, **changes: object) -> Evidence:
    values = {
        "kind": EvidenceKind.PAGE,
        "stance": Stance.SUPPORTS,
        "url": "https://gazette.example/lock",
        "title": "The lock and its price",
        "outlet": "Vellmar Gazette",
    } | changes
    return log_evidence(session, session.get_one(Person, who), claim.id, EvidenceValues(**values))  # type: ignore[arg-type]  # a test's own values
