"""Fetch one URL through the one door out: checked, pinned, bounded, its chain kept."""

from __future__ import annotations

import hashlib
import http.client
import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import structlog
from urllib3.exceptions import HTTPError, SSLError

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch import answers, guard, resolve
from factcheck.fetch.guard import GuardError
from factcheck.fetch.outcomes import Fetched, Hop, Validators
from factcheck.fetch.wire import Deadline, Proxy, exchange, read_body

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

    from factcheck.config import Settings
    from factcheck.fetch.guard import Address, Network, Target

log = structlog.get_logger(__name__)

MAX_REDIRECTS = 5
MAX_ADDRESSES = 3
ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
MEGABYTE = 1024 * 1024
MAX_ERROR = 64 * 1024

Gate = Callable[[guard.Target], None]
"""Called before each hop is asked; raises BlockedError to stop there. Robots and pacing come in by it."""


class BlockedError(Exception):
    """Stop a chain before the next hop is asked."""

    def __init__(self, reason: str, why: Why, state: CaptureState = CaptureState.BLOCKED) -> None:
        super().__init__(reason)
        self.reason = reason
        self.why = why
        self.state = state


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the seconds and bytes of a fetch; `file_…` are for PDF, DOCX and other whole files."""

    page_seconds: float = 15.0
    file_seconds: float = 60.0
    dns_seconds: float = resolve.SECONDS
    wire: int = 5 * MEGABYTE
    decoded: int = 10 * MEGABYTE
    file: int = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what is asked; extra headers go to the first host only and never follow a redirect elsewhere."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    validators: Validators = field(default_factory=Validators)
    gate: Gate | None = None
    follow: bool = True
    accept: str = ACCEPT
    limits: Limits | None = None
    error_bodies: bool = False
    """Keep the start of a body that comes with an error, for services that say there what is wrong."""


@dataclass(frozen=True, slots=True)
class Client:
    """Hold the rules of the door; one for a process, shared by its threads."""

    user_agent: str
    allow: tuple[Network, ...] = ()
    extra_ports: tuple[int, ...] = ()
    own_hosts: Collection[str] = ()
    limits: Limits = field(default_factory=Limits)
    proxy: Proxy | None = None
    resolver: resolve.Resolver = resolve.system_resolver
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(self, url: str, *, validators: Validators | None = None, gate: Gate | None = None) -> Fetched:
        """Fetch a page or file; never raises for what the other side does."""
        return self.send(Request(url, validators=validators or Validators(), gate=gate))

    def post(self, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = 10.0) -> Fetched:
        """Deliver a webhook: the same guard, never redirected, only the start of the answer kept."""
        limits = replace(self.limits, page_seconds=seconds, file_seconds=seconds, wire=65536, decoded=65536, file=65536)
        return self.send(
            Request(url, method="POST", headers=headers, body=body, follow=False, accept="*/*", limits=limits)
        )

    def check(self, url: str) -> Target:
        """Check a URL as text, without resolving it. Errors: GuardError."""
        return guard.check_url(url, extra_ports=self.extra_ports, allow=self.allow, own_hosts=self.own_hosts)

    def send(self, request: Request) -> Fetched:
        """Walk the chain of redirects, each hop through every check again."""
        return _Chain(self, request).walk()


def from_settings(settings: Settings, *, resolver: resolve.Resolver = resolve.system_resolver) -> Client:
    """Build the door from the settings; ValueError names a setting that cannot be."""
    context = ssl.create_default_context(cafile=settings.fetch_ca_file or None)
    return Client(
        user_agent=settings.user_agent,
        allow=guard.parse_networks(settings.fetch_allow_nets),
        extra_ports=settings.fetch_extra_ports,
        own_hosts=own_hosts(settings.base_url),
        limits=Limits(
            page_seconds=settings.fetch_page_seconds,
            file_seconds=settings.fetch_file_seconds,
            wire=settings.fetch_wire_mb * MEGABYTE,
            decoded=settings.fetch_decoded_mb * MEGABYTE,
            file=max(settings.fetch_file_mb, settings.fetch_wire_mb) * MEGABYTE,
        ),
        proxy=_proxy(settings.fetch_proxy),
        resolver=resolver,
        context=context,
    )


def own_hosts(*base_urls: str) -> frozenset[str]:
    """Name this desk's own hosts: any port of a name, one port of a number address."""
    own: set[str] = set()
    for base in filter(None, base_urls):
        parts = urlsplit(base)
        host = (parts.hostname or "").lower()
        is_number = host.replace(".", "").isdigit() or ":" in host
        own.add(f"{host}:{parts.port or guard.DEFAULT_PORTS.get(parts.scheme, 0)}" if is_number else host)
    return frozenset(own)


