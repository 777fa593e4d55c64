"""Make a PDF of a page where WeasyPrint is installed; it loads our own style sheet and nothing else."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import current_app

STYLE = "desk:checking-copy.css"


class ForeignAddressError(ValueError):
    """Refuse to load what is not ours while a PDF is made."""


@cache
def pdf_ready() -> bool:
    """Say whether the library is there."""
    return find_spec("weasyprint") is not None


def pdf_of(page: str, foot: str) -> bytes:
    """Return the page as PDF with `foot` as a further style sheet."""
    import weasyprint  # noqa: PLC0415 - heavy, and an extra

    style = weasyprint.CSS(string=own_style() + foot, url_fetcher=refuse)
    document = weasyprint.HTML(string=page, base_url="desk:/", url_fetcher=refuse)
    made: bytes = document.write_pdf(stylesheets=[style])
    return made


def own_style() -> str:
    """Return the style sheet of the copy."""
    return (Path(current_app.static_folder or "") / "css" / "checking-copy.css").read_text(encoding="utf-8")


def refuse(url: str, *_more: Any, **_options: Any) -> Any:
    """Load nothing: what the paper needs is handed over with it, and whatever else is asked for is not ours."""
    raise ForeignAddressError(f"A checking copy loads nothing from elsewhere: {url[:80]}")
