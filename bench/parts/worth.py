"""Score sentences: `{id, text}` in, `{id, score}` out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from bench.parts import text_of
from factcheck.text import worth

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the check-worthiness of each item's `text`, read among its neighbours where a `file` says who they are."""
    for _, run_of in groupby(items, key=lambda item: item.get("file", item.get("id"))):
        group = list(run_of)
        found = worth.in_context([worth.score(text_of(item)) for item in group])
        for item, one in zip(group, found, strict=True):
            yield {"id": item.get("id"), "score": round(one.score, 6), "reasons": list(one.reasons)}
