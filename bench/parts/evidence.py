"""Score the sentences of a page against a claim: `{id, claim, sentences}` in, `{id, scores}` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.text import evidence

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield one score a sentence for each item."""
    for item in items:
        yield {
            "id": item.get("id"),
            "scores": evidence.scores(item.get("claim") or "", [one or "" for one in item.get("sentences") or []]),
        }
