"""What any provider may answer: errors by type, hostile JSON, keys that leak nowhere; and the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.config import Settings
from factcheck.fetch.client import Client
from factcheck.fetch.providers import registry
from factcheck.fetch.providers.base import (
    BadAnswerError,
    KeyMissingError,
    KeyRejectedError,
    ProviderDownError,
    ProviderError,
    Query,
    RateLimitedError,
    Results,
)
from factcheck.fetch.providers.registry import ask_for, manual_links, providers
from factcheck.fetch.providers.values import read_json

from .serving import Server, drip, flood, raw, reply

Door = Callable[..., Client]
NETWORK = [name for name in providers() if name not in {"feeds", "sitemaps", "wayback"}]


def ask_one(door: Door, server: Server, name: str, *, key: str = "secret", text: str = "the ferry") -> Results:
    provider = providers()[name]
    keys = {name: key} if key else {}
    settings = Settings(provider_urls={name: server.url}, provider_keys=keys)
    return provider.search(Query(text), ask_for(provider, settings, door(page_seconds=0.3)))


@pytest.mark.parametrize("name", NETWORK)
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (429, RateLimitedError),
        (503, ProviderDownError),
        (500, ProviderDownError),
        (404, BadAnswerError),
        (400, BadAnswerError),
    ],
)
def test_errors_have_types(door: Door, server: Server, name: str, status: int, expected: type[ProviderError]) -> None:
    server.default = reply(status, "words", Retry_After="7")
    with pytest.raises(expected) as error:
        ask_one(door, server, name)
    assert str(error.value).endswith(".")
    if isinstance(error.value, (RateLimitedError, ProviderDownError)) and status != 500:
        assert error.value.retry_after == 7
    assert "secret" not in str(error.value)


HOSTILE: list[Any] = [None, [], 5, "x", True, {"query": 5}, {"query": {"search": [5, {"title": {}}], "pages": {}}}]
HOSTILE += [{"claims": [{"text": 5, "claimReview": "x"}, 7]}, {"results": {"a": 1}}, {"results": [None, {"title": []}]}]
HOSTILE += [{"articles": [{"url": ["x"]}]}, {"message": {"items": "x"}}, {"web": [], "webPages": 1}, {"search": [[]]}]
HOSTILE += [
    {"esearchresult": {"idlist": [1, {}, "x"]}},
    {"results": [{"packageId": "../..", "title": "x"}], "count": "x"},
]


@pytest.mark.parametrize("name", NETWORK)
def test_answers_of_any_shape_are_no_crash(door: Door, server: Server, name: str) -> None:
    for shape in HOSTILE:
        server.default = reply(200, json.dumps(shape))
        try:
            assert ask_one(door, server, name).hits == ()
        except ProviderError as error:
            assert str(error).endswith(".")  # noqa: PT017 - an error is one of two good ends


@pytest.mark.parametrize(
    "data", [b"[" * 200_000, b'{"a":' * 200_000, b"NaN", b'{"a": Infinity}', b"<html>", b"", b"\xff\xfe", b"1" * 5000]
)
def test_row_113_hostile_json_is_a_bad_answer(door: Door, server: Server, data: bytes) -> None:
    server.default = reply(200, data)
    with pytest.raises(BadAnswerError):
        ask_one(door, server, "crossref")


def test_json_with_brackets_in_words_is_fine() -> None:
    assert read_json(json.dumps({"a": "[" * 500 + '\\"]'}).encode()) == {"a": "[" * 500 + '\\"]'}


def test_answers_without_end_are_cut(door: Door, server: Server) -> None:
    server.default = drip(b"HTTP/1.1 200 OK\r\n\r\n{", b" ", 0.02)
    with pytest.raises(ProviderDownError):
        ask_one(door, server, "crossref")
    server.default = flood(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536)
    with pytest.raises((BadAnswerError, ProviderDownError)):
        ask_one(door, server, "crossref")
    server.default = raw(b"nonsense")
    with pytest.raises(ProviderDownError):
        ask_one(door, server, "crossref")


@pytest.mark.parametrize("name", ["google_factcheck", "brave", "bing", "govinfo"])
def test_a_missing_key_is_said_before_anything_is_sent(door: Door, server: Server, name: str) -> None:
    with pytest.raises(KeyMissingError, match="FACTCHECK_"):
        ask_one(door, server, name, key="")
    assert not server.asked


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, ""), (403, ""), (400, '{"error": {"message": "API key not valid. Please pass a valid API key."}}')],
)
def test_a_key_that_is_not_accepted_is_told_apart(door: Door, server: Server, status: int, body: str) -> None:
    server.default = reply(status, body)
    with pytest.raises(KeyRejectedError) as error:
        ask_one(door, server, "google_factcheck")
    assert not error.value.retry


def test_a_key_does_not_follow_a_redirect(door: Door, server: Server, another: Server) -> None:
    server.default = reply(302, Location=another.url + "/x")
    another.default = reply(200, "{}")
    provider = providers()["google_factcheck"]
    settings = Settings(provider_urls={provider.name: server.url}, google_factcheck_key="secret")
    provider.search(Query("x"), ask_for(provider, settings, door(another)))
    assert "x-goog-api-key" not in another.asked[0].headers


def test_every_provider_says_what_it_is() -> None:
    for name, provider in providers().items():
        assert provider.name == name
        assert provider.label
        assert provider.limits.endswith(".")
        assert isinstance(provider.outside, bool)


def test_a_provider_is_a_small_module() -> None:
    folder = Path(registry.__file__).parent
    assert all(len(path.read_text().splitlines()) <= 150 for path in folder.glob("*.py"))


class _Point:
    def __init__(self, name: str, made: object) -> None:
        self.name, self._made = name, made

    def load(self) -> object:
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


class _Own:
    name, label, outside, needs_key, base_url, limits = "own", "Own", False, False, "", "None."

    def search(self, query: Query, ask: object) -> Results:
        return Results(note=f"{query.text} {ask}")


def test_others_add_providers_by_entry_point_and_broken_ones_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [_Point("own", _Own), _Point("broken", ImportError("no")), _Point("odd", object())]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == "factcheck.providers" else [])
    registry.providers.cache_clear()
    found = registry.providers()
    registry.providers.cache_clear()
    assert isinstance(found["own"], _Own)
    assert "wikipedia" in found


def test_a_provider_of_an_installed_distribution_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay a distribution out as an installer does: a module, and its metadata beside it."""
    (tmp_path / "chronicle_provider.py").write_text(
        "class Chronicle:\n"
        "    name, label, outside, needs_key = 'chronicle', 'The Chronicle', True, False\n"
        "    base_url, limits = 'https://api.chronicle.example', 'One a second.'\n"
        "    def search(self, query, ask):\n"
        "        raise NotImplementedError\n"
    )
    about = tmp_path / "chronicle_provider-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: chronicle-provider\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[factcheck.providers]\nchronicle = chronicle_provider:Chronicle\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry.providers.cache_clear()
    try:
        found = registry.providers()["chronicle"]
    finally:
        registry.providers.cache_clear()
    assert (found.label, found.outside) == ("The Chronicle", True)


def test_links_to_search_by_hand_carry_the_words() -> None:
    links = manual_links(Query('"It sank" & more', language="de"))
    assert ("DuckDuckGo", "https://duckduckgo.com/?q=%22It+sank%22+%26+more") in links
    assert any(address.startswith("https://de.wikipedia.org/") for _, address in links)
    assert all(address.startswith("https://") and " " not in address for _, address in links)


def test_the_words_of_a_query_are_bounded() -> None:
    assert len(Query("x " * 5000).words) <= 500
    assert Query("", terms=("a",), quoted=('"b"',)).words == '"b" a'
    assert (Query("x", limit=0).most, Query("x", limit=10_000).most) == (1, 50)
