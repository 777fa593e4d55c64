"""After all that may happen to an article, its records are still those of the log, and its bundle holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.desk_rules import QueryTo
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.domain.verdicts import Disposition, Review
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Claim, Event, Evidence, Finding, Person, Rating, Scale
from factcheck.models.capture import Via
from factcheck.models.publication import CorrectionClass
from factcheck.proof.verify import verify_bundle
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claims
from factcheck.services.claim_dismiss import dismiss_claim
from factcheck.services.claim_edit import edit_claim
from factcheck.services.claim_merge import merge_claim
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.claim_take import take_claim
from factcheck.services.clear_draft import clear_draft
from factcheck.services.correction_publish import publish_correction
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.evidence_withdraw import withdraw_evidence
from factcheck.services.finding_put_aside import put_finding_aside
from factcheck.services.policy_seed import seed_policy
from factcheck.services.publication_prepare import prepare_claim
from factcheck.services.publish import publish_claim
from factcheck.services.query_answer import Answer, answer_query, close_query
from factcheck.services.query_ask import ask_query
from factcheck.services.reply_track import ReplyValues, add_reply
from factcheck.services.scale_seed import seed_scales
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from factcheck.services.verdict_take_back import take_back_verdict
from factcheck.services.verdict_write import Finding as Found
from factcheck.services.withdraw import withdraw_publication
from factcheck.work.bundle_write import write_bundle
from tests.copy_kit import FIRST, bring_in, claim_with, cover_all, next_draft

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.models import Article
    from tests.conftest import People

DESK = "Test desk"
SECOND = FIRST.replace("killed nine", "killed eleven") + "\nA new school opened in Ostvik in August with 300 pupils.\n"


class Life:
    """Do to an article what a desk does."""

    def __init__(self, session: Session, people: People) -> None:
        seed_scales(session)
        seed_policy(session)
        self.session, self.people = session, people
        self.article, self.draft = bring_in(session, people)

    def who(self, name: str) -> Person:
        return self.session.get_one(Person, getattr(self.people, name))

    def rating(self, scale: str, key: str) -> int:
        query = select(Rating.id).join(Scale).where(Scale.key == scale, Rating.key == key, Scale.retired_at.is_(None))
        return self.session.scalars(query).one()

    def evidence(self, claim: Claim, **more: Any) -> Evidence:
        given: dict[str, Any] = {
            "kind": EvidenceKind.BOOK,
            "stance": Stance.SUPPORTS,
            "title": "The wall of Ostvik",
            "excerpt": "It fell on nine.",
            "locator": {"author": "Ida Holm", "page": "12"},
            "primary": True,
        }
        values = EvidenceValues(**(given | more))
        return log_evidence(self.session, self.who("cleo"), claim.id, values)

    def rule(self, claim: Claim, content: str, **more: Any) -> None:
        session = self.session
        if claim.state.value not in {"assigned", "checking"}:
            take_claim(session, self.who("cleo"), claim.id)
        url = "https://board.test/minutes"
        page = {"kind": EvidenceKind.PAGE, "title": "Minutes", "url": url, "locator": {}}
        items = [self.evidence(claim), self.evidence(claim, **page)]
        copy = NewCapture(via=Via.FETCH, sha256="ab" * 32, state="captured", url=url, text="Nine died.")
        items[1].capture = keep_capture(session, copy)
        given: dict[str, Any] = {
            "disposition": Disposition.STANDS,
            "rationale": "We read both.",
            "evidence_ids": tuple(item.id for item in items),
        }
        attribution = self.rating("attribution", "accurate")
        found = Found(attribution, self.rating("public", content), **(given | more))
        verdict = propose_verdict(session, self.who("cleo"), claim.id, found, version=claim.version)
        take_back_verdict(session, self.who("cleo"), claim.id, number=verdict.number)
        verdict = propose_verdict(session, self.who("cleo"), claim.id, found, version=claim.version)
        review_verdict(session, self.who("cass"), claim.id, Review.AGREE, "Read it too.", number=verdict.number)
        rule_verdict(session, self.who("eda"), claim.id, "", number=verdict.number)

    def publish(self, claim: Claim) -> int:
        prepared = prepare_claim(self.session, claim, desk_name=DESK)
        return publish_claim(self.session, self.who("eda"), claim.id, sha256=prepared.sha256, desk_name=DESK).id

    def claims(self) -> list[Claim]:
        return list(self.session.scalars(select(Claim).where(Claim.article_id == self.article.id)))


def live(session: Session, people: People) -> Article:
    life = Life(session, people)
    eda, article = life.who("eda"), life.article
    wall = claim_with(session, article, "killed nine")
    other = claim_with(session, article, "Engineers")
    confirm_claims(session, eda, article.id, [wall.id, other.id])
    edit_claim(
        session, eda, wall.id, version=wall.version, statement="The fall killed nine.", kind=wall.kind, chain=["Ostvik"]
    )
    assign_claims(session, eda, [wall.id], life.people.cleo, note="Ask the museum")
    spare = next(one for one in life.claims() if one.id not in {wall.id, other.id})
    merge_claim(session, eda, spare.id, into=wall.number)
    wrong = life.evidence(wall, title="Wrong book")
    edit = EvidenceValues(
        kind=EvidenceKind.BOOK,
        stance=Stance.REFUTES,
        title="Right book",
        locator={"author": "C", "page": "1"},
        note="mended",
    )
    edit_evidence(session, life.who("cleo"), wrong.id, edit, version=wrong.version)
    withdraw_evidence(session, life.who("cleo"), wrong.id, reason="Not the town in question")
    asked = ask_query(session, eda, wall.id, to=QueryTo.AUTHOR, question="Who counted?")
    answer_query(session, eda, asked.id, Answer(None, "The museum"), by="Petra", version=asked.version)
    close_query(session, eda, asked.id)
    add_reply(session, eda, article.id, ReplyValues(who="The council", not_needed_why="Nobody is criticised"))
    life.rule(wall, "true")
    page = life.publish(wall)
    reopen_claim(session, eda, wall.id, "The museum counted again.")
    life.rule(wall, "mostly_true")
    publish_correction(
        session, eda, page, CorrectionClass.VERDICT, "The rating changed.", "A new count.", revision=1, desk_name=DESK
    )
    withdraw_publication(session, eda, page, "The museum takes it back.", revision=2)
    draft = next_draft(session, people, article, life.draft, SECOND)
    wall = claim_with(session, article, "killed eleven")
    life.rule(
        wall,
        "false",
        disposition=Disposition.MUST_FIX,
        fix_before="killed eleven people",
        fix_after="killed nine people",
    )
    life.publish(wall)
    third = next_draft(session, people, article, draft, SECOND.replace("killed eleven people", "killed nine people"))
    wall = claim_with(session, article, "killed nine")
    life.rule(wall, "true")
    for claim in life.claims():
        if claim.state.value not in {"ruled", "merged", "cut", "not_checkable"}:
            dismiss_claim(session, eda, claim.id, "Not for this test")
    cover_all(session, people, article, third)
    for finding in session.scalars(select(Finding).where(Finding.draft_id == third.id)):
        put_finding_aside(session, eda, article.id, finding.id, aside=True)
    clear_draft(session, eda, article.id, sha256=third.sha256)
    reopen_claim(session, eda, wall.id, "One more look.")
    return article


def test_the_bundle_of_an_article_with_a_long_life_holds(
    database: Database, people: People, settings: Settings, tmp_path: Path
) -> None:
    with database.write() as session:
        article = live(session, people)
    path = tmp_path / "life.zip"
    with path.open("w+b") as file:
        write_bundle(database, DiskBlobs(settings.blob_dir), people.eda, article.id, file)
    counts = verify_bundle(path).counts
    assert counts["drafts"] == 3
    assert counts["sign-offs"] == 1
    assert counts["rulings"] == counts["second checks"] == 4
    assert (counts["published revisions"], counts["corrections"]) == (3, 2)
    assert counts["rows of the log kept closed"] == 0
    with database.read() as session:
        kinds = set(session.scalars(select(Event.action).where(Event.article_id == article.id)))
    assert len(kinds) > 35
