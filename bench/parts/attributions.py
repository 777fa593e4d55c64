"""Find who says what in each item's `text`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.parts import text_of
from factcheck.text import analyse

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: Namespace) -> Iterator[dict[str, Any]]:
    """Yield `{id, attributions}` for each item."""
    for item in items:
        found = analyse(text_of(item)).attributions
        yield {
            "id": item.get("id"),
            "attributions": [
                {
                    "source": [[s.start, s.end] for s in a.source],
                    "cue": [[s.start, s.end] for s in a.cue],
                    "content": [[s.start, s.end] for s in a.content],
                }
                for a in found
            ],
        }
