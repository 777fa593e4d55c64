from __future__ import annotations

from factcheck.text.bm25 import Candidate, Statistics, rank

CLAIMS = [
    Candidate("a", "Harbour toll", "The harbour toll was raised by 12 percent in Bergen."),
    Candidate("b", "School meals", "School meals are free in every town of the county."),
    Candidate("c", "Harbour seals", "Seals were counted in the harbour."),
]


def test_the_claim_that_shares_the_rarest_words_comes_first() -> None:
    found = rank("Did Bergen raise its harbour tolls by 12 %?", CLAIMS)
    assert [one.id for one in found] == ["a", "c"]
    assert "bergen" in found[0].matched


def test_a_candidate_without_a_shared_word_is_left_out() -> None:
    assert rank("the of and", CLAIMS) == []
    assert rank("zebra", CLAIMS) == []


def test_words_side_by_side_count_more_than_words_apart() -> None:
    apart = Candidate("x", "", "The white paper and the old house of the mayor were sold.")
    beside = Candidate("y", "", "The white house and the old paper of the mayor were sold.")
    assert [one.id for one in rank("white house", [apart, beside])] == ["y", "x"]


def test_the_order_does_not_depend_on_who_proposed_or_in_what_order() -> None:
    counted = Statistics.of(CLAIMS)
    whole = [one.id for one in rank("harbour toll", CLAIMS, statistics=counted)]
    part = rank("harbour toll", [CLAIMS[2], CLAIMS[0]], statistics=counted)
    assert [one.id for one in part] == whole
    assert part == rank("harbour toll", CLAIMS, statistics=counted)


def test_a_tie_is_broken_by_id() -> None:
    twins = [Candidate("2", "", "red bus"), Candidate("1", "", "red bus")]
    assert [one.id for one in rank("bus", twins)] == ["1", "2"]


def test_the_rarest_words_propose_few_enough_documents() -> None:
    counted = Statistics.of(CLAIMS)
    assert counted.rarest("the harbour of Bergen and zebra", 1) == ["bergen"]
    assert counted.rarest("the harbour of Bergen", 3) == ["bergen", "harbour"]
    assert counted.rarest("harbour", 1) == ["harbour"]
    assert counted.rarest("of the", 1) == []
