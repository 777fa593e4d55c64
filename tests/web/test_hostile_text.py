"""What others write is shown as words, whatever it looks like. Numbers name rows of the attack list."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.claims import ClaimState
from factcheck.domain.evidence import Stance
from factcheck.models import Claim, Person
from factcheck.web.claims.words import source_words
from tests.intake import split_article
from tests.web.desk_client import send, value_of
from tests.web.page_rules import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

PLAIN = "Plain words of nobody"
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title></mark><b>",
    "{{7*7}} {% include 'x' %} ${7*7} %s {0.__class__}",
    "<form id='createElement' name='location'></form>",
    "<img src='https://evil.example/px'>",
    "a\u202egnp.exe \u2066b",
    "<!--",
)


def article(database: Database, people: People, words: str) -> tuple[int, int]:
    """Bring in an article with `words` wherever a person can write."""
    text = f"Head {words}\n\nThe mayor said {words} on Monday.\n"
    with database.write() as session:
        session.get_one(Person, people.cass).name = words[:300]
        made, _, claims = split_article(
            session,
            people.eda,
            text,
            ({"exact": f"The mayor said {words} on Monday", "chain": (words,)},),
            title=words,
            byline=words,
            outlet=words,
        )
        claims[0].state_reason = words
        return made.id, claims[0].id


def pages(article_id: int, claim_id: int) -> list[str]:
    return [
        "/",
        "/articles",
        f"/articles/{article_id}?claim=1",
        f"/articles/{article_id}?tab=about",
        f"/articles/{article_id}/edit",
        f"/claims/{claim_id}",
        "/search?q=mayor",
        "/admin/people",
        "/log",
    ]


def shape(html: str) -> list[str]:
    """Return the elements of a page in order, with what could run or load."""
    return [
        f"{e.tag}:{e.get('src') or ''}:{sorted(name for name in e.attrib if name.startswith('on'))}"
        for e in parse(html).iter()
        if isinstance(e.tag, str)
    ]


@pytest.mark.parametrize("words", NASTY)
def test_77_81_91_92_hostile_words_leave_every_desk_page_as_it_is(
    sign_in: Enter, app_database: Database, people: People, words: str
) -> None:
    ada = sign_in("ada")
    # Both are there before anything is measured: an article's pages lead to the one beside it.
    tame, wild = pages(*article(app_database, people, PLAIN)), pages(*article(app_database, people, words))
    before = [shape(ada.get(path).text) for path in tame]
    for path, elements in zip(wild, before, strict=True):
        html = ada.get(path).text
        if path.startswith(("/articles/", "/claims/")):
            assert shape(html) == elements, path
        text = "".join(parse(html).itertext())
        values = " ".join(re.findall(r'(?:value|title)="([^"]*)"', html))
        assert words in text or words in unescape(values) or path in {"/log", "/search?q=mayor"}, path
        assert "49" not in text.replace(PLAIN, "") or "7*7" not in words or "{{7*7}}" in text


def test_a_window_title_keeps_its_direction(sign_in: Enter, app_database: Database, people: People) -> None:
    article_id, _ = article(app_database, people, "a\u202egnp.exe \u2066b")
    html = sign_in("ada").get(f"/articles/{article_id}").text
    title = parse(html).findtext(".//title") or ""
    assert "gnp.exe b" in title
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", title)
    # What is read on the page is told as it was written, in an element that holds it.
    assert "a\u202egnp.exe" in html


def test_82_an_address_that_is_no_web_page_is_refused_and_never_a_link(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    _, claim_id = article(app_database, people, PLAIN)
    with app_database.write() as session:
        session.get_one(Claim, claim_id).state = ClaimState.CHECKING
        session.get_one(Claim, claim_id).assignee_id = people.cleo
    cleo = sign_in("cleo")
    page = f"/claims/{claim_id}?kind=page"
    for url in ("javascript:alert(1)", "data:text/html,x", "//evil.example/", " jav\tascript:alert(1)", "vbscript:x"):
        answer = send(
            cleo,
            page,
            f"/claims/{claim_id}/evidence",
            kind="page",
            form_key=value_of(cleo.get(page).text, "form_key"),
            version="0",
            url=url,
            stance=Stance.SUPPORTS.value,
            origin_id="",
        )
        assert answer.status_code == 422, url
        assert not [
            e.get("href") for e in parse(answer.text).iter("a") if (e.get("href") or "").startswith(url.strip())
        ]


def test_83_markdown_in_a_note_stays_the_characters_it_is(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    words = "[x](javascript:alert(1)) ![](https://evil.example/px) " + ">" * 200
    article_id, claim_id = article(app_database, people, words[:290])
    html = sign_in("ada").get(f"/claims/{claim_id}").text
    assert "[x](javascript:alert(1))" in "".join(parse(html).itertext())
    assert not list(parse(html).iter("img"))
    assert article_id


def test_89_what_is_too_long_is_refused_with_its_limit_and_kept(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    article_id, _ = article(app_database, people, PLAIN)
    eda = sign_in("eda")
    page = f"/articles/{article_id}/edit"
    long = "x" * 301
    answer = send(eda, page, version=value_of(eda.get(page).text, "version"), title=long, language="en")
    assert answer.status_code == 422
    assert "300" in answer.text
    assert long in answer.text


@pytest.mark.parametrize("host", ["аpple.com", "xn--pple-43d.com"])
def test_90_a_name_in_look_alike_letters_is_shown_as_it_is_looked_up(app_database: Database, host: str) -> None:
    assert "xn--pple-43d.com" in str(source_words()["shown_host"](f"https://{host}/story"))
