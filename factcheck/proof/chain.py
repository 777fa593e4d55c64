"""Compute the chain of the log.

A row is hashed in two steps, so that a row can be left closed and its link still be checked:
content = SHA-256 of the row's canonical JSON with its salt; hash = SHA-256 of (hash of the row before + content).
Rows without a salt are of the form before: hash = SHA-256 of (hash of the row before + canonical JSON).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .canonical import canonical, digest

if TYPE_CHECKING:
    from collections.abc import Mapping

GENESIS = "0" * 64
#: What a row says; `salt` is among it in rows that have one.
FIELDS = (
    "seq",
    "at",
    "actor_id",
    "actor",
    "action",
    "object_kind",
    "object_id",
    "article_id",
    "claim_id",
    "before",
    "after",
)


def content_of(row: Mapping[str, Any]) -> str | None:
    """Return the digest of what a row says, None for a row of the old form, which has none of its own."""
    if not row.get("salt"):
        return None
    return digest(canonical({name: row[name] for name in (*FIELDS, "salt")}))


def hash_of(row: Mapping[str, Any], previous: str) -> str:
    """Return the hash that a row must carry after the row with the hash `previous`."""
    content = content_of(row)
    if content is None:
        return digest(previous + canonical({name: row[name] for name in FIELDS}))
    return link(previous, content)


def link(previous: str, content: str) -> str:
    """Return the hash of a row of which only the digest of the content is known."""
    return digest(previous + content)
