"""Find percentages and sums that do not add up."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.text.keyed import keyed
from factcheck.text.model import Finding, Span
from factcheck.text.numbers import figure, spelled, told

if TYPE_CHECKING:
    from factcheck.text.model import Number, Passage, Quantity
    from factcheck.text.reading import Reading

NUMBER = (
    r"(\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
)
SHARE = keyed(
    rf"\b{NUMBER}\s(?:out\s)?of\s(?:the\s|its\s|their\s"
    rf"|all\s)?{NUMBER}\b[^.%\d]{{0,50}}?[\s(,–-](\d+(?:\.\d+)?)\s?(?:%|per\s?cent)",
    re.IGNORECASE,
)
CHANGE = keyed(
    r"\b(?P<verb>rose|risen|increased|grew|jumped|climbed|surged|went\sup|up|fell|fallen|dropped|declined"
    r"|decreased|went\sdown|down|cut|reduced)\b[^.\d]{0,40}?\sfrom\s[£$€]?(?P<a>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d)(?P<au>%"
    r"|\sper\s?cent|\s(?:million|billion|thousand)|m"
    r"|bn)?(?:\s(?:in|during)\s(?:19|20)\d\d)?[^.\d]{0,30}?\sto\s[£$€]?(?P<b>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d)"
    r"(?P<bu>%|\sper\s?cent|\s(?:million|billion|thousand)|m|bn)?[^.\d]{0,50}?(?P<p>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)(?!\s?points?)",
    re.IGNORECASE,
)
PARTS = keyed(
    rf"\b{NUMBER}\s(?:people|men|women|children|members|victims|passengers|students|suspects|officers|arrests"
    rf"|seats|votes|jobs|cases|deaths|medals|crew|[a-z]+s)\b[^.\d]{{0,30}}?(?:[:–—]|\s-\s|,\snamely"
    rf"|,\smade\sup\sof|,\scomprising|,\sconsisting\sof|\()\s?"
    rf"(?:\w+\s){{0,1}}?{NUMBER}\s([a-z-]+(?:\s[a-z]+)?)(?:,\s{NUMBER}\s([a-z-]+(?:\s[a-z]+)?))?(?:,\s{NUMBER}\s([a-z-]+(?:\s[a-z]+)?))?,?\s(?:and"
    rf"|plus)\s{NUMBER}\s([a-z-]+)",
    re.IGNORECASE,
)
SCALED = r"(?:\s(?:million|billion|thousand|trillion)|m\b|bn\b)"
MOVED = (
    r"(?:rose|increased|grew|jumped|climbed|surged|fell|dropped|declined|decreased|slid|slipped|plunged|sank|was\sup"
    r"|was\sdown|up|down)"
)
CHANGE_FIRST = keyed(
    rf"\b{MOVED}\s(?:by\s)?(?P<p>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)\sto\s[£$€]?(?P<b>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d)"
    rf"(?P<bu>{SCALED})?[^.\d%]{{0,40}}?\sfrom\s[£$€]?(?P<a>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d)(?P<au>{SCALED})?",
    re.IGNORECASE,
)
FOLD = keyed(
    rf"\b(?P<verb>doubled|trebled|tripled|quadrupled|halved)\b[^.\d]{{0,30}}?"
    rf"(?:\sfrom\s[£$€]?(?P<a>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d){SCALED}?(?:\sin\s\d{{4}})?"
    rf"\sto\s[£$€]?(?P<b>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d){SCALED}?"
    rf"|\sto\s[£$€]?(?P<b2>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d){SCALED}?\sfrom\s[£$€]?(?P<a2>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d){SCALED}?)",
    re.IGNORECASE,
)
FOLD_SLACK = 0.2
AT_LEAST = re.compile(r"\b(?:more\sthan|over|at\sleast|well\sover)\s$", re.IGNORECASE)
WHOLE = re.compile(
    r"(?:made\sup\sof|comprising|consisting\sof|composed\sof|namely|broken\sdown\s(?:as|into)|split\sbetween|[—–:]|\s-)"
    r"\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# What may stand between two parts of a list: no verb, no "a", which would be a part without a number.
PART_LINK = re.compile(
    r"(?!.*\b(?:an?|one|was|were|is|are|had|has|but|which|who|than|from\s\d)\b)[^.;:—–()]{1,60}", re.IGNORECASE
)
LAST_LINK = re.compile(r"\b(?:and|plus)\s$")
LOOSE_LINK = re.compile(r"[^.;:—–()]{1,60}")
FOR_A_TOTAL = re.compile(
    r",?\s(?:for\sa\s(?:combined\s|grand\s)?total\sof|(?:which\s)?total(?:s|l?ing|led)|a\stotal\sof|adding\sup\sto|making)\s[£$€]?\d",
    re.IGNORECASE,
)
AMOUNT = rf"[£$€]?(?P<{{0}}>\d[\d,]*(?:\.\d+)?)(?![\d.]*\d)(?P<{{0}}u>{SCALED})?"
TOGETHER = re.compile(
    r"\b(?:together,?|(?:in|all)\s(?:all|told),?)\s(?:(?:the\s(?P<many>two|three|four)|they|these|both)\s)?"
    r"(?:make\sup|made\sup|make|come\sto|came\sto|add\sup\sto|added\sup\sto|amount(?:ed)?\sto|total(?:led|ed)?|cost|raised"
    r"|brought\sin|were\sworth|are\sworth)\s(?=[£$€\d])",
    re.IGNORECASE,
)
NAMED_SUM = {"two": 2, "three": 3, "four": 4}
UP_FROM = keyed(
    AMOUNT.format("b")
    + r"[^.;%£$€\d]{0,40}?,?\s(?:up|down)\s(?:by\s)?(?P<p>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)\sfrom\s(?:the\s)?"
    + AMOUNT.format("a"),
    re.IGNORECASE,
)
MORE_THAN = keyed(
    AMOUNT.format("b")
    + r"[^.;%£$€\d]{0,60}?,?\s(?:about\s)?(?P<p>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)\s(?:more|less|fewer|higher|lower)"
    + r"\sthan\s(?:the\s)?"
    + AMOUNT.format("a"),
    re.IGNORECASE,
)
MAJORITY = keyed(
    r"\b(?P<a>\d[\d,]*)(?:\svotes)?\s(?:to|against)\s(?P<b>\d[\d,]*)\b[^.\d]{0,40}?\b(?:majority|margin)\sof\s(?P<c>\d[\d,]*)\b",
    re.IGNORECASE,
)
SEXES = keyed(
    r"\b(?:women|men)\b[^.%\d]{0,40}?(?P<a>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)[^.%]{0,40}?\b(?:women|men)\b[^.%]{0,20}?"
    r"(?P<b>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)",
    re.IGNORECASE,
)
MADE_UP = re.compile(r"\b(?:made\sup|account(?:s|ed|ing)?\sfor|were|are|comprised)\b", re.IGNORECASE)
NEAR_WHOLE = 0.04  # parts that miss the whole of the sentence before by less are its parts
WHOLE_PERCENT, FAR_OFF = 101, 20  # with rounding; what is farther off is of two wholes
PARTS_LEAST = 3
ROUNDING = 0.006
SLACK = 0.06
KEPT = frozenset({"percent", "dollars", "pounds", "euros", "yen"})


def sums(
    text: str, passages: tuple[Passage, ...], readings: list[Reading | None], numbers: dict[int, list[Quantity]]
) -> list[Finding]:
    """Find percentages and sums that do not add up."""
    out = []
    for index, found_here in numbers.items():
        passage, reading = passages[index], readings[index]
        both = _together(text, passage, found_here, numbers.get(index - 1, []))
        if both:
            out.append(Finding("sum_wrong", (Span(both[0], both[1]),), both[2]))
            continue
        if len(found_here) < 2 or reading is None:
            continue
        told_wrong = (
            _listed(text, found_here) or _totalled(text, found_here) or _of_before(numbers.get(index - 1), found_here)
        )
        if told_wrong:
            out.append(Finding("sum_wrong", (Span(told_wrong[0], told_wrong[1]),), told_wrong[2]))
            continue
        sentence = text[passage.start : passage.end]
        shares = "%" in sentence or "per" in sentence
        for rule, check in (*SHARES, *SUMS) if shares else SUMS:
            found = rule.search(sentence, classes=reading.words.classes)
            why = check(found) if found else None
            if found and why:
                span = Span(passage.start + found.start(), passage.start + found.end())
                out.append(Finding("sum_wrong", (span,), why))
    return out


def _listed(text: str, found: list[Quantity]) -> tuple[int, int, str] | None:
    """Add up the parts of "812 million, made up of 498 million, 231 million and 93 million"."""
    for at, whole in enumerate(found[:-2]):
        if not whole.value or not WHOLE.search(text, whole.end, found[at + 1].start):
            continue
        parts, last = [found[at + 1]], False
        for item in found[at + 2 :]:
            between = text[parts[-1].end : item.start]
            if last or not PART_LINK.fullmatch(between):
                break
            parts.append(item)
            last = LAST_LINK.search(between) is not None
        values = [part.value for part in parts if part.value]
        if not last or len(values) != len(parts) or max(values) >= whole.value or any(p.qualifier for p in parts):
            continue
        if {part.unit == "percent" for part in parts} != {whole.unit == "percent"}:
            continue
        why = _missed(values, whole.value)
        if why:
            return whole.start, parts[-1].end, why
    return None


def _missed(values: list[Number], whole: Number) -> str:
    """Say by what the parts miss the whole; "" where they make it, or are too far off to be its parts."""
    total = sum(values)
    rounding = ROUNDING * whole if any(v != int(v) for v in (*values, whole)) else 0
    missed = rounding < abs(total - whole) < whole / 2
    return f"The parts make {told(total)}, the whole is {told(whole)}." if missed else ""


def _totalled(text: str, found: list[Quantity]) -> tuple[int, int, str] | None:
    """Add up the parts of "1.1 million from reserves and 450,000 from salt, for a total of 1.6 million"."""
    whole = found[-1]
    parts = found[:-1]
    if len(parts) < 2 or not whole.value or not FOR_A_TOTAL.search(text, parts[-1].end, whole.end):
        return None
    parts = [part for part in parts if part.unit == whole.unit or whole.unit not in KEPT]
    values = [part.value for part in parts if part.value]
    if len(values) < 2 or max(values) >= whole.value or any(part.qualifier for part in parts):
        return None
    links = [text[one.end : other.start] for one, other in pairwise(parts)]
    if not all(LOOSE_LINK.fullmatch(link) for link in links) or not LAST_LINK.search(links[-1]):
        return None
    why = _missed(values, whole.value)
    return (parts[0].start, whole.end, why) if why else None


def _together(
    text: str, passage: Passage, found: list[Quantity], before: list[Quantity]
) -> tuple[int, int, str] | None:
    """Add up "£61 million … and £38 million. Together the two make up £109 million"."""
    says = TOGETHER.search(text, passage.start, passage.end)
    whole = next((q for q in found if says is not None and says.end() - 1 <= q.start <= says.end() + 1), None)
    if says is None or whole is None or not whole.value or whole.qualifier:
        return None
    many = NAMED_SUM[(says["many"] or "two").lower()]
    parts = [q for q in (*before, *found) if q.start < says.start() and q.unit == whole.unit and q.value]
    values = [q.value for q in parts if q.value]
    if len(parts) != many or any(q.qualifier for q in parts) or max(values) >= whole.value:
        return None
    why = _missed(values, whole.value)
    return (parts[0].start, whole.end, why) if why else None


def _of_before(before: list[Quantity] | None, parts: list[Quantity]) -> tuple[int, int, str] | None:
    """Hold three sums of money or more against the whole that the sentence before gives, which they nearly make."""
    unit = parts[0].unit
    alike = all(part.value and not part.qualifier and part.unit in {unit, "", "million", "billion"} for part in parts)
    if not before or not alike or unit not in KEPT - {"percent"} or len(parts) < PARTS_LEAST:
        return None
    values = [part.value for part in parts if part.value]
    total = sum(values)
    for whole in before:
        if not whole.value or whole.unit != unit or whole.qualifier or max(values) >= whole.value:
            continue
        if ROUNDING * whole.value < abs(total - whole.value) <= NEAR_WHOLE * whole.value:
            why = f"These make {told(total)}; the sentence before has {told(whole.value)} in all."
            return parts[0].start, parts[-1].end, why
    return None


def _fold(found: re.Match[str]) -> str | None:
    """Hold "doubled from 40 to 60" against the figures."""
    a = figure(found["a"] or found["a2"])
    b = figure(found["b"] or found["b2"])
    times = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}[found["verb"].lower()]
    if not a or not b or abs(b / a - times) <= FOLD_SLACK * times:
        return None
    if b / a > times and AT_LEAST.search(found.string, 0, found.start()):
        return None  # "more than doubled"
    return f"From {told(a)} to {told(b)} is {b / a:.2g} times, not {found['verb'].lower()}."


def _changed(found: re.Match[str], real: float) -> str:
    first, last = found["a"].rstrip(","), found["b"].rstrip(",")
    return f"From {first} to {last} is a change of {real:.0f} per cent, not {found['p']}."


def _change_told_first(found: re.Match[str]) -> str | None:
    """Hold "fell 38 per cent to 41.5 million from 66.9 million" against the figures."""
    a, b, percent = figure(found["a"]), figure(found["b"]), float(found["p"])
    if not a or b is None or (found["au"] or found["bu"]) != (found["bu"] or found["au"]):
        return None
    real = 100 * abs(b - a) / a
    if _as_told(real, percent):
        return None
    return _changed(found, real)


def _as_told(real: float, percent: float) -> bool:
    """Say whether a share is what the text calls it, rounded as people round."""
    return abs(real - percent) <= max(1.5, SLACK * percent)


def _majority(found: re.Match[str]) -> str | None:
    """Hold "by 318 votes to 240, a majority of 88" against the figures."""
    a, b, c = figure(found["a"]), figure(found["b"]), figure(found["c"])
    if a is None or b is None or c is None or a <= b or a - b == c:
        return None
    return f"{found['a']} to {found['b']} is a majority of {told(a - b)}, not {found['c']}."


def _sexes(found: re.Match[str]) -> str | None:
    """Hold "women accounted for 58 per cent and men for 44" against the whole."""
    both = float(found["a"]) + float(found["b"])
    if not MADE_UP.search(found[0]) or both <= WHOLE_PERCENT or both > WHOLE_PERCENT + FAR_OFF:
        return None
    return f"{found['a']} and {found['b']} per cent make {both:g}, more than the whole."


def _number(word: str) -> float | None:
    return figure(word) if word[0].isdigit() else spelled([word.lower()])


def _share(found: re.Match[str]) -> str | None:
    part, whole, percent = _number(found[1]), _number(found[2]), float(found[3])
    if not part or not whole or part > whole:
        return None
    real = 100 * part / whole
    if _as_told(real, percent):
        return None
    return f"{found[1]} of {found[2]} is {real:.0f} per cent, not {found[3]}."


def _change(found: re.Match[str]) -> str | None:
    a, b, percent = figure(found["a"]), figure(found["b"]), float(found["p"])
    units = {(found["au"] or found["bu"] or "").strip(), (found["bu"] or "").strip()}
    if not a or b is None or len(units) > 1 or (found["bu"] or "").strip().startswith(("%", "per")):
        return None
    real = 100 * abs(b - a) / a
    if _as_told(real, percent):
        return None
    return _changed(found, real)


def _parts(found: re.Match[str]) -> str | None:
    whole = _number(found[1])
    parts = [_number(found[k]) for k in (2, 4, 6, 8) if found[k]]
    if whole is None or any(p is None for p in parts):
        return None
    total = sum(p for p in parts if p is not None)
    if total == whole or total > 5 * whole:
        return None
    return f"The parts make {total:g}, the whole is {whole:g}."


# Of sentences with a percentage.
SHARES = (
    (SHARE, _share),
    (CHANGE, _change),
    (CHANGE_FIRST, _change_told_first),
    (UP_FROM, _change_told_first),
    (MORE_THAN, _change_told_first),
    (SEXES, _sexes),
)
SUMS = ((FOLD, _fold), (PARTS, _parts), (MAJORITY, _majority))
