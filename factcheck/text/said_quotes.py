"""Find the tag of a quotation: before it, behind it, or between its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.phrases import VERBS, group_start, noun_phrase_before, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.reading import Said
from factcheck.text.said_range import clause_end, clause_start
from factcheck.text.verbs import REPORT_SET, SAY_SET, THINK_SET

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

VERBAL = VERBS | {"VN"}
TAGS_BEHIND = (
    SAY_SET | THINK_SET | {"share", "assess", "assure", "sob", "weep", "clarify"}
)  # "..., she shared on Twitter"
VERB_FORMS = VERBS | {"VN", "VG"}
TAGS_BEFORE = SAY_SET | REPORT_SET | {"have"}


def direct_quote(reading: Reading) -> Said | None:
    """Find the tag of a quotation that stands beside it: before, behind, or between its parts."""
    if not reading.quotes:
        return None
    words = reading.words
    spans = [reading.quote_range(n) for n in range(len(reading.quotes)) if n in reading.quoted]
    for first, last in spans:
        tag = _tag_behind(reading, last, first)
        if tag is not None and _is_title(words, first, last):
            whole = (clause_start(reading, last), last)
            return Said(tag[0], tag[1], (whole,), "after", words.base(tag[1][1] - 1))
        if tag is not None:
            return Said(tag[0], tag[1], tuple(spans), "quote", words.base(tag[1][1] - 1))
    for first, _last in spans:
        tag = _tag_before(reading, first)
        if tag is not None:
            content = tuple(s for s in spans if s[0] >= first)
            return Said(tag[0], tag[1], content, "quote", words.base(tag[1][1] - 1))
    return None


def _is_title(words: Words, first: int, last: int) -> bool:
    """Tell the name in: They met on the set of “Sea of Tarn,” notes the Daily Post."""
    plain = first > 0 and words.tag[first - 1] not in {",", ":", "”", "."}
    return plain and any(t in VERBS for t in words.tag[:first]) and not any(t in VERBAL for t in words.tag[first:last])


def _tag_behind(reading: Reading, last: int, first: int) -> tuple[Range | None, Range] | None:
    words = reading.words
    if last >= words.n or reading.quoted[last] >= 0:
        return None
    within = last - 2 - (words.form[last - 2] in {"’", "'"})  # “‘This is it,’ he said,’” Roe told
    closing = words.form[within] if within > first else ""
    ended = closing in {",", "?", "!", ".", "…", "–", "—", "..", "...", "*"}
    if not ended and (
        words.tag[last] != "," or (first > 0 and words.form[first - 1] not in {".", "!", "?", ":", ",", "”", '"'})
    ):
        return None
    at = last + 1 if words.tag[last] == "," else last
    if words.tag[at : at + 1] == ["CC"] and first > 0:
        return None  # 'said the offer was "being studied," but a diplomat said': another clause begins
    limit = min(words.n, at + 40)
    if at < limit and words.tag[at] in {"VX", "VD", "VZ", "VF", "VN", "NN"} and words.base(at) in SAY_SET:
        behind = phrase_after(words, at + 1, clause_end(reading, at + 1))
        if behind is not None:
            return behind, (at, at + 1)
    for verb in range(at, limit):
        if reading.quoted[verb] >= 0:
            return None
        if words.tag[verb] in VERBAL and words.base(verb) in TAGS_BEHIND:
            begin = group_start(words, verb)
            found = subject(words, begin)
            if found is not None and at <= found[0] <= at + 3:
                return found, (begin, verb + 1)
            return None
    return None


def _nearest(words: Words, phrase: Range) -> Range:
    """Give Roe in "something was wrong with Roe, who": a name behind the last link."""
    at = next((k for k in range(phrase[1] - 1, phrase[0], -1) if words.tag[k] in {"IN", "TO"}), None)
    return (at + 1, phrase[1]) if at is not None and words.tag[at + 1] == "NP" else phrase


def _tag_before(reading: Reading, first: int) -> tuple[Range | None, Range] | None:
    words = reading.words
    if first == 0 or words.form[first - 1] not in {",", ":"}:
        return None
    for verb in range(first - 2, max(-1, first - 25), -1):
        if reading.quoted[verb] >= 0:
            return None
        described = words.tag[verb] == "VG" and words.tag[verb - 1] in {"NN", "NP", "JJ", "DT"}
        described = described and words.tag[verb + 1] in {
            "NN",
            "NP",
        }  # "told the assistant hitting coach, Al Roe, “No”"
        if described:
            continue
        if words.tag[verb] in VERB_FORMS and words.base(verb) in TAGS_BEFORE and words.low[verb - 1] != "as":
            if "TH" in words.tag[verb:first] and words.form[first - 1] == ",":
                return None  # "adds that the clerk, Roe, “has left”"
            begin = group_start(words, verb)
            if begin == verb and words.tag[verb] == "VN" and words.tag[verb - 1] in {"NN", "NP"}:
                continue  # "said at the talk shown on Monday"
            found = subject(words, begin)
            if found is not None and words.low[found[0]] == "who" and words.tag[found[0] - 1] == ",":
                found = noun_phrase_before(words, found[0] - 1)  # "with Roe, who told the coach, “No”"
                found = _nearest(words, found) if found is not None else None
            return (found, (begin, verb + 1)) if found else None
    if words.form[first - 1] == ":" and first - 1 <= 12:
        before = noun_phrase_before(words, first - 1)
        return (before, (first - 1, first)) if before and before[0] == 0 else None
    return None
