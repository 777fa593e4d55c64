from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, WrongState
from factcheck.domain.jobs import JobKind
from factcheck.models import Claim, Finding, Job, Occurrence, Passage, Person
from factcheck.services.article_create import ArticleBrief, check_address, create_article
from factcheck.services.draft_add import add_draft, find_same_text
from factcheck.services.draft_ask import ask_draft_by_address, ask_draft_by_upload
from factcheck.services.draft_split import split_draft
from factcheck.services.draft_text import clean_text, suggest_title
from factcheck.services.event_log import verify_log
from factcheck.text import analyse
from factcheck.text.model import Finding as Found
from tests.intake import CLAIMS, TEXT, analysed, brought_in, claims_of, span, split_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


def test_a_draft_keeps_the_text_and_its_digest_and_owes_the_split(session: Session, people: People) -> None:
    article, draft = brought_in(session, people.eda, TEXT.replace("\n", "\r\n"))
    assert draft.text == TEXT
    assert draft.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    job = session.scalars(select(Job).where(Job.article_id == article.id)).one()
    assert (job.kind, job.payload["draft_id"]) == (JobKind.SPLIT_DRAFT, draft.id)
    assert article.state is ArticleState.INTAKE


@pytest.mark.parametrize("raw", ["", "   \n\t ", "\ufeff", "\u200b\u202e\u2066"])
def test_an_empty_text_is_refused_with_a_sentence(raw: str) -> None:
    with pytest.raises(InvalidInput, match="no text") as caught:
        clean_text(raw, max_chars=100)
    assert caught.value.field == "text"


def test_a_text_over_the_limit_is_refused_and_the_limit_named() -> None:
    with pytest.raises(InvalidInput, match="at most 1,000"):
        clean_text("a" * 1001, max_chars=1000)
    assert clean_text("a" * 1000, max_chars=1000)


def test_bytes_of_a_picture_are_no_text() -> None:
    picture = bytes(range(256)) * 20
    with pytest.raises(InvalidInput, match="does not look like text"):
        clean_text(picture.decode("latin-1"), max_chars=10_000)


def test_what_a_database_cannot_store_is_replaced_and_the_rest_kept(session: Session, people: People) -> None:
    odd = "A\x00B \ud800 C \u202eabc\u202c e\u0301 é 🎉 z\u0335\u0336"
    _, draft = brought_in(session, people.eda, odd)
    session.flush()
    session.expire(draft)
    assert draft.text == "A\ufffdB \ufffd C \u202eabc\u202c e\u0301 é 🎉 z\u0335\u0336"


def test_an_empty_title_is_suggested_from_the_text(session: Session, people: People) -> None:
    owner = session.get_one(Person, people.eda)
    article = create_article(session, owner, ArticleBrief())
    draft = add_draft(
        session, owner, article, "\n# A dam of *paper*\n\nIt broke.", intake=Intake.PASTE, max_chars=99, title_open=True
    )
    assert article.title == "A dam of *paper"
    split_draft(session, draft.id, analysed(draft.text, []), max_claims=10, title_open=True)
    assert article.title == "# A dam of *paper*"
    assert suggest_title("\n \n") == "Untitled"
    assert suggest_title("word " * 100).endswith("word…")


def test_a_given_title_stays(session: Session, people: People) -> None:
    article, _, _ = split_article(session, people.eda, title="My own")
    assert article.title == "My own"


def test_126_a_confidential_article_is_not_looked_up_outside(session: Session, people: People) -> None:
    assert not brought_in(session, people.eda, confidential=True)[0].outside_allowed
    assert brought_in(session, people.eda)[0].outside_allowed


def test_a_checker_brings_in_nothing(session: Session, people: People) -> None:
    with pytest.raises(NotAllowed):
        brought_in(session, people.cleo)


def test_the_same_text_is_found_again(session: Session, people: People) -> None:
    _, draft = brought_in(session, people.eda)
    assert find_same_text(session, TEXT.replace("\n", "\r\n"), max_chars=9999) == draft
    assert find_same_text(session, TEXT + "!", max_chars=9999) is None


def test_a_second_text_for_the_same_article_is_refused(session: Session, people: People) -> None:
    article, _ = brought_in(session, people.eda)
    with pytest.raises(WrongState, match="has its text"):
        add_draft(session, session.get_one(Person, people.eda), article, "x y", intake=Intake.PASTE, max_chars=99)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.org/a", "https://example.org/a"),
        (" http://example.org/ ", "http://example.org/"),
        ("example.org:8080/x", "https://example.org:8080/x"),
    ],
)
def test_addresses_are_completed(typed: str, kept: str) -> None:
    assert check_address(typed, field="address") == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://a b",
        "http://u@h/",
        "data:,x",
        "http://h:99999/",
        "https://" + "a" * 2100,
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        check_address(typed, field="address")


