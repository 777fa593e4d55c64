"""Find who says what: the source, the words that mark the saying, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import (
    ATTITUDE_LINKS,
    ATTITUDES,
    CUE_TAGS,
    DOCUMENTED,
    DOCUMENTS,
    EXPECTED,
    NOUNS,
    REPORTEDLY,
    SEEMING,
    SLACK,
    TELLS,
    WEAK,
)
from factcheck.text.phrases import VERBS, group_start, noun_phrase_before, phrase_after, subject
from factcheck.text.reading import Range, Reading, Said
from factcheck.text.said_nouns import said_noun
from factcheck.text.tokens import DAYS
from factcheck.text.verbs import CLAUSAL, REPORT_SET, SAY_SET, STANCE_SET, THINK_SET

if TYPE_CHECKING:
    from factcheck.text.tokens import Words


HEADED_LONGEST = 5  # words of a headline's source before its colon
CUES = CLAUSAL | STANCE_SET | SEEMING
OPEN_CUES = CLAUSAL | STANCE_SET
VERBAL = VERBS | {"VN"}
TAGS_BEHIND = SAY_SET | THINK_SET
VERB_FORMS = VERBS | {"VN", "VG"}
TAGS_BEFORE = SAY_SET | REPORT_SET | {"have"}
INVERTING = SAY_SET - {"tell", "inform", "advise", "warn", "urge"}
SAID_STARTS = VERBS | {"TH", "“"}
AGENT_VERBS = SAY_SET | STANCE_SET
SAID_STOPS = VERBS | {"“", "TO"}


def attributions(reading: Reading) -> list[Said]:
    """List the attributions of one passage, in the order of their cues."""
    found: list[Said] = []
    direct = _direct(reading)
    if direct is not None:
        found.append(direct)
    headed = _headed(reading) if direct is None and reading.display else None
    if headed is not None:
        found.append(headed)
    skip = direct.cue[1] - 1 if direct else -1
    words, quoted = reading.words, reading.quoted
    for at, tag in enumerate(words.tag):
        if tag not in CUE_TAGS or quoted[at] >= 0 or at == skip:
            continue
        if (tag == "NN" and words.low[at] not in NOUNS) or (tag == "JJ" and words.low[at] not in ATTITUDES):
            continue
        said = _at(reading, at)
        if said is not None and said.content and said.content[0][0] < said.content[0][1]:
            found.append(said)
    return sorted(_settle(found), key=lambda s: s.cue)


def _settle(found: list[Said]) -> list[Said]:
    """Keep one attribution a cue; the source of one may not be the cue of another."""
    seen: set[int] = set()
    out = []
    for said in found:
        if said.cue[1] in seen:
            continue
        seen.add(said.cue[1])
        out.append(said)
    return out


def _at(reading: Reading, at: int) -> Said | None:
    words = reading.words
    low, tag = words.low[at], words.tag[at]
    if tag == "NP" and low != "according":
        return None
    if low == "according" and at + 2 < words.n and words.low[at + 1] == "to":
        return _according(reading, at)
    if low in REPORTEDLY:
        return _reportedly(reading, at)
    if tag == "VN" and low in EXPECTED and (_claimed(words, at) or words.low[at + 1 : at + 2] == ["to"]):
        return _passive(reading, at)
    if tag in {"VX", "VD", "VZ", "VF", "VN"} and words.base(at) in CUES:
        return _verbal(reading, at)
    if tag == "VB" and words.base(at) in OPEN_CUES:
        return _verbal(reading, at)
    if tag == "VG" and words.base(at) in OPEN_CUES:
        return _gerund(reading, at)
    if low in ATTITUDES and tag in {"JJ", "VN"}:
        return _attitude(reading, at)
    if tag == "NN" and low in NOUNS:
        return said_noun(reading, at)
    return None


def _claimed(words: Words, at: int) -> bool:
    """Tell the tag ", it was claimed" or ", it is understood"."""
    return at > 2 and words.low[at - 2] == "it" and words.tag[at - 1] in {"BE", "HV"} and words.tag[at - 3] == ","


def _attitude(reading: Reading, at: int) -> Said | None:
    """Read SOURCE is confident that CONTENT."""
    words = reading.words
    if at + 2 >= reading.stop or words.low[at + 1] not in ATTITUDE_LINKS:
        return None
    begin = group_start(words, at)
    if begin == at or not any(words.tag[k] in {"BE", "VX", "VZ", "VF"} for k in range(begin, at)):
        return None
    source = subject(words, begin)
    if source is None:
        return None
    start = at + 1 if words.low[at + 1] in {"that", "to"} else at + 2
    return Said(source, (begin, start), ((start, _before_tags(reading, start)),), "stance", "feel")


def _headed(reading: Reading) -> Said | None:
    """Read a headline's "SOURCE: CONTENT"."""
    words = reading.words
    colon = next((at for at in range(1, min(words.n, HEADED_LONGEST + 1)) if words.tag[at] == ":"), None)
    if colon is None or reading.stop - colon < HEADED_LONGEST:
        return None
    source = noun_phrase_before(words, colon)
    if source is None or source[0] != 0 or not (words.tag[colon - 1] == "NP" or words.low[colon - 1] in DOCUMENTS):
        return None
    if not any(t in VERBS for t in words.tag[colon + 1 : reading.stop]):
        return None
    return Said(source, (colon, colon + 1), ((colon + 1, reading.stop),), "according", "say")


