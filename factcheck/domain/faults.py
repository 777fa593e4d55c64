"""Gather all that is wrong with what somebody typed, so that she reads it at once and not one fault a try."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar, cast

from factcheck.domain.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class Faults:
    """Hold refusals until `settle` raises the first with the others in its train."""

    def __init__(self) -> None:
        self._found: list[InvalidInput] = []

    def add(self, sentence: str, *, field: str) -> None:
        """Note a fault of a field; of each field the first is told."""
        if all(known.field != field for known in self._found):
            self._found.append(InvalidInput(sentence, field=field))

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Note a refusal raised within, and go on behind it."""
        try:
            yield
        except InvalidInput as error:
            for one in (error, *error.others):
                self.add(str(one), field=one.field or "")

    def take(self, ask: Callable[[], T]) -> T:
        """Return what `ask` returns, or note its refusal; the value is good only behind `settle`."""
        found: list[T] = []
        with self.gather():
            found.append(ask())
        return found[0] if found else cast("T", None)

    def need(self, value: T | None, sentence: str, *, field: str) -> T:
        """Return `value`, or note that it is missing; it is good only behind `settle`."""
        if value is None:
            self.add(sentence, field=field)
        return cast("T", value)

    def settle(self) -> None:
        """Raise InvalidInput where anything was found."""
        if self._found:
            first, *rest = self._found
            raise InvalidInput(str(first), field=first.field or None, others=tuple(rest))
