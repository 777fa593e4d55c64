"""The checking copy: ten parts, four kinds of reader, nothing confidential in three of them, and four forms."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from markdown_it import MarkdownIt
from sqlalchemy import select

from factcheck.domain.articles import Intake
from factcheck.domain.checking_copy import SHOWS, Variant
from factcheck.domain.desk_rules import QueryState, QueryTo
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.models import Article, AuthorQuery, Claim, Draft, Event, Evidence, Occurrence, Passage, Person
from factcheck.services.checking_copy import checking_copy
from factcheck.services.checking_copy_docx import write_docx
from factcheck.services.checking_copy_markdown import write_markdown
from factcheck.services.clear_draft import clear_draft
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.origin_find import OriginChoice
from factcheck.web.checking_copy.pdf import ForeignAddressError, refuse
from tests.copy_kit import FIRST, bring_in, make_ready, next_draft
from tests.verdict_world import build_world
from tests.web.desk_client import send
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from factcheck.services.checking_copy_parts import CheckingCopy
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

CANARIES = ("Hidden Heron", "555 0199", "wing of the nest", "Quiet Origin")
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) | **b** &lt;i&gt; {PAGE} \u202e=1+1"


def copy_of(session: Session, people: People, article_id: int, variant: Variant, who: str = "eda") -> CheckingCopy:
    return checking_copy(session, session.get_one(Person, getattr(people, who)), article_id, variant)


def add_secret(session: Session, people: People, claim: Claim) -> None:
    values = EvidenceValues(
        kind=EvidenceKind.CALL,
        stance=Stance.SUPPORTS,
        excerpt="I saw the wing of the nest fall",
        note="call 555 0199 after six",
        locator={"who": "Hidden Heron", "attempts": [{"at": "2026-03-01", "outcome": "reached Hidden Heron"}]},
        confidential=True,
        origin=OriginChoice(kind=OriginKind.PERSON, name="Quiet Origin"),
    )
    log_evidence(session, session.get_one(Person, people.eda), claim.id, values)


def filled(session: Session, people: People) -> Article:
    """Build an article with a ruling, a secret, a question to legal, and words of the secret in open places."""
    world = build_world(session, people)
    spans = [
        (0, 28),
        *((found.start(), found.end()) for found in re.finditer(r"(?<=\n\n|\. )\S[^.]+\.", world.draft.text[28:])),
    ]
    spans = [spans[0], *((a + 28, b + 28) for a, b in spans[1:])]
    for position, (start, end) in enumerate(spans):
        session.add(
            Passage(
                draft_id=world.draft.id,
                position=position,
                start=start,
                end=end,
                role="headline" if position == 0 else "body",
                checkable=True,
                score=0.5,
                reasons=[],
            )
        )
    session.flush()
    world.ruled(rationale="The minutes say so, and Hidden Heron says so too.", content="confirmed")
    world.evidence(world.second, note="Ask Hidden Heron, 555 0199", title=HOSTILE, excerpt=HOSTILE)
    add_secret(session, people, world.second)
    for to, question in ((QueryTo.LEGAL, "May we print what Hidden Heron said?"), (QueryTo.LEGAL, "Is this libel?")):
        session.add(
            AuthorQuery(
                article_id=world.article.id,
                claim_id=world.claim.id,
                to=to,
                question=question,
                state=QueryState.OPEN,
                asked_by_id=people.eda,
            )
        )
    session.flush()
    return world.article


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        return filled(session, people).id


@pytest.mark.parametrize("variant", list(Variant))
def test_no_secret_stands_in_a_copy_that_must_not_hold_it(session: Session, people: People, variant: Variant) -> None:
    copy = copy_of(session, people, filled(session, people).id, variant)
    with zipfile.ZipFile(io.BytesIO(write_docx(copy))) as parts:
        word = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "replace")
    for text in (repr(copy), write_markdown(copy), word):
        found = [canary for canary in CANARIES if canary in text]
        assert found == (list(CANARIES) if variant is Variant.INTERNAL else []), variant
    if variant in {Variant.REPORTER, Variant.LEGAL}:
        assert copy.cover.withheld == 1
        assert ("Is this libel?" in repr(copy)) == (variant is Variant.LEGAL)


def test_the_guard_of_words_is_what_keeps_them_out(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = filled(session, people)
    monkeypatch.setattr("factcheck.services.open_words.OpenWords.told", lambda _self, text: text)
    assert "Hidden Heron" in repr(copy_of(session, people, article.id, Variant.REPORTER))


def test_the_pages_hold_no_secret_and_say_that_it_is_withheld(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    for variant in Variant:
        page = eda.get(f"/articles/{article}/checking-copy?for={variant.value}")
        assert page.status_code == 200
        held = [canary for canary in CANARIES if canary in page.text]
        assert held == (list(CANARIES) if variant is Variant.INTERNAL else [])
        assert "Draft 1; void if the copy changes" in page.text
        assert SHOWS[variant].told in page.text.replace("&#39;", "'")


def test_a_checker_prints_the_pencil_copy_and_no_other(sign_in: Enter, article: int) -> None:
    cleo = sign_in("cleo")
    page = cleo.get(f"/articles/{article}/checking-copy").text
    assert "Pencil copy" in page
    assert "Confirmed as" not in page
    for variant in ("internal", "reporter", "legal"):
        assert cleo.get(f"/articles/{article}/checking-copy?for={variant}").status_code == 403
    answer = send(cleo, "/queue", f"/articles/{article}/checking-copy/file", form="md", **{"for": "internal"})
    assert answer.status_code == 403


def test_marks_and_numbers_stand_at_the_claims_in_the_lines(session: Session, people: People) -> None:
    copy = copy_of(session, people, filled(session, people).id, Variant.LEGAL)
    lines = {line.number: line for line in (*copy.display, *copy.body)}
    assert [line.number for line in copy.display] == [1]
    ends = [end for line in lines.values() for run in line.runs for end in run.ends]
    assert ends == [(1, "query"), (2, "unchecked")]
    joined = "".join(run.text for run in lines[2].runs)
    assert joined == "The Quell Harbour Board will close the north pier in May, Mara Lind said."


def test_changes_since_the_last_cleared_draft_are_shown(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    assert copy_of(session, people, article.id, Variant.REPORTER).since is None
    make_ready(session, people, article, first)
    clear_draft(session, session.get_one(Person, people.eda), article.id, sha256=first.sha256)
    text = FIRST.replace("900 tonnes", "700 tonnes").replace(
        "Engineers from Dalheim inspected the harbour last month.\n\n", ""
    )
    next_draft(session, people, article, first, text)
    copy = copy_of(session, people, article.id, Variant.REPORTER)
    assert (copy.draft, copy.since) == (2, 1)
    runs = [(run.kind, run.text) for line in copy.body for run in line.runs if run.kind != "="]
    assert runs == [("-", "900"), ("+", "700")]
    assert [words for _, words in copy.cut] == ["Engineers from Dalheim inspected the harbour last month."]
    assert "\\[-900-\\]\\[+700+\\]" in write_markdown(copy)


def test_the_manifest_tells_one_content_from_another(session: Session, people: People) -> None:
    article = filled(session, people)
    first = copy_of(session, people, article.id, Variant.LEGAL)
    assert copy_of(session, people, article.id, Variant.LEGAL).manifest == first.manifest
    assert copy_of(session, people, article.id, Variant.REPORTER).manifest != first.manifest
    row = session.scalars(select(Evidence).where(Evidence.confidential.is_(False))).first()
    assert row is not None
    row.excerpt = "other words"
    session.flush()
    assert copy_of(session, people, article.id, Variant.LEGAL).manifest != first.manifest


def test_88_what_others_wrote_is_inert_in_word_and_markdown(session: Session, people: People) -> None:
    article = filled(session, people)
    article.title = HOSTILE
    session.flush()
    copy = copy_of(session, people, article.id, Variant.INTERNAL)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(write_markdown(copy))
    assert "<script" not in html
    assert "<a " not in html
    assert "&amp;lt;i&amp;gt;" in html
    word = docx.Document(io.BytesIO(write_docx(copy)))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert HOSTILE in said
    with zipfile.ZipFile(io.BytesIO(write_docx(copy))) as parts:
        body = parts.read("word/document.xml").decode()
        links = [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]
    assert "instrText" not in body
    assert not links


def test_87_control_characters_break_no_form_of_the_copy(session: Session, people: People) -> None:
    article = filled(session, people)
    row = session.scalars(select(Evidence)).first()
    assert row is not None
    row.title = "bell \x07 and \x0b and \ufffe"
    session.flush()
    copy = copy_of(session, people, article.id, Variant.INTERNAL)
    assert "\x07" not in write_markdown(copy)
    assert write_docx(copy)


def test_the_files_are_handed_out_with_a_row_in_the_log(sign_in: Enter, article: int, app_database: Database) -> None:
    eda = sign_in("eda")
    page = f"/articles/{article}/checking-copy"
    for form, kind in (("docx", "wordprocessingml"), ("md", "text/markdown")):
        answer = send(eda, page, f"{page}/file", form=form, **{"for": "legal"})
        assert answer.status_code == 200
        assert kind in answer.headers["Content-Type"]
        assert f"draft-1-legal.{form}" in answer.headers["Content-Disposition"]
    with app_database.read() as session:
        rows = session.scalars(select(Event).where(Event.action == "copy.handed_out")).all()
        assert [row.after["form"] for row in rows if row.after] == ["docx", "md"]
    assert send(eda, page, f"{page}/file", form="exe").status_code == 404


def test_39_a_pdf_is_offered_where_it_can_be_made_and_loads_nothing_from_elsewhere(
    app: Flask, sign_in: Enter, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    eda = sign_in("eda")
    page = f"/articles/{article}/checking-copy"
    monkeypatch.setattr("factcheck.web.checking_copy.views.pdf_ready", lambda: False)
    assert "factcheck-desk[pdf]" in eda.get(page).text
    assert send(eda, page, f"{page}/file", form="pdf", **{"for": "legal"}).status_code == 303
    # The library is an extra; what is handed to it is looked at here.
    given: list[str] = []

    def note(*parts: str) -> bytes:
        given.extend(parts)
        return b"%PDF-"

    monkeypatch.setattr("factcheck.web.checking_copy.views.pdf_ready", lambda: True)
    monkeypatch.setattr("factcheck.web.checking_copy.views.pdf_of", note)
    answer = send(eda, page, f"{page}/file", form="pdf", **{"for": "legal"})
    assert answer.mimetype == "application/pdf"
    assert "<h1" in given[0]
    assert not re.search(r"""(?:src|href)\s*=|url\(""", given[0])
    assert "void if the copy changes" in given[1]
    with pytest.raises(ForeignAddressError):
        refuse("http://169.254.169.254/")


def test_119_the_foot_of_the_page_takes_numbers_and_hex_alone(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    good = eda.get("/checking-copy.css?draft=3&manifest=0123456789abcdef&for=legal")
    assert good.mimetype == "text/css"
    assert 'content: "Draft 3; void if the copy changes"' in good.text
    for query in ("draft=3&manifest=%22%7D*&for=legal", "draft=x&manifest=0123456789abcdef&for=legal", "draft=3"):
        assert eda.get(f"/checking-copy.css?{query}").status_code == 404


def many(session: Session, people: People, count: int) -> int:
    """Build an article with so many claims, each with a source."""
    text = "\n\n".join(f"Line {number} says that {number} boats came in." for number in range(1, count + 1))
    article = Article(title="Boats", owner_id=people.eda)
    session.add(article)
    session.flush()
    draft = Draft(
        article_id=article.id, number=1, text=text, sha256="ef" * 32, intake=Intake.PASTE, created_by_id=people.eda
    )
    session.add(draft)
    session.flush()
    at = 0
    for number in range(1, count + 1):
        words = f"Line {number} says that {number} boats came in."
        session.add(
            Passage(
                draft_id=draft.id,
                position=number,
                start=at,
                end=at + len(words),
                role="body",
                checkable=True,
                score=0.5,
                reasons=[],
            )
        )
        claim = Claim(article_id=article.id, number=number, statement=words, kind="quantity", state="to_check")
        claim.occurrences.append(Occurrence(draft_id=draft.id, start=at, end=at + len(words), exact=words))
        session.add(claim)
        session.flush()
        values = EvidenceValues(kind=EvidenceKind.PAGE, stance=Stance.SUPPORTS, url=f"https://boats.test/{number}")
        if number <= 2:
            log_evidence(session, session.get_one(Person, people.eda), claim.id, values)
        at += len(words) + 2
    session.flush()
    return article.id


def test_300_claims_take_as_many_queries_as_three(database: Database) -> None:
    from tests.conftest import add_people  # noqa: PLC0415 - two desks in one test

    counts = []
    with database.write() as session:
        people = add_people(session)
    for count in (3, 300):
        with database.write() as session:
            article = many(session, people, count)
        counts.append(queries_of(database, people, article, count))
    assert counts[0] == counts[1]


def queries_of(database: Database, people: People, article: int, claims: int) -> int:
    with QueryCount(database.engine) as asked, database.read() as session:
        copy = copy_of(session, people, article, Variant.INTERNAL)
    assert len(copy.claims) == claims
    return asked.count
