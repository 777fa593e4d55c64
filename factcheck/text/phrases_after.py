"""Find the noun phrase that stands behind a word: "of the union", with its titles and the role it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import DOCUMENTS
from factcheck.text.people_words import CAPITAL_ROLES, ROLE_NOUNS
from factcheck.text.phrases import INNER, NOMINAL, is_role
from factcheck.text.tokens import DAYS

if TYPE_CHECKING:
    from factcheck.text.tokens import Words

Range = tuple[int, int]
WITHIN = INNER | {"PO", "RB", "&"}
LINKED = INNER | {"IN"}
WRITTEN = DOCUMENTS | {"account", "accounts", "interview", "dispatch", "column", "story"}


def phrase_after(words: Words, start: int, stop: int) -> Range | None:
    """Find the noun phrase that begins at `start`, with "of" phrases, titles and an apposition that names a role."""
    at = start
    while at < stop and _inside(words, at, start, stop) and (words.low[at] not in DAYS or at == start):
        if words.tag[at] in {"PR", "PO"} and at == start:
            return start, at + 1
        if (
            words.tag[at] == "PR"
            or (words.tag[at] == "DT" and at > start and words.tag[at - 1] not in {"DT", "IN"})
            or (words.tag[at] == "RB" and not _widens(words, at, stop))
        ):
            break
        at += 1
    if at == start:
        return None
    at = _after_links(words, at, stop)
    if at + 1 < stop and words.tag[at] in {"VX", "VN"} and words.tag[at + 1] == "IN":
        at = _reduced(words, at, stop)
    return start, _appositions(words, at, stop)


def _widens(words: Words, at: int, stop: int) -> bool:
    """Tell "closely" in "a closely watched survey"."""
    return (
        at > 0 and words.tag[at - 1] == "DT" and at + 2 < stop and words.tag[at + 1] in {"VX", "VN", "JJ", "NN", "NP"}
    )


def _reduced(words: Words, at: int, stop: int) -> int:
    """Take in "obtained by the paper" after "a memo"."""
    end = at + 2
    while end < stop and (words.tag[end] in LINKED or _and_done(words, end, stop)):
        end += 1
    return end if end == stop or words.tag[end] in {",", ".", ";"} else at


def _and_done(words: Words, at: int, stop: int) -> bool:
    """Tell "and carried" in "issued by the board and carried by the paper"."""
    done = {"VX", "VN"}
    if words.tag[at] == "CC":
        return at + 1 < stop and words.tag[at + 1] in done
    return words.tag[at] in done and words.tag[at - 1] == "CC"


def _inside(words: Words, at: int, start: int, stop: int) -> bool:
    """Tell whether a word belongs to the phrase: "damning" before its noun does."""
    if words.tag[at] in {"VG", "VX", "VN"}:
        return (
            at + 1 < stop
            and words.tag[at + 1] in {"NN", "JJ"}
            and (at == start or words.tag[at - 1] in {"DT", "PS"} or (words.tag[at - 1] == "RB" and at - 1 > start))
        )
    return words.tag[at] in WITHIN


def _after_links(words: Words, at: int, stop: int) -> int:
    """Take in "of the union", "and Jones", "at the college" after a noun."""
    while at + 1 < stop:
        low = words.low[at]
        named = words.tag[at - 1] == "NP"
        if (
            low in {"of", "for"}
            or (low == "by" and words.low[at - 1] in WRITTEN and words.tag[at + 1] in {"NP", "DT"})
            or (low in {"at", "with", "in", "on", "from", "to"} and not named)
            or (low == "and" and words.tag[at + 1] in {"NP", "DT", "JJ"})
        ):
            if low in {"in", "on", "at"} and (
                words.low[at + 1] in {"a", "an", "his", "her"} or words.low[at + 1] in DAYS
            ):
                break
            inner = at + 1
            while inner < stop and words.tag[inner] in NOMINAL and (words.low[inner] not in DAYS):
                inner += 1
            if inner == at + 1:
                break
            at = inner
            continue
        break
    return at


def _appositions(words: Words, at: int, stop: int) -> int:
    """Take in ", president of the union" and ", who leads it" up to the end of the clause."""
    if at + 1 >= stop or words.tag[at] != ",":
        return at
    if words.tag[at + 1] == "CD" and at + 2 >= stop:
        return at + 2
    opens = (
        words.tag[at + 1] in {"DT", "WP", "CD"} or words.low[at + 1] in ROLE_NOUNS or _role_soon(words, at + 1, stop)
    )
    party = words.tag[at + 1] == "NP" and at + 3 >= stop
    if words.tag[at + 1] == "NP" and is_role(words, at - 1):
        named = next((k for k in range(at + 1, stop) if words.tag[k] != "NP"), stop)
        if named == stop or words.tag[named] == ",":
            return _appositions(words, named, stop)  # "the institute's director, Dr. Jane Roe"
    if not opens and not party:
        return at
    end = at + 1
    while end < stop and words.tag[end] not in {".", "“", "”", ";", "–", ":"}:
        if words.tag[end] == "," and end + 1 < stop and words.tag[end + 1] in {"CC", "VG", "SC", "PR", "RB"}:
            break
        end += 1
    return end


def _role_soon(words: Words, at: int, stop: int) -> bool:
    for look in range(at, min(stop, at + 6)):
        if words.low[look] in ROLE_NOUNS or words.low[look] in CAPITAL_ROLES:
            return True
        if words.tag[look] not in {"JJ", "NP", "NN", "PS", "'"}:
            return False
    return False
