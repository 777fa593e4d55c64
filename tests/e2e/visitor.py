"""A visitor over real HTTP: keeps cookies, reads pages, fills in forms as a person without JavaScript would."""

from __future__ import annotations

import http.client
import re
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

VOID = {"input", "br", "img", "meta", "link", "hr"}


@dataclass
class Button:
    """Hold a button: what it sends, its words, and where it leads if not where the form does."""

    name: str
    value: str
    words: str
    action: str


@dataclass
class Form:
    """Hold a form of a page: where it goes, and what it holds before anything is typed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[Button] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._button: tuple[str, str, str] | None = None
        self._link: str | None = None
        self._buffer: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        given = {name for name, _ in attrs}
        if tag in {"script", "style"}:
            self._hidden += 1
        if tag == "form":
            self._form = Form(a.get("action", ""), a.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a" and "href" in a:
            self._link, self._buffer = a["href"], []
        if self._form is None:
            return
        name = a.get("name", "")
        if tag == "input" and name and "disabled" not in given:
            self._input(a, given, name)
        elif tag == "textarea" and name:
            self._area, self._buffer = name, []
            self._form.names.add(name)
        elif tag == "select" and name:
            self._select = name
            self._form.names.add(name)
            self._form.options[name] = []
        elif tag == "option" and self._select is not None:
            self._option(a, given)
        elif tag == "button":
            self._button, self._buffer = (name, a.get("value", ""), a.get("formaction", "")), []

    def _input(self, a: dict[str, str], given: set[str], name: str) -> None:
        assert self._form is not None
        kind = a.get("type", "text")
        self._form.names.add(name)
        if kind in {"radio", "checkbox"}:
            self._form.options.setdefault(name, []).append(a.get("value", "on"))
            if "checked" in given:
                self._form.fields.append((name, a.get("value", "on")))
        elif kind == "file":
            self._form.files.add(name)
        elif kind not in {"submit", "button"}:
            self._form.fields.append((name, a.get("value", "")))

    def _option(self, a: dict[str, str], given: set[str]) -> None:
        assert self._form is not None
        assert self._select is not None
        listed = self._form.options[self._select]
        value = a.get("value", "")
        if "selected" in given or not listed:
            self._form.fields = [pair for pair in self._form.fields if pair[0] != self._select]
            self._form.fields.append((self._select, value))
        listed.append(value)

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._buffer)
        if tag in {"script", "style"}:
            self._hidden -= 1
        if tag == "a" and self._link is not None:
            self.links.append((self._link, " ".join(text.split())))
            self._link = None
        if self._form is None:
            return
        if tag == "textarea" and self._area is not None:
            # The parser of a browser drops the first line end.
            self._form.fields.append((self._area, text.removeprefix("\n")))
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "button" and self._button is not None:
            name, value, action = self._button
            self._form.buttons.append(Button(name, value, " ".join(text.split()), action))
            self._button = None
        elif tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        self._buffer.append(data)
        if not self._hidden:
            self.words.append(data)


@dataclass
class Page:
    """Hold an answer."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    def __post_init__(self) -> None:
        self.html = self.body.decode("utf-8", "replace")
        reader = _Reader()
        reader.feed(self.html)
        self.forms, self.links = reader.forms, reader.links
        self.text = " ".join(" ".join(reader.words).split())

    def form(self, action: str, *, needs: str | None = None, button: str | None = None) -> Form:
        """Return the first form whose action matches, that has the field and the button asked for."""
        for form in self.forms:
            if not re.search(action, form.action or self.url):
                continue
            if needs is not None and needs not in form.names:
                continue
            if button is not None and not any(re.search(button, b.words) for b in form.buttons):
                continue
            return form
        offered = [(f.method, f.action, sorted(f.names), [b.words for b in f.buttons]) for f in self.forms]
        raise AssertionError(f"no form {action!r} {needs or ''} {button or ''} on {self.url}: {offered}")

    def link(self, words: str) -> str:
        """Return where the first link goes whose words match."""
        for href, text in self.links:
            if re.search(words, text):
                return href
        raise AssertionError(f"no link {words!r} on {self.url}: {self.links[:40]}")


class Visitor:
    """Walk a site."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies: dict[str, str] = {}
        self.page: Page | None = None

    def request(self, method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Page:
        """Send one request and follow redirects."""
        url = urljoin(self.page.url if self.page else self.base, url)
        for _ in range(6):
            parts = urlsplit(url)
            connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
            sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
            connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), body, sent)
            answer = connection.getresponse()
            content = answer.read()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            connection.close()
            if answer.status in {301, 302, 303, 307, 308}:
                url, method, body, headers = urljoin(url, answer.headers["Location"]), "GET", None, None
                continue
            self.page = Page(url, answer.status, dict(answer.getheaders()), content)
            return self.page
        raise AssertionError(f"too many redirects at {url}")

    def get(self, url: str) -> Page:
        """Open a page."""
        return self.request("GET", url)

    def submit(
        self,
        form: Form,
        *,
        button: str | None = None,
        files: dict[str, tuple[str, bytes]] | None = None,
        expect: int | None = 200,
        values: Mapping[str, str | list[str]] | None = None,
        **named: str | list[str],
    ) -> Page:
        """Fill in and send a form; a list ticks several boxes of one name."""
        typed = {**(values or {}), **named}
        unknown = set(typed) - form.names
        assert not unknown, f"{unknown} not in {sorted(form.names)}"
        pairs = [(name, value) for name, value in form.fields if name not in typed]
        for name, value in typed.items():
            several = [value] if isinstance(value, str) else value
            pairs += [(name, one) for one in several]
        pressed = next((b for b in form.buttons if button is None or re.search(button, b.words)), None)
        if pressed is not None and pressed.name:
            pairs.append((pressed.name, pressed.value))
        action = (pressed.action if pressed else "") or form.action or (self.page.url if self.page else self.base)
        if form.method == "get":
            page = self.get(action.partition("?")[0] + "?" + urlencode(pairs))
        elif form.files:
            kind, body = _multipart(pairs, files or {}, form.files)
            page = self.request("POST", action, body, {"Content-Type": kind})
        else:
            kind = "application/x-www-form-urlencoded"
            page = self.request("POST", action, urlencode(pairs).encode(), {"Content-Type": kind})
        assert expect is None or page.status == expect, f"{page.status} at {page.url}: {page.text[:2000]}"
        return page


def _multipart(pairs: list[tuple[str, str]], files: dict[str, tuple[str, bytes]], empty: set[str]) -> tuple[str, bytes]:
    edge = uuid.uuid4().hex
    parts = []
    for name, value in pairs:
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name in empty:
        file_name, content = files.get(name, ("", b""))
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    parts.append(f"--{edge}--\r\n".encode())
    return f"multipart/form-data; boundary={edge}", b"".join(parts)
