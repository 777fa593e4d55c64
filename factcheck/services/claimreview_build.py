"""Build the ClaimReview of a published claim, and say what is wrong with one.

Source: Google's structured data page for ClaimReview and schema.org. It is made for claims of somebody else only; a
number stands only beside ratings that lie on the truth line.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.domain.addresses import web_address
from factcheck.domain.claimants import claimant_of

if TYPE_CHECKING:
    from collections.abc import Mapping

BEST, WORST = 5, 1
#: Kinds of evidence → what schema.org calls such a work.
_WORKS = {"book": "Book", "page": "WebPage", "dataset": "Dataset"}
_TYPES = {"Person", "Organization"}
_NUMBERS = ("ratingValue", "bestRating", "worstRating")


def why_no_claimreview(payload: Mapping[str, Any], *, publisher: str) -> str | None:
    """Return the sentence that says why a payload gets no ClaimReview, None where it gets one."""
    if payload.get("kind") != "claim" or not payload.get("content"):
        return "ClaimReview is made for single claims with a verdict."
    if claimant_of(payload.get("chain") or (), desk_name=publisher) is None:
        return (
            "No named source outside this desk makes this claim, so there is no ClaimReview: search engines take it "
            "only for claims of somebody else. The page is published all the same."
        )
    return None


def build_claimreview(
    payload: Mapping[str, Any],
    *,
    url: str,
    publisher: str,
    publisher_url: str,
    published_on: date,
    modified_on: date,
    licence: str = "",
) -> dict[str, Any] | None:
    """Return the ClaimReview of one payload, None where there must be none (`why_no_claimreview` says why).

    `url` is the canonical address of the claim's own page.
    """
    if why_no_claimreview(payload, publisher=publisher) is not None:
        return None
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": payload["claim"],
        "datePublished": published_on.isoformat(),
        "dateModified": max(published_on, modified_on).isoformat(),
        "inLanguage": payload.get("language") or "en",
        "author": {"@type": "Organization", "name": publisher, "url": publisher_url},
        "itemReviewed": _claim(payload, publisher),
        "reviewRating": _rating(payload),
    }
    if licence:
        review["license"] = licence
    return review


def _claim(payload: Mapping[str, Any], publisher: str) -> dict[str, Any]:
    # Made anew for each claim: nothing of another claim's author or appearance can stay behind.
    claim: dict[str, Any] = {"@type": "Claim"}
    claimant = claimant_of(payload.get("chain") or (), desk_name=publisher)
    if claimant is not None:
        claim["author"] = {"@type": claimant.kind.value, "name": claimant.name}
    article = payload.get("article") or {}
    # When the claim was made, as far as the desk knows: the day it appeared, never the day it was checked.
    if article.get("published_on"):
        claim["datePublished"] = article["published_on"]
    if claimant is not None and (first := _first_appearance(payload, claimant.name)):
        claim["firstAppearance"] = first
    # In print it has no address: title and outlet tell where it stood.
    address = web_address(article.get("url") or "")
    if address or (not article.get("url") and article.get("title") and article.get("outlet")):
        appearance: dict[str, Any] = {"@type": "NewsArticle"}
        if address:
            appearance["url"] = address
        if article.get("title"):
            appearance["headline"] = article["title"]
        if article.get("published_on"):
            appearance["datePublished"] = article["published_on"]
        if article.get("outlet"):
            appearance["publisher"] = {"@type": "Organization", "name": article["outlet"]}
        claim["appearance"] = [appearance]
    return claim


def _first_appearance(payload: Mapping[str, Any], claimant: str) -> dict[str, Any] | None:
    """Return where the claimant said it first: a cited item that is marked as the source itself and is hers."""
    origins = {origin["number"]: origin["name"] for origin in payload.get("origins", ())}
    own = claimant.casefold()
    for item in payload.get("evidence", ()):
        author = str((item.get("locator") or {}).get("author", ""))
        whose = {author.casefold(), str(origins.get(item.get("origin"), "")).casefold()}
        if not item.get("primary") or own not in whose or not item.get("title"):
            continue
        found: dict[str, Any] = {"@type": _WORKS.get(item["kind"], "CreativeWork"), "name": item["title"]}
        if url := web_address(item.get("url") or ""):
            found["url"] = url
        return found
    return None


def _rating(payload: Mapping[str, Any]) -> dict[str, Any]:
    content = payload["content"]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": content["label"]}
    if payload.get("summary"):
        rating["ratingExplanation"] = payload["summary"]
    if content.get("value") is not None:
        rating |= {"ratingValue": content["value"], "bestRating": BEST, "worstRating": WORST}
    return rating


def validate_claimreview(found: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a ClaimReview, in sentences; empty where nothing is."""
    wrong = []
    if found.get("@context") not in {"https://schema.org", "http://schema.org", "https://schema.org/"}:
        wrong.append("“@context” is not https://schema.org.")
    if found.get("@type") != "ClaimReview":
        wrong.append("“@type” is not ClaimReview.")
    if not _filled(found, "claimReviewed"):
        wrong.append("“claimReviewed” is missing: it holds the claim in short.")
    wrong += _url_faults(found)
    wrong += _author_faults(found.get("author"), "author", required=True)
    wrong += _date_faults(found, "datePublished", "dateModified")
    if str(found.get("dateModified") or "9999") < str(found.get("datePublished") or ""):
        wrong.append("“dateModified” lies before “datePublished”.")
    wrong += _rating_faults(found.get("reviewRating"))
    wrong += _item_faults(found.get("itemReviewed"), found)
    wrong += [f"“{path}” is empty; leave it out instead." for path in _empty(found)]
    return wrong


