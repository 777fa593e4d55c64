"""Take relative clauses out of a sentence: they say something of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.text.classes import word_class
from factcheck.text.clause import FINITE, Clause, has_verb, outside
from factcheck.text.given_names import GIVEN
from factcheck.text.names import BODY_WORDS, PLACES
from factcheck.text.people_words import ROLE_NOUNS
from factcheck.text.phrases import VERBS, before_time, group_start, last_verb, noun_phrase_before, subject
from factcheck.text.relative_ends import OPENS_SUBJECT, relative_end
from factcheck.text.shared_verbs import shared
from factcheck.text.summing import summing
from factcheck.text.tokens import DAYS, MONTHS, bare_name
from factcheck.text.verbs import CLAUSAL

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

RELATIVE = frozenset({"who", "whom", "which", "whose", "where", "when", "that"})
RELATING = word_class(RELATIVE)
RELATIVE_LEAST = 3  # words after who or which that say something of their own
SINGULAR_S = ("ss", "us", "is", "ics", "news", "series")
LEAST_JOINED = 3  # words of each part of a relative clause that says two things
ASIDE_LEAST = 2  # the same between commas: "who voted no"
REDUCED_LEAST = 3  # words of "blasts blamed on"
SHORT = 4  # letters; "over" is nobody
PLACED = frozenset({"in", "at", "on", "during", "under"})
DENYING = frozenset("deny admit dispute reject contest refute".split())
DENIAL_LONGEST = 3  # words of "it has denied"
SEVERAL = frozenset("police staff crew team media data public majority minority handful number".split())
HAPPENING = frozenset("occur happen come begin start unfold take".split())
PEOPLE = frozenset(
    """
    man woman boy girl person people men women children child teenager couple others someone anyone everyone those
    friend relative aide ally source insider witness victim suspect passenger user buyer tourist diplomat politician
    citizen voter colleague guest police troops rebels militants guards protesters villagers
    """.split()
)
PERSON_ENDINGS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "woman", "women", "ee", "ees")


def relatives(reading: Reading, rest: list[int]) -> tuple[list[int], list[Clause]]:
    """Take out ", who led the party," and "which is used by officers" as clauses of their own."""
    words = reading.words
    found: list[Clause] = []
    if not rest or not words.classes & RELATING or RELATIVE.isdisjoint(words.low[rest[0] : rest[-1] + 1]):
        return rest, found
    at = 1
    while (at := _next(reading, rest, at)) < len(rest):
        here = rest[at]
        end = _with_deed(reading, rest, at, relative_end(reading, rest, at))
        body = rest[at + 1 : end]
        placed = words.low[here] == "which" and words.tag[here - 1] == "IN"  # ", in which 203 people died"
        comma = words.tag[here - 1 - placed] == ","
        marked = words.low[here] == "whose" and reading.quoted[here - 1] >= 0  # “a liar” whose
        head = noun_phrase_before(words, here - placed - 1 if comma or marked else before_time(words, here))
        least = ASIDE_LEAST if comma else RELATIVE_LEAST
        if head is None or len(body) < least or not has_verb(reading, body):
            at += 1
            continue
        head = _with_quoted(reading, _past_aside(words, head, here) if comma else head)
        closed = end == len(rest) or words.tag[rest[end]] == ","
        if _is_whole(words, rest, head, here, body, comma=comma):
            at = end
            continue
        plain = closed and words.low[here] in {"who", "that"} and _background(reading, head, body)
        if not comma and (plain or _is_who(words, head, here)):
            at = end
            continue  # so is "Roe was the man who ended it"
        if not comma and _of_such_only(reading, rest, head, end):
            at += 1
            continue  # "ministers who mislead Parliament must resign" is one statement; so is "planets that orbit"
        sums = summing(words, head) if not comma and head[1] == here else None
        apart = not placed and _disagrees(words, head, here, body)
        near = None if apart else sums or _lead(reading, head, here, body, comma=comma)
        how = _how(reading, here, body) if near is not None else "that"
        if how == "object" and (said := _is_said_of(reading, body)):
            if not comma or words.low[here] not in {"who", "which"}:
                at = end
                continue  # "a plan which she said would bring help"
            body, how = body[said:], "relative"  # ", who police say was armed, was"
        end = _found(reading, rest, at, end, Clause(tuple(body), near, how), found)
        at -= placed
        here -= placed
        cut = at - (head[1] - head[0]) - 1 if sums else at - 1 if comma else at
        kept = _keeps_comma(words, rest, head, here, end, comma=comma) or how == "when"
        ended = end + 1 < len(rest) and words.tag[rest[end]] == ","
        stray = not comma and ended and words.tag[rest[end + 1]] in FINITE and head[0] <= rest[0] + 1
        after = end + 1 if ended and (stray or (comma and not kept)) else end
        if (comma and rest[cut] != here - 1) or (sums and rest[cut] != head[0] - 1):
            cut = at
        rest = rest[:cut] + rest[after:]
        at = max(1, cut)
    return rest, found


def _past_aside(words: Words, head: Range, here: int) -> Range:
    """Give whom "who" means in "Jane Roe, of the Marsh Trust, who" and "a man, aged 40, who"."""
    first = head[0] - (words.low[head[0]] != "aged")
    if words.low[here] not in {"who", "whose"} or first < ASIDE_LEAST or words.low[first] not in {"of", "from", "aged"}:
        return head
    named = noun_phrase_before(words, first - 1) if words.tag[first - 1] == "," else None
    return named if named is not None and _is_person(words, named) else head


def _is_whole(words: Words, rest: list[int], head: Range, here: int, body: list[int], *, comma: bool) -> bool:
    """Tell "something which Roe disputes", ", which it denies" and "It was Roe, not Orr, who fired", told whole."""
    if words.low[head[0] : head[1]] == ["something"] or words.low[body[0]] == "time":
        return True  # ", during which time the band broke up"
    return comma and ((words.low[here] == "which" and _denied(words, body)) or _cleft(words, rest, head))


def _cleft(words: Words, rest: list[int], head: Range) -> bool:
    """Tell "It was Roe, not Orr, who fired", which is told whole."""
    negated = words.low[head[0] - 1] == "not" or words.low[head[0]] == "not"
    return negated and words.low[rest[0]] == "it" and words.tag[rest[1]] == "BE"


def _found(reading: Reading, rest: list[int], at: int, end: int, clause: Clause, found: list[Clause]) -> int:
    """Keep a relative clause, with what is told of the same word behind it; give where all of it ends."""
    found.extend(_parts(reading, clause))
    doing = _goes_on_there(reading, rest, at, end) if clause.how == "where" else None
    if doing is not None:
        found.append(doing)
        return len(rest)
    more = _and_that(reading, rest, end) if clause.how == "relative" else end
    if more > end:
        found.append(clause._replace(words=tuple(rest[_after_that(reading, rest, end) : more])))
    return more


def _goes_on_there(reading: Reading, rest: list[int], at: int, end: int) -> Clause | None:
    """Read what they did in: "It happened in Oslo, where ten men met, shouting at guests"."""
    words = reading.words
    verbs = [n for n in rest[:at] if words.tag[n] in VERBS and outside(reading, n)]
    happens = len(verbs) == 1 and words.base(last_verb(words, verbs[0])) in HAPPENING
    if not happens or end + RELATIVE_LEAST > len(rest) or words.tag[rest[end + 1]] != "VG":
        return None
    verb = next((n for n in rest[at + 1 : end] if words.tag[n] in FINITE), None)
    lead = subject(words, group_start(words, verb)) if verb is not None else None
    return Clause(tuple(rest[end + 1 :]), lead, "participle") if lead is not None and lead[0] > rest[at] else None


def _with_deed(reading: Reading, rest: list[int], at: int, end: int) -> int:
    """Take in what they did in ", who fired tear gas, injuring nine" at a sentence's end."""
    words = reading.words
    doing = end + 1 < len(rest) and words.tag[rest[end + 1]] == "VG" and not has_verb(reading, rest[end:])
    if not doing or words.low[rest[at]] != "who" or words.tag[rest[at] - 1] != ",":
        return end
    verb = next((n for n in rest[at + 1 : end] if words.tag[n] in FINITE), None)
    acts = verb is not None and words.tag[verb] in {"VX", "VD"} and words.base(verb) not in CLAUSAL
    acts = acts and at > 1 and has_verb(reading, rest[:at])
    return len(rest) if acts else end


