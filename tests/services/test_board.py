"""The board says who holds what; the next claim is suggested for whoever holds least."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput
from factcheck.domain.roles import Role
from factcheck.models import Claim, Notice, Person
from factcheck.models.base import utc_now
from factcheck.services.board_view import SHOWN, DueBy, Grouped, view_board
from factcheck.services.claim_assign import assign_claims
from factcheck.services.desk_load import Load, suggest_checker, workload
from tests.intake import split_article
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


def filled(session: Session, people: People, size: int = 6) -> list[Claim]:
    """Add an article whose claims are, in turn, with Cleo, with Cass, with nobody."""
    lines = [f"The pier number {n} cost {n} crowns." for n in range(size)]
    _, _, claims = split_article(session, people.eda, "Head of it\n\n" + "\n".join(lines) + "\n", lines)
    for n, claim in enumerate(claims):
        claim.assignee_id = (people.cleo, people.cass, None)[n % 3]
        claim.state = ClaimState.TO_CHECK if claim.assignee_id is None else ClaimState.CHECKING
    session.flush()
    return claims


def now_and_later(session: Session, people: People) -> tuple[list[Claim], dict[str, list[int]]]:
    claims = filled(session, people)
    groups = view_board(session, by=Grouped.PERSON, day_ends_at=utc_now())
    return claims, {g.load.name if g.load else "": [c.number for c in g.claims] for g in groups}


def test_claims_stand_with_who_holds_them_and_those_of_nobody_first(session: Session, people: People) -> None:
    _, shown = now_and_later(session, people)
    assert next(iter(shown)) == ""
    assert shown == {"": [3, 6], "Cass": [2, 5], "Cleo": [1, 4]}


def test_a_claim_in_second_check_stands_with_who_checks_it(session: Session, people: People) -> None:
    claims = filled(session, people)
    claims[0].state, claims[0].second_checker_id = ClaimState.SECOND_CHECK, people.eda
    claims[1].state = ClaimState.PROPOSED
    session.flush()
    groups = view_board(session, by=Grouped.PERSON, day_ends_at=utc_now())
    where = {c.number: (g.load.name if g.load else "") for g in groups for c in g.claims}
    assert where[1] == "Eda"
    # A proposed verdict waits for anybody but its proposer.
    assert where[2] == ""


def test_by_state_the_groups_follow_the_order_of_work(session: Session, people: People) -> None:
    filled(session, people)
    groups = view_board(session, by=Grouped.STATE, day_ends_at=utc_now())
    assert [group.state for group in groups] == [ClaimState.TO_CHECK, ClaimState.CHECKING]
    assert [group.total for group in groups] == [2, 4]


def test_what_is_due_today_or_late_can_be_asked_for(session: Session, people: People) -> None:
    claims, now = filled(session, people), utc_now()
    claims[0].due_at, claims[1].due_at = now - timedelta(hours=1), now + timedelta(hours=1)
    session.flush()

    def numbers(due_by: DueBy) -> set[int]:
        groups = view_board(session, by=Grouped.PERSON, day_ends_at=now + timedelta(hours=6), due_by=due_by)
        return {claim.number for group in groups for claim in group.claims}

    assert numbers(DueBy.OVERDUE) == {1}
    assert numbers(DueBy.TODAY) == {1, 2}


def test_a_long_group_is_cut_and_counted_in_the_same_queries(session: Session, people: People) -> None:
    filled(session, people, 6)
    engine = session.get_bind().engine

    def asked() -> int:
        with QueryCount(engine) as counted:
            view_board(session, by=Grouped.PERSON, day_ends_at=utc_now())
        return counted.count

    few = asked()
    filled(session, people, 90)
    groups = view_board(session, by=Grouped.PERSON, day_ends_at=utc_now())
    assert [(len(group.claims), group.total) for group in groups] == [(SHOWN, 32)] * 3
    assert asked() == few


def test_the_next_claim_is_suggested_for_the_checker_with_the_least_due_counting_twice(
    session: Session, people: People
) -> None:
    claims = filled(session, people)
    assert suggest_checker(workload(session, utc_now())) is not None
    # As many claims each, but one of Cass's is due.
    claims[1].due_at = utc_now() - timedelta(hours=1)
    session.flush()
    loads = workload(session, utc_now())
    cleo, cass = (next(load for load in loads if load.person_id == one) for one in (people.cleo, people.cass))
    assert (cleo.words, cass.words) == ("2 open", "2 open, 1 due today")
    others = [load for load in loads if load.person_id in {people.cleo, people.cass}]
    assert suggest_checker(others) == cleo


def test_an_editor_is_suggested_only_where_there_is_no_checker() -> None:
    eda, cleo = Load(1, "Eda", Role.EDITOR, 0, 0, 0), Load(2, "Cleo", Role.CHECKER, 9, 9, 9)
    assert suggest_checker([eda, cleo]) == cleo
    assert suggest_checker([eda]) == eda
    assert suggest_checker([]) is None


def test_claims_of_who_is_no_longer_here_stay_on_the_board_behind_those_of_nobody(
    session: Session, people: People
) -> None:
    filled(session, people)
    session.get_one(Person, people.cleo).disabled_at = utc_now()
    session.flush()
    groups = view_board(session, by=Grouped.PERSON, day_ends_at=utc_now())
    assert [(g.load.name if g.load else "", bool(g.load and g.load.gone), len(g.claims)) for g in groups] == [
        ("", False, 2),
        ("Cleo", True, 2),
        ("Cass", False, 2),
    ]


def test_what_somebody_left_is_given_on_without_asking_why(session: Session, people: People) -> None:
    claims = filled(session, people)
    eda = session.get_one(Person, people.eda)
    with pytest.raises(InvalidInput, match="Say why"):
        assign_claims(session, eda, [claims[0].id], people.cass)
    session.get_one(Person, people.cleo).disabled_at = utc_now()
    session.flush()
    assert assign_claims(session, eda, [claims[0].id], people.cass) == [claims[0]]
    assert claims[0].assignee_id == people.cass
    assert "Cleo is no longer here" in (claims[0].state_reason or "")


def test_several_claims_given_at_once_are_told_of_in_one_notice(session: Session, people: People) -> None:
    claims = filled(session, people)
    eda = session.get_one(Person, people.eda)
    for claim in claims:
        claim.state, claim.assignee_id = ClaimState.TO_CHECK, None
    session.flush()
    assign_claims(session, eda, [claim.id for claim in claims[:3]], people.cass)
    told = session.scalars(select(Notice).where(Notice.person_id == people.cass)).one()
    assert (told.words, told.path) == ("Eda gave you 3 claims: 1, 2 and 3", "/queue")
    assign_claims(session, eda, [claims[3].id], people.cass)
    assert len(session.scalars(select(Notice).where(Notice.person_id == people.cass)).all()) == 2


def test_who_was_disabled_is_not_suggested(session: Session, people: People) -> None:
    session.get_one(Person, people.cass).disabled_at = utc_now()
    session.flush()
    assert people.cass not in {load.person_id for load in workload(session, utc_now())}
