"""Each part as a command, on a few lines of our own: what comes out has the documented form."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import POSTGRESQL

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="en"><head><title>Ferry closed</title>
<meta property="article:published_time" content="2024-03-05T09:00:00Z"></head><body><nav>Home News Sport</nav>
<article><h1>Ferry closed</h1><p>The ferry at Eastmere was closed on Tuesday after its engine failed in the morning.</p>
<p>Nobody was hurt, said Nora Quist, who runs the harbour. It will be open again in a week or two.</p>
</article></body></html>"""
SENTENCES = ["The market was open.", "The lock of Vellmar cost 40 million crowns.", "It rained."]
DOCS = (
    {"id": "lock", "claim": "The lock of Vellmar cost 90 million crowns.", "title": "What the lock cost"},
    {"id": 7, "claim": "Ferries are painted green.", "title": None, "date": "5 March 2024"},
    {"id": "empty"},
)
LONG = "The council met on Tuesday. " * 20_000
PARTS: dict[str, tuple[dict[str, Any], str, Any]] = {
    "sentences": ({"text": "One came. Two left."}, "sentences", ["One came.", "Two left."]),
    "attributions": ({"text": "“It is closed,” Quist said."}, "attributions", None),
    "worth": ({"text": "The lock cost 40 million crowns.", "file": "a"}, "score", None),
    "evidence": ({"claim": "The lock cost 40 million crowns", "sentences": SENTENCES}, "scores", None),
    "wire": ({"text": "VELLMAR (Reuters) - The lock is closed.\n\nIt cost 40 million."}, "wire", "Reuters"),
    "events": ({"text": "The lock of Vellmar is closed."}, "cluster", None),
    "match": ({"query": "the lock of Vellmar"}, "ranking", ["lock"]),
    "extract": ({"html_b64": base64.b64encode(PAGE.encode()).decode(), "url": "https://post.test/a"}, "text", None),
    "date": ({"html_b64": base64.b64encode(PAGE.encode()).decode()}, "date", "2024-03-05"),
}


def lines(path: Path, rows: list[Any]) -> Path:
    path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def command(part: str, folder: Path, rows: list[Any], *more: str) -> list[Any]:
    inputs, docs, out = lines(folder / "in", rows), lines(folder / "docs", list(DOCS)), folder / "out"
    asked = ["--inputs", str(inputs), "--docs", str(docs), "--out", str(out), *more]
    done = subprocess.run(
        [sys.executable, "-m", "bench.public", part, *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_answers_each_line_in_its_form(part: str, tmp_path: Path) -> None:
    item, key, expected = PARTS[part]
    got = command(part, tmp_path, [{"id": "a", **item}, {"id": 2}])
    assert [row["id"] for row in got] == ["a", 2]
    assert all(key in row for row in got)
    assert expected is None or got[0][key] == expected


@pytest.mark.parametrize("part", ["sentences", "attributions", "worth", "wire", "events"])
def test_a_part_takes_long_text(part: str, tmp_path: Path) -> None:
    assert len(command(part, tmp_path, [{"id": 1, "text": LONG}])) == 1


def test_nothing_in_is_nothing_out(tmp_path: Path) -> None:
    assert command("match", tmp_path, []) == []
    assert command("events", tmp_path, []) == []


def test_the_right_sentence_scores_most(tmp_path: Path) -> None:
    got = command("evidence", tmp_path, [{"id": 1, **PARTS["evidence"][0]}])
    assert max(range(3), key=got[0]["scores"].__getitem__) == 1


@pytest.mark.parametrize("address", ["sqlite:///unused.db", pytest.param(POSTGRESQL, marks=pytest.mark.postgresql)])
def test_every_database_gives_the_same_order(address: str, tmp_path: Path) -> None:
    asked = [
        {"id": n, "query": query} for n, query in enumerate(("ferries in green", "lock Vellmar", "' OR \u0000", ""))
    ]
    plain = command("match", tmp_path, asked)
    assert command("match", tmp_path, asked, "--database", address) == plain
    assert plain[0]["ranking"] == [7]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"id": 1}\n{oops\n')
    done = subprocess.run(
        [sys.executable, "-m", "bench.public", "worth", "--inputs", str(tmp_path / "in"), "--out", "/dev/null"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Line 2" in done.stderr
