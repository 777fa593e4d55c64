"""Sourcing rules: what counts, what does not, and what a rule may ask."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.domain.policy import (
    RULES,
    SecondCheck,
    Source,
    meets,
    read_requirement,
    strictest,
    write_requirement,
)

TWO = read_requirement({"any_of": [{"origins": 2}]})
PRIMARY = read_requirement({"any_of": [{"primary": 1}, {"origins": 2}]})
RECORDING = read_requirement({"any_of": [{"kinds": ["interview", "document"], "count": 1}]})


def source(origin: int = 1, **values: Any) -> Source:
    return Source(origin, **{"kind": EvidenceKind.PAGE, "stance": Stance.SUPPORTS} | values)


def test_five_outlets_with_one_origin_are_one() -> None:
    assert not meets(TWO, [source(1)] * 5)
    assert meets(TWO, [source(1), source(2)])


def test_one_for_and_one_against_are_not_two_origins() -> None:
    assert not meets(TWO, [source(1), source(2, stance=Stance.REFUTES)])
    assert meets(TWO, [source(n, stance=Stance.REFUTES) for n in (1, 2)])


def test_what_only_gives_context_does_not_count() -> None:
    assert not meets(PRIMARY, [source(1, primary=True, stance=Stance.CONTEXT)])
    assert meets(PRIMARY, [source(1, primary=True)])


def test_any_one_way_is_enough() -> None:
    assert meets(PRIMARY, [source(1), source(2)])
    assert not meets(PRIMARY, [source(1)])


def test_kinds_are_counted_together() -> None:
    assert not meets(RECORDING, [source(1), source(2, kind=EvidenceKind.CALL)])
    assert meets(RECORDING, [source(1, kind=EvidenceKind.DOCUMENT)])


def test_a_source_that_opens_is_told_from_one_that_does_not() -> None:
    opens = read_requirement({"any_of": [{"opens": 1}]})
    assert not meets(opens, [source(1)])
    assert meets(opens, [source(1, opens=True)])


def test_one_way_may_ask_for_two_things_at_once() -> None:
    both = read_requirement({"any_of": [{"primary": 1, "origins": 2}]})
    assert not meets(both, [source(1, primary=True)])
    assert meets(both, [source(1, primary=True), source(2)])


def test_a_rule_without_ways_asks_nothing() -> None:
    assert meets(read_requirement({"second_check": "blind"}), [])


@pytest.mark.parametrize(
    "raw",
    [
        {"any_of": [{}]},
        {"any_of": [{"origins": 0}]},
        {"any_of": [{"origins": -1}]},
        {"any_of": [{"origins": True}]},
        {"any_of": [{"origins": "2"}]},
        {"any_of": [{"outlets": 2}]},
        {"any_of": [{"kinds": ["rumour"], "count": 1}]},
        {"any_of": [{"kinds": ["page"], "count": 0}]},
        {"any_of": [{"count": 2}]},
        {"any_of": {"origins": 2}},
        {"any_of": [{"origins": 1}] * 9},
        {"all_of": []},
        {"second_check": "sometimes"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        read_requirement(raw)


def test_what_is_read_is_written_the_same() -> None:
    for rule in RULES:
        assert write_requirement(read_requirement(rule.requirement)) == rule.requirement


def test_the_strictest_second_check_wins() -> None:
    assert strictest([SecondCheck.NO, SecondCheck.BLIND, SecondCheck.REQUIRED]) is SecondCheck.BLIND
    assert strictest([SecondCheck.NO]) is SecondCheck.NO
    # A desk without rules keeps the second pair of eyes.
    assert strictest([]) is SecondCheck.REQUIRED
