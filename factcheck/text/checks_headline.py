"""Find a headline that says more than the body in other words: "in half" over 28 per cent, 87 dead over 78, "prove"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.checks_numbers import COUNT, OTHER_EVENT, content_words
from factcheck.text.keyed import keyed
from factcheck.text.model import Finding, Span
from factcheck.text.numbers import figure, spelled, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.text.model import Passage
    from factcheck.text.reading import Reading

LEADS = 4  # passages that open the body
ALIKE = 2  # words that a passage shares with the headline which tells of the same
# How much of a change a word is, in per cent.
FOLDS = {"half": 50.0, "halve": 50.0, "double": 100.0, "triple": 200.0, "treble": 200.0, "quadruple": 300.0}
FOLDED = keyed(
    r"\b(?:(?P<half>(?:in|by)\shalf|halves|halved|halving)|(?P<fold>double|triple|treble|quadruple)[sd]?\b(?!\sdown|-))",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\b(?P<p>\d{1,3}(?:\.\d+)?)(?:\s|-)?(?:%|per\s?cent\b)", re.IGNORECASE)
FROM_TO = re.compile(
    r"\bfrom\s[£$€]?(?P<a>\d[\d,]*(?:\.\d+)?)(?P<au>\s?(?:million|billion|thousand|m|bn)\b)?"
    r"\sto\s[£$€]?(?P<b>\d[\d,]*(?:\.\d+)?)(?P<bu>\s?(?:million|billion|thousand|m|bn)\b)?",
    re.IGNORECASE,
)
SHORT_OF = 0.8  # of the change that the headline claims
HEDGE = r"(?:(?:at\sleast|more\sthan|as\smany\sas|about|some|nearly|almost|over|up\sto)\s)?"
DEAD = keyed(
    rf"\b(?P<n>{COUNT})\s(?:(?:people|others|passengers|men|women|children|migrants|workers|more)\s)?"
    r"(?:(?:have|had|has|were|are|was|been|confirmed|left)\s){0,2}(?:dead|die|dies|died|drown|drowned|killed|perish(?:ed)?)\b"
    rf"|\b(?:kill(?:s|ed|ing)?|claim(?:s|ed|ing)?\sthe\slives\sof)\s{HEDGE}(?P<m>{COUNT})\b(?!\s?(?:%|per\s?cent|years|days|months))",
    re.IGNORECASE,
)
NUMBER = re.compile(rf"\b{COUNT}\b", re.IGNORECASE)
FEARED = re.compile(r"\b(?:feared|missing|could|may|might|would|threat|risk)\b|\?", re.IGNORECASE)
# Held, jailed or missing for so long.
HELD = keyed(
    r"\b(?:hostage|captive|captivity|held|freed|released|rescued|jailed|sentenced|imprisoned|prison|jail|trapped|kidnapp?ed"
    r"|missing|stranded)\b",
    re.IGNORECASE,
)
LONG = re.compile(
    rf"\b(?P<n>{COUNT})(?:\s|-)(?P<unit>day|week|month|year)s?\b(?!\s?(?:old|ago|later|earlier))"
    rf"(?:\sand\s(?P<more>{COUNT})\s(?P<of>day|week|month)s?\b)?",
    re.IGNORECASE,
)
DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
CERTAIN = re.compile(r"\b(?:prove[sn]?|proof|confirms?|confirmed)\b", re.IGNORECASE)
ACTS = keyed(
    r"\b(?:cuts?|slash(?:es)?|halves|doubles?|boosts?|raises?|lowers?|prevents?|causes?|cures?|stops?|reverses?|beats?|fights?"
    r"|protects?|wards?|reduces?|increases?|makes?|triggers?|kills?)\b",
    re.IGNORECASE,
)
MAYBE = keyed(
    r"\b(?:may|might|could)\s(?:\w+\s)?(?:be|help|have|make|cut|lower|raise|reduce|protect|lead|cause|hold)\b|\bsuggests?\b",
    re.IGNORECASE,
)
UNPROVEN = keyed(
    r"\b(?:(?:do|does|did|can|could)\s?(?:not|n['’]t|nnot)\s(?:prove|show\sthat|establish)|cannot\s(?:prove|show\sthat)|no\sproof"
    r"|not\s(?:yet\s)?(?:proof|proven|conclusive)|observational\sstudy|association,\snot|only\san\sassociation)\b",
    re.IGNORECASE,
)
OPEN = re.compile(r"\b(?:may|might|could|suggests?|study|link(?:ed|s)?|claims?|hopes?|can)\b|\?", re.IGNORECASE)


def headline_in_other_words(text: str, read: list[tuple[Passage, Reading]]) -> list[Finding]:
    """Find what a headline says that the body tells otherwise, in other words than the headline's."""
    top = next((p for p, _ in read if p.role == "headline"), None)
    if top is None:
        return []
    body = [p for p, _ in read if p.role in {"body", "deck"}]
    deck = next((p for p, _ in read if p.role == "deck"), None)
    folded = _folded(text, deck, [p for p in body if p.role == "body"]) if deck is not None else None
    if folded is not None:
        return [folded]
    for check in (_folded, _dead, _held, _certain):
        found = check(text, top, body)
        if found is not None:
            return [found]
    return []


def _shared(text: str, top: Passage, body: list[Passage]) -> Iterator[tuple[Passage, str]]:
    """Give the passages that tell of what the headline tells of."""
    words = content_words(text[top.start : top.end])
    for passage in body:
        sentence = text[passage.start : passage.end]
        if len(words & content_words(sentence)) >= ALIKE:
            yield passage, sentence


