"""Work on the demo's claims as a desk would, so that every state can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.demo.desk import DemoDesk, Found, Piece
from factcheck.domain.claims import ClaimState
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.domain.verdicts import Disposition, Review
from factcheck.services.claim_confirm import confirm_claims
from factcheck.services.claim_dismiss import dismiss_claim
from factcheck.services.claim_merge import merge_claim
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.claim_take import start_claim
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.origin_find import OriginChoice
from factcheck.services.publish_article import prepare_article, publish_article
from factcheck.services.second_take import take_second
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.models import Article, Capture, Claim, Person

BOOK = OriginChoice(kind=OriginKind.BOOK, name="Low Water, by Ines Hallam")
COUNCIL = OriginChoice(kind=OriginKind.DATASET, name="Tolvan Bay Council, ferry records")
ENGINEER = OriginChoice(kind=OriginKind.PERSON, name="Former harbour engineer")
SUPPORTS, REFUTES, CONTEXT = Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT


def tell(
    session: Session,
    article: Article,
    cast: Mapping[str, Person],
    documents: Mapping[str, Capture],
    *,
    desk_name: str,
    zone: tzinfo,
) -> None:
    """Bring the claims into their states; a claim that the splitter words otherwise is left as it is."""
    desk = _Ferry(session, article, cast, documents, desk_name, zone)
    for step in (
        desk.rule_the_count,
        desk.rule_the_price,
        desk.agree_on_the_pharmacy,
        desk.dispute_the_record,
        desk.propose_the_visitors,
        desk.second_check_the_households,
        desk.check_the_law,
        desk.assign_the_vote,
        desk.reopen_the_staff,
        desk.dismiss_the_opinion,
        desk.merge_the_caption,
        desk.wait_for_a_checker,
        desk.publish_the_count,
    ):
        step()


class _Ferry(DemoDesk):
    """Bring the claims on the ferry into their states."""

    ready: Claim | None = None

    def publish_the_count(self) -> None:
        """Publish what is ruled, and the article's page that leads to it."""
        if self.ready is None:
            return
        self._open()
        page = prepare_article(self.session, self.article, desk_name=self.desk_name, zone=self.zone)
        publish_article(
            self.session, self.maren, self.article.id, sha256=page.sha256, desk_name=self.desk_name, zone=self.zone
        )

    def rule_the_count(self) -> None:
        """Show sources counted by origin: seven pages, three origins, one of them a book that four outlets repeat."""
        claim = self._claim("perhaps as many as 40")
        if claim is None:
            return
        self._give(claim, self.lina, note="Four outlets, but who counted?")
        pieces = (
            Piece("courier-book", SUPPORTS, BOOK),
            Piece("agency-harbour-times", SUPPORTS, BOOK),
            Piece("agency-inland-post", SUPPORTS, BOOK),
            Piece("agency-island-wire", SUPPORTS, BOOK),
            Piece("hallam-publisher", SUPPORTS, BOOK),
            Piece("council-stoppage-log", REFUTES, COUNCIL),
        )
        evidence = self._evidence(claim, self.lina, pieces)
        interview = EvidenceValues(
            kind=EvidenceKind.INTERVIEW,
            stance=CONTEXT,
            excerpt="I kept a notebook until I left in the spring of 2025. In it are thirty-one, large and small.",
            locator={"who": "former harbour engineer", "role": "kept the ferry until 2025", "timecode": "00:02:14"},
            note="Known to the desk; asked not to be named.",
            primary=True,
            origin=ENGINEER,
        )
        evidence.append(log_evidence(self.session, self.lina, claim.id, interview))
        found = Found(
            "accurate",
            "unproven",
            Disposition.ATTRIBUTE,
            "The book gives the number, with “perhaps”. All four outlets rest on it. The council’s log has 27"
            " "
            "stoppages of an hour or more; the engineer’s notebook has 31 until spring 2025. Forty is an estimate.",
            summary="Accurately reported as the book’s estimate. Records show between 27 and 31 stoppages.",
            limits="The engineer’s notebook: the desk has heard it read out, and has not seen it.",
        )
        propose_verdict(self.session, self.lina, claim.id, self._finding(claim, found, evidence), version=claim.version)
        review_verdict(self.session, self.sam, claim.id, Review.AGREE, "Same count of origins here.", number=1)
        rule_verdict(self.session, self.maren, claim.id, "", number=1)
        self.ready = claim

    def rule_the_price(self) -> None:
        """Show a figure that must be fixed."""
        claim = self._claim("nearly 40 %") or self._claim("nearly 40")
        if claim is None:
            return
        self._give(claim, self.sam)
        found = Found(
            "own_word",
            "false",
            Disposition.MUST_FIX,
            "Table 14 of the accounts: planned 3,200,000, actual 3,676,000. That is 14.9 per cent more.",
            before="nearly 40 % more than was planned",
            after="nearly 15 % more than was planned",
        )
        if self._propose(
            claim,
            self.sam,
            (Piece("council-budget", REFUTES, COUNCIL, "Difference: 476,000 (14.9 per cent over plan)", primary=True),),
            found,
        ):
            review_verdict(self.session, self.lina, claim.id, Review.AGREE, "", number=1)
            rule_verdict(self.session, self.maren, claim.id, "Must go in before print.", number=1)

    def agree_on_the_pharmacy(self) -> None:
        """Show a causal claim that two people found wrong and an editor has yet to rule."""
        claim = self._claim("pharmacy")
        if claim is None:
            return
        self._give(claim, self.sam)
        found = Found(
            "not_found",
            "mostly_false",
            Disposition.CUT,
            "The owner says that she retired and that it had nothing to do with the ferry. No resident is named.",
        )
        if self._propose(
            claim, self.sam, (Piece("pharmacy-owner", REFUTES, None, "It has nothing to do with the boat"),), found
        ):
            review_verdict(self.session, self.lina, claim.id, Review.AGREE, "", number=1)

    def dispute_the_record(self) -> None:
        """Show a dispute that waits for an editor."""
        claim = self._claim("lowest number") or self._claim("214,000")
        if claim is None:
            return
        self._give(claim, self.lina)
        found = Found(
            "own_word",
            "half_true",
            Disposition.SHOULD_FIX,
            "214,000 is right. It is the lowest since 2003 if the year 2020 is left out.",
            before="the lowest number since records began in 1988",
            after="fewer than in any normal year since 2003",
        )
        if self._propose(claim, self.lina, (Piece("passenger-statistics", REFUTES),), found):
            note = "The table has 198,000 for 1988 and 122,000 for 2020. That is false, not half true."
            review_verdict(self.session, self.sam, claim.id, Review.DISPUTE, note, number=1)

    def propose_the_visitors(self) -> None:
        """Show a verdict that waits for a second person."""
        claim = self._claim("25 per cent") or self._claim("61,000")
        if claim is None:
            return
        self._give(claim, self.lina)
        found = Found(
            "imprecise",
            "mostly_false",
            Disposition.MUST_FIX,
            "Both figures are the tourist board’s. From 61,000 to 52,000 is a drop of 9,000, or 15 per cent.",
            before="a drop of 25 per cent",
            after="a drop of 15 per cent",
        )
        self._propose(claim, self.lina, (Piece("tourist-board", REFUTES),), found)

    def second_check_the_households(self) -> None:
        """Show a second check that somebody has taken."""
        claim = self._claim("One in five") or self._claim("no car")
        if claim is None:
            return
        self._give(claim, self.sam)
        found = Found(
            "own_word",
            "mostly_true",
            Disposition.STANDS,
            "21 per cent in the county’s survey, give or take four points.",
        )
        if self._propose(claim, self.sam, (Piece("census-cars", SUPPORTS),), found):
            take_second(self.session, self.lina, claim.id)

    def check_the_law(self) -> None:
        """Show a claim that is being checked, with suggestions that nobody has decided on."""
        claim = self._claim("within 60 days")
        if claim is None:
            return
        self._give(claim, self.lina, hours=3, note="Is a survey a safety report under the act?")
        start_claim(self.session, self.lina, claim.id)
        for name in ("transport-act", "venn-maddox-report", "committee-minutes"):
            self._suggest(claim, name)

    def assign_the_vote(self) -> None:
        """Show a claim that was given out, and one that is overdue."""
        for words, hours in (("nine votes",), 8), (("present on 9 October",), -2):
            claim = self._claim(*words)
            if claim is not None:
                self._give(claim, self.sam, hours=hours)
                for name in ("council-vote", "committee-minutes"):
                    self._suggest(claim, name)

    def reopen_the_staff(self) -> None:
        """Show a claim that was opened again, since the text says 14 here and 16 there."""
        claim = self._claim("jobs are safe") or self._claim("14 staff")
        if claim is None:
            return
        self._give(claim, self.sam)
        found = Found("accurate", "true", Disposition.STANDS, "The union and the council both say so.")
        if self._propose(claim, self.sam, (Piece("radio-skerrow", SUPPORTS),), found):
            why = "Another paragraph says that the ferry employs 16. Check both against the accounts."
            reopen_claim(self.session, self.theo, claim.id, why)

    def dismiss_the_opinion(self) -> None:
        """Show what nobody can check."""
        claim = self._claim("disgrace")
        if claim is not None:
            why = "An opinion; the quotation itself is checked with the recording."
            dismiss_claim(self.session, self.theo, claim.id, why)

    def merge_the_caption(self) -> None:
        """Show a caption's claim that was folded into the sentence it repeats."""
        caption, body = self._claim("nobody showed her"), self._claim("Nobody showed me")
        if caption is not None and body is not None and caption.id != body.id:
            merge_claim(self.session, self.maren, caption.id, into=body.number)

    def wait_for_a_checker(self) -> None:
        """Leave three claims confirmed and in nobody's hands."""
        waiting = [claim.id for claim in self.claims if claim.state is ClaimState.UNCONFIRMED][2:5]
        if waiting:
            confirm_claims(self.session, self.maren, self.article.id, waiting)
