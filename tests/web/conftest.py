"""Every page that any test of this folder fetches is held to the rules of every page."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient

from tests.web.page_rules import problems


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
