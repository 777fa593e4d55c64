"""A made-up article in the manner of a tabloid, and what a careful checker marks in it."""

import json

import pytest

from factcheck.text import analyse
from factcheck.text.model import Analysis, Claim

ARTICLE = """Mayor ‘burned all the ledgers’ as at least nine boats sank in Port Marrow… and blamed gulls

By Tilda Okonjo

Friday, March 8, 2024

Harbour Mayor Walter Pimm has sold as many as nine boats since January, according to Edna Crisp’s new book.

Pimm denied the claims, but the council suspended him. Inspector Rosa Lind, who led the search, said 14 boats were lost.

‘I never saw a ledger,’ Pimm told the Marrow Gazette. ‘Never.’

‘He is lying. We have the papers,’ Lind said, in a hearing that reportedly lasted three hours.

She said the the town would appeal.

Empty berth: Boats lay in the harbour for years while nobody counted them at all

Empty berth: Boats lay in the harbour for years while nobody counted them at all

Read more at MarrowGazette.example
"""


@pytest.fixture(scope="module")
def done() -> Analysis:
    return analyse(ARTICLE)


def claim(done: Analysis, part: str) -> Claim:
    return next(c for c in done.claims if part in c.statement)


def test_roles(done: Analysis) -> None:
    roles = [p.role for p in done.passages]
    assert roles[:3] == ["headline", "boilerplate", "boilerplate"]
    assert roles[-3:] == ["caption", "caption", "boilerplate"]
    assert set(roles[3:-3]) == {"body"}


def test_a_quotation_and_its_tag_are_one_passage(done: Analysis) -> None:
    texts = [ARTICLE[p.start : p.end] for p in done.passages]
    assert "‘I never saw a ledger,’ Pimm told the Marrow Gazette. ‘Never.’" in texts
    assert any(t.startswith("‘He is lying. We have the papers,’ Lind said") for t in texts)


def test_a_repeated_caption_is_tied_and_claimed_once(done: Analysis) -> None:
    captions = [i for i, p in enumerate(done.passages) if p.role == "caption"]
    assert done.passages[captions[1]].repeat_of == captions[0]
    assert {c.passage for c in done.claims}.isdisjoint({captions[1]})


def test_attribution_is_taken_off_and_kept_as_chain(done: Analysis) -> None:
    found = claim(done, "has sold")
    assert "according" not in found.statement
    assert found.chain == ("Edna Crisp’s new book",)
    assert found.kind == "quantity"
    assert found.quantity
    assert (found.quantity.value, found.quantity.low, found.quantity.high) == (9, None, 9)
    assert found.when
    assert found.when.exact == "since January"


def test_two_statements_of_one_sentence_are_two_claims(done: Analysis) -> None:
    assert claim(done, "denied").kind == "attribution"
    assert claim(done, "suspended").statement.startswith("The council suspended")


def test_a_relative_clause_is_a_claim_of_its_own(done: Analysis) -> None:
    assert claim(done, "led the search").statement == "Inspector Rosa Lind led the search."
    assert claim(done, "14 boats").chain == ("Inspector Rosa Lind",)


def test_quotations_have_speaker_outlet_and_exact_words(done: Analysis) -> None:
    found = claim(done, "never saw")
    assert found.kind == "quotation"
    assert found.chain == ("Marrow Gazette", "Pimm")
    assert found.quote
    assert found.quote.exact == "I never saw a ledger,"
    assert ARTICLE[found.quote.start : found.quote.end] == found.quote.exact


def test_what_a_tail_says_is_claimed_too(done: Analysis) -> None:
    found = claim(done, "lasted three hours")
    assert "reportedly (source not named)" in found.chain


def test_pronouns_become_names(done: Analysis) -> None:
    found = claim(done, "would appeal")
    assert found.chain == ("Rosa Lind",)


def test_findings(done: Analysis) -> None:
    kinds = {f.kind for f in done.findings}
    assert {"quote_not_in_body", "headline_overstates", "repeated_word", "repeated_passage"} <= kinds
    assert all(f.why.endswith((".", "”", "…”")) for f in done.findings)


def test_the_form_of_the_command(done: Analysis) -> None:
    shown = json.loads(json.dumps(done.to_json()))
    assert set(shown) == {"sha256", "passages", "claims", "findings"}
    assert set(shown["claims"][0]) == {
        "start", "end", "statement", "kind", "chain", "quote", "quantity", "when", "score", "reasons",
    }  # fmt: skip
    assert set(shown["passages"][0]) == {"start", "end", "role", "checkable", "score", "reasons", "repeat_of"}


def test_same_text_same_answer(done: Analysis) -> None:
    assert analyse(ARTICLE) == done


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Haushalt beschlossen\n\n„Wir sparen 3 Mio. Euro“, sagte Frau Weiß am 3. Oktober. Es gab 12 Gegenstimmen.",
        ),
        ("fr", "Budget adopté\n\n« Nous économisons 3 millions », a dit M. Petit. Il y a eu 12 voix contre."),
        ("es", "Presupuesto\n\n«Ahorramos 3 millones», dijo la Sra. Ruiz. Hubo 12 votos en contra."),
        ("it", "Bilancio\n\n«Risparmiamo 3 milioni», ha detto la sig.ra Rossi. Dodici voti contrari."),
        ("pt", "Orçamento\n\n“Poupamos 3 milhões”, disse o Sr. Silva. Houve 12 votos contra."),
    ],
)
def test_other_languages_keep_quotations_and_sentences(language: str, text: str) -> None:
    done = analyse(text, language=language)
    assert [p.role for p in done.passages] == ["headline", "body", "body"]
    assert len(done.quotes) == 1
    assert len(done.claims) == 3


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("The harbour will open again in May, and the board is pleased about it. µ", ["body"]),
        ("A crane stands in the harbour of Vell on Monday. [Photo/Agencies]", ["caption", "boilerplate"]),
        ("[How the harbour was won]", ["boilerplate"]),
        ("Boats came in. (Reporting by Ida Orr; Editing by Ned Marsh)", ["body", "boilerplate"]),
        ("Getty Images The crane falls Getty Images The crane lies in the harbour", ["caption", "caption"]),
    ],
)
def test_signs_credits_and_notes_at_a_lines_end(line: str, roles: list[str]) -> None:
    head = "Harbour opens\n\nThe port of Vell opened its gates on Monday.\n\n"
    done = analyse(f"{head}{line}\n")
    assert [passage.role for passage in done.passages if passage.start >= len(head)] == roles
