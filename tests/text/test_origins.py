from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import origins
from factcheck.text.duplicates import copies, overlap, recurring_lines, signature, story_words
from factcheck.text.events import group_events
from factcheck.text.origins import Carrier, OriginGroup, group_origins
from factcheck.text.works import outlets, works

DICE = random.Random(3)  # noqa: S311 - a seeded text, no secret
VOCABULARY = [
    f"{a}{b}" for a in ("mar", "tol", "sen", "vik", "dra", "pel") for b in ("on", "ik", "a", "est", "um", "ir", "ode")
]


def prose(words: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(VOCABULARY, k=words)) + "."  # noqa: S311 - a seeded text, no secret


def carrier(name: str, text: str, day: int = 4, url: str = "") -> Carrier:
    return Carrier(name, f"The {name} Post", text, url, published=dt.date(2024, 5, day))


def ids(groups: list[OriginGroup]) -> set[tuple[str, ...]]:
    return {tuple(sorted(group.carriers)) for group in groups}


def test_carriers_with_nothing_in_common_are_origins_of_their_own() -> None:
    groups = group_origins([carrier("A", prose(200, 1)), carrier("B", prose(200, 2))])
    assert ids(groups) == {("A",), ("B",)}
    assert {group.kind for group in groups} == {"own"}


def test_one_agency_credit_is_one_origin_within_days() -> None:
    a = carrier("A", "OSLO (AP) \u2014 " + prose(200, 1), 4)
    b = carrier("B", "OSLO (AP) \u2014 " + prose(200, 2), 5)
    group = group_origins([a, b])[0]
    assert (group.name, group.kind, group.reasons) == ("AP", "agency", ("same agency credit (AP)",))
    assert group.carriers == ("A", "B")
    late = replace(b, published=dt.date(2024, 6, 5))
    assert len(group_origins([a, late])) == 2


def test_a_copy_is_tied_with_the_share_of_its_text() -> None:
    text = prose(300, 1)
    group = group_origins([carrier("B", prose(20, 5) + "\n" + text, 6), carrier("A", text, 4)])[0]
    assert group.carriers == ("A", "B")
    assert (group.kind, group.name) == ("copied text", "The A Post")
    assert "of the 8-word runs of" in group.reasons[0]


def test_what_someone_said_is_no_copying() -> None:
    said = "\u201c" + prose(80, 9) + "\u201d"
    groups = group_origins([carrier("A", prose(150, 1) + said), carrier("B", prose(150, 2) + said)])
    assert len(groups) == 2


def test_an_outlets_own_lines_are_stripped_first() -> None:
    footer = prose(120, 7)
    pages = [Carrier(name, "Post", prose(100, at) + "\n" + footer) for at, name in enumerate("abc")]
    assert ids(group_origins(pages)) == {("a",), ("b",), ("c",)}
    kept = [story_words(page.text) for page in pages]
    assert overlap(kept[0], kept[1]).is_copy  # the twin: unstripped, the footer would tie them
    assert recurring_lines([("Post", page.text) for page in pages])["Post"]


def test_one_book_is_one_origin() -> None:
    a = carrier("A", "The mayor hid it, according to Kari Nilsen's new book, Storm Years. " + prose(150, 1))
    b = carrier("B", "\u201cStorm Years\u201d, a book by Kari Nilsen, tells of it. " + prose(150, 2))
    c = carrier("C", prose(150, 3) + " The county opened its own files on the harbour.")
    groups = group_origins([a, b, c])
    assert ids(groups) == {("A", "B"), ("C",)}
    book = next(group for group in groups if len(group.carriers) == 2)
    assert book.kind == "book"
    assert book.name == "Kari Nilsen: Storm Years"
    assert "both name Kari Nilsen: Storm Years (book)" in book.reasons


def test_a_book_named_in_passing_is_a_hint_only() -> None:
    a = carrier("A", "The mayor hid it, according to Kari Nilsen's new book, Storm Years. " + prose(150, 1))
    b = carrier("B", prose(300, 2) + " She also wrote the book Storm Years.")
    groups = group_origins([a, b])
    assert len(groups) == 2
    assert all(group.hints for group in groups)


