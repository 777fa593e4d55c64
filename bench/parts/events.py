"""Group articles by the event they tell of: `{id, text}` in, `{id, cluster}` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.parts import text_of
from factcheck.text.events import group_events

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the group of each item's `text`; the whole file is one collection."""
    known = list(items)
    groups = group_events([text_of(item) for item in known])
    for item, group in zip(known, groups, strict=True):
        yield {"id": item.get("id"), "cluster": group}
