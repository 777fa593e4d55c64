"""Read verbs of saying, thinking and judging with their subject and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.cues import DOCUMENTED, DOCUMENTS, EXPECTED, SEEMING, TELLS, WEAK
from factcheck.text.kinds import LENGTHS
from factcheck.text.people_words import ROLE_NOUNS
from factcheck.text.phrases import (
    VERBS,
    group_start,
    noun_phrase_before,
    past_relative,
    subject,
)
from factcheck.text.phrases_after import phrase_after
from factcheck.text.reading import Said
from factcheck.text.relatives import PEOPLE, PERSON_ENDINGS
from factcheck.text.said_range import (
    before_tags,
    clause_end,
    clause_start,
    content_before,
    content_start,
    hung_behind,
    is_clause,
    opens_clause,
)
from factcheck.text.story import SPEAKING
from factcheck.text.tokens import CURRENCY, DAYS
from factcheck.text.verbs import CLAUSAL, REPORTING, SAY_SET, STANCE_SET, THINK_SET

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

SAID_STARTS = VERBS | {"TH", "“"}
TELLING = frozenset({"say", "report", "tell", "write", "add", "reveal"})
# "The court was told": what they hear is told in their name.
HEARERS = frozenset(
    "court hearing inquest jury tribunal inquiry jurors magistrates judge committee trial panel".split()
)
SPEAKERS = frozenset({"police", "people", "everyone"}) | ROLE_NOUNS
TIMES = frozenset({"last", "this", "yesterday", "today", "earlier", "recently"})
REDUCED_LONGEST = 16  # words of a source that says where and when it came out
BY_LEAST = 2
SUBJECT_TAGS = frozenset({"DT", "NN", "NP", "JJ", "CD", "PS"})
LONGEST_TOLD = 10  # words of whom and where behind a tag
NARROW = frozenset(
    {"begin", "continue", "cry", "hit", "hold", "mean", "point", "speak"}
)  # saying only beside a quotation
NARROW_REACH = 8  # words up to that quotation
INVERTING = SAY_SET - NARROW - {"tell", "inform", "advise", "warn", "urge"}
WHOM = frozenset({"thank"})  # with somebody or a thing behind them, and no clause
FORETELLING = frozenset({"expect", "predict", "forecast", "estimate", "anticipate"})
NOBODY = frozenset({"nobody", "none", "neither"})
CLAIMS = frozenset("claim allegation accusation charge assertion view statement figure move finding".split())
AWAITED = frozenset({"expected", "due", "likely", "scheduled", "poised"})  # "is expected to announce": nothing is said
SEEN_AS = frozenset({"see", "view", "regard"})
AS_SOON = 9  # words between "see" and "as"
ASKED_WHAT = frozenset({"to", "about", "what", "who", "whether", "why", "how", "if"})
# "groups supporting the bill": who takes sides stands right before.
TAKING_SIDES = frozenset(
    """
    support back oppose attack criticise criticize accuse blame praise urge demand call condemn endorse favour favor
    denounce blast slam defend
    """.split()
)
GOING_ON = frozenset({"continue", "begin"})  # and what comes behind "to" is no report
THINK_STARTS = frozenset({"TO", "TH", "SC", "IN", "WP"})  # of what somebody thinks
STANCE_STARTS = THINK_STARTS | frozenset({"DT", "PS", "NP", "NN", "PO", "JJ", "CD", "“", "VG", "PR", "HV"})
BEFORE_ACTING = frozenset({"IN", "DT", "JJ", "NN", "NP", "PS", "RB", "CC", "CD"})  # up to a verb of its own
# "found in May", "who had posted the clip shared on Friday": no words of anybody's.
NO_STARTS = {"find": frozenset({"IN"}), "post": frozenset({"DT", "PS", "CD", "JJ", "NN"})}
HANGING = frozenset({"whether", "if", "because", "how", "why", "when"})
FOUND = frozenset({"guilty", "dead", "alive", "liable", "innocent"})
BY_WAY = ("telephone", "phone", "email", "e-mail", "text", "video", "letter", "fax")
# Whom one asks to say something says it.
MAKING_SAY = frozenset(
    """
    ask urge tell force want allow get invite press push call order require expect lead cause prompt persuade convince
    encourage help let make advise beg challenge instruct enable compel command pressure
    """.split()
)
TENDING = frozenset("likely unlikely likelier able unable ready willing quick slow eager free".split())  # to say
STANDS_ACCUSED = frozenset({"stand", "stands", "stood"})
STANCE_STOPS = VERBS | {",", ";", "–", "“"}
AGENT_VERBS = SAY_SET | STANCE_SET


def said_verb(reading: Reading, at: int) -> Said | None:
    """Read SOURCE VERB CONTENT, or CONTENT, SOURCE VERB at the sentence's end."""
    words = reading.words
    verb = words.base(at)
    to = words.low[at + 1 : at + 2] == ["to"]
    if to and (verb in GOING_ON or (verb in SEEMING and words.base(min(at + 2, words.n - 1)) in CLAUSAL)):
        return None  # "appears to show": showing is what it does
    begin = group_start(words, at)
    source = subject(words, begin)
    inverted = _inverted(reading, at)
    if inverted is not None:
        return inverted
    if source is None or words.low[source[0]] in {"there", "something", "according"} or "having" in words.low[begin:at]:
        return None  # ", something Roe denies", ", an inspector having warned of it"
    source = _who_is_to(reading, begin, source)
    if source is None or words.low[source[1] - 1] in NOBODY or _says_nothing(words, source, at):
        return None
    source = past_relative(words, source)
    source = _told_by(words, source, at) if verb in CLAUSAL else source
    heard = words.low[at] == "told" and any(words.low[k] in HEARERS for k in range(*source))
    done = words.tag[at] == "VN" and any(words.tag[k] == "BE" for k in range(begin, at))
    if not heard and (done or words.low[at - 1] in STANDS_ACCUSED):
        return _by_agent(reading, at, begin, source)
    if _is_meant_to(reading, at, begin, source) or not AWAITED.isdisjoint(words.low[begin:at]):
        return None
    by = words.low[at + 1 : at + 2] == ["by"] and words.low[at + 2 : at + 3] not in ([way] for way in BY_WAY)
    by = by and words.low[at + 2 : at + 4] != ["the", "time"]  # "said by the time she came, he had left"
    if begin == at and words.tag[at] == "VX" and by and source[1] == at:
        return _by_agent(reading, at, begin, source)  # "a phenomenon predicted by Orr"
    if words.tag[at] == "VB" and not any(words.tag[k] in {"MD", "TO", "HV"} for k in range(begin, at)):
        return None
    tag = _tag(reading, at, source, begin) if verb in CLAUSAL else None
    if tag is not None:
        return tag
    start = content_start(reading, at, verb)
    if start is None or (verb == "add" and words.tag[start] == "CD"):  # "had added 200 beds"
        return None
    end = _said_end(reading, start, source)
    infinitive = words.tag[start] == "TO" or (
        words.low[start] == "not" and start + 1 < words.n and words.tag[start + 1] == "TO"
    )
    of_whom = source[0] > 0 and words.tag[source[0] - 1] == "WP"  # "who police say was armed"
    said = is_clause(reading, start, end) or (of_whom and words.tag[start] in VERBS)
    style = "before" if verb in CLAUSAL - WHOM and not infinitive and said else "stance"
    sees = (
        verb == "see" and style == "before" and words.tag[start] not in {"TH", "SC", "WP"} and words.low[start] != "if"
    )
    if sees or not _accept(reading, verb, style, start, end, source):
        return None  # "The firm saw profits fall"
    return Said(source, (begin, at + 1), ((start, end),), style, verb)


