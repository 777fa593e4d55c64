"""Turn a kept payload into what the public templates show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import url_for

from factcheck.domain.addresses import web_address
from factcheck.domain.claimants import is_named
from factcheck.models.publication import CorrectionClass
from factcheck.services.origin_count import count_published
from factcheck.web.public.links import page_of, ways, whole
from factcheck.web.times import day_words, desk_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcheck.models import Correction
    from factcheck.services.public_read import Change, Entry, PublicLine, PublicPage

CLASS_WORDS = {
    CorrectionClass.VERDICT.value: "Verdict changed",
    CorrectionClass.FACTUAL.value: "Factual correction",
    CorrectionClass.UPDATE.value: "Update",
    CorrectionClass.TYPO.value: "Typing mistake",
    "withdrawn": "Withdrawn",
}
_TITLE_CHARS = 75


def rating_anchor(rating: Mapping[str, Any]) -> str:
    """Return where the definition of a published rating stands: of the very version it was given on."""
    number = rating.get("scale_number", 1)
    return url_for("public.methodology") + f"#rating-{rating.get('scale', '')}-{number}-{rating.get('key', '')}"


def day_of(iso: str) -> str:
    """Return an ISO date in words, "" where there is none."""
    try:
        return day_words(date.fromisoformat(iso[:10]))
    except ValueError:
        return ""


def short(words: str, chars: int = _TITLE_CHARS) -> str:
    """Return words cut for a title."""
    words = " ".join(words.split())
    return words if len(words) <= chars else words[: chars - 1].rsplit(" ", 1)[0][: chars - 1] + "…"


def host_of(url: str) -> str:
    """Return the host of an address; where it is written in other letters, with its plain form beside it."""
    host = urlsplit(url).hostname or ""
    try:
        plain = host.encode("idna").decode("ascii")
        shown = plain.encode("ascii").decode("idna")
    except UnicodeError:
        return host
    return shown if plain == shown else f"{shown} ({plain})"


def carrier_of(item: Mapping[str, Any], archived: Mapping[tuple[str, str], str] | None = None) -> dict[str, Any]:
    """Return one published item of evidence for the template; `archived` are copies of cited pages elsewhere."""
    url = web_address(str(item.get("url", "")))
    locator = item.get("locator") or {}
    return {
        "outlet": item["outlet"] or item["kind"].replace("_", " "),
        "title": item["title"],
        "href": url,
        "host": host_of(url) if url else "",
        "date": "",
        "stance": item["stance"],
        "prefix": "",
        "exact": item["excerpt"],
        "suffix": "",
        "where": ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in locator.items()),
        "captured": day_of(item.get("captured_at", "")),
        "digest": item.get("sha256", ""),
        "capture_href": web_address((archived or {}).get((url, item.get("sha256", "")), "")),
    }


def amendments_of(corrections: Iterable[Correction]) -> list[dict[str, str]]:
    """Return corrections for the box on top of a page; typing mistakes get no note there, only in the list."""
    return [
        {
            "iso": row.at.isoformat(),
            "when": day_words(desk_day(row.at)),
            "word": CLASS_WORDS[row.kind.value],
            "what": row.what,
            "why": row.why,
        }
        for row in corrections
        if row.kind is not CorrectionClass.TYPO
    ]


def _origins(payload: Mapping[str, Any], archived: Mapping[tuple[str, str], str]) -> list[dict[str, Any]]:
    shown = []
    for origin in payload.get("origins", ()):
        items = [item for item in payload["evidence"] if item["origin"] == origin["number"]]
        shown.append(
            {
                "name": origin["name"],
                "kind": origin["kind"],
                "primary": any(item["primary"] for item in items),
                "carriers": [carrier_of(item, archived) for item in items],
                # Counted here: what was published before counted passages.
                "reports": count_published(items),
                "withheld": "",
            }
        )
    return shown


def _bare(words: str) -> str:
    """Return words without what a sentence gains when it is told by itself: a capital and a full stop."""
    return words.strip(" .").casefold()


def attributed_to(payload: Mapping[str, Any]) -> str:
    """Return the source nearest the origin where it is described and not named (“police”), else ""."""
    claimant, outlet = payload.get("claimant"), payload["article"]["outlet"].casefold()
    if claimant and claimant["name"].casefold() != outlet:
        return ""
    # Where the outlet alone has a name, whom it reports is told and not the outlet.
    described = [name for name in payload.get("chain") or [] if name.casefold() != outlet and not is_named(name)]
    return described[-1] if described else ""


def _by_way_of(payload: Mapping[str, Any]) -> str:
    """Return who passed on what the claimant said, and whom the claimant cites: two sides of the chain."""
    chain, claimant = payload.get("chain") or [], payload["claimant"]["name"]
    at = max((place for place, name in enumerate(chain) if name == claimant), default=len(chain))
    outlet = payload["article"]["outlet"]
    passed = [name for name in chain[:at] if name not in {outlet, claimant}]
    cited = [name for name in chain[at + 1 :] if name not in {outlet, claimant}]
    parts = (f"by way of {', '.join(passed)}" if passed else "", f"citing {', '.join(cited)}" if cited else "")
    return ", ".join(part for part in parts if part)


def said_by(payload: Mapping[str, Any]) -> str:
    """Return who said it in few words, for lists."""
    claimant = payload.get("claimant")
    described = attributed_to(payload)
    return f"Attributed to {described}" if described else _opening(claimant["name"]) if claimant else ""


def _opening(name: str) -> str:
    """Return a name as it opens a line: “The council”, “Van der Berg”; a spelling of its own stays (“eBay”)."""
    first = name.partition(" ")[0]
    return name[:1].upper() + name[1:] if first == first.lower() else name


def _claim(payload: Mapping[str, Any]) -> dict[str, Any]:
    article, claimant = payload["article"], payload.get("claimant")
    described = attributed_to(payload)
    named = claimant is not None and not described
    # The outlet stands before it, beside the day.
    label = article["title"] or article["outlet"]
    return {
        "words": payload["claim"],
        "attributed": described,
        "speaker": _opening(claimant["name"]) if claimant and named else "",
        "speaker_note": _by_way_of(payload) if named else "",
        # Whose word it is has been said then.
        "where": "" if claimant and named and claimant["name"] == article["outlet"] else article["outlet"],
        "when": day_of(article["published_on"]),
        "when_iso": article["published_on"],
        "first": {"label": label, "href": web_address(article["url"])} if label else None,
        "exact": "" if _bare(payload.get("exact", "")) == _bare(payload["claim"]) else payload.get("exact", ""),
    }


def check_of(payload: Mapping[str, Any], page: PublicPage | None, *, desk_name: str) -> dict[str, Any]:
    """Return what the page of a claim shows; `page` is None in a preview, where nothing is public yet."""
    content = payload["content"]
    path = page_of(page.publication) if page else ""
    by_number = {item["number"]: item for item in payload.get("evidence", ())}
    published = day_words(desk_day(page.first_at)) if page else "not yet"
    archived = page.archived if page else {}
    corrected = bool(page and page.publication.current_revision > 1)
    return {
        "url": whole(path) if page else "",
        "state": ("corrected" if corrected else "published") if page is None or page.is_current else "superseded",
        "newer": path,
        "title": short(payload["claim"]),
        "claim": _claim(payload),
        "rating": {**content, "href": rating_anchor(content)},
        "attribution": payload["attribution"] if payload["attribution"]["key"] != "own_word" else None,
        "summary": payload["summary"],
        "rationale": [part for part in payload["rationale"].split("\n\n") if part.strip()],
        "origins": _origins(payload, archived),
        "origin_count": payload["origin_count"],
        "against": [carrier_of(by_number[number], archived) for number in payload["against"]],
        "withheld": payload["withheld"],
        "limits": payload["limits"],
        "checker": payload["checked_by"],
        "second": payload["second_check_by"],
        "editor": payload["ruled_by"],
        "published": published,
        "published_iso": desk_day(page.first_at).isoformat() if page else "",
        "checked": day_of(payload["checked_on"]),
        "checked_iso": payload["checked_on"],
        "corrections": amendments_of(page.corrections) if page else [],
        "cite": f"{desk_name}: “{payload['claim']}” ({content['label']})." + (f" {published}." if page else ""),
        "digest": page.sha256 if page else "",
        "versions": _versions(page) if page else [],
        "article": url_for("public.page", public_id=page.article[0], slug=page.article[1])
        if page and page.article
        else "",
        "links": _links(page) if page else ways(),
    }


def _links(page: PublicPage) -> dict[str, str]:
    public_id = page.publication.public_id
    return ways() | {
        "report": url_for("report.show", public_id=public_id),
        "json": url_for("public.as_json", public_id=public_id),
        "embed": url_for("public.embed", public_id=public_id),
    }


def _versions(page: PublicPage) -> list[dict[str, Any]]:
    row = page.publication
    if row.current_revision == 1:
        return []
    return [
        {
            "label": f"Version {number}",
            "current": number == page.number,
            "href": page_of(row)
            if number == row.current_revision
            else url_for("public.version", public_id=row.public_id, slug=row.slug, number=number),
        }
        for number in range(row.current_revision, 0, -1)
    ]


def story_of(page: PublicPage) -> dict[str, Any]:
    """Return what the page of an article shows."""
    return story_from(
        page.payload,
        [line for line in page.lines if not line.withdrawn],
        url=whole(page_of(page.publication)),
        published=(day_words(desk_day(page.first_at)), desk_day(page.first_at).isoformat()),
        corrections=amendments_of(page.corrections),
    )


def story_from(
    payload: Mapping[str, Any],
    lines: Iterable[PublicLine],
    *,
    url: str,
    published: tuple[str, str],
    corrections: list[dict[str, str]],
) -> dict[str, Any]:
    """Return what the page of an article shows, from its lines as they stand."""
    shown: list[dict[str, Any]] = []
    totals: dict[tuple[str, str], dict[str, Any]] = {}
    for line in lines:
        content = line.payload["content"]
        shown.append(
            {
                "number": line.number,
                "words": line.payload["claim"],
                "said": said_by(line.payload),
                "summary": line.payload["summary"],
                "rating": content,
                "href": url_for("public.page", public_id=line.public_id, slug=line.slug) if line.public_id else "",
            }
        )
        totals.setdefault((content["scale"], content["key"]), {"rating": content, "n": 0})["n"] += 1
    label = " · ".join(part for part in (payload["outlet"], payload["title"]) if part)
    original = web_address(payload["url"])
    return {
        "title": payload["title"],
        "url": url,
        "published": published[0],
        "published_iso": published[1],
        "original": {"label": label, "href": original} if original else None,
        "byline": payload["byline"],
        "lines": shown,
        "totals": list(totals.values()),
        "corrections": corrections,
        "links": ways(),
    }


def row_of(entry: Entry) -> dict[str, Any]:
    """Return one row of the index."""
    payload, row = entry.payload, entry.publication
    article = payload["article"]
    said = (said_by(payload), article["outlet"], day_of(article["published_on"]))
    return {
        "words": payload["claim"],
        "href": page_of(row),
        "said": ", ".join(part for part in said if part),
        "rating": payload["content"],
        "published": day_of(payload["checked_on"]),
        "iso": payload["checked_on"],
        "state": "corrected" if row.current_revision > 1 else "published",
    }


def change_of(change: Change) -> dict[str, Any]:
    """Return one row of the list of corrections."""
    return {
        "word": CLASS_WORDS[change.kind],
        "tone": "bad" if change.kind in {"verdict", "withdrawn"} else "info",
        "title": change.title,
        "href": page_of(change.publication),
        "what": change.what,
        "why": change.why,
        "iso": change.at.isoformat(),
        "when": day_words(desk_day(change.at)),
    }
