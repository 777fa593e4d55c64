"""Make the addresses of public pages; whole ones come from the settings, never from the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from factcheck.web.desk import desk

if TYPE_CHECKING:
    from factcheck.models import Publication


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


def ways() -> dict[str, str]:
    """Return the links of every public page's frame."""
    return {
        "home": url_for("public.index"),
        "checks": url_for("public.index"),
        "corrections": url_for("public.corrections"),
        "methodology": url_for("public.methodology"),
        "scale": url_for("public.methodology") + "#ratings",
        "report": report_link(),
        "feed": url_for("public.atom"),
        "json_feed": url_for("public.json_feed"),
    }
