"""Hold headline and captions against the body, and quotations against their sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from factcheck.text.checks_numbers import content_words
from factcheck.text.keyed import keyed
from factcheck.text.model import Finding, Passage, Span
from factcheck.text.numbers import TENS, UNITS

if TYPE_CHECKING:
    from factcheck.text.model import Quote
    from factcheck.text.names import Cast, Person
    from factcheck.text.reading import Reading

HEDGED = keyed(
    r"\b(?:reportedly|allegedly|alleged(?:ly)?|appears?|appeared|apparently|seems?|seemed|believed\sto"
    r"|thought\sto|suspected|may\shave|might\shave|could\shave|said\sto\s(?:be|have)|accused\sof|unconfirmed)\b",
    re.IGNORECASE,
)
DENIED = keyed(
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
STRONG = keyed(
    r"\b(?:reportedly|allegedly|alleged|purportedly|supposedly|apparently|appear(?:s|ed)?\sto"
    r"|(?:is|are|was|were)\s(?:believed|thought|said|rumou?red|claimed|alleged)\sto|may\shave|might\shave|could\shave"
    r"|it\s(?:is|was|has\sbeen)\s(?:claimed|alleged|thought|believed|reported)|unconfirmed|suspected|accused\sof|claims\sthat"
    r"|claimed|alleges)\b",
    re.IGNORECASE,
)
# Words by which a headline itself leaves it open, or says who says so.
OPEN_HEADLINE = re.compile(
    r"\b(?:alleg\w*|reportedly|accus\w*|claim\w*|says?|said|den(?:y|ies|ied)|may|might|could|suspect\w*|appears?"
    r"|believed?|charged|fear\w*|reports?|according|warns?|possibl[ey]|likely|suggests?|seems?|apparent\w*|potential\w*"
    r"|study|finds?|thinks?|wants?|plans?|will|set\sto|hopes?|tells?|told|to|prob\w*|inquiry|investigat\w*)\b|\?|:\s",
    re.IGNORECASE,
)
DOUBTS = HEDGED.bit | DENIED.bit
LEADS = 3  # passages that open the body
LIKE = 0.4  # share of the headline's words that a passage about the same holds
SAME = 0.6  # share that a passage holds which says the same flatly
QUOTED = re.compile(r"[\"“‘]|(?<!\w)'(?=\w)")
PLAIN = re.compile(r"[\w*]+")
LONGEST = 3000  # characters of a passage that is looked at
SPELT = {
    **{word: str(value) for word, value in {**UNITS, **TENS}.items()},
    "hundred": "100",
    "thousand": "1000",
}
SPELT_OUT = frozenset(SPELT.values())
WORDY = 2
TAG_LEAST = 2  # words outside the marks that may name a speaker
SIGNED = re.compile(r"\s*[-–—―]{1,2}\s?[A-Z]")
LOOK = 12  # characters
OPENING_MARKS = "\"'“‘"
FAR = 8  # passages looked back for one of the body
TURN = re.compile(r"[A-Z][A-Z .'’-]+:")
DESCRIBED = re.compile(
    r"\b(?:was|were|been|is|are|being)\s(?:\w+ly\s)?(?:described|branded|labelled|labeled|condemned|hailed|dismissed)\sas\s(?:an?\s|the\s)?$"
)
FAR_BACK = 60  # characters before a quotation
SUBJECTS = {"he": False, "she": True}


def quotes_not_in_body(text: str, passages: tuple[Passage, ...], quotes: dict[int, list[Quote]]) -> list[Finding]:
    """Find words in quotation marks in a headline that stand nowhere in the body."""
    if not any(passages[index].role in {"headline", "deck"} for index in quotes):
        return []
    body = [text[p.start : p.end] for p in passages if p.role == "body" and p.end - p.start <= LONGEST]
    low, flat = " ".join(body).lower().replace("’", "").replace("'", ""), ""
    sets: list[frozenset[str]] = []
    spoken: list[frozenset[str]] = []
    out = []
    for index, found in quotes.items():
        if passages[index].role not in {"headline", "deck"}:
            continue
        for quote in found:
            said = _flat(quote.exact.lower().replace("’", "").replace("'", ""))
            if " " not in said or not body:
                continue
            if all(word in low or word in SPELT_OUT for word in said.split()):
                flat = flat or _flat(low)
                if said in flat:
                    continue
            wanted = content_words(quote.exact)
            spoken = spoken or [content_words(b) for b in body if QUOTED.search(b)]
            if len(wanted) >= WORDY and any(wanted <= have for have in spoken):
                continue  # 'laughed off' over "they laughed it off"
            if len(wanted) > WORDY:
                sets = sets or [content_words(b) for b in body]
                if any(len(wanted & have) >= 0.8 * len(wanted) for have in sets):
                    continue
            why = "The headline has these words in quotation marks, and nobody in the body says them."
            out.append(Finding("quote_not_in_body", (Span(quote.start, quote.end),), why))
    return out


def _flat(low: str) -> str:
    """Leave out the marks of a text in lower case without apostrophes, and write small numbers as figures."""
    plain = PLAIN.findall(low)
    if SPELT.keys().isdisjoint(plain):
        return " ".join(plain)
    return " ".join([SPELT.get(word, word) for word in plain])


def dropped_doubt(text: str, read: list[tuple[Passage, Reading]]) -> list[Finding]:
    """Find a flat headline over a body that hedges and reports a denial."""
    top = next((p for p, _ in read if p.role == "headline"), None)
    if top is None or SOFT_HEADLINE.search(text[top.start : top.end]):
        return []
    words = content_words(text[top.start : top.end])
    hedged, denied = [], []
    for p, reading in read:
        classes = reading.words.classes
        if not classes & DOUBTS or p.role not in {"body", "caption"}:
            continue
        sentence = text[p.start : p.end]
        hedges, denies = HEDGED.search(sentence, classes=classes), DENIED.search(sentence, classes=classes)
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


def dropped_hedge(text: str, read: list[tuple[Passage, Reading]]) -> list[Finding]:
    """Find a flat headline over a text that tells the same with "reportedly" or "appears to" and nowhere flatly."""
    top = next((p for p, _ in read if p.role == "headline"), None)
    if top is None or OPEN_HEADLINE.search(text[top.start : top.end]):
        return []
    words = content_words(text[top.start : top.end])
    if len(words) <= WORDY:
        return []
    first: Passage | None = None  # that tells the same as the headline
    leads = 0
    for p, reading in read:
        if p.role not in {"body", "deck"}:
            continue
        leads += p.role == "body"
        if first is None and leads > LEADS:
            return []
        sentence = text[p.start : p.end]
        shared = len(words & content_words(sentence))
        if shared < max(WORDY, LIKE * len(words)):
            continue
        hedge = STRONG.search(sentence, classes=reading.words.classes)
        hedged = hedge is not None and len(_behind(words, sentence, hedge)) * 2 >= shared
        if first is None and (not hedged or p.role == "deck"):
            return []
        if not hedged and shared >= SAME * len(words):
            return []
        first = first or p
    if first is None:
        return []
    why = "The headline says flatly what the text tells with a doubt."
    return [Finding("headline_overstates", (top.span, first.span), why)]


def _behind(words: frozenset[str], sentence: str, hedge: re.Match[str]) -> frozenset[str]:
    """Give the headline's words that a doubt is about: those behind it, or all where it ends the sentence."""
    tag = hedge[0].lower().startswith("it ")  # "..., it has been claimed"
    return words & content_words(sentence if tag else sentence[hedge.start() :])