def _tag(reading: Reading, at: int, source: Range, begin: int) -> Said | None:
    """Read CONTENT, SOURCE VERB at the sentence's end, or in its midst: CONTENT, SOURCE VERB, CONTENT."""
    words = reading.words
    if source[0] < 2 or words.tag[source[0] - 1] not in {",", "”", "–"} or opens_clause(words, at + 1):
        return None
    if words.tag[source[0]] == "WP" or "not" in words.low[begin:at]:
        return None  # ", who learned of it from a reporter" says something of its own
    verb = words.base(at)
    if words.low[at + 1 : at + 2] in (["of"], ["against"], ["over"]):
        return None  # "Some welcomed the vote, others warned of war"
    comma = next((k for k in range(at + 1, reading.stop) if words.tag[k] == ","), reading.stop)
    after = words.tag[at + 1] if at + 1 < reading.stop else ","
    loose = after in {"IN", "RB", ",", "TO", "“"} or verb in TELLS or words.low[at + 1] in DAYS
    if not loose or comma - at - 1 > LONGEST_TOLD:
        return None
    hung = comma < reading.stop and hung_behind(words, comma)
    stop = comma if hung else reading.stop
    goes_on = comma + 1 < stop and any(t in VERBS for t in words.tag[comma + 1 : stop])
    told = comma == at + 1 or (comma == at + 2 and after in {"PO", "NP", "RB"})
    if not goes_on:
        source = _with_role(words, source)
        behind = content_before(reading, source[0] - 1, at)
        told_so = behind is not None and (
            verb in TELLING
            or any(t in VERBS for t in words.tag[slice(*behind)])
            or any(q >= 0 for q in reading.quoted[slice(*behind)])
        )
        plain = told_so and not any(_acts_behind(words, k) for k in range(at + 1, stop))
        return Said(source, (begin, at + 1), (behind,), "after", verb) if plain and behind else None
    if not told or verb not in SAY_SET | {"find", "think", "believe"} or reading.quoted[source[0] - 1] >= 0:
        return None
    first = clause_start(reading, source[0] - 1)
    between = (first, source[0] - 1), (comma + 1, reading.stop)
    return Said(source, (begin, at + 1), between, "after", verb) if source[0] - 1 > first else None


