"""Let a desk run for hours under steady use: `python -m bench.soak [--hours 2] [--rate 2] [--seed 1]`.

Starts `factcheck up` as a person would, walks the main job once, then asks `--rate` requests a second: pages, searches,
evidence, new articles. Once a minute it counts memory, open files and threads of everything that was started. Prints
one line of JSON: requests by status, latency in ms, and each count after the warm-up, at its most and at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bench.desk import free_port, load, memory_mb, until
from tests.e2e.smoke import is_ready, start, stop
from tests.e2e.walk import Walk, wait_for

if TYPE_CHECKING:
    from tests.e2e.visitor import Visitor

WARM = 300.0  # seconds before the first count
MINUTE = 60.0
START_SECONDS = 60.0
#: How many of a thousand requests bring in an article, log evidence, or read a page.
ARTICLES, EVIDENCE = 4, 60
FOLLOWS = 0.5  # share of pages on which somebody follows a link
READ = [
    "/",
    "/articles",
    "/queue",
    "/stats",
    "/log",
    "/p",
    "/documents",
    "/search?q=lighthouse",
    "/notices",
    "/healthz",
]


class Soak:
    """Hold a desk's people, and what came of their requests."""

    def __init__(self, walk: Walk, seed: int) -> None:
        """Take over the people of a walk that was done."""
        self.walk = walk
        self.dice = random.Random(seed)
        self.status: Counter[int] = Counter()
        self.took: list[float] = []
        self.articles = 0
        #: A claim that stays open, for evidence.
        self.claim = self._open_claim()

    def _open_claim(self) -> str:
        """Bring in an article, give its claim to Carl, and return the claim's address."""
        edith, base = self.walk.visitors["edith"], self.walk.base
        self._bring_in()
        assert edith.page is not None
        article = edith.page.url.partition("?")[0]
        href = wait_for(lambda: re.search(r"\?claim=(\d+)", edith.get(article + "?tab=claims").html), "a claim")
        there = f"{article}?claim={href[1]}"
        edith.submit(edith.get(there).form(r"/confirm$", button="^Confirm(?! all)"))
        page = edith.get(there)
        carl = re.search(r'<option[^>]*value="(\d+)"[^>]*>[^<]*Carl', page.html)
        assert carl is not None
        edith.submit(page.form("/assign$", needs="checker"), checker=carl[1])
        return base + edith.get(there).link("Evidence and verdict")

    def once(self) -> None:
        """Do one thing that a desk does."""
        began = time.monotonic()
        throw = self.dice.randrange(1000)
        if throw < ARTICLES:
            page = self._bring_in()
        elif throw < ARTICLES + EVIDENCE:
            page = self._log()
        else:
            who = self.dice.choice(sorted(self.walk.visitors))
            page = self._read(self.walk.visitors[who])
        self.took.append(time.monotonic() - began)
        self.status[page] += 1

    def _read(self, visitor: Visitor) -> int:
        page = visitor.request("GET", self.dice.choice((*(self.walk.base + path for path in READ), self.claim)))
        links = [href for href, _ in page.links if re.match(r"/(?:articles|claims|p)/", href)]
        if links and self.dice.random() < FOLLOWS:
            self.status[page.status] += 1
            page = visitor.request("GET", self.dice.choice(links))
        return page.status

    def _bring_in(self) -> int:
        self.articles += 1
        edith = self.walk.visitors["edith"]
        page = edith.request("GET", self.walk.base + "/articles/new")
        year = 1700 + self.articles % 300
        text = f"Harbour notes {self.articles}\n\nThe harbour of Brenholm opened in {year}, the board said.\n"
        return edith.submit(page.form("/articles$", needs="text"), text=text, confidential="y", expect=None).status

    def _log(self) -> int:
        carl = self.walk.visitors["carl"]
        form = carl.request("GET", self.claim + "?kind=call").form("/evidence$", needs="who")
        return carl.submit(
            form,
            who="County archive",
            at_1="2026-05-04T10:12",
            outcome_1="spoke",
            stance="context",
            excerpt="Still 1871.",
            expect=None,
        ).status


def counts(pid: int) -> dict[str, float]:
    """Count what a process and its children hold: MB, open files, threads, and how many they are."""
    files = threads = processes = 0
    waiting = [pid]
    while waiting:
        one = Path(f"/proc/{waiting.pop()}")
        try:
            files += sum(1 for _ in (one / "fd").iterdir())
            tasks = list((one / "task").iterdir())
            waiting += (int(child) for task in tasks for child in (task / "children").read_text().split())
        except OSError:
            continue
        threads += len(tasks)
        processes += 1
    return {"mb": round(memory_mb(pid), 1), "files": files, "threads": threads, "processes": processes}


def main() -> int:
    """Run, and print what came of it; the exit code says whether any request failed on the server's side."""
    parser = argparse.ArgumentParser(description="Let a desk run for hours and watch what it holds.")
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, log, port = f"{folder}/data", Path(folder) / "log", free_port()
        desk = start([sys.executable, "-m", "factcheck"], data, port, log)
        try:
            until(lambda: is_ready(port), START_SECONDS, "/healthz")
            until(lambda: "one-time password" in log.read_text(), START_SECONDS, "the login")
            login = re.search(r"as (\S+) with the one-time password (\S+)", log.read_text())
            assert login is not None
            walk = Walk(f"http://127.0.0.1:{port}", login[1], login[2])
            walk.all()
            soak, seen = Soak(walk, given.seed), []
            began = time.monotonic()
            end, next_count = began + given.hours * 3600, began + min(WARM, given.hours * 360)
            while time.monotonic() < end:
                due = time.monotonic() + 1 / given.rate
                soak.once()
                if time.monotonic() >= next_count:
                    seen.append(counts(desk.pid))
                    next_count += MINUTE
                time.sleep(max(0.0, due - time.monotonic()))
            stop(desk, data)
        finally:
            if desk.poll() is None:
                desk.kill()
                print(log.read_text()[-3000:], file=sys.stderr)
    took = sorted(soak.took)
    held = {key: [one[key] for one in seen] for key in seen[0]}
    print(
        json.dumps(
            {
                "hours": given.hours,
                "requests": sum(soak.status.values()),
                "status": dict(sorted(soak.status.items())),
                "articles": soak.articles,
                "p50_ms": round(statistics.median(took) * 1000, 1),
                "p95_ms": round(took[int(len(took) * 0.95)] * 1000, 1),
                **{key: {"warm": many[0], "most": max(many), "end": many[-1]} for key, many in held.items()},
                "machine": load(),
            }
        )
    )
    return 1 if any(status >= 500 for status in soak.status) else 0


if __name__ == "__main__":
    sys.exit(main())
