"""Carry "was" over to a participle that shares it: was held on Monday and charged with theft."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.clause import outside
from factcheck.text.phrases import VERBS, group_start, last_verb, subject
from factcheck.text.tokens import DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

# What is done to somebody, and hardly ever by whom the sentence is about without saying to whom.
DONE = frozenset(
    """
    accuse acquit adopt airlift appoint approve arrest ask award bail ban blame build bury charge clear convict
    criticise criticize demolish deport describe destroy detain dismiss elect evacuate expect extradite find fine fire
    force free hold hospitalise hospitalize imprison indict injure jail kidnap kill name order paint question raise
    reject release remand replace require rescue rob rush sack scrap seize sentence shoot stab stop suspend tell tow
    transfer treat use
    """.split()
)
OBJECTS = frozenset({"DT", "NP", "NN", "PR", "PO", "PS", "JJ", "CD", "VG"})
NOT = frozenset({"not", "n't"})


class Passive(NamedTuple):
    """That something is done to somebody: who that is, and the words before the participle, "has been"."""

    who: Range | None
    helper: str
    denied: bool


def shared(reading: Reading, part: Sequence[int], then: Sequence[int]) -> Passive | None:
    """Give the passive that ends a part, where the participle that `then` begins with goes on from it."""
    words = reading.words
    at = next((n for n in then if words.tag[n] != "RB"), None)
    verb = next((n for n in reversed(part) if words.tag[n] in VERBS and outside(reading, n)), None)
    if at is None or verb is None or not outside(reading, at) or not _is_done(words, at):
        return None
    begin, done = group_start(words, verb), last_verb(words, verb)
    helpers = [n for n in range(begin, done) if words.tag[n] != "RB" and words.low[n] not in NOT]
    if words.tag[done] not in {"VN", "VX"} or not any(words.tag[n] == "BE" for n in helpers):
        return None
    denied = not NOT.isdisjoint(words.low[begin:done])
    return Passive(subject(words, begin), " ".join(words.form[n] for n in helpers), denied)


def _is_done(words: Words, at: int) -> bool:
    """Tell "taken", "reopened by the mayor" and "charged with theft" from "died in Oslo" and "told the court"."""
    after = min(at + 1, words.n - 1)
    if words.tag[at] == "VN" or (words.tag[at] == "VX" and words.low[after] == "by"):
        return True
    fined = words.base(at) == "fine" and words.tag[after] in {"CD", "$"}
    guilty = words.low[at : at + 2] == ["found", "guilty"]
    acts = words.tag[after] in OBJECTS and words.low[after] not in DAYS
    return words.tag[at] == "VX" and words.base(at) in DONE and (fined or guilty or not acts)
