"""Settle a disputed verdict by votes: two equal ones carry."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from factcheck.domain.policy import Dispute

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How many people vote, by what the policy asks.
SEATS = {Dispute.THIRD: 1, Dispute.PANEL: 3}
CARRY = 2


class PanelState(StrEnum):
    """Say where a vote stands."""

    OPEN = "open"
    CARRIED = "carried"
    SPLIT = "split"
    ENDED = "ended"


class Pair(NamedTuple):
    """Hold the ids of both ratings of one vote: who says so, and is it so."""

    attribution: int
    content: int


def outcome(votes: Sequence[Pair], *, seats: int, sides: Sequence[Pair] = ()) -> tuple[PanelState, Pair | None]:
    """Return where a vote stands and which ratings carried.

    A third person's vote is counted with those of `sides`, who rated already; a panel of three counts by itself.
    """
    counted = Counter([*votes, *(sides if seats == SEATS[Dispute.THIRD] else ())])
    if not votes:
        return PanelState.OPEN, None
    first, most = counted.most_common(1)[0]
    if most >= CARRY:
        return PanelState.CARRIED, first
    return (PanelState.SPLIT if len(votes) >= seats else PanelState.OPEN), None
