"""Which checked claim is likest: words first, then letters, then when it was checked."""

from __future__ import annotations

from datetime import date

from factcheck.text.bm25 import Candidate
from factcheck.text.likeness import rank_like, said_on

FERRY = Candidate("1", "Was the ferry of Eastmere sold?", "The ferry of Eastmere was sold.")
FIRES = Candidate("2", "Did the heath burn?", "Heathlandfires burned the ferry.")


def ids(query: str, *candidates: Candidate) -> list[str]:
    return [one.id for one in rank_like(query, candidates)]


def test_the_last_whole_date_is_when_it_was_said() -> None:
    assert said_on("In May 2019 he wrote it — Nora Quist (@nq) January 14, 2020") == date(2020, 1, 14)
    assert said_on("stated on 31 February 2020") is None
    assert said_on("no date, but 2020") is None


def test_a_word_in_another_form_counts_by_its_letters() -> None:
    twins = (Candidate("1", "", "A ferry burned."), Candidate("2", "", "A ferry burned, Heathlandfires."))
    assert ids("ferry burned #heathlandfire", *twins) == ["2", "1"]
    assert ids("ferry burned", *twins)[0] == "1"


def test_a_ruling_of_those_days_comes_before_an_older_twin() -> None:
    def ruled(number: str, day: date | None) -> Candidate:
        return Candidate(number, FERRY.title, FERRY.body, day)

    old, soon, later = ruled("1", date(2017, 3, 1)), ruled("2", date(2020, 1, 15)), ruled("3", date(2020, 2, 20))
    none = ruled("4", None)
    assert ids("The ferry was sold — January 14, 2020", none, old, later, soon) == ["2", "3", "1", "4"]
    assert ids("The ferry was sold", none, old, later, soon) == ["1", "2", "3", "4"]


def test_what_shares_nothing_is_left_out() -> None:
    assert ids("zebra", FERRY, FIRES) == []
    assert ids("", FERRY) == []
    assert rank_like("ferry", [], limit=3) == []
