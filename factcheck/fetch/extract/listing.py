"""Read feeds and sitemaps as lists of entries. Runs in the child."""

from __future__ import annotations

import calendar
import html
import io
import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree

from factcheck.fetch.charsets import clean
from factcheck.fetch.extract.kinds import RefusedError, entities
from factcheck.fetch.guard import MAX_URL

MAX_FEED = 200
MAX_SITEMAP = 5_000
MAX_UNPACKED = 50 * 1024 * 1024
_TAG = re.compile(r"<[^>]{0,4000}>")


def read_feed(data: bytes, url: str) -> dict[str, Any]:
    """Read RSS and Atom: plain text only, http links only, doubles dropped, odd dates kept and flagged."""
    if entities(data):
        raise RefusedError("This feed defines entities of its own, so it is not read.")
    # A stream, never a string: feedparser opens strings as addresses and file names.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    entries: dict[str, dict[str, Any]] = {}
    for item in parsed.entries[: MAX_FEED * 5]:
        link = _link(str(item.get("link", "")), url)
        key = str(item.get("id", "")) or link
        if not link or key in entries or len(entries) >= MAX_FEED:
            continue
        published, flags = _date(item.get("published_parsed") or item.get("updated_parsed"))
        entries[key] = {
            "url": link,
            "title": words(str(item.get("title", "")))[:500],
            "summary": words(str(item.get("summary", "")))[:5000],
            "published": published,
            "author": words(str(item.get("author", "")))[:200],
            "flags": flags,
        }
    title = words(str(parsed.feed.get("title", "")))[:500]
    broken = bool(parsed.bozo) and not entries
    return {"entries": list(entries.values()), "title": title, "outlet": title, "broken": broken}


def read_sitemap(data: bytes, url: str) -> dict[str, Any]:
    """Read the addresses of a sitemap or of an index of sitemaps, the newest first where they are dated."""
    if data.startswith(b"\x1f\x8b"):
        data = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, MAX_UNPACKED)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root: Any = etree.fromstring(data, parser)  # None where nothing could be recovered
    if root is None:
        return {"entries": [], "broken": True}
    entries = []
    for node in root:
        found = {etree.QName(part).localname: (part.text or "").strip() for part in node.iter(etree.Element)}
        link = _link(found.get("loc", ""), url)
        if link:
            published = found.get("publication_date") or found.get("lastmod", "")
            entries.append({"url": link, "title": words(found.get("title", ""))[:500], "published": published[:40]})
    entries.sort(key=lambda entry: str(entry["published"]), reverse=True)
    return {"entries": entries[:MAX_SITEMAP], "broken": not entries}


def words(markup: str) -> str:
    """Take the words out of markup."""
    return " ".join(clean(html.unescape(_TAG.sub(" ", markup))).split())


def _link(text: str, base: str) -> str:
    try:
        link = urljoin(base, text.strip())
        parts = urlsplit(link)
    except ValueError:
        return ""
    return clean(link) if parts.scheme in {"http", "https"} and parts.netloc and len(link) <= MAX_URL else ""


def _date(parsed: Any) -> tuple[str, list[str]]:
    if not parsed:
        return "", []
    try:
        when = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return "", ["odd date"]
    odd = when.year < 1990 or when > datetime.now(UTC) + timedelta(days=2)  # noqa: PLR2004 - before there was a web
    return when.isoformat(), ["odd date"] if odd else []
