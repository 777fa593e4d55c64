from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.services.ruling_keep import NewRuling, keep_ruling
from factcheck.services.ruling_search import search_rulings
from factcheck.text import precedent

if TYPE_CHECKING:
    import pytest
    from sqlalchemy.orm import Session

POST = (
    "Friends, you will not believe what the man at the counter told me this morning while I was waiting for my parcel: "
    "from next month on the Marl ferry takes no dogs any more, not even small ones in a basket! My aunt has crossed "
    "with her terrier every Sunday for eleven years. Share this before they delete it. Who decides such things, and "
    "why do the papers keep silent about it?"
)
RULINGS = (
    "The Marl ferry bans dogs.",
    "Every Sunday for eleven years a parcel was lost at the counter of Vellmar.",
    "Papers keep silent about the price of bread, an aunt of the minister said.",
    "The council decides next month about small baskets for bicycles.",
)


def _keep(session: Session, statement: str, title: str = "") -> None:
    keep_ruling(session, NewRuling(statement=statement, rating="False", title=title))


def _found(session: Session, asked: str) -> list[str]:
    return [one.row.statement for one in search_rulings(session, asked)]


def test_a_long_post_finds_the_ruling_on_what_it_says_among_much_else(session: Session) -> None:
    for statement in RULINGS:
        _keep(session, statement)
    assert RULINGS[0] in _found(session, POST)


CRANE = "The mayor of Tarn sold the harbour crane to a circus in 1998."
FINAL = "Tarn won the cup final against Osk by four goals last night."


def test_one_rare_word_in_common_is_no_precedent(session: Session) -> None:
    _keep(session, CRANE)
    assert _found(session, FINAL) == []


def test_twin_where_any_share_will_do_it_is(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep(session, CRANE)
    monkeypatch.setattr(precedent, "LEAST_SHARED", 0.0)
    assert _found(session, FINAL) == [CRANE]


def test_what_the_check_is_called_counts_too(session: Session) -> None:
    told = "It will be closed for good, they say."
    _keep(session, told, title="Is the Skerrow lighthouse museum about to close?")
    assert _found(session, "The Skerrow lighthouse museum will be closed for good.") == [told]


def test_the_same_words_are_found_however_few(session: Session) -> None:
    _keep(session, "Vellmar flooded.")
    assert [one.same_words for one in search_rulings(session, "Vellmar flooded")] == [True]
