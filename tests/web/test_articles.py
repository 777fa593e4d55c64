from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.domain.claims import ClaimState
from factcheck.models import Article, Claim, Draft, Job, Person
from factcheck.services.claim_confirm import confirm_claims
from factcheck.text.model import Finding as Found
from tests.intake import CLAIMS, TEXT, analysed, claims_of, span, split_article
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]
TAGS = re.compile(r"<[^>]+>")


def token(client: FlaskClient, path: str = "/articles") -> str:
    page = client.get(path).text
    return str(re.findall(r'name="csrf_token" value="([^"]+)"', page)[0])


def send(client: FlaskClient, path: str, data: Any = None, **options: object) -> TestResponse:
    return client.post(path, data={"csrf_token": token(client), **(data or {})}, **options)


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    """Bring in an article with five claims; return its id."""
    with app_database.write() as session:
        found = Found("numbers_disagree", (span(TEXT, "40 million"),), "Two figures for one thing.")
        made, _, _ = split_article(session, people.eda, findings=[found])
        return made.id


def claims(database: Database, article_id: int) -> list[Claim]:
    with database.read() as session:
        found = claims_of(session, session.get_one(Article, article_id))
        session.expunge_all()
        return found


def words_of(page: str) -> str:
    """Return the draft's text as a browser would read it out of the page, labels aside."""
    inside = page.split("data-draft-text>")[1].partition("</div></div>")[0]
    inside = re.sub(r'<span class="mark-n.*?</span></span>', "", inside, flags=re.DOTALL)
    return html.unescape(TAGS.sub("", inside))


