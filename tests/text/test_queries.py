from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.queries import Asked, build, fts5_query, hand_links, terms, tsquery

HOSTILE = [
    "it's",
    "a-b AND c",
    'say "no',
    "x NEAR(y)",
    "nul \x00 byte",
    "title:secret*",
    "\ud800",
    "^foo -bar",
    "%_';--",
    "\u0130stanbul",
]


def found(match: str) -> int:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='porter unicode61')")
        database.execute("INSERT INTO t VALUES ('the mayor closed the bridges of Oslo in 2021')")
        return len(database.execute("SELECT 1 FROM t WHERE t MATCH ?", (match,)).fetchall())


def test_a_search_finds_any_telling_word_of_the_claim() -> None:
    assert found(fts5_query("Bridges closed?")) == 1
    assert found(fts5_query("zebra")) == 0


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_no_text_breaks_a_search(text: str) -> None:
    match = fts5_query(text)
    assert match == "" or found(match) in (0, 1)
    assert all(term.isalnum() for term in terms(text))
    assert set(tsquery(text).replace("' | '", "").strip("'")) & set("'|&!():*\\\x00") == set()


def test_only_stop_words_ask_nothing() -> None:
    assert fts5_query("it is what it was") == ""
    assert tsquery("and/or") == ""


def test_a_long_text_is_cut_to_its_names_and_figures() -> None:
    text = " ".join(f"word{'x' * n}" for n in range(40)) + " Oslo 1999"
    assert {"oslo", "1999"} <= set(terms(text, 5))
    assert len(terms(text, 5)) == 5


def test_hashtags_are_read_as_words_and_addresses_dropped() -> None:
    assert terms("#OsloBridges closed https://example.org/a?b") == ["oslo", "bridges", "closed"]


def test_a_claim_is_asked_for_by_words_quotation_figures_date_and_origin() -> None:
    asked = Asked(
        "Norway closed at least 300 bridges along western coast roads after heavy winter storms in 2021",
        quotes=['we will "never" open them again'],
        figures=["300 bridges"],
        dates=["2021"],
        chain=["Aftenposten", "a roads report"],
    )
    queries = build(asked)
    by_kind = {query.kind: query.text for query in queries}
    assert list(by_kind) == ["words", "quotation", "figures", "date", "origin"]
    assert by_kind["quotation"].startswith('"we will never open them again"')
    assert "300 bridges" in by_kind["figures"]
    assert by_kind["origin"].startswith("a roads report")
    assert all(query.why for query in queries)


def test_no_query_is_sent_twice() -> None:
    texts = [query.text for query in build(Asked("Norway", dates=["Norway"], chain=["Norway"]))]
    assert len(texts) == len(set(texts))


def test_links_by_hand_carry_the_query_escaped() -> None:
    links = dict(hand_links(build(Asked("Trams & buses in Oslo"))[0]))
    assert all(address.startswith("https://") and " " not in address for address in links.values())