def _keeps_comma(words: Words, rest: list[int], head: Range, here: int, end: int, *, comma: bool) -> bool:
    """Tell "Roe, a clerk at the office, which ..., wept", "Roe, 44, who ..., wept", ", where she is, killing two"."""
    beside = head[0] > 1 and words.tag[head[0] - 1] == "," and words.tag[head[0] - 2] in {"NP", "NN"}
    aged = comma and words.tag[here - 3 : here - 1] == [",", "CD"]
    doing = end + 1 < len(rest) and words.tag[rest[end + 1]] == "VG"
    return (beside and words.tag[rest[0]] not in {"IN", "RB", "SC"}) or aged or doing


def _next(reading: Reading, rest: list[int], at: int) -> int:
    """Give where the next relative clause starts, the end where there is none."""
    low = reading.words.low
    places = (k for k in range(at, len(rest) - 2) if low[rest[k]] in RELATIVE and outside(reading, rest[k]))
    return next((k for k in places if _is_relative(reading, rest[k])), len(rest))


def _is_who(words: Words, head: Range, here: int) -> bool:
    """Tell "was the man who", which only points at who did it."""
    first, low = head[0] - 1, words.low[head[0] : head[1]]
    pointed = low[:1] == ["the"] and low[1:] in ([one] for one in PEOPLE | {"one"})
    return first > 0 and words.tag[first] == "BE" and pointed and here == head[1]


