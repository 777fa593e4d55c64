"""A disputed verdict goes to a panel that votes blind; two equal votes carry, and an editor words what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import NoticeKind, Seat
from factcheck.domain.errors import InvalidInput, NotAllowed, WrongState
from factcheck.domain.panel import PanelState
from factcheck.domain.roles import Role
from factcheck.domain.verdicts import Review, VerdictState
from factcheck.models import Event, Notice, Opinion, Panel, PanelSeat, Person, PolicyRule, Verdict
from factcheck.services.agreement_view import agreement_by_kind
from factcheck.services.blind_check import check_blind
from factcheck.services.claim_history import claim_history
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.event_log import verify_log
from factcheck.services.panel_end import end_panel
from factcheck.services.panel_seat import invite_to_panel, leave_seat, take_seat
from factcheck.services.panel_view import panel_view
from factcheck.services.panel_vote import vote_on_panel
from factcheck.services.policy_seed import seed_policy
from factcheck.services.queue_view import view_queue
from factcheck.services.relations import current_verdict
from factcheck.services.verdict_amend import amend_wording
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from tests.conftest import People

ASKED = "panel"


@pytest.fixture
def world(session: Session, people: People) -> World:
    return disputed_world(session, people)


def disputed_world(session: Session, people: People, dispute: str = ASKED, *, blind: bool = False) -> World:
    """Build a world in which Cass disputes what Cleo proposed; Vera, Vito and Vala are no side."""
    seed_policy(session)
    for rule in session.scalars(select(PolicyRule)):
        rule.requirement = {**rule.requirement, "dispute": dispute, "second_check": "blind" if blind else "required"}
    world = build_world(session, people)
    for name in ("vera", "vito", "vala"):
        session.add(
            Person(email=f"{name}@desk.test", name=name.title(), role=Role.CHECKER, password_hash="x", settings={})
        )
    world.proposed(attribution="accurate", content="true")
    if blind:
        check_blind(session, world.person("cass"), world.claim.id, number=1, note="", **ids(world, "false"))
    else:
        review_verdict(session, world.person("cass"), world.claim.id, Review.DISPUTE, "The minutes differ.", number=1)
    return world


def ids(world: World, content: str, attribution: str = "accurate") -> dict[str, Any]:
    return {
        "attribution_id": world.rating("attribution", attribution).id,
        "content_id": world.rating("public", content).id,
    }


def who(world: World, name: str) -> Person:
    return world.session.scalars(select(Person).where(Person.name == name)).one()


def vote(world: World, name: str, content: str, note: str = "I read the minutes.") -> Panel:
    take_seat(world.session, who(world, name), world.claim.id)
    return vote_on_panel(world.session, who(world, name), world.claim.id, note=note, number=1, **ids(world, content))


def panel(world: World) -> Panel:
    return world.session.scalars(select(Panel)).one()


def queue(world: World, name: str) -> Sequence[str]:
    return [row.why for row in view_queue(world.session, who(world, name)).rows if row.claim.id == world.claim.id]


def test_without_such_a_policy_a_dispute_goes_to_an_editor(session: Session, people: People) -> None:
    world = disputed_world(session, people, "editor")
    assert session.scalars(select(Panel)).all() == []
    assert queue(world, "Edo") == ["Disputed: an editor decides"]
    assert queue(world, "Vera") == []


def test_two_equal_votes_for_the_proposal_carry_it(world: World) -> None:
    assert panel(world).state is PanelState.OPEN
    assert vote(world, "Vera", "true").state is PanelState.OPEN
    assert vote(world, "Vito", "false").state is PanelState.OPEN
    assert vote(world, "Vala", "true").state is PanelState.CARRIED
    assert world.state() is ClaimState.AGREED
    ruled = rule_verdict(world.session, world.person("eda"), world.claim.id, "", number=1)
    assert (ruled.number, ruled.state) == (1, VerdictState.RULED)
    told = agreement_by_kind(world.session)
    assert [(row.agreed, row.checked, row.voted, row.upheld) for row in told] == [(0, 1, 1, 1)]
    actions = set(world.session.scalars(select(Event.action).where(Event.claim_id == world.claim.id)))
    assert {"panel.called", "panel.seat_taken", "panel.voted", "panel.carried", "claim.uphold"} <= actions
    assert verify_log(world.session).bad_seq is None


def test_two_equal_votes_close_the_vote_before_the_third(world: World) -> None:
    vote(world, "Vera", "true")
    assert vote(world, "Vito", "true").state is PanelState.CARRIED
    with pytest.raises(NotAllowed):
        take_seat(world.session, who(world, "Vala"), world.claim.id)


def test_what_carried_otherwise_binds_the_ruling(world: World) -> None:
    vote(world, "Vera", "false")
    vote(world, "Vito", "false")
    assert world.state() is ClaimState.DISPUTED
    assert queue(world, "Edo") == ["Disputed: an editor decides"]
    item = world.evidence()

    def rule(content: str | None) -> Verdict:
        instead = world.finding(item, content=content) if content else None
        return rule_verdict(world.session, world.person("edo"), world.claim.id, "So.", number=1, instead=instead)

    for other in (None, "true", "half_true"):
        with pytest.raises(InvalidInput, match="The vote carried “Accurately reported” and “False”"):
            rule(other)
    assert rule("false").content.key == "false"
    assert [(row.voted, row.upheld) for row in agreement_by_kind(world.session)] == [(1, 0)]
    shown = panel_view(world.session, who(world, "Cleo"), world.claim, current_verdict(world.session, world.claim.id))
    assert shown is not None
    assert [one.by.name for one in shown.votes] == ["Vera", "Vito"]


def test_mended_words_keep_the_vote_and_a_ruling_made_anew_does_not(world: World) -> None:
    vote(world, "Vera", "true")
    vote(world, "Vito", "true")
    session, eda = world.session, world.person("eda")
    ruled = rule_verdict(session, eda, world.claim.id, "So.", number=1)
    mended = amend_wording(
        session, eda, world.claim, ruled, summary="It was so.", rationale="The minutes say so.", limits=""
    )
    shown = panel_view(session, who(world, "Cleo"), world.claim, mended)
    assert shown is not None
    assert [one.by.name for one in shown.votes] == ["Vera", "Vito"]
    reopen_claim(session, eda, world.claim.id, "New minutes came in.")
    assert panel_view(session, who(world, "Cleo"), world.claim, world.ruled(content="false")) is None


def test_three_different_votes_go_to_an_editor_who_did_not_vote(world: World) -> None:
    vote(world, "Vera", "true")
    vote(world, "Vito", "false")
    assert vote(world, "Eda", "half_true").state is PanelState.SPLIT
    with pytest.raises(NotAllowed, match="You voted"):
        rule_verdict(world.session, world.person("eda"), world.claim.id, "I say so.", number=1)
    assert rule_verdict(world.session, world.person("edo"), world.claim.id, "It stands.", number=1).number == 1


def test_nobody_rules_while_the_panel_votes(world: World) -> None:
    with pytest.raises(WrongState, match="votes on this dispute first"):
        rule_verdict(world.session, world.person("eda"), world.claim.id, "Enough.", number=1)
    assert queue(world, "Edo") == ["A seat in a vote is free"]


@pytest.mark.parametrize("name", ["Cleo", "Cass"])
def test_no_side_of_the_dispute_sits_votes_or_is_invited(world: World, name: str) -> None:
    with pytest.raises(NotAllowed, match="the panel is made up of others"):
        take_seat(world.session, who(world, name), world.claim.id)
    with pytest.raises(NotAllowed):
        vote_on_panel(world.session, who(world, name), world.claim.id, note="x", number=1, **ids(world, "true"))
    with pytest.raises(InvalidInput, match="side of the dispute"):
        invite_to_panel(world.session, world.person("eda"), world.claim.id, who(world, name).id)
    assert queue(world, name) == []


@pytest.mark.parametrize("name", ["Cleo", "Cass"])
def test_the_database_too_refuses_a_side_its_seat(world: World, name: str) -> None:
    values = {
        "panel_id": panel(world).id,
        "person_id": who(world, name).id,
        "position": 1,
        "at": panel(world).opened_at,
    }
    with pytest.raises(DBAPIError, match="sits on its panel"), world.session.begin_nested():
        world.session.execute(insert(PanelSeat).values(values | {"at": panel(world).opened_at}))


def test_who_does_not_sit_does_not_vote(world: World) -> None:
    with pytest.raises(NotAllowed, match="Take a free seat"):
        vote_on_panel(world.session, who(world, "Vera"), world.claim.id, note="x", number=1, **ids(world, "true"))


def raw_vote(world: World, name: str, **values: Any) -> None:
    """Put a vote into the table as code without any guard would."""
    given = {
        "verdict_id": panel(world).verdict_id,
        "by_id": who(world, name).id,
        "seat": Seat.PANEL,
        "attribution_rating_id": world.rating("attribution", "accurate").id,
        "content_rating_id": world.rating("public", "true").id,
        "review": Review.AGREE,
        "note": "",
        "at": panel(world).opened_at,
    }
    with world.session.begin_nested():
        world.session.execute(insert(Opinion).values(given | values))


def test_the_database_too_wants_a_seat_both_ratings_and_an_open_vote(world: World) -> None:
    with pytest.raises(DBAPIError, match="only who sits"):
        raw_vote(world, "Vera")
    for name in ("Vera", "Vito"):
        take_seat(world.session, who(world, name), world.claim.id)
    with pytest.raises(DBAPIError, match="only who sits"):
        raw_vote(world, "Vera", content_rating_id=None)
    raw_vote(world, "Vera")
    end_panel(world.session, world.person("eda"), world.claim.id, "Too few.")
    with pytest.raises(DBAPIError, match="only who sits"):
        raw_vote(world, "Vito")


def test_one_vote_a_person(world: World) -> None:
    vote(world, "Vera", "true")
    with pytest.raises(WrongState, match="in already"):
        vote(world, "Vera", "false")
    with pytest.raises(IntegrityError):
        raw_vote(world, "Vera")
    with pytest.raises(DBAPIError, match="kept"), world.session.begin_nested():
        world.session.execute(update(Opinion).values(note="changed my mind"))


def test_with_the_guards_taken_down_the_database_takes_it_all(world: World) -> None:
    """Show that what refuses above is the triggers, not something else."""
    for name, table in (
        ("opinion_has_seat", "opinion"),
        ("opinion_not_own", "opinion"),
        ("opinion_kept", "opinion"),
        ("panel_seat_no_side", "panel_seat"),
    ):
        on = f" ON {table}" if world.session.get_bind().dialect.name == "postgresql" else ""
        world.session.execute(text(f"DROP TRIGGER {name}{on}"))
    raw_vote(world, "Cleo")
    world.session.execute(update(Opinion).values(note="changed my mind"))
    values = {"panel_id": panel(world).id, "person_id": who(world, "Cleo").id, "position": 1}
    world.session.execute(insert(PanelSeat).values(values | {"at": panel(world).opened_at}))


def test_a_vote_gives_both_ratings_on_the_verdicts_scale_and_a_reason(world: World) -> None:
    take_seat(world.session, who(world, "Vera"), world.claim.id)
    good = ids(world, "true")
    desk_scale = world.rating("copy_desk", "confirmed").id
    for values, field in (
        (good | {"attribution_id": None}, "attribution_id"),
        (good | {"content_id": desk_scale}, "content_id"),
        (good | {"note": "  "}, "note"),
        (good | {"note": "x" * 4_001}, "note"),
    ):
        with pytest.raises(InvalidInput) as caught:
            vote_on_panel(world.session, who(world, "Vera"), world.claim.id, number=1, **({"note": "Read."} | values))
        assert caught.value.field == field


def test_votes_are_blind_of_each_other_till_the_last_is_in(world: World) -> None:
    vote(world, "Vera", "false", "zq-heron")
    verdict = current_verdict(world.session, world.claim.id)
    for name in ("Vito", "Eda", "Cleo"):
        shown = panel_view(world.session, who(world, name), world.claim, verdict)
        assert shown is not None
        assert (list(shown.votes), shown.mine) == ([], None)
        assert shown.voted == {who(world, "Vera").id}
    mine = panel_view(world.session, who(world, "Vera"), world.claim, verdict)
    assert mine is not None
    assert mine.mine is not None
    assert "zq-heron" not in str(claim_history(world.session, world.claim.id))
    vote(world, "Vito", "false")
    assert "zq-heron" in str(claim_history(world.session, world.claim.id))


def test_an_invitation_is_told_and_stands_in_the_queue(world: World) -> None:
    assert queue(world, "Vera") == ["A seat in a vote is free"]
    for name in ("Vera", "Vito", "Vala"):
        invite_to_panel(world.session, world.person("eda"), world.claim.id, who(world, name).id)
    assert queue(world, "Vera") == ["Panel vote waits"]
    assert queue(world, "Edo") == []
    told = world.session.scalars(select(Notice).where(Notice.kind == NoticeKind.PANEL)).all()
    assert {(row.person_id, row.words) for row in told} == {
        (who(world, name).id, "Eda asks for your vote on claim 1") for name in ("Vera", "Vito", "Vala")
    }
    with pytest.raises(NotAllowed, match="All seats are taken"):
        take_seat(world.session, who(world, "Edo"), world.claim.id)
    vote(world, "Vera", "true")
    assert queue(world, "Vera") == []
    vote(world, "Vito", "true")
    closed = world.session.scalars(select(Notice).where(Notice.key.like("panel:%:closed:%"))).all()
    assert {row.person_id for row in closed} == {world.people.eda, world.people.cleo, world.people.cass}


def test_a_seat_is_given_back_until_the_vote_is_in(world: World) -> None:
    take_seat(world.session, who(world, "Vera"), world.claim.id)
    take_seat(world.session, who(world, "Vito"), world.claim.id)
    leave_seat(world.session, who(world, "Vera"), world.claim.id, who(world, "Vera").id)
    with pytest.raises(NotAllowed):
        leave_seat(world.session, who(world, "Vala"), world.claim.id, who(world, "Vito").id)
    leave_seat(world.session, world.person("eda"), world.claim.id, who(world, "Vito").id)
    assert panel(world).seats == []
    vote(world, "Vera", "true")
    with pytest.raises(WrongState, match="vote is in"):
        leave_seat(world.session, world.person("eda"), world.claim.id, who(world, "Vera").id)


def test_a_vote_that_cannot_be_held_is_ended_with_a_reason(world: World) -> None:
    vote(world, "Vera", "false")
    with pytest.raises(InvalidInput):
        end_panel(world.session, world.person("eda"), world.claim.id, " ")
    with pytest.raises(NotAllowed):
        end_panel(world.session, who(world, "Vito"), world.claim.id, "Tired.")
    end_panel(world.session, world.person("eda"), world.claim.id, "Nobody else is here this week.")
    assert rule_verdict(world.session, world.person("eda"), world.claim.id, "It stands.", number=1).number == 1


def test_a_third_person_decides_between_two_blind_findings(session: Session, people: People) -> None:
    world = disputed_world(session, people, "third", blind=True)
    assert panel(world).size == 1
    assert vote(world, "Vera", "false").state is PanelState.CARRIED
    assert panel(world).content is world.rating("public", "false")
    with pytest.raises(DBAPIError, match="no such seat"), session.begin_nested():
        values = {"panel_id": panel(world).id, "person_id": who(world, "Vito").id, "position": 2}
        session.execute(insert(PanelSeat).values(values | {"at": panel(world).opened_at}))


def test_a_claim_opened_again_leaves_its_vote_behind(world: World) -> None:
    vote(world, "Vera", "true")
    reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes came in.")
    assert queue(world, "Vito") == []
    with pytest.raises(NotAllowed):
        vote(world, "Vito", "true")
    world.hold(world.claim)
    assert queue(world, "Cleo") == ["You began this"]
    world.proposed(content="false")
    review_verdict(world.session, world.person("cass"), world.claim.id, Review.DISPUTE, "No.", number=2)
    assert [one.state for one in world.session.scalars(select(Panel).order_by(Panel.id))] == [PanelState.OPEN] * 2
    assert queue(world, "Vera") == ["A seat in a vote is free"]
