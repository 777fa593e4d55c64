"""On PostgreSQL who acts while another's act is being written waits for it and then sees it."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from factcheck.db import Database
from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.models import Claim, Evidence, Origin, Person, Via
from factcheck.services.capture_keep import NewCapture, keep_captures
from factcheck.services.claim_add import add_claim
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.evidence_withdraw import withdraw_evidence
from factcheck.services.ruling_import import import_rulings
from factcheck.services.verdict_propose import propose_verdict
from tests.verdict_world import build_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from tests.conftest import People

    Act = Callable[[Session], object]

pytestmark = pytest.mark.postgresql

WORDS = "Repairs would cost 4 million crowns"


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    found = Database(postgresql_url)
    yield found
    found.dispose()


def one_behind_the_other(database: Database, first: Act, second: Act) -> None:
    """Begin `second` while `first` is done and not committed; commit once `second` has come to wait, or has ended."""

    def act() -> None:
        with database.write() as session:
            second(session)

    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            first(session)
            later = pool.submit(act)
            while not later.done() and not _somebody_waits(database):
                pass
        later.result()


def _somebody_waits(database: Database) -> bool:
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with database.read() as session:
        return bool(session.scalar(text(waits)))


def test_one_source_named_by_two_at_once_is_one_origin(database: Database, people: People) -> None:
    with database.write() as session:
        world = build_world(session, people)
        claims = {people.cleo: world.claim.id, people.cass: world.second.id}
        for person, claim_id in claims.items():
            claim = session.get_one(Claim, claim_id)
            claim.state, claim.assignee_id = ClaimState.CHECKING, person

    def log(who: int) -> Act:
        values = EvidenceValues(
            kind=EvidenceKind.PAGE,
            stance=Stance.SUPPORTS,
            title="t",
            url=f"https://o.test/{who}",
            outlet="The Agency" if who == people.cleo else "the agency",
        )
        return lambda session: log_evidence(session, session.get_one(Person, who), claims[who], values)

    one_behind_the_other(database, log(people.cleo), log(people.cass))
    with database.read() as session:
        assert session.scalars(select(Origin.name)).all() == ["The Agency"]
        assert session.scalar(select(func.count()).select_from(Evidence)) == 2


def test_words_that_two_add_at_once_are_one_claim(database: Database, people: People) -> None:
    with database.write() as session:
        article = build_world(session, people).article
        article.next_claim_number, article_id = 3, article.id

    def add(who: int) -> Act:
        return lambda session: add_claim(session, session.get_one(Person, who), article_id, exact=WORDS)

    with pytest.raises(InvalidInput, match="These words are claim 3 already"):
        one_behind_the_other(database, add(people.eda), add(people.edo))


def test_a_source_is_not_withdrawn_while_a_verdict_that_cites_it_is_written(database: Database, people: People) -> None:
    with database.write() as session:
        world = build_world(session, people)
        cited = world.evidence()
        world.hold(world.claim)
        finding, claim_id, version, cited_id = world.finding(cited), world.claim.id, world.claim.version, cited.id

    def propose(session: Session) -> object:
        return propose_verdict(session, session.get_one(Person, people.cleo), claim_id, finding, version=version)

    def withdraw(session: Session) -> object:
        return withdraw_evidence(session, session.get_one(Person, people.eda), cited_id, reason="the wrong page")

    with pytest.raises(WrongState, match="rests on this evidence"):
        one_behind_the_other(database, propose, withdraw)
    with database.read() as session:
        assert session.get_one(Evidence, cited_id).withdrawn_at is None


def test_no_verdict_cites_a_source_that_is_being_withdrawn(database: Database, people: People) -> None:
    with database.write() as session:
        world = build_world(session, people)
        cited = world.evidence()
        world.hold(world.claim)
        finding, claim_id, version, cited_id = world.finding(cited), world.claim.id, world.claim.version, cited.id
    with pytest.raises(InvalidInput) as refused:
        one_behind_the_other(
            database,
            lambda session: withdraw_evidence(
                session, session.get_one(Person, people.eda), cited_id, reason="the wrong page"
            ),
            lambda session: propose_verdict(
                session, session.get_one(Person, people.cleo), claim_id, finding, version=version
            ),
        )
    assert refused.value.field == "evidence_ids"


def test_two_who_import_the_same_checks_in_another_order_are_both_done(database: Database, people: People) -> None:
    checks = [
        {"@type": "ClaimReview", "claimReviewed": f"Lock {n} leaks.", "url": f"https://c.test/{n}",
         "author": {"@type": "Organization", "name": "C"}, "reviewRating": {"alternateName": "False"}}
        for n in range(400)
    ]  # fmt: skip
    start = threading.Barrier(2)

    def bring(order: int) -> int:
        with database.write() as session:
            eda = session.get_one(Person, people.eda)
            start.wait(10)
            return import_rulings(session, eda, json.dumps(checks[::order]).encode()).added

    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(bring, (1, -1)))
    assert sorted(added) == [0, 400]


def test_two_answers_that_bring_the_same_texts_in_another_order_are_both_kept(database: Database) -> None:
    news = [
        NewCapture(via=Via.PROVIDER, sha256=f"{n:064d}", state="captured", url=f"https://c.test/{n}", text="x")
        for n in range(400)
    ]
    start = threading.Barrier(2)

    def bring(order: int) -> int:
        with database.write() as session:
            start.wait(10)
            return len(keep_captures(session, news[::order]))

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(bring, (1, -1))) == [400, 400]
