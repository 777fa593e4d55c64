"""Public pages: open to all, without script, with nothing of the inside, and never silently gone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from factcheck.domain.evidence import OriginKind
from factcheck.domain.jobs import JobState
from factcheck.models import Publication
from factcheck.models.publication import CorrectionClass
from factcheck.services.archive_ask import ArchiveAsk, ask_archive
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.claimreview_build import validate_claimreview
from factcheck.services.correction_publish import publish_correction
from factcheck.services.publication_prepare import prepare_claim
from factcheck.services.publish import publish_claim
from factcheck.services.publish_article import prepare_article, publish_article
from factcheck.services.withdraw import withdraw_publication
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.config import Settings
    from factcheck.db import Database
    from tests.conftest import People

CANARY = "zanzibar-kestrel"
HOSTILE = "</script><script>alert(1)</script><!-- ]]> & \u2028 \x0b \ud7ff {{7*7}} =1+1 \u202egnp"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def desk_name(settings: Settings) -> str:
    return settings.desk_name


@pytest.fixture
def build(app_database: Database, people: People) -> Callable[[Callable[[World], Any]], Any]:
    """Return a function that runs another with a world in one transaction."""

    def run(steps: Callable[[World], Any]) -> Any:
        with app_database.write() as session:
            return steps(build_world(session, people))

    return run


def publish(world: World, desk_name: str, **values: Any) -> Publication:
    world.ruled(world.claim, *values.pop("items", ()), **values)
    sha256 = prepare_claim(world.session, world.claim, desk_name=desk_name).sha256
    return publish_claim(world.session, world.person("eda"), world.claim.id, sha256=sha256, desk_name=desk_name)


def path(row: Publication) -> str:
    return f"/p/{row.public_id}/{row.slug}"


def jsonld(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    parsed: dict[str, Any] = json.loads(found[0])
    return parsed


def test_a_published_check_shows_verdict_origins_people_and_carries_claimreview(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name, content="mostly_true"))
    answer = client.get(path(row))
    page = answer.text
    assert answer.status_code == 200
    for words in ("Mostly true", "Accurately reported", "1 independent origin", "Mara Lind", "Cleo", "Cass", "Eda"):
        assert words in page
    review = jsonld(page)
    assert validate_claimreview(review) == []
    assert review["url"].endswith(path(row))
    assert review["reviewRating"]["alternateName"] == "Mostly true"
    assert "script-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "hx-" not in page
    assert page.count("<script") == 1


def test_reports_are_pages_and_not_the_passages_cited_from_them(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def cite(*urls: str) -> Callable[[World], Publication]:
        def steps(world: World) -> Publication:
            origin = world.origin("Harbour accounts")
            world.ruled(world.claim, *(world.evidence(origin_id=origin.id, url=url) for url in urls))
            sha256 = prepare_claim(world.session, world.claim, desk_name=desk_name).sha256
            return publish_claim(world.session, world.person("eda"), world.claim.id, sha256=sha256, desk_name=desk_name)

        return steps

    page = client.get(path(build(cite("https://a.test/1", "https://a.test/1", "https://b.test/2")))).text
    assert "2 reports trace back to it and count once." in page
    assert page.count('<li class="carrier">') == 3


def test_129_a_page_is_cached_for_a_minute_and_answers_304(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    first = client.get(path(row))
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = client.get(path(row), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(path(row) + "?x=1").headers["ETag"] == first.headers["ETag"]


def test_a_claim_of_the_article_itself_has_a_page_without_claimreview(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> Publication:
        world.claim.chain = []
        return publish(world, desk_name, attribution="own_word", content="true")

    page = client.get(path(build(steps))).text
    assert "ld+json" not in page
    assert "In the article’s own words, Quell Courier, " in page
    assert "Nobody is named" not in page


@pytest.mark.parametrize("chain", [["Quell Courier"], []])
def test_the_outlets_own_word_names_it_once(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str, chain: list[str]
) -> None:
    def steps(world: World) -> Publication:
        world.claim.chain = chain
        return publish(world, desk_name)

    said = client.get(path(build(steps))).text.split('class="check-said">')[1].split(" Seen in")[0]
    assert said.count("Quell Courier") == 1
    assert "Attributed to" not in said


@pytest.mark.parametrize(
    "chain", [["police"], ["Quell Courier", "the council"], ["a senior aide"], ["the tourist board"]]
)
def test_a_source_that_is_described_is_told_as_that(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str, chain: list[str]
) -> None:
    def steps(world: World) -> Publication:
        world.claim.chain = chain
        return publish(world, desk_name)

    page = client.get(path(build(steps))).text
    assert f"Attributed to <bdi>{chain[-1]}</bdi>, without a name" in page
    assert f"Attributed to {chain[-1]}" in client.get("/p").text


def test_whom_the_speaker_cites_is_not_who_passed_it_on(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> Publication:
        world.claim.chain = ["Quell Courier", "Harbour Radio", "Mara Lind", "a senior aide"]
        return publish(world, desk_name)

    page = client.get(path(build(steps))).text
    assert "<strong><bdi>Mara Lind</bdi></strong>, by way of Harbour Radio, citing a senior aide" in page


def test_readers_learn_who_pays_which_licence_holds_and_how_to_ask_for_a_correction(
    build: Callable[[Any], Any], app: Flask, client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    plain = client.get(path(row)).text
    assert not any(words in plain for words in ("Who funds us", "Licence of this text", "To ask for a correction"))
    told = {
        "funding": "A trust of our readers; see https://trust.test/accounts.",
        "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "corrections": "Write to corrections@desk.test <b>any day</b>",
    }
    desk = app.extensions["desk"]
    app.extensions["desk"] = replace(desk, settings=desk.settings.model_copy(update=told))
    page = client.get(path(row)).text
    assert 'A trust of our readers; see <a href="https://trust.test/accounts" rel="noopener">' in page
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert 'Write to <a href="mailto:corrections@desk.test" rel="noopener">corrections@desk.test</a> &lt;b&gt;' in page
    assert 'href="/p/methodology#about-funding"' in page
    assert 'id="about-funding"' in client.get("/p/methodology").text
    (text,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert json.loads(text)["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_cited_page_leads_to_its_copy_in_the_archive(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    copy = "https://web.archive.org/web/20260304100000/https://board.test/minutes/1"

    def steps(world: World) -> Publication:
        capture = world.capture()
        cited = world.evidence(capture_id=capture.id)
        job = ask_archive(world.session, world.person("eda"), capture.id, ArchiveAsk.COPIES)
        job.state = JobState.DONE
        job.payload = {**job.payload, "copies": [[copy, "2026-03-04"], ["https://evil.test/x", "2027-01-01"]]}
        return publish(world, desk_name, items=(cited,))

    page = client.get(path(build(steps))).text
    assert f'<a href="{copy}" rel="noreferrer noopener">Copy in the Internet Archive</a>' in page
    assert "evil.test" not in page


def test_the_short_address_and_a_wrong_slug_lead_to_the_page_and_a_guess_to_404(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    assert client.get(f"/p/{row.public_id}").headers["Location"] == path(row)
    assert client.get(f"/p/{row.public_id}/other").headers["Location"] == path(row)
    for guess in ("/p/aaaaaaaaaaaaaa/x", f"{path(row)}/2", f"{path(row)}/007", "/embed/aaaaaaaaaaaaaa"):
        answer = client.get(guess)
        assert answer.status_code == 404, guess
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_reader_who_mistypes_an_address_is_led_to_the_checks_and_not_to_the_desk(client: FlaskClient) -> None:
    for wrong in ("/p/aaaaaaaaaaaaaa/x", "/p/cut-off", "/embed/aaaaaaaaaaaaaa", "/report/aaaaaaaaaaaaaa"):
        page = client.get(wrong).text
        assert "There is no fact check at this address" in page, wrong
        assert 'href="/p">All fact checks</a>' in page
        assert "Sign in" not in page
        assert "desk." not in page.partition("<h1>")[2]
    assert "Sign in" in client.get("/articles/999").text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("the Quell Transport Office", "The Quell Transport Office"),
        ("van der Berg", "Van der Berg"),
        ("eBay Watch", "eBay Watch"),
    ],
)
def test_who_said_it_opens_the_line_with_a_capital(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str, name: str, shown: str
) -> None:
    def steps(world: World) -> Publication:
        world.claim.chain = [name]
        return publish(world, desk_name)

    row = build(steps)
    assert f"<strong><bdi>{shown}</bdi></strong>" in client.get(path(row)).text
    assert f"{shown}, " in client.get("/p").text


def test_119_nothing_confidential_is_anywhere_public(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> tuple[Publication, Publication]:
        secret = world.evidence(
            title=f"title {CANARY}",
            url=f"https://{CANARY}.test/a",
            outlet=f"outlet {CANARY}",
            excerpt=f"excerpt {CANARY}",
            note=f"note {CANARY}",
            file_name=f"{CANARY}.pdf",
            locator={"who": CANARY, "page": CANARY},
            origin_id=world.origin(f"origin {CANARY}", OriginKind.PERSON).id,
            confidential=True,
        )
        world.ruled(world.claim, world.evidence(), secret)
        ready = prepare_article(world.session, world.article, desk_name=desk_name)
        story = publish_article(
            world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=desk_name
        )
        row = world.session.query(Publication).filter_by(claim_id=world.claim.id).one()
        return row, story

    row, story = build(steps)
    public = [
        path(row),
        path(story),
        f"/p/{row.public_id}.json",
        f"/p/{story.public_id}.json",
        "/p",
        f"/p?q={CANARY}",
        "/p/feed.atom",
        "/p/feed.json",
        "/p/corrections",
        "/p/corrections.atom",
        "/p/methodology",
        f"/embed/{row.public_id}",
        f"/oembed?url=http://127.0.0.1:8000{path(row)}",
    ]
    for address in public:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.text.replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "")
        assert CANARY not in text, address
        assert CANARY not in str(answer.headers), address
    page = client.get(path(row)).text
    assert "Withheld to protect a source." in page
    assert "2 independent origins" in page


def test_77_78_79_80_81_hostile_words_are_shown_as_words_everywhere(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> Publication:
        world.claim.statement = HOSTILE
        world.claim.chain = [f"Mara {HOSTILE}"]
        world.article.title = world.article.outlet = HOSTILE
        item = world.evidence(title=HOSTILE, outlet=HOSTILE, excerpt=HOSTILE, origin_id=world.origin(HOSTILE).id)
        world.ruled(world.claim, item, summary=HOSTILE, rationale=HOSTILE, limits=HOSTILE)
        ready = prepare_article(world.session, world.article, desk_name=desk_name)
        publish_article(world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=desk_name)
        return world.session.query(Publication).filter_by(claim_id=world.claim.id).one()

    row = build(steps)
    for address in (path(row), "/p", f"/embed/{row.public_id}"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "49" not in re.sub(r"[0-9a-f]{64}", "", page.split("{{7*7}}")[1][:40])
    assert jsonld(client.get(path(row)).text)["claimReviewed"] == HOSTILE


def test_85_feeds_are_well_formed_with_hostile_titles(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> Publication:
        world.claim.statement = HOSTILE + "\x01\x02\ufffe"
        return publish(world, desk_name, summary=HOSTILE)

    row = build(steps)
    feed = ET.fromstring(client.get("/p/feed.atom").text)  # noqa: S314 - our own feed
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert "</script>" in (entry.findtext(f"{ATOM}title") or "")
    told = json.loads(client.get("/p/feed.json").text)
    assert told["items"][0]["url"].endswith(path(row))
    assert told["items"][0]["content_text"] == HOSTILE


def test_an_empty_desk_has_an_index_and_feeds(client: FlaskClient) -> None:
    assert "Nothing is published yet" in client.get("/p").text
    assert "Nothing was corrected so far" in client.get("/p/corrections").text
    for address in ("/p/feed.atom", "/p/corrections.atom"):
        assert ET.fromstring(client.get(address).text).find(f"{ATOM}updated") is not None  # noqa: S314 - our own feed
    assert json.loads(client.get("/p/feed.json").text)["items"] == []


def correct(world: World, row: Publication, desk_name: str) -> None:
    reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes.")
    world.ruled(content="true")
    publish_correction(
        world.session,
        world.person("eda"),
        row.id,
        CorrectionClass.VERDICT,
        "It said Unproven; it says True.",
        "New minutes came in.",
        revision=1,
        desk_name=desk_name,
    )


def test_a_correction_stands_on_the_page_in_the_list_and_in_both_feeds_and_the_old_version_stays(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> Publication:
        row = publish(world, desk_name)
        correct(world, row, desk_name)
        return row

    row = build(steps)
    page = client.get(path(row)).text
    assert "It said Unproven; it says True." in page
    assert "Verdict changed" in page
    review = jsonld(page)
    assert review["reviewRating"]["ratingValue"] == 5
    old = client.get(f"{path(row)}/1").text
    assert "older version" in old
    assert 'content="noindex"' in old
    assert "ld+json" not in old
    assert "Unproven" in old
    assert "It said Unproven" in client.get("/p/corrections").text
    assert "New minutes came in." in client.get("/p/corrections.atom").text
    assert client.get("/p/feed.atom").text.count("<entry>") == 1


def test_125_a_withdrawn_page_says_when_and_why_with_410_in_every_form(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> Publication:
        row = publish(world, desk_name)
        withdraw_publication(world.session, world.person("eda"), row.id, "The minutes were forged.", revision=1)
        return row

    row = build(steps)
    for address in (path(row), f"{path(row)}/1", f"/p/{row.public_id}.json", f"/embed/{row.public_id}"):
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert "The minutes were forged." in answer.text
        assert "Resolved: the north pier" not in answer.text
    assert "Withdrawn: " in client.get("/p/feed.atom").text
    assert "The minutes were forged." in client.get("/p/corrections").text
    assert "Nothing is published yet" in client.get("/p").text


def test_the_page_of_an_article_lists_lines_as_their_pages_stand_and_gives_no_average(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    def steps(world: World) -> tuple[Publication, Publication]:
        world.ruled()
        world.ruled(world.second, attribution="own_word", content="true")
        ready = prepare_article(world.session, world.article, desk_name=desk_name)
        story = publish_article(
            world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=desk_name
        )
        row = world.session.query(Publication).filter_by(claim_id=world.claim.id).one()
        correct(world, row, desk_name)
        return story, row

    story, row = build(steps)
    page = client.get(path(story)).text
    assert f'href="{path(row)}"' in page
    assert page.count("<tr>") == 3
    assert "Unproven" not in page
    assert "We give no average" in page
    assert "ld+json" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("rating=unproven", 1),
        ("rating=true", 0),
        ("q=PIER", 1),
        ("q=%25", 0),
        ("speaker=lind", 1),
        ("speaker=sand", 0),
        ("since=2000-01-01&until=2999-01-01", 1),
        ("until=2000-01-01", 0),
        ("page=999999", 1),
        ("page=-1&since=never&rating[]=x", 1),
        ("q=%00%22%27(", 0),
    ],
)
def test_112_the_index_filters_and_clamps(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str, query: str, count: int
) -> None:
    row = build(lambda world: publish(world, desk_name))
    answer = client.get(f"/p?{query}")
    assert answer.status_code == 200
    assert answer.text.count(f'href="{path(row)}"') == count


def test_118_130_the_embed_may_be_framed_has_no_form_and_oembed_knows_only_our_pages(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    answer = client.get(f"/embed/{row.public_id}")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "<form" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "frame-ancestors 'none'" in client.get(path(row)).headers["Content-Security-Policy"]
    ours = "http://127.0.0.1:8000"
    found = client.get("/oembed", query_string={"url": ours + path(row)}).get_json()
    assert f"/embed/{row.public_id}" in found["html"]
    for url in ("http://evil.test" + path(row), ours + "/claims/1", "", ours + "/p/aaaaaaaaaaaaaa/x", "//" + "x" * 9):
        assert client.get("/oembed", query_string={"url": url}).status_code == 404
    assert client.get("/oembed", query_string={"url": ours + path(row), "format": "xml"}).status_code == 501


def test_103_addresses_come_from_the_settings_and_not_from_the_request(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    page = client.get(path(row), headers={"Host": "evil.test", "X-Forwarded-Host": "evil.test"}).text
    assert "evil.test" not in page


def test_methodology_defines_each_rating_that_a_page_links_to(
    build: Callable[[Any], Any], client: FlaskClient, desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    link = re.search(r'href="/p/methodology#(rating-[^"]+)"', client.get(path(row)).text)
    assert link
    assert f'id="{link[1]}"' in client.get("/p/methodology").text


def test_the_signed_in_person_sees_the_same_public_page(
    build: Callable[[Any], Any], client: FlaskClient, sign_in: Callable[[str], FlaskClient], desk_name: str
) -> None:
    row = build(lambda world: publish(world, desk_name))
    assert sign_in("eda").get(path(row)).text == client.get(path(row)).text
