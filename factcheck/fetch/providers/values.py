"""Read JSON of strangers: bounded in depth, tolerant of any type in any place."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from typing import Any

from factcheck.fetch.charsets import clean
from factcheck.fetch.guard import MAX_URL

MAX_DEPTH = 60
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TAG = re.compile(r"<[^>]{0,1000}>")


def read_json(data: bytes) -> Any:
    """Parse JSON. Errors: ValueError for what is malformed, too deep, or not a number."""
    depth = 0
    for byte in re.sub(rb"[^\[\]{}]", b"", _STRING.sub(b"", data)):
        depth += 1 if byte in b"[{" else -1
        if depth > MAX_DEPTH:
            raise ValueError("too deep")
    return json.loads(data.decode("utf-8", "replace").removeprefix("\ufeff"), parse_constant=_no_constant)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def get(value: Any, *path: str | int) -> Any:
    """Follow keys and indexes; None where one is not there."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Any, *path: str | int, most: int = 2000) -> str:
    """Give a string or number as one line; empty for anything else."""
    found = get(value, *path)
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        return ""
    return " ".join(clean(str(found)).split())[:most]


def plain(value: Any, *path: str | int, most: int = 2000) -> str:
    """Give a string without its markup."""
    return " ".join(html.unescape(_TAG.sub(" ", text(value, *path, most=most * 4))).split())[:most]


def items(value: Any, *path: str | int, most: int = 1000) -> list[dict[str, Any]]:
    """Give the objects of a list."""
    found = get(value, *path)
    return [one for one in found[:most] if isinstance(one, dict)] if isinstance(found, list) else []


def link(value: Any, *path: str | int) -> str:
    """Give an http or https address; empty for anything else."""
    found = text(value, *path, most=4096)
    good = re.match(r"https?://[^\s/]", found, re.IGNORECASE) and " " not in found and len(found) <= MAX_URL
    return found if good else ""


def day(value: Any, *path: str | int) -> str:
    """Give a date of the forms 2024-03-05…, 2024/03/05…, 20240305… as ISO 8601; empty for anything else."""
    found = re.match(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})", text(value, *path))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat() if found else ""
    except ValueError:
        return ""
