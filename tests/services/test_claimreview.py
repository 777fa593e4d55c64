"""ClaimReview: golden shape, the traps that others fell into, and the validator."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from factcheck.domain.verdicts import SCALES
from factcheck.services.claimreview_build import build_claimreview, validate_claimreview, why_no_claimreview

URL = "https://desk.test/p/abcdefgh234567/north-pier"
DESK = "Example Desk"
DAY = date(2026, 3, 10)


def rating(scale: str, key: str) -> dict[str, Any]:
    seed = next(item for item in SCALES if item.key == scale)
    found = next(item for item in seed.ratings if item.key == key)
    return {"key": key, "label": found.label, "value": found.value, "symbol": found.symbol}


def payload(**values: Any) -> dict[str, Any]:
    return {
        "kind": "claim",
        "language": "en",
        "claim": "The north pier will close in May",
        "chain": ["Quell Courier", "Mara Lind"],
        "article": {
            "title": "The harbour at Quell closes",
            "outlet": "Quell Courier",
            "url": "https://courier.test/harbour",
            "published_on": "2026-03-04",
        },
        "content": rating("public", "mostly_true"),
        "summary": "Accurately reported.",
        "checked_on": "2026-03-09",
    } | values


def build(given: dict[str, Any]) -> dict[str, Any]:
    found = build_claimreview(
        given,
        url=URL,
        publisher=DESK,
        publisher_url="https://desk.test/",
        published_on=date(2026, 3, 10),
        modified_on=date(2026, 3, 12),
    )
    assert found is not None
    return found


def test_a_claim_in_print_tells_title_and_outlet_and_invents_no_address_or_day() -> None:
    article = {"title": "The harbour closes", "outlet": "Quell Courier", "url": "", "published_on": ""}
    found = build(payload(article=article))
    assert found["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Mara Lind"},
        "appearance": [
            {
                "@type": "NewsArticle",
                "headline": "The harbour closes",
                "publisher": {"@type": "Organization", "name": "Quell Courier"},
            }
        ],
    }
    assert validate_claimreview(found) == []


def item(**values: Any) -> dict[str, Any]:
    return {"title": "War", "kind": "book", "primary": True, "url": "", "origin": 1, "locator": {}} | values


@pytest.mark.parametrize(
    ("cited", "origin", "first"),
    [
        (item(locator={"author": "Mara Lind"}), "War (Mara Lind)", {"@type": "Book", "name": "War"}),
        (
            item(kind="page", title="Statement", url="https://lind.test/a"),
            "Mara Lind",
            {"@type": "WebPage", "name": "Statement", "url": "https://lind.test/a"},
        ),
        # Somebody else's book, or a report of hers by others, is not where she said it.
        (item(locator={"author": "Ivo Sand"}), "War (Ivo Sand)", None),
        (item(locator={"author": "Mara Lind"}, primary=False), "War (Mara Lind)", None),
    ],
)
def test_where_the_claimant_said_it_first_is_told_where_it_was_logged(
    cited: dict[str, Any], origin: str, first: dict[str, Any] | None
) -> None:
    found = build(payload(evidence=[cited], origins=[{"number": 1, "name": origin}]))
    assert found["itemReviewed"].get("firstAppearance") == first
    assert validate_claimreview(found) == []


def test_golden() -> None:
    assert build(payload()) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": URL,
        "claimReviewed": "The north pier will close in May",
        "datePublished": "2026-03-10",
        "dateModified": "2026-03-12",
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": DESK, "url": "https://desk.test/"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Mara Lind"},
            "datePublished": "2026-03-04",
            "appearance": [
                {
                    "@type": "NewsArticle",
                    "url": "https://courier.test/harbour",
                    "headline": "The harbour at Quell closes",
                    "datePublished": "2026-03-04",
                    "publisher": {"@type": "Organization", "name": "Quell Courier"},
                }
            ],
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly true",
            "ratingExplanation": "Accurately reported.",
            "ratingValue": 4,
            "bestRating": 5,
            "worstRating": 1,
        },
    }
    assert validate_claimreview(build(payload())) == []


@pytest.mark.parametrize("scale", [scale.key for scale in SCALES if scale.key != "attribution"])
def test_numbers_stand_only_on_the_truth_line_and_within_bounds(scale: str) -> None:
    seed = next(item for item in SCALES if item.key == scale)
    for item in seed.ratings:
        found = build(payload(content=rating(scale, item.key)))
        numbers = {name for name in found["reviewRating"] if name.endswith("Rating") or name == "ratingValue"}
        assert numbers == ({"ratingValue", "bestRating", "worstRating"} if item.value else set())
        assert found["reviewRating"]["alternateName"] == item.label
        assert validate_claimreview(found) == []


@pytest.mark.parametrize(
    ("chain", "why"),
    [([], "no author at all"), ([DESK], "the desk itself"), (["a senior aide", "two officials"], "nobody named")],
)
def test_a_claim_of_nobody_outside_gets_no_claimreview_and_a_plain_reason(chain: list[str], why: str) -> None:
    given = payload(chain=chain)
    assert why_no_claimreview(given, publisher=DESK) is not None, why
    assert (
        build_claimreview(given, url=URL, publisher=DESK, publisher_url="x", published_on=DAY, modified_on=DAY) is None
    )


def test_the_page_of_an_article_gets_none() -> None:
    assert why_no_claimreview({"kind": "article", "lines": []}, publisher=DESK) is not None


def test_the_claimant_nearest_the_origin_that_has_a_name_is_the_author() -> None:
    found = build(payload(chain=["CNX", "Bob Wood", "a former aide"]))
    assert found["itemReviewed"]["author"] == {"@type": "Person", "name": "Bob Wood"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Mara Lind", "Person"),
        ("Quell Harbour Board", "Organization"),
        ("CNX", "Organization"),
        ("the Ministry of Piers", "Organization"),
        ("Dr. Ana Ruiz-Post", "Organization"),
    ],
)
def test_a_claimant_is_a_person_or_a_body(name: str, kind: str) -> None:
    assert build(payload(chain=[name]))["itemReviewed"]["author"]["@type"] == kind


def test_the_day_of_the_claim_is_not_the_day_of_the_check() -> None:
    bare = payload()
    bare["article"]["published_on"] = ""
    found = build(bare)
    assert "datePublished" not in found["itemReviewed"]
    assert "2026-03-09" not in str(found)


def test_a_second_claim_takes_nothing_from_the_first() -> None:
    build(payload())
    bare = payload(chain=["Ivo Sand"], article={"title": "", "outlet": "", "url": "", "published_on": ""}, summary="")
    assert build(bare)["itemReviewed"] == {"@type": "Claim", "author": {"@type": "Person", "name": "Ivo Sand"}}
    assert "ratingExplanation" not in build(bare)["reviewRating"]


def test_a_hostile_appearance_is_left_out() -> None:
    hostile = payload()
    hostile["article"]["url"] = "javascript:alert(1)"
    assert "appearance" not in build(hostile)["itemReviewed"]


def broken(**paths: Any) -> list[str]:
    found = copy.deepcopy(build(payload()))
    for path, value in paths.items():
        *way, last = path.split("__")
        place = found
        for step in way:
            place = place[step]
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return validate_claimreview(found)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"url": "https://desk.test/"}, "front page"),
        ({"url": "/p/1"}, "web address"),
        ({"claimReviewed": " "}, "claimReviewed"),
        ({"author__name": None}, "no name"),
        ({"author__@type": "Thing"}, "neither"),
        ({"itemReviewed": None}, "itemReviewed"),
        ({"itemReviewed__@type": "CreativeWork"}, "old form"),
        ({"itemReviewed__author": None}, "itemReviewed.author"),
        ({"itemReviewed__author__name": DESK}, "publisher's own"),
        ({"itemReviewed__datePublished": "March"}, "not a date"),
        ({"reviewRating": None}, "reviewRating"),
        ({"reviewRating__alternateName": None}, "alternateName"),
        ({"reviewRating__bestRating": None}, "together"),
        ({"reviewRating__ratingValue": 0}, "1 ≤"),
        ({"reviewRating__ratingValue": ""}, "numbers"),
        ({"reviewRating__worstRating": 5}, "1 ≤"),
        ({"inLanguage": ""}, "empty"),
        ({"dateModified": "2026-01-01"}, "before"),
        ({"@context": "https://evil.test"}, "schema.org"),
    ],
)
def test_the_validator_names_the_fault(fault: dict[str, Any], said: str) -> None:
    assert any(said in words for words in broken(**fault)), broken(**fault)
