from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import selectors
from factcheck.text.selectors import anchor, build

PAGE = "Kari denied it on Monday in Oslo. The council met for hours. Ola denied it on Tuesday in Bergen. Nobody spoke."


def at(text: str, part: str, after: str = "") -> tuple[int, int]:
    start = text.index(part, text.index(after))
    return start, start + len(part)


def test_a_selector_is_told_in_the_form_of_the_web_annotation_model() -> None:
    told = build(PAGE, *at(PAGE, "The council met")).to_json()
    assert [one["type"] for one in told] == ["TextQuoteSelector", "TextPositionSelector"]
    assert told[0]["exact"] == "The council met"
    assert told[0]["prefix"].endswith("in Oslo. ")
    assert (told[1]["start"], told[1]["end"]) == at(PAGE, "The council met")


def test_the_stretch_is_found_after_text_was_added_before_it() -> None:
    selector = build(PAGE, *at(PAGE, "The council met"))
    changed = "A new first line.\n\n" + PAGE.replace("met for", "met  for")
    span = anchor(selector, changed)
    assert span is not None
    assert (span.start, span.end) == at(changed, "The council met")


def test_of_two_lookalikes_the_one_with_its_surroundings_is_found() -> None:
    selector = build(PAGE, *at(PAGE, "denied it", "Ola"))
    span = anchor(selector, "Foreword. " + PAGE)
    assert span is not None
    assert (span.start, span.end) == at("Foreword. " + PAGE, "denied it", "Ola")


def test_a_lookalike_is_never_taken_for_what_was_cut() -> None:
    selector = build(PAGE, *at(PAGE, "denied it", "Ola"))
    assert anchor(selector, PAGE.replace("Ola denied it on Tuesday in Bergen. ", "")) is None
    twice = "It rained. " * 8
    assert anchor(build(twice, *at(twice, "It rained.", "rained. It")), twice + "x") is None


def test_without_its_surroundings_a_lookalike_would_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "ENOUGH", 0)
    selector = build(PAGE, *at(PAGE, "denied it", "Ola"))
    assert anchor(selector, PAGE.replace("Ola denied it on Tuesday in Bergen. ", "")) is not None


def test_changed_words_are_not_found() -> None:
    selector = build(PAGE, *at(PAGE, "The council met"))
    assert anchor(selector, PAGE.replace("council met", "council sat")) is None
    assert anchor(selector, PAGE.replace("The council", "the council")) is None


def test_a_stretch_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no text from 5 to 5"):
        build(PAGE, 5, 5)


@given(st.text(min_size=1), st.data())
def test_what_is_found_has_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = build(text, start, end)
    span = anchor(selector, data.draw(st.text()) + text)
    if span is not None:
        changed = anchor(selector, text)
        assert 0 <= span.start < span.end
        assert changed is None or "".join(changed.of(text).split())[:1] == "".join(selector.exact.split())[:1]
