"""Find where what is said begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import SLACK, TELLS
from factcheck.text.phrases import NOMINAL, PARTS_OF_DAY, VERBS, group_start, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.tokens import DAYS
from factcheck.text.verbs import REPORT_SET, SAY_SET

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

# Where things are said.
SAID_IN = frozenset(
    """
    statement interview letter email e-mail tweet post filing memo report speech message press news video text note blog
    briefing website facebook twitter instagram
    """.split()
)
HUNG = ("as", "when", "while", "after", "before", "despite", "amid")
HUNG_REACH = 5  # words of "just two days after"
LENGTHS = frozenset("moment minute hour day night week month year decade".split())
WHERE_LONGEST = 9  # words of "in an interview with the Post"
SAID_STOPS = VERBS | {"“", "TO"}


def clause_end(reading: Reading, at: int) -> int:
    """Give the end of the clause that starts at `at`: a stop, a quotation or the end."""
    words = reading.words
    while at < words.n and reading.quoted[at] < 0 and words.tag[at] not in {".", ";", ":"}:
        at += 1
    return at


def clause_start(reading: Reading, end: int) -> int:
    """Give where the sentence that ends at `end` starts within the passage."""
    words = reading.words
    for at in range(end - 1, 0, -1):
        if words.form[at - 1] in {".", "!", "?"} and reading.quoted[at - 1] < 0:
            return at
    return 0


def before_tags(reading: Reading, at: int) -> int:
    """Give the end of what is said from `at` on: before ", according to" and ", she said"."""
    words, stop = reading.words, reading.stop
    for comma in range(at + 2, stop - 1):
        if words.tag[comma] != "," or reading.quoted[comma] >= 0:
            continue
        if words.low[comma + 1] == "according" or (words.low[comma + 1] in {"adding", "saying", "citing", "noting"}):
            return comma
        if _ends_with_tag(reading, comma):
            return comma
    for look in range(at + 2, stop - 1):
        if words.low[look] == "according" and words.low[look + 1] == "to" and reading.quoted[look] < 0:
            return look
    return stop


def _ends_with_tag(reading: Reading, comma: int) -> bool:
    words, stop = reading.words, reading.stop
    verb = stop - 1
    while verb > comma and words.tag[verb] not in VERBS:
        verb -= 1
    if words.base(verb) not in SAY_SET | REPORT_SET or stop - verb > 8:
        return False
    begin = group_start(words, verb)
    found = subject(words, begin)
    return found is not None and found[0] == comma + 1


def content_before(reading: Reading, end: int, at: int) -> Range | None:
    """Give what is said before a tag that follows it, in the same sentence."""
    begin = clause_start(reading, end)
    return (begin, end) if end - begin >= 3 and end < at + 1 else None


def content_start(reading: Reading, at: int, verb: str) -> int | None:
    """Skip whom it is told to, when and where, up to what is said."""
    words = reading.words
    start = at + 1
    limit = reading.stop
    if verb in TELLS and start < limit and verb != "show":
        end = _told_end(reading, start)
        told = phrase_after(words, start, end)
        start = told[1] if told else start
        if words.low[start : start + 1] == ["and"] and all(words.tag[n] in NOMINAL for n in range(start + 1, end)):
            start = end  # "told his wife and friends he had"
    that = _that_ahead(reading, start, limit)
    if that is not None:
        return that
    start = _past_statement(words, start, limit)
    while start < limit and (
        words.low[start] in DAYS
        or (words.low[start] in PARTS_OF_DAY and words.low[start - 1] in DAYS)
        or words.low[start] in {"today", "yesterday", ",", ":"}
        or (words.low[start] == "on" and start + 1 < limit and words.low[start + 1] in DAYS)
    ):
        start += 1
    return start if start < limit else None


def _past_statement(words: Words, start: int, limit: int) -> int:
    """Skip "in a statement" and "in an interview with the Post": what is said begins with a pronoun or an article."""
    if words.low[start : start + 2] not in (["in", "a"], ["in", "an"], ["on", "its"], ["on", "her"], ["on", "his"]):
        return start
    for at in range(start + 3, min(limit, start + WHERE_LONGEST)):
        if words.tag[at] in {"PR", "PF"} or (words.tag[at] == "DT" and words.tag[at - 1] != "IN"):
            return at if words.low[start + 2] in SAID_IN else start
        if words.tag[at] in VERBS | {",", "“"}:
            break
    return start


def _told_end(reading: Reading, start: int) -> int:
    """Give where the one who is told ends: the next pronoun, determiner or verb starts what is said."""
    words = reading.words
    for at in range(start + 1, min(reading.stop, start + 10)):
        if words.tag[at] in {"PR", "TH", "SC", "WP", "TO", "PF"} or (
            words.tag[at] in {"DT", "PS"} and words.tag[at - 1] != "IN"
        ):
            return at
        if words.tag[at] in VERBS:
            return max(start + 1, at - 1)
    return reading.stop


def _that_ahead(reading: Reading, start: int, limit: int) -> int | None:
    words = reading.words
    for at in range(start, min(limit, start + 14)):
        if words.tag[at] == "TH" and words.tag[at + 1 if at + 1 < limit else at] not in VERBS:
            return at
        if words.low[at] in {"why", "whether"} and words.tag[start] == "IN":
            return at  # "wondered on Twitter why"
        if words.tag[at] in SAID_STOPS or reading.quoted[at] >= 0:
            return None
    return None


def is_clause(reading: Reading, start: int, end: int) -> bool:
    """Tell whether what is said is a clause with its own subject and verb."""
    words = reading.words
    if words.tag[start] in {"TH", "SC", "PF"} or words.low[start] in {"whether", "how", "what", "why"}:
        return True
    for at in range(start, end):
        if words.tag[at] in VERBS:
            found = subject(words, group_start(words, at))
            bound = found is not None and found[0] > start and words.tag[found[0]] in {"TH", "WP"}
            if bound and words.low[start] in {"a", "an"}:
                return False  # "found a network that could be traced"
            return found is not None and found[0] <= start + SLACK
    return False


def hung_behind(words: Words, comma: int) -> bool:
    """Tell ", hours after the mayor warned" and ", as the tide rose" behind a tag: when it was said."""
    low = words.low[comma + 1 : comma + 1 + HUNG_REACH]
    timed = next((k for k, word in enumerate(low[1:], 1) if word in {"after", "before"}), None)
    units = {word.rstrip("s") for word in low[:timed]} if timed else set()
    return low[:1] in ([word] for word in HUNG) or not units.isdisjoint(LENGTHS)


def opens_clause(words: Words, at: int) -> bool:
    """Tell whether "that", "because" or "how" stands there."""
    return at < words.n and (words.tag[at] in {"TH", "SC"} or words.low[at] in {"whether", "how"})
