"""Find texts that repeat one another: shared runs of eight words, without quotations and an outlet's own lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rensa import RMinHash

from factcheck.text.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)*")
# What someone said stands in many independent reports.
QUOTATION = re.compile('["\u201c\u201e\u00ab][^"\u201c\u201d\u201e\u00ab\u00bb\\n]{40,3000}["\u201d\u201c\u00bb]')
RUN = 8
# Independent articles on one event almost never share a fifth of these runs; a third leaves room.
COPY = 0.35
# A run this long is copied even where the rest is the outlet's own.
LONG_RUN = 60
# Fewer runs than this say nothing.
LEAST_RUNS = 20
# A line that stands in so many pages of one outlet is the outlet's, not the story's.
RECURS = 3
# Beyond so many texts MinHash proposes the pairs.
ALL_PAIRS = 120
SIGNATURE = 128
BANDS = 64
# So many texts in one band are told apart by nothing: they share an empty or a common text.
BAND_TEXTS = 200


@dataclass(frozen=True, slots=True)
class Overlap:
    """Hold what two texts share: the share of the shorter one's runs that stand in the other, and the longest run."""

    share: float
    longest: int

    @property
    def is_copy(self) -> bool:
        """Tell whether one text was taken from the other, or both from a third."""
        return self.share >= COPY or self.longest >= LONG_RUN


@dataclass(frozen=True, slots=True)
class _Numbered:
    runs: list[int]
    known: frozenset[int]


def recurring_lines(pages: Sequence[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return for each outlet the lines that stand in many of its pages; `pages` are (outlet, text)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet, text in pages:
        counts[outlet].update({key for line in text.splitlines() if (key := _key(line))})
    return {
        outlet: frozenset(line for line, count in lines.items() if count >= RECURS) for outlet, lines in counts.items()
    }


def story_words(text: str, recurring: Iterable[str] = ()) -> list[str]:
    """Return the words of a text without its quotations and without the lines that recur in its outlet."""
    left_out = frozenset(recurring)
    kept = "\n".join(line for line in text.splitlines() if _key(line) not in left_out) if left_out else text
    return WORD.findall(plain(QUOTATION.sub(" ", kept)))


def overlap(one: Sequence[str], other: Sequence[str]) -> Overlap:
    """Compare the words of two texts."""
    numbers: dict[tuple[str, ...], int] = {}
    return _overlap(_numbered(one, numbers), _numbered(other, numbers))


def copies(texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, Overlap]]:
    """Yield the pairs of texts, as indexes, of which one repeats the other; the texts are words of `story_words`."""
    numbers: dict[tuple[str, ...], int] = {}
    numbered = [_numbered(words, numbers) for words in texts]
    for a, b in _proposed(texts):
        found = _overlap(numbered[a], numbered[b])
        if found.is_copy:
            yield a, b, found


def signature(words: Sequence[str]) -> list[int]:
    """Return a MinHash of a text's runs of words, to be kept and compared later."""
    made = RMinHash(num_perm=SIGNATURE, seed=1)
    made.update([" ".join(run) for run in _runs(words)])
    found: list[int] = made.digest()
    return found


def _numbered(words: Sequence[str], numbers: dict[tuple[str, ...], int]) -> _Numbered:
    """Give each run of a text a number, the same for the same words: numbers are compared much faster than words."""
    runs = [numbers.setdefault(run, len(numbers)) for run in _runs(words)]
    return _Numbered(runs, frozenset(runs))


def _overlap(one: _Numbered, other: _Numbered) -> Overlap:
    short, long = (one, other) if len(one.runs) <= len(other.runs) else (other, one)
    if len(short.runs) < LEAST_RUNS:
        return Overlap(0.0, 0)
    # A byte a run, 1 where it stands in the other: counted and cut without a step of ours for each.
    held = bytes(map(long.known.__contains__, short.runs))
    longest = max(map(len, held.split(b"\0")))
    return Overlap(held.count(1) / len(short.runs), longest + RUN - 1 if longest else 0)


def _proposed(texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs worth comparing: all of few texts, of many those whose MinHashes share a band."""
    if len(texts) <= ALL_PAIRS:
        yield from combinations(range(len(texts)), 2)
        return
    bands: Mapping[tuple[int, ...], list[int]] = defaultdict(list)
    rows = SIGNATURE // BANDS
    for at, words in enumerate(texts):
        if len(words) >= LEAST_RUNS:
            made = signature(words)
            for band in range(BANDS):
                bands[(band, *made[band * rows : (band + 1) * rows])].append(at)
    pairs = {pair for held in bands.values() if len(held) <= BAND_TEXTS for pair in combinations(held, 2)}
    yield from sorted(pairs)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(RUN)), strict=False)


def _key(line: str) -> str:
    return " ".join(WORD.findall(plain(line)))