def _background(reading: Reading, head: Range, body: list[int]) -> bool:
    """Tell "a man who was clearing the table", which only says what kind of man, from "a man who pulled ten out"."""
    words = reading.words
    part = next((at for at in range(head[1] - 1, head[0] - 1, -1) if words.tag[at] in {"DT", "PS"}), None)
    if part is None or words.low[part] not in {"a", "an"} or words.tag[head[1] - 1] != "NN":
        return False
    at = next((n for n in body if words.tag[n] in FINITE), None)
    if at is None or _joint(reading, body) is not None:
        return False
    after = next((n for n in body if n > at and words.tag[n] != "RB"), at)
    going = words.tag[at] == "BE" and words.tag[after] in {"VG", "JJ"}
    return words.tag[at] == "MD" or words.low[at] in {"had", "needed"} or going


def _apposed(reading: Reading, head: Range, low: str) -> Range | None:
    """Give Jane Roe for "engineer" in: Jane Roe, engineer who drained the marsh."""
    words = reading.words
    if head[0] < 2 or words.tag[head[0] - 1] != "," or words.tag[head[0] - 2] != "NP":
        return None
    end = next((at for at in range(*head) if words.tag[at] in {"IN", "TO"}), head[1])
    if low not in {"who", "whose", "that"} or (end < head[1] and low != "who"):
        return None
    if words.tag[end - 1] != "NN" or (end < head[1] and not _is_person(words, (head[0], end))):
        return None
    named = noun_phrase_before(words, head[0] - 1)
    return named if named is not None and words.tag[named[0]] == "NP" and _is_person(words, named) else None


