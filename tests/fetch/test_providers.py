"""Each provider against a local server that answers in its documented form."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.config import Settings
from factcheck.fetch.client import Client
from factcheck.fetch.providers.base import Hit, ProviderError, Query, RateLimitedError, Results, SetupMissingError
from factcheck.fetch.providers.registry import ask_for, providers

from .serving import Answer, Asked, Send, Server, reply

if TYPE_CHECKING:
    from factcheck.fetch.extract.pool import Reader

Door = Callable[..., Client]
QUERY = Query("ferry closed Eastmere", names=("Ilse Brandt",), since=date(2024, 1, 1), until=date(2024, 6, 30))


@pytest.fixture
def search(door: Door, server: Server, reader: Reader) -> Callable[..., Results]:
    """Ask one provider, whose address is the local server."""

    def run(name: str, query: Query = QUERY, **settings: Any) -> Results:
        keys = {name: "secret"}
        made = Settings(provider_urls={name: server.url}, provider_keys=keys, contact="desk@post.test", **settings)
        provider = providers()[name]
        return provider.search(query, ask_for(provider, made, door(), reader=reader))

    return run


def told(answer: Any) -> Answer:
    return reply(200, json.dumps(answer), Content_Type="application/json")


def paged(key: str, pages: dict[str, Any]) -> Answer:
    """Answer by a parameter of the question."""

    def answer(asked: Asked, send: Send) -> None:
        told(pages[asked.query.get(key, "")])(asked, send)

    return answer


def test_wikipedia(search: Callable[..., Results], server: Server) -> None:
    def page(number: int, going: dict[str, Any] | None) -> dict[str, Any]:
        found = {
            "ns": 0,
            "title": f"Ferry {number}",
            "pageid": number,
            "snippet": f'the <span class="searchmatch">ferry</span> {number}',
        }
        whole = {
            "pageid": number,
            "title": f"Ferry {number}",
            "index": 1,
            "extract": "A ferry.",
            "fullurl": f"https://en.wikipedia.org/wiki/Ferry_{number}",
        }
        return {**({"continue": going} if going else {}), "query": {"search": [found], "pages": [whole]}}

    server.answers["/w/api.php"] = paged(
        "sroffset", {"": page(1, {"sroffset": 20, "continue": "-||"}), "20": page(2, None)}
    )
    got = search("wikipedia")
    assert [hit.url for hit in got.hits] == [
        "https://en.wikipedia.org/wiki/Ferry_1",
        "https://en.wikipedia.org/wiki/Ferry_2",
    ]
    assert got.hits[0].snippet == "the ferry 1 … A ferry."
    assert got.exhausted
    assert server.asked[0].query["srsearch"] == "ferry closed Eastmere"
    assert "desk@post.test" not in server.asked[0].target


@pytest.mark.parametrize("code", ["ratelimited", "maxlag", "internal_api_error"])
def test_wikipedia_says_its_errors_with_status_200(search: Callable[..., Results], server: Server, code: str) -> None:
    server.answers["/w/api.php"] = told({"error": {"code": code, "info": "words"}})
    with pytest.raises(ProviderError) as error:
        search("wikipedia")
    assert error.value.retry is (code != "internal_api_error")


def test_google_factcheck(search: Callable[..., Results], server: Server) -> None:
    review = {
        "publisher": {"name": "Checks", "site": "checks.test"},
        "url": "https://checks.test/ferry",
        "title": "No, the ferry did not sink",
        "reviewDate": "2024-03-05T00:00:00Z",
        "textualRating": "False",
        "languageCode": "en",
    }
    claim = {
        "text": "The ferry sank",
        "claimant": "A. Lund",
        "claimDate": "2024-03-01T00:00:00Z",
        "claimReview": [review],
    }
    server.answers["/v1alpha1/claims:search"] = paged(
        "pageToken", {"": {"claims": [claim], "nextPageToken": "CAo"}, "CAo": {"claims": [claim]}}
    )
    got = search("google_factcheck", google_factcheck_key="secret")
    assert len(got.hits) == 2
    hit = got.hits[0]
    assert (hit.kind, hit.claim, hit.speaker, hit.rating, hit.publisher, hit.published) == (
        "claimreview",
        "The ferry sank",
        "A. Lund",
        "False",
        "Checks",
        "2024-03-05",
    )
    assert server.asked[0].headers["x-goog-api-key"] == "secret"
    assert "secret" not in server.asked[0].target


def test_google_factcheck_finds_nothing(search: Callable[..., Results], server: Server) -> None:
    server.answers["/v1alpha1/claims:search"] = told({})
    assert search("google_factcheck") == Results()


def test_gdelt(search: Callable[..., Results], server: Server) -> None:
    article = {
        "url": "https://post.test/1",
        "title": "Ferry closed",
        "seendate": "20240305T090000Z",
        "domain": "post.test",
    }
    server.answers["/api/v2/doc/doc"] = told({"articles": [article, {**article, "url": "javascript:x"}]})
    assert search("gdelt").hits == (Hit("https://post.test/1", "Ferry closed", "", "post.test", "2024-03-05"),)
    query = server.asked[0].query
    assert query["query"] == "ferry closed Eastmere sourcelang:english"
    assert (query["startdatetime"], query["enddatetime"]) == ("20240101000000", "20240630235959")


def test_gdelt_says_its_errors_as_text(search: Callable[..., Results], server: Server) -> None:
    server.answers["/api/v2/doc/doc"] = reply(200, "Please limit requests to one every 5 seconds or contact us.")
    with pytest.raises(RateLimitedError) as error:
        search("gdelt")
    assert error.value.retry_after == 5
    server.answers["/api/v2/doc/doc"] = reply(200, "Your query was too short or too long.")
    assert "too short" in search("gdelt").note


def test_searxng(search: Callable[..., Results], server: Server) -> None:
    found = {
        "url": "https://post.test/1",
        "title": "<b>Ferry</b>",
        "content": "It closed.",
        "publishedDate": "2024-03-05T00:00:00",
    }
    empty: dict[str, Any] = {"results": []}
    first = {"results": [found, found], "unresponsive_engines": [["brave", "timeout"]]}
    server.answers["/search"] = paged("pageno", {"1": first, "2": {**empty, "unresponsive_engines": [["brave", "x"]]}})
    got = search("searxng")
    assert got.hits == (Hit("https://post.test/1", "Ferry", "It closed.", "", "2024-03-05"),)
    assert got.note == "No answer from brave."


def test_searxng_needs_an_address(door: Door) -> None:
    provider = providers()["searxng"]
    with pytest.raises(SetupMissingError, match="FACTCHECK_PROVIDER_URLS"):
        provider.search(QUERY, ask_for(provider, Settings(), door()))


def test_brave(search: Callable[..., Results], server: Server) -> None:
    found = {
        "title": "Ferry",
        "url": "https://post.test/1",
        "description": "It <strong>closed</strong>.",
        "page_age": "2024-03-05T09:00:00",
        "profile": {"long_name": "post.test"},
        "language": "en",
    }
    more = {"web": {"results": [found]}, "query": {"more_results_available": True}}
    last = {"web": {"results": []}, "query": {"more_results_available": False}}
    server.answers["/res/v1/web/search"] = paged("offset", {"0": more, "1": last})
    got = search("brave")
    assert got.hits == (Hit("https://post.test/1", "Ferry", "It closed .", "post.test", "2024-03-05", language="en"),)
    assert server.asked[0].headers["x-subscription-token"] == "secret"
    assert server.asked[0].query["freshness"] == "2024-01-01to2024-06-30"


def test_bing_style(search: Callable[..., Results], server: Server) -> None:
    def value(n: int) -> dict[str, Any]:
        found = {"name": f"Ferry {n}", "url": f"https://post.test/{n}", "snippet": "It closed.", "siteName": "Post"}
        return {"webPages": {"totalEstimatedMatches": 2, "value": [found]}}

    server.answers["/v7.0/search"] = paged("offset", {"0": value(1), "1": value(2)})
    got = search("bing")
    assert [hit.title for hit in got.hits] == ["Ferry 1", "Ferry 2"]
    assert got.exhausted
    assert server.asked[0].headers["ocp-apim-subscription-key"] == "secret"


def test_crossref(search: Callable[..., Results], server: Server) -> None:
    work = {
        "DOI": "10.1/x",
        "URL": "https://doi.org/10.1/x",
        "title": ["On ferries"],
        "container-title": ["Journal of Ferries"],
        "author": [{"given": "Nora", "family": "Quist"}],
        "issued": {"date-parts": [[2024, 3]]},
        "abstract": "<jats:p>They float.</jats:p>",
    }
    server.answers["/works"] = told({"status": "ok", "message": {"total-results": 9, "items": [work, {"title": []}]}})
    got = search("crossref")
    assert got == Results(
        (
            Hit(
                "https://doi.org/10.1/x",
                "On ferries",
                "Nora Quist — They float.",
                "Journal of Ferries",
                "2024-03",
                kind="record",
            ),
        ),
        exhausted=False,
    )
    assert server.asked[0].query["mailto"] == "desk@post.test"
    assert server.asked[0].query["filter"] == "from-pub-date:2024-01-01,until-pub-date:2024-06-30"


def test_openalex(search: Callable[..., Results], server: Server) -> None:
    work = {
        "id": "https://openalex.org/W1",
        "doi": "https://doi.org/10.1/x",
        "display_name": "On ferries",
        "publication_date": "2024-03-05",
        "is_retracted": True,
        "primary_location": {"source": {"display_name": "Journal"}},
        "abstract_inverted_index": {"They": [0], "float": [1], "x": ["a"], "y": 3},
        "language": "en",
    }
    server.answers["/works"] = told({"meta": {"count": 1}, "results": [work]})
    hit = search("openalex").hits[0]
    assert (hit.snippet, hit.outlet, hit.published) == ("Retracted. They float", "Journal", "2024-03-05")


def test_pubmed(search: Callable[..., Results], server: Server) -> None:
    listed = {"esearchresult": {"count": "2", "idlist": ["11", "12", "../x"]}}
    paper = {
        "title": "Ferries and <i>health</i>.",
        "fulljournalname": "Journal",
        "sortpubdate": "2024/03/05 00:00",
        "authors": [{"name": "Quist N"}],
        "pubtype": ["Journal Article", "Retracted Publication"],
    }
    server.answers["/entrez/eutils/esearch.fcgi"] = told(listed)
    server.answers["/entrez/eutils/esummary.fcgi"] = told({"result": {"uids": ["11"], "11": paper}})
    got = search("pubmed")
    assert got.hits == (
        Hit(
            "https://pubmed.ncbi.nlm.nih.gov/11/",
            "Ferries and health .",
            "Retracted Publication. Quist N",
            "Journal",
            "2024-03-05",
            kind="record",
        ),
    )
    assert server.asked[1].query["id"] == "11,12"
    server.answers["/entrez/eutils/esearch.fcgi"] = told({"error": "API rate limit exceeded", "count": "11"})
    with pytest.raises(RateLimitedError):
        search("pubmed")


def test_wikidata(search: Callable[..., Results], server: Server) -> None:
    found = {
        "id": "Q1",
        "label": "Ilse Brandt",
        "description": "mayor",
        "concepturi": "http://www.wikidata.org/entity/Q1",
    }
    server.answers["/w/api.php"] = told({"search": [found], "success": 1})
    got = search("wikidata")
    assert got.hits == (Hit("http://www.wikidata.org/entity/Q1", "Ilse Brandt", "mayor", "Wikidata", kind="record"),)
    assert server.asked[0].query["search"] == "Ilse Brandt"


def test_courtlistener(search: Callable[..., Results], server: Server) -> None:
    found = {
        "caseName": "Ferry v. Harbour",
        "absolute_url": "/opinion/1/ferry-v-harbour/",
        "citation": ["1 F.4th 2"],
        "court": "Court of Appeals",
        "dateFiled": "2024-03-05",
        "opinions": [{"snippet": "the <mark>ferry</mark> sank"}],
    }
    sly = {**found, "absolute_url": "//evil.test/"}
    away = "https://elsewhere.test/api/rest/v4/search/?cursor=abc&q=x"
    server.answers["/api/rest/v4/search/"] = paged(
        "cursor",
        {
            "": {"results": [found, sly], "next": away},
            "abc": {"results": [], "next": None},
        },
    )
    got = search("courtlistener")
    assert [(hit.url, hit.title) for hit in got.hits] == [
        (f"{server.url}/opinion/1/ferry-v-harbour/", "Ferry v. Harbour, 1 F.4th 2")
    ]
    assert len(server.asked) == 2
    assert server.asked[0].headers["authorization"] == "Token secret"


def test_govinfo(search: Callable[..., Results], server: Server) -> None:
    def answer(asked: Asked, send: Send) -> None:
        mark = json.loads(asked.body)["offsetMark"]
        found = {"title": f"Ferries act {mark}", "packageId": "BILLS-1", "granuleId": None, "dateIssued": "2024-03-05"}
        told({"count": 2, "offsetMark": "AoE", "results": [found]})(asked, send)

    server.answers["/search"] = answer
    got = search("govinfo")
    assert [hit.title for hit in got.hits] == ["Ferries act *", "Ferries act AoE"]
    assert got.hits[0].url == "https://www.govinfo.gov/app/details/BILLS-1"
    assert server.asked[0].headers["x-api-key"] == "secret"
    assert "publishdate:range(2024-01-01,2024-06-30)" in json.loads(server.asked[0].body)["query"]


RSS = """<rss version="2.0"><channel><title>Post</title>
<item><title>Ferry closed in Eastmere</title><link>/1</link><pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate></item>
<item><title>Ferry closed in Eastmere again</title><link>/2</link>
<pubDate>Tue, 05 Mar 2019 09:00:00 GMT</pubDate></item>
<item><title>Weather</title><link>/3</link></item></channel></rss>"""


def test_feeds(search: Callable[..., Results], server: Server) -> None:
    server.answers["/rss"] = reply(200, RSS, Content_Type="application/rss+xml")
    got = search("feeds", feeds=(server.url + "/rss", server.url + "/gone"))
    assert [(hit.url, hit.outlet) for hit in got.hits] == [(server.url + "/1", "Post")]
    assert got.note == f"Could not be read: {server.url}/gone."


def test_sitemaps(search: Callable[..., Results], server: Server) -> None:
    index = f"<sitemapindex><sitemap><loc>{server.url}/news.xml</loc></sitemap></sitemapindex>"
    address = f"{server.url}/2024/ferry-closed-in-eastmere"
    pages = f"<urlset><url><loc>{address}</loc></url><url><loc>{server.url}/x</loc></url></urlset>"
    server.answers["/sitemap.xml"] = reply(200, index, Content_Type="application/xml")
    server.answers["/news.xml"] = reply(200, pages, Content_Type="application/xml")
    got = search("sitemaps", sitemaps=(server.url + "/sitemap.xml",))
    assert [hit.url for hit in got.hits] == [address]


def test_lists_that_were_not_chosen_say_so(search: Callable[..., Results]) -> None:
    with pytest.raises(SetupMissingError, match="FACTCHECK_FEEDS"):
        search("feeds")
    with pytest.raises(SetupMissingError, match="FACTCHECK_SITEMAPS"):
        search("sitemaps")