def _acts_behind(words: Words, at: int) -> bool:
    """Tell a verb behind a tag from "posted" in "said in a statement posted on Monday"."""
    hangs = words.tag[at] == "VX" and words.tag[at - 1] in {"NN", "NP"} and words.tag[at + 1] in {"IN", "RB"}
    return words.tag[at] in VERBS and not hangs


def _is_meant_to(reading: Reading, at: int, begin: int, source: Range) -> bool:
    """Tell "there are billions of bacteria predicted to be living there", which says nothing itself."""
    words = reading.words
    passive = words.tag[at] == "VX" and begin == at == source[1] and words.low[at] in EXPECTED | {"predicted"}
    return passive and words.low[at + 1 : at + 2] == ["to"] and any(words.tag[k] == "BE" for k in range(source[0]))


def _says_nothing(words: Words, source: Range, at: int) -> bool:
    """Tell ", you know,", "which means", "pleaded guilty" and "raises profit forecast"."""
    if words.low[at] == "forecast" and source == (at - 1, at) and words.tag[at - 1] == "NN" and at > 1:
        return True
    if words.base(at) == "plead" and not {"guilty", "not"}.isdisjoint(words.low[at + 1 : at + 2]):
        return True
    if words.base(at) in {"find", "confirm", "declare", "pronounce", "presume"} and not FOUND.isdisjoint(
        words.low[at + 1 : at + 2]
    ):
        return True  # "an adult found guilty of"
    if words.base(at) == "know":
        return words.low[at] == "known" or (words.low[source[0]] == "you" and words.tag[at + 1 : at + 2] == [","])
    return words.base(at) == "mean" and words.tag[source[0]] == "WP"


def _who_is_to(reading: Reading, begin: int, source: Range) -> Range | None:
    """Give who is to announce in: Ida Orr, brought out of retirement to announce; None in "it's hard to imagine"."""
    words = reading.words
    if words.tag[begin] != "TO" or source[0] == 0:
        return source
    if words.tag[source[0] - 1] in {"BE", "PF"} or words.low[source[1] - 1] in TENDING:
        return None
    if "PS" in words.tag[slice(*source)]:
        return source
    before = words.base(source[0] - 1)
    if words.tag[source[0] - 1] in VERBS | {"VB", "VN", "VG"} and before in MAKING_SAY:
        return source
    return _main_subject(reading, begin) or source  # "used a telescope to show", "waited a month to disclose"


