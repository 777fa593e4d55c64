"""Find one person with a man's title in one place and a woman's in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.classes import word_class
from factcheck.text.model import Finding, Span
from factcheck.text.names import HER_TITLES, HIS_TITLES, runs

if TYPE_CHECKING:
    from factcheck.text.tokens import Words

HERS = (
    HER_TITLES | frozenset("councilwoman assemblywoman alderwoman policewoman countess duchess baroness".split())
) - {"sister"}
HIS = (HIS_TITLES | frozenset("councilman assemblyman alderman policeman count duke baron".split())) - {"father"}
TITLES = HERS | HIS
TITLED = word_class(TITLES)
NAME_LEAST = 2  # words of a name that is nobody else's


def two_titles(readings: list[Words]) -> list[Finding]:
    """Find "Councilwoman Dee Roe" and "Councilman Dee Roe"."""
    hers: dict[tuple[str, ...], Span] = {}
    his: dict[tuple[str, ...], Span] = {}
    for words in readings:
        if not words.classes & TITLED:
            continue
        for first, last in runs(words):
            start = first
            if first and words.low[first - 1] in TITLES:
                first -= 1  # noqa: PLW2901 - a title in small letters stands before the name
            elif words.low[first] in TITLES:
                start = first + 1
            title = words.low[first]
            name = tuple([words.bare(at) for at in range(start, last)])
            if title not in TITLES or len(name) < NAME_LEAST:
                continue
            span = Span(words.start[first], words.end[last - 1])
            (hers if title in HERS else his).setdefault(name, span)
    out = []
    for name, span in hers.items():
        if name in his:
            spans = sorted((span, his[name]))
            why = f"{' '.join(name)} has a woman's title in one place and a man's in another."
            out.append(Finding("name_variant", (spans[0], spans[1]), why))
    return out
