"""Keep words of confidential evidence out of what people wrote elsewhere, where a paper or a sheet leaves the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.services.bundle_withheld import Withheld

KEPT_BACK = "(withheld: words of a confidential source)"


class OpenWords:
    """Ask of every free text whether it may leave the desk."""

    def __init__(self, closed: Withheld | None) -> None:
        self._words = closed.words if closed is not None else frozenset()

    def told(self, text: str) -> str:
        """Return a text, or in its place that it is kept back because a secret's words stand in it."""
        plain = text.casefold()
        return KEPT_BACK if any(word in plain for word in self._words) else text
