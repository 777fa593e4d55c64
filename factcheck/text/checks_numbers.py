"""Find numbers that disagree: with each other, with the headline, with their own sum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.text.model import Finding, Span
from factcheck.text.numbers import figure, spelled
from factcheck.text.quantities import ABOVE, BELOW, HIGH, LOW

if TYPE_CHECKING:
    from factcheck.text.model import Passage, Quantity

NUMBER = (
    r"(\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
)
SHARE = re.compile(
    rf"\b{NUMBER}\s(?:out\s)?of\s(?:the\s|its\s|their\s"
    rf"|all\s)?{NUMBER}\b[^.%\d]{{0,50}}?[\s(,–-](\d+(?:\.\d+)?)\s?(?:%|per\s?cent)",
    re.IGNORECASE,
)
CHANGE = re.compile(
    r"\b(?P<verb>rose|risen|increased|grew|jumped|climbed|surged|went\sup|up|fell|fallen|dropped|declined"
    r"|decreased|went\sdown|down|cut|reduced)\b[^.\d]{0,40}?\sfrom\s[£$€]?(?P<a>\d[\d,]*(?:\.\d+)?)(?P<au>%"
    r"|\sper\s?cent|\s(?:million|billion|thousand)|m"
    r"|bn)?(?:\s(?:in|during)\s(?:19|20)\d\d)?[^.\d]{0,30}?\sto\s[£$€]?(?P<b>\d[\d,]*(?:\.\d+)?)(?P<bu>%|\sper\s?cent|\s(?:million|billion"
    r"|thousand)|m|bn)?[^.\d]{0,50}?(?P<p>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)(?!\s?points?)",
    re.IGNORECASE,
)
PARTS = re.compile(
    rf"\b{NUMBER}\s(?:people|men|women|children|members|victims|passengers|students|suspects|officers|arrests"
    rf"|seats|votes|jobs|cases|deaths|medals|crew|[a-z]+s)\b[^.\d]{{0,30}}?(?:[:–—]|\s-\s|,\snamely"
    rf"|,\smade\sup\sof|,\scomprising|,\sconsisting\sof|\()\s?"
    rf"(?:\w+\s){{0,1}}?{NUMBER}\s([a-z-]+(?:\s[a-z]+)?)(?:,\s{NUMBER}\s([a-z-]+(?:\s[a-z]+)?))?(?:,\s{NUMBER}\s([a-z-]+(?:\s[a-z]+)?))?,?\s(?:and"
    rf"|plus)\s{NUMBER}\s([a-z-]+)",
    re.IGNORECASE,
)
MEASURES = frozenset({"percent", "share", "dollars", "pounds", "euros", "yen"})
SLACK = 0.06
MOST = 24  # counts of one unit that are held against each other
LONGEST = 3000  # characters of a passage that is looked at
WORD = re.compile(r"[^\W\d_]{3,}")
THIN = frozenset(
    """
    the and was were has have had been for with from that this which who their its his her are than more into over
    after before when while said says least many much about nearly almost some people times
    """.split()
)
NUMBERED_EVENTS = frozenset(
    """
    dead died killed deaths injured wounded hurt arrested missing victims casualties fatalities infected hospitalised
    hospitalized trapped evacuated detained
    """.split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with the passage it is in and the words around it."""

    quantity: Quantity
    role: str
    words: frozenset[str]

    @property
    def span(self) -> Span:
        """Give its place."""
        return Span(self.quantity.start, self.quantity.end)


def counted(text: str, passage: Passage, found: list[Quantity]) -> list[Counted]:
    """Put a passage's quantities with the words around them."""
    if not found:
        return []
    words = content_words(text[passage.start : passage.end])
    return [Counted(q, passage.role, words) for q in found]


def content_words(text: str) -> frozenset[str]:
    """Give the words of a text that carry its meaning, cut to their stems' first letters."""
    return frozenset(w.lower()[:7] for w in WORD.findall(text)) - THIN


def _hedge(quantity: Quantity) -> str:
    low = quantity.qualifier.lower()
    if low in LOW or low in ABOVE:
        return "floor"
    if low in HIGH or low in BELOW:
        return "ceiling"
    return "plain" if low in {"", "only", "just", "exactly", "a total of", "another"} else "about"


def headline_numbers(items: list[Counted]) -> list[Finding]:
    """Find a headline's floor that the body has as a ceiling, and the like."""
    out = []
    body = [i for i in items if i.role in {"body", "caption"}]
    for top in (i for i in items if i.role in {"headline", "deck"}):
        value = top.quantity.value
        if value is None or _hedge(top.quantity) == "ceiling":
            continue
        under = [
            b
            for b in body
            if b.quantity.value == value and _hedge(b.quantity) == "ceiling" and _like_units(top.quantity, b.quantity)
        ]
        if under and not any(b.quantity.value == value and _hedge(b.quantity) == "plain" for b in body):
            said = top.quantity.qualifier or "a flat"
            why = f"The headline has {said} {value}; the body has “{under[0].quantity.qualifier} {value}”: no more."
            out.append(Finding("headline_overstates", (top.span, *(u.span for u in under[:3])), why))
    return out


