"""Do what the people of the demo's desk do: give claims out, log evidence, find, check and rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.evidence import SuggestionState
from factcheck.models import Claim, Rating, Scale, Suggestion
from factcheck.models.base import utc_now
from factcheck.services.article_create import ArticleBrief
from factcheck.services.article_edit import edit_article
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claims
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import EvidenceValues
from factcheck.services.lookup_target import claim_words
from factcheck.services.passage_find import find_passages
from factcheck.services.suggestion_decide import accept_suggestion
from factcheck.services.suggestion_keep import FoundPassage, keep_suggestions
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_write import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.domain.evidence import Stance
    from factcheck.domain.verdicts import Disposition
    from factcheck.models import Article, Capture, Evidence, Person
    from factcheck.services.origin_find import OriginChoice


@dataclass(frozen=True, slots=True)
class Piece:
    """Name a document of the corpus, what it does to the claim and where it comes from (None: as suggested).

    `exact` names the passage where it shares no words with the claim.
    """

    document: str
    stance: Stance
    origin: OriginChoice | None = None
    exact: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Say what the checker finds: keys of the two ratings, what happens to the copy, and why."""

    attribution: str
    content: str
    disposition: Disposition
    rationale: str
    summary: str = ""
    before: str = ""
    after: str = ""
    limits: str = ""


class DemoDesk:
    """Hold the people and the documents while the story is told."""

    def __init__(
        self,
        session: Session,
        article: Article,
        cast: Mapping[str, Person],
        documents: Mapping[str, Capture],
        desk_name: str,
        zone: tzinfo,
    ) -> None:
        self.session, self.article, self.documents = session, article, documents
        self.desk_name, self.zone = desk_name, zone
        self.maren, self.theo, self.lina, self.sam = (cast[name] for name in ("maren", "theo", "lina", "sam"))
        self.claims = session.scalars(select(Claim).where(Claim.article_id == article.id).order_by(Claim.number)).all()

    def _claim(self, *words: str) -> Claim | None:
        """Return the first unconfirmed claim whose words, in the draft or its statement, hold all of `words`."""
        for claim in self.claims:
            said = " ".join((claim.statement, *(place.exact for place in claim.occurrences)))
            if claim.state is ClaimState.UNCONFIRMED and all(word in said for word in words):
                return claim
        return None

    def _give(self, claim: Claim, checker: Person, *, hours: int = 6, note: str = "") -> None:
        confirm_claims(self.session, self.maren, self.article.id, [claim.id])
        due = utc_now() + timedelta(hours=hours)
        assign_claims(self.session, self.maren, [claim.id], checker.id, due_at=due, note=note)

    def _suggest(self, claim: Claim, name: str, exact: str = "") -> Suggestion | None:
        capture = self.documents[name]
        found = find_passages(claim_words(self.session, claim.id), capture.text)
        if exact:
            start = capture.text.index(exact)
            found = [FoundPassage(start, start + len(exact), 1.0, ("picked out by hand",))]
        keep_suggestions(self.session, claim.id, capture.id, found, provider="corpus")
        query = select(Suggestion).where(Suggestion.claim_id == claim.id, Suggestion.capture_id == capture.id)
        return self.session.scalars(query.order_by(Suggestion.score.desc(), Suggestion.start)).first()

    def _evidence(self, claim: Claim, checker: Person, pieces: tuple[Piece, ...]) -> list[Evidence]:
        logged = []
        for piece in pieces:
            suggestion = self._suggest(claim, piece.document, piece.exact)
            if suggestion is not None and suggestion.state is SuggestionState.OPEN:
                row = accept_suggestion(self.session, checker, suggestion.id, piece.stance, origin=piece.origin)
                logged.append(self._as_primary(row, checker) if piece.primary else row)
        return logged

    def _as_primary(self, row: Evidence, checker: Person) -> Evidence:
        values = EvidenceValues(
            kind=row.kind,
            stance=row.stance,
            title=row.title,
            url=row.url,
            outlet=row.outlet,
            excerpt=row.excerpt,
            locator=dict(row.locator),
            note=row.note,
            primary=True,
        )
        return edit_evidence(self.session, checker, row.id, values, version=row.version)

    def _finding(self, claim: Claim, found: Found, evidence: list[Evidence]) -> Finding:
        return Finding(
            attribution_rating_id=self._rating("attribution", found.attribution),
            content_rating_id=self._rating("public", found.content),
            disposition=found.disposition,
            rationale=found.rationale,
            summary=found.summary,
            fix_before=found.before,
            fix_after=found.after,
            limits=found.limits,
            evidence_ids=tuple(row.id for row in evidence if row.claim_id == claim.id),
        )

    def _rating(self, scale: str, key: str) -> int:
        query = select(Rating.id).join(Scale).where(Scale.key == scale, Rating.key == key, Scale.retired_at.is_(None))
        return self.session.scalars(query).one()

    def _propose(self, claim: Claim, checker: Person, pieces: tuple[Piece, ...], found: Found) -> bool:
        evidence = self._evidence(claim, checker, pieces)
        if not evidence:
            return False
        propose_verdict(self.session, checker, claim.id, self._finding(claim, found, evidence), version=claim.version)
        return True

    def _open(self) -> None:
        """Let the article be published: it is confidential only so that nobody outside is asked about it."""
        article = self.article
        brief = ArticleBrief(
            title=article.title,
            byline=article.byline,
            outlet=article.outlet,
            source_url=article.source_url or "",
            published_on=article.published_on,
            deadline_at=article.deadline_at,
            confidential=False,
        )
        edit_article(self.session, self.maren, article.id, version=article.version, brief=brief, outside_allowed=True)