def _folded(text: str, top: Passage, body: list[Passage]) -> Finding | None:
    """Hold "in half" against the per cent of the body."""
    found = FOLDED.search(text, top.start, top.end)
    if found is None:
        return None
    much = _fold(found)
    folds = [(_fold(one), one) for p in body for one in FOLDED.pattern.finditer(text, p.start, p.end)]
    if any(fold >= much for fold, _ in folds):
        return None
    if folds:
        other = max(folds, key=lambda one: one[0])[1]
        words = content_words(text[top.start : top.end])
        where = next(p for p in body if p.start <= other.start() < p.end)
        alike = len(words & content_words(text[where.start : where.end])) >= ALIKE
        if not alike or bool(found["half"]) != bool(other["half"]):
            return None
        why = f"The headline or deck has “{found[0]}”, the body “{other[0]}”."
        return Finding("headline_overstates", (Span(*found.span()), Span(*other.span())), why)
    for passage, sentence in _shared(text, top, body):
        change, said = _change(sentence)
        if change is not None and said is not None and change < SHORT_OF * much:
            span = Span(passage.start + said.start(), passage.start + said.end())
            why = f"The headline has “{found[0]}”; the body's figures make {change:.0f} per cent."
            return Finding("headline_overstates", (Span(*found.span()), span), why)
    return None


def _fold(found: re.Match[str]) -> float:
    return FOLDS["half" if found["half"] else found["fold"].lower()]


def _change(sentence: str) -> tuple[float | None, re.Match[str] | None]:
    """Give the change that a sentence has in per cent, told or from one figure to the other."""
    found = FROM_TO.search(sentence)
    if found:
        a, b = figure(found["a"]), figure(found["b"])
        alike = (found["au"] or found["bu"] or "").strip() == (found["bu"] or found["au"] or "").strip()
        return (100 * abs(b - a) / a if a and b is not None and alike else None), found
    percents = list(PERCENT.finditer(sentence))
    if len(percents) == 1 and re.search(r"\b(?:cut|fall|fell|rise|rose|drop|increase|down|up|by)\b", sentence):
        return float(percents[0]["p"]), percents[0]
    return None, None


def _count(word: str) -> float | None:
    value = figure(word) if word[0].isdigit() else spelled([word.lower()])
    return None if value is None else float(value)


def _dead(text: str, top: Passage, body: list[Passage]) -> Finding | None:
    """Hold the headline's dead against the body's."""
    found = DEAD.search(text, top.start, top.end)
    if found is None or FEARED.search(text, top.start, top.end):
        return None
    value = _count(found["n"] or found["m"])
    counts: list[tuple[float, Span]] = []
    for passage in body:
        if OTHER_EVENT.search(text, passage.start, passage.end):
            continue
        for match in DEAD.pattern.finditer(text, passage.start, passage.end):
            dead = _count(match["n"] or match["m"])
            if dead is not None:
                counts.append((dead, Span(*match.span())))
    early = [c for c in counts if c[1].start < body[min(LEADS, len(body)) - 1].end] if body else []
    values = {c[0] for c in counts}
    sums = {a + b for a in values for b in values}
    if value is None or not early or value in values or value in sums or max(values) >= value:
        return None
    most, span = max(early)
    rest = {_count(m[0]) for p in body[:LEADS] for m in NUMBER.finditer(text, p.start, p.end)}
    if most * 2 < value or value - most in rest:
        return None  # some of them: "killed ten tourists and two pilots"
    why = f"The headline has {told(value)} dead, the body {told(most)}."
    return Finding("headline_overstates", (Span(*found.span()), span), why)


def _held(text: str, top: Passage, body: list[Passage]) -> Finding | None:
    """Hold how long somebody was held or is to be against the body."""
    if not HELD.search(text, top.start, top.end):
        return None
    long = next(iter(_lengths(text, top)), None)
    if long is None:
        return None
    days, span = long
    others = [one for p in body if HELD.search(text, p.start, p.end) for one in _lengths(text, p)]
    if not others or any(other >= days for other, _ in others):
        return None
    most, place = max(others)
    if most * 2 < days:
        return None
    why = f"The headline has “{span.of(text)}”, the body “{place.of(text)}”."
    return Finding("headline_overstates", (span, place), why)


def _lengths(text: str, passage: Passage) -> Iterator[tuple[float, Span]]:
    """Give the lengths of time in a passage, in days."""
    for found in LONG.finditer(text, passage.start, passage.end):
        many, more = _count(found["n"]), _count(found["more"]) if found["more"] else 0.0
        if many is not None and more is not None:
            days = many * DAYS_IN[found["unit"].lower()] + more * DAYS_IN[(found["of"] or "day").lower()]
            yield days, Span(*found.span())


def _certain(text: str, top: Passage, body: list[Passage]) -> Finding | None:
    """Hold a headline that something is proven, or does good or harm, against a body that says it may be."""
    headline = text[top.start : top.end]
    proven = CERTAIN.search(headline)
    if OPEN.search(headline) or not (proven or ACTS.search(headline)):
        return None
    lead = [p for p in body if p.role == "body"][: LEADS - 1]
    words = content_words(headline)
    least = 1 if proven else ALIKE
    soft = next(
        (
            p
            for p in lead
            if MAYBE.search(text, p.start, p.end) and len(words & content_words(text[p.start : p.end])) >= least
        ),
        None,
    )
    doubt = next((p for p in body if UNPROVEN.search(text, p.start, p.end)), None)
    if soft is None or (doubt is None and not proven):
        return None
    spans = (top.span, soft.span) if doubt is None else (top.span, soft.span, doubt.span)
    return Finding("headline_overstates", spans, "The headline tells as certain what the body says may be so.")
