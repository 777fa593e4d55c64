"""Say with one mark, readable in black and white, where a line stands: as checkers mark their paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimState
from factcheck.domain.verdicts import Disposition, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mark(StrEnum):
    """Name the marks; the word is what the mark is called beside it."""

    CONFIRMED = "confirmed"
    AS_ATTRIBUTED = "as attributed"
    CHANGE = "change"
    QUERY = "query"
    WRONG = "wrong"
    UNCHECKED = "unchecked"
    NOT_A_FACT = "not a fact"


SYMBOLS: Mapping[Mark, str] = {
    Mark.CONFIRMED: "✓",
    Mark.AS_ATTRIBUTED: "✓a",
    Mark.CHANGE: "✎",
    Mark.QUERY: "?",
    Mark.WRONG: "✗",
    Mark.UNCHECKED: "○",
    Mark.NOT_A_FACT: "–",
}
#: States in which two people at least have had their say.
STANDS = frozenset({ClaimState.AGREED, ClaimState.RULED})
_CHANGES = frozenset({Disposition.MUST_FIX, Disposition.SHOULD_FIX, Disposition.ATTRIBUTE, Disposition.CUT})
_BY_KEY: Mapping[str, Mark] = {
    "confirmed": Mark.CONFIRMED,
    "confirmed_as_attributed": Mark.AS_ATTRIBUTED,
    "needs_change": Mark.CHANGE,
    "cannot_confirm": Mark.QUERY,
    "wrong": Mark.WRONG,
    "not_a_fact": Mark.NOT_A_FACT,
    "opinion": Mark.NOT_A_FACT,
    "satire": Mark.NOT_A_FACT,
    "unproven": Mark.QUERY,
}
#: The truth line of a scale: from here up it is so, from here down it is not.
_SO, _NOT_SO = 4, 2


@dataclass(frozen=True, slots=True)
class Rated:
    """Hold what of a rating decides its mark: its key, its place on the truth line and its tone."""

    key: str
    value: int | None
    tone: str


def mark_of(
    state: ClaimState, attribution: Rated | None, content: Rated | None, disposition: Disposition | None, *, asked: bool
) -> Mark:
    """Return the mark of a claim; a verdict counts once a second person has agreed. `asked`: a question is open."""
    if state is ClaimState.NOT_CHECKABLE:
        return Mark.NOT_A_FACT
    if asked or disposition is Disposition.HOLD_FOR_LEGAL:
        return Mark.QUERY
    if state not in STANDS or content is None:
        return Mark.UNCHECKED
    found = _of_content(content)
    if found is Mark.WRONG or (attribution is not None and attribution.key == "wrong"):
        return Mark.WRONG
    if disposition in _CHANGES:
        return Mark.CHANGE
    # Rightly reported whose word it is, and not settled whether it is so.
    reported = attribution is not None and attribution.key == "accurate"
    return Mark.AS_ATTRIBUTED if found is Mark.QUERY and reported else found


def _of_content(content: Rated) -> Mark:
    if content.value is not None:
        return Mark.CONFIRMED if content.value >= _SO else Mark.WRONG if content.value <= _NOT_SO else Mark.QUERY
    if content.key in _BY_KEY:
        return _BY_KEY[content.key]
    # A desk's own rating is read by its colour.
    if content.tone in {Tone.GOOD, Tone.MILD}:
        return Mark.CONFIRMED
    return Mark.WRONG if content.tone in {Tone.BAD, Tone.ORANGE} else Mark.QUERY
