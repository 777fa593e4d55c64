from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import drafts
from factcheck.text.drafts import Compared, Comparison, compare, line_diff

LINE = re.compile(r"[^\n]+")
BASE = [
    "The harbour closed on Monday after the storm.",
    "Kari Nilsen, the mayor, said at least seven boats sank.",
    "She called it \u201cthe worst night in years\u201d.",
    "Ferries to Bergen ran again by noon.",
    "The government has not paid for the invation barrier.",
]


def spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in LINE.finditer(text)]


def versus(old: list[str], new: list[str]) -> Comparison:
    one, other = "\n".join(old), "\n".join(new)
    return compare(one, spans(one), other, spans(other))


def edited(at: int, line: str) -> Compared:
    return versus(BASE, [*BASE[:at], line, *BASE[at + 1 :]]).lines[at]


def test_the_same_draft_is_unchanged_throughout() -> None:
    found = versus(BASE, BASE)
    assert [line.state for line in found.lines] == ["unchanged"] * 5
    assert found.cut == ()


@pytest.mark.parametrize(
    ("at", "line", "kind"),
    [
        (1, "Kari Nilsen, the mayor, said at least eight boats sank.", "number"),
        (1, "Kari Nilsen, the mayor, said as many as seven boats sank.", "hedge"),
        (1, "Kari Nilsen, the mayor, denied at least seven boats sank.", "negation"),
        (1, "Kari Hansen, the mayor, said at least seven boats sank.", "name"),
        (0, "The harbour closed on Tuesday after the storm.", "date"),
        (0, "The harbour closed on Monday before the storm.", "date"),
        (4, "The government has now paid for the invation barrier.", "negation"),
        (4, "The government has paid for the invation barrier.", "negation"),
        (2, "She called it \u201cthe worse night in years\u201d.", "quote word"),
        (2, "She called it \u201cthe worst Night in years\u201d.", "quote word"),
        (1, "Kari Nilsen, the mayor, told at least seven boats sank.", "attribution"),
        (3, "Ferries from Bergen ran again by noon.", "other wording"),
        (3, "Ferries to Bergen ran again by noon?", "punctuation"),
        (3, "Ferries to Ber gen ran again by noon.", "name"),
    ],
)
def test_a_change_of_meaning_reopens_the_line_and_is_named(at: int, line: str, kind: str) -> None:
    found = edited(at, line)
    assert found.state == "changed"
    assert kind in found.kinds
    assert not found.carried


