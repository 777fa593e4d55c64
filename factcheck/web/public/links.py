"""Make the addresses of public pages; whole ones come from the settings, never from the request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import url_for

from factcheck.domain.addresses import web_address
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from factcheck.models import Publication

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def site() -> str:
    """Return the address the desk is known by, without a slash at its end."""
    settings = desk().settings
    return (settings.base_url or f"http://{settings.host}:{settings.port}").rstrip("/")


def whole(path: str) -> str:
    """Return the whole address of a path of ours."""
    return site() + path


def page_of(publication: Publication) -> str:
    """Return the path of a publication's page."""
    return url_for("public.page", public_id=publication.public_id, slug=publication.slug)


def report_link() -> str:
    """Return where readers report an error, "" where the desk names no contact."""
    contact = desk().settings.contact.strip()
    if contact.startswith(("https://", "http://", "mailto:")):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""


def licence_url() -> str:
    """Return the address of the licence that the desk's texts are under, "" where none is named."""
    found = _ADDRESS.search(desk().settings.licence)
    return web_address(found[0]) if found else ""


def desk_about() -> list[dict[str, str]]:
    """Return what the desk says of itself to readers, in the words of its settings; what is not set is left out."""
    settings = desk().settings
    told = (
        ("funding", "Who funds us", settings.funding),
        ("licence", "Licence of this text", settings.licence),
        ("correction", "To ask for a correction", settings.corrections),
    )
    return [{"key": key, "label": label, **_linked(words)} for key, label, words in told if words.strip()]


def _linked(words: str) -> dict[str, str]:
    """Return words with the first address or e-mail in them as a link."""
    words = " ".join(words.split())
    found = _ADDRESS.search(words)
    if found is None:
        return {"words": words, "href": "", "shown": "", "after": ""}
    href = web_address(found[0]) if "://" in found[0] else f"mailto:{found[0]}"
    if not href:
        return {"words": words, "href": "", "shown": "", "after": ""}
    shown = found[0].partition("://")[2].rstrip("/") or found[0]
    return {"words": words[: found.start()].rstrip(), "href": href, "shown": shown, "after": words[found.end() :]}


def ways() -> dict[str, str]:
    """Return the links of every public page's frame."""
    return {
        "home": url_for("public.index"),
        "checks": url_for("public.index"),
        "corrections": url_for("public.corrections"),
        "methodology": url_for("public.methodology"),
        "scale": url_for("public.methodology") + "#ratings",
        "ownership": url_for("public.methodology") + "#about-funding" if desk().settings.funding.strip() else "",
        "report": report_link(),
        "feed": url_for("public.atom"),
        "json_feed": url_for("public.json_feed"),
    }
