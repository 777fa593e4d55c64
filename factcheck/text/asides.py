"""Take out asides that say something of their own: ", the highest since 1968", ", founded in 1987,"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.clause import FINITE, Clause, has_verb, outside
from factcheck.text.kinds import LENGTHS, SUPERLATIVE
from factcheck.text.phrases import VERBS, group_start, noun_phrase_before, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.summing import summed_up
from factcheck.text.tokens import DAYS, MONTHS

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading

OPENS = frozenset({"the", "its", "their", "his", "her"})
RANKED = re.compile(
    rf"(?:\w+-)?{SUPERLATIVE}|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(?:first|only)\b",
    re.IGNORECASE,
)
# Behind such a rank it is all of the sentence that was the most, or the first time.
EVENTFUL = frozenset(
    """
    time level levels number rate figure total rise fall drop increase decline loss gain day month year
    quarter
    """.split()
)
# What happened is what all of the sentence tells: "rejected the deal, the board's third defeat".
EVENTS = frozenset(
    """
    defeat win victory title attack strike test launch visit attempt outbreak incident appearance setback u-turn result
    performance finish
    """.split()
)
SINCE = frozenset("since in ever to recorded such on".split())
BEHIND_RANK = frozenset({"of", "in", "since", "ever", "by"})
SINGLE = frozenset(
    {"first", "only", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
)
LEAST = 4  # words of an aside that says something
NEAR = 2  # words after "the" within which the rank stands
ENDS = frozenset({",", ";", "–", ":"})
NAMED_NOT = frozenset(DAYS) | frozenset(MONTHS) | frozenset({"gmt", "bst", "utc"})
GOES_ON = FINITE | {"RB"}


def asides(reading: Reading, rest: list[int]) -> tuple[list[int], list[Clause]]:
    """Take the asides out of a sentence's words, each as a clause that "was" ties to what it is about."""
    words = reading.words
    found: list[Clause] = []
    k = 1
    while k < len(rest) - LEAST:
        if words.tag[rest[k]] not in {",", "–"} or not outside(reading, rest[k]):
            k += 1
            continue
        first = rest[k + 1]
        sums = summed_up(words, rest[k]) if words.low[first] in {"a", "an"} and has_verb(reading, rest[:k]) else None
        if sums is not None:
            found.append(Clause(tuple(n for n in rest[k + 1 :] if n >= sums[1]), sums, "aside"))
            return rest[:k], found
        if words.low[first] not in OPENS and words.tag[first] not in {"VX", "VN"}:
            k += 1
            continue
        end = next((e for e in range(k + 1, len(rest)) if words.tag[rest[e]] in ENDS), len(rest))
        body = rest[k + 1 : end]
        medial = end + 1 < len(rest) and words.tag[rest[end]] == "," and words.tag[rest[end + 1]] in GOES_ON
        led = _opens(reading, rest, k) if medial else has_verb(reading, rest[:k])
        if len(body) >= LEAST and led and _ranks(reading, body):
            lead = noun_phrase_before(words, rest[k]) if medial else _about(reading, rest[:k], rest[k], body[0])
            found.append(Clause(tuple(body), lead, "aside"))
        elif len(body) >= LEAST - 1 and medial and _made(reading, rest, k):
            found.append(Clause(tuple(body), noun_phrase_before(words, rest[k]), "aside"))
        else:
            k += 1
            continue
        rest = rest[:k] + rest[end + medial :]
    return rest, found


def _ranks(reading: Reading, body: list[int]) -> bool:
    """Tell "the biggest fallers in", "their first encounter" from "the west of" and "the latest"."""
    words = reading.words
    if words.low[body[0]] not in OPENS or has_verb(reading, body[:LEAST]):
        return False
    ranks = [n for n in body[1 : 1 + NEAR] if RANKED.fullmatch(words.low[n]) and words.tag[n] != "NP"]
    if not ranks and words.low[body[1]] in {"most", "least"}:
        ranks = [body[1]]
    if not ranks:
        return False
    after = body.index(ranks[0]) + 1
    if after >= len(body) or words.low[body[after]] in {"recent", "quarter", "half", "minister", "lady", "name"}:
        return False
    return words.tag[body[after]] in {"NN", "JJ", "TO"} or words.low[body[after]] in BEHIND_RANK