@pytest.mark.parametrize(
    ("at", "line", "kind"),
    [
        (4, "The government has not paid for the invasion barrier.", "spelling"),
        (4, "The goverment has not paid for the invation barrier.", "spelling"),
        (2, 'She called it "the worst night in years".', "spacing or quote marks"),
        (3, "ferries to Bergen ran again by noon.", "case"),
        (3, "Ferries  to Bergen ran again by\u00a0noon .", "spacing"),
    ],
)
def test_a_slip_set_right_is_carried_for_confirmation(at: int, line: str, kind: str) -> None:
    found = edited(at, line)
    assert found.state == "typo"
    assert found.carried
    assert kind in found.why


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The link was casual, he wrote to Oslo.", "The link was causal, he wrote to Oslo."),
        ("They gave it to us in Oslo.", "They gave it to US in Oslo."),
        ("The polish workers left Oslo.", "The Polish workers left Oslo."),
        ("Voters may decide in Oslo.", "Voters May decide in Oslo."),
        ("They were now here in Oslo.", "They were nowhere in Oslo."),
        ("Crowds of 10 000 came to Oslo.", "Crowds of 10000 came to Oslo."),
        ("It fell by 1.5 points in Oslo.", "It fell by 15 points in Oslo."),
        ("He called the plan safe in Oslo.", "He called the plan \u201csafe\u201d in Oslo."),
        ("The had had no effect in Oslo.", "The had no effect in Oslo."),
        ("Duran Duran played in Oslo.", "Duran played in Oslo."),
        ("The bank met hundred of people in Oslo.", "The bank met hundreds of people in Oslo."),
    ],
)
def test_near_forms_of_other_words_are_never_carried(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        assert not versus([*BASE, one], [*BASE, other]).lines[-1].carried


def test_a_word_said_twice_is_a_slip() -> None:
    found = versus(["The boats sank during during the storm."], ["The boats sank during the storm."]).lines[0]
    assert (found.state, found.kinds) == ("typo", ("doubled word",))


def test_a_moved_line_is_carried_and_marked() -> None:
    found = versus(BASE, [BASE[3], BASE[0], BASE[1], BASE[2], BASE[4]])
    assert [line.state for line in found.lines] == ["moved", "unchanged", "unchanged", "unchanged", "unchanged"]
    assert found.lines[0].old == 3


def test_new_and_cut_lines_are_told() -> None:
    found = versus(BASE, [*BASE[:3], "Nobody was hurt, police wrote late on Sunday.", BASE[4]])
    assert [line.state for line in found.lines] == ["unchanged", "unchanged", "unchanged", "new", "unchanged"]
    assert [line.old for line in found.cut] == [3]


def test_of_two_look_alikes_neither_is_carried() -> None:
    found = versus(BASE, [*BASE, BASE[3]])
    assert [line.state for line in found.lines][3] == "ambiguous"
    assert found.lines[5].state == "ambiguous"
    assert not any(line.old == 3 for line in found.lines)
    twice = versus([*BASE, "Ferries to Bergen ran again by no on."], BASE)
    assert twice.lines[3].state in ("ambiguous", "unchanged")
    fixed = versus(["The invation began in Oslo."], ["The invasion began in Oslo."] * 2)
    assert not any(line.carried for line in fixed.lines)


def test_a_repeated_caption_that_nobody_touched_is_carried() -> None:
    lines = ["A boat in the harbour.", *BASE, "A boat in the harbour."]
    assert all(line.carried for line in versus(lines, lines).lines)


def test_a_line_led_by_a_pronoun_is_reopened_when_whom_it_means_may_be_another() -> None:
    found = versus(BASE, [BASE[0], "Ola Berg, the mayor, said at least seven boats sank.", *BASE[2:]])
    assert found.lines[2].state == "changed"
    assert found.lines[2].kinds == ("context",)
    inserted = versus(BASE, [*BASE[:2], "Ola Berg, the harbour master, agreed.", *BASE[2:]])
    assert inserted.lines[3].kinds == ("context",)
    number = versus(BASE, [BASE[0], "Kari Nilsen, the mayor, said at least nine boats sank.", *BASE[2:]])
    assert number.lines[2].state == "unchanged"


def test_without_the_guard_the_pronoun_would_be_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts._Sides, "mark_context", lambda *_: None)
    found = versus(BASE, [BASE[0], "Ola Berg, the mayor, said at least seven boats sank.", *BASE[2:]])
    assert found.lines[2].state == "unchanged"


def test_the_word_diff_has_offsets_into_the_drafts() -> None:
    old, new = "First.\nSeven boats sank.", "Second line.\nNine boats sank."
    ops = line_diff(old, spans(old)[1], new, spans(new)[1])
    assert [(op.kind, old[op.old_start : op.old_end], new[op.new_start : op.new_end]) for op in ops] == [
        ("replace", "Seven", "Nine"),
        ("equal", " boats sank.", " boats sank."),
    ]


def test_two_lines_alike_never_take_the_same_old_line() -> None:
    boats = "Kari Nilsen, the mayor, said at least seven boats sank."
    barrier = "The government has not paid for the barrier."
    found = versus(["The harbour closed on Monday after the storm.", boats], [boats, barrier, boats, barrier])
    tied = [line.old for line in found.lines if line.old is not None]
    assert len(tied) == len(set(tied))


TEXTS = st.lists(st.sampled_from([*BASE, "He left.", "It may rain.", "\u201cYes\u201d, he said.", "x"]), max_size=8)


@given(TEXTS, TEXTS)
def test_only_the_same_words_are_ever_carried(old: list[str], new: list[str]) -> None:
    found = versus(old, new)
    assert [line.new for line in found.lines] == list(range(len(new)))
    tied = [line.old for line in found.lines if line.old is not None]
    assert len(tied) == len(set(tied))
    assert sorted([*tied, *(line.old for line in found.cut if line.old is not None)]) == list(range(len(old)))
    for line in found.lines:
        if line.carried:
            assert line.old is not None
            assert line.new is not None
            assert old[line.old] == new[line.new]


@given(st.text(), st.text())
def test_any_text_can_be_compared(old: str, new: str) -> None:
    for line in compare(old, spans(old), new, spans(new)).lines:
        for change in line.changes:
            assert old[change.old_start : change.old_end] == change.old
            assert new[change.new_start : change.new_end] == change.new
