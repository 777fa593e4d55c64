"""Say of "the 131-page report" that it has 131 pages, and of "the 62-year-old coach" that he is 62."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.keyed import keyed
from factcheck.text.model import Claim, Quantity
from factcheck.text.numbers import figure, spelled
from factcheck.text.statements import finish
from factcheck.text.tokens import bare_name

if TYPE_CHECKING:
    from factcheck.text.claim_parts import Facts
    from factcheck.text.reading import Reading

COMPOUND = keyed(
    r"(\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)-(page|acre|seat|storey|bed|bedroom"
    r"|room|member|unit|home|tonne|ton|kg|kilogram)\b",
    re.IGNORECASE,
)


WEIGHTS = frozenset({"tonne", "ton", "kg", "kilogram"})
AGE = keyed(r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)-year-old\b", re.IGNORECASE)


def compounds(reading: Reading, index: int, facts: Facts) -> list[Claim]:
    """List the counts that a passage hides in compound words."""
    words = reading.words
    out: list[Claim] = []
    if not words.classes & (COMPOUND.bit | AGE.bit):
        return out
    for at in range(words.n - 1):
        aged = AGE.fullmatch(words.form[at], words.bits[at])
        if aged and reading.quoted[at] < 0:
            out.extend(_age(reading, at, aged[1], index, facts))
        found = COMPOUND.fullmatch(words.form[at], words.bits[at])
        if not found or reading.quoted[at] >= 0 or words.tag[at + 1] not in {"NN", "NP", "JJ"}:
            continue
        if at and words.low[at - 1] in {"average", "typical", "standard", "median"}:
            continue  # "the average two-bedroom flat" is none in particular
        value = figure(found[1]) if found[1][0].isdigit() else spelled([found[1].lower()])
        if value is None:
            continue
        last = at + 1
        while last < words.n and words.tag[last] in {"NN", "JJ", "NP"}:
            last += 1
        start, end = words.start[at], words.start[at] + len(found[1])
        unit = found[2] if found[2] == "kg" else f"{found[2]}s"
        quantity = Quantity(start, end, value, value, value, "", unit)
        verb = "weighs" if found[2].lower() in WEIGHTS else "has"
        text = finish(f"the {words.said(at + 1, last)} {verb} {found[1]} {unit}")
        end = words.end[last - 1]
        out.append(Claim(start, end, text, "quantity", index, (), None, quantity, None, facts.score, facts.reasons))
    return out


def _age(reading: Reading, at: int, said: str, index: int, facts: Facts) -> list[Claim]:
    """Claim the age in "the 62-year-old coach" and "65-year-old Jane Roe"; "a six-year-old boy" is nobody yet."""
    words = reading.words
    value = figure(said) if said[0].isdigit() else spelled([said.lower()])
    last = at + 1
    while last < words.n and words.tag[last] in {"NN", "NP", "JJ"} and not words.form[last - 1].endswith(("'s", "’s")):
        last += 1
    named = words.tag[at + 1] == "NP"
    known = named or (at > 0 and words.low[at - 1] == "the")
    if value is None or not known or last == at + 1 or (at > 0 and words.low[at - 1] in {"a", "an"}):
        return []
    start, end = words.start[at], words.start[at] + len(said)
    quantity = Quantity(start, end, value, value, value, "", "years")
    who = "the " * (not named) + words.said(at + 1, last)
    who = bare_name(who) if who.endswith(("'s", "’s")) else who
    text = finish(f"{who} is {said} years old")
    end = words.end[last - 1]
    return [Claim(start, end, text, "quantity", index, (), None, quantity, None, facts.score, facts.reasons)]
