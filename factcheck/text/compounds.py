"""Say of "the 131-page report" that it has 131 pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.keyed import keyed
from factcheck.text.model import Claim, Quantity
from factcheck.text.numbers import figure, spelled
from factcheck.text.statements import finish

if TYPE_CHECKING:
    from factcheck.text.claim_parts import Facts
    from factcheck.text.reading import Reading

COMPOUND = keyed(
    r"(\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)-(page|acre|seat|storey|bed|bedroom"
    r"|room|member|unit|home)\b",
    re.IGNORECASE,
)


def compounds(reading: Reading, index: int, facts: Facts) -> list[Claim]:
    """List the counts that a passage hides in compound words."""
    words = reading.words
    out: list[Claim] = []
    if not words.classes & COMPOUND.bit:
        return out
    for at in range(words.n - 1):
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
        quantity = Quantity(start, end, value, value, value, "", found[2] + "s")
        text = finish(f"the {words.said(at + 1, last)} has {found[1]} {found[2]}s")
        end = words.end[last - 1]
        out.append(Claim(start, end, text, "quantity", index, (), None, quantity, None, facts.score, facts.reasons))
    return out
