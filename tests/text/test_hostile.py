"""Whatever is in the text: an answer in linear time, offsets that hold, never an exception."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.text import analyse, checks_names
from factcheck.text.model import Analysis
from factcheck.text.splitters import verify
from tests.work_count import calls_of

PIECES = st.sampled_from(
    [
        "“", "”", "‘", "’", "'", '"', "''", "«", "»", "„", "(", ")", "[", "]", "…", "...", ".", "!", "?", ",",
        ";", ":", "—", " - ", "\n", "\n\n", "\u2028", " ", "\u00a0", "\0", "\ud800", "\udfff", "\u202e",
        "\u2066", "İ", "ſ", "K", "²", "٣", "𝟛", "Smith", "Ada Quill", "the firm", "he", "she", "it", "who",
        "which", "that", "and", "but", "while", "said", "says", "told", "according to", "reportedly", "was",
        "has sold", "to", "of", "in", "U.S.", "Mr.", "5 p.m.", "at least seven", "$3.2 billion", "40 per cent",
        "one in five", "two of", "May", "May 31, 2023", "Friday, February 30, 2024", "since 2019", "By Jo Orr",
        "Read more", "PARIS (Reuters) -", "SMITH:", "131-page report", "Image caption", "Reuters ", "1,2,3",
        "saying that", "citing", "minus 3", "two and a half", "between 2015 and 2019", "two years ago",
        "99999999999999999999",
    ]
)  # fmt: skip


def holds(text: str, done: Analysis) -> None:
    verify(text, done)
    assert all(before.end <= after.start for before, after in pairwise(done.passages))
    assert all(text[q.start : q.end] == q.exact for q in done.quotes)
    for c in done.claims:
        assert c.statement
        if c.quantity:
            assert 0 <= c.quantity.start < c.quantity.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_news_in_any_order(text: str) -> None:
    holds(text, analyse(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=200), st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "xx"]))
def test_any_characters(text: str, language: str) -> None:
    holds(text, analyse(text, language=language))


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_news_without_spaces(text: str) -> None:
    holds(text, analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "word and that said " * 25_000,
        "a" * 1_000_000,
        "“" * 50_000,
        '"' * 50_000,
        "“a” ‘b " * 20_000,
        "(" * 50_000 + "x" + ")" * 50_000,
        "." * 200_000 + "x",
        "a" * 2_000 + " " * 200_000 + "b",
        "9" * 200_000 + " people",
        "By " + "A" * 3_000 + "!",
        "who " * 700,
        "and said " * 330,
        "want to " * 370,
        "Al said that " * 225,
        "Al left the house, saying he saw it, " * 75,
        "12 million, made up of 1 million, " * 85,
        "five " * 20_000,
        "a@" * 50_000,
        "\ud800 Smith said \udfff.\0" * 2_000,
        "x\n" * 20_000,
        "",
        " \n ",
    ],
    ids=lambda text: repr(text[:12]) + f"x{len(text)}",
)
def test_hostile_text_is_answered(text: str) -> None:
    holds(text, analyse(text))


@pytest.mark.slow
def test_work_grows_with_the_text_and_no_faster() -> None:
    paragraph = (
        "Walter Pimm{0}, who ran the port, told the Gazette that 14 boats sank in May. “I saw it,” he said. “All.” "
        "But the council denied the claim and the police, according to Ada Quill{0}, found at least nine wrecks.\n\n"
    )
    small = "".join(paragraph.format(n) for n in range(10))
    large = "".join(paragraph.format(n) for n in range(400))
    assert calls_of(lambda: analyse(large)) < 40 * 1.2 * calls_of(lambda: analyse(small))


def test_names_are_held_only_against_names_like_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    slip = checks_names._slip

    def counted(one: str, other: str) -> bool:
        nonlocal asked
        asked += 1
        return slip(one, other)

    monkeypatch.setattr(checks_names, "_slip", counted)
    letters = "bcdfghjk"
    names = ["".join(letters[number // 8**place % 8] for place in range(4)) for number in range(1200)]
    full = " ".join(f"Then Jane Ma{name}{name} left." for name in names[:600])
    alone = " ".join(f"Then Mo{name}{name} came." for name in names[600:])
    told = analyse(f"{full} {alone} Jane Mabrightwell left. Then Mabrightwel came.")
    assert any("Mabrightwel" in finding.why for finding in told.findings if finding.kind == "name_variant")
    assert asked < len(names)  # and not each of the one half for each of the other
