"""Decide which addresses may be reached. Pure: resolution is passed in, nothing here opens a socket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import idna

from factcheck.domain.captures import Why

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_URL = 2048
_HIGHEST_PORT = 65535
MAX_HOST = 253
DEFAULT_PORTS = {"http": 80, "https": 443}

INSIDE = "This address is not on the public internet, so it is not fetched."
_ENCODED = "This address hides a number address in another notation, so it is not fetched."

# The IANA special-purpose table, 6to4 relays, multicast, and Azure's host address, which answers inside only.
_DENIED_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_DENIED_6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
# Prefixes that carry an IPv4 address inside: allowing one would allow every inside address behind it.
_TRANSLATION = tuple(
    IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::/96")
)

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]|[\ud800-\udfff]")
_PORT = re.compile(r"[1-9][0-9]{0,4}\Z")
_QUAD = re.compile(r"(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\Z")
_NUMBER_LABEL = re.compile(r"([0-9]+|0x[0-9a-f]*)\Z")
_SAFE = "/:?@!$&'()*+,;=-._~%[]"


class GuardError(ValueError):
    """Refuse an address; the text is one sentence for people, `detail` is for the log only."""

    def __init__(self, reason: str, why: Why = Why.ADDRESS, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.why = why
        self.detail = detail or reason


@dataclass(frozen=True, slots=True)
class Target:
    """Hold one checked URL: what to resolve, what to send."""

    scheme: str
    host: str
    """ASCII form (xn--), or an address without brackets."""
    shown: str
    """Unicode form for people; the ASCII form is shown beside it where they differ."""
    port: int
    path: str
    """Path and query as sent, percent-encoded ASCII."""
    literal: Address | None

    @property
    def netloc(self) -> str:
        """Write host and port as the Host header wants them."""
        host = f"[{self.host}]" if isinstance(self.literal, IPv6Address) else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Write the URL in the form that is fetched and kept."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def parse_networks(nets: Iterable[str]) -> tuple[Network, ...]:
    """Read the list of inside networks that a desk allows.

    Errors: ValueError for a malformed network, or one that translates IPv4 addresses.
    """
    read: list[Network] = []
    for text in nets:
        network = ip_network(text.strip(), strict=False)
        if isinstance(network, IPv6Network) and any(network.overlaps(prefix) for prefix in _TRANSLATION):
            raise ValueError(f"{text} contains addresses that stand for IPv4 ones; name the IPv4 network instead.")
        read.append(network)
    return tuple(read)


def unwrap(address: Address) -> Address:
    """Take the IPv4 address out of its IPv6-mapped form."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def is_allowed(address: Address, allow: Collection[Network] = ()) -> bool:
    """Say whether an address is on the public internet, or in a network that the desk allows."""
    plain = unwrap(address)
    if isinstance(plain, IPv6Address) and plain.scope_id is not None:
        return False
    if any(plain in network for network in allow if network.version == plain.version):
        return True
    if isinstance(plain, IPv4Address):
        return not any(plain in network for network in _DENIED_4)
    return plain in _PUBLIC_6 and not any(plain in network for network in _DENIED_6)


def check_addresses(answers: Iterable[str], allow: Collection[Network] = ()) -> tuple[Address, ...]:
    """Check all answers for a name; one that is not allowed refuses the name.

    Errors: GuardError when there is none, or when any is inside.
    """
    checked: dict[Address, None] = {}
    for text in answers:
        try:
            address = ip_address(text)
        except ValueError:
            raise GuardError(INSIDE, Why.INSIDE, f"unreadable address {text!r}") from None
        if not is_allowed(address, allow):
            raise GuardError(INSIDE, Why.INSIDE, f"resolves to {text}")
        checked[unwrap(address)] = None
    if not checked:
        raise GuardError("This address could not be resolved; check the spelling, or try again later.", Why.DNS)
    return tuple(checked)


def check_url(
    url: str,
    *,
    extra_ports: Collection[int] = (),
    allow: Collection[Network] = (),
    own_hosts: Collection[str] = (),
) -> Target:
    """Check a URL as text and split it.

    `own_hosts` are `host` or `host:port` of this desk. Errors: GuardError with the sentence to show.
    """
    if len(url) > MAX_URL:
        raise GuardError(f"This address is longer than {MAX_URL} characters, so it is not fetched.")
    if _FORBIDDEN.search(url):
        raise GuardError("This address contains a space, a backslash or a control character; copy it again.")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise GuardError("This is not a complete web address.") from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise GuardError("Only http and https addresses are fetched.")
    authority = parts.netloc
    if not authority:
        raise GuardError("This is not a complete web address.")
    if "@" in authority:
        raise GuardError("This address contains a user name or password, so it is not fetched.")
    if "%" in authority:
        raise GuardError("This address has a percent sign in its host name, so it is not fetched.")
    hostname, port = _split_authority(authority, DEFAULT_PORTS[scheme])
    if port not in {80, 443, *extra_ports}:
        raise GuardError("Only the web ports 80 and 443 are fetched; an administrator can allow others.")
    host, shown, literal = _check_host(hostname)
    if literal is not None and not is_allowed(literal, allow):
        raise GuardError(INSIDE, Why.INSIDE, f"literal address {literal}")
    if host in own_hosts or f"{host}:{port}" in own_hosts:
        raise GuardError("This is a page of this desk itself; open it here instead of fetching it.", Why.OWN)
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Target(scheme, host, shown, port, path + query, literal)


def _split_authority(authority: str, default: int) -> tuple[str, int]:
    if authority.startswith("["):
        host, bracket, rest = authority.partition("]")
        host += bracket
        if rest and not rest.startswith(":"):
            raise GuardError("This is not a complete web address.")
        port_text = rest[1:]
    else:
        host, colon, port_text = authority.partition(":")
        if colon and not port_text:
            raise GuardError("This address has an empty port number.")
    if not host:
        raise GuardError("This is not a complete web address.")
    if not port_text:
        return host, default
    if not _PORT.match(port_text) or int(port_text) > _HIGHEST_PORT:
        raise GuardError("This address has a port number that does not exist.")
    return host, int(port_text)


def _check_host(hostname: str) -> tuple[str, str, Address | None]:
    if hostname.startswith("["):
        try:
            literal = IPv6Address(hostname.strip("[]"))
        except ValueError:
            raise GuardError("This is not a complete web address.") from None
        return literal.compressed, literal.compressed, literal
    if len(hostname) > MAX_HOST:
        raise GuardError("The host name in this address is too long.")
    try:
        host = idna.encode(hostname.removesuffix("."), uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError, ValueError, IndexError):
        host = _underscored(hostname)
    if host.endswith(".") or len(host) > MAX_HOST:
        raise GuardError("The host name in this address is not valid.")
    if _NUMBER_LABEL.match(host.rsplit(".", 1)[-1]):
        if not _QUAD.match(hostname) or hostname != host:
            raise GuardError(_ENCODED, Why.INSIDE)
        try:
            address = IPv4Address(host)
        except ValueError:
            raise GuardError(_ENCODED, Why.INSIDE) from None
        return host, host, address
    if "." not in host:
        raise GuardError(INSIDE, Why.INSIDE, f"name without a dot: {host}")
    try:
        shown = idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        shown = host
    return host, shown, None


_UNDERSCORED = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+\Z"
)


def _underscored(hostname: str) -> str:
    # Real sites use `_` and `--` in names that IDNA refuses; plain ASCII needs no mapping, so it cannot hide anything.
    host = hostname.lower().removesuffix(".")
    if "xn--" in host or not _UNDERSCORED.match(host):
        raise GuardError("The host name in this address is not valid.")
    return host