def _joint(reading: Reading, body: list[int]) -> int | None:
    """Give where "and" joins two things in: who pleaded guilty last year and faces five years in prison."""
    words = reading.words
    for k in range(LEAST_JOINED, len(body) - LEAST_JOINED):
        after = words.tag[body[k + 1]]
        joins = words.low[body[k]] == "and" and outside(reading, body[k]) and after in FINITE - {"MD", "VF"}
        if joins and words.base(body[k + 1]) not in CLAUSAL and not (after == "VX" and words.tag[body[k - 1]] == "VN"):
            return k if has_verb(reading, body[:k]) else None
    return None


def _parts(reading: Reading, clause: Clause) -> list[Clause]:
    """List the two things that "and" joins, or the one."""
    body = list(clause.words)
    joint = _joint(reading, body) if clause.how == "relative" else None
    if joint is None:
        return [clause]
    one, then = body[:joint], body[joint + 1 :]
    both = shared(reading, one, then)
    helper = both.helper if both else ""
    return [clause._replace(words=tuple(one)), clause._replace(words=tuple(then), helper=helper)]


def _lead(reading: Reading, head: Range, here: int, body: list[int], *, comma: bool) -> Range:
    """Give what a relative clause hangs on."""
    low = reading.words.low[here]
    if reading.words.low[head[0] : head[0] + 2] == ["part", "of"]:
        head = (head[0] + 2, head[1])  # "was part of a firm that has sailed since May"
    under = next((at for at in range(*head) if reading.words.low[at] == "under"), None)
    if under is not None and low == "which" and under + 1 < head[1]:
        head = (under + 1, head[1])  # "by 20p an hour under proposals, which"
    near = _apposed(reading, head, low) or (_person(reading, head) if low == "who" else None)
    if low == "that" and near is None:
        near = _past_name(reading.words, head)
    if near is None and low == "which" and reading.words.tag[here - 1] == "IN":
        return head  # ", in which 203 people died"
    near = near or _agreeing(reading, head, body) or _near(reading, head, here, comma=comma)
    return _one_of_two(reading.words, near, body)


def _one_of_two(words: Words, phrase: Range, body: list[int]) -> Range:
    """Give Orr in "Roe and the clerk Ida Orr, who was his chief", and the tail in "feet and a tail that was long"."""
    joint = next((at for at in range(phrase[1] - 2, phrase[0], -1) if words.low[at] == "and"), None)
    verb = next((n for n in body if words.tag[n] in FINITE), body[0])
    if joint is None or words.low[verb] in {"were", "are", "have", "both"} or words.tag[verb] == "VF":
        return phrase
    named = words.tag[joint - 1] == words.tag[phrase[1] - 1] == "NP" and _is_person(words, (joint + 1, phrase[1]))
    single = words.low[verb] in {"was", "is", "has"} and (named or words.tag[joint + 1] == "DT")
    described = named and words.tag[joint + 1] in {"NN", "JJ", "DT"}
    return (joint + 1, phrase[1]) if single or described else phrase


def _past_name(words: Words, head: Range) -> Range | None:
    """Give the blasts in "blasts blamed on Oslo that hurt two": no name takes a bare "that"."""
    first = head[0]
    named = all(words.tag[at] == "NP" for at in range(*head))
    hangs = first > REDUCED_LEAST and words.tag[first - 1] in {"IN", "TO"} and words.tag[first - 2] in {"VX", "VN"}
    whole = noun_phrase_before(words, first - 2) if named and hangs and words.tag[first - 3] == "NN" else None
    if whole is None:
        return None
    return max((at + 1 for at in range(*whole) if words.tag[at] in {"IN", "TO"}), default=whole[0]), whole[1]


def _with_quoted(reading: Reading, head: Range) -> Range:
    """Take in the name in marks that stands within: the "Clean Air" movement."""
    words, at = reading.words, head[0] - 1
    if at < 1 or reading.quoted[at] < 0 or reading.quoted[head[0]] >= 0:
        return head
    while at > 0 and reading.quoted[at - 1] == reading.quoted[head[0] - 1]:
        at -= 1
    at -= at > 1 and words.tag[at - 1] == "JJ"  # "a so-called “double freeze” offer"
    return (at - 1, head[1]) if at > 0 and words.tag[at - 1] in {"DT", "PS"} else head


