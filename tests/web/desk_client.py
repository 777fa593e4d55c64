"""Send forms as a browser does: with the token of the page they stand on."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def value_of(page: str, name: str) -> str:
    """Return the value of the first hidden field `name`."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag)
    found = re.search(r'value="([^"]*)"', tag)
    assert found, tag
    return unescape(found[1])


def send(client: FlaskClient, page: str, to: str = "", **fields: Any) -> TestResponse:
    """Open `page`, then post `fields` to `to` (or to the page itself) with the page's token."""
    found = _TOKEN.search(client.get(page).text)
    assert found, f"no form on {page}"
    return client.post(to or page, data={"csrf_token": found[1], **fields})
