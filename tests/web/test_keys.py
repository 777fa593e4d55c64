"""The single keys: one table for pages, script and settings; a person's own letters are held to the rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.keys import KEYS, LETTERS, clashes, own_letters, pressed
from factcheck.models import Person
from factcheck.web.frame import NAV
from tests.web.page_rules import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People


def test_every_key_of_a_page_can_be_given_another_letter() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html") if path.name != "styleguide.html"
    )
    used = set(re.findall(r"""(?:data-key="|key=')([^"'{ \d])["']""", text))
    assert used >= {"x", "t", "[", "/"}
    assert used <= LETTERS
    # No key is offered that no page answers to; those of the bar stand in its table.
    text += "\n".join(f'"{keys}"' for *_, keys in NAV)
    assert set(re.findall(r"""["']([^\s\d"'])(?: [a-z])?["']""", text)) >= LETTERS


def test_the_help_page_lists_the_keys_that_there_are_with_ones_own_letters(
    sign_in: Callable[[str], FlaskClient], app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        session.get_one(Person, people.cleo).settings = {"keys": own_letters({"next": "l"})}
    page = sign_in("cleo").get("/help").text
    told = re.findall(r'<dt><kbd class="key">([^<]+)</kbd></dt><dd>([^<]+)</dd>', page)
    assert [words for _, words in told[: len(KEYS)]] == [key.words for key in KEYS]
    assert ("u", "Undo what you did last") in told
    assert ("l", "Next row or claim") in told


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ({}, []),
        ({"next": "l"}, []),
        ({"next": "k"}, ["previous"]),
        ({"next": "k", "previous": "j"}, []),
        ({"next": "7"}, ["next"]),
        ({"next": " "}, ["next"]),
        ({"next": "jj"}, ["next"]),
        ({"next": "é"}, []),
    ],
)
def test_letters_that_clash_are_refused(chosen: dict[str, str], wrong: list[str]) -> None:
    assert list(clashes(chosen)) == wrong


def test_a_letter_given_up_means_nothing_and_swapped_ones_change_places() -> None:
    assert pressed(own_letters({"next": "l"})) == {"l": "j", "j": ""}
    assert pressed(own_letters({"next": "k", "previous": "j"})) == {"k": "j", "j": "k"}
    assert own_letters({key.name: key.letter for key in KEYS}) == {}


def test_settings_keep_own_letters_and_show_them_on_the_caps(sign_in: Callable[[str], FlaskClient]) -> None:
    cleo = sign_in("cleo")
    page = cleo.get("/settings").text

    def values(**changed: str) -> dict[str, str]:
        token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
        version = re.findall(r'name="version"[^>]* value="(\d+)"', page)[0]
        kept = {f"key_{key.name}": key.letter for key in KEYS}
        return {"csrf_token": token, "version": version, "name": "Cleo", "keys_on": "y", "theme": "", "density": ""} | (
            kept | changed
        )

    refused = cleo.post("/settings", data=values(key_next="k"))
    assert refused.status_code == 422
    assert "is already the key for" in refused.text
    assert 'value="k"' in refused.text
    assert cleo.post("/settings", data=values(key_next="l", zone="Nowhere/Else")).status_code == 422
    assert cleo.post("/settings", data=values(key_next="l", zone="Asia/Tokyo", motion="reduce")).status_code == 303
    page = cleo.get("/settings").text
    assert 'data-motion="reduce"' in page
    assert "data-keymap=" in page
    assert re.search(r'data-key="j"[^>]*>.*?<kbd[^>]*>l</kbd>', page)
