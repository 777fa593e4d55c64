"""What a look at a passage's words tells of the rules that it can meet: never less than the rules themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.text import (
    analyse,
    checks_display,
    checks_headline,
    checks_numbers,
    checks_origin,
    checks_sums,
    claim_words,
    classes,
    compounds,
    kinds,
    roles,
    story,
    tokens,
)
from factcheck.text.classes import ALWAYS, CAPITAL, EVERY, FIGURE, classes_in, word_class
from factcheck.text.keyed import Keyed, keyed
from factcheck.text.pattern_words import is_caseless, openings_of, words_of
from factcheck.text.times import OPENING, WHEN, times
from factcheck.text.tokens import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = (
    checks_display,
    checks_headline,
    checks_numbers,
    checks_origin,
    checks_sums,
    claim_words,
    compounds,
    kinds,
    roles,
)
RULES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Keyed)
}
NO_WORDS = {"roles.STAMP", "checks_headline.FOLDED"}  # told by no whole word; they are tried by their keys
ARTICLES = sorted(Path(__file__).parent.joinpath("articles").rglob("*.txt"))


def passage(text: str) -> int:
    return Words(text, 0, len(text)).classes


@pytest.mark.parametrize("name", sorted(set(RULES) - NO_WORDS))
def test_every_rule_is_known_by_its_words(name: str) -> None:
    assert RULES[name].bit != ALWAYS


@pytest.mark.parametrize("name", sorted(RULES))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_passage_that_a_rule_matches_is_never_passed_over(name: str, data: st.DataObject) -> None:
    rule = RULES[name]
    text = " " + data.draw(st.from_regex(rule.pattern)) + data.draw(st.text(max_size=20))
    if rule.pattern.search(text):
        assert passage(text) & rule.bit
        assert classes_in(text.lower().split()) & rule.bit


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:led\sto|because|caus(?:ed|es))\b", {"led", "because", "caused", "causes"}),
        (r"\b(?:is|are)\s(?:\w+\s)?(?:banned|barred)\b", {"banned", "barred"}),
        (r"\b(?:is|are)\s(?:\w+)?(?:banned|barred)\b", {"is", "are"}),
        (r"\bwon['’]t\b", {"won"}),
        (r"\b(?:\w+er\sthan\b|rose)\b", {"than", "rose"}),
        (r"\b(?:\w+er\sthan|rose)", set()),
        (r"banned", set()),
        (r"\d+", set()),
    ],
)
def test_whole_words_are_read_off_the_pattern(pattern: str, words: set[str]) -> None:
    assert words_of(re.compile(pattern)) == words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:(?:since|by)\s)?(?:May\b|\d{4}|[Ll]ast\sweek\b)", {"since", "by", "may", "0", "last"}),
        (r"\b(?:friday(?:\s(?:morning|night))?|days?)\b", {"friday", "day", "days"}),
        (r"(?:1[5-9]|20)\d\d", {"0"}),
        (r"mid[\s-]may", {"mid"}),
        (r"fri", set()),
        (r"\w+day\b", set()),
        (r"\s?days\b", set()),
        (r"o*n\b", set()),
    ],
)
def test_the_first_words_are_read_off_the_pattern(pattern: str, words: set[str]) -> None:
    assert openings_of(re.compile(pattern)) == words


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_no_time_is_passed_over(data: st.DataObject) -> None:
    text = data.draw(st.from_regex(WHEN))
    found = WHEN.search(text)
    assert found
    words = Words(text, found.start(), len(text))
    assert words.bits[0] & OPENING
    assert times(text, found.start(), len(text)) == times(text, found.start(), len(text), None, words.start)


def test_a_word_that_joins_a_list_is_known_even_where_it_was_read_before() -> None:
    assert passage("It was quimbled.") & EVERY == passage("It was quimbled.")
    bit = word_class({"quimbled"})
    assert passage("It was quimbled.") & bit
    assert passage("A half-quimbled thing.") & bit
    assert not passage("It was not.") & bit
    rule = keyed(r"\b(?:quimbl(?:ed|ing)|zorped)\b", re.IGNORECASE)
    for text in ("She ZORPED it.", "Quimbling is fun", "un-quimbled?", "zorped’s"):
        assert rule.search(text, classes=passage(text))
    assert not rule.search("It was not.", classes=passage("It was not."))


def test_letters_that_a_pattern_takes_for_others_are_known_too() -> None:
    rule = keyed(r"\bsinking\b", re.IGNORECASE)
    for text in ("a ſinking ship", "a SİNKİNG ship", "a sınkıng ship", "a SIN\u212aING ship"):
        assert rule.pattern.search(text)
        assert passage(text) & rule.bit


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.lower is not None))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_rule_finds_the_same_in_capitals_as_in_small_letters(name: str, data: st.DataObject) -> None:
    rule = RULES[name]
    text = data.draw(st.sampled_from(("", "İ", "ſ so ", "A\u00a0B "))) + data.draw(st.from_regex(rule.pattern))
    for told in (text, text.upper(), text.title(), text.swapcase()):
        ours, plain = rule.search(told), rule.pattern.search(told)
        assert (ours and ours.span()) == (plain and plain.span())


@pytest.mark.parametrize(
    ("pattern", "flags", "same"),
    [
        (r"\bled\sto\b", re.IGNORECASE, True),
        (r"\bled\sto\b", 0, False),
        (r"\bMay\b", re.IGNORECASE, False),
        (r"by\s[A-Z]", re.IGNORECASE, False),
        (r"by\s[a-z]", re.IGNORECASE, True),
        (r"(?:(?-i:may)|will)", re.IGNORECASE, False),
        (r"(?P<Name>a)\S\W", re.IGNORECASE, True),
    ],
)
def test_only_a_pattern_without_capitals_is_tried_in_small_letters(pattern: str, flags: int, *, same: bool) -> None:
    assert is_caseless(re.compile(pattern, flags)) is same


def test_figures_are_known_in_any_script() -> None:
    assert passage("a 12-year-old") & FIGURE
    assert passage("x²") & FIGURE
    assert not passage("twelve") & FIGURE


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test say what the words tell, and forget it behind the test."""
    tokens.KNOWN.clear()
    yield monkeypatch
    tokens.KNOWN.clear()


def tell(looked_up: pytest.MonkeyPatch, every_word: int) -> None:
    looked_up.setattr(tokens, "CLASSES", defaultdict(lambda: every_word & ~CAPITAL))
    for module in (roles, story, classes):
        looked_up.setattr(module, "classes_in", lambda _words: every_word)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_reads_the_same_when_every_rule_is_tried(looked_up: pytest.MonkeyPatch, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = analyse(text)
    tokens.KNOWN.clear()
    tell(looked_up, EVERY)
    assert analyse(text) == told


def test_an_article_reads_otherwise_when_the_words_tell_nothing(looked_up: pytest.MonkeyPatch) -> None:
    text = ARTICLES[0].read_text(encoding="utf-8")
    told = analyse(text)
    tokens.KNOWN.clear()
    tell(looked_up, ALWAYS)
    assert analyse(text) != told
