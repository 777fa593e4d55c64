"""Keep words of confidential evidence out of what people wrote elsewhere, where a paper or a sheet leaves the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Draft
from factcheck.services.bundle_withheld import withheld_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.bundle_withheld import Withheld

KEPT_BACK = "(withheld: words of a confidential source)"


def closed_for_outside(session: Session, article_id: int) -> Withheld:
    """Read what of an article stays at the desk; the words of its drafts alone are no secret beside open sources."""
    texts = session.scalars(select(Draft.text).where(Draft.article_id == article_id)).all()
    return withheld_of(session, article_id, texts)


class OpenWords:
    """Ask of every free text whether it may leave the desk."""

    def __init__(self, closed: Withheld | None) -> None:
        self._words = closed.words if closed is not None else frozenset()

    def told(self, text: str) -> str:
        """Return a text, or in its place that it is kept back because a secret's words stand in it."""
        plain = text.casefold()
        return KEPT_BACK if any(word in plain for word in self._words) else text
