"""Hold headline and captions against the body, and quotations against their sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factcheck.text.checks_numbers import content_words
from factcheck.text.model import Finding, Passage, Span

if TYPE_CHECKING:
    from factcheck.text.model import Quote
    from factcheck.text.names import Cast, Person
    from factcheck.text.reading import Reading

HEDGED = re.compile(
    r"\b(?:reportedly|allegedly|alleged(?:ly)?|appears?|appeared|apparently|seems?|seemed|believed\sto"
    r"|thought\sto|suspected|may\shave|might\shave|could\shave|said\sto\s(?:be|have)|accused\sof|unconfirmed)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|no\ssuggestion|not\sbeen\ssuggested|no\sevidence|not\sbeen\s(?:proven|confirmed"
    r"|verified)|disputed?s?|rejected\sthe\s(?:claim|allegation|accusation)s?|unproven"
    r"|could\snot\s(?:be\s)?(?:independently\s)?(?:verify|confirm|verified|confirmed)|declined\sto\sconfirm)\b",
    re.IGNORECASE,
)
SOFT_HEADLINE = re.compile(
    r"\b(?:alleged(?:ly)?|reportedly|accused|accuses?|claims?|claimed|says?|said|den(?:y|ies|ied)|may|might"
    r"|could|suspected|suspects?|appears?|believed|charged|probe|inquiry|investigat\w+|feared|report|reports"
    r"|according|warns?|urges?|calls?|vows?|slams?|\?)\b|\?|:\s",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[^\w\s*]+")
LONGEST = 3000  # characters of a passage that is looked at
WORDY = 2
TAG_LEAST = 2  # words outside the marks that may name a speaker
NEXT_LINE = 3  # characters between a passage and the next paragraph
TURN = re.compile(r"[A-Z][A-Z .'’-]+:")
SUBJECTS = {"he": False, "she": True}


def quotes_not_in_body(text: str, passages: tuple[Passage, ...], quotes: dict[int, list[Quote]]) -> list[Finding]:
    """Find words in quotation marks in a headline that stand nowhere in the body."""
    if not any(passages[index].role in {"headline", "deck"} for index in quotes):
        return []
    body = [text[p.start : p.end] for p in passages if p.role == "body" and p.end - p.start <= LONGEST]
    flat = _flat(" ".join(body))
    sets: list[frozenset[str]] = []
    out = []
    for index, found in quotes.items():
        if passages[index].role not in {"headline", "deck"}:
            continue
        for quote in found:
            said = _flat(quote.exact)
            if len(said.split()) < WORDY or said in flat or not body:
                continue
            wanted = content_words(quote.exact)
            sets = sets or [content_words(b) for b in body]
            if wanted and any(len(wanted & have) >= 0.8 * len(wanted) for have in sets) and len(wanted) > WORDY:
                continue
            why = "The headline has these words in quotation marks, and nobody in the body says them."
            out.append(Finding("quote_not_in_body", (Span(quote.start, quote.end),), why))
    return out


def _flat(text: str) -> str:
    return " ".join(PLAIN.sub(" ", text.lower().replace("’", "'").replace("'", "")).split())


def dropped_doubt(text: str, passages: tuple[Passage, ...]) -> list[Finding]:
    """Find a flat headline over a body that hedges and reports a denial."""
    top = next((p for p in passages if p.role == "headline"), None)
    if top is None or top.end - top.start > LONGEST or SOFT_HEADLINE.search(text[top.start : top.end]):
        return []
    words = content_words(text[top.start : top.end])
    hedged, denied = [], []
    for p in passages:
        if p.role not in {"body", "caption"} or p.end - p.start > LONGEST:
            continue
        sentence = text[p.start : p.end]
        hedges, denies = HEDGED.search(sentence), DENIED.search(sentence)
        if not (hedges or denies) or len(words & content_words(sentence)) < WORDY:
            continue
        if hedges:
            hedged.append(p.span)
        if denies:
            denied.append(p.span)
    if len(hedged) < WORDY or not denied:
        return []
    why = "The headline says it flatly; the body hedges it and has a denial."
    return [Finding("headline_overstates", (top.span, *hedged[:2], *denied[:2]), why)]


def unattributed(text: str, readings: list[tuple[Passage, Reading]], told: list[Span]) -> list[Finding]:
    """Find whole sentences in quotation marks that nobody is said to have said."""
    out = []
    covered = _merged(told)
    starts = [s.start for s in covered]
    for at, (passage, reading) in enumerate(readings):
        if passage.role != "body" or not reading.quotes or not _stands_alone(text, readings, at):
            continue
        for quote in reading.quotes:
            words = text[quote.start : quote.end].strip()
            whole = words.count(" ") >= 4 and words[:1].isupper() and words[-1:] in ".!?,…"
            before = bisect_left(starts, quote.end) - 1
            if not whole or (before >= 0 and covered[before].end > quote.start):
                continue
            out.append(
                Finding(
                    "unattributed_quote",
                    (Span(quote.start, quote.end),),
                    "The text does not say whose words these are.",
                )
            )
    return out[:6]


def _stands_alone(text: str, readings: list[tuple[Passage, Reading]], at: int) -> bool:
    """Tell a passage that is all quotation, with none beside it and no lead-in, so that no speaker is in sight."""
    passage, reading = readings[at]
    if reading.quoted.count(-1) > TAG_LEAST or not all(q.closed for q in reading.quotes):
        return False
    before = readings[at - 1] if at else None
    after = readings[at + 1] if at + 1 < len(readings) else None
    if before is not None and (before[1].quotes or text[before[0].end - 1] == ":"):
        return False
    tagged = after is not None and after[0].start - passage.end < NEXT_LINE and after[1].quotes
    return not tagged and not TURN.match(text, reading.quotes[0].start)


def _merged(spans: list[Span]) -> list[Span]:
    """Join spans that overlap, in order."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def unclear_pronouns(passage: Passage, reading: Reading, cast: Cast) -> list[Finding]:
    """Find "he ... he" in display copy that names two men."""
    if passage.role not in {"headline", "deck"}:
        return []
    words = reading.words
    named: list[Person] = []
    for at in range(words.n):
        person = cast.person(words, at, at + 1) if words.tag[at] == "NP" else None
        if person is not None and person not in named:
            named.append(person)
        woman = SUBJECTS.get(words.low[at])
        if woman is None or at + 1 >= words.n:
            continue
        fitting = [p for p in named if p.woman in {None, woman}]
        again = [k for k in range(at + 1, min(words.n, at + 4)) if words.low[k] == words.low[at]]
        if len(fitting) >= WORDY and again:
            span = Span(words.start[at], words.end[again[0]])
            why = f"“{words.form[at]}” can be {fitting[0].full} or {fitting[1].full}."
            return [Finding("ambiguous_pronoun", (span,), why)]
    return []
