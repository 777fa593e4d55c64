"""A desk on a free loopback port, and a browser; skipped in one line where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.live import Live, Running
from tests.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = "/usr/bin/chromium"
HERE = Path(__file__).parent
#: Told by the page itself, before any of its own script: what the policy refused.
LISTEN = (
    "addEventListener('securitypolicyviolation', "
    "e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if Path(CHROMIUM).exists():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"no {CHROMIUM}"))


@pytest.fixture(scope="module")
def live(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("live")
    folder.chmod(0o700)
    database = folder / "desk.sqlite3"
    shutil.copy(migrated_sqlite, database)
    with Running(folder, database) as running:
        yield running.live


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def signed_in(live: Live, browser: Browser) -> dict[str, Any]:
    """Sign one of each role in once, and a second checker; return the cookies of each."""
    found: dict[str, Any] = {}
    for name in ("ada", "eda", "cleo", "cass"):
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{live.base}/login")
        tab.fill("[name=email]", f"{name}@desk.test")
        tab.fill("[name=password]", PASSWORD)
        tab.click("main [type=submit]")
        found[name] = context.storage_state()
        context.close()
    return found


class Window:
    """A tab that remembers what went wrong in it."""

    def __init__(self, context: BrowserContext, live: Live) -> None:
        self.live = live
        self.context = context
        self.complaints: list[str] = []
        context.add_init_script(LISTEN)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda m: self._note(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self._note(str(e)))
        self.page.on("request", lambda r: self._asked(r.url))

    def _note(self, text: str) -> None:
        # A page that is not there is one of those opened on purpose.
        if "404 (NOT FOUND)" not in text:
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.live.base).netloc:
            self.complaints.append(f"asked elsewhere: {url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.live.base + path, wait_until="load")
        return self.page

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
