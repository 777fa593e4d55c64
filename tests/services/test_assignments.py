from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Select, func, select

from factcheck.db import Database
from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, WrongState
from factcheck.domain.roles import Role
from factcheck.models import Assignment, Claim, Event, Person
from factcheck.models.base import utc_now
from factcheck.services import claim_take
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claims
from factcheck.services.claim_take import hand_back, start_claim, take_claim, take_next
from factcheck.services.event_log import verify_log
from factcheck.services.relations import get_claim
from tests.intake import split_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People

DUE = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)


@pytest.fixture
def claims(session: Session, people: People) -> list[Claim]:
    article, _, claims = split_article(session, people.eda, deadline_at=DUE)
    confirm_claims(session, session.get_one(Person, people.eda), article.id)
    return claims


def who(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id)


def open_of(session: Session, claim: Claim) -> list[Assignment]:
    query = select(Assignment).where(Assignment.claim_id == claim.id, Assignment.ended_at.is_(None))
    return list(session.scalars(query))


def test_many_are_given_with_due_date_and_note(session: Session, people: People, claims: list[Claim]) -> None:
    ids = [claim.id for claim in claims[:3]]
    given = assign_claims(session, who(session, people.eda), ids, people.cleo, due_at=DUE, note="Ask the port")
    assert [claim.number for claim in given] == [1, 2, 3]
    for claim in given:
        assert (claim.state, claim.assignee_id, claim.due_at) == (ClaimState.ASSIGNED, people.cleo, DUE)
        (held,) = open_of(session, claim)
        assert (held.note, held.assigned_by_id) == ("Ask the port", people.eda)


def test_what_is_not_confirmed_is_confirmed_by_being_given(session: Session, people: People) -> None:
    _, _, claims = split_article(session, people.eda)
    assign_claims(session, who(session, people.eda), [claims[0].id], people.cleo)
    acts = session.scalars(select(Event.action).where(Event.claim_id == claims[0].id).order_by(Event.seq)).all()
    assert [act for act in acts if act != "claim.looked_up"] == ["claim.found", "claim.confirm", "claim.assign"]


def test_taking_from_somebody_needs_a_reason_and_keeps_the_history(
    session: Session, people: People, claims: list[Claim]
) -> None:
    eda, claim = who(session, people.eda), claims[0]
    assign_claims(session, eda, [claim.id], people.cleo)
    with pytest.raises(InvalidInput, match="Say why"):
        assign_claims(session, eda, [claim.id], people.cass)
    assert claim.assignee_id == people.cleo
    assign_claims(session, eda, [claim.id], people.cass, reason="Cleo is ill")
    rows = session.scalars(select(Assignment).where(Assignment.claim_id == claim.id).order_by(Assignment.id)).all()
    assert [(row.checker_id, row.end_reason) for row in rows] == [(people.cleo, "Cleo is ill"), (people.cass, "")]


def test_a_new_pair_of_hands_does_not_undo_what_has_begun(
    session: Session, people: People, claims: list[Claim]
) -> None:
    eda = who(session, people.eda)
    assign_claims(session, eda, [claims[0].id], people.cleo)
    start_claim(session, who(session, people.cleo), claims[0].id)
    assign_claims(session, eda, [claims[0].id], people.cass, reason="holiday")
    assert claims[0].state is ClaimState.CHECKING


def test_nobody_who_cannot_sign_in_is_given_claims(session: Session, people: People, claims: list[Claim]) -> None:
    who(session, people.cass).disabled_at = utc_now()
    for checker in (people.cass, 10**6):
        with pytest.raises(InvalidInput):
            assign_claims(session, who(session, people.eda), [claims[0].id], checker)


def test_a_checker_gives_claims_to_nobody(session: Session, people: People, claims: list[Claim]) -> None:
    with pytest.raises(NotAllowed):
        assign_claims(session, who(session, people.cleo), [claims[0].id], people.cass)


def test_take_next_brings_what_is_due_first_then_what_matters_most(session: Session, people: People) -> None:
    eda, cleo = who(session, people.eda), who(session, people.cleo)
    late, _, _ = split_article(
        session, people.eda, "Late\n\nOne is so.", ["One is so."], deadline_at=DUE.replace(day=9)
    )
    texts = [{"exact": "Low.", "score": 0.1}, {"exact": "High.", "score": 0.9}]
    soon, _, _ = split_article(session, people.eda, "Soon\n\nLow.\nHigh.", texts, deadline_at=DUE)
    never, _, _ = split_article(session, people.eda, "Never\n\nTwo is so.", ["Two is so."])
    for article in (late, soon, never):
        confirm_claims(session, eda, article.id)
    taken = [take_next(session, cleo) for _ in range(5)]
    assert [claim.statement if claim else None for claim in taken] == [
        "High.",
        "Low.",
        "One is so.",
        "Two is so.",
        None,
    ]
    assert taken[0] is not None
    assert taken[0].due_at == DUE


