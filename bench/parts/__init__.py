"""Hold one module a part: each reads items and yields predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def text_of(item: Mapping[str, Any]) -> str:
    """Return an item's text, empty where it has none."""
    return str(item.get("text") or "")