def _opens(reading: Reading, rest: list[int], k: int) -> bool:
    """Tell whether what stands before a comma is a clause's subject from its start on."""
    words = reading.words
    head = noun_phrase_before(words, rest[k])
    if head is None or words.tag[rest[k] - 1] not in {"NN", "NP"}:
        return False
    return head[0] == rest[0] or words.tag[head[0] - 1] in {"TH", "CC", ","}


def _made(reading: Reading, rest: list[int], k: int) -> bool:
    """Tell ", founded in 1987," behind the sentence's subject."""
    words = reading.words
    first = rest[k + 1]
    return _opens(reading, rest, k) and words.tag[first] in {"VX", "VN"} and words.tag[first + 1] in {"IN", "TO"}


def _measure(reading: Reading, before: list[int]) -> Range | None:
    """Give the number that "the most since records began" is about: in "88mm of rain fell", 88mm of rain."""
    words = reading.words
    for last in reversed(before[:-1]):
        if words.tag[last] != "CD" or not outside(reading, last):
            continue
        first = last - (last > 0 and words.tag[last - 1] == "CD")  # 716 million
        placed = first > 0 and (words.tag[first - 1] == "IN" or words.low[first - 1] in NAMED_NOT)
        counted = words.low[last + 1] == "of" or words.tag[last + 1] == "NN"
        if placed or not counted or words.low[last + 1].rstrip("s") in LENGTHS:
            continue
        found = phrase_after(words, first, before[-1] + 1) or (first, first)
        end = next((at for at in range(last, found[1]) if words.tag[at] == "IN" and words.low[at] != "of"), found[1])
        return (first, end) if end > last + 1 else None
    return None


def _about(reading: Reading, before: list[int], comma: int, opener: int) -> Range | None:
    """Give what an aside at a sentence's end is about: the thing named last, or who acts; None for all of it."""
    words = reading.words
    rank = next(
        n for n in (opener + 1, opener + 2) if RANKED.fullmatch(words.low[n]) or words.low[n] in {"most", "least"}
    )
    if not EVENTS.isdisjoint(words.low[rank + 1 : rank + 3]):
        return None
    if words.low[opener] != "the" and words.low[rank + 1] == "since" and words.tag[comma - 1] == "CD":
        return None  # "fell to $1.21, its lowest since May"
    near = noun_phrase_before(words, comma)
    last = comma - 1
    named = near is not None and words.tag[last] != "CD" and words.low[last] not in NAMED_NOT
    if words.low[opener] != "the":
        if not EVENTFUL.isdisjoint(words.low[rank + 1 : rank + 3]) and not named:
            return _measure(reading, before)  # "rose to 5.5%, its highest level since 2008"
        if named and near is not None and words.tag[near[0]] != "CD" and near[1] - near[0] > NEAR:
            return near
    elif not (words.low[rank] in SINGLE and words.low[rank + 1] == "of"):
        if words.low[rank + 1] in SINCE or not EVENTFUL.isdisjoint(words.low[rank + 1 : rank + 3]):
            return None if "time" in words.low[rank + 1 : rank + 3] else _measure(reading, before)
        if named and near is not None:
            cut = max((at + 1 for at in range(*near) if words.tag[at] in {"IN", "TO", "CC"}), default=near[0])
            return cut, near[1]
        if not words.low[rank + 1].endswith("s"):
            return None
    verb = next((n for n in before if words.tag[n] in VERBS and outside(reading, n)), None)
    return subject(words, group_start(words, verb)) if verb is not None else None
