"""Read claims put as nouns: Smith's claim that, fears that, criticism from rivals for, in Smith's view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import DOUBT_NOUNS, NOUN_LINKS
from factcheck.text.phrases import VERBS, noun_phrase_before
from factcheck.text.phrases_after import phrase_after
from factcheck.text.reading import Said
from factcheck.text.said_range import clause_end

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading

IN_VIEW = frozenset("view opinion words telling account reckoning estimate count calculations".split())
VIEW_LEAST = 6  # words of a sentence that somebody's view comes with
SUBJECTS = frozenset({"DT", "PS", "PR", "NP", "NN", "JJ", "CD", "EX", "PF"})


def said_noun(reading: Reading, at: int) -> Said | None:
    """Read SOURCE's claim that CONTENT, the claim that CONTENT, criticism from SOURCE for CONTENT."""
    words = reading.words
    if at == 0 or at + 2 >= words.n:
        return None
    source = _holder(reading, at)
    if words.low[at] in IN_VIEW:
        return _in_view(reading, at, source)
    link = at + 1
    if source is None and words.low[link] == "from":
        source = phrase_after(words, link + 1, clause_end(reading, link + 1))
        link = source[1] if source is not None else link
        if source is None or link + 1 >= words.n or words.tag[link] == "CC":
            return None
    low = words.low[link]
    if low not in NOUN_LINKS or (source is None and not _alone(reading, at, link)):
        return None
    start = link if low == "that" else link + 1
    end = start
    while (
        end < reading.stop and words.tag[end] not in {",", ";", "–"} and not (words.tag[end] in VERBS and low != "that")
    ):
        end += 1
    cue = (at, at + 1 if low == "that" or link > at + 1 else start)
    return Said(source, cue, ((start, end),), "noun", words.low[at]) if end > start else None


def _holder(reading: Reading, at: int) -> Range | None:
    """Give who holds the claim: "Smith's", "their"."""
    words = reading.words
    holder = at - 1
    while holder > 0 and words.tag[holder] == "JJ":
        holder -= 1
    low = words.low[holder]
    if words.tag[holder] == "PS" and low != "its":
        return holder, holder + 1
    if low.endswith(("'s", "s'")) and words.tag[holder] in {"NP", "NN"}:
        return noun_phrase_before(words, holder + 1)
    return None


def _alone(reading: Reading, at: int, link: int) -> bool:
    """Tell nouns that report though nobody is named: "fears that prices will rise", "questions about the deal"."""
    words = reading.words
    if words.low[link] == "that":
        return link + 1 < words.n and words.tag[link + 1] in SUBJECTS
    return words.low[at] in DOUBT_NOUNS and words.low[link] in DOUBT_NOUNS[words.low[at]]


def _in_view(reading: Reading, at: int, source: Range | None) -> Said | None:
    """Read "In SOURCE's view, CONTENT" and "CONTENT, in SOURCE's words"."""
    words = reading.words
    if source is None or source[0] == 0 or words.low[source[0] - 1] not in {"in", "by"} or reading.stop < VIEW_LEAST:
        return None
    first = source[0] - 1
    cue = (first, at + 1)
    if first == 0 and at + 1 < words.n and words.tag[at + 1] == ",":
        return Said(source, cue, ((at + 2, reading.stop),), "according", "view")
    if words.tag[first - 1] == "," and (at + 1 >= reading.stop or words.tag[at + 1] == ","):
        rest = ((at + 2, reading.stop),) if at + 2 < reading.stop else ()
        return Said(source, cue, ((0, first - 1), *rest), "according", "view")
    return None
