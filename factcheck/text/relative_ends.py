"""Give where a relative clause ends and the sentence goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.clause import FINITE, outside
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.verbs import CLAUSAL

if TYPE_CHECKING:
    from factcheck.text.reading import Reading
    from factcheck.text.tokens import Words

OPENS_SUBJECT = frozenset({"DT", "PS", "NP", "PR", "PF"})
PAST = frozenset({"VD", "VX"})
UNDER = frozenset("before after when because until while if unless".split())
BEGINS_SOON = 8  # words from a comma to the verb of what begins there
STOPS = frozenset({",", ";", "CC", "–", "WP", "TH", "SC", "“"})


def relative_end(reading: Reading, rest: list[int], at: int) -> int:
    """Give where a relative clause that starts at `rest[at]` ends."""
    words = reading.words
    comma = words.tag[rest[at] - 1] == ","
    opened = max((k for k in range(at) if _opens_anew(words, rest[k])), default=0)
    verbs = [k for k in rest[opened:at] if words.tag[k] in FINITE]
    main_before = bool(verbs) and words.base(verbs[-1]) not in CLAUSAL
    seen = False
    told = -1  # where "that" stands behind a verb of saying, until what is said has a verb
    for k in range(at + 1, len(rest)):
        here = rest[k]
        told = _told(words, rest, k, told) if seen else -1
        if not outside(reading, here):
            ended = words.form[here - 1] == "," and k + 1 < len(rest) and words.tag[rest[k + 1]] in FINITE
            if comma and seen and ended and not main_before and outside(reading, rest[k + 1]):
                return k + 1  # who called it “a hammock,” collected
            continue
        tag = words.tag[here]
        if comma and tag == "," and seen and told < 0 and not _list_comma(reading, rest, k):
            return k
        anew = tag == "," and seen and [words.tag[i] for i in rest[k + 1 : k + 2]] in (["PR"], ["NP"], ["PS"])
        if anew and not comma and any(words.tag[i] in FINITE for i in rest[k + 2 : k + 4]):
            return k  # "men who pay for it, it has also": another sentence
        ends = tag == "," and seen and k + 1 < len(rest)
        if ends and _goes_on(words, rest, k + 1, told=main_before, aside=comma or bool(verbs)):
            return k
        if tag in {";", "–"} and seen:
            return k
        if tag == "CC" and seen and not comma and _goes_back(words, rest, at, k, verbs):
            return k
        if tag in FINITE and not (seen and _reduced(words, here)):
            begin = group_start(words, here)
            under = _under(reading, rest, at, begin, main=bool(verbs))
            apart = words.tag[begin - 1] not in {"CC", "WP", "TH", "PR", ","}
            if seen and not main_before and not comma and apart and not under:
                return max(at + 1, next((i for i in range(at, k + 1) if rest[i] >= begin), k))
            seen = True
        if (
            tag == ","
            and seen
            and not comma
            and k + 1 < len(rest)
            and words.low[rest[k + 1]] in {"but", "and", "while", "although"}
        ):
            return k
    return len(rest)


def _goes_on(words: Words, rest: list[int], k: int, *, told: bool, aside: bool) -> bool:
    """Tell where the sentence goes on: ", told", or "Years after the fire that killed 72, no one has been charged"."""
    if words.tag[rest[k]] in FINITE:
        return not told  # ", who was not involved, told"
    if aside or words.tag[rest[k]] in {"WP", "TH"}:
        return False
    verb = next((n for n in rest[k + 1 : k + BEGINS_SOON] if words.tag[n] in FINITE), None)
    found = subject(words, group_start(words, verb)) if verb is not None else None
    return found is not None and found[0] == rest[k]


def _opens_anew(words: Words, at: int) -> bool:
    """Tell where a clause begins whose verb is not the one of what stands before."""
    joined = (
        words.tag[at] == "CC"
        and at > 0
        and words.tag[at - 1] == ","
        and not OPENS_SUBJECT.isdisjoint(words.tag[at + 1 : at + 2])
    )
    return joined or words.tag[at] in {"SC", "TH", "WP", ":", ";"}


def _goes_back(words: Words, rest: list[int], at: int, k: int, before: list[int]) -> bool:
    """Tell where the main verb's tense comes back: "denounced the test, a step that raises tensions and urged"."""
    if not before or k + 1 >= len(rest) or words.tag[rest[k + 1]] not in PAST:
        return False
    own = next((words.tag[n] for n in rest[at + 1 : k] if words.tag[n] in FINITE), "")
    return own == "VZ" and words.tag[before[-1]] in PAST


def _under(reading: Reading, rest: list[int], at: int, begin: int, *, main: bool) -> bool:
    """Tell a verb under the relative clause, "before a boat picked her up", from the sentence's own that follows it."""
    words = reading.words
    if UNDER.isdisjoint(words.low[rest[at] : begin]):
        return False
    later = (k for k in range(at + 1, len(rest) - 1) if rest[k] > begin and words.tag[rest[k]] == ",")
    return main or any(words.tag[rest[k + 1]] in FINITE for k in later)


def _told(words: Words, rest: list[int], k: int, told: int) -> int:
    """Follow "that" behind a verb of saying until what is said has a verb: no comma ends the clause before."""
    here = rest[k]
    if words.tag[here] == "TH" and words.base(rest[k - 1]) in CLAUSAL:
        return here
    return -1 if words.tag[here] in FINITE else told


def _reduced(words: Words, at: int) -> bool:
    """Tell "money meant for a roof": a participle that hangs on the noun before it."""
    if words.tag[at] != "VX" or at + 1 >= words.n or words.tag[at - 1] not in {"NN", "CD"}:
        return False
    return words.low[at + 1] in {"for", "by", "as"} or (words.tag[at + 1] == "IN" and _main_follows(words, at + 1))


def _main_follows(words: Words, at: int) -> bool:
    """Tell "called" in "the clip shared on Friday called it": the sentence's own verb comes soon."""
    end = next((n for n in range(at, words.n) if words.tag[n] in STOPS), words.n)
    verb = next((n for n in range(at, end) if words.tag[n] in FINITE), None)
    return verb is not None and words.tag[verb - 1] in {"NN", "NP", "RB"} and words.tag[verb] in {"VX", "VD", "VZ"}


def _list_comma(reading: Reading, rest: list[int], k: int) -> bool:
    """Tell a comma in a list, or before "and a thing", from the one that ends the clause."""
    words = reading.words
    if k + 1 >= len(rest):
        return False
    if words.low[rest[k + 1]] == "including":
        return True
    ahead = [words.tag[i] for i in rest[k + 1 : k + 7]]
    item = ahead[: ahead.index(",")] if "," in ahead else ahead  # ", Capital One and British Gas"
    named = "CC" in item[1:] and not {*item} - {"NP", "NN", "CC", "CD", "DT", "JJ"}
    listed = "," in ahead[1:] and not any(t in VERBS for t in ahead)
    return (listed and ahead[0] in {"NN", "NP", "JJ"}) or (named and ahead[0] in {"NN", "NP", "JJ", "DT"})
