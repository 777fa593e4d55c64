"""Find and ask for copies of pages in the Internet Archive.

Its availability, CDX and Memento TimeMap services, and Save Page Now 2 (archive.org/help/wayback_api.php,
github.com/internetarchive/wayback, wayback-cdx-server).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from factcheck.fetch.providers.base import BadAnswerError, Hit, Results
from factcheck.fetch.providers.values import day, get, link, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_URL = re.compile(r"https?://[^\s\"<>]+")
_STAMP = re.compile(r"\d{14}\Z")
_MEMENTO = re.compile(r'<(https?://[^>\s]{1,3000})>;\s*rel="[^"]*memento[^"]*";\s*datetime="([^"]{1,60})"')
_MOST_URLS = 5


@dataclass(frozen=True, slots=True)
class Saving:
    """Hold the state of a copy asked for: `pending`, `success` or `error`, with its address and day, or a reason."""

    job: str
    state: str
    url: str = ""
    reason: str = ""
    made: str = ""


class Wayback:
    """Find copies of the addresses that a query names."""

    name = "wayback"
    label = "Internet Archive"
    outside = True
    needs_key = False
    base_url = "https://web.archive.org"
    limits = "15 requests a minute without an account; Save Page Now needs a key and takes 15 pages a minute."

    def search(self, query: Query, ask: Ask) -> Results:
        """List the copies of each address in the query, the newest first; words alone find nothing here."""
        addresses = [found.rstrip(".,;)") for found in _URL.findall(query.text)][:_MOST_URLS]
        if not addresses:
            return Results(note=f"{self.label} is asked for addresses only.")
        hits: list[Hit] = []
        for address in addresses:
            hits += self.captures(address, query, ask)
        hits.sort(key=lambda hit: hit.published, reverse=True)
        return Results(tuple(hits[: query.most]), exhausted=len(hits) < query.most)

    def closest(self, address: str, ask: Ask, *, stamp: str = "") -> Hit | None:
        """Find the copy nearest to a time (YYYYMMDD…); None where there is none."""
        answer = ask.json("/wayback/available", {"url": address, "timestamp": stamp})
        nearest = get(answer, "archived_snapshots", "closest")
        found = link(nearest, "url")
        if not found or get(nearest, "available") is not True:
            return None
        return Hit(found, address, outlet=self.label, published=day(nearest, "timestamp"), kind="snapshot")

    def captures(self, address: str, query: Query, ask: Ask) -> list[Hit]:
        """List copies that differ from each other, by the CDX service."""
        params = {
            "url": address,
            "output": "json",
            "fl": "timestamp,original,statuscode,mimetype,digest",
            "filter": "statuscode:200",
            "collapse": "digest",
            "limit": -query.most,
            "from": f"{query.since:%Y%m%d}" if query.since else None,
            "to": f"{query.until:%Y%m%d}" if query.until else None,
        }
        rows = ask.json("/cdx/search/cdx", params)
        if not isinstance(rows, list):
            raise BadAnswerError(ask.label, "no table")
        hits = []
        for row in rows[1 : query.most + 1]:
            stamp, original = text(row, 0), link(row, 1)
            if _STAMP.match(stamp) and original:
                copy = f"{ask.base()}/web/{stamp}/{original}"
                about = f"Copy of {day(row, 0)}, {text(row, 3)}"
                hits.append(Hit(copy, original, about, self.label, day(row, 0), kind="snapshot"))
        return hits

    def timemap(self, address: str, ask: Ask) -> list[tuple[str, str]]:
        """List all mementos of an address with their times, as the TimeMap has them."""
        words = ask.text(f"/web/timemap/link/{quote(address, safe=':/?&=%')}", {})
        return [(found[1], found[2]) for found in _MEMENTO.finditer(words)][:10_000]

    def save(self, address: str, ask: Ask) -> Saving:
        """Ask for a copy to be made now; the key is `access:secret` of an archive.org account."""
        headers = {
            "Authorization": f"LOW {ask.need_key()}",
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"url": address, "skip_first_archive": "1"}).encode()
        answer = ask.post("/save", body, headers)
        job = text(answer, "job_id", most=200)
        if not re.fullmatch(r"[\w.-]+", job):
            return Saving("", "error", reason=text(answer, "message", most=300) or "The archive did not take the page.")
        return Saving(job, "pending")

    def saved(self, job: str, ask: Ask) -> Saving:
        """Ask how far a copy is."""
        headers = {"Authorization": f"LOW {ask.need_key()}"}
        answer = ask.json(f"/save/status/{quote(job, safe='')}", {}, headers)
        state = text(answer, "status")
        stamp, original = text(answer, "timestamp"), link(answer, "original_url")
        if state == "success" and _STAMP.match(stamp) and original:
            return Saving(job, state, f"{ask.base()}/web/{stamp}/{original}", made=day(answer, "timestamp"))
        if state == "pending":
            return Saving(job, state)
        return Saving(job, "error", reason=text(answer, "message", most=300) or "The archive could not copy the page.")