def _is_said_of(reading: Reading, body: list[int]) -> int:
    """Give where what somebody says of the thing begins, "would" in "she said would bring help"; 0 for nothing."""
    words = reading.words
    verb = next((k for k, n in enumerate(body[:-1]) if words.tag[n] in FINITE), None)
    if verb is None or words.base(body[verb]) not in CLAUSAL:
        return 0
    now = words.tag[body[verb + 1]] == "RB" and verb + 2 < len(body)  # "claimed now allows"
    after = body[verb + 1 + now]
    return verb + 1 if words.tag[after] in FINITE and words.low[after] != "having" else 0


def _after_that(reading: Reading, rest: list[int], end: int) -> int:
    """Give where the second goes on in: that promotes sailing, and that announced it."""
    at = end + (end < len(rest) and reading.words.tag[rest[end]] == ",")
    goes_on = [reading.words.low[n] for n in rest[at : at + 2]] in (["and", "that"], ["and", "which"], ["and", "who"])
    return at + 2 if goes_on and at + 2 < len(rest) and reading.words.tag[rest[at + 2]] in FINITE else end


def _and_that(reading: Reading, rest: list[int], end: int) -> int:
    """Give where a second relative clause ends that hangs on the same word: `end` where there is none."""
    after = _after_that(reading, rest, end)
    return relative_end(reading, rest, after - 1) if after > end else end


def _generic(reading: Reading, head: Range) -> bool:
    """Tell "ministers", any of them, from "the ministers" and "two ministers"."""
    words = reading.words
    of = next((at for at in range(head[1] - 1, head[0], -1) if words.low[at] == "of"), head[0] - 1)
    head = (of + 1, head[1])  # "signs of planets"
    last = words.low[head[1] - 1]
    opens = head == (0, 1) and last.endswith(PERSON_ENDINGS)  # "Drivers who park there face a fine"
    several = (words.tag[head[1] - 1] == "NN" or opens) and (
        last[-1] == "s" or last in {"people", "men", "women", "children"}
    )
    return several and (words.tag[head[0]] in {"NN", "JJ"} or opens or words.low[head[0]] in {"any", "no"})


def _of_such_only(reading: Reading, rest: list[int], head: Range, end: int) -> bool:
    """Tell "ministers who mislead the house must resign", which is one statement, as is "planets that orbit"."""
    generic = _generic(reading, head)
    if end == len(rest):
        return generic
    tag = reading.words.tag[rest[end]]
    acts = (reading.display or generic) and tag in FINITE
    return acts or (tag == "," and generic) or _any_such(reading.words, head, rest[end])


def _any_such(words: Words, head: Range, verb: int) -> bool:
    """Tell "A council that runs a ferry must publish" and "any firm that polluted the bay was fined"."""
    first = words.low[head[0]]
    return words.tag[verb] in FINITE and (
        first in {"any", "every", "each", "no", "anyone", "everyone", "nobody"}
        or (first in {"a", "an"} and words.low[verb] in {"must", "should", "can", "may", "cannot", "shall"})
    )


def _how(reading: Reading, here: int, body: list[int]) -> str:
    """Tell "which Smith denied", where the head is what is acted on, from "which stood empty"."""
    words = reading.words
    low = words.low[here]
    if low in {"whose", "where", "when"}:
        return low
    if low == "which" and words.tag[here - 1] == "IN":
        return f"{words.low[here - 1]} which"
    verb = next((n for n in body if words.tag[n] in FINITE), body[0])
    found = subject(words, group_start(words, verb))
    told = words.tag[body[0]] == "NN" and _is_said_of(reading, body) > 0  # "who police say was armed"
    beside = words.tag[here - 1] == "," and found is not None and "," not in words.tag[slice(*found)]
    told = told or (beside and words.tag[body[0]] == "NN")  # ", which ministers had hoped for"
    own = found is not None and found[0] >= body[0] and (told or words.tag[body[0]] in OPENS_SUBJECT)
    return "object" if own else "relative"