def test_asking_twice_is_one_job_and_asking_after_a_failure_another(session: Session, people: People) -> None:
    owner = session.get_one(Person, people.eda)
    article = create_article(session, owner, ArticleBrief(title="By address"))
    first = ask_draft_by_address(session, owner, article, "https://example.org/a")
    assert ask_draft_by_address(session, owner, article, "https://example.org/a").id == first.id
    first.state, first.error = first.state.__class__("failed"), "gone"
    session.flush()
    assert ask_draft_by_address(session, owner, article, "https://example.org/a").id != first.id
    assert article.source_url == "https://example.org/a"


def test_an_upload_is_read_by_a_worker_and_its_name_is_only_words(session: Session, people: People) -> None:
    owner = session.get_one(Person, people.eda)
    article = create_article(session, owner, ArticleBrief(title="By file"))
    job = ask_draft_by_upload(
        session, owner, article, blob="a" * 64, file_name="../../etc/pa\x00sswd\r\nX: y" + "n" * 400
    )
    assert job.kind is JobKind.READ_UPLOAD
    assert "\x00" not in job.payload["file_name"]
    assert "\n" not in job.payload["file_name"]
    assert len(job.payload["file_name"]) <= 300


def test_a_split_numbers_claims_in_the_order_of_the_text(session: Session, people: People) -> None:
    article, draft, claims = split_article(session, people.eda)
    assert [claim.number for claim in claims] == [1, 2, 3, 4, 5]
    assert article.state is ArticleState.TRIAGE
    assert article.next_claim_number == 6
    # The state moved once; taking numbers is no edit.
    assert article.version == 2
    assert {claim.state for claim in claims} == {ClaimState.UNCONFIRMED}
    assert claims[1].chain == ["the mayor"]
    places = session.scalars(select(Occurrence).where(Occurrence.draft_id == draft.id)).all()
    for place in places:
        assert draft.text[place.start : place.end] == place.exact
        assert draft.text[: place.start].endswith(place.prefix)
        assert draft.text[place.end :].startswith(place.suffix)
    assert verify_log(session).bad_seq is None


def test_a_repeated_caption_is_one_claim_in_two_places(session: Session, people: People) -> None:
    _, draft, claims = split_article(session, people.eda)
    places = claims[4].occurrences
    assert [place.start for place in places] == [
        TEXT.index("The mayor of Ostvik"),
        TEXT.rindex("The mayor of Ostvik"),
    ]
    assert all(draft.text[place.start : place.end] == place.exact for place in places)


def test_the_same_words_with_another_statement_stay_two_claims(session: Session, people: People) -> None:
    words = "The old wall fell in 1987 and killed nine people."
    both = [{"exact": words, "statement": "The wall fell in 1987."}, {"exact": words, "statement": "Nine people died."}]
    _, _, claims = split_article(session, people.eda, claims=both)
    assert [claim.statement for claim in claims] == ["The wall fell in 1987.", "Nine people died."]


def test_splitting_twice_changes_nothing(session: Session, people: People) -> None:
    article, draft, _ = split_article(session, people.eda)
    assert split_draft(session, draft.id, analysed(draft.text, CLAIMS), max_claims=10) is None
    assert len(claims_of(session, article)) == 5
    assert session.scalar(select(func.count()).select_from(Passage)) == 5


def test_claims_over_the_limit_are_named_and_numbers_of_the_rest_not_given(session: Session, people: People) -> None:
    article, draft, claims = split_article(session, people.eda, max_claims=2)
    assert len(claims) == 2
    finding = session.scalars(select(Finding).where(Finding.draft_id == draft.id)).one()
    assert "3 more statements, from “The old wall" in finding.why
    assert article.next_claim_number == 3


def test_findings_are_kept_with_their_places(session: Session, people: People) -> None:
    where = span(TEXT, "40 million")
    found = Found("numbers_disagree", (where,), "Two figures for one thing.")
    _, draft, _ = split_article(session, people.eda, findings=[found])
    kept = session.scalars(select(Finding)).one()
    assert kept.spans == [[where.start, where.end]]
    assert draft.text[where.start : where.end] == "40 million"


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "🎉🎉🎉",
        "word",
        "«»“”\"'",
        "<script>alert(1)</script>\n\n</mark>{{7*7}}",
        "a\n" * 200,
        "😀 e\u0301" * 50,
        "\u2028x\u2029y",
    ],
)
def test_the_real_analysis_of_odd_texts_is_stored_with_true_offsets(
    session: Session, people: People, text: str
) -> None:
    article, draft = brought_in(session, people.eda, text)
    split_draft(session, draft.id, analyse(draft.text), max_claims=50)
    assert article.state is ArticleState.TRIAGE
    for place in session.scalars(select(Occurrence).join(Claim).where(Claim.article_id == article.id)):
        assert draft.text[place.start : place.end] == place.exact
