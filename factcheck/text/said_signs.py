"""Read other signs of saying: "according to", "reportedly", "is said to", "is confident that", a headline's colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import ATTITUDE_LINKS, DOCUMENTS
from factcheck.text.phrases import VERBS, group_start, noun_phrase_before, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.reading import Said
from factcheck.text.said_range import before_tags, clause_end, clause_start, content_before

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

POLL_LEAST = 8  # words of a sentence that tells what a poll found
POLL_LONGEST = 16  # words of the poll's name
PER_LEAST = 5  # words before ", per the Post"
ASKED = frozenset({"poll", "polls", "survey", "surveys", "study", "studies"})
SIGNED_LONGEST = 4  # words of a source behind a headline's dash
DASHES = frozenset("-–—")
HEADED_LONGEST = 5  # words of a headline's source before its colon


def headed_source(reading: Reading) -> Said | None:
    """Read a headline's "SOURCE: CONTENT"."""
    words = reading.words
    behind = _signed(reading)
    if behind is not None:
        return behind
    colon = next((at for at in range(1, min(words.n, HEADED_LONGEST + 1)) if words.tag[at] == ":"), None)
    if colon is None or reading.stop - colon < HEADED_LONGEST:
        return None
    source = noun_phrase_before(words, colon)
    if source is None or source[0] != 0 or not (words.tag[colon - 1] == "NP" or words.low[colon - 1] in DOCUMENTS):
        return None
    if not any(t in VERBS for t in words.tag[colon + 1 : reading.stop]):
        return None
    return Said(source, (colon, colon + 1), ((colon + 1, reading.stop),), "according", "say")


def _signed(reading: Reading) -> Said | None:
    """Read a headline's "CONTENT – SOURCE"."""
    words = reading.words
    dash = next(
        (at for at in range(words.n - 2, max(0, words.n - SIGNED_LONGEST), -1) if words.form[at] in DASHES), None
    )
    if dash is None or not HEADED_LONGEST <= dash < reading.stop - 1 or not any(t in VERBS for t in words.tag[:dash]):
        return None
    name = range(dash + 1, reading.stop)
    spaced = words.start[dash] > words.end[dash - 1] and words.start[dash + 1] > words.end[dash]
    named = all(words.tag[at] == "NP" for at in name) or words.low[reading.stop - 1] in DOCUMENTS
    if not spaced or not named or reading.quoted[dash] >= 0:
        return None
    return Said((dash + 1, reading.stop), (dash, dash + 1), ((0, dash),), "according", "say")


def according_to(reading: Reading, at: int) -> Said | None:
    """Read "according to SOURCE", before or behind what is said."""
    words = reading.words
    source = phrase_after(words, at + 2, clause_end(reading, at + 2))
    if source is None:
        return None
    if at == 0:
        told = _with_relative(words, source)
        if told is not None:
            content = told[1], before_tags(reading, told[1])
            return Said((source[0], told[0]), (at, at + 2), (content,), "according", "accord")
        source = source[0], _before_clause(words, source)
        after = source[1] + 1 if source[1] < words.n and words.tag[source[1]] == "," else source[1]
        return Said(source, (at, at + 2), ((after, before_tags(reading, after)),), "according", "accord")
    end = at - 1 if words.tag[at - 1] == "," else at
    return Said(source, (at, at + 2), ((clause_start(reading, end), end),), "according", "accord")


def _with_relative(words: Words, source: Range) -> Range | None:
    """Give where the name ends and what is said begins in: According to the paper, which cited two aides, he left."""
    comma = next((k for k in range(*source) if words.tag[k] == ","), None)
    if comma is None or words.tag[comma + 1 : comma + 2] != ["WP"]:
        return None
    close = next((k for k in range(comma + 2, words.n - 1) if words.tag[k] == ","), None)
    return (close, close + 1) if close is not None else None


def per_source(reading: Reading, at: int) -> Said | None:
    """Read ", per SOURCE" at the end of what is said."""
    words = reading.words
    if at < PER_LEAST or words.tag[at - 1] != "," or at + 1 >= reading.stop or words.tag[at + 1] not in {"NP", "DT"}:
        return None
    source = phrase_after(words, at + 1, clause_end(reading, at + 1))
    named = source is not None and source[1] >= reading.stop and any(words.tag[k] == "NP" for k in range(*source))
    if source is None or not named:
        return None
    return Said(source, (at, at + 1), ((clause_start(reading, at - 1), at - 1),), "according", "accord")