def _person(reading: Reading, head: Range) -> Range | None:
    """Give whom "who" means: of "a buyer from Oslo", the buyer; of "the flat of Jane Roe", Jane Roe."""
    words = reading.words
    cuts = [head[0], *(at + 1 for at in range(*head) if _links(words, at)), head[1] + 1]
    parts = [(first, last - 1) for first, last in pairwise(cuts) if last - 1 > first]
    fitting = [part for part in parts if _is_person(words, part)]
    if not fitting:
        return None
    first = fitting[-1][0] if fitting[-1] == parts[-1] else fitting[0][0]
    return first, head[1]


def _denied(words: Words, body: list[int]) -> bool:
    """Tell ", which it denies", said of all that stands before."""
    said = sum(words.tag[n] != "RB" for n in body)  # ", which he has always denied"
    return said <= DENIAL_LONGEST and words.tag[body[0]] == "PR" and words.base(body[-1]) in DENYING


def _is_single(words: Words, at: int) -> bool:
    """Tell the promise in "the promise that lower taxes would help", which no "that lower" goes with."""
    low = words.low[at]
    return words.tag[at] == "NN" and not low.endswith("s") and low not in PEOPLE | SEVERAL


def _links(words: Words, at: int) -> bool:
    """Tell the "of" of "the flat of Jane Roe" from the "than" of "more than 200 girls"."""
    return words.tag[at] in {"IN", "TO"} and words.low[at] != "than"


def _is_person(words: Words, part: Range) -> bool:
    first, last = part
    low = words.low[last - 1]
    if words.tag[last - 1] == "NN":
        return low in ROLE_NOUNS or low in PEOPLE or (low.endswith(PERSON_ENDINGS) and len(low) > SHORT)
    named = [words.low[at] for at in range(first, last) if words.tag[at] == "NP"]
    if not named or any(bare_name(n) in BODY_WORDS for n in named):
        return False
    body = words.tag[first : first + 2] == ["DT", "NP"] and named[0].endswith(("'s", "s'"))  # the Women's March
    return named[0] in GIVEN or (len(named) > 1 and words.form[last - 1] not in PLACES and not body)


def _disagrees(words: Words, head: Range, here: int, body: list[int]) -> bool:
    """Tell "a transfer (of 11 million) for settlements, which is": what is meant stands further off."""
    if words.low[here] == "which" and words.base(body[0]) == "mean":
        return True  # ", which meant that they had to wait"
    last = head[1] - 1
    verb = next((n for n in body[:2] if words.tag[n] in FINITE), body[0])
    single = words.low[verb] in {"is", "was", "has"} or words.tag[verb] == "VZ"
    plural = words.tag[last] == "NN" and words.low[last][-1] == "s" and not words.low[last].endswith(SINGULAR_S)
    alone = not any(words.tag[at] in {"IN", "TO"} for at in range(*head))
    return plural and alone and single


def _agreeing(reading: Reading, head: Range, body: list[int]) -> Range | None:
    """Give the plural that "were" asks for, or the singular that "was" does: of "extracts from a book that were"."""
    words = reading.words
    verb = next((words.low[n] for n in body if words.tag[n] in FINITE), "")
    if verb not in {"were", "are", "was", "is", "has"}:
        return None
    cuts = [head[0], *(at + 1 for at in range(*head) if _links(words, at)), head[1] + 1]
    parts = [(first, last - 1) for first, last in pairwise(cuts) if last - 1 > first]
    plural = verb in {"were", "are"}
    fitting = [p for p in parts if words.tag[p[1] - 1] == "NN" and words.low[p[1] - 1].endswith("s") == plural]
    last = parts[-1]
    several = " and " in words.said(*last) or (words.tag[last[1] - 1] == "NP" and not plural)
    return None if not fitting or last in fitting or several else (fitting[-1][0], head[1])


