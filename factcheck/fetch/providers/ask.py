"""Put a provider's questions through the one door out, and its failures into types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.client import Request
from factcheck.fetch.extract.pool import LIST_KINDS
from factcheck.fetch.providers.base import (
    BadAnswerError,
    KeyMissingError,
    KeyRejectedError,
    ProviderDownError,
    RateLimitedError,
    SetupMissingError,
)
from factcheck.fetch.providers.values import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    Params = Mapping[str, object]

    from factcheck.fetch.client import Client
    from factcheck.fetch.extract.model import Extracted
    from factcheck.fetch.extract.pool import Reader
    from factcheck.fetch.guard import Target
    from factcheck.fetch.outcomes import Fetched
    from factcheck.fetch.pacing import Pace

#: The hundreds of a status that says that the question was wrong.
_CLIENT_ERROR = 4
_KEY_STATUSES = frozenset({401, 403})
_KEY_WORDS = (b"api key not valid", b"api_key_invalid", b"invalid api key", b"token_invalid", b"invalid subscription")


@dataclass(frozen=True, slots=True)
class Ask:
    """Hold what one provider needs to ask: the door, its address, its key, the desk's contact and lists."""

    client: Client
    label: str
    base_url: str
    key: str = ""
    key_setting: str = ""
    contact: str = ""
    sources: tuple[str, ...] = ()
    reader: Reader | None = None
    pace: Pace | None = None
    interval: float = 1.0
    headers: Mapping[str, str] = field(default_factory=dict)

    def need_key(self) -> str:
        """Give the key. Errors: KeyMissingError."""
        if not self.key:
            raise KeyMissingError(self.label, self.key_setting)
        return self.key

    def base(self, language: str = "en") -> str:
        """Give the address, `{language}` filled in. Errors: SetupMissingError."""
        if not self.base_url:
            reason = f"{self.label} has no address; an administrator can set it in FACTCHECK_PROVIDER_URLS."
            raise SetupMissingError(reason)
        code = language if language.isalpha() and language.isascii() else "en"
        return self.base_url.replace("{language}", code.lower()).rstrip("/")

    def json(self, path: str, params: Params, headers: Mapping[str, str] | None = None, *, language: str = "en") -> Any:
        """Ask for JSON; parameters that are None or empty are left out."""
        return self._parsed(self._send(self.address(path, params, language=language), headers or {}))

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Any:
        """Send a body and read JSON."""
        return self._parsed(self._send(self.base() + path, headers, body=body))

    def text(self, path: str, params: Params) -> str:
        """Ask for plain text."""
        return self._send(self.address(path, params), {}, accept="*/*").body.decode("utf-8", "replace")

    def listing(self, url: str) -> Extracted:
        """Fetch and read a feed or sitemap. Errors: as for JSON; BadAnswerError where it is neither."""
        fetched = self._send(url, {}, accept="application/rss+xml,application/atom+xml,application/xml,*/*;q=0.5")
        if self.reader is None:
            raise SetupMissingError(f"{self.label} cannot be read here.")
        read = self.reader.read(
            fetched.body,
            kinds=LIST_KINDS,
            url=fetched.final_url,
            media_type=fetched.media_type,
            charset=fetched.charset,
        )
        if not read.readable:
            raise BadAnswerError(self.label, read.reason)
        return read

    def address(self, path: str, params: Params, *, language: str = "en") -> str:
        """Write the address of a question."""
        given = {name: str(value) for name, value in params.items() if value not in (None, "")}
        query = urlencode(given, quote_via=quote)
        return f"{self.base(language)}{path}{'?' if query else ''}{query}"

    def _send(
        self, url: str, headers: Mapping[str, str], *, body: bytes | None = None, accept: str = "application/json"
    ) -> Fetched:
        def gate(target: Target) -> None:
            if self.pace is not None:
                self.pace.turn(target.netloc, self.interval)

        request = Request(
            url,
            method="GET" if body is None else "POST",
            headers={**self.headers, **headers},
            body=body,
            gate=gate,
            accept=accept,
            follow=body is None,
            error_bodies=True,
        )
        fetched = self.client.send(request)
        if fetched.state is not CaptureState.CAPTURED:
            self._fail(fetched)
        return fetched

    def _fail(self, fetched: Fetched) -> None:
        words = fetched.body[:10_000].lower()
        if fetched.why in {Why.RATE_LIMITED, Why.BUSY}:
            raise RateLimitedError(self.label, fetched.retry_after)
        if fetched.status in _KEY_STATUSES or any(word in words for word in _KEY_WORDS):
            if self.key:
                raise KeyRejectedError(self.label)
            raise ProviderDownError(f"{self.label} does not let this desk in.")
        if fetched.state in {CaptureState.TRUNCATED, CaptureState.DAMAGED} or fetched.status // 100 == _CLIENT_ERROR:
            raise BadAnswerError(self.label, f"{fetched.state} {fetched.status}")
        raise ProviderDownError(f"{self.label} did not answer: {fetched.reason}", fetched.retry_after)

    def _parsed(self, fetched: Fetched) -> Any:
        try:
            return read_json(fetched.body)
        except (ValueError, RecursionError) as error:
            raise BadAnswerError(self.label, str(error)[:200]) from None