def unattributed(text: str, readings: list[tuple[Passage, Reading]], told: list[Span]) -> list[Finding]:
    """Find whole sentences in quotation marks that nobody is said to have said."""
    out = []
    covered = _merged(told)
    starts = [s.start for s in covered]
    for at, (passage, reading) in enumerate(readings):
        if passage.role != "body" or not reading.quotes:
            continue
        named_so = _named_so(text, reading, starts, covered)
        if named_so is not None:
            out.append(named_so)
        if not _stands_alone(text, readings, at):
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


def _named_so(text: str, reading: Reading, starts: list[int], covered: list[Span]) -> Finding | None:
    """Find what was described as “total carnage” by nobody who is named."""
    words = reading.words
    for quote in reading.quotes:
        before = text[max(words.start[0], quote.outer_start - FAR_BACK) : quote.outer_start]
        held = bisect_left(starts, quote.end) - 1
        told = held >= 0 and covered[held].end > quote.start
        if told or "by" in words.low or not DESCRIBED.search(before) or " " not in text[quote.start : quote.end]:
            continue
        why = "The text does not say who described it so."
        return Finding("unattributed_quote", (Span(quote.start, quote.end),), why)
    return None


def _stands_alone(text: str, readings: list[tuple[Passage, Reading]], at: int) -> bool:
    """Tell a passage that is all quotation, with none beside it and no lead-in, so that no speaker is in sight."""
    passage, reading = readings[at]
    if reading.quoted.count(-1) > TAG_LEAST or not all(q.closed for q in reading.quotes):
        return False
    before = next((readings[k] for k in range(at - 1, max(-1, at - FAR), -1) if readings[k][0].role == "body"), None)
    after = readings[at + 1] if at + 1 < len(readings) else None
    if before is not None:
        line = text.rfind("\n", 0, before[0].start) + 1
        if before[1].quotes or text[before[0].end - 1] == ":" or text[line] in OPENING_MARKS:
            return False
    if SIGNED.match(text, passage.end, passage.end + LOOK):
        return False
    tagged = after is not None and bool(after[1].quotes)
    if after is not None and tagged:
        apart = "\n" in text[passage.end : after[0].start]
        tagged = not apart or after[1].quoted[0] >= 0
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
