"""Check an earlier article of the demo to the end: every line ruled, the draft cleared, the page published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.demo.desk import DemoDesk, Found, Piece
from factcheck.domain.articles import CoverageKind
from factcheck.domain.evidence import OriginKind, Stance
from factcheck.domain.verdicts import Disposition, Review
from factcheck.models import Finding as Remark
from factcheck.services.claim_dismiss import dismiss_claim
from factcheck.services.claim_edit import edit_claim
from factcheck.services.clear_draft import clear_draft
from factcheck.services.coverage import coverage_of
from factcheck.services.coverage_mark import mark_guessed, mark_stretch
from factcheck.services.finding_put_aside import put_finding_aside
from factcheck.services.origin_find import OriginChoice
from factcheck.services.publish_article import prepare_article, publish_article
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Claim, Draft, Person

TRANSPORT = OriginChoice(kind=OriginKind.DATASET, name="Coastal Transport Office, passengers")
TOURISTS = OriginChoice(kind=OriginKind.DATASET, name="Skerrow Tourist Board, visitors")
LOG = OriginChoice(kind=OriginKind.DATASET, name="Tolvan Bay Council, stoppage log")
ACCOUNTS = OriginChoice(kind=OriginKind.DATASET, name="Tolvan Bay Council, accounts")
OPERATOR = OriginChoice(kind=OriginKind.DOCUMENT, name="Bluewater Lines, notice of withdrawal")
WEATHER = OriginChoice(kind=OriginKind.DOCUMENT, name="Weather Office, storm report")
STANDS = Disposition.STANDS


@dataclass(frozen=True, slots=True)
class Ruled:
    """Name a claim by words of it, the passage that it rests on, and what was found; `reads` mends its words."""

    words: str
    piece: Piece
    found: Found
    reads: str = ""


def _rests(document: str, origin: OriginChoice, exact: str) -> Piece:
    return Piece(document, Stance.SUPPORTS, origin, exact, primary=True)


RULED = (
    Ruled(
        "Fewer people take",
        _rests("passenger-statistics", TRANSPORT, "2024: 221,000\n2025: 214,000"),
        Found("own_word", "true", STANDS, "214,000 in 2025 after 221,000 in 2024 and 229,000 in 2023."),
    ),
    Ruled(
        "214,000 passengers",
        _rests("passenger-statistics", TRANSPORT, "2025: 214,000"),
        Found("accurate", "true", STANDS, "The office’s own table."),
    ),
    Ruled(
        "it carried 221,000",
        _rests("passenger-statistics", TRANSPORT, "2024: 221,000"),
        Found("own_word", "true", STANDS, "The same table, the line before."),
        reads="In 2024 the Skerrow ferry carried 221,000 passengers.",
    ),
    Ruled(
        "withdrew from the route",
        _rests("bluewater-notice", OPERATOR, "with effect from 1 June 2023"),
        Found("own_word", "true", STANDS, "The operator’s notice of 15 December 2022."),
    ),
    Ruled(
        "a loss of $610,000",
        _rests("bluewater-notice", OPERATOR, "made a loss of $610,000"),
        Found(
            "own_word",
            "mostly_true",
            Disposition.SHOULD_FIX,
            "The operator says so of itself; its accounts are not public.",
            before="It made a loss",
            after="By its own account it made a loss",
            limits="The accounts, which Bluewater Lines does not publish.",
        ),
        reads="Bluewater Lines made a loss of $610,000 on the route in 2022.",
    ),
    Ruled(
        "27 stoppages",
        _rests("council-stoppage-log", LOG, "Total: 27 stoppages"),
        Found("accurate", "true", STANDS, "Six, nine and twelve, which the log adds up rightly."),
    ),
    Ruled(
        "less than one hour",
        _rests("council-stoppage-log", LOG, "Stoppages of less than one hour are not entered."),
        Found("own_word", "true", STANDS, "The log’s own rule."),
    ),
    Ruled(
        "refit of the Marigold",
        _rests("council-budget", ACCOUNTS, "Refit, actual: 1,236,000"),
        Found("own_word", "true", STANDS, "Table 14 of the accounts."),
    ),
    Ruled(
        "fell by 9,000",
        _rests("tourist-board", TOURISTS, "The number of day visitors fell by 9,000, or 15 per cent"),
        Found("accurate", "true", STANDS, "61,000 less 52,000 is 9,000, which is 14.8 per cent of 61,000."),
    ),
    Ruled(
        "Gusts of 118",
        _rests("storm-report", WEATHER, "Gusts of 118 km/h were measured at Skerrow light on 19 January 2026."),
        Found("own_word", "true", STANDS, "The Weather Office’s report, word for word."),
    ),
)


def check_to_the_end(
    session: Session,
    draft: Draft,
    cast: Mapping[str, Person],
    documents: Mapping[str, Capture],
    *,
    desk_name: str,
    zone: tzinfo,
) -> None:
    """Rule each claim, cover the text, sign the draft off and publish it."""
    desk = _Earlier(session, draft.article, cast, documents, desk_name, zone)
    for number, one in enumerate(RULED):
        desk.rule(one, turn=number % 2)
    desk.leave_the_rest()
    desk.clear(draft)
    desk.publish()


class _Earlier(DemoDesk):
    """Do each step of a check that went well."""

    def rule(self, one: Ruled, *, turn: int) -> None:
        """Have one checker propose, the other agree, and an editor rule."""
        claim = self._claim(one.words)
        if claim is None:
            return
        if one.reads:
            edit_claim(
                self.session,
                self.theo,
                claim.id,
                version=claim.version,
                statement=one.reads,
                kind=claim.kind,
                chain=claim.chain,
            )
        first, second = (self.lina, self.sam) if turn else (self.sam, self.lina)
        self._give(claim, first)
        if self._propose(claim, first, (one.piece,), one.found):
            review_verdict(self.session, second, claim.id, Review.AGREE, "", number=1)
            rule_verdict(self.session, self.theo, claim.id, "", number=1)

    def leave_the_rest(self) -> None:
        """Dismiss what says nothing of its own."""
        claim: Claim | None
        while (claim := self._claim("")) is not None:
            dismiss_claim(self.session, self.theo, claim.id, "A turn of phrase; the figures are checked below.")

    def clear(self, draft: Draft) -> None:
        """Mark what is no claim and sign the draft off."""
        session, where = self.session, draft.article_id
        for kind in (CoverageKind.BOILERPLATE, CoverageKind.NOT_A_FACT):
            mark_guessed(session, self.lina, where, draft_id=draft.id, kind=kind)
        for one in coverage_of(session, draft).stretches:
            kind = CoverageKind.SCENE_SETTING
            mark_stretch(session, self.lina, where, draft_id=draft.id, start=one.start, end=one.end, kind=kind)
        for remark in session.scalars(select(Remark).where(Remark.draft_id == draft.id)):
            put_finding_aside(session, self.theo, where, remark.id, aside=True)
        clear_draft(session, self.theo, where, sha256=draft.sha256)

    def publish(self) -> None:
        """Publish the article's page and each line."""
        self._open()
        page = prepare_article(self.session, self.article, desk_name=self.desk_name, zone=self.zone)
        publish_article(
            self.session, self.theo, self.article.id, sha256=page.sha256, desk_name=self.desk_name, zone=self.zone
        )