def _before_clause(words: Words, source: Range) -> int:
    """Give where a source ends that a clause follows: "According to the group, the documents show"."""
    first, last = source
    comma = next((k for k in range(first, last) if words.tag[k] == ","), None)
    if comma is None or words.tag[comma + 1] not in {"DT", "NP", "PS"}:
        return last
    end = next((k for k in range(comma + 1, last) if words.tag[k] == ","), last)
    if end == last:
        return comma  # no comma ends it, so it is no aside
    verb = next((k for k in range(comma + 2, end) if words.tag[k] in VERBS and words.tag[k - 1] != "DT"), None)
    if verb is None or not {"WP", "TH", "PF"}.isdisjoint(words.tag[comma + 1 : verb]):
        return last
    return last if words.tag[verb] == "VX" and words.tag[verb + 1] == "IN" else comma


def in_poll(reading: Reading) -> Said | None:
    """Read "In a poll last week, CONTENT"."""
    words = reading.words
    if words.n < POLL_LEAST or words.low[0] != "in":
        return None
    source = phrase_after(words, 1, clause_end(reading, 1))
    source = (source[0], _before_clause(words, source)) if source is not None else None
    comma = next((at for at in range(2, min(words.n, POLL_LONGEST)) if words.tag[at] == ","), None)
    if source is None or comma is None:
        return None
    head = next((at for at in range(*source) if words.tag[at] in {"IN", "VX", ",", "VN"}), source[1]) - 1
    if words.low[head] not in ASKED or any(words.tag[at] == "PS" for at in range(*source)):
        return None
    start = comma + 1
    return Said((1, comma), (0, 1), ((start, before_tags(reading, start)),), "according", "accord")


def reportedly(reading: Reading, at: int) -> Said | None:
    """Read "reportedly", whose source is not named."""
    end = before_tags(reading, at + 1)
    return Said(None, (at, at + 1), ((at + 1, end),), "passive", "report") if end > at + 1 else None


def said_passive(reading: Reading, at: int) -> Said | None:
    """Read "is said to" and "..., it was claimed", whose source is not named."""
    words = reading.words
    begin = group_start(words, at)
    about = subject(words, begin)
    if about is None:
        return None
    if words.low[about[0]] == "it" and about[0] > 1 and words.tag[about[0] - 1] == ",":
        behind = content_before(reading, about[0] - 1, at)  # "..., it was claimed last night."
        return Said(None, (about[0], at + 1), (behind,), "after", words.base(at)) if behind else None
    if about == (0, 1) and words.low[0] == "it":
        return Said(None, (0, at + 1), ((at + 1, before_tags(reading, at + 1)),), "passive", words.base(at))
    return Said(None, (begin, at + 1), (about, (at + 1, before_tags(reading, at + 1))), "passive", words.base(at))


def it_is_claimed(words: Words, at: int) -> bool:
    """Tell the tag ", it was claimed" or ", it is understood"."""
    if words.low[:1] == ["it"] and words.tag[1:at] == ["BE"] and words.tag[at + 1 : at + 2] in (["TH"], ["DT"], ["NP"]):
        return True  # "It is alleged that"
    return at > 2 and words.low[at - 2] == "it" and words.tag[at - 1] in {"BE", "HV"} and words.tag[at - 3] == ","


def attitude(reading: Reading, at: int) -> Said | None:
    """Read SOURCE is confident that CONTENT."""
    words = reading.words
    if at + 2 >= reading.stop or words.low[at + 1] not in ATTITUDE_LINKS:
        return None
    begin = group_start(words, at)
    if begin == at or not any(words.tag[k] in {"BE", "VX", "VZ", "VF"} for k in range(begin, at)):
        return None
    source = subject(words, begin)
    if source is None:
        return None
    start = at + 1 if words.low[at + 1] in {"that", "to"} else at + 2
    return Said(source, (begin, start), ((start, before_tags(reading, start)),), "stance", "feel")
