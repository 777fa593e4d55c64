"""Lead back only to pages of ours."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

_LONGEST = 1000


def safe_next(target: str | None) -> str:
    r"""Return `target` if it is a path of this desk, else nothing.

    Browsers read `\\` as `/` and drop tabs and line ends, so any of those, also percent-encoded, is refused.
    """
    if not target or len(target) > _LONGEST:
        return ""
    decoded = unquote(target)
    for text in (target, decoded):
        if not text.startswith("/") or text.startswith("//") or "\\" in text or not text.isprintable():
            return ""
        if "//" in urlsplit(text).path or "/../" in text or text.endswith("/.."):
            return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else target
