"""The desk's search field asks an index that the database keeps, and both databases find the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, text, update

from factcheck.db import Database
from factcheck.domain.claims import ClaimState
from factcheck.domain.roles import Role
from factcheck.models import Claim, Person
from factcheck.services.claim_search import Wanted, holds_typed, read_typed
from factcheck.services.desk_search import search_desk
from tests.sources_kit import add_article, add_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from factcheck.models import Article

STATEMENTS = (
    "The harbour board of Vellmar spent 40 million crowns on the new lock.",
    "Harbourmaster Ilse Muñoz said the board’s accounts were open.",
    "The Board paid 400 crowns for a Covid-19 test at Mühlenbach.",
    "Vitamin D was sold at 3.2 crowns, 40,000 times, by ÉCOLE Žižek.",
    "Nothing of this is known at the Watergate office.",
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def claims(request: pytest.FixtureRequest) -> Iterator[Session]:
    """Open a desk with five claims, one of each statement, on each database."""
    database = Database(request.getfixturevalue(f"{request.param}_url"))
    with database.write() as session:
        _fill(session)
        yield session
    database.dispose()


def _fill(session: Session) -> Article:
    person = Person(email="eda@desk.test", name="Eda", role=Role.EDITOR, settings={})
    person.password_hash = "-"
    session.add(person)
    session.flush()
    article = add_article(session, person.id)
    for statement in STATEMENTS:
        add_claim(session, article, statement=statement)
    return article


def _found(session: Session, typed: str, *, inside: bool = False) -> list[int]:
    return [claim.number for claim in search_desk(session, typed, inside=inside).claims]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("harb", [1, 2]),  # a word by how it begins, in any case
        ("board HARBOUR", [1, 2]),  # in any order, all of them
        ("board vellmar paid", []),
        ("munoz", [2]),  # with or without accents
        ("Muñoz", [2]),
        ("ecole zizek", [4]),
        ("école", [4]),
        ("40", [1, 4]),  # a figure as a whole: neither 400 nor 140
        ("40,000", [4]),
        ("3.2", [4]),
        ("$3.2", [4]),  # signs are not asked for
        ("d", [4]),  # a single letter as a whole
        ("covid-19", [3]),
        ("board's", [2]),  # whichever apostrophe
        ('"the board"', [2, 3]),  # side by side
        ("“board paid” crowns", [3]),
        ('"board harbour"', []),
        ('"harb', [1, 2]),  # a mark that nobody closed
        ("#3", [3]),  # the number of a claim
        ("#3 covid", [3]),
        ("#3 harbour", []),
        ("gate", []),
        ("%", []),
        ("_ * ^", []),
        ("4_0", []),
        ("' OR 1=1 --", []),
        ("harb* OR vitamin", []),
        ("NEAR(harbour board)", []),
        ("statement:harbour", []),
        ("harbour & !board | lock:* <-> x", []),
        ("'harbour' \\ ''", [1, 2]),
        ('"" "', []),
        ("\x00\x07", []),
    ],
)
def test_what_an_editor_types_finds_the_same_claims_on_both(claims: Session, typed: str, numbers: list[int]) -> None:
    assert _found(claims, typed) == numbers


def test_letters_inside_a_word_are_found_when_asked_for(claims: Session) -> None:
    assert _found(claims, "gate", inside=True) == [5]
    assert _found(claims, "40", inside=True) == [1, 3, 4]


def test_the_index_follows_what_becomes_of_a_statement(claims: Session) -> None:
    """Also where it is written without the desk's own code."""
    first, second = claims.scalars(select(Claim.id).order_by(Claim.number).limit(2))
    claims.execute(update(Claim).where(Claim.id == first).values(statement="Of turbines nothing is told."))
    assert (_found(claims, "turbine"), _found(claims, "vellmar")) == ([1], [])
    claims.execute(text("UPDATE claim SET score = 0.1"))
    claims.execute(delete(Claim).where(Claim.id == second))
    assert (_found(claims, "munoz"), _found(claims, "turbine")) == ([], [1])


def test_without_the_index_nothing_would_be_found(claims: Session) -> None:
    """The twin: it is the index that answers, not a look at each claim."""
    name = "claim_search(claim_search) VALUES ('delete-all')"
    sqlite = claims.get_bind().dialect.name == "sqlite"
    claims.execute(text(f"INSERT INTO {name}" if sqlite else "DELETE FROM claim_search"))
    assert _found(claims, "harbour") == []
    assert _found(claims, "harbour", inside=True) == [1, 2]


def test_pages_of_what_was_found_are_in_order_and_counted(claims: Session) -> None:
    article = claims.scalars(select(Claim)).first()
    assert article is not None
    for n in range(60):
        add_claim(claims, article.article, statement=f"Gull {n} of the quay slept.")
    first, second, beyond = (search_desk(claims, "gull", page=page) for page in (1, 2, 9))
    assert (first.total, first.pages, len(first.claims), len(second.claims)) == (60, 2, 50, 10)
    assert [claim.number for claim in first.claims] == list(range(6, 56))
    assert (beyond.page, [claim.number for claim in beyond.claims]) == (2, [claim.number for claim in second.claims])


def test_of_what_very_many_claims_hold_the_newest_are_listed_and_it_says_so(
    claims: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.services.desk_search.MOST_ORDERED", 4)
    article = claims.scalars(select(Claim)).first()
    assert article is not None
    rows = [add_claim(claims, article.article, statement=f"Gull {n} of the quay slept.") for n in range(6)]
    rows[0].state = ClaimState.RULED
    claims.flush()
    found = search_desk(claims, "gull")
    assert ([claim.id for claim in found.claims], found.total, found.more) == ([row.id for row in rows[2:]], 4, True)
    # As many as are put in order, and what a filter leaves of many, are all of it.
    assert not search_desk(claims, "gull quay 3").more
    ruled = search_desk(claims, "gull", state="ruled")
    assert ([claim.id for claim in ruled.claims], ruled.more) == ([rows[0].id], False)
    assert [claim.id for claim in search_desk(claims, f"gull #{rows[1].number}").claims] == [rows[1].id]


def test_no_more_than_eight_words_are_asked_for() -> None:
    numbers, wanted = read_typed("#1 #2 " + " ".join(f"word{n}x" for n in range(20)))
    assert (numbers, len(wanted)) == ([1], 8)
    assert read_typed("Covid-19 40m") == (
        [],
        [Wanted(("covid", "19"), begins=False), Wanted(("40m",), begins=True)],
    )


def test_nothing_typed_asks_for_nothing(session: Session) -> None:
    assert session.scalars(select(Claim).where(holds_typed(session, " - "))).all() == []