def _filled(found: Mapping[str, Any], name: str) -> bool:
    value = found.get(name)
    return isinstance(value, str) and bool(value.strip())


def _url_faults(found: Mapping[str, Any]) -> list[str]:
    url = found.get("url")
    if not isinstance(url, str) or not web_address(url):
        return ["“url” is not a whole web address."]
    if urlsplit(url).path in {"", "/"}:
        return ["“url” is the front page; it must be the page of this claim."]
    author = found.get("author")
    publisher_url = author.get("url") if isinstance(author, dict) else None
    if isinstance(publisher_url, str) and publisher_url == url:
        return ["“url” is the address of the publisher, not of this claim's page."]
    return []


def _author_faults(author: Any, place: str, *, required: bool) -> list[str]:
    if author is None:
        return [f"“{place}” is missing."] if required else []
    if not isinstance(author, dict) or author.get("@type") not in _TYPES:
        return [f"“{place}” is neither a Person nor an Organization."]
    return [] if _filled(author, "name") else [f"“{place}” has no name."]


def _date_faults(found: Mapping[str, Any], *names: str) -> list[str]:
    wrong = []
    for name in names:
        value = found.get(name)
        if value is None:
            continue
        try:
            date.fromisoformat(str(value)[:10])
        except ValueError:
            wrong.append(f"“{name}” is not a date like 2026-03-04.")
    return wrong


def _rating_faults(rating: Any) -> list[str]:
    if not isinstance(rating, dict) or rating.get("@type") != "Rating":
        return ["“reviewRating” is missing."]
    wrong = (
        [] if _filled(rating, "alternateName") else ["“reviewRating.alternateName” is missing: the rating in words."]
    )
    there = [name for name in _NUMBERS if name in rating]
    if not there:
        return wrong
    if len(there) < len(_NUMBERS):
        return [*wrong, "“reviewRating” needs ratingValue, bestRating and worstRating together, or none of them."]
    values = [rating[name] for name in _NUMBERS]
    if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in values):
        return [*wrong, "“reviewRating” holds something other than numbers."]
    value, best, worst = values
    if worst < 1 or best <= worst or not worst <= value <= best:
        wrong.append("“reviewRating” needs 1 ≤ worstRating ≤ ratingValue ≤ bestRating, worst below best.")
    return wrong


def _item_faults(item: Any, found: Mapping[str, Any]) -> list[str]:
    if item is None:
        return ["“itemReviewed” is missing: who made the claim, and where."]
    if not isinstance(item, dict) or item.get("@type") != "Claim":
        return ["“itemReviewed” is not a Claim; CreativeWork is the old form."]
    wrong = _author_faults(item.get("author"), "itemReviewed.author", required=True)
    wrong += _date_faults(item, "datePublished")
    claimant, publisher = (
        str((side or {}).get("name", "")).strip().casefold() for side in (item.get("author"), found.get("author"))
    )
    if claimant and claimant == publisher:
        wrong.append("The claim is the publisher's own; ClaimReview is for claims of somebody else.")
    appearances = item.get("appearance") or []
    for place in appearances if isinstance(appearances, list) else [appearances]:
        url = place.get("url") if isinstance(place, dict) else place
        # A work that stands in print only is told by its name.
        if isinstance(place, dict) and "url" not in place and (_filled(place, "name") or _filled(place, "headline")):
            continue
        if not isinstance(url, str) or not web_address(url):
            wrong.append("An “appearance” has no web address.")
    return wrong


def _empty(value: Any, path: str = "") -> list[str]:
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in _empty(item, f"{path}.{name}".lstrip("."))]
    if isinstance(value, list):
        return [path] if not value else [found for item in value for found in _empty(item, path)]
    return [path] if value is None or (isinstance(value, str) and not re.sub(r"\s", "", value)) else []
