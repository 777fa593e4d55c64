"""Verdicts: written in two layers, checked by another person, ruled, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, StaleWrite, WrongState
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.domain.fixes import read_fix
from factcheck.domain.verdicts import Disposition, Review, VerdictState
from factcheck.models import Assignment, Event, Notice, Ruling, Verdict
from factcheck.models.base import utc_now
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.event_log import verify_log
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.relations import current_verdict
from factcheck.services.second_take import take_second
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from factcheck.services.verdict_take_back import take_back_verdict
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def test_a_verdict_goes_from_proposal_to_ruling_and_every_step_is_logged(world: World) -> None:
    verdict = world.ruled()
    assert world.state() is ClaimState.RULED
    assert verdict.state is VerdictState.RULED
    assert (verdict.proposed_by_id, verdict.reviewed_by_id, verdict.ruled_by_id) == (
        world.people.cleo,
        world.people.cass,
        world.people.eda,
    )
    actions = set(world.session.scalars(select(Event.action).where(Event.claim_id == world.claim.id)))
    assert {
        "verdict.written",
        "claim.propose",
        "verdict.reviewed",
        "claim.agree",
        "verdict.ruled",
        "claim.rule",
    } <= actions
    assert verify_log(world.session).bad_seq is None


def test_an_empty_summary_is_worded_from_both_layers(world: World) -> None:
    assert world.proposed().summary == "Accurately reported; not independently confirmed."


def test_a_summary_of_ones_own_is_kept(world: World) -> None:
    assert world.proposed(summary="The board says so. ").summary == "The board says so."


def test_a_verdict_without_evidence_is_refused(world: World) -> None:
    world.hold(world.claim)
    with pytest.raises(InvalidInput, match="at least one item of evidence") as caught:
        propose_verdict(
            world.session, world.person("cleo"), world.claim.id, world.finding(), version=world.claim.version
        )
    assert caught.value.field == "evidence_ids"


def test_evidence_of_another_claim_or_withdrawn_is_no_citation(world: World) -> None:
    other = world.evidence(world.second)
    with pytest.raises(InvalidInput, match="not evidence of this claim"):
        world.proposed(world.claim, other)
    gone = world.evidence(withdrawn_at=utc_now(), withdrawn_why="wrong page")
    with pytest.raises(InvalidInput, match="withdrawn"):
        world.proposed(world.claim, gone)


def test_a_citation_keeps_its_own_excerpt_or_that_of_the_evidence(world: World) -> None:
    one, two = world.evidence(), world.evidence()
    verdict = world.proposed(world.claim, one, two, excerpts={two.id: "the north pier closes"})
    assert [(item.evidence_id, item.excerpt) for item in verdict.citations] == [
        (one.id, one.excerpt),
        (two.id, "the north pier closes"),
    ]


def test_a_must_fix_says_which_words_become_which(world: World) -> None:
    with pytest.raises(InvalidInput, match="words as they stand"):
        world.proposed(disposition=Disposition.MUST_FIX)
    with pytest.raises(InvalidInput, match="not in draft 1"):
        world.proposed(disposition=Disposition.MUST_FIX, fix_before="in June", fix_after="in May")
    verdict = world.proposed(disposition=Disposition.MUST_FIX, fix_before="in May", fix_after="on 2 May")
    assert read_fix(verdict.fix) == ("in May", "on 2 May")


def test_only_who_holds_the_claim_proposes(world: World) -> None:
    world.hold(world.claim, "cleo")
    item = world.evidence()
    for name in ("cass", "eda", "ada"):
        with pytest.raises(NotAllowed):
            propose_verdict(
                world.session, world.person(name), world.claim.id, world.finding(item), version=world.claim.version
            )


def test_words_that_changed_under_the_checker_stop_the_proposal_and_keep_her_text(world: World) -> None:
    world.hold(world.claim)
    seen = world.claim.version
    world.claim.statement = "The north pier will close"
    world.session.flush()
    with pytest.raises(StaleWrite) as caught:
        propose_verdict(
            world.session, world.person("cleo"), world.claim.id, world.finding(world.evidence()), version=seen
        )
    assert ("rationale", "We read the minutes of the meeting.") in [
        (clash.name, clash.mine) for clash in caught.value.clashes
    ]


def test_nobody_checks_their_own_verdict(world: World) -> None:
    verdict = world.proposed()
    with pytest.raises(NotAllowed, match="somebody else makes the second check"):
        review_verdict(world.session, world.person("cleo"), world.claim.id, Review.AGREE, "", number=verdict.number)
    with pytest.raises(NotAllowed):
        take_second(world.session, world.person("cleo"), world.claim.id)


def test_the_database_too_refuses_a_check_of_ones_own(world: World) -> None:
    verdict = world.proposed()
    with pytest.raises(IntegrityError), world.session.begin_nested():
        verdict.reviewed_by_id = verdict.proposed_by_id
        world.session.flush()


def test_an_editor_who_proposed_does_not_check_it_either(world: World) -> None:
    world.hold(world.claim, "eda")
    verdict = propose_verdict(
        world.session,
        world.person("eda"),
        world.claim.id,
        world.finding(world.evidence()),
        version=world.claim.version,
    )
    with pytest.raises(NotAllowed):
        review_verdict(world.session, world.person("eda"), world.claim.id, Review.AGREE, "", number=verdict.number)


def test_who_took_the_second_check_makes_it(world: World) -> None:
    verdict = world.proposed()
    world.person("cass")
    world.hold(world.second, "cass")
    take_second(world.session, world.person("cass"), world.claim.id)
    assert world.state() is ClaimState.SECOND_CHECK
    checked = review_verdict(
        world.session, world.person("cass"), world.claim.id, Review.AGREE, "read it", number=verdict.number
    )
    assert checked.review_note == "read it"
    assert world.state() is ClaimState.AGREED


def test_a_dispute_needs_a_reason_and_an_editor_who_is_no_side(world: World) -> None:
    verdict = world.proposed()
    with pytest.raises(InvalidInput) as caught:
        review_verdict(world.session, world.person("eda"), world.claim.id, Review.DISPUTE, " ", number=verdict.number)
    assert caught.value.field == "note"
    review_verdict(
        world.session, world.person("eda"), world.claim.id, Review.DISPUTE, "The minutes differ.", number=verdict.number
    )
    assert world.state() is ClaimState.DISPUTED
    with pytest.raises(NotAllowed, match="another editor settles the dispute"):
        rule_verdict(world.session, world.person("eda"), world.claim.id, "I rule.", number=verdict.number)
    with pytest.raises(InvalidInput):
        rule_verdict(world.session, world.person("edo"), world.claim.id, "", number=verdict.number)
    ruled = rule_verdict(world.session, world.person("edo"), world.claim.id, "It stands.", number=verdict.number)
    assert ruled.id == verdict.id
    assert world.state() is ClaimState.RULED


def test_a_ruling_may_put_another_verdict_in_place_of_a_disputed_one(world: World) -> None:
    item = world.evidence()
    first = world.proposed(world.claim, item)
    review_verdict(world.session, world.person("cass"), world.claim.id, Review.DISPUTE, "It is so.", number=1)
    ruled = rule_verdict(
        world.session,
        world.person("eda"),
        world.claim.id,
        "The minutes settle it.",
        number=1,
        instead=world.finding(item, content="true"),
    )
    assert (ruled.number, ruled.state, ruled.content.key) == (2, VerdictState.RULED, "true")
    assert first.state is VerdictState.SUPERSEDED
    assert first.review is Review.DISPUTE
    assert current_verdict(world.session, world.claim.id) is ruled


def test_an_agreed_verdict_is_not_changed_by_its_ruling(world: World) -> None:
    item = world.evidence()
    world.proposed(world.claim, item)
    review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=1)
    with pytest.raises(WrongState, match="reopen"):
        rule_verdict(
            world.session,
            world.person("eda"),
            world.claim.id,
            "",
            number=1,
            instead=world.finding(item, content="true"),
        )


def test_a_check_of_an_older_version_is_refused(world: World) -> None:
    world.proposed()
    with pytest.raises(WrongState, match="newer verdict"):
        review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=7)


def test_reopening_keeps_the_verdict_takes_back_the_precedent_and_a_new_one_supersedes(world: World) -> None:
    world.session.add(
        Assignment(claim_id=world.claim.id, checker_id=world.people.cleo, assigned_by_id=world.people.eda)
    )
    first = world.ruled()
    kept = world.session.scalars(select(Ruling).where(Ruling.own_claim_id == world.claim.id)).one()
    assert (kept.rating, kept.speaker, kept.withdrawn_at) == ("Unproven", "Mara Lind", None)
    with pytest.raises(InvalidInput):
        reopen_claim(world.session, world.person("eda"), world.claim.id, "  ")
    reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes came in.")
    assert world.state() is ClaimState.REOPENED
    assert world.claim.assignee_id is None
    assert kept.withdrawn_at is not None
    assert world.session.scalars(select(Assignment.end_reason)).all() == ["The claim was opened again."]
    assert current_verdict(world.session, world.claim.id) is first
    second = world.ruled(content="true")
    assert (second.number, first.state) == (2, VerdictState.SUPERSEDED)
    world.session.refresh(kept)
    assert [kept.rating, str(kept.withdrawn_at)] == ["True", "None"]


def test_a_checker_cannot_reopen_or_rule(world: World) -> None:
    world.proposed()
    review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=1)
    with pytest.raises(NotAllowed):
        rule_verdict(world.session, world.person("cass"), world.claim.id, "", number=1)
    with pytest.raises(NotAllowed):
        reopen_claim(world.session, world.person("cleo"), world.claim.id, "because")


def test_the_database_keeps_one_current_verdict_a_claim(world: World) -> None:
    first = world.proposed()
    with pytest.raises(IntegrityError), world.session.begin_nested():
        world.session.add(
            Verdict(
                claim_id=world.claim.id,
                number=9,
                draft_id=world.draft.id,
                attribution_rating_id=first.attribution_rating_id,
                content_rating_id=first.content_rating_id,
                disposition=Disposition.STANDS,
                summary="x",
                rationale="x",
                proposed_by_id=world.people.cass,
            )
        )
        world.session.flush()


def test_the_proposer_takes_a_proposal_back_and_proposes_another(world: World) -> None:
    item = world.evidence()
    first = world.proposed(world.claim, item)
    take_second(world.session, world.person("cass"), world.claim.id)
    take_back_verdict(world.session, world.person("cleo"), world.claim.id, number=first.number)
    assert (world.state(), world.claim.assignee_id) == (ClaimState.CHECKING, world.people.cleo)
    assert world.claim.second_checker_id is None
    told = world.session.scalars(select(Event).where(Event.action == "claim.take_back")).one()
    assert (told.before, told.actor_id) == ({"state": "second_check"}, world.people.cleo)
    assert told.after is not None
    assert (told.after["state"], told.after["verdict"]) == ("checking", 1)
    notices = select(Notice.person_id).where(Notice.words == "Cleo took the verdict on claim 1 back")
    assert set(world.session.scalars(notices)) == {world.people.eda, world.people.cass}
    with pytest.raises(NotAllowed):
        review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=first.number)
    finding = world.finding(item, content="true")
    second = propose_verdict(world.session, world.person("cleo"), world.claim.id, finding, version=world.claim.version)
    assert (second.number, first.state, world.state()) == (2, VerdictState.SUPERSEDED, ClaimState.PROPOSED)
    assert verify_log(world.session).bad_seq is None


def test_only_the_proposer_takes_it_back_and_only_until_the_second_person_has_decided(world: World) -> None:
    verdict = world.proposed()
    for name in ("cass", "eda"):
        with pytest.raises(NotAllowed, match="taken back by whoever made it"):
            take_back_verdict(world.session, world.person(name), world.claim.id, number=verdict.number)
    with pytest.raises(WrongState, match="newer verdict"):
        take_back_verdict(world.session, world.person("cleo"), world.claim.id, number=7)
    review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=verdict.number)
    with pytest.raises(NotAllowed, match="until the second person has decided"):
        take_back_verdict(world.session, world.person("cleo"), world.claim.id, number=verdict.number)


def test_a_check_that_begins_while_the_form_is_open_makes_it_no_older(world: World) -> None:
    item, claim, cleo = world.evidence(), world.claim, world.person("cleo")
    world.hold(claim)
    claim.state = ClaimState.ASSIGNED
    world.session.flush()
    opened = claim.version
    log_evidence(
        world.session,
        cleo,
        claim.id,
        EvidenceValues(kind=EvidenceKind.PAGE, stance=Stance.SUPPORTS, url="https://board.test/new"),
    )
    assert (claim.state, claim.version) == (ClaimState.CHECKING, opened + 1)
    with pytest.raises(StaleWrite):
        propose_verdict(world.session, cleo, claim.id, world.finding(item), version=opened - 1)
    assert propose_verdict(world.session, cleo, claim.id, world.finding(item), version=opened).number == 1
