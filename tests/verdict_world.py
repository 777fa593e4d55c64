"""Build a small world for tests of verdicts and publication: an article with claims, evidence and origins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.domain.verdicts import Disposition, Review
from factcheck.models import Article, Capture, Claim, Draft, Evidence, Occurrence, Origin, Person, Rating, Scale
from factcheck.models.capture import Via
from factcheck.services.scale_seed import seed_scales
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from factcheck.services.verdict_write import Finding

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Verdict
    from tests.conftest import People

DESK = "Test desk"
TEXT = (
    "The harbour at Quell closes.\n\n"
    "The Quell Harbour Board will close the north pier in May, Mara Lind said. "
    "The pier was built in 1911. Repairs would cost 4 million crowns."
)
FIRST = "The Quell Harbour Board will close the north pier in May"
SECOND = "The pier was built in 1911."


@dataclass
class World:
    """Hold what was built and do the usual steps."""

    session: Session
    people: People
    article: Article
    draft: Draft
    claim: Claim
    second: Claim

    def person(self, name: str) -> Person:
        return self.session.get_one(Person, getattr(self.people, name))

    def state(self) -> ClaimState:
        return self.claim.state

    def rating(self, scale: str, key: str) -> Rating:
        query = select(Rating).join(Scale).where(Scale.key == scale, Rating.key == key, Scale.retired_at.is_(None))
        return self.session.scalars(query).one()

    def origin(self, name: str = "Board minutes", kind: OriginKind = OriginKind.DOCUMENT) -> Origin:
        row = Origin(article_id=self.article.id, kind=kind, name=name)
        self.session.add(row)
        self.session.flush()
        return row

    def evidence(self, claim: Claim | None = None, **values: Any) -> Evidence:
        place = self.session.query(Evidence).count() + 1
        given = {
            "claim_id": (claim or self.claim).id,
            "kind": EvidenceKind.PAGE,
            "stance": Stance.SUPPORTS,
            "title": f"Minutes of meeting {place}",
            "url": f"https://board.test/minutes/{place}",
            "outlet": "Quell Harbour Board",
            "excerpt": f"Resolved: the north pier closes on 2 May ({place}).",
            "logged_by_id": self.people.cleo,
            "locator": {},
        } | values
        if "origin_id" not in given:
            given["origin_id"] = self.origin().id
        row = Evidence(**given)
        self.session.add(row)
        self.session.flush()
        return row

    def capture(self, url: str = "https://board.test/minutes/1") -> Capture:
        row = Capture(via=Via.FETCH, url=url, state="captured", sha256="ab" * 32, text="Resolved.", title="Minutes")
        self.session.add(row)
        self.session.flush()
        return row

    def finding(
        self, *evidence: Evidence, attribution: str = "accurate", content: str = "unproven", **values: Any
    ) -> Finding:
        scale = "copy_desk" if content in {"confirmed", "cannot_confirm", "needs_change"} else "public"
        given: dict[str, Any] = {
            "attribution_rating_id": self.rating("attribution", attribution).id,
            "content_rating_id": self.rating(scale, content).id,
            "disposition": Disposition.STANDS,
            "rationale": "We read the minutes of the meeting.",
            "evidence_ids": tuple(item.id for item in evidence),
        } | values
        return Finding(**given)

    def hold(self, claim: Claim, name: str = "cleo") -> None:
        claim.assignee_id = getattr(self.people, name)
        claim.state = ClaimState.CHECKING
        self.session.flush()

    def proposed(self, claim: Claim | None = None, *evidence: Evidence, **values: Any) -> Verdict:
        claim = claim or self.claim
        self.hold(claim)
        items = evidence or (self.evidence(claim),)
        return propose_verdict(
            self.session, self.person("cleo"), claim.id, self.finding(*items, **values), version=claim.version
        )

    def ruled(self, claim: Claim | None = None, *evidence: Evidence, **values: Any) -> Verdict:
        claim = claim or self.claim
        verdict = self.proposed(claim, *evidence, **values)
        review_verdict(self.session, self.person("cass"), claim.id, Review.AGREE, "", number=verdict.number)
        return rule_verdict(self.session, self.person("eda"), claim.id, "", number=verdict.number)


def build_world(session: Session, people: People) -> World:
    """Add an article with two claims; the first is attributed, the second is the article's own."""
    seed_scales(session)
    article = Article(
        title="The harbour at Quell closes",
        outlet="Quell Courier",
        byline="Ivo Sand",
        source_url="https://courier.test/harbour",
        published_on=date(2026, 3, 4),
        state=ArticleState.CHECKING,
        owner_id=people.eda,
    )
    session.add(article)
    session.flush()
    draft = Draft(
        article_id=article.id, number=1, text=TEXT, sha256="cd" * 32, intake=Intake.PASTE, created_by_id=people.eda
    )
    session.add(draft)
    session.flush()
    claims = []
    for number, (words, chain) in enumerate(((FIRST, ["Quell Courier", "Mara Lind"]), (SECOND, [])), start=1):
        claim = Claim(
            article_id=article.id,
            number=number,
            statement=words.rstrip("."),
            kind=ClaimKind.EVENT,
            chain=chain,
            state=ClaimState.TO_CHECK,
        )
        session.add(claim)
        session.flush()
        start = TEXT.index(words)
        session.add(Occurrence(claim_id=claim.id, draft_id=draft.id, start=start, end=start + len(words), exact=words))
        claims.append(claim)
    session.flush()
    session.expire_all()
    return World(session, people, article, draft, claims[0], claims[1])
