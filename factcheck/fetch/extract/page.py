"""Read an article out of a page. Runs in the child, which alone loads lxml and trafilatura."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import trafilatura
from htmldate import find_date

from factcheck.fetch.charsets import clean, decode
from factcheck.fetch.extract import layout, linked, walls
from factcheck.fetch.guard import MAX_URL

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_LINKS = 500
# trafilatura and htmldate mend a broken document type, and with it cut away the first line up to its first "/>": of a
# page that is all one line, that may be the whole head.
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml[^>]*\?>)?\s*(?:<!doctype\b[^>\[]*>)?", re.IGNORECASE)
_ROOT = re.compile(r"<(?:html|head|body|!doctype)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*\Z")


def read_page(data: bytes, charset: str, url: str) -> dict[str, Any]:
    """Read text, captions, dates and what the page says of itself."""
    markup, codec = decode(data, charset)
    markup = _PROLOGUE.sub("", markup)
    if not _ROOT.search(markup[:4096]):
        # A fragment is a page too; trafilatura takes one for something else.
        markup = f"<html><body>{markup}</body></html>"
    tree = trafilatura.load_html(markup)
    if tree is None:
        return {"charset": codec}
    data_blocks = linked.blocks(tree)
    about = linked.article(data_blocks)
    links = _links(tree, url)
    captions = layout.captions(tree)
    article = _article(markup, url)
    text = clean(article.get("text") or "").strip()
    title = clean(str(about.get("headline") or article.get("title") or "")).strip()
    headline = layout.headline(tree) or title
    draft = layout.draft(tree, headline, layout.deck(tree), text, captions) if text else ""
    return {
        "text": text,
        "draft": draft,
        "title": title or headline,
        "byline": _byline(about, article),
        "outlet": clean(str(about.get("publisher") or article.get("sitename") or article.get("hostname") or "")),
        "published": published(markup, url),
        "modified": str(about.get("modified") or _meta(tree, "article:modified_time", "og:updated_time"))[:40],
        "language": _language(tree, about),
        "canonical_url": _canonical(tree, url),
        "charset": codec,
        "links": links,
        "captions": captions,
        "claim_reviews": linked.claim_reviews(data_blocks),
        "hint": str(walls.guess(markup, title or headline, text, url, free=about.get("free"))),
    }


def published(markup: str, url: str) -> str:
    """Find the day of first publication; empty where there is none."""
    try:
        return find_date(_PROLOGUE.sub("", markup), extensive_search=True, original_date=True, url=url or None) or ""
    except (ValueError, TypeError, AttributeError, OverflowError):
        return ""


def _article(markup: str, url: str) -> dict[str, Any]:
    """Read precisely first; a page on which that finds next to nothing is read again, taking more."""
    best: dict[str, Any] = {}
    for precision, recall in ((True, False), (False, False), (False, True)):
        read: Any = trafilatura.bare_extraction(
            markup,
            url=url or None,
            favor_precision=precision,
            favor_recall=recall,
            include_comments=False,
            with_metadata=True,
            as_dict=True,
        )
        found: dict[str, Any] = read or {}
        if len(found.get("text") or "") > len(best.get("text") or "") or not best:
            best = {**best, **found}
        if len(best.get("text") or "") >= 200:  # noqa: PLR2004 - shorter than any article
            break
    return best


def _byline(about: dict[str, Any], article: dict[str, Any]) -> str:
    names = about.get("authors") or [part.strip() for part in str(article.get("author") or "").split(";")]
    return clean(", ".join(dict.fromkeys(name for name in names if name and not name.startswith("http"))))[:500]


def _meta(tree: HtmlElement, *names: str) -> str:
    for name in names:
        for value in tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name):
            if str(value).strip():
                return clean(str(value).strip())
    return ""


def _language(tree: HtmlElement, about: dict[str, Any]) -> str:
    for value in (*tree.xpath("/html/@lang"), about.get("language"), _meta(tree, "og:locale", "language")):
        text = str(value or "").strip()
        if _LANGUAGE.match(text):
            return text[:2].lower() if text[2:3] in {"", "-", "_"} else text[:3].lower()
    return ""


def _canonical(tree: HtmlElement, url: str) -> str:
    for value in (*tree.xpath("//link[@rel='canonical']/@href"), _meta(tree, "og:url")):
        link = web_link(str(value), url)
        if link:
            return link
    return ""


def _links(tree: HtmlElement, url: str) -> list[str]:
    """Give outgoing links, those in running text first."""
    found: dict[str, None] = {}
    for path in ("//p//a/@href", "//li//a/@href", "//a/@href"):
        for value in tree.xpath(path):
            link = web_link(str(value), url)
            if link and link != url:
                found[link] = None
            if len(found) >= MAX_LINKS:
                return list(found)
    return list(found)


def web_link(text: str, base: str) -> str:
    """Make a link absolute; empty for what is not http or https."""
    try:
        link = urljoin(base, text.strip()).partition("#")[0]
        parts = urlsplit(link)
    except ValueError:
        return ""
    fits = parts.scheme in {"http", "https"} and parts.netloc and len(link) <= MAX_URL
    return clean(link) if fits else ""
