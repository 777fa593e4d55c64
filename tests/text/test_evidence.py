from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import dates, evidence, figures

PAGE = [
    "Harbour news",
    "The council met on Tuesday.",
    "At least seven ferries were cancelled on 3 March 2021, the harbour master said.",
    "Ferries to the islands run again.",
    "Tickets cost $12 and coffee is free.",
]


def test_the_passage_that_tells_it_comes_first_with_its_words_marked() -> None:
    found = evidence.best("The harbour master said nine ferries were cancelled in March 2021", PAGE)
    assert found[0].index == 2
    words = [PAGE[2][start:end] for start, end in found[0].matched]
    assert {"ferries", "cancelled", "harbour", "master", "March", "2021"} <= set(words)
    assert found[0].reasons[0].startswith("shares cancelled")


def test_a_passage_without_a_shared_word_is_left_out() -> None:
    assert {one.index for one in evidence.best("coffee", PAGE)} == {4}
    assert evidence.best("zebra", PAGE) == []


def test_figures_and_dates_that_fit_or_differ_are_marked() -> None:
    marks = evidence.best("Five ferries were cancelled on 4 March 2021", PAGE)[0].marks
    assert [mark.why for mark in marks] == [
        "the claim says Five ferries, the passage At least seven ferries",
        "the claim says 4 March 2021, the passage 3 March 2021",
    ]
    assert [mark.verdict for mark in evidence.best("Nine ferries were cancelled in March", PAGE)[0].marks] == [
        "agrees"
    ] * 2


def read(text: str) -> list[tuple[float, float, str]]:
    return [(one.low, one.high, one.unit) for one in figures.figures(text)]


def test_figures_are_read_as_intervals_with_units() -> None:
    inf = float("inf")
    assert read("at least seven calls") == [(7, inf, "call")]
    assert read("as many as 7 calls") == [(0, 7, "call")]
    assert read("$3.2 billion and 40 % or forty per cent") == [
        (3.2e9, 3.2e9, "dollar"),
        (40, 40, "percent"),
        (40, 40, "percent"),
    ]
    assert read("twenty-five people, 1,200 miles, 3bn euros") == [
        (25, 25, "peopl"),
        (1200, 1200, "mile"),
        (3e9, 3e9, "euro"),
    ]
    low, high, unit = read("about 100 ships")[0]
    assert (low, unit) == (90, "ship")
    assert 109 < high < 111


def test_a_floor_does_not_agree_with_a_ceiling() -> None:
    found = figures.compare("The ferry failed at least 40 times.", "It stopped perhaps as many as forty times.")
    assert [(mark.verdict, mark.why) for mark in found] == [
        ("differs", "the claim says at least 40 times, the passage as many as forty times")
    ]
    assert [mark.verdict for mark in figures.compare("up to 40 times", "at least 40 times")] == ["differs"]
    # Both may be true, and neither bears the other out.
    assert figures.compare("at least 30 times", "as many as 40 times") == []
    assert [mark.verdict for mark in figures.compare("at least 40 times", "more than 50 times")] == ["agrees"]
    assert [mark.verdict for mark in figures.compare("at least 40 times", "as many as 40 times, 40 times")] == [
        "agrees"
    ]


def test_a_year_is_a_date_and_not_a_figure() -> None:
    assert read("It closed in 1999.") == []
    assert [one.year for one in dates.dates("It closed in 1999.")] == [1999]


def test_figures_of_other_things_are_not_compared() -> None:
    assert figures.compare("seven ferries", "nine buses") == []
    assert figures.compare("more than 7 ferries", "7 ferries")[0].verdict == "differs"


def test_dates_are_read_with_the_parts_they_have() -> None:
    text = "On 2021-03-04, March 5th, 2021, 6 Mar. and in April; may we march in May?"
    assert [one.parts() for one in dates.dates(text)] == [
        (2021, 3, 4),
        (2021, 3, 5),
        (None, 3, 6),
        (None, 4, None),
        (None, 5, None),
    ]
    assert dates.compare("in 2021", "in May") == []


@given(st.text(), st.text())
def test_any_text_can_be_compared(claim: str, passage: str) -> None:
    for mark in (*figures.compare(claim, passage), *dates.compare(claim, passage)):
        assert 0 <= mark.claim[0] < mark.claim[1] <= len(claim)
        assert 0 <= mark.passage[0] < mark.passage[1] <= len(passage)


@given(st.text(), st.lists(st.text(), max_size=5))
def test_there_is_one_score_a_passage(claim: str, passages: list[str]) -> None:
    found = evidence.scores(claim, passages)
    assert len(found) == len(passages)
    assert all(score >= 0 for score in found)
