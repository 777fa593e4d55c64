"""Carry over what two verbs share: was held on Monday and charged with theft, will cut jobs and move to Oslo."""

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
    accuse acquit adopt airlift appoint arrest award bail ban blame build bury charge clear convict criticise criticize
    demolish deport describe destroy detain dismiss elect evacuate extradite find fine force free hold hospitalise
    hospitalize imprison indict injure jail kidnap kill name order paint question raise reject release remand replace
    require rescue rob rush sack scrap seize sentence stab suspend tell tow transfer treat use
    acquire buy deliver design donate hire launch promote publish rebuild refurbish rename repair restore sell
    send sign vaccinate
    """.split()
)
# What "is" ties to somebody beside what else he or she is.
PLACED = frozenset("based located situated headquartered known owned backed funded expected married registered".split())
OBJECTS = frozenset({"DT", "NP", "NN", "PR", "PO", "PS", "JJ", "CD", "VG"})
ACTS = OBJECTS | {"TH", "WP", "SC", "“"}
ONWARD = frozenset({"on", "out", "up"})  # "held on"
BEING = frozenset({"was", "were", "is", "are", "be", "been"})
NOT = frozenset({"not", "n't", "never"})


class Shared(NamedTuple):
    """What a verb goes on from: who does it or has it done, and the words before it, "has been" or "will"."""

    who: Range | None
    helper: str
    denied: bool


def shared(reading: Reading, part: Sequence[int], then: Sequence[int]) -> Shared | None:
    """Give the passive or the "will" that ends a part, where the verb that `then` begins with goes on from it."""
    words = reading.words
    at = next((n for n in then if words.tag[n] != "RB"), None)
    verbs = (n for n in reversed(part) if words.tag[n] in VERBS and outside(reading, n))
    verb = next((n for n in verbs if words.tag[n] != "VX" or words.tag[n - 1] != ","), None)  # past ", reopened in May"
    if at is None or verb is None or not outside(reading, at):
        return None
    if words.tag[verb] == "BE" and words.low[at] in PLACED and words.tag[at + 1 : at + 2] in (["IN"], ["TO"]):
        return Shared(subject(words, verb), words.form[verb], denied=False)  # "is British and based in Oslo"
    begin, done = group_start(words, verb), last_verb(words, verb)
    done -= words.tag[done] == "TO"  # "was sentenced to six years and banned"
    helpers = [n for n in range(begin, done) if words.tag[n] != "RB" and words.low[n] not in NOT]
    if words.tag[at] in {"VB", "VF"} or words.low[at] == "do":
        goes_on = words.tag[begin] == "MD" and words.tag[done] == "VB" and words.low[begin] != "to"
        helpers = helpers[:1]
    else:
        passive = words.tag[done] in {"VN", "VX"} and any(words.tag[n] == "BE" for n in helpers)
        goes_on = passive and _is_done(words, at)
    if not goes_on:
        return None
    denied = not NOT.isdisjoint(words.low[begin:done])
    return Shared(subject(words, begin), " ".join(words.form[n] for n in helpers), denied)


def still(reading: Reading, helper: str, then: Sequence[int]) -> bool:
    """Tell whether "was" goes on to one participle more: was built, launched in May and sold to a firm."""
    words = reading.words
    at = next((n for n in then if words.tag[n] != "RB"), None)
    return at is not None and helper.rpartition(" ")[2].lower() in BEING and _is_done(words, at)


def _is_done(words: Words, at: int) -> bool:
    """Tell "taken", "reopened by the mayor" and "charged with theft" from "died in Oslo" and "told the court"."""
    after = min(at + 1, words.n - 1)
    if words.tag[at] == "VN" or (words.tag[at] == "VX" and words.low[after] == "by"):
        return True
    fined = words.base(at) == "fine" and words.tag[after] in {"CD", "$"}
    guilty = words.low[at : at + 2] == ["found", "guilty"]
    dated = not DAYS.isdisjoint(words.low[after : after + 2])
    acts = (words.tag[after] in ACTS or words.low[after] in ONWARD) and not dated
    return words.tag[at] == "VX" and words.base(at) in DONE and (fined or guilty or not acts)