def _direct(reading: Reading) -> Said | None:
    """Find the tag of a quotation that stands beside it: before, behind, or between its parts."""
    if not reading.quotes:
        return None
    words = reading.words
    spans = [reading.quote_range(n) for n in range(len(reading.quotes)) if n in reading.quoted]
    for first, last in spans:
        tag = _tag_behind(reading, last, first)
        if tag is not None:
            return Said(tag[0], tag[1], tuple(spans), "quote", words.base(tag[1][1] - 1))
    for first, _last in spans:
        tag = _tag_before(reading, first)
        if tag is not None:
            content = tuple(s for s in spans if s[0] >= first)
            return Said(tag[0], tag[1], content, "quote", words.base(tag[1][1] - 1))
    return None


def _tag_behind(reading: Reading, last: int, first: int) -> tuple[Range | None, Range] | None:
    words = reading.words
    if last >= words.n or reading.quoted[last] >= 0:
        return None
    closing = words.form[last - 2] if last - 2 > first else ""
    ended = closing in {",", "?", "!", ".", "…", "–", "—", "..", "...", "*"}
    if not ended and (
        words.tag[last] != "," or (first > 0 and words.form[first - 1] not in {".", "!", "?", ":", ",", "”", '"'})
    ):
        return None
    at = last + 1 if words.tag[last] == "," else last
    limit = min(words.n, at + 40)
    if at < limit and words.tag[at] in {"VX", "VD", "VZ", "VF", "VN", "NN"} and words.base(at) in SAY_SET:
        behind = phrase_after(words, at + 1, _clause_end(reading, at + 1))
        if behind is not None:
            return behind, (at, at + 1)
    for verb in range(at, limit):
        if reading.quoted[verb] >= 0:
            return None
        if words.tag[verb] in VERBAL and words.base(verb) in TAGS_BEHIND:
            begin = group_start(words, verb)
            found = subject(words, begin)
            if found is not None and found[0] <= at + 3:
                return found, (begin, verb + 1)
            return None
    return None


def _tag_before(reading: Reading, first: int) -> tuple[Range | None, Range] | None:
    words = reading.words
    if first == 0 or words.form[first - 1] not in {",", ":"}:
        return None
    for verb in range(first - 2, max(-1, first - 25), -1):
        if reading.quoted[verb] >= 0:
            return None
        if words.tag[verb] in VERB_FORMS and words.base(verb) in TAGS_BEFORE:
            begin = group_start(words, verb)
            found = subject(words, begin)
            return (found, (begin, verb + 1)) if found else None
    if words.form[first - 1] == ":" and first - 1 <= 12:
        before = noun_phrase_before(words, first - 1)
        return (before, (first - 1, first)) if before and before[0] == 0 else None
    return None