def test_a_story_credited_to_another_carrier_leans_on_it() -> None:
    a = carrier("Oslo", prose(150, 1), 3, url="https://example.org/a")
    b = carrier("B", "The Oslo Post first reported the sale. " + prose(150, 2), 4)
    group = group_origins([a, b])[0]
    assert (group.kind, group.name, group.carriers) == ("outlet", "The Oslo Post", ("Oslo", "B"))
    linked = replace(b, text=prose(150, 2), links=("https://example.org/a",))
    assert [len(group.hints) for group in group_origins([a, linked])] == [1, 1]


def test_one_person_asked_by_two_outlets_is_a_hint() -> None:
    a = Carrier("A", "Post", prose(150, 1), sources=("Kari Nilsen",))
    b = Carrier("B", "Mail", prose(150, 2), sources=("Kari Nilsen",))
    groups = group_origins([a, b])
    assert len(groups) == 2
    assert groups[0].hints[0].why == "both have it from Kari Nilsen"


@given(st.lists(st.tuples(st.text(max_size=80), st.sampled_from(["x", "y"])), max_size=6))
def test_every_carrier_is_in_one_group_whatever_its_text(pages: list[tuple[str, str]]) -> None:
    carriers = [Carrier(str(at), outlet, text) for at, (text, outlet) in enumerate(pages)]
    held = [name for group in group_origins(carriers) for name in group.carriers]
    assert sorted(held) == sorted(one.id for one in carriers)


def test_the_order_of_carriers_changes_nothing() -> None:
    credited = "OSLO (AP) \u2014 "
    pages = [carrier("A", credited + prose(200, 1)), carrier("B", credited + prose(90, 2)), carrier("C", prose(90, 3))]
    forward, backward = group_origins(pages), group_origins(pages[::-1])
    assert ids(forward) == ids(backward)
    assert {group.name for group in forward} == {group.name for group in backward}


def test_of_many_texts_minhash_proposes_the_pairs() -> None:
    texts = [story_words(prose(200, at)) for at in range(150)]
    texts.append([*texts[17], *story_words(prose(20, 999))])
    assert [(a, b) for a, b, _ in copies(texts)] == [(17, 150)]
    assert signature(texts[0]) == signature(list(texts[0]))


@given(st.lists(st.integers(0, 1), max_size=90), st.lists(st.integers(0, 1), max_size=90))
def test_overlap_counts_the_runs_that_stand_in_the_other(one: list[int], other: list[int]) -> None:
    a, b = ([VOCABULARY[at] for at in words] for words in (one, other))
    found, (short, long) = overlap(a, b), sorted((a, b), key=len)
    held = {tuple(long[at : at + 8]) for at in range(len(long) - 7)}
    stands = [tuple(short[at : at + 8]) in held for at in range(len(short) - 7)]
    if len(stands) < 20:
        assert found.share == found.longest == 0
        return
    longest = max(len(part) for part in "".join("x" if one else " " for one in stands).split(" "))
    assert found.share == sum(stands) / len(stands)
    assert found.longest == (longest + 7 if longest else 0)
    assert [(pair[0], pair[1]) for pair in copies([a, b])] == [(0, 1)] * found.is_copy


def test_works_and_outlets_are_read_from_the_text() -> None:
    text = (
        "A report by the Roads Agency said it. In \u201cDeep Water,\u201d a book by Ola Berg, it is told. As reported"
        " by The Oslo Post, the study Monday found more. He told CNN. Nilsen\u2019s book says less."
    )
    assert [(work.kind, work.by, work.title) for work in works(text)] == [
        ("document", "Roads Agency", ""),
        ("book", "Ola Berg", "Deep Water"),
        ("book", "Nilsen", ""),
    ]
    assert outlets(text) == ["Oslo Post", "CNN"]


def test_articles_on_one_event_are_grouped() -> None:
    texts = [
        "The ferry Brim ran aground near Bergen with 40 aboard.",
        "Forty people were aboard the ferry Brim when it ran aground near Bergen.",
        "Parliament passed the school meals budget in Lisbon.",
        "The school meals budget was passed by parliament in Lisbon on Friday.",
    ]
    a, b, c, d = group_events(texts)
    assert (a == b, c == d, a == c) == (True, True, False)
    assert origins.AGENCY_DAYS == 3