def _said_end(reading: Reading, start: int, source: Range) -> int:
    """Give where what is said ends: in "owners who knew Orr, said", before the comma."""
    words, end = reading.words, before_tags(reading, start)
    # "tweeted that the vote was stolen, a claim that courts have rejected": of that the speaker says nothing.
    beside = (k for k in range(start, end - 2) if words.tag[k] == "," and words.low[k + 1] in {"a", "an"})
    end = next((k for k in beside if words.low[k + 2] in CLAIMS), end)
    own = words.tag[source[0]] == "WP" or (source[0] and words.tag[source[0] - 1] == "WP")  # ", who Orr says was away,"
    if not own or words.tag[start] == "TH":
        return end
    return next((k for k in range(start, end - 1) if words.tag[k] == "," and words.tag[k + 1] in VERBS), end)


def _with_role(words: Words, source: Range) -> Range:
    """Take in the role before a name: "..., an expert on steel bridges, David Marr said"."""
    end = source[0] - 1
    comma = next((k for k in range(end - 1, max(0, end - LONGEST_TOLD), -1) if words.tag[k] in VERBS | {",", "“"}), 0)
    if words.tag[comma] != "," or words.low[comma + 1] not in {"a", "an"} or words.tag[source[0]] != "NP":
        return source
    head = next((k for k in range(comma + 1, end) if words.tag[k] == "IN"), end) - 1
    return (comma + 1, source[1]) if words.low[head] in ROLE_NOUNS else source


def _told_by(words: Words, source: Range, verb: int) -> Range:
    """Give the whole source of: "..., a study published on Monday in the journal suggests"."""
    first = source[0]
    if words.tag[first - 1] not in {"IN", "TO"}:
        return source
    begin = next((k for k in range(first - 1, max(-1, first - REDUCED_LONGEST), -1) if words.tag[k] == ","), -1)
    if begin < 0 and first > REDUCED_LONGEST:
        return source
    told = [k for k in range(begin + 1, first) if words.tag[k] in VERBS or words.tag[k] == "VN"]
    if (
        not told
        and words.low[first - 1] == "by"
        and all(words.tag[k] in SUBJECT_TAGS or words.low[k] == "of" for k in range(begin + 1, first - 1))
    ):
        return (begin + 1, source[1]) if first - begin > BY_LEAST else source  # "a report by the accountants found"
    if (
        len(told) != 1
        or told[0] == begin + 1
        or words.tag[told[0]] not in {"VX", "VN"}
        or words.tag[told[0] - 1] not in {"NN", "NP"}
    ):
        return source
    report = words.low[begin + 1] in DOCUMENTS
    if words.base(told[0]) in SAY_SET and words.low[told[0] + 1] != "by" and not report:
        return source  # "the mayor said in a statement posted on Monday"
    if words.tag[told[0] + 1] not in {"IN", "TO", ","} and words.low[told[0] + 1] not in TIMES | DAYS:
        return source  # "Police freed the men after the victims said", "Fortune reached out to Apple"
    plain = all(words.tag[k] in SUBJECT_TAGS for k in range(begin + 1, told[0]))
    return (begin + 1, source[1]) if plain and told[0] < verb else source


def _is_document(words: Words, source: Range) -> bool:
    return any(words.low[at] in DOCUMENTS for at in range(*source))


def _accept(reading: Reading, verb: str, style: str, start: int, end: int, source: Range) -> bool:
    """Refuse what is seldom a report: doubtful verbs with a plain thing behind them."""
    words = reading.words
    if end - start < 1 or words.tag[start] == "CC" or words.tag[start] in NO_STARTS.get(verb, ()):
        return False
    if verb in SEEMING:
        return words.low[start] == "to" or words.tag[start] in {"TH", "JJ", "SC", "VX", "VN"}
    pointed = verb == "point" and words.low[start - 1] == "out"
    if (
        verb in NARROW
        and not pointed
        and not any(q >= 0 for q in reading.quoted[start : min(end, start + NARROW_REACH)])
    ):
        return False
    if (verb == "report" and words.low[start] == "from") or (
        verb == "read" and words.low[start] in {"to", "out", "in"}
    ):
        return False
    if style == "before":
        return True
    if verb in DOCUMENTED and _is_document(words, source):
        return True
    if verb in SEEN_AS and "as" in words.low[start : min(end, start + AS_SOON)]:
        return True
    if verb in WEAK:
        return any(q >= 0 for q in reading.quoted[start:end]) or (
            verb in {"want", "like", "hate", "love"} and end - start > 2
        )
    if verb in STANCE_SET:
        return words.form[start] not in CURRENCY and words.tag[start] in STANCE_STARTS
    if verb in THINK_SET:
        foretold = verb in FORETELLING and words.tag[start] in SUBJECT_TAGS  # "Analysts expected earnings of"
        return words.tag[start] in THINK_STARTS or foretold
    return verb in SAY_SET and words.tag[start] not in {",", ".", "CC"}


