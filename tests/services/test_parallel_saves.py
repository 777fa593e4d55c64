"""Eight people save one claim again and again: each save is stored or refused with both texts, none is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import StaleWrite
from factcheck.models import Claim, Event, Person
from factcheck.services import claim_edit
from factcheck.services.claim_edit import edit_claim
from factcheck.services.event_log import verify_log
from tests.verdict_world import build_world

if TYPE_CHECKING:
    import pytest

    from factcheck.db import Database
    from tests.conftest import People

SAVERS = 8
ROUNDS = 100


class Race:
    """Hold a claim that many save at once, and what came of each save."""

    def __init__(self, database: Database, people: People) -> None:
        self.database = database
        self.editor = people.eda
        self.stored: list[str] = []
        self.refused: list[StaleWrite] = []
        with database.write() as session:
            self.claim_id = build_world(session, people).claim.id

    def run(self, rounds: int) -> None:
        """In each round all savers open the form, and only then send it."""
        gate = threading.Barrier(SAVERS, timeout=120)

        def work(saver: int) -> None:
            for number in range(rounds):
                with self.database.read() as session:
                    version = session.get_one(Claim, self.claim_id).version
                gate.wait()
                self._save(f"The north pier closes, says saver {saver} in round {number}", version)
                gate.wait()

        with ThreadPoolExecutor(SAVERS) as pool:
            list(pool.map(work, range(SAVERS)))

    def _save(self, statement: str, version: int) -> None:
        try:
            with self.database.write() as session:
                editor = session.get_one(Person, self.editor)
                edit_claim(
                    session, editor, self.claim_id, version=version, statement=statement, kind="event", chain=["Lind"]
                )
        except StaleWrite as error:
            self.refused.append(error)
        else:
            self.stored.append(statement)


def test_800_saves_by_eight_people_lose_nothing(database: Database, people: People) -> None:
    race = Race(database, people)
    race.run(ROUNDS)
    assert len(race.stored) == ROUNDS
    assert len(race.refused) == ROUNDS * (SAVERS - 1)
    # Who was refused reads her own text beside the other.
    for error in race.refused:
        clash = next(clash for clash in error.clashes if clash.name == "statement")
        assert clash.mine
        assert clash.theirs in race.stored
    with database.read() as session:
        edits = session.scalars(
            select(Event).where(Event.claim_id == race.claim_id, Event.action == "claim.edited").order_by(Event.seq)
        ).all()
        texts = [((edit.before or {})["statement"], (edit.after or {})["statement"]) for edit in edits]
        assert {after for _, after in texts} == set(race.stored)
        # Each save was made over the one before it, by somebody who had seen that.
        assert all(after == before for (_, after), (before, _) in pairwise(texts))
        assert session.get_one(Claim, race.claim_id).statement == texts[-1][1]
        assert verify_log(session).bad_seq is None


def test_twin_without_the_version_check_saves_are_lost(
    database: Database, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_edit, "check_fresh", lambda *_, **__: None)
    race = Race(database, people)
    race.run(2)
    assert len(race.stored) == 2 * SAVERS
