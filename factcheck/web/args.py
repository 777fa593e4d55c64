"""Read filters out of an address; what is not on the list is as if it were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from factcheck.domain.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_LONGEST = 200
#: Numbers of claims, drafts and pages, versions, and places in a text are shorter; so are ids.
NUMBER_DIGITS, ID_DIGITS = 9, 15


def whole_number(raw: str, *, digits: int = ID_DIGITS) -> int | None:
    """Return what was typed as a number, None where it is anything but 0 to 9 or longer than `digits`."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= digits else None


def ids_of(typed: Iterable[str]) -> list[int]:
    """Return the ids among what was ticked; what is no id is left out."""
    return [number for raw in typed if (number := whole_number(raw)) is not None]


def ticked_claims() -> list[int]:
    """Return the ids of the claims ticked; none is a refusal, for the button did nothing."""
    ids = ids_of(request.form.getlist("claim"))
    if not ids:
        raise InvalidInput("Select at least one claim.")
    return ids


def number_arg(name: str, default: int = 0) -> int:
    """Return a number of the address, `default` where it is none or longer than nine digits."""
    found = whole_number(request.args.get(name, ""), digits=NUMBER_DIGITS)
    return default if found is None else found


def number_or_none(name: str) -> int | None:
    """Return a number of the address, None where it is none."""
    number = number_arg(name, -1)
    return None if number < 0 else number


def id_field(name: str) -> int:
    """Return an id out of a form, 0 where it is none."""
    return whole_number(request.form.get(name, "")) or 0


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
