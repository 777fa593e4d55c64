"""The words that every match of a pattern holds, and the search that looks for them first."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.text import checks_display, checks_numbers, kinds
from factcheck.text.keyed import Keyed, keyed
from factcheck.text.pattern_words import keys_of

RULES = sorted(
    {
        f"{module.__name__}.{name}"
        for module in (checks_display, checks_numbers, kinds)
        for name, value in vars(module).items()
        if isinstance(value, Keyed)
    }
)


def rule(name: str) -> Keyed:
    module, _, attribute = name.rpartition(".")
    modules = {m.__name__: m for m in (checks_display, checks_numbers, kinds)}
    found = getattr(modules[module], attribute)
    assert isinstance(found, Keyed)
    return found


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        (r"\b(?:led\sto|because|caus(?:ed|es))\b", ("because", "caused", "causes", "led to")),
        (r"\bnot\s(?:be\s)?(?:proven|verified)", ("not be proven", "not be verified", "not proven", "not verified")),
        (r"\d{2}", ("",)),
        (r"(?:colou?r|\w+)", ("",)),
        (r"x(?=because)", ("x",)),
        (r"(?:won['’]t)", ("won't", "won’t")),
    ],
)
def test_keys_are_read_off_the_pattern(pattern: str, keys: tuple[str, ...]) -> None:
    assert keys_of(re.compile(pattern)) == keys


@pytest.mark.parametrize("name", RULES)
def test_every_rule_in_use_has_keys(name: str) -> None:
    assert "" not in rule(name).keys


@pytest.mark.parametrize("name", RULES)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_the_keys_lose_no_match(name: str, data: st.DataObject) -> None:
    found = rule(name)
    text = data.draw(st.from_regex(found.pattern)) + data.draw(st.text(max_size=20))
    ours, plain = found.search(text), found.pattern.search(text)
    assert (ours and ours.span()) == (plain and plain.span())


def test_a_space_of_another_kind_is_found_too() -> None:
    rule = keyed(r"\bled\sto\b", re.IGNORECASE)
    assert rule.search("It LED\u00a0to a fire")
    assert rule.search("It LED to a fire")
    assert not rule.search("It led two fires")
    assert not rule.search("It led to a fire", 5)
