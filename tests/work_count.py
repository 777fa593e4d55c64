"""Count work instead of time: a count is the same on a busy machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from sqlalchemy import Engine


def calls_of(act: Callable[[], object]) -> int:
    """Return how many functions were called in this thread, those of Python and those in C, while `act` ran."""
    count = 0

    def note(_frame: FrameType, what: str, _argument: object) -> None:
        nonlocal count
        count += what in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


class QueryCount:
    """Count the statements that an engine runs while the block is open."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.statements: list[str] = []

    def _note(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)

    def __enter__(self) -> Self:
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    @property
    def count(self) -> int:
        """Return how many there were, PRAGMAs and transaction brackets aside."""
        aside = ("PRAGMA", "BEGIN")
        return sum(not statement.startswith(aside) for statement in self.statements)
