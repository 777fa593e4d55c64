"""The words that follow from ratings, names and addresses."""

from __future__ import annotations

import pytest

from factcheck.domain.addresses import web_address
from factcheck.domain.claimants import claimant_of, is_named, names_of
from factcheck.domain.fixes import read_fix, write_fix
from factcheck.domain.slugs import LONGEST, slug_of
from factcheck.domain.verdicts import SCALES, Layer
from factcheck.domain.wording import RatingWords, suggest_summary


def words(key: str, label: str = "") -> RatingWords:
    return RatingWords(key, label or key)


@pytest.mark.parametrize(
    ("attribution", "content", "said"),
    [
        ("accurate", "unproven", "Accurately reported; not independently confirmed."),
        ("accurate", "false", "Accurately reported; the statement itself is not accurate."),
        ("imprecise", "true", "Imprecisely reported; the statement itself is accurate."),
        ("own_word", "true", "The statement is accurate."),
        ("own_word", "cannot_confirm", "Not enough evidence either way."),
    ],
)
def test_the_summary_follows_from_both_layers(attribution: str, content: str, said: str) -> None:
    assert suggest_summary(words(attribution), words(content)) == said


def test_ratings_that_a_desk_made_go_in_by_their_labels() -> None:
    assert suggest_summary(words("hearsay", "Hearsay"), words("grey", "Grey")) == "Hearsay; rated “Grey”."


def test_every_shipped_pair_of_ratings_has_a_sentence_without_its_keys() -> None:
    layers = {layer: [r for s in SCALES if s.layer is layer for r in s.ratings] for layer in Layer}
    for first in layers[Layer.ATTRIBUTION]:
        for second in layers[Layer.CONTENT]:
            said = suggest_summary(words(first.key, first.label), words(second.key, second.label))
            assert said[0].isupper()
            assert said.endswith(".")
            assert "rated “" not in said
            assert "_" not in said


@pytest.mark.parametrize(("before", "after"), [("in May", "on 2 May"), ("a → b", "c"), ("gone", ""), ("", "")])
def test_a_fix_is_read_as_it_was_written(before: str, after: str) -> None:
    assert read_fix(write_fix(before, after)) == (before, after)


def test_a_fix_cannot_hold_the_sign_between_its_halves() -> None:
    assert read_fix(write_fix("a\n→\nb", "c")) == ("a → b", "c")


@pytest.mark.parametrize("name", ["a senior aide", "two officials", "an aide to Mara Lind", "the spokesman", "", "he"])
def test_nobody_is_named_by_these(name: str) -> None:
    assert not is_named(name)


@pytest.mark.parametrize("name", ["Mara Lind", "the Harbour Council", "The Quell Courier", "CNX", "Étienne Sol"])
def test_somebody_is_named_by_these(name: str) -> None:
    assert is_named(name)


def test_the_desk_is_not_a_claimant_and_links_may_be_objects() -> None:
    assert claimant_of(["Our Desk"], desk_name="our desk") is None
    assert names_of([{"name": "Mara Lind"}, " ", "CNX", {}]) == ("Mara Lind", "CNX")


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ("The pier's too old!", "the-piers-too-old"),
        ("Ærø Østby çà", "r-stby-ca"),
        ("٣ 日本", "check"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "check"),
    ],
)
def test_a_slug_is_small_letters_digits_and_hyphens(given: str, slug: str) -> None:
    assert slug_of(given) == slug


def test_a_long_slug_is_cut_at_a_word() -> None:
    found = slug_of("harbour " * 40)
    assert len(found) <= LONGEST
    assert found.endswith("harbour")
    assert len(slug_of("x" * 500)) == LONGEST


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.test",
        " jav\tascript:x",
        "http://",
        "http:/\\evil",
        "ftp://a.b",
        "http://[::1",
        "https://a b",
        "",
    ],
)
def test_82_what_is_no_web_address_stands_behind_no_link(url: str) -> None:
    assert web_address(url) == ""


def test_a_web_address_stays_as_it_is() -> None:
    assert web_address("https://board.test/minutes?x=1#y") == "https://board.test/minutes?x=1#y"
