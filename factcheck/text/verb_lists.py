"""Find the commas between the verbs of one subject: broke into the shop, stole two bikes and fled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.clause import outside
from factcheck.text.phrases import group_start, subject
from factcheck.text.shared_verbs import OBJECTS, shared
from factcheck.text.verbs import CLAUSAL, SAY_SET

if TYPE_CHECKING:
    from factcheck.text.reading import Reading

PAST = frozenset({"VD", "VX"})
BEFORE = {"past": PAST | {"HV", "BE"}, "now": frozenset({"VZ", "HV", "BE"})}
TAKING = OBJECTS | {"TO", "RB"}  # what follows "arrested" and "moved", where it is no "based in Oslo"
CLOSES = frozenset({"TH", "WP", "SC", ";", ":", "“", "”", "–"})
ACTING = PAST | {"VZ", "VF", "BE", "HV", "MD"}
UNDER = frozenset("after as because before if once since so until when whether while although though".split())
LEAST = 2  # words before the first comma
TERMS = frozenset({"prison", "jail", "sentence", "term", "custody", "imprisonment"})
REDUCING = frozenset("in by on at from with for as".split())


def listed(reading: Reading, rest: list[int]) -> frozenset[int]:
    """Give the places of the commas in `rest` behind which the next thing stands that the subject did."""
    words = reading.words
    out = set()
    for k in range(LEAST, len(rest) - LEAST):
        if words.tag[rest[k]] != "," or not outside(reading, rest[k]):
            continue
        verb = _next(reading, rest, k + 1)
        when = _when(reading, rest, k, verb)
        if when and any(words.tag[n] in BEFORE[when] for n in rest[:k]) and _ends(reading, rest, k + 1, when):
            out.add(k)
    return frozenset(out)


def clause_commas(reading: Reading, rest: list[int]) -> frozenset[int]:
    """Give the places of the commas between whole clauses: the port was shut, the ferry was sold and the quay fell."""
    words = reading.words
    tags = words.tag
    if tags[rest[0]] in {"SC", "IN"} or words.low[rest[0]] in UNDER:
        return frozenset()
    joints = [
        k for k, n in enumerate(rest) if tags[n] == "CC" and words.low[n] in {"and", "but"} and outside(reading, n)
    ]
    ends = next((k for k in reversed(joints) if _is_clause(reading, rest, k + 1, len(rest))), 0)
    ends = ends or next((k for k in joints if k + 1 < len(rest) and tags[rest[k + 1]] in PAST), 0)  # "and entered ten"
    commas = [k for k in range(LEAST, ends) if tags[rest[k]] == "," and outside(reading, rest[k])]
    out, close = set(), ends
    for k in reversed(commas):
        if k + 1 == close and close == ends:
            close = k  # ", and"
        elif _is_clause(reading, rest, k + 1, close) and _is_clause(reading, rest, 0, k):
            out.add(k)
            close = k
    return frozenset(out)


def _is_clause(reading: Reading, rest: list[int], first: int, last: int) -> bool:
    """Tell whether a stretch of `rest` begins with who does its first verb, and tells of nothing that is said."""
    words = reading.words
    first += first == 0 and words.tag[rest[0]] == "CC"  # "But the port was shut, ..."
    verbs = [n for n in rest[first:last] if words.tag[n] in ACTING and outside(reading, n)]
    if not verbs or any(words.base(n) in CLAUSAL for n in verbs) or words.tag[rest[first]] == "PF":
        return False
    ends = verbs[0] == rest[last - 1]  # "bridges destroyed"
    after = words.low[verbs[0] + 1 : verbs[0] + 2]
    done = words.tag[verbs[0]] == "VX" and (ends or after in (["by"], ["in"], ["on"], ["as"]))
    found = subject(words, group_start(words, verbs[0]))
    binding = {"WP", "TH", "SC"} & {words.tag[n] for n in rest[first : first + 1]}
    return not done and not binding and found is not None and found[0] == rest[first]


def reduced_pair(reading: Reading, part: list[int], then: int) -> bool:
    """Tell "founded in 1950 and based in Oslo" behind "joined the firm,": two participles of the firm."""
    words = reading.words
    verb = next((n for n in reversed(part) if words.tag[n] in PAST), None)
    if verb is None or verb == part[0] or words.tag[verb - 1] != "," or {words.tag[verb], words.tag[then]} != {"VX"}:
        return False
    return not any(REDUCING.isdisjoint(words.low[n + 1 : n + 2]) for n in (verb, then))


def _next(reading: Reading, rest: list[int], k: int) -> int:
    """Give the first word from a place on that is no adverb."""
    return next((n for n in rest[k:] if reading.words.tag[n] != "RB"), rest[-1])


def _when(reading: Reading, rest: list[int], k: int, verb: int) -> str:
    """Tell whether a verb behind a comma is "past" or "now", and acts; "" where it does not."""
    words = reading.words
    tag = words.tag[verb]
    if not outside(reading, verb) or words.base(verb) in SAY_SET or verb + 1 >= words.n:
        return ""
    if words.base(verb) == "suspend" and not TERMS.isdisjoint(words.low[max(0, verb - 4) : verb]):
        return ""  # "was given 56 days in prison, suspended for two years"
    if tag in {"VN", "VX"} and shared(reading, rest[:k], [verb]):
        return "past"
    if tag == "VN":
        return ""
    if tag == "VX" and words.tag[verb + 1] not in TAKING:
        return ""
    return "past" if tag in PAST else "now" if tag == "VZ" else ""


def _ends(reading: Reading, rest: list[int], k: int, when: str) -> bool:
    """Tell whether "and" with a verb of the same time ends the list."""
    words = reading.words
    same = PAST | {"VN"} if when == "past" else frozenset({"VZ"})
    for j in range(k + 1, len(rest) - 1):
        tag = words.tag[rest[j]]
        if tag in CLOSES:
            return False
        if tag == "CC" and words.low[rest[j]] in {"and", "or", "but"}:
            after = _next(reading, rest, j + 1)
            if words.tag[after] in same:
                return True
            if words.tag[after] in {"PR", "PF"}:
                return False
    return False
