"""Tell who is in a text without a name: "a British woman", "the spokesman", a gunman."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.names import JOBS
from factcheck.text.people_words import STRANGERS, UNNAMED_MEN, UNNAMED_WOMEN
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.relatives import PERSON_ENDINGS, SHORT

if TYPE_CHECKING:
    from collections.abc import Collection

    from factcheck.text.names import Cast
    from factcheck.text.reading import Reading
    from factcheck.text.tokens import Words

Range = tuple[int, int]
FEMALE = frozenset({"she", "her", "herself", "hers"})
MALE = frozenset({"he", "him", "his", "himself"})
PERSONAL = MALE | FEMALE
INTRODUCED = 5  # words from "a" to whom it introduces
INTRODUCING = frozenset({"a", "an", "another", "one", "the", "his", "her", "their"})
BEFORE_PERSON = frozenset({"NP", "NN", "JJ", "CD", ",", "VN", "VX"})
PASSIVE_REACH = 4  # words from "was" to "by"
NOBODY: frozenset[str] = frozenset()


def head_of(words: Words, phrase: Range) -> int:
    """Give the noun that a phrase is about: of "the residents of Vell", the residents."""
    return next((at for at in range(*phrase) if words.tag[at] in {"IN", ",", "WP"}), phrase[1]) - 1


def introduced(words: Words, at: int, by: Collection[str] = INTRODUCING) -> frozenset[str]:
    """Give the pronouns of somebody who is introduced without a name: "a British woman", "a Vell, Tarn, man"."""
    low = words.low[at]
    found = FEMALE if low in UNNAMED_WOMEN else MALE if low in UNNAMED_MEN else NOBODY
    if not found or (at + 1 < words.n and words.tag[at + 1] == "NP"):
        return NOBODY  # "a woman Jane Roe knew"
    begin = at - 1
    while begin > 0 and at - begin <= INTRODUCED and words.tag[begin] in BEFORE_PERSON:
        begin -= 1
    apposed = begin > 1 and words.tag[begin - 1] == "," and words.tag[begin - 2] == "NP"  # "Mr Roe, a father of three"
    return found if begin >= 0 and words.low[begin] in by and not apposed else NOBODY


def stranger(words: Words, at: int) -> bool:
    """Tell "a US army psychiatrist" and "a disturbed 20-year-old", whom no name is given."""
    low = words.low[at]
    works = low in JOBS or (low.endswith(PERSON_ENDINGS) and len(low) > SHORT)
    person = works or low in STRANGERS or low.endswith("-year-old")
    if words.tag[at] != "NN" or not person or (at + 1 < words.n and words.tag[at + 1] in {"NP", "NN", ","}):
        return False
    begin = at - 1
    while begin > 0 and at - begin <= INTRODUCED and words.tag[begin] in BEFORE_PERSON - {","}:
        begin -= 1
    apposed = begin > 1 and words.tag[begin - 1] == "," and words.tag[begin - 2] == "NP"
    return begin >= 0 and words.low[begin] in {"a", "an", "another"} and not apposed


def aged(words: Words, at: int) -> bool:
    """Tell "The singer, 42," who is met so."""
    return words.tag[at + 1 : at + 4] in ([",", "CD", ","], [",", "CD", "."])


def spokesman(words: Words, phrase: Range) -> str | None:
    """Give "the spokesman" for "a ministry spokesman in Berlin", who goes on speaking."""
    head = head_of(words, phrase)
    single = (
        words.tag[head] == "NN" and words.low[head] in JOBS and words.low[phrase[0]] in {"a", "an", "the", "another"}
    )
    named = any(words.tag[at] == "NP" for at in range(head, phrase[1])) and "," in words.form[head : phrase[1]]
    return f"the {words.low[head]}" if single and head > phrase[0] and not named else None


def somebody(words: Words, phrase: Range) -> str | None:
    """Give "the man" for a subject such as "a man in his 60s" that names nobody."""
    first, last = phrase
    head = next((at for at in range(first, last) if words.tag[at] in {"IN", ",", "WP", "VX", "VN"}), last) - 1
    low = words.low[head]
    if words.low[first] == "the" and low in JOBS and aged(words, head):
        return f"the {low}"
    if words.low[first] not in {"a", "an"} or head <= first:
        return None
    if low not in UNNAMED_WOMEN | UNNAMED_MEN | STRANGERS and not low.endswith("-year-old"):
        return None
    if head + 1 < last and words.tag[head + 1] in {"NP", ","}:
        return None  # "a woman, Jane Roe,"
    return f"the {words.low[head]}"


def may_be(role: str, low: str) -> bool:
    """Tell whether "she" can be the widow."""
    head = role.rpartition(" ")[2].lower()
    woman = head in UNNAMED_WOMEN or head.endswith("woman")
    man = head in UNNAMED_MEN or (head.endswith("man") and not woman)
    return not (woman and low in MALE) and not (man and low in FEMALE)


def others_done(reading: Reading, cast: Cast) -> frozenset[str]:
    """Give the pronouns of who else may be meant: "was shot by his son", "whether the soldier had fled"."""
    words, found = reading.words, NOBODY
    by = [at for at, low in enumerate(words.low) if low == "by" and reading.quoted[at] < 0] if "by" in words.low else ()
    for at in by:
        phrase = phrase_after(words, at + 1, words.n) if words.tag[at - 1] in {"VN", "VX"} else None
        if phrase is None or "BE" not in words.tag[max(0, at - PASSIVE_REACH) : at]:
            continue
        head = head_of(words, phrase)
        person = cast.person(words, *phrase)
        named = person is not None and words.tag[phrase[0]] == "NP"
        kin = FEMALE if words.low[head] in UNNAMED_WOMEN else MALE if words.low[head] in UNNAMED_MEN else NOBODY
        done = subject(words, group_start(words, at - 1))
        met = done is not None and cast.person(words, *done) is not None
        if named and person is not None and met:
            found |= FEMALE if person.woman else MALE
        found |= kin if person is None else NOBODY
    hung = "the" in words.low and ("SC" in words.tag or "TH" in words.tag)
    under = (
        [at for at in range(words.n - 2) if words.tag[at] in {"SC", "TH"} and words.low[at + 1] == "the"]
        if hung
        else ()
    )
    for at in under:
        works = words.tag[at + 2] == "NN" and words.low[at + 2] in JOBS | STRANGERS
        if works and words.tag[at + 3 : at + 4] and words.tag[at + 3] in VERBS:
            found |= PERSONAL if cast.person(words, at + 1, at + 3) is None else NOBODY
    return found
