"""Find what a text says against itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.checks_copy import repeated_passages, repeated_words, wrong_dates
from factcheck.text.checks_display import (
    dropped_doubt,
    dropped_hedge,
    quotes_not_in_body,
    unattributed,
    unclear_pronouns,
)
from factcheck.text.checks_headline import headline_in_other_words
from factcheck.text.checks_names import name_variants, two_ages
from factcheck.text.checks_numbers import counted, disagreeing, headline_numbers, tolls, wholes
from factcheck.text.checks_origin import single_origin
from factcheck.text.checks_sums import sums
from factcheck.text.checks_titles import two_titles
from factcheck.text.model import Finding, Quote, Span

if TYPE_CHECKING:
    from datetime import date

    from factcheck.text.model import Attribution, Claim, Passage, Quantity
    from factcheck.text.names import Cast
    from factcheck.text.reading import Reading

SPEAKS = frozenset({"said", "says", "added", "reported", "told", "claimed", "also said", "has said", "wrote"})
FULL_NAME = re.compile(r"[A-Z][a-z]+\s[A-Z][a-z]+")
NAMED_BEFORE = 200  # characters
UNNAMED = frozenset({"it (not named)", "he (not named)", "she (not named)"})
NOBODY = "Nobody before it fits this pronoun, so the reader cannot tell who says it."


def findings(
    text: str,
    passages: tuple[Passage, ...],
    readings: list[Reading | None],
    numbers: dict[int, list[Quantity]],
    claims: list[Claim],
    said: list[Attribution],
    cast: Cast,
    published: date | None,
) -> tuple[Finding, ...]:
    """List the findings in the order in which they stand in the text."""
    read = [(p, r) for p, r in zip(passages, readings, strict=True) if r is not None]
    quotes = {
        index: [Quote(q.start, q.end, text[q.start : q.end]) for q in r.quotes]
        for index, r in enumerate(readings)
        if r is not None and r.quotes and passages[index].role in {"headline", "deck"}
    }
    items = [c for index, found in numbers.items() for c in counted(text, passages[index], found)]
    relayed = [c for c in claims if c.kind not in {"quotation", "attribution"} or len(c.chain) > 1]
    out = [
        *repeated_words(text, read),
        *repeated_passages(text, passages),
        *name_variants([r.words for p, r in read]),
        *two_titles([r.words for p, r in read]),
        *wrong_dates(text, passages, readings, published),
        *quotes_not_in_body(text, passages, quotes),
        *(
            headline_numbers(items)
            or dropped_doubt(text, read)
            or dropped_hedge(text, read)
            or headline_in_other_words(text, read)
        ),
        *(disagreeing(items) or tolls(text, read) or wholes(text, items)),
        *two_ages(text, read),
        *sums(text, passages, readings, numbers),
        *unattributed(text, read, [s for a in said if a.source for s in a.content]),
        *(f for p, r in read for f in unclear_pronouns(p, r, cast)),
        *_nobody(text, passages, said),
        *single_origin(text, read, relayed),
    ]
    return tuple(sorted(out, key=lambda f: (f.spans[0] if f.spans else Span(0, 0), f.kind)))


def _nobody(text: str, passages: tuple[Passage, ...], said: list[Attribution]) -> list[Finding]:
    """Find a pronoun that speaks though nobody before it fits."""
    out: list[Finding] = []
    unnamed = [item for item in said if item.speaker is not None and item.speaker.lower() in UNNAMED]
    if not unnamed:
        return out
    starts = {p.start for p in passages if p.role == "body"}
    for item in unnamed:
        if item.source and item.source[0].start in starts and item.cue and item.cue[0].of(text).lower() in SPEAKS:
            start = item.source[0].start
            name = item.speaker != "It (not named)" and FULL_NAME.search(text, max(0, start - NAMED_BEFORE), start)
            if name:
                continue  # somebody is named just before; only the rules do not know her
            span = Span(item.source[0].start, max(item.source[0].end, item.cue[0].end))
            out.append(Finding("ambiguous_pronoun", (span,), NOBODY))
    return out[:3]
