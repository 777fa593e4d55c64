"""Read other signs of saying: "according to", "reportedly", "is said to", "is confident that", a headline's colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import ATTITUDE_LINKS, DOCUMENTS
from factcheck.text.names import JOBS
from factcheck.text.people_words import ROLE_NOUNS
from factcheck.text.phrases import VERBS, group_start, is_role, noun_phrase_before, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.reading import Said
from factcheck.text.relatives import PERSON_ENDINGS
from factcheck.text.said_range import before_tags, clause_end, clause_start, content_before

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

POLL_LEAST = 8  # words of a sentence that tells what a poll found
POLL_LONGEST = 16  # words of the poll's name
PER_LEAST = 5  # words before ", per the Post"
ASKED = frozenset({"poll", "polls", "survey", "surveys", "study", "studies"})
SIGNED_LONGEST = 4  # words of a source behind a headline's dash
SIGNING = frozenset("-–—:")
# Who signs behind a headline's colon: "Two held over fire: police".
SIGNERS = frozenset(
    """
    police army military officials government ministry minister court union agency mayor hospital navy prosecutors
    scientists researchers experts lawyer witnesses un nato spokesman spokesperson spokeswoman watchdog media sources
    authorities residents judge council reports
    """.split()
)
NOBODY: frozenset[str] = frozenset()
HEADED_LONGEST = 5  # words of a headline's source before its colon
# What stands before a headline's colon and says nothing: it tells what kind of piece it is.
LABELS = frozenset(
    """
    live breaking exclusive watch video opinion analysis update updated updates explainer review obituary editorial
    comment factbox timeline explained revealed podcast gallery pictured photos interview recap letters
    """.split()
)


def headed_source(reading: Reading) -> Said | None:
    """Read a headline's "SOURCE: CONTENT"."""
    words = reading.words
    behind = _signed(reading)
    if behind is not None:
        return behind
    colon = next((at for at in range(1, min(words.n, HEADED_LONGEST + 1)) if words.tag[at] == ":"), None)
    if colon is None or reading.stop - colon < HEADED_LONGEST:
        return None
    source = noun_phrase_before(words, colon)
    if words.low[0] in LABELS and colon == 1:
        return None
    speaks = words.tag[colon - 1] == "NP" or words.low[colon - 1] in DOCUMENTS | SIGNERS | ROLE_NOUNS
    if source is None or source[0] != 0 or not speaks:
        return None
    if not any(t in VERBS or t == "CD" for t in words.tag[colon + 1 : reading.stop]):
        return None
    return Said(source, (colon, colon + 1), ((colon + 1, reading.stop),), "according", "say")


def _signed(reading: Reading) -> Said | None:
    """Read a headline's "CONTENT – SOURCE" and "CONTENT: SOURCE"."""
    words = reading.words
    dash = next(
        (at for at in range(words.n - 2, max(0, words.n - SIGNED_LONGEST), -1) if words.form[at] in SIGNING), None
    )
    if dash is None or not HEADED_LONGEST <= dash < reading.stop - 1 or not any(t in VERBS for t in words.tag[:dash]):
        return None
    name = range(dash + 1, reading.stop)
    colon = words.form[dash] == ":"
    spaced = colon or words.start[dash] > words.end[dash - 1]
    spaced = spaced and words.start[dash + 1] > words.end[dash]
    last = words.low[reading.stop - 1]
    named = last in DOCUMENTS | (SIGNERS if colon else NOBODY) or (
        not colon and all(words.tag[at] == "NP" for at in name)
    )
    if not spaced or not named or reading.quoted[dash] >= 0:
        return None
    return Said((dash + 1, reading.stop), (dash, dash + 1), ((0, dash),), "according", "say")


def according_to(reading: Reading, at: int) -> Said | None:
    """Read "according to SOURCE", before or behind what is said."""
    words = reading.words
    source = phrase_after(words, at + 2, clause_end(reading, at + 2))
    if source is None:
        return None
    if at == 0:
        told = _with_relative(words, source)
        if told is not None:
            content = told[1], before_tags(reading, told[1])
            return Said((source[0], told[0]), (at, at + 2), (content,), "according", "accord")
        source = source[0], _before_clause(words, source)
        after = source[1] + 1 if source[1] < words.n and words.tag[source[1]] == "," else source[1]
        return Said(source, (at, at + 2), ((after, before_tags(reading, after)),), "according", "accord")
    end = at - 1 if words.tag[at - 1] == "," else at
    return Said(source, (at, at + 2), ((clause_start(reading, end), end),), "according", "accord")