def test_taking_twice_is_taking_once_and_what_is_held_is_refused(
    session: Session, people: People, claims: list[Claim]
) -> None:
    take_claim(session, who(session, people.cleo), claims[0].id)
    take_claim(session, who(session, people.cleo), claims[0].id)
    assert len(open_of(session, claims[0])) == 1
    with pytest.raises(WrongState, match="Cleo has this claim now"):
        take_claim(session, who(session, people.cass), claims[0].id)


def test_what_is_not_confirmed_is_not_taken(session: Session, people: People) -> None:
    _, _, claims = split_article(session, people.eda)
    assert take_next(session, who(session, people.cleo)) is None
    with pytest.raises(NotAllowed):
        take_claim(session, who(session, people.cleo), claims[0].id)


def test_handing_back_says_why_and_frees_the_claim(session: Session, people: People, claims: list[Claim]) -> None:
    cleo, claim = who(session, people.cleo), claims[0]
    take_claim(session, cleo, claim.id)
    start_claim(session, cleo, claim.id)
    with pytest.raises(InvalidInput):
        hand_back(session, cleo, claim.id, "")
    with pytest.raises(NotAllowed):
        hand_back(session, who(session, people.cass), claim.id, "mine now")
    hand_back(session, cleo, claim.id, "I know the mayor")
    assert (claim.state, claim.assignee_id, claim.due_at) == (ClaimState.TO_CHECK, None, None)
    assert claim.state_reason == "I know the mayor"
    assert open_of(session, claim) == []


def test_only_the_holder_begins(session: Session, people: People, claims: list[Claim]) -> None:
    take_claim(session, who(session, people.cleo), claims[0].id)
    with pytest.raises(WrongState):
        start_claim(session, who(session, people.cass), claims[0].id)


class Rush:
    """Hold many claims that eight checkers take at once, and what each got."""

    def __init__(self, database: Database, claims: int) -> None:
        self.database = database
        lines = [f"Fact {n} is so." for n in range(claims)]
        with database.write() as session:
            desk = [
                Person(email=f"c{n}@desk.test", name=f"C{n}", role=Role.CHECKER, password_hash="x", settings={})
                for n in range(8)
            ]
            editor = Person(email="e@desk.test", name="E", role=Role.EDITOR, password_hash="x", settings={})
            session.add_all([*desk, editor])
            session.flush()
            article, _, _ = split_article(session, editor.id, "Head\n\n" + "\n".join(lines), lines)
            confirm_claims(session, editor, article.id)
            checkers = [person.id for person in desk]
        self.got: dict[int, list[int]] = {checker: [] for checker in checkers}
        self.wrong: list[BaseException] = []
        self._gate = threading.Barrier(len(checkers), timeout=60)

    def run(self) -> None:
        """Have each take the next claim until there is none."""
        threads = [threading.Thread(target=self._work, args=(checker,)) for checker in self.got]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self, checker: int) -> None:
        self._gate.wait()
        try:
            while True:
                with self.database.write() as session:
                    claim = take_next(session, session.get_one(Person, checker))
                    taken = claim.id if claim is not None else None
                if taken is None:
                    return
                self.got[checker].append(taken)
        except BaseException as error:  # noqa: BLE001 - shown by the assertions below
            self.wrong.append(error)


def test_eight_checkers_who_take_500_claims_are_never_given_the_same(database: Database) -> None:
    rush = Rush(database, 500)
    rush.run()
    assert rush.wrong == []
    everything = [claim for claims in rush.got.values() for claim in claims]
    assert len(everything) == len(set(everything)) == 500
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Assignment)) == 500
        for checker, claims in rush.got.items():
            held = session.scalars(select(Claim.id).where(Claim.assignee_id == checker)).all()
            assert set(held) == set(claims)
        assert verify_log(session).bad_seq is None


@pytest.mark.postgresql
def test_twin_without_the_lock_checkers_meet_on_one_claim(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock two choose the same claim, and only the count of its changes stops the second."""
    database = Database(postgresql_url)
    monkeypatch.setattr(Select, "with_for_update", lambda self, **_: self)
    monkeypatch.setattr(claim_take, "get_claim", lambda session, claim_id, **_: get_claim(session, claim_id))
    rush = Rush(database, 40)
    rush.run()
    database.dispose()
    everything = [claim for claims in rush.got.values() for claim in claims]
    assert rush.wrong or len(everything) != len(set(everything))