def _clause_end(reading: Reading, at: int) -> int:
    """Give the end of the clause that starts at `at`: a stop, a quotation or the end."""
    words = reading.words
    while at < words.n and reading.quoted[at] < 0 and words.tag[at] not in {".", ";", ":"}:
        at += 1
    return at


def _before_tags(reading: Reading, at: int) -> int:
    """Give the end of what is said from `at` on: before ", according to" and ", she said"."""
    words, stop = reading.words, reading.stop
    for comma in range(at + 2, stop - 1):
        if words.tag[comma] != "," or reading.quoted[comma] >= 0:
            continue
        if words.low[comma + 1] == "according" or (words.low[comma + 1] in {"adding", "saying", "citing", "noting"}):
            return comma
        if _ends_with_tag(reading, comma):
            return comma
    for look in range(at + 2, stop - 1):
        if words.low[look] == "according" and words.low[look + 1] == "to" and reading.quoted[look] < 0:
            return look
    return stop


def _ends_with_tag(reading: Reading, comma: int) -> bool:
    words, stop = reading.words, reading.stop
    verb = stop - 1
    while verb > comma and words.tag[verb] not in VERBS:
        verb -= 1
    if words.base(verb) not in SAY_SET or stop - verb > 8:
        return False
    begin = group_start(words, verb)
    found = subject(words, begin)
    return found is not None and found[0] == comma + 1


def _according(reading: Reading, at: int) -> Said | None:
    words = reading.words
    source = phrase_after(words, at + 2, _clause_end(reading, at + 2))
    if source is None:
        return None
    if at == 0:
        after = source[1] + 1 if source[1] < words.n and words.tag[source[1]] == "," else source[1]
        return Said(source, (at, at + 2), ((after, _before_tags(reading, after)),), "according", "accord")
    end = at - 1 if words.tag[at - 1] == "," else at
    return Said(source, (at, at + 2), ((_clause_start(reading, end), end),), "according", "accord")


def _clause_start(reading: Reading, end: int) -> int:
    """Give where the sentence that ends at `end` starts within the passage."""
    words = reading.words
    for at in range(end - 1, 0, -1):
        if words.form[at - 1] in {".", "!", "?"} and reading.quoted[at - 1] < 0:
            return at
    return 0


def _reportedly(reading: Reading, at: int) -> Said | None:
    end = _before_tags(reading, at + 1)
    return Said(None, (at, at + 1), ((at + 1, end),), "passive", "report") if end > at + 1 else None


def _passive(reading: Reading, at: int) -> Said | None:
    words = reading.words
    begin = group_start(words, at)
    about = subject(words, begin)
    if about is None:
        return None
    if words.low[about[0]] == "it" and about[0] > 1 and words.tag[about[0] - 1] == ",":
        behind = _content_before(reading, about[0] - 1, at)  # "..., it was claimed last night."
        return Said(None, (about[0], at + 1), (behind,), "after", words.base(at)) if behind else None
    return Said(None, (begin, at + 1), (about, (at + 1, _before_tags(reading, at + 1))), "passive", words.base(at))


