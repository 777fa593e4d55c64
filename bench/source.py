"""Serve what lookups ask for, from this machine: nine providers in their documented forms, and pages on many hosts.

`python -m bench.source PORT HOSTS LATENCY` answers on 127.0.1.1 (providers) and 127.0.2.1 to 127.0.2.HOSTS (pages);
each is a host of its own to whoever paces hosts. Every answer waits LATENCY seconds; /dead/… never comes.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

PROVIDERS = (
    "wikipedia",
    "google_factcheck",
    "gdelt",
    "searxng",
    "brave",
    "bing",
    "crossref",
    "openalex",
    "courtlistener",
)
#: Those whose hits are pages to fetch; Google's are published checks, which are kept as they come.
PAGED = tuple(name for name in PROVIDERS if name != "google_factcheck")
PAGES_EACH = 5
STATEMENT = "The harbour board of Vellmar spent 40 million crowns on the new lock in 2019."
FILLER = (
    "The town council met on Tuesday to hear what the winter storms had cost.",
    "Ferries ran late for most of the week, and the market on the quay was closed.",
    "Residents asked when the road to the old mill would be open again.",
    "Nobody at the meeting could say how long the work would take.",
    "A spokesman for the county said that the figures would be published in spring.",
)


def provider_host(name: str) -> str:
    """Return the host that a provider is, one each."""
    return f"127.0.1.{PROVIDERS.index(name) + 1}"


def page_host(number: int, hosts: int) -> str:
    """Return the host of a page, dealt out in turn."""
    at = number % hosts
    return f"127.0.{2 + at // 250}.{at % 250 + 1}"


def provider_urls(port: int) -> str:
    """Return the value of FACTCHECK_PROVIDER_URLS."""
    return ",".join(f"{name}=http://{provider_host(name)}:{port}/{name}" for name in PROVIDERS)


@cache
def page(number: int) -> bytes:
    """Write a page of about 6 KB with a sentence that bears on the claim, no two alike."""
    dice = random.Random(number)
    lines = [f"{dice.choice(FILLER)} That is item {dice.randrange(10_000)} of the day." for _ in range(55)]
    lines.insert(dice.randrange(5, 40), f"The board of Vellmar paid {30 + number} million crowns for the lock in 2019.")
    parts = "".join(f"<p>{' '.join(lines[at : at + 3])}</p>" for at in range(0, len(lines), 3))
    title = f"What the lock of Vellmar cost, part {number}"
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="article:published_time" content="2024-03-{number % 28 + 1:02}T08:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{parts}</article></body></html>"
    ).encode()


def _hits(name: str, port: int, hosts: int) -> list[str]:
    first = PAGED.index(name) * PAGES_EACH
    return [f"http://{page_host(n, hosts)}:{port}/page/{n}" for n in range(first, first + PAGES_EACH)]


def _wikipedia(urls: list[str]) -> Any:
    found = [{"ns": 0, "title": f"Lock {n}", "pageid": n, "snippet": "the lock"} for n in range(len(urls))]
    pages = [{"pageid": n, "title": f"Lock {n}", "extract": "A lock.", "fullurl": url} for n, url in enumerate(urls)]
    return {"batchcomplete": True, "query": {"search": found, "pages": pages}}


def _google(_urls: list[str]) -> Any:
    review = {
        "publisher": {"name": "Checks", "site": "checks.example"},
        "url": "https://checks.example/lock",
        "title": "The lock did not cost 90 million",
        "reviewDate": "2024-03-05T00:00:00Z",
        "textualRating": "False",
        "languageCode": "en",
    }
    return {"claims": [{"text": "The lock of Vellmar cost 90 million", "claimReview": [review]}]}


def _works(urls: list[str], key: str) -> list[dict[str, Any]]:
    return [
        {key: url, "title": [f"On locks {n}"], "display_name": f"On locks {n}", "issued": {"date-parts": [[2024, 3]]}}
        for n, url in enumerate(urls)
    ]


def _openalex(urls: list[str]) -> Any:
    return {"meta": {"count": len(urls)}, "results": _works(urls, "doi")}


def _crossref(urls: list[str]) -> Any:
    return {"status": "ok", "message": {"total-results": len(urls), "items": _works(urls, "URL")}}


def _courtlistener(urls: list[str]) -> Any:
    # Its addresses are of its own host, so that these five pages wait for one another.
    cases = [{"caseName": f"Lock v. Quay {n}", "absolute_url": urlsplit(url).path} for n, url in enumerate(urls)]
    return {"count": len(urls), "next": None, "results": cases}


def _gdelt(urls: list[str]) -> Any:
    return {"articles": [{"url": url, "title": "The lock", "seendate": "20240305T090000Z"} for url in urls]}


def _searxng(urls: list[str]) -> Any:
    return {"results": [{"url": url, "title": "The lock", "content": "Paid for."} for url in urls]}


def _brave(urls: list[str]) -> Any:
    found = [{"url": url, "title": "The lock", "description": "Paid for."} for url in urls]
    return {"web": {"results": found}, "query": {"more_results_available": False}}


def _bing(urls: list[str]) -> Any:
    found = [{"url": url, "name": "The lock", "snippet": "Paid for."} for url in urls]
    return {"webPages": {"totalEstimatedMatches": len(urls), "value": found}}


ANSWERS: dict[str, Callable[[list[str]], Any]] = {
    "wikipedia": _wikipedia,
    "google_factcheck": _google,
    "gdelt": _gdelt,
    "searxng": _searxng,
    "brave": _brave,
    "bing": _bing,
    "crossref": _crossref,
    "openalex": _openalex,
    "courtlistener": _courtlistener,
}


def answer(path: str, port: int, hosts: int) -> tuple[int, str, bytes]:
    """Return status, media type and body."""
    name, _, rest = path.lstrip("/").partition("/")
    if rest.startswith("page/"):
        name, rest = "page", rest.removeprefix("page/")
    if name == "page":
        return 200, "text/html; charset=utf-8", page(int(rest))
    if name not in ANSWERS:
        return 404, "text/plain", b"no such thing"
    urls = _hits(name, port, hosts) if name in PAGED else []
    return 200, "application/json", json.dumps(ANSWERS[name](urls)).encode()


async def serve(port: int, hosts: int, latency: float) -> None:
    """Answer until killed; says "ready" on standard output."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(latency)
        path = urlsplit(head.split(b" ", 2)[1].decode()).path
        if path.startswith("/dead/"):
            await reader.read()  # until whoever asks has had enough
        status, kind, body = answer(path, port, hosts)
        lines = f"HTTP/1.1 {status} Words\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{lines}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    names = [provider_host(name) for name in PROVIDERS] + [page_host(n, hosts) for n in range(hosts)]
    server = await asyncio.start_server(talk, names, port, backlog=512)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
