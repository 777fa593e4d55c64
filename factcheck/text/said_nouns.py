"""Read claims put as nouns: Smith's claim that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import NOUN_LINKS
from factcheck.text.phrases import VERBS, noun_phrase_before
from factcheck.text.reading import Said

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading


def said_noun(reading: Reading, at: int) -> Said | None:
    """Read SOURCE's claim that CONTENT."""
    words = reading.words
    if at == 0 or at + 2 >= words.n or words.low[at + 1] not in NOUN_LINKS:
        return None
    holder = at - 1
    while holder > 0 and words.tag[holder] == "JJ":
        holder -= 1
    low = words.low[holder]
    if words.tag[holder] == "PS" and low != "its":
        source: Range | None = (holder, holder + 1)
    elif low.endswith(("'s", "s'")) and words.tag[holder] in {"NP", "NN"}:
        source = noun_phrase_before(words, holder + 1)
    else:
        return None
    start = at + 1 if words.low[at + 1] == "that" else at + 2
    end = start
    while (
        end < reading.stop
        and words.tag[end] not in {",", ";", "–"}
        and not (words.tag[end] in VERBS and words.low[at + 1] != "that")
    ):
        end += 1
    return (
        Said(source, (at, start if words.low[at + 1] != "that" else at + 1), ((start, end),), "noun", low)
        if end > start
        else None
    )