def _with_relative(words: Words, source: Range) -> Range | None:
    """Give where the name ends and what is said begins in: According to the paper, which cited two aides, he left."""
    comma = next((k for k in range(*source) if words.tag[k] == ","), None)
    if comma is None or words.tag[comma + 1 : comma + 2] != ["WP"]:
        return None
    close = next((k for k in range(comma + 2, words.n - 1) if words.tag[k] == ","), None)
    return (close, close + 1) if close is not None else None


def per_source(reading: Reading, at: int) -> Said | None:
    """Read ", per SOURCE" at the end of what is said."""
    words = reading.words
    if at < PER_LEAST or words.tag[at - 1] != "," or at + 1 >= reading.stop or words.tag[at + 1] not in {"NP", "DT"}:
        return None
    source = phrase_after(words, at + 1, clause_end(reading, at + 1))
    named = source is not None and source[1] >= reading.stop and any(words.tag[k] == "NP" for k in range(*source))
    if source is None or not named:
        return None
    return Said(source, (at, at + 1), ((clause_start(reading, at - 1), at - 1),), "according", "accord")


def _before_clause(words: Words, source: Range) -> int:
    """Give where a source ends that a clause follows: "According to the group, the documents show"."""
    first, last = source
    comma = next((k for k in range(first, last) if words.tag[k] == ","), None)
    if comma is not None and words.tag[comma + 1] == "CD":
        aged = words.tag[comma + 2] == "," and _has_clause(
            words, comma + 2, last
        )  # "According to Jane Roe, 41, the boat"
        return comma + 2 if aged else last if words.tag[comma + 2] in {",", "."} else comma  # ", 4 in 10 wait"
    plain = comma is not None and words.tag[comma + 1] in {"NN", "JJ"}  # "Jane Roe, chief executive of the port, the"
    if comma is None or (words.tag[comma + 1] not in {"DT", "NP", "PS"} and not plain):
        return last
    end = next((k for k in range(comma + 1, last) if words.tag[k] == ","), last)
    if end == last:
        return last if plain else comma  # no comma ends it, so it is no aside
    verb = next((k for k in range(comma + 2, end) if words.tag[k] in VERBS and words.tag[k - 1] != "DT"), None)
    if verb is None and _acts_past_aside(words, end, last):
        return comma  # "According to the agency, a patch of warm water, known as a polynya, may have"
    beside = verb is None and _is_beside(words, first, comma, end)
    while beside and end < last - 1 and words.tag[end + 1] == "WP":  # ", a former clerk, who is suing it, bosses hid"
        end = next((k for k in range(end + 2, last) if words.tag[k] == ","), last)
    if beside and end < last and _has_clause(words, end, last):
        return end  # "According to Jane Roe, a clerk at the port, the boat sank"
    if verb is None or not {"WP", "TH", "PF"}.isdisjoint(words.tag[comma + 1 : verb]):
        return last
    return last if words.tag[verb] == "VX" and words.tag[verb + 1] == "IN" else comma


def _is_beside(words: Words, first: int, comma: int, end: int) -> bool:
    """Tell the role in "Jane Roe, a clerk at the port," and the name in "the mayor, Jane Roe,"."""
    head = next((k for k in range(comma + 1, end) if words.tag[k] in {"IN", "TO", "VX", "VN"}), end) - 1
    role = is_role(words, head) or words.low[head] in JOBS or words.low[head][:-1] in ROLE_NOUNS
    role = role or (words.tag[head] == "NN" and words.low[head].endswith(PERSON_ENDINGS))
    full = words.tag[comma - 2 : comma] == ["NP", "NP"] and comma - first >= len(("Jane", "Roe"))
    role = role or (full and words.low[comma + 1] in {"a", "an"})
    named = words.tag[comma - 1] == "NP" or is_role(words, comma - 1)
    person = is_role(words, comma - 1) and all(words.tag[k] == "NP" for k in range(comma + 1, end))
    return first < comma and named and (role or person)


