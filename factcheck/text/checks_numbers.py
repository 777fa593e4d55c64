"""Find numbers that disagree: with each other, with the headline, with their own sum."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.keyed import keyed
from factcheck.text.kinds import LENGTHS
from factcheck.text.model import Finding, Span
from factcheck.text.numbers import figure, spelled, told
from factcheck.text.quantities import ABOVE, BELOW, HIGH, LOW

if TYPE_CHECKING:
    from factcheck.text.model import Number, Passage, Quantity
    from factcheck.text.reading import Reading

MEASURES = frozenset({"percent", "share", "dollars", "pounds", "euros", "yen"})
PLACING = frozenset({"above", "below", "under", "over"})
SMALL = 2
ROUNDED = 0.06
NEAR = 1.5  # times; a number so much larger counts something else
CLOSE = frozenset({"nearly", "almost", "close to", "approaching", "shy of", "just under"})
MUCH = 8  # times; a number so much smaller counts something else
COUNT = (
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)"
)
TWO = 2
OWNER = 48  # characters before a number in which it says of what whole it is
# "two of its nine branches", "the smallest of the county's eight branches"
OWNED = re.compile(
    rf"\b(?:{COUNT}|one|all|most|half|none|some|any|each|\w+est)['”’\"]?\sof\s(?:(?P<own>its|their|(?:the\s)?(?:\w+\s)?\w+['’]s)|the)\s$",
    re.IGNORECASE,
)
KILLED = keyed(
    rf"\bkill(?:s|ed|ing)\s(?:(?:at\sleast|more\sthan|as\smany\sas|about|some|nearly|almost)\s)?({COUNT})\b(?!\s?(?:%|per\s?cent))"
    rf"|\b({COUNT})\s(?:people\s|others\s)?(?:were\skilled|have\sdied|dead|died)\b",
    re.IGNORECASE,
)
TOLL = keyed(
    rf"\b({COUNT})\s(?:people\s)?(?:were\s|are\s|have\sbeen\s)?confirmed\s(?:as\s)?dead"
    rf"|\bdeath\stoll\s(?:\w+\s){{0,4}}?({COUNT})\b(?!\s?(?:%|per\s?cent))",
    re.IGNORECASE,
)
TOP = 4  # passages at the head of a text that tell what it is about
OTHER_EVENT = keyed(
    r"\b(?:in\s(?:1[89]|20)\d\d|last\s(?:year|month|week)|earlier\s(?:this|attack|quake)|previous|since|years?\sago|history)\b",
    re.IGNORECASE,
)
MOST = 24  # counts of one unit that are held against each other
STEM = 7  # letters of a word by which it is compared
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


class Around:
    """The words around a passage's quantities, read once somebody asks for them."""

    def __init__(self, text: str, passage: Passage) -> None:
        """Take the passage."""
        self.text = text
        self.passage = passage

    @cached_property
    def words(self) -> frozenset[str]:
        """Give the passage's words that carry its meaning."""
        return content_words(self.passage.span.of(self.text))


class Counted(NamedTuple):
    """A quantity with the passage it is in and the words around it."""

    quantity: Quantity
    role: str
    around: Around

    @property
    def words(self) -> frozenset[str]:
        """Give the words around it."""
        return self.around.words

    @property
    def span(self) -> Span:
        """Give its place."""
        return Span(self.quantity.start, self.quantity.end)


def counted(text: str, passage: Passage, found: list[Quantity]) -> list[Counted]:
    """Put a passage's quantities with the words around them."""
    if not found:
        return []
    around = Around(text, passage)
    return [Counted(q, passage.role, around) for q in found]


def content_words(text: str) -> frozenset[str]:
    """Give the words of a text that carry its meaning, cut to their stems' first letters."""
    return frozenset([w[:STEM] for w in WORD.findall(text.lower())]) - THIN


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
            if b.quantity.value == value
            and _hedge(b.quantity) == "ceiling"
            and _like_units(top.quantity, b.quantity)
            and b.quantity.qualifier.lower() not in PLACING
        ]
        if top.quantity.unit.partition(" ")[0].rstrip("s") in LENGTHS and _hedge(top.quantity) == "plain":
            under = []  # "split after four years" over "almost four years" is no news
        if under and not any(b.quantity.value == value and _hedge(b.quantity) == "plain" for b in body):
            said = top.quantity.qualifier or "a flat"
            why = f"The headline has {said} {value}; the body has “{under[0].quantity.qualifier} {value}”: no more."
            out.append(Finding("headline_overstates", (top.span, *(u.span for u in under[:3])), why))
    return out or _higher(items) or _under(items)


def _under(items: list[Counted]) -> list[Finding]:
    """Find a headline's "below 80 per cent" where the body has more and nowhere so little."""
    body = [i for i in items if i.role in {"body", "caption"} and i.quantity.value is not None]
    for top in (i for i in items if i.role in {"headline", "deck"} and _hedge(i.quantity) == "ceiling"):
        value, unit = top.quantity.value, _unit(top.quantity)
        if value is None or not unit or unit in LENGTHS or top.quantity.qualifier.lower() in CLOSE:
            continue
        alike = [(i, i.quantity.value) for i in body if _unit(i.quantity) == unit and i.quantity.value is not None]
        over = [i for i, v in alike if value < v <= NEAR * value and len(i.words & top.words) >= TWO]
        if over and all(v > value for _, v in alike):
            said = f"“{top.quantity.qualifier} {told(value)}”"
            why = f"The headline has {said}; the body has {told(over[0].quantity.value or 0)}, and nowhere so little."
            return [Finding("headline_overstates", (top.span, over[0].span), why)]
    return []


