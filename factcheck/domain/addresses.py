"""Tell which addresses may stand behind a link."""

from __future__ import annotations

from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https"})


def web_address(url: str) -> str:
    """Return `url` if it is a whole http or https address without control characters or spaces, else ""."""
    if any(char <= " " or char in "\x7f\\" for char in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in _SCHEMES and parts.hostname else ""