def _verbal(reading: Reading, at: int) -> Said | None:
    """Read SOURCE VERB CONTENT, or CONTENT, SOURCE VERB at the sentence's end."""
    words = reading.words
    verb = words.base(at)
    if verb in SEEMING and words.low[at + 1 : at + 2] == ["to"] and words.base(min(at + 2, words.n - 1)) in CLAUSAL:
        return None  # "appears to show": showing is what it does
    begin = group_start(words, at)
    source = subject(words, begin)
    inverted = _inverted(reading, at)
    if inverted is not None:
        return inverted
    if source is None:
        return None
    if words.tag[at] == "VN" and any(words.tag[k] == "BE" for k in range(begin, at)):
        return _by_agent(reading, at, begin, source)
    if words.tag[at] == "VB" and not any(words.tag[k] in {"MD", "TO", "HV"} for k in range(begin, at)):
        return None
    comma = next((k for k in range(at + 1, reading.stop) if words.tag[k] == ","), reading.stop)
    rest = comma - at - 1
    after = words.tag[at + 1] if at + 1 < reading.stop else ","
    loose = after in {"IN", "RB", ",", "TO", "“"} or verb in TELLS or words.low[at + 1] in DAYS
    if loose and verb in CLAUSAL and rest <= 7 and source[0] > 1 and words.tag[source[0] - 1] in {",", "”", "–"}:
        behind = _content_before(reading, source[0] - 1, at)
        if (
            behind is not None
            and not _opens_clause(words, at + 1)
            and not any(t in VERBS for t in words.tag[at + 1 : reading.stop])
        ):
            return Said(source, (begin, at + 1), (behind,), "after", verb)
    start = _content_start(reading, at, verb)
    if start is None:
        return None
    end = _before_tags(reading, start)
    infinitive = words.tag[start] == "TO" or (
        words.low[start] == "not" and start + 1 < words.n and words.tag[start + 1] == "TO"
    )
    style = "before" if verb in CLAUSAL and not infinitive and _is_clause(reading, start, end) else "stance"
    if not _accept(reading, verb, style, start, end, source):
        return None
    return Said(source, (begin, at + 1), ((start, end),), style, verb)


def _opens_clause(words: Words, at: int) -> bool:
    return at < words.n and (words.tag[at] in {"TH", "SC"} or words.low[at] in {"whether", "how"})


def _is_document(words: Words, source: Range) -> bool:
    return any(words.low[at] in DOCUMENTS for at in range(*source))


def _accept(reading: Reading, verb: str, style: str, start: int, end: int, source: Range) -> bool:
    """Refuse what is seldom a report: doubtful verbs with a plain thing behind them."""
    words = reading.words
    if end - start < 1:
        return False
    if verb == "find" and words.tag[start] == "IN":
        return False
    if verb in SEEMING:
        return words.low[start] == "to" or words.tag[start] in {"TH", "JJ", "SC"}
    if style == "before":
        return True
    if verb in DOCUMENTED and _is_document(words, source):
        return True
    if verb in WEAK:
        return any(q >= 0 for q in reading.quoted[start:end]) or (
            verb in {"want", "like", "hate", "love"} and end - start > 2
        )
    if verb in STANCE_SET:
        return words.tag[start] in {
            "DT",
            "PS",
            "NP",
            "NN",
            "PO",
            "TO",
            "IN",
            "JJ",
            "CD",
            "“",
            "VG",
            "TH",
            "SC",
            "WP",
            "PR",
        }
    if verb in THINK_SET:
        return words.tag[start] in {"TO", "TH", "SC", "IN", "WP"}
    return verb in SAY_SET and words.tag[start] not in {",", ".", "CC"}


def _inverted(reading: Reading, at: int) -> Said | None:
    """Read CONTENT, said SOURCE."""
    words = reading.words
    if at < 2 or words.base(at) not in INVERTING or words.tag[at - 1] not in {",", "”", "“"}:
        return None
    if at + 1 >= words.n or words.tag[at + 1] not in {"NP", "DT", "NN", "JJ", "PR", "CD"}:
        return None
    source = phrase_after(words, at + 1, _clause_end(reading, at + 1))
    if source is None or _content_start_seems(words, source[1]):
        return None
    behind = _content_before(reading, at - 1, at)
    return Said(source, (at, at + 1), (behind,), "after", words.base(at)) if behind else None


def _content_start_seems(words: Words, at: int) -> bool:
    return at < words.n and words.tag[at] in SAID_STARTS


def _content_before(reading: Reading, end: int, at: int) -> Range | None:
    begin = _clause_start(reading, end)
    return (begin, end) if end - begin >= 3 and end < at + 1 else None


