"""Find when pages were published: `{id, html_b64, url}` in, `{id, date}` out, null where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.parts.extract import read_all

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator


def run(items: Iterable[dict[str, Any]], _asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield the day of publication of each page."""
    for number, extracted in read_all(items, only="date"):
        yield {"id": number, "date": extracted.published[:10] or None}