def _inverted(reading: Reading, at: int) -> Said | None:
    """Read CONTENT, said SOURCE."""
    words = reading.words
    warns = reading.display and words.base(at) == "warn"  # "..., warns league chief"
    if at < 2 or (words.base(at) not in INVERTING and not warns) or words.tag[at - 1] not in {",", "”", "“"}:
        return None
    if words.low[at] == "asked" and words.tag[at - 1] == "," and words.form[at - 2] != "?":
        return None  # "The mayor, Jane Roe, asked the crowd to leave"
    if at + 1 >= words.n or words.tag[at + 1] not in {"NP", "DT", "NN", "JJ", "PR", "CD"}:
        return None
    if words.low[at + 1] in {"it", "him", "them"} or words.tag[at + 1 : at + 3] in (["PR", tag] for tag in VERBS):
        return None  # "Roe, who saw it, described it as", "Roe, whose wife left, said he forgave her"
    source = phrase_after(words, at + 1, clause_end(reading, at + 1))
    if (
        source is None
        or _content_start_seems(words, source[1])
        or _bare_thing(words, source)
        or (words.base(at) == "write" and words.low[source[0]] in {"a", "an"} and _is_document(words, source))
        or _acts(words, source[1])
    ):
        return None
    behind = content_before(reading, at - 1, at)
    knows = any(words.tag[k] in VERBS for k in range(source[1], clause_end(reading, source[1])))
    if behind is not None and knows and not _tells(reading, behind):
        return None  # "Ned Hall, defending, said Roe now knew"
    if behind is None or (words.base(at) != "say" and not reading.display and not _tells(reading, behind)):
        return None  # "Jan Roe, 41, of Hill Road, pleaded guilty"
    return Said(source, (at, at + 1), (behind,), "after", words.base(at))


def _tells(reading: Reading, content: Range) -> bool:
    """Tell whether what stands before a tag says something: it has a verb, or is quoted."""
    first, last = content
    return any(t in VERBS for t in reading.words.tag[first:last]) or any(q >= 0 for q in reading.quoted[first:last])


def _acts(words: Words, at: int) -> bool:
    """Tell "Roe, a biologist, believes threats against the lake will grow": what follows the verb has its own."""
    while at < words.n and (words.tag[at] in BEFORE_ACTING or (words.tag[at] == "VX" and words.tag[at - 1] == "CD")):
        at += 1  # "four dead and 120 wounded had"
    return at < words.n and words.tag[at] in {"MD", "BE", "HV"}


def _bare_thing(words: Words, source: Range) -> bool:
    """Tell "fraud" in "Roe, 66, admitted fraud" from who can speak: police, officials, a spokesman."""
    low = words.low[source[0]]
    if words.tag[source[0]] == "CD" and words.low[source[1] - 1].rstrip("s") in LENGTHS:
        return True  # ", declared three days of mourning"
    head = next((at for at in range(*source) if words.tag[at] in {"IN", ",", "WP"}), source[1]) - 1
    if words.tag[source[0]] == "DT" and words.tag[head] == "NN" and not _speaks(words, source, head):
        return True  # ", admitted a breach of the rules"
    one = source[1] - source[0] == 1 or words.tag[source[0] + 1] in {"IN", ","}
    return one and words.tag[source[0]] == "NN" and not low.endswith("s") and low not in SPEAKERS


def _speaks(words: Words, source: Range, head: int) -> bool:
    """Tell whether a phrase such as "a clerk" or "the board" can say things."""
    low = words.low[head]
    known = low in SPEAKERS or low in SPEAKING or low in {"statement", "filing", "note", "tweet"}
    known = known or low in PEOPLE or low in DOCUMENTS or low.endswith(PERSON_ENDINGS)
    return known or any(words.tag[at] == "NP" for at in range(*source))


def _content_start_seems(words: Words, at: int) -> bool:
    return at < words.n and words.tag[at] in SAID_STARTS


