"""Tell what a denial, a doubt, a question or a condition governs: nothing of it may be told as if it were said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.clause import outside
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.verbs import REPORTING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

# With such a word in front, all that follows holds on a condition.
FRONTED = frozenset({"if", "when", "because", "unless", "provided", "assuming", "supposing", "lest"})
OPEN = frozenset({"whether", "if", "unless", "lest", "provided"})
DENYING = frozenset({"deny", "dispute", "doubt", "question", "refute", "contest", "reject", "dismiss"})
FAILING = frozenset({"fail", "neglect", "omit", "forget", "refuse", "decline"})
NOBODY = frozenset({"no", "none", "neither", "nobody", "few", "nothing"})
HARDLY = frozenset({"hardly", "scarcely", "barely", "only"})
ALLEGED = frozenset({"allegation", "claim", "accusation", "rumour", "rumor", "suggestion", "idea", "notion", "charge"})
TIMED = frozenset({"after", "before"})
JOINED = frozenset({"CC", "RB", ",", "TH"})


def governed(reading: Reading, part: Sequence[int], joint: int, after: int, *, own_subject: bool) -> bool:
    """Tell "fled" in "whether he was drunk and fled", "B" in "Unless it rains, A and B", "denied that A and that B".

    `joint` is the place of "and", `after` the word with which what it joins begins.
    """
    words = reading.words
    first = next((n for n in part if words.tag[n] not in JOINED), part[0])
    if _still_under(reading, part, joint):
        return True
    if words.tag[joint] != "CC":
        return False
    if words.low[joint - 1] == "try" and words.tag[joint - 2] in {"TO", "MD"}:
        return True  # "to try and track down the suspect"
    if words.low[first] in FRONTED:
        return True
    again = words.tag[after - 1] == "TH"  # "denied that he lied and that he stole"
    opened = _opened(reading, part, again=again)
    if opened is None or (not again and (words.low[joint] == "but" or (own_subject and words.tag[joint - 1] == ","))):
        return False
    verb = next((n for n in range(after, words.n) if words.tag[n] in VERBS), after)
    return again or own_subject or words.base(verb) not in REPORTING


def _opened(reading: Reading, part: Sequence[int], *, again: bool) -> int | None:
    """Give the word of a part that opens a question, a condition or a denial of what follows it."""
    words = reading.words
    for k, n in enumerate(part[1:-1], 1):
        if not outside(reading, n):
            continue
        if words.low[n] in OPEN and not again and words.tag[part[k - 1]] != ",":
            return n
        if words.tag[n] in VERBS and words.base(n) in DENYING and "TH" in words.tag[n + 1 : part[-1] + 1]:
            return n
        if words.tag[n] in VERBS and words.base(n) in DENYING and words.tag[n + 1] in {"PR", "PF"}:
            return n  # "denied he had lied and stolen"
        if words.low[n] in ALLEGED and words.tag[n + 1] in {"PR", "PF", "TH"}:
            return n  # "the allegation she took it and hid it"
    return part[0] if words.low[part[0]] in NOBODY and "TH" in words.tag[part[0] : part[-1] + 1] else None


def _still_under(reading: Reading, part: Sequence[int], joint: int) -> bool:
    """Tell a joint in the clause of time before the main one: "Two days after a quake hit homes and cut power, ..."."""
    words = reading.words
    verb = next((n for n in part if words.tag[n] in VERBS), None)
    timed = verb is not None and any(words.low[n] in TIMED for n in range(part[0] + 1, verb))
    if not timed or "," in words.tag[part[0] : verb] or words.tag[part[0]] not in {"CD", "NN", "RB", "DT", "IN"}:
        return False
    stop = next((n for n in range(joint, words.n) if words.tag[n] in {";", ":", "."}), words.n)
    return any(_begins_main(words, n, stop) for n in range(joint, stop) if words.tag[n] == ",")


def _begins_main(words: Words, comma: int, stop: int) -> bool:
    """Tell whether who does something stands right behind a comma."""
    verb = next((n for n in range(comma + 2, stop) if words.tag[n] in VERBS), None)
    found = subject(words, group_start(words, verb)) if verb is not None else None
    return found is not None and found[0] == comma + 1


def is_nobody(words: Words, source: Range) -> bool:
    """Tell "no witness", "few MPs", "hardly any voters", "only one of nine judges": it is not they who say it."""
    first = source[0]
    if words.low[first] in NOBODY or (words.low[first] in HARDLY and source[1] - first > 1):
        return words.low[first : first + 2] not in (["only", "the"], ["no", "10"], ["no", "one"])
    if first > 1 and words.tag[first - 1] == "IN":
        return words.low[first - 2] in NOBODY | {"no-one"}  # "neither of the doctors", "nobody from the firm"
    return first > 0 and words.low[first - 1] in HARDLY - {"only"} | {"neither", "nor"}


def fails_to(words: Words, source: Range, verb: int) -> bool:
    """Tell "failed to tell the family that he was free": nobody tells it."""
    return any(words.tag[n] in VERBS and words.base(n) in FAILING for n in range(source[1], verb))