def _by_agent(reading: Reading, at: int, begin: int, about: Range) -> Said | None:
    """Read CONTENT was criticised by SOURCE."""
    words = reading.words
    if at + 2 < words.n and words.low[at + 1] == "by" and words.base(at) in AGENT_VERBS:
        source = phrase_after(words, at + 2, _clause_end(reading, at + 2))
        return Said(source, (begin, at + 2), (about,), "passive", words.base(at)) if source else None
    if at + 1 < words.n and _opens_clause(words, at + 1) and words.base(at) in TELLS:
        return Said(None, (begin, at + 1), ((at + 1, _before_tags(reading, at + 1)),), "passive", words.base(at))
    return None


def _content_start(reading: Reading, at: int, verb: str) -> int | None:
    """Skip whom it is told to, when and where, up to what is said."""
    words = reading.words
    start = at + 1
    limit = reading.stop
    if verb in TELLS and start < limit and verb != "show":
        told = phrase_after(words, start, _told_end(reading, start))
        start = told[1] if told else start
    that = _that_ahead(reading, start, limit)
    if that is not None:
        return that
    while start < limit and (
        words.low[start] in DAYS
        or words.low[start] in {"today", "yesterday", ",", ":"}
        or (words.low[start] == "on" and start + 1 < limit and words.low[start + 1] in DAYS)
    ):
        start += 1
    return start if start < limit else None


def _told_end(reading: Reading, start: int) -> int:
    """Give where the one who is told ends: the next pronoun, determiner or verb starts what is said."""
    words = reading.words
    for at in range(start + 1, min(reading.stop, start + 10)):
        if words.tag[at] in {"PR", "TH", "SC", "WP", "TO", "PF"} or (
            words.tag[at] in {"DT", "PS"} and words.tag[at - 1] != "IN"
        ):
            return at
        if words.tag[at] in VERBS:
            return max(start + 1, at - 1)
    return reading.stop


def _that_ahead(reading: Reading, start: int, limit: int) -> int | None:
    words = reading.words
    for at in range(start, min(limit, start + 14)):
        if words.tag[at] == "TH" and words.tag[at + 1 if at + 1 < limit else at] not in VERBS:
            return at
        if words.tag[at] in SAID_STOPS or reading.quoted[at] >= 0:
            return None
    return None


def _is_clause(reading: Reading, start: int, end: int) -> bool:
    words = reading.words
    if words.tag[start] in {"TH", "SC", "PF"} or words.low[start] in {"whether", "how", "what", "why"}:
        return True
    for at in range(start, end):
        if words.tag[at] in VERBS:
            found = subject(words, group_start(words, at))
            return found is not None and found[0] <= start + SLACK
    return False


def _gerund(reading: Reading, at: int) -> Said | None:
    """Read ", adding that CONTENT": the source is the subject of the verb before."""
    words = reading.words
    verb = words.base(at)
    progressive = at > 0 and any(words.tag[k] in {"BE", "PF"} for k in range(group_start(words, at), at))
    if progressive:
        begin = group_start(words, at)
        source = subject(words, begin)
        if source is None and begin > 0 and words.tag[begin - 1] == "PF":
            source = (begin - 1, begin)
    else:
        begin = at
        source = _main_subject(reading, at)
    start = _content_start(reading, at, verb)
    if start is None or source is None or verb in WEAK:
        return None
    end = _before_tags(reading, start)
    style = "gerund"
    if verb not in CLAUSAL or not _is_clause(reading, start, end):
        if verb not in STANCE_SET and not any(q >= 0 for q in reading.quoted[start:end]):
            return None
        if not progressive and words.tag[at - 1] not in {",", "CC", "IN", "–"}:
            return None
    return Said(source, (begin, at + 1), ((start, end),), style, verb)


def _main_subject(reading: Reading, at: int) -> Range | None:
    words = reading.words
    for verb in range(at - 1, -1, -1):
        if words.tag[verb] in VERBS and reading.quoted[verb] < 0:
            found = subject(words, group_start(words, verb))
            if found is not None:
                return found
    return None
