"""Tell which quantities lie in a clause, which of them it is about, and part a clause that counts two things."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeVar

from factcheck.text.clause import Clause
from factcheck.text.model import Quantity, When
from factcheck.text.phrases import VERBS
from factcheck.text.phrases_after import phrase_after
from factcheck.text.quantities import RANK
from factcheck.text.statements import statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.reading import Reading
    from factcheck.text.story import Story
    from factcheck.text.tokens import Words

Found = TypeVar("Found", Quantity, When)
APART = VERBS | {"IN"}
MONEY = frozenset({"dollars", "pounds", "euros", "yen"})
# "as 6,200 walked out", "after bookings jumped": what comes with it is not what the sentence is about.
UNDER = frozenset("after as because before if once since so until when whether while".split())
LENGTH = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade)s?"
ASIDE_AFTER = re.compile(
    rf"[\s-](?:{LENGTH}\s(?:old|later|earlier|before|after|ago)|(?:days?|weeks|months|years)\sof"
    r"|(?:miles|km|kilomet(?:re|er)s|met(?:re|er)s)\s(?:north|south|east|west)(?:east|west)?(?:\sof)?)\b",
    re.IGNORECASE,
)
FOR_BEFORE = re.compile(r"\b(?:for|to)\s$")
AFTER, LASTING = re.compile(r"\bafter\s$"), re.compile(rf"[\s-]{LENGTH}\b", re.IGNORECASE)
AGE_BEFORE = re.compile(
    r"\b(?:adults|children|women|men|people|those|pensioners)\s(?:aged\s)?$|\b(?:(?:dies|died)\sat|turn(?:s|ed|ing)?)\s$"
)
# "for her three pugs", "in the $94 million contract": the number only says more of a thing in passing.
OWNED_BEFORE = re.compile(
    r"\b(?:of|for|in|on|at|to|with|from|between|among|over|by|near|under)\s"
    r"(?:his|her|its|their|our|the|those|these|\S+['’]s?)\s(?:\w+\s)?$"
    r"|\b(?:in|on|at|over|during)\sthe\s\S+['’]s?\s(?:\w+\s)?$",
    re.IGNORECASE,
)
GIVEN_BEFORE = re.compile(r"\b(?:the|his|her|its|their|(?:in|on|over|for)\san?)\s$", re.IGNORECASE)
NAMES_MONEY = re.compile(
    r"\s(?!a\b|an\b|each\b|per\b|in\b|on\b|of\b|for\b|to\b|from\b|that\b|and\b|or\b|it\b|worth\b)[a-z]+"
)
LIST_BEFORE = re.compile(r",\s(?:and\s)?$")
LOOK = 40  # characters


def two_counts(
    reading: Reading, story: Story, quantities: list[Quantity], clause: Clause, whole: str
) -> list[tuple[tuple[int, ...], str]]:
    """Part "placed six firms and 20 ships on the list" in two."""
    words, part = reading.words, clause.words
    if len(quantities) < len(("one", "other")):
        return [(part, whole)]
    found = [q for q in within(quantities, words, part) if q.value is not None and q.unit != RANK]
    if len(found) != 2 or clause.lead is not None:
        return [(part, whole)]
    one, other = ([n for n in part if words.start[n] < q.end and words.end[n] > q.start] for q in found)
    if all(LASTING.match(words.text, q.end) for q in found):
        return [(part, whole)]  # "four years and eight months"
    joint = next(
        (n for n in part if one and other and one[-1] < n < other[0] and words.low[n] == "and" and n == other[0] - 1),
        None,
    )
    between = [n for n in part if one and other and one[-1] < n < other[0]]
    acts = [n for n in between if words.tag[n] == "VG" and words.tag[n + 1] not in {"NN", "CC"}]
    if joint is None or acts or any(words.tag[n] in APART for n in between):
        return [(part, whole)]
    after = phrase_after(words, other[0], part[-1] + 1)
    elided = after is None or (other[-1] + 1 < words.n and words.tag[other[-1] + 1] in {"VX", "VN"})
    end = other[-1] + 2 if elided or after is None else after[1]
    rest = tuple(n for n in part if n >= end)
    first = tuple(n for n in part if n < joint) + rest
    before = [n for n in part if n < one[0]]
    described = next((k for k, n in enumerate(reversed(before)) if words.tag[n] not in {"JJ", "VG"}), 0)
    if words.tag[other[0]] == "DT" and before and words.tag[before[-1 - described]] == "DT":
        del before[-1 - described :]  # "a staggering 359 assaults and a total of 821 complaints"
    second = (*before, *(n for n in part if n >= other[0]))
    return [(k, statement(reading, Clause(k), story)) for k in (first, second)]


def central(words: Words, numbers: Sequence[int], quantity: Quantity) -> bool:
    """Tell whether a clause is about a number, or has it in passing: "three years later", "her three pugs"."""
    text, start = words.text, words.start[numbers[0]]
    before = text[max(start, quantity.start - LOOK) : quantity.start]
    after = text[quantity.end : quantity.end + LOOK]
    passing = ASIDE_AFTER.match(after) and not FOR_BEFORE.search(before)
    if passing or AGE_BEFORE.search(before) or (AFTER.search(before) and LASTING.match(after)):
        return False
    hedged = bool(quantity.qualifier)
    if quantity.unit in MONEY:
        if GIVEN_BEFORE.search(before) and NAMES_MONEY.match(after):
            return False
    elif not hedged and OWNED_BEFORE.search(before):
        return False
    verb = next((n for n in numbers if words.tag[n] in VERBS), None)
    if verb is None or words.start[verb] > quantity.start:
        return True
    between = [n for n in numbers if n > verb and words.start[n] < quantity.start]
    if (
        LIST_BEFORE.search(before)
        and not hedged
        and not any(words.tag[n] in APART or words.tag[n] == "VG" for n in between)
    ):
        return not any(words.low[n] == "and" for n in numbers if n > verb)
    under = next((n for n in between if words.low[n] in UNDER), None)
    return under is None or not any(words.tag[n] in VERBS for n in numbers if n > under)


def within(found: Sequence[Found], words: Words, numbers: Sequence[int]) -> list[Found]:
    """List what begins at one of the words."""
    if not found or not numbers:
        return []
    starts = [f.start for f in found]
    low = bisect_left(starts, words.start[numbers[0]])
    high = bisect_left(starts, words.end[numbers[-1]])
    if low == high:
        return []
    return [f for f in found[low:high] if _begins_in(f.start, words, numbers)]


def _begins_in(start: int, words: Words, numbers: Sequence[int]) -> bool:
    """Tell whether a place lies in one of the words, or right behind one."""
    at = bisect_right(words.start, start) - 1
    if at in numbers:
        return start <= words.end[at]
    return at - 1 in numbers and start == words.end[at - 1]
