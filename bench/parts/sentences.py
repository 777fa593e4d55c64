"""Cut each item's `text` into sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.parts import text_of
from factcheck.text.sentences import lines, sentences

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: Namespace) -> Iterator[dict[str, Any]]:
    """Yield `{id, sentences}` for each item."""
    for item in items:
        text = text_of(item)
        found = [text[s:e] for line in lines(text) for s, e in sentences(text, *line, item.get("language", "en"))]
        yield {"id": item.get("id"), "sentences": found}