def test_a_pasted_article_is_taken_in_once(sign_in: Enter, app_database: Database) -> None:
    client = sign_in("eda")
    page = client.get("/articles/new").text
    key = re.findall(r'name="form_key" value="([^"]+)"', page)[0]
    given = {"text": TEXT, "deadline_at": "2031-05-06T18:00", "language": "en", "form_key": key}
    first = send(client, "/articles", given)
    assert first.status_code == 303
    assert send(client, "/articles", given).location == first.location
    with app_database.read() as session:
        made = session.scalars(select(Article)).one()
        assert made.title == "Harbour wall to cost 40 million"
        assert session.scalars(select(Draft)).one().text == TEXT
        assert session.scalars(select(Job)).one().kind == "split_draft"
    seen = client.get(first.location).text
    assert "taken apart into claims" in seen
    assert 'hx-trigger="every 2s"' in seen
    assert ">Refresh<" in seen


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": ""}, "Paste a text"),
        ({"text": " \n "}, "Paste a text"),
        ({"text": "\u200b\u202e"}, "no text"),
        ({"text": "a" * 2_000_001}, "at most 2,000,000"),
        ({"text": "words", "address": "https://example.org"}, "one way only"),
        ({"address": "javascript:alert(1)"}, "http://"),
        ({"text": "words", "title": "x" * 301}, "at most 300"),
        ({"text": "words", "deadline_at": "soon"}, "Write date and time"),
        ({"text": "words", "language": "klingon!"}, "language"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_what_was_typed_is_kept(
    sign_in: Enter, app_database: Database, given: dict[str, str], sentence: str
) -> None:
    answer = send(sign_in("eda"), "/articles", {"language": "en", "byline": "Kept By-Line"} | given)
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert "Kept By-Line" in answer.text
    if given.get("text") == "words":
        assert ">\r\nwords</textarea>" in answer.text
    with app_database.read() as session:
        assert session.scalar(select(func.count()).select_from(Article)) == 0


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.exe", b"MZ", "does not read “.exe”"),
        ("noending", b"x", "without an ending"),
        ("a.txt", b"", "is empty"),
        ("a.docx", b"<html>", "something else inside"),
        ("a.pdf", b"PK\x03\x04", "something else inside"),
        ("a.txt", b"ab\x00cd", "something else inside"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_and_what_was_typed_kept(
    sign_in: Enter, name: str, data: bytes, sentence: str
) -> None:
    answer = send(
        sign_in("eda"),
        "/articles",
        {"language": "en", "byline": "Kept By-Line", "file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert sentence in html.unescape(answer.text)
    assert "Kept By-Line" in answer.text


def test_more_than_the_desk_takes_is_answered_413_with_a_sentence(sign_in: Enter) -> None:
    body = b"x" * (20 * 1024 * 1024 + 1)
    answer = sign_in("eda").post("/articles", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413
    assert "larger than the desk takes" in answer.text


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "a\x00.txt", "con.txt", "n" * 300 + ".txt", "\u202etxt.md"])
def test_an_upload_is_kept_by_its_digest_whatever_it_is_called(
    sign_in: Enter, app_database: Database, name: str
) -> None:
    answer = send(
        sign_in("eda"),
        "/articles",
        {"language": "en", "file": (io.BytesIO(b"Some words."), name)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303, answer.text
    with app_database.read() as session:
        job = session.scalars(select(Job)).one()
        assert job.kind == "read_upload"
        assert re.fullmatch("[0-9a-f]{64}", job.payload["blob"])


def test_an_address_is_fetched_by_a_worker(sign_in: Enter, app_database: Database) -> None:
    client = sign_in("eda")
    answer = send(client, "/articles", {"language": "en", "address": "example.org/news/1", "confidential": "y"})
    with app_database.read() as session:
        job = session.scalars(select(Job)).one()
        assert (job.kind, job.payload["url"]) == ("fetch_draft", "https://example.org/news/1")
        made = session.scalars(select(Article)).one()
        assert made.confidential
        assert not made.outside_allowed
    assert "The page is being fetched" in client.get(answer.location).text


def test_76_the_same_text_asks_whether_it_is_draft_2(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    answer = send(client, "/articles", {"text": TEXT, "language": "en"})
    assert answer.status_code == 409
    assert "Draft 2?" in answer.text
    assert f'href="/articles/{article}"' in answer.text
    assert send(client, "/articles", {"text": TEXT, "language": "en", "again": "y"}).status_code == 303


def test_a_failed_fetch_says_why_and_offers_other_ways(sign_in: Enter, app_database: Database) -> None:
    client = sign_in("eda")
    location = send(client, "/articles", {"language": "en", "address": "https://example.org/dead"}).location
    with app_database.write() as session:
        job = session.scalars(select(Job)).one()
        job.state, job.error = job.state.__class__("failed"), "example.org did not answer within 15 s."
    page = client.get(location).text
    assert "did not answer within 15 s." in page
    assert "Try again" in page
    article_id = int(location.rsplit("/", 1)[1])
    assert send(client, f"/articles/{article_id}/text", {"text": " "}).status_code == 422
    assert send(client, f"/articles/{article_id}/read-again").status_code == 303
    with app_database.write() as session:
        job = session.scalars(select(Job)).one()
        assert job.state == "queued"
        job.state, job.error = job.state.__class__("failed"), "again"
    assert send(client, f"/articles/{article_id}/text", {"text": "Now by hand. It is so."}).status_code == 303
    with app_database.read() as session:
        assert session.scalars(select(Draft)).one().text == "Now by hand. It is so."


def test_the_workspace_shows_the_text_as_it_is_with_its_marks(sign_in: Enter, article: int) -> None:
    page = sign_in("cleo").get(f"/articles/{article}").text
    assert words_of(page) == TEXT
    assert page.count("Claim </span>5<") == 2, "the repeated caption has its number at both places"
    assert page.count('id="mark-5"') == 1


HOSTILE = (
    '<script>alert(1)</script> </mark></textarea></title>\n\n"><img src=x onerror=alert(1)> {{7*7}} ${7*7} %s {0}\n\n'
    "x &amp; y &lt;b&gt; \u202eevil\u202c e\u0301 👩‍👩‍👧 </script><!-- ]]>\n"
)


def test_78_hostile_text_is_shown_literally_with_marks_at_every_offset(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    parts = [
        "<script>alert(1)</scr",
        "ipt> </mark></textarea",
        "onerror=alert(1)> {{7*7}}",
        "amp; y &l",
        "e\u0301 👩‍👩",
        "‍👧 </script><!-- ]]>",
    ]
    with app_database.write() as session:
        made, _, found = split_article(session, people.eda, HOSTILE, parts, title=HOSTILE.replace("\n", " ")[:200])
        confirm_claims(session, session.get_one(Person, people.eda), made.id)
        numbers = [claim.number for claim in found]
        article_id = made.id
    client = sign_in("eda")
    for address in [
        "",
        *(f"?claim={n}" for n in numbers),
        "?tab=claims",
        "?tab=passages",
        "?tab=activity",
        "?tab=about",
    ]:
        page = client.get(f"/articles/{article_id}{address}").text
        assert words_of(page) == HOSTILE
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in words_of(page)
    for path in ("/", "/articles", "/queue", "/search?q=alert"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_claim_is_chosen_by_its_link_and_htmx_is_given_the_card_alone(sign_in: Enter, article: int) -> None:
    client = sign_in("cleo")
    page = client.get(f"/articles/{article}?claim=2").text
    assert "The council of Ostvik will spend" in page
    part = client.get(f"/articles/{article}?claim=2", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "data-draft-text" not in part
    assert "The council of Ostvik will spend" in part
    assert client.get(f"/articles/{article}?claim=99").status_code == 404
    assert client.get("/articles/99999").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=99999999999999", "page=abc", "sort=password", "state[]=x", "state=x", "assignee=%27",
     "q=%25_%5C%00", "claim=abc", "claim=%D9%A3", "tab=../x", "role=x&kind=y", "q=" + "a" * 5000],
)  # fmt: skip
def test_odd_filters_do_no_harm(sign_in: Enter, article: int, query: str) -> None:
    client = sign_in("cleo")
    assert client.get(f"/articles/{article}?{query}").status_code == 200
    assert client.get(f"/articles?{query}").status_code == 200
    assert client.get(f"/search?{query}").status_code == 200
    assert client.get(f"/queue?{query}").status_code == 200


def test_filters_narrow_the_list(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")

    def shown(query: str) -> list[str]:
        page = client.get(f"/articles/{article}?tab=claims&{query}").text
        return (
            re.findall(r'<span class="claim-no">(\d+)</span>', page.split('class="claim-list"')[1])
            if 'class="claim-list"' in page
            else []
        )

    assert shown("") == ["1", "2", "3", "4", "5"]
    assert shown("kind=quantity") == ["1", "2"]
    assert shown("role=headline") == ["1"]
    assert shown("q=NINE+people") == ["3"]
    assert shown("q=100%25") == []
    assert shown("state=to_check") == []
    assert shown("sort=newest") == ["5", "4", "3", "2", "1"]
    first = claims(app_database, article)[0]
    send(client, f"/articles/{article}/claims/{first.id}/dismiss", {"reason": "x"})
    assert shown("state=not_checkable") == ["1"]


def test_pages_ask_the_same_number_of_questions_whatever_their_length(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    client = sign_in("eda")

    def count(path: str) -> int:
        with QueryCount(app_database.engine) as counted:
            assert client.get(path).status_code == 200
        return counted.count

    def fill(size: int) -> int:
        lines = [f"Fact {n} of {size} is so." for n in range(size)]
        with app_database.write() as session:
            made, _, found = split_article(session, people.eda, "Head\n\n" + "\n".join(lines), lines)
            confirm_claims(session, session.get_one(Person, people.eda), made.id)
            for claim in found[: size // 2]:
                claim.assignee_id, claim.state = people.eda, ClaimState.ASSIGNED
            return made.id

    small = fill(4)
    before = {path: count(path) for path in ("/", "/articles", "/queue", "/search?state=open", "/search?q=fact")}
    inner = [count(f"/articles/{small}{query}") for query in ("", "?claim=1", "?tab=passages", "?tab=activity")]
    large = [fill(60) for _ in range(6)][-1]
    after = {path: count(path) for path in before}
    assert after == before
    assert [count(f"/articles/{large}{query}") for query in ("", "?claim=1", "?tab=passages", "?tab=activity")] == inner
    assert max(before.values()) < 12
    assert max(inner) < 23


def test_the_analysis_of_the_test_text_is_sound() -> None:
    for claim in analysed(TEXT, CLAIMS).claims:
        assert TEXT[claim.start : claim.end]