def _higher(items: list[Counted]) -> list[Finding]:
    """Find a headline's number that is higher than the body's for the same thing."""
    body = [i for i in items if i.role in {"body", "caption"} and i.quantity.value]
    values = [i.quantity.value for i in body if i.quantity.value is not None]
    for top in (i for i in items if i.role in {"headline", "deck"}):
        value, unit = top.quantity.value, _unit(top.quantity)
        if value is None or value <= SMALL or not unit or _hedge(top.quantity) in {"ceiling", "about"}:
            continue
        near = [i.quantity.value for i in body if _unit(i.quantity) == unit and i.quantity.value is not None]
        if value in values or any(abs(v - value) <= ROUNDED * value for v in near):
            continue
        for item in body:
            other = item.quantity.value
            like = other is not None and _unit(item.quantity) == unit and value / MUCH <= other < value
            if like and other is not None and len(item.words & top.words) >= 2 and _hedge(item.quantity) != "ceiling":
                held = f"“{item.quantity.qualifier} {told(other)}”".replace("“ ", "“")
                why = f"The headline has {told(value)} {unit}; the body has {held} and nowhere as much."
                return [Finding("headline_overstates", (top.span, item.span), why)]
    return []


def _unit(quantity: Quantity) -> str:
    words = quantity.unit.lower().split(" ")
    if len(words) > 1 and words[-1] in NUMBERED_EVENTS:
        words.pop()  # "84 people killed" are people
    return words[-1].rstrip("s") if quantity.unit not in MEASURES else quantity.unit


def tolls(text: str, read: list[tuple[Passage, Reading]]) -> list[Finding]:
    """Find two numbers for the dead of what a text is about: its head's, and a later count of them all."""
    heads = [(p, r.words.classes) for p, r in read if p.role in {"headline", "deck", "body"}]
    first: tuple[Number, Span] | None = None
    for at, (passage, classes) in enumerate(heads):
        if first is None and at >= TOP:
            break
        found = (KILLED if first is None else TOLL).search(text, passage.start, passage.end, classes)
        if found is None or OTHER_EVENT.search(text, passage.start, passage.end, classes):
            continue
        word = found[1] or found[2]
        value = figure(word) if word[0].isdigit() else spelled([word.lower()])
        if value is None:
            continue
        if first is None:
            first = value, Span(*found.span())
        elif abs(value - first[0]) > ROUNDED * first[0]:
            why = f"{first[0]} dead in one place, {value} in another."
            return [Finding("numbers_disagree", (first[1], Span(*found.span())), why)]
    return []


def _like_units(one: Quantity, other: Quantity) -> bool:
    """Tell percentages and money from counts."""
    return not one.unit or not other.unit or (one.unit in MEASURES) == (other.unit in MEASURES)


def disagreeing(items: list[Counted]) -> list[Finding]:
    """Find one count with two bounds or two values."""
    out: list[Finding] = []
    by_unit: dict[str, list[Counted]] = {}
    for item in items:
        unit = _unit(item.quantity)
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


def wholes(text: str, items: list[Counted]) -> list[Finding]:
    """Find a whole that is told with two numbers: "two of its nine branches", "the county's eight branches"."""
    by_unit: dict[str, list[Counted]] = {}
    owned: set[str] = set()
    for item in items:
        value, unit = item.quantity.value, _unit(item.quantity)
        before = text[max(0, item.quantity.start - OWNER) : item.quantity.start]
        if (
            value is None
            or value <= SMALL
            or not unit
            or unit in MEASURES
            or unit in LENGTHS
            or item.quantity.qualifier
        ):
            continue
        whole = OWNED.search(before)
        if whole is not None and item.role != "boilerplate" and value == int(value):
            by_unit.setdefault(unit, []).append(item)
            owned = owned | {unit} if whole["own"] else owned
    for unit, group in by_unit.items():
        if unit not in owned:
            continue
        first = group[0]
        other = next(
            (i for i in group[1:] if i.quantity.value != first.quantity.value and i.words is not first.words), None
        )
        if other is not None and len({i.quantity.value for i in group}) == TWO:
            a, b = first.quantity.value, other.quantity.value
            why = f"The {unit}s are {a} in all in one place, {b} in another."
            return [Finding("numbers_disagree", (first.span, other.span), why)]
    return []


def _clash(unit: str, group: list[Counted]) -> Finding | None:
    for k, one in enumerate(group):
        for other in group[k + 1 :]:
            if (
                unit
                and unit not in LENGTHS
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
    lasts = one.quantity.unit.partition(" ")[0].rstrip("s") in LENGTHS
    if (
        lasts
        or one.quantity.value == other.quantity.value
        or one.quantity.unit
        in {
            "percent",
            "share",
            "dollars",
            "pounds",
            "euros",
        }
    ):
        return False
    if _hedge(one.quantity) != "plain" or _hedge(other.quantity) != "plain" or one.around is other.around:
        return False
    shared = len(one.words & other.words)
    least = min(len(one.words), len(other.words))
    deadly = one.words & other.words & NUMBERED_EVENTS
    return least >= 4 and shared >= (0.6 if deadly else 0.75) * least


def _both(one: Counted, other: Counted) -> str:
    return f"One place has {_say(one.quantity)}, another {_say(other.quantity)}"


def _say(quantity: Quantity) -> str:
    return f"{quantity.qualifier} {quantity.value} {quantity.unit}".strip()
