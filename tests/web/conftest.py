"""Every page that any test of this folder fetches is held to the rules of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from flask import g, has_app_context
from flask.testing import FlaskClient

from factcheck.db import Database
from factcheck.web.desk import READING
from tests.web.page_rules import problems

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session


def wrong_with(html: str) -> list[str]:
    """Name what a page, or a part of one, breaks."""
    if html.lstrip()[:9].lower() == "<!doctype":
        return problems(html)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    return [f"parse: {code} {detail}" for _, code, detail in parser.errors]


@pytest.fixture(autouse=True)
def well_formed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse each HTML answer strictly."""
    ask = FlaskClient.open

    def open_and_check(self: FlaskClient, *args: Any, **kwargs: Any) -> Any:
        answer = ask(self, *args, **kwargs)
        if (
            answer.mimetype == "text/html"
            and not answer.is_streamed
            and answer.data
            and answer.status_code not in {301, 302, 303}
        ):
            found = wrong_with(answer.text)
            assert not found, f"{args[:1]}: {found[:5]}"
        return answer

    monkeypatch.setattr(FlaskClient, "open", open_and_check)


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse a write while the page's reading is open: what it shows then is older than what was written."""
    write = Database.write

    def write_apart(self: Database) -> AbstractContextManager[Session]:
        assert not (has_app_context() and g.get(READING)), "a page writes while it reads"
        return write(self)

    monkeypatch.setattr(Database, "write", write_apart)
