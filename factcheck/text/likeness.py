"""Order checked claims by how like they are to one that is asked about.

BM25 comes first. The first hundred are then held against the question letter by letter, in runs of four, so that
`#AustralianFires`, `middleincome` and other forms of a word count; and a ruling made within weeks of the day that the
question names, as a post does that is quoted with its date, is likelier to be about it.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from factcheck.text import bm25, dates
from factcheck.text.words import key, plain, written

if TYPE_CHECKING:
    from collections.abc import Sequence

HELD_AGAINST = 100
RUN = 4
# What runs of letters add, in shares of what they weigh among the candidates.
LETTERS_WEIGHT = 0.2
# Days after the day asked about, and what a ruling of that time gains; three days before, for clocks and slips.
BEFORE = 3
SOON, SOON_GAIN = 10, 0.5
LATER, LATER_GAIN = 45, 0.25
CACHE = 32_768


def rank_like(
    query: str,
    candidates: Sequence[bm25.Candidate],
    *,
    statistics: bm25.Statistics | None = None,
    limit: int | None = None,
    held_against: int = HELD_AGAINST,
) -> list[bm25.Ranked]:
    """Order candidates by likeness, best first, as `bm25.rank` does; ties are broken by id.

    BM25's first `held_against` are looked at letter by letter; the others are left out.
    """
    by_id = {one.id: one for one in candidates}
    ranked = bm25.rank(query, candidates, statistics=statistics, limit=held_against)
    held = [by_id[one.id] for one in ranked]
    said = said_on(query)
    found = [
        bm25.Ranked(one.id, round((one.score + letters) * (1.0 + _gain(said, candidate.day)), 9), one.matched)
        for one, letters, candidate in zip(ranked, _letters(query, held), held, strict=True)
    ]
    found.sort(key=lambda one: (-one.score, one.id))
    return found[:limit]


def said_on(text: str) -> date | None:
    """Return the last whole date of a text, which is when a quoted post was written."""
    found = [day for one in dates.dates(text) if (day := _whole(one)) is not None]
    return found[-1] if found else None


def _whole(found: dates.Dated) -> date | None:
    year, month, day = found.parts()
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _gain(said: date | None, ruled: date | None) -> float:
    if said is None or ruled is None:
        return 0.0
    days = (ruled - said).days
    if -BEFORE <= days <= SOON:
        return SOON_GAIN
    return LATER_GAIN if SOON < days <= LATER else 0.0


def _letters(query: str, candidates: Sequence[bm25.Candidate]) -> list[float]:
    """Weigh the runs of letters that each candidate shares with the query, by BM25 among these candidates."""
    held = [_runs(f"{one.title} {one.body}") for one in candidates]
    mean = max(1.0, sum(map(len, held)) / len(held)) if held else 1.0
    asked = frozenset(_runs(query))
    shared = [Counter(filter(asked.__contains__, runs)) for runs in held]
    holding = Counter(chain.from_iterable(shared))
    weights = {run: math.log(1.0 + (len(held) - count + 0.5) / (count + 0.5)) for run, count in sorted(holding.items())}
    return [
        LETTERS_WEIGHT * sum(_saturated(weights[run], counts[run], len(runs) / mean) for run in sorted(counts))
        for counts, runs in zip(shared, held, strict=True)
    ]


def _saturated(weight: float, count: int, length: float) -> float:
    return weight * count * (bm25.K1 + 1.0) / (count + bm25.K1 * (1.0 - bm25.B + bm25.B * length))


@lru_cache(maxsize=CACHE)
def _runs(text: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_runs_of, written(text))))


@lru_cache(maxsize=CACHE)
def _runs_of(word: str) -> tuple[str, ...]:
    """Return a word's runs of letters, none of one that tells nothing."""
    if key(word) in bm25.STOP_KEYS:
        return ()
    bare = " " + plain(word).replace("'", "") + " "
    return tuple(bare[at : at + RUN] for at in range(max(1, len(bare) - RUN + 1)))
