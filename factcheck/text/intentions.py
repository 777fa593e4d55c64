"""Part what one "to" or "would" promises: pledged to cut taxes, build 300,000 homes and close two schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.clause import Clause, outside
from factcheck.text.phrases import VERBS
from factcheck.text.tag_words import NEVER_NOUNS
from factcheck.text.verbs import FORMS

if TYPE_CHECKING:
    from factcheck.text.reading import Reading

LEAD_LONGEST = 14  # words of "Roe said on Monday that her party would"
ITEM_LEAST = 2
SURE = frozenset({"DT", "PS", "CD"})  # what only a verb has behind it
LIKELY = SURE | {"NN", "JJ", "NP", "RB"}
ACTING = NEVER_NOUNS | frozenset(
    """
    build hire give create improve introduce reduce expand extend remove replace provide strengthen abolish require
    lower fund reopen freeze reform increase sell restore protect prevent punish recruit establish allow ensure invest
    deliver scrap impose repeal
    """.split()
)
UNDER = frozenset("if when unless once before after because".split())
ENDS = frozenset({";", ":", "–", "“", "”", "TH", "WP", "SC", "PR", "PF"})


def intended(reading: Reading, clause: Clause) -> list[Clause]:
    """List a clause's promises, each behind the same words, or the clause alone."""
    words, part = reading.words, clause.words
    if clause.lead is not None or clause.how != "main":
        return [clause]
    to = next((n for n in part[1:-1] if words.tag[n] in {"TO", "MD"} and outside(reading, n)), None)
    if to is None or words.tag[to + 1] not in {"VB", "NN"} or not _intends(reading, part, to):
        return [clause]
    starts, closed = [], False
    for n in part:
        if n <= to + 1:
            continue
        tag = words.tag[n]
        if tag in ENDS or (tag in VERBS and words.tag[n - 1] != "TO") or not outside(reading, n):
            break
        joins = tag == "CC" and words.low[n] in {"and", "or"}
        after = n + 1 + (tag == "," and n < part[-1] and words.low[n + 1] in {"and", "or"})
        if (tag == "," or joins) and after < part[-1] and _is_deed(reading, after):
            starts.append((n, after))
            closed = joins or after > n + 1
            if closed:
                break
    bounds = [to + 1, *(after for _, after in starts)]
    ends = [*(n for n, _ in starts), part[-1] + 1]
    whole = part[-1] - to == sum(n > to for n in part)  # no clause was taken out from among them
    if not closed or not whole or any(end - begin < ITEM_LEAST for begin, end in zip(bounds, ends, strict=True)):
        return [clause]
    first = clause._replace(words=tuple(n for n in part if n < ends[0]))
    head = [n for n in part if n <= to]
    gap = next(
        (k for k in range(1, len(head)) if head[k] != head[k - 1] + 1), len(head)
    )  # "The bill, which ..., would"
    lead, helper = (head[0], head[gap - 1] + 1), " ".join(words.form[n] for n in head[gap:])
    rest = (Clause(tuple(range(b, e)), lead, "list", helper) for b, e in zip(bounds[1:], ends[1:], strict=True))
    return [first, *rest]


def _intends(reading: Reading, part: tuple[int, ...], to: int) -> bool:
    """Tell "pledged to" and "would" from "if they were to", from "Roe said she would" and from "To cut taxes,"."""
    words = reading.words
    if to - part[0] >= LEAD_LONGEST or words.tag[part[0]] == "SC" or words.low[part[0]] in UNDER:
        return False
    verbs = [n for n in part if n < to and words.tag[n] in VERBS]
    if words.tag[to] == "MD":
        return not verbs  # what is said is parted once it is told apart from the saying
    return bool(verbs) and "TH" not in words.tag[part[0] : to]


def _is_deed(reading: Reading, at: int) -> bool:
    """Tell "build 300,000 homes" and "hire more nurses" from "benefits and train fares"."""
    words = reading.words
    low, after = words.low[at], words.tag[at + 1]
    base = low in FORMS and words.base(at) == low and words.form[at] == low
    return base and (after in SURE or (after in LIKELY and (low in ACTING or words.tag[at] == "VB")))