def _by_agent(reading: Reading, at: int, begin: int, about: Range) -> Said | None:
    """Read CONTENT was criticised by SOURCE."""
    words = reading.words
    if at + 2 < words.n and words.low[at + 1] == "by" and words.base(at) in AGENT_VERBS:
        source = phrase_after(words, at + 2, clause_end(reading, at + 2))
        return Said(source, (begin, at + 2), (about,), "passive", words.base(at)) if source else None
    asked = words.low[at] == "asked" and at + 1 < words.n and words.low[at + 1] in ASKED_WHAT
    if at + 1 < words.n and (asked or opens_clause(words, at + 1)) and words.base(at) in TELLS:
        return Said(None, (begin, at + 1), ((at + 1, before_tags(reading, at + 1)),), "passive", words.base(at))
    return None


def said_gerund(reading: Reading, at: int) -> Said | None:
    """Read ", adding that CONTENT": the source is the subject of the verb before."""
    words = reading.words
    verb = words.base(at)
    after = words.low[at + 1 : at + 3]
    if verb in GOING_ON and after[:1] == ["to"]:
        return None
    if (verb == "blast" and (after[:1] in (["off"], ["into"]) or after[1:] == ["way"])) or words.low[at - 1] == "no":
        return None  # "there's no telling"
    if verb == "write" and after[:1] in (["down"], ["off"]):
        return None  # "writing off its loans"
    progressive = at > 0 and any(words.tag[k] in {"BE", "PF"} for k in range(group_start(words, at), at))
    if progressive and after[:1] in (["when"], ["while"], ["as"]):
        return None  # "was texting when he fell"
    if progressive:
        begin = group_start(words, at)
        source = subject(words, begin)
        if source is None and begin > 0 and words.tag[begin - 1] == "PF":
            source = (begin - 1, begin)
    else:
        begin = at
        taking = verb in TAKING_SIDES and words.tag[at - 1] in {"NN", "NP"} and at > 0
        beside = noun_phrase_before(words, at)  # "with its chief, Jane Roe, arguing that"
        with_it = beside is not None and beside[0] > 0 and words.low[beside[0] - 1] == "with"
        source = beside if taking or with_it else _main_subject(reading, at)
        if taking and source is not None:
            end = next((k for k in range(at + 1, reading.stop) if words.tag[k] in STANCE_STOPS), reading.stop)
            return Said(source, (at, at + 1), ((at + 1, end),), "noun", verb) if end > at + 1 else None
    start = content_start(reading, at, verb)
    if start is None or source is None or verb in WEAK:
        return None
    end = before_tags(reading, start)
    style = "gerund"
    if verb not in CLAUSAL or not is_clause(reading, start, end):
        near = reading.quoted[start : min(end, start + NARROW_REACH)]
        if verb not in STANCE_SET and not any(q >= 0 for q in near):
            return None
        if not progressive and words.tag[at - 1] not in {",", "CC", "IN", "–"}:
            return None
    return Said(source, (begin, at + 1), ((start, end),), style, verb)


def _main_subject(reading: Reading, at: int) -> Range | None:
    words = reading.words
    for verb in range(at - 1, -1, -1):
        if words.tag[verb] in VERBS and reading.quoted[verb] < 0:
            found = subject(words, group_start(words, verb))
            if found is not None and words.low[found[0]] == "whose":
                continue  # "said Roe, whose son died, adding"
            if found is None and words.base(verb) in INVERTING and words.tag[verb - 1] in {",", "”"}:
                return phrase_after(words, verb + 1, at)
            if found is not None and "matter" in words.low[max(0, found[0] - 2) : found[0]]:
                continue  # "will stay no matter who the premier is, saying"
            if found is not None and found[0] > 1 and words.low[found[0] - 1] in HANGING:
                continue  # "declined to say whether race was a factor, explaining that"
            told = found is not None and found[0] > 1 and words.base(found[0] - 1 - (words.tag[found[0] - 1] == "TH"))
            whom = words.base(at) == "tell" and words.tag[at + 1 : at + 2] in (
                ["PR"],
                ["PS"],
            )  # "says police refused, telling her"
            if found is not None and (whom or not (words.base(at) in REPORTING and told in SAY_SET)):
                return found  # and not what is said: "Roe says the plan works, adding that it is cheap"
    return None
