"""Tell rows as the records of a proof bundle: every column by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect

from factcheck.proof.canonical import canonical, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.models import Base


def record(row: Base, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return a row's columns by the names that the code has for them."""
    left_out = set(without)
    names = [column.key for column in inspect(type(row)).column_attrs if column.key not in left_out]
    return {name: plain(getattr(row, name)) for name in names}


def as_file(records: Iterable[Any]) -> str:
    """Return records as JSON, one on a line, so that people can read a difference."""
    lines = ",\n".join(canonical(one) for one in records)
    return f"[\n{lines}\n]\n" if lines else "[]\n"