def _has_clause(words: Words, comma: int, last: int) -> bool:
    """Tell whether a whole clause follows: something that does something."""
    begins = words.tag[comma + 1 : comma + 2]
    return bool(begins) and begins[0] not in VERBS and any(words.tag[k] in VERBS for k in range(comma + 2, last))


def _acts_past_aside(words: Words, comma: int, last: int) -> bool:
    """Tell whether what stands before a comma does something behind it, or behind one aside."""
    at = comma + 1
    if words.tag[at : at + 1] and words.tag[at] in {"VX", "VN", "IN", "WP"}:
        at = next((k + 1 for k in range(at + 1, last) if words.tag[k] == ","), last)
    at += words.tag[at : at + 1] == ["RB"]
    return at < words.n and words.tag[at] in VERBS - {"VX"} and comma < last


def in_poll(reading: Reading) -> Said | None:
    """Read "In a poll last week, CONTENT"."""
    words = reading.words
    if words.n < POLL_LEAST or words.low[0] != "in":
        return None
    source = phrase_after(words, 1, clause_end(reading, 1))
    source = (source[0], _before_clause(words, source)) if source is not None else None
    comma = next((at for at in range(2, min(words.n, POLL_LONGEST)) if words.tag[at] == ","), None)
    if source is None or comma is None:
        return None
    head = next((at for at in range(*source) if words.tag[at] in {"IN", "VX", ",", "VN"}), source[1]) - 1
    if words.low[head] not in ASKED or any(words.tag[at] == "PS" for at in range(*source)):
        return None
    start = comma + 1
    return Said((1, comma), (0, 1), ((start, before_tags(reading, start)),), "according", "accord")


def reportedly(reading: Reading, at: int) -> Said | None:
    """Read "reportedly", whose source is not named."""
    end = before_tags(reading, at + 1)
    return Said(None, (at, at + 1), ((at + 1, end),), "passive", "report") if end > at + 1 else None


def said_passive(reading: Reading, at: int) -> Said | None:
    """Read "is said to" and "..., it was claimed", whose source is not named."""
    words = reading.words
    begin = group_start(words, at)
    about = subject(words, begin)
    if about is None:
        return None
    if words.low[about[0]] == "it" and about[0] > 1 and words.tag[about[0] - 1] == ",":
        behind = content_before(reading, about[0] - 1, at)  # "..., it was claimed last night."
        return Said(None, (about[0], at + 1), (behind,), "after", words.base(at)) if behind else None
    if about == (0, 1) and words.low[0] == "it":
        return Said(None, (0, at + 1), ((at + 1, before_tags(reading, at + 1)),), "passive", words.base(at))
    return Said(None, (begin, at + 1), (about, (at + 1, before_tags(reading, at + 1))), "passive", words.base(at))


def it_is_claimed(words: Words, at: int) -> bool:
    """Tell the tag ", it was claimed" or ", it is understood"."""
    if words.low[:1] == ["it"] and words.tag[1:at] == ["BE"] and words.tag[at + 1 : at + 2] in (["TH"], ["DT"], ["NP"]):
        return True  # "It is alleged that"
    return at > 2 and words.low[at - 2] == "it" and words.tag[at - 1] in {"BE", "HV"} and words.tag[at - 3] == ","


def _made_clear(reading: Reading, at: int) -> Said | None:
    """Read SOURCE has made (it) clear that CONTENT."""
    words = reading.words
    made = at - 1 - (words.low[at - 1] == "it")
    begin = group_start(words, made)
    source = subject(words, begin) if words.base(made) == "make" else None
    if source is None:
        return None
    return Said(source, (begin, at + 1), ((at + 1, before_tags(reading, at + 1)),), "before", "state")


def attitude(reading: Reading, at: int) -> Said | None:
    """Read SOURCE is confident that CONTENT."""
    words = reading.words
    if at + 2 >= reading.stop or words.low[at + 1] not in ATTITUDE_LINKS:
        return None
    if words.low[at : at + 2] == ["clear", "that"]:
        return _made_clear(reading, at)
    begin = group_start(words, at)
    if begin == at or not any(words.tag[k] in {"BE", "VX", "VZ", "VF"} for k in range(begin, at)):
        return None
    source = subject(words, begin)
    if source is None:
        return None
    start = at + 1 if words.low[at + 1] in {"that", "to"} else at + 2
    return Said(source, (begin, start), ((start, before_tags(reading, start)),), "stance", "feel")
