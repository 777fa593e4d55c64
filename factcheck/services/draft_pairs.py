"""Pair the claims of lines that changed with what the machine reads there now, and tell whose words have left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from factcheck.text.bm25 import STOP_KEYS
from factcheck.text.words import keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcheck.models import Claim, Occurrence
    from factcheck.services.claim_fold import FoldedClaim
    from factcheck.services.draft_places import Place

#: Two statements of one changed line are the same claim when they are this like, in per cent.
SAME_CLAIM = 55.0
#: In another line a claim is found again only where next to nothing of it changed.
SAME_ELSEWHERE = 90.0
#: Of the words that carry a claim this share must stand in its line, or it has left it.
_LEAST_KEPT = 0.5


@dataclass(slots=True, eq=False)
class Waiting:
    """Hold a claim with its places in lines that changed; `carried` where it stands in a line that stayed, too.

    `wordings` are its statement and what the machine read last: either may be like what it reads now.
    """

    claim: Claim
    places: list[tuple[Occurrence, Place]]
    carried: bool
    wordings: tuple[str, ...] = ()


def words_stand(words: str, line: str) -> bool:
    """Tell whether at least half of the words that carry meaning stand in a line, wherever they went in it."""
    asked = set(keys(words)) - STOP_KEYS or set(keys(words))
    return bool(asked) and len(asked & set(keys(line))) >= _LEAST_KEPT * len(asked)


def pair_readings(
    waiting: Sequence[Waiting], found: Sequence[FoldedClaim], new: str, lines: Sequence[tuple[int, int]]
) -> dict[Waiting, FoldedClaim]:
    """Give each claim the reading of its line that is most like it; one that left its line is looked for elsewhere."""
    pairs: dict[Waiting, FoldedClaim] = {}
    taken: set[int] = set()
    for _, _, at, one in sorted(_here(waiting, found), key=lambda pair: pair[:3]):
        if one not in pairs and at not in taken:
            pairs[one] = found[at]
            taken.add(at)
    changed = {now.line for one in waiting for _, now in one.places}
    for one in waiting:
        stands = (now.line is None or words_stand(old.exact, new[slice(*lines[now.line])]) for old, now in one.places)
        if one in pairs or one.carried or any(stands):
            continue
        ranked = [
            (-_likeness(fuzz.ratio, one, reading), at)
            for at, reading in enumerate(found)
            if at not in taken and reading.claim.passage not in changed
        ]
        if ranked and -min(ranked)[0] >= SAME_ELSEWHERE:
            pairs[one] = found[min(ranked)[1]]
            taken.add(min(ranked)[1])
    return pairs


def _here(waiting: Sequence[Waiting], found: Sequence[FoldedClaim]) -> Iterator[tuple[float, int, int, Waiting]]:
    by_line: dict[int, list[int]] = {}
    for at, reading in enumerate(found):
        by_line.setdefault(reading.claim.passage, []).append(at)
    for one in waiting:
        for line in {now.line for _, now in one.places if now.line is not None}:
            for at in by_line.get(line, ()):
                likeness = _likeness(fuzz.token_set_ratio, one, found[at])
                if likeness >= SAME_CLAIM:
                    yield -likeness, one.claim.number, at, one


def _likeness(measure: Callable[[str, str], float], one: Waiting, reading: FoldedClaim) -> float:
    return max(measure(words, reading.claim.statement) for words in one.wordings)
