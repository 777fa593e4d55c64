"""Both databases propose the same documents, and so the desk's order is the same on both."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from factcheck.db import Database
from factcheck.services.corpus_search import search_corpus
from factcheck.services.full_text import propose, propose_best
from factcheck.services.ruling_keep import NewRuling, keep_ruling
from factcheck.services.ruling_search import search_rulings
from tests.sources_kit import add_capture
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = tuple(
    word
    for line in (
        "harbour lock board council bridge ferry tax school teacher nurse hospital budget crown mayor vote ballot",
        "river flood dam engine turbine market price wage strike union court judge witness border wall tariff steel",
        "grain wheat orchard vaccine virus trial drug patent library museum archive census survey poll senate",
    )
    for word in line.split()
)
NAMES = ("Vellmar", "Ilse Brandt", "Tarn", "Osk", "Morrow Valley", "Quill")
DOCUMENTS, QUERIES = 500, 50


def _sentence(dice: random.Random, words: int) -> str:
    # Some words are common and some rare, as in a language.
    picked = [WORDS[min(len(WORDS) - 1, int(dice.expovariate(0.07)))] for _ in range(words)]
    figure, year = dice.randrange(60), dice.randrange(2015, 2025)
    return f"{dice.choice(NAMES)} said the {' '.join(picked)} cost {figure} million in {year}."


def _fill(session: Session) -> None:
    dice = random.Random(20)  # noqa: S311 - the same documents on both
    for n in range(DOCUMENTS):
        add_capture(session, _sentence(dice, 12) + f" Paper {n}.", title=f"T{n}", in_corpus=True)
        keep_ruling(session, NewRuling(statement=_sentence(dice, 7), rating="False", url=f"https://f.example/{n}"))


@pytest.mark.postgresql
def test_the_same_ids_in_the_same_order_on_both_databases(sqlite_url: str, postgresql_url: str) -> None:
    orders = []
    for url in (sqlite_url, postgresql_url):
        database = Database(url)
        dice = random.Random(4)  # noqa: S311 - the same questions on both
        with database.write() as session:
            _fill(session)
        with database.read() as session:
            asked = [_sentence(dice, 5) for _ in range(QUERIES)]
            corpus = [search_corpus(session, query) for query in asked]
            rulings = [[one.row.id for one in search_rulings(session, query)] for query in asked]
        database.dispose()
        orders.append((corpus, rulings))
    assert orders[0] == orders[1]
    assert sum(map(bool, orders[0][0])) == QUERIES
    assert sum(map(bool, orders[0][1])) >= QUERIES // 2


def test_a_rare_word_decides_and_common_ones_narrow_each_other(session: Session) -> None:
    for n in range(60):
        add_capture(session, f"The harbour board met {n} times.", title="Minutes", in_corpus=True)
    both = add_capture(session, "The harbour board of the lock met.", title="Both", in_corpus=True).id
    add_capture(session, "Secret turbine of the harbour.", title="Not in the corpus")
    assert propose(session, "capture_search", "harbour lock", limit=20) == [both]
    assert len(propose(session, "capture_search", "harbour board", limit=20)) == 20
    assert propose(session, "capture_search", "harbour turbine board lock", limit=20) == [both]
    assert propose(session, "capture_search", "the of and", limit=20) == []
    assert propose(session, "capture_search", "zebra", limit=20) == []
    assert propose(session, "capture_search", "' OR zebra -- \" NEAR *", limit=20) == []


def test_of_long_documents_those_with_most_of_the_rare_words_are_read(session: Session) -> None:
    for n in range(30):
        add_capture(session, f"The harbour met {n} times.", title="Minutes", in_corpus=True)
    lock = add_capture(session, "The lock of the harbour.", title="Lock", in_corpus=True).id
    both = add_capture(session, "The turbine of the lock at the harbour.", title="Both", in_corpus=True).id
    best = propose_best(session, "capture_search", "harbour turbine lock", most=2)
    assert best.ids == (lock, both)
    assert best.holding == {"harbour": 32, "turbine": 1, "lock": 2}
    assert propose_best(session, "capture_search", "harbour turbine lock", most=1, but={both}).ids == (lock,)
    few = propose_best(session, "capture_search", "harbour met", most=3, limit=20)
    assert len(few.ids) == 3
    assert few.holding == {"harbour": 21, "met": 21}
    assert propose_best(session, "capture_search", "the of and", most=2).ids == ()


def test_all_words_of_a_question_are_asked_for_at_once(database: Database) -> None:
    with database.write() as session:
        add_capture(session, "The lock of the harbour has a turbine.", title="Lock", in_corpus=True)
    with QueryCount(database.engine) as counted, database.read() as session:
        assert len(propose(session, "capture_search", "harbour turbine lock gate quay crane")) == 1
    assert counted.count == 1
