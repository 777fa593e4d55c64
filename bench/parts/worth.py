"""Score sentences: `{id, text}` in, `{id, score}` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.text import worth

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the check-worthiness of each item's `text`."""
    for item in items:
        found = worth.score(item["text"])
        yield {"id": item["id"], "score": round(found.score, 6), "reasons": list(found.reasons)}
