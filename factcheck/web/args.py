"""Read filters out of an address; what is not on the list is as if it were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_LONGEST = 200
_MOST_DIGITS = 9
_MOST_ID_DIGITS = 15


def number_arg(name: str, default: int = 0) -> int:
    """Return a number of the address, `default` where it is none or longer than nine digits."""
    raw = request.args.get(name, "")
    if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    return default


def number_or_none(name: str) -> int | None:
    """Return a number of the address, None where it is none."""
    number = number_arg(name, -1)
    return None if number < 0 else number


def id_field(name: str) -> int:
    """Return an id out of a form, 0 where it is none."""
    raw = request.form.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_ID_DIGITS else 0


def choice_arg(name: str, allowed: Collection[str], default: str = "") -> str:
    """Return a word of the address if it is one of `allowed`."""
    raw = request.args.get(name, "")
    return raw if raw in allowed else default


def words_arg(name: str) -> str:
    """Return what was typed, cut to 200 characters, without what no database can hold."""
    raw = request.args.get(name, "")[:_LONGEST]
    return raw.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8").strip()


def page_address(endpoint: str, **values: object) -> Callable[[int], str]:
    """Return a function: number of a page → its address with the same filters."""
    kept = {name: value for name, value in values.items() if value not in {"", None}}
    return lambda page: url_for(endpoint, **kept, page=page)  # type: ignore[arg-type]  # the filters' own values
