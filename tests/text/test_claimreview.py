"""Rulings of others are read however oddly they were published."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.text.claimreview import find_reviews, parse_all, parse_item, read_date


def item(**changes: Any) -> dict[str, Any]:
    whole = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "The ferry sank twice",
        "url": "https://checks.test/ferry",
        "datePublished": "2024-03-05",
        "inLanguage": "en-GB",
        "author": {"@type": "Organization", "name": "Checks"},
        "itemReviewed": {"@type": "Claim", "author": {"name": "A. Lund"}, "datePublished": "2024-03-01"},
        "reviewRating": {"ratingValue": "2", "bestRating": "5", "worstRating": "1", "alternateName": "Mostly false"},
    }
    return {**whole, **changes}


def test_a_whole_item_is_read() -> None:
    ruling = parse_item(item())
    assert ruling is not None
    assert (ruling.claim, ruling.rating, ruling.speaker) == ("The ferry sank twice", "Mostly false", "A. Lund")
    assert (ruling.publisher, ruling.published, ruling.claim_date) == ("Checks", "2024-03-05", "2024-03-01")
    assert (ruling.value, ruling.worst, ruling.best, ruling.language) == (2, 1, 5, "en")


@pytest.mark.parametrize(
    "rating",
    [
        {"ratingValue": -1, "bestRating": -1, "worstRating": -1},
        {"ratingValue": "5", "bestRating": "1", "worstRating": "5"},
        {"ratingValue": "1", "bestRating": "1", "worstRating": "1"},
        {"ratingValue": "9", "bestRating": "5", "worstRating": "1"},
        {"ratingValue": "NaN", "bestRating": "5"},
        {"ratingValue": True, "bestRating": 5},
        {"ratingValue": [], "bestRating": {}},
        {},
        [],
        "False",
        None,
    ],
)
def test_a_scale_that_makes_no_sense_gives_no_number(rating: Any) -> None:
    ruling = parse_item(item(reviewRating=rating))
    assert ruling is not None
    assert (ruling.value, ruling.best, ruling.worst) == (None, None, None)


def test_a_scale_without_a_lower_end_begins_at_one() -> None:
    ruling = parse_item(item(reviewRating={"ratingValue": 1, "bestRating": 6}))
    assert ruling is not None
    assert (ruling.value, ruling.worst, ruling.rating) == (1, 1, "1")


@pytest.mark.parametrize(
    ("changes", "claim"),
    [
        ({"claimReviewed": "", "name": "Did it sink?"}, "Did it sink?"),
        ({"claimReviewed": "", "itemReviewed": {"@type": "CreativeWork", "name": "It sank"}}, "It sank"),
        ({"claimReviewed": ["It", "sank"]}, "It"),
        ({"claimReviewed": "", "itemReviewed": []}, ""),
    ],
)
def test_the_claim_is_found_where_it_was_put(changes: dict[str, Any], claim: str) -> None:
    ruling = parse_item(item(**changes))
    assert ruling is not None
    assert ruling.claim == claim


def test_names_and_addresses_come_in_many_forms() -> None:
    ruling = parse_item(
        item(
            author=[{"name": "A"}, "B", {"name": "A"}],
            url={"@id": "https://checks.test/x"},
            itemReviewed=[
                {"author": [{"name": "C"}], "appearance": ["https://a.test/1", "1", {"url": "https://a.test/2"}]}
            ],
        )
    )
    assert ruling is not None
    assert (ruling.publisher, ruling.url, ruling.speaker) == ("A, B", "https://checks.test/x", "C")
    assert ruling.appearances == ("https://a.test/1", "https://a.test/2")
    nameless = parse_item(item(author={"url": "https://www.checks.test/"}))
    assert nameless is not None
    assert nameless.publisher == "checks.test"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "//x", "http://", 5, None])
def test_other_addresses_are_dropped(url: Any) -> None:
    ruling = parse_item(item(url=url), page_url="https://page.test/")
    assert ruling is not None
    assert ruling.url == "https://page.test/"


def test_what_names_neither_claim_nor_page_is_nothing() -> None:
    assert parse_item({"@type": "ClaimReview"}) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2020-10-07 20:05", "2020-10-07T20:05:00"),
        ("2017-03-01 20:30:17 UTC", "2017-03-01T20:30:17+00:00"),
        ("2019-01-23T14:22:00+0100", "2019-01-23T14:22:00+01:00"),
        ("2019-11-19 14:42:55Z", "2019-11-19T14:42:55+00:00"),
        ("2024-3-5", "2024-03-05"),
        ("0001-01-01 00:00:00Z", ""),
        ("2024-02-31", ""),
        ("yesterday", ""),
        ("", ""),
        (20240305, ""),
    ],
)
def test_dates_are_read_or_left_out(text: Any, read: str) -> None:
    assert read_date(text) == read


def test_items_are_found_wherever_they_stand() -> None:
    data = [{"@graph": [{"@type": "WebPage", "mainEntity": item()}]}, {"@type": ["ClaimReview", "Review"], "name": "x"}]
    assert len(find_reviews(data)) == 2
    assert len(parse_all(data, page_url="https://page.test/")) == 2
    assert parse_all({"@type": "http://schema.org/ClaimReview", "claimReviewed": "x"})[0].claim == "x"


def test_depth_has_an_end() -> None:
    data: Any = item()
    for _ in range(5000):
        data = {"a": [data]}
    assert find_reviews(data) == []
