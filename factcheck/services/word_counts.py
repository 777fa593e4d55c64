"""Tell how rare each word of a question is in a whole table, from what the search for candidates found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.bm25 import Candidate, Statistics
from factcheck.text.words import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.services.full_text import Best

#: Among a handful of texts every shared word would look common; they are weighed as part of so many.
AS_IF = 1000


def count_words(asked: str, best: Best, candidates: Sequence[Candidate], rows: int) -> Statistics:
    """Return the statistics of a table of so many rows: those read hold the rare words, which would look common.

    In how many rows a common word stands is not known; it is taken to be as common as among those read.
    """
    counted = Statistics.of(candidates, asked)
    read, mean = max(1, counted.documents), counted.mean_words
    counted.documents = max(AS_IF, rows)
    counted.words = round(mean * counted.documents)
    known: dict[str, int] = {}
    for word, holding in best.holding.items():
        known[key(word)] = max(known.get(key(word), 0), holding)
    for stem, holding in counted.holding.items():
        among_all = known.get(stem, best.many)
        counted.holding[stem] = max(
            among_all, round(holding / read * counted.documents) if among_all >= best.many else 0
        )
    return counted
