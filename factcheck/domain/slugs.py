"""Make the readable end of a public address."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60


def slug_of(words: str) -> str:
    """Return `words` in small letters, digits and hyphens, cut at a word; "check" where nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug.strip("-") or "check"
