"""Tell who is in a text without a name: "a British woman", "the spokesman", a gunman."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.names import JOBS
from factcheck.text.people_words import STRANGERS, UNNAMED_MEN, UNNAMED_WOMEN
from factcheck.text.relatives import PERSON_ENDINGS, SHORT

if TYPE_CHECKING:
    from collections.abc import Collection

    from factcheck.text.tokens import Words

Range = tuple[int, int]
FEMALE = frozenset({"she", "her", "herself", "hers"})
MALE = frozenset({"he", "him", "his", "himself"})
PERSONAL = MALE | FEMALE
INTRODUCED = 5  # words from "a" to whom it introduces
INTRODUCING = frozenset({"a", "an", "another", "one", "the", "his", "her", "their"})
BEFORE_PERSON = frozenset({"NP", "NN", "JJ", "CD", ",", "VN", "VX"})
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