def _proxy(text: str) -> Proxy | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme != "http" or not parts.hostname or not parts.port:
        raise ValueError("FACTCHECK_FETCH_PROXY must look like http://host:port.")
    return Proxy(parts.hostname, parts.port)


class _Chain:
    """Walk one chain of redirects under one deadline."""

    def __init__(self, client: Client, request: Request) -> None:
        self.client = client
        self.request = request
        self.limits = request.limits or client.limits
        self.deadline = Deadline(self.limits.page_seconds)
        self.hops: list[Hop] = []
        self.flags: list[str] = []
        self.final_url = request.url

    def walk(self) -> Fetched:
        url = self.request.url
        while True:
            try:
                target = self.client.check(url)
                self.final_url = target.url
                if self.request.gate is not None:
                    self.request.gate(target)
                addresses = self._addresses(target)
            except GuardError as error:
                log.info("fetch_refused", url=_shown(url), why=error.why, detail=error.detail, hop=len(self.hops))
                state = CaptureState.FAILED if error.why is Why.DNS else CaptureState.REFUSED
                return self._end(state, error.reason, error.why)
            except BlockedError as error:
                return self._end(error.state, error.reason, error.why)
            outcome = self._ask(target, addresses)
            if isinstance(outcome, Fetched):
                return outcome
            if target.scheme == "https" and outcome.lower().startswith("http:"):
                self.flags.append("https→http")
            url = outcome

    def _addresses(self, target: Target) -> tuple[Address, ...]:
        if target.literal is not None:
            return (guard.unwrap(target.literal),)
        seconds = min(self.limits.dns_seconds, self.deadline.left)
        found = resolve.resolve(self.client.resolver, target.host, target.port, seconds)
        return guard.check_addresses(found, self.client.allow)

    def _headers(self) -> dict[str, str]:
        headers = {
            "User-Agent": self.client.user_agent,
            "Accept": self.request.accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        if not self.hops:
            validators = self.request.validators
            if validators.etag:
                headers["If-None-Match"] = validators.etag
            if validators.last_modified:
                headers["If-Modified-Since"] = validators.last_modified
            headers.update(self.request.headers)
        return headers

    def _ask(self, target: Target, addresses: tuple[Address, ...]) -> Fetched | str:
        """Ask up to three addresses for one hop; gives the outcome, or the next URL."""
        failure = ("This address did not answer.", Why.CONNECTION)
        chosen = addresses[:MAX_ADDRESSES]
        for tries, address in zip(range(len(chosen), 0, -1), chosen, strict=True):
            if self.deadline.over:
                break
            asked_at = datetime.now(UTC)
            try:
                return self._one(target, address, asked_at, tries)
            except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
                log.info("fetch_failed", url=_shown(target.url), ip=str(address), error=repr(error)[:300])
                failure = _explain(error)
                self.hops.append(Hop(0, target.url, str(address), asked_at))
                # A request that may have been read is not sent to a second machine.
                if failure[1] is not Why.CONNECTION or self.request.method != "GET":
                    break
        if self.deadline.over:
            return self._end(CaptureState.TIMED_OUT, "This address took too long to answer.", Why.NONE)
        state = CaptureState.REFUSED if failure[1] is Why.CERTIFICATE else CaptureState.FAILED
        return self._end(state, *failure)

    def _one(self, target: Target, address: Address, asked_at: datetime, tries: int) -> Fetched | str:
        request = self.request
        with exchange(
            target,
            address,
            request.method,
            self._headers(),
            request.body,
            deadline=self.deadline,
            context=self.client.context,
            proxy=self.client.proxy,
            tries=tries,
        ) as response:
            self.hops.append(Hop(response.status, target.url, str(address), asked_at))
            location: list[str] = response.headers.getlist("location")
            if response.status in answers.REDIRECTS and location:
                return self._next(target, location)
            return self._answer(response)

    def _next(self, target: Target, location: list[str]) -> Fetched | str:
        if not self.request.follow:
            return self._end(
                CaptureState.REFUSED, "This address answers with a redirect, which is not followed here.", Why.REDIRECT
            )
        if len(self.hops) > MAX_REDIRECTS:
            return self._end(
                CaptureState.REFUSED, f"This address redirects more than {MAX_REDIRECTS} times.", Why.TOO_MANY_REDIRECTS
            )
        if len(location) > 1 or len(location[0]) > guard.MAX_URL:
            return self._end(
                CaptureState.REFUSED, "This address redirects to something that is not a web address.", Why.REDIRECT
            )
        # http.client reads header bytes as Latin-1; servers send UTF-8 there.
        # What the guard refuses (space, backslash, control characters) stays as it is, for the guard to refuse.
        raw = quote(location[0].encode("latin-1", "replace"), safe="!#$%&'()*+,/:;=?@[]~\\ \t\r\n\x00")
        try:
            return str(urljoin(target.url, raw))
        except ValueError:
            return self._end(
                CaptureState.REFUSED, "This address redirects to something that is not a web address.", Why.REDIRECT
            )

    def _answer(self, response: BaseHTTPResponse) -> Fetched:
        verdict = answers.by_status(response.status, response.headers.get("retry-after", ""))
        headers = tuple(
            (name, value[:8192]) for name, value in response.headers.items() if name.lower() != "set-cookie"
        )
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if verdict is not None:
            told = b""
            if self.request.error_bodies and encoding in answers.ENCODINGS:
                gzipped = encoding.endswith("gzip")
                told = read_body(response, self.deadline, gzipped=gzipped, wire=MAX_ERROR, decoded=MAX_ERROR).data
            return self._end(
                verdict.state,
                verdict.reason,
                verdict.why,
                headers=headers,
                body=told,
                retry_after=verdict.retry_after,
            )
        if encoding not in answers.ENCODINGS:
            return self._end(
                CaptureState.REFUSED,
                "The page was sent in a compression that is not accepted.",
                Why.ENCODING,
                headers=headers,
            )
        media_type, charset = answers.content_type(response.headers.get("content-type", ""))
        wire, decoded = self.limits.wire, self.limits.decoded
        if answers.is_file(media_type):
            self.deadline.extend(self.limits.file_seconds)
            wire = decoded = self.limits.file
        body = read_body(response, self.deadline, gzipped=encoding.endswith("gzip"), wire=wire, decoded=decoded)
        state, reason = answers.by_body(body)
        if state is CaptureState.DAMAGED and not body.data:
            return self._end(
                CaptureState.FAILED,
                "The answer broke off before anything could be read.",
                Why.PROTOCOL,
                headers=headers,
            )
        return self._end(
            state, reason, Why.NONE, headers=headers, media_type=media_type, charset=charset, body=body.data
        )

    def _end(
        self,
        state: CaptureState,
        reason: str,
        why: Why,
        *,
        headers: tuple[tuple[str, str], ...] = (),
        media_type: str = "",
        charset: str = "",
        body: bytes = b"",
        retry_after: int | None = None,
    ) -> Fetched:
        fetched = Fetched(
            state=state,
            reason=reason,
            why=why,
            url=self.request.url,
            final_url=self.final_url,
            fetched_at=datetime.now(UTC),
            status=self.hops[-1].status if self.hops else 0,
            chain=tuple(self.hops),
            headers=headers,
            media_type=media_type,
            charset=charset,
            body=body,
            digest=hashlib.sha256(body).hexdigest() if body else "",
            retry_after=retry_after,
            flags=tuple(self.flags),
        )
        return replace(
            fetched, validators=Validators(fetched.header("etag")[:512], fetched.header("last-modified")[:64])
        )


def _shown(url: str) -> str:
    # What stands behind the question mark may be a key, or what a confidential story is about.
    return url.partition("?")[0][:200]


_CERTIFICATE = (
    (("expired",), "it has expired"),
    (("not yet valid",), "it is not valid yet"),
    (("self-signed", "self signed"), "it is signed by nobody known"),
    (("mismatch", "not valid for"), "it is for another name"),
    (("unable to get", "unable to verify"), "its issuer is not known"),
)


def _explain(error: Exception) -> tuple[str, Why]:
    """Put an error of the wire into words, without addresses."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (f"The site's certificate is not valid: {_certificate(cause)}.", Why.CERTIFICATE)
        cause = cause.__cause__ or (cause.args[0] if cause.args and isinstance(cause.args[0], BaseException) else None)
    if isinstance(error, (SSLError, ssl.SSLError)):
        return ("No secure connection to this address could be made.", Why.CERTIFICATE)
    if isinstance(error, (http.client.HTTPException, ValueError)):
        return ("The answer from this address is not valid HTTP.", Why.PROTOCOL)
    return ("This address did not answer, or broke the connection.", Why.CONNECTION)


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    words = (error.verify_message or "").lower()
    told = next((told for signs, told in _CERTIFICATE if any(sign in words for sign in signs)), "")
    # What is wrong with it otherwise, such as what a strict check asks for, says OpenSSL best.
    return told or (f"it breaks a rule for certificates ({words})" if words else "its issuer is not known")
