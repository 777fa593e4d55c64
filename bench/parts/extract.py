"""Read articles out of pages: `{id, html_b64, url}` in, `{id, text}` out."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from factcheck.fetch.extract.pool import Reader

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from factcheck.fetch.extract.model import Extracted


def read_all(items: Iterable[dict[str, Any]], *, only: str = "") -> Iterator[tuple[Any, Extracted]]:
    """Read the pages of all items in two processes, in their order."""
    reader = Reader(seconds=30, size=2)

    def read(item: dict[str, Any]) -> tuple[Any, Extracted]:
        data = base64.b64decode(item.get("html_b64") or "")
        return item.get("id"), reader.read(
            data, kinds={"html"}, url=item.get("url") or "", media_type="text/html", only=only
        )

    try:
        with ThreadPoolExecutor(2) as threads:
            yield from threads.map(read, items)
    finally:
        reader.close()


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the article's text of each page."""
    for number, extracted in read_all(items):
        yield {"id": number, "text": extracted.text}