def _near(reading: Reading, head: Range, here: int, *, comma: bool) -> Range:
    """Keep the nearest noun phrase: of "the apartment of Jane Roe who", Jane Roe."""
    words = reading.words
    low = words.low[here]
    linked = next((at for at in range(*head) if words.tag[at] in {"IN", "TO"}), head[0])
    named = words.tag[head[1] - 1] == "NP" and words.tag[linked - 1] in {"NN", "VG"}
    if low == "that" and named and linked > head[0]:
        return head  # "the attack in Nice that left 70 dead": no name takes a bare "that"
    for at in range(head[1] - 1, head[0], -1):
        if words.tag[at] == "TO":
            return at + 1, head[1]
        if words.low[at] == "of" and words.tag[at - 1] == words.tag[head[1] - 1] == "NP" and low != "who":
            continue  # "the album Man of the Woods, which", "the Bank of England, which"
        if comma and words.low[at] in {"with", "by", "from"} and words.tag[head[1] - 1] == "NP" and low == "which":
            return at + 1, head[1]  # "will not go down well with Beijing, which"
        if words.form[head[1] - 1] in PLACES and words.low[at] != "of" and words.tag[at - 1] == "NN":
            continue  # "a missile over Japan which broke up": the missile
        roles = low != "which" and any(w in ROLE_NOUNS for w in words.low[head[0] : at])
        if words.low[at] in {"in", "at", "from", "near"} and roles:
            continue  # "an astronomer at the institute in Oslo who": the astronomer
        if (
            words.tag[at] in {"IN", "TO"}
            and (words.tag[head[1] - 1] == "NP" or words.low[at] == "of" or words.low[at + 1] in {"a", "an"})
            and words.tag[at + 1] in {"NP", "PS", "DT", "JJ", "NN"}
        ):
            return at + 1, head[1]
    return head


def _is_relative(reading: Reading, here: int) -> bool:
    words = reading.words
    low = words.low[here]
    before = words.tag[here - 1] if here else ""
    if here > 1 and before in {"”", "“"} and reading.quoted[here - 1] >= 0 and low == "whose":
        before = words.tag[here - 2]
    if words.low[max(0, here - 2) : here] == ["no", "matter"]:
        return False  # "no matter who the mayor is"
    noun = before in {"NN", "NP", "CD"} or (
        before == "," and here > 1 and words.tag[here - 2] in {"NN", "NP", "CD", ".", ")", "VG"}
    )
    if low == "when":  # "in the week from July 15, when the heat climbed to 41 degrees"
        return before == "," and (words.tag[here - 2] == "CD" or words.low[here - 2] in MONTHS | DAYS)
    if low == "where":
        return before == "," and noun and words.tag[here - 2] == "NP"
    if low == "which" and before == "IN" and words.low[here - 1] in PLACED:
        return here > 2 and words.tag[here - 2] == "," and words.tag[here - 3] in {"NN", "NP", "CD"}
    if low in {"who", "whom", "which"}:
        return noun and here + 1 < words.n and words.low[here + 1] != "of"  # "asked the board which of them"
    if low == "whose":
        return noun
    if low == "that" and words.tag[here] == "TH":
        after = words.tag[here + 1] if here + 1 < words.n else ""
        if after == "RB" and here + 2 < words.n:
            after = words.tag[here + 2]
        return (
            before in {"NN", "NP"}
            and (after in FINITE)
            and words.low[here - 1] not in {"claim", "claims", "statement", "fact", "day"}
            and not (after == "VF" and _is_single(words, here - 1))
        )
    return False
