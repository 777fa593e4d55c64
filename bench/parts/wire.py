"""Tell agency copy: `{id, text}` in, `{id, wire}` out, the agency's name or null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.parts import text_of
from factcheck.text import wire

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the agency whose copy each item's `text` is."""
    for item in items:
        found = wire.credit(text_of(item), by_line=item.get("byline") or item.get("author") or "")
        yield {"id": item.get("id"), "wire": found.agency if found and found.is_copy else None}