def _like_units(one: Quantity, other: Quantity) -> bool:
    """Tell percentages and money from counts."""
    return not one.unit or not other.unit or (one.unit in MEASURES) == (other.unit in MEASURES)


def disagreeing(items: list[Counted]) -> list[Finding]:
    """Find one count with two bounds or two values."""
    out: list[Finding] = []
    by_unit: dict[str, list[Counted]] = {}
    for item in items:
        unit = item.quantity.unit.lower().split(" ")[-1].rstrip("s")
        if (
            item.quantity.value is not None
            and item.role in {"body", "headline", "deck", "caption"}
            and item.quantity.value > 2
        ):
            by_unit.setdefault(unit, []).append(item)
    for unit, group in by_unit.items():
        found = _clash(unit, group[:MOST])
        if found:
            out.append(found)
    return out[:4]


def _clash(unit: str, group: list[Counted]) -> Finding | None:
    for k, one in enumerate(group):
        for other in group[k + 1 :]:
            if (
                unit
                and one.quantity.unit
                not in MEASURES  # "20 per cent" and "more than 20 per cent" are one figure, told loosely
                and _same_count(one, other)
                and {_hedge(one.quantity), _hedge(other.quantity)} in ({"plain", "floor"}, {"floor", "ceiling"})
            ):
                why = f"{_both(one, other)}: a flat number and a bound for one thing."
                if _hedge(one.quantity) != "plain" and _hedge(other.quantity) != "plain":
                    why = f"{_both(one, other)}: a floor and a ceiling for one thing."
                return Finding("numbers_disagree", (one.span, other.span), why)
            if unit and _other_count(one, other):
                why = f"{_both(one, other)}, for what looks like one thing."
                return Finding("numbers_disagree", (one.span, other.span), why)
    return None


def _same_count(one: Counted, other: Counted) -> bool:
    return one.quantity.value == other.quantity.value and len(one.words & other.words) >= 2


def _other_count(one: Counted, other: Counted) -> bool:
    """Tell two values for one thing: the sentences around them say much the same."""
    if one.quantity.value == other.quantity.value or one.quantity.unit in {
        "percent",
        "share",
        "dollars",
        "pounds",
        "euros",
    }:
        return False
    if _hedge(one.quantity) != "plain" or _hedge(other.quantity) != "plain" or one.words is other.words:
        return False
    shared = len(one.words & other.words)
    least = min(len(one.words), len(other.words))
    deadly = one.words & other.words & NUMBERED_EVENTS
    return least >= 4 and shared >= (0.6 if deadly else 0.75) * least


def _both(one: Counted, other: Counted) -> str:
    return f"One place has {_say(one.quantity)}, another {_say(other.quantity)}"


def _say(quantity: Quantity) -> str:
    return f"{quantity.qualifier} {quantity.value} {quantity.unit}".strip()


def sums(text: str, passages: tuple[Passage, ...], numbers: dict[int, list[Quantity]]) -> list[Finding]:
    """Find percentages and sums that do not add up."""
    out = []
    for index, found_here in numbers.items():
        passage = passages[index]
        if len(found_here) < 2 or passage.end - passage.start > LONGEST:
            continue
        sentence = text[passage.start : passage.end]
        shares = "%" in sentence or "per" in sentence
        for check in (_share, _change, _parts) if shares else (_parts,):
            found = check(sentence)
            if found:
                start, end, why = found
                out.append(Finding("sum_wrong", (Span(passage.start + start, passage.start + end),), why))
    return out


def _number(word: str) -> float | None:
    return figure(word) if word[0].isdigit() else spelled([word.lower()])


def _share(sentence: str) -> tuple[int, int, str] | None:
    found = SHARE.search(sentence)
    if not found:
        return None
    part, whole, percent = _number(found[1]), _number(found[2]), float(found[3])
    if not part or not whole or part > whole:
        return None
    real = 100 * part / whole
    if abs(real - percent) <= max(1.5, SLACK * percent):
        return None
    return found.start(), found.end(), f"{found[1]} of {found[2]} is {real:.0f} per cent, not {found[3]}."


def _change(sentence: str) -> tuple[int, int, str] | None:
    found = CHANGE.search(sentence)
    if not found:
        return None
    a, b, percent = figure(found["a"]), figure(found["b"]), float(found["p"])
    units = {(found["au"] or found["bu"] or "").strip(), (found["bu"] or "").strip()}
    if not a or b is None or len(units) > 1 or (found["bu"] or "").strip().startswith(("%", "per")):
        return None
    real = 100 * abs(b - a) / a
    if abs(real - percent) <= max(1.5, SLACK * percent):
        return None
    return (
        found.start(),
        found.end(),
        f"From {found['a']} to {found['b']} is a change of {real:.0f} per cent, not {found['p']}.",
    )


def _parts(sentence: str) -> tuple[int, int, str] | None:
    found = PARTS.search(sentence)
    if not found:
        return None
    whole = _number(found[1])
    parts = [_number(found[k]) for k in (2, 4, 6, 8) if found[k]]
    if whole is None or any(p is None for p in parts):
        return None
    total = sum(p for p in parts if p is not None)
    if total == whole or total > 5 * whole:
        return None
    return found.start(), found.end(), f"The parts make {total:g}, the whole is {whole:g}."
