"""Find the noun phrases around a verb: who does it, whom it is done to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.people_words import CAPITAL_ROLES, ROLE_NOUNS
from factcheck.text.tokens import DAYS, FINITE, MONTHS
from factcheck.text.verbs import CLAUSAL, REPORTING

if TYPE_CHECKING:
    from factcheck.text.tokens import Words

Range = tuple[int, int]

INNER = frozenset({"NN", "NP", "CD", "JJ", "DT", "PS", "PR"})
HEADS = frozenset({"NN", "NP", "CD", "PR"})
TURNING_DOWN = frozenset({"question", "reject", "dismiss", "refute", "contest"})  # "rejected claims that"
LINKS = frozenset(
    """
    of in at for from with on to against near over behind about under between who inside outside above like
    """.split()
)
SHARES = frozenset({"half", "all", "two-thirds", "three-quarters"})
HEDGING = frozenset("about around nearly almost roughly over only just some".split())
LISTED = 6  # words within which "and" makes a list of what stands before a comma
WIDENING = frozenset("more most very even far much once then only last first next".split())
TRADES = frozenset(
    """
    rating reporting trading mining shipping banking trafficking manufacturing engineering consulting marketing fishing
    farming processing publishing recycling lending monitoring testing smuggling laundering broadcasting
    advertising betting
    """.split()
)
BINDING = frozenset({"who", "that", "which"})
SHORTEST_BEFORE = 2
RELATIVE_LONGEST = 16  # words of a relative clause before the verb
FURTHEST = 40  # words looked at for one phrase
GROUP = frozenset({"RB", "VN", "BE", "HV", "MD", "VB", "TO"})
VERBS = FINITE | {"VF", "PF"}
REDUCED_LEAST = 4
HANGING = frozenset({"when", "where", "while"})  # "since May, when its founder was held, and warned"
DURING = frozenset("after before since until as during".split())
APPOSED = frozenset({"NP", "NN", ".", "PR", ")"})
PRESENT = FINITE | {"VF"}
PARTS_OF_DAY = frozenset({"night", "morning", "afternoon", "evening"})
TIME_UNITS = PARTS_OF_DAY | frozenset({"week", "month", "year"})
ENDINGS = HEADS | {"JJ", "DT", "WP", "TH", "PO", "VG"}
BREAKS = frozenset({"IN", "VG", "VX", "VN", "WP", ",", "TO"})  # what tells of a noun, behind it
NOMINAL = INNER - {"PR"}


def group_start(words: Words, verb: int) -> int:
    """Give the first word of the verb group that ends with `verb`: "has repeatedly said"."""
    at = verb
    while at > 0 and words.tag[at - 1] in GROUP and words.low[at - 1] not in DAYS:
        if words.tag[at - 1] == "VN" and words.tag[at] in {"VX", "VD", "VZ"}:
            break  # "who declined to be named said"
        if words.tag[at - 1] == "RB" and words.low[at - 1] in {
            "ago",
            "today",
            "yesterday",
            "tonight",
            "earlier",
            "later",
        }:
            break
        at -= 1
    if at > 1 and words.low[at - 1] in {"all", "both", "each"} and words.tag[at - 2] in {"HV", "BE"}:
        return group_start(words, at - 2)  # "the presidents have all said"
    while words.tag[at] == "TO" and at > 1 and words.tag[at - 1] in PRESENT:
        at -= 1
        while at > 0 and words.tag[at - 1] in GROUP and words.low[at - 1] not in DAYS:
            at -= 1
    while (
        at < verb and words.tag[at] == "RB" and words.low[at] in {"then", "now"} and at > 0 and words.tag[at - 1] == ","
    ):
        at += 1
    return at


def subject(words: Words, verb: int) -> Range | None:
    """Find the noun phrase before a verb group, its apposition included."""
    end = before_time(words, verb)
    if end > 3 and words.tag[end - 1] in {"”", "“"} and words.tag[end - 3] == "“":
        end -= 3  # 'The town "forcefully" condemned'
    if (
        end > 1
        and words.low[end - 1] in {"all", "both", "each", "themselves", "himself", "herself", "itself"}
        and words.tag[end - 2] in HEADS
    ):
        end -= 1
    if (
        end > 2
        and words.tag[end - 1] in {"VX", "VN"}
        and words.tag[end - 2] == "NN"
        and words.base(end - 1) not in CLAUSAL | TURNING_DOWN
    ):
        polled = noun_phrase_before(words, end - 1)  # "a poll released last week"
        return (polled[0], verb) if polled else None
    unnamed = _who_is_unnamed(words, end)
    if unnamed is not None:
        return unnamed, verb  # "an official who asked not to be named told"
    if end > 2 and words.tag[end - 1] == "CC":
        return _shared_subject(words, end - 1, reports=words.base(last_verb(words, verb)) in REPORTING)
    if end > 0 and words.tag[end - 1] in {",", "–", ")"}:
        found = _past_apposition(words, end) or _named_aside(words, end) or _stray_comma(words, end)
        return _with_doer(words, found) if found is not None else None
    if end > 3 and words.low[end - 1] == "part" and words.low[end - 3] == "for" and words.tag[end - 2] == "PS":
        end -= 3  # "Roe, for her part has said"
        end -= words.tag[end - 1] == ","
    found = noun_phrase_before(words, end)
    if found is not None and found[0] > 2 and words.tag[found[0] - 1] == "IN" and words.tag[found[0] - 2] == "HV":
        return subject(words, found[0] - 2)  # "has on many occasions condemned"
    if found is not None and words.tag[found[0]] == "DT" and found[0] > 2:
        named = _name_before(words, found)  # "Jane Roe, a biologist at the institute told"
        role = next((at for at in range(*found) if words.tag[at] == "IN"), found[1]) - 1
        found = (named[0], found[1]) if named is not None and is_role(words, role) else found
    return _with_reduced(words, _past_time(words, found))


def _who_is_unnamed(words: Words, end: int) -> int | None:
    """Give where the official begins in: an official who asked not to be named."""
    if words.tag[end - 1] not in {"VN", "VX"} or words.low[max(0, end - 2) : end - 1] != ["be"]:
        return None
    who = next((k for k in range(end - 3, max(0, end - RELATIVE_LONGEST), -1) if words.tag[k] in {"WP", ","}), 0)
    head = noun_phrase_before(words, who) if who and words.low[who] == "who" else None
    behind = (
        head is not None and words.tag[head[0] - 1] == ","
    )  # of a tag: "..., an official who asked not to be named told"
    return head[0] if head is not None and behind else None


def _past_time(words: Words, found: Range | None) -> Range | None:
    """Give the name in: During the call Jane Roe said."""
    if found is None or found[0] == 0 or words.low[found[0] - 1] not in DURING:
        return found
    named = next((at for at in range(found[0] + 2, found[1]) if words.tag[at] == "NP"), None)
    if named is None or words.tag[found[0]] != "DT" or words.tag[named - 1] != "NN" or is_role(words, named - 1):
        return found
    whole = all(words.tag[at] == "NP" for at in range(named, found[1])) and found[1] - named > 1
    return (
        (named, found[1]) if whole and not words.low[named - 1].endswith(("er", "or", "ist", "man", "ian")) else found
    )


def _with_doer(words: Words, found: Range) -> Range:
    """Give the whole of: The last strike by the clerks, in May, ended."""
    at = found[0] - 1
    if at < REDUCED_LEAST - 1 or words.low[at] != "by":
        return found
    while at > 0 and (words.tag[at - 1] in NOMINAL or words.low[at - 1] in WIDENING):
        at -= 1
    opens = at == 0 or words.tag[at - 1] in {",", "TH", "CC", "SC"}
    return (at, found[1]) if opens and words.tag[at] in {"DT", "PS", "CD"} else found


def _with_reduced(words: Words, found: Range | None) -> Range | None:
    """Give the man in: A man employed at the plant filed."""
    if (
        found is None
        or found[0] < REDUCED_LEAST
        or words.tag[found[0] - 1] != "IN"
        or words.low[found[0] - 1] in DURING
    ):
        return found
    verb = found[0] - 2
    if words.tag[verb] not in {"VX", "VN"} or words.tag[verb - 1] != "NN" or words.base(verb) in CLAUSAL:
        return found
    head = noun_phrase_before(words, verb)
    whole = head is not None and (head[0] == 0 or words.tag[head[0] - 1] in {"TH", "CC"}) and words.tag[head[0]] == "DT"
    return (head[0], found[1]) if whole and head is not None else found


def _named_aside(words: Words, end: int) -> Range | None:
    """Give the name in: The last mayor to try, Jane Roe, said."""
    first = end - 1
    while first > 0 and words.tag[first - 1] == "NP":
        first -= 1
    return (first, end - 1) if end - 1 - first >= 2 and first > 0 and words.tag[first - 1] == "," else None


def _stray_comma(words: Words, end: int) -> Range | None:
    """Give the whole of: Member Jan Orr of the party Vell, explained."""
    found = noun_phrase_before(words, end - 1) if words.tag[end - 1] == "," else None
    named = found is not None and found[0] == 0 and any(words.tag[at] == "NP" for at in range(*found))
    return found if named and found is not None and "IN" in words.tag[slice(*found)] else None


def before_time(words: Words, end: int) -> int:
    """Leave out the time between a subject and its verb: "on Tuesday night", "last week", "now"."""
    while end > 0 and (words.low[end - 1] in DAYS or (words.tag[end - 1] == "RB") or words.low[end - 1] in MONTHS):
        march = words.low[end - 1] == "march" and words.low[end - 2].endswith(("'s", "s'"))  # the Women's March
        if end > 1 and (march or (words.low[end - 1] in MONTHS and words.tag[end - 2] == "NP")):
            break  # Theresa May said
        end -= 1
    if end > 1 and words.low[end - 1] in PARTS_OF_DAY and words.low[end - 2] in DAYS:
        end -= 2
    if end > 1 and words.low[end - 1] in TIME_UNITS and words.low[end - 2] in {"last", "this", "next", "each", "every"}:
        end -= 2
    if end > 1 and words.low[end - 1] in {"on", "late", "early"} and end < words.n and words.low[end] in DAYS:
        end -= 2 if words.low[end - 2] == "late" else 1
    return end


def last_verb(words: Words, at: int) -> int:
    """Give the last word of the verb group that starts at `at`."""
    first = at
    while at + 1 < words.n and (
        (words.tag[at] == "RB" and words.tag[at + 1] in GROUP | VERBS)
        or (words.tag[at + 1] in GROUP and words.tag[at] in GROUP | VERBS)
    ):
        at += 1  # "but now says"
    while words.tag[at] == "RB" and at > first and words.tag[at - 1] not in {"RB", "TO"}:
        at -= 1  # the "said" of "said only one had"
    return at


def _shared_subject(words: Words, at: int, *, reports: bool = False) -> Range | None:
    """Find the subject that a verb after "and" shares with the verb before it.

    A verb that `reports` shares that of the verb of saying: in "she said it would rain and warned", she.
    """
    quoted = False
    for verb in range(at - 1, max(-1, at - FURTHEST), -1):
        if words.tag[verb] in {";", ":"}:
            return None
        if words.tag[verb] in {"“", "”"}:
            quoted = not quoted
        if quoted:
            continue
        if words.tag[verb] in VERBS:
            begin = group_start(words, verb)
            left = words.low[verb].startswith("un")  # "left rates unchanged, but hinted"
            hangs = left or words.low[verb + 1] in {"by", "of", "for"}
            hangs = hangs and words.tag[verb - 1 : verb + 1] == ["NN", "VX"]
            if hangs and any(words.tag[n] in VERBS for n in range(verb - 1)):
                continue  # "struck a school used by militants and denied"
            if words.tag[begin] == "TO" or (begin > 0 and words.tag[begin - 1] == "CC"):
                continue
            found = subject(words, begin)
            if reports and found is not None and (_is_told(words, found[0]) or words.low[found[0] - 1] in HANGING):
                continue
            return found
    return None


def _is_told(words: Words, at: int) -> bool:
    """Tell what somebody says: "said Tuesday that the launch"."""
    at -= 1
    while at > 0 and (words.tag[at] in {"TH", "SC", "WP"} or words.low[at] in DAYS):
        at -= 1  # "declined to say how many jobs would go, but said"
    return at > 0 and words.base(at) in CLAUSAL


def _past_apposition(words: Words, end: int) -> Range | None:
    """Find the head of: Jane Roe, a spokeswoman for the union, said."""
    mark = words.tag[end - 1]
    opens = {")": "("}.get(mark, mark)
    for at in range(end - 2, max(-1, end - FURTHEST), -1):
        tag = words.tag[at]
        if tag in {"“", "”", ":", ";"} or (tag == "." and mark != ")" and words.tag[at + 1] != ","):
            return None
        of_two = words.tag[at - 1] == "CD" and words.low[at - 2 : at - 1] == [
            "of"
        ]  # "the mother of two, from Oslo, said"
        if tag == opens and at > 0 and (words.tag[at - 1] in APPOSED or of_two):
            inner = words.tag[at + 1] if at + 1 < end else ""
            comma_name = words.low[at + 1] in {"jr.", "sr.", "ii", "iii"}
            if not comma_name and mark == "," and (_lists(words, at, end) or words.low[at - 1] == "name"):
                continue  # "the victim, known only by her first name, Ida, said"
            head = _before_party(words, at) or noun_phrase_before(words, at)
            if mark == ")":
                return (head[0], end) if head else None
            told = inner in {"WP", "PS", "VG", "VX", "VN", "IN"} or "WP" in words.tag[at + 1 : end]
            if inner == "CC" and mark == "–":
                inner = ""  # "voters — and two-thirds of the young ones — said"
            if head is None or inner in {"CC", "TH", "SC", "PR"} or (not told and _clause(words, at + 1, end - 1)):
                return None
            before = head[0] - (words.low[head[0] - 1] in {"of", "from"})  # "Jane Roe, 66, of Abbey Close, Netherby,"
            outer = _past_apposition(words, before) if before > 2 and words.tag[before - 1] == "," else None
            if outer is None and before < head[0] and words.tag[before - 1] == ",":
                outer = noun_phrase_before(words, before - 1)  # "The father, from New Vell, Kent, said"
            outer = outer or _name_before(words, head)
            return (outer or head)[0], end
        if tag == "CC" and words.low[at] == "but":
            return None
    return None


def _name_before(words: Words, head: Range) -> Range | None:
    """Give Ida Orr for "the town's clerk" in: Ida Orr, the town's clerk, who retired in May, said."""
    comma = head[0] - 1
    end = next((at for at in range(*head) if words.tag[at] == "IN"), head[1])
    if comma < 2 or words.tag[comma] != "," or words.tag[end - 1] != "NN":
        return None
    first = comma
    while first > 0 and words.tag[first - 1] == "NP":
        first -= 1
    return (first, comma) if comma - first >= 2 and (not first or words.tag[first - 1] in {"”", "“", ","}) else None


def _lists(words: Words, at: int, end: int) -> bool:
    """Tell a comma inside the apposition from the one that opens it: what follows a place name goes on."""
    following = words.tag[at + 1] if at + 1 < end else ""
    if following in {"DT", "WP", "PS", "CD"} or words.low[at + 1] in ROLE_NOUNS:
        return False
    return (
        following == "NP"
        and at > 1
        and words.tag[at - 1] == "NP"
        and words.tag[at - 2] in {"IN", ",", "NN"}
        and at + 3 >= end
    )


def _clause(words: Words, first: int, last: int) -> bool:
    """Tell whether a finite verb stands there: "allied with the party" behind its noun is none."""
    for at in range(first, last):
        named = words.low[at] in {"called", "named", "dubbed"}
        reduced = words.tag[at] == "VX" and words.tag[at - 1] in {"NN", "NP"}
        reduced = reduced and (named or words.tag[at + 1] in {"IN", "TO"})
        if words.tag[at] in VERBS and not (reduced and at > first):
            return True
    return False


def _before_party(words: Words, at: int) -> Range | None:
    """Find the name in: Sen. Jane Roe (R-Ga.), a member of the committee."""
    if at < 4 or words.tag[at - 1] != ")":
        return None
    opened = next((k for k in range(at - 2, max(0, at - 6), -1) if words.tag[k] == "("), None)
    return noun_phrase_before(words, opened) if opened else None


def past_relative(words: Words, source: Range) -> Range:
    """Give the nurse in: A nurse who saw the boys after their rescue said; a nurse seeing the boys said."""
    first = source[0]
    if first < SHORTEST_BEFORE:
        return source
    going = first - 1 - (words.tag[first - 1] == "IN")
    if words.tag[going] == "VG" and words.tag[going - 1] in {"NN", "NP"}:
        return noun_phrase_before(words, going) or source
    if words.tag[first - 1] not in VERBS | {"IN"}:
        return source
    own = (
        words.low[first] in {"a", "an", "another"} or words.tag[source[1] - 1] == "NP" or is_role(words, source[1] - 1)
    )
    if words.low[first - 1] in DURING and own:
        return source  # "players who were sent home after a clerk accused them"
    who = next((k for k in range(first - 1, max(0, first - RELATIVE_LONGEST), -1) if words.low[k] in BINDING), None)
    if who is None or {",", "–", "“"} & {*words.tag[who - 1 : first]} or words.tag[who - 1] not in HEADS:
        return source
    single = sum(tag in VERBS for tag in words.tag[who:first]) == 1
    return (noun_phrase_before(words, who) or source) if single else source


def noun_phrase_before(words: Words, end: int) -> Range | None:
    """Find the longest noun phrase that ends before word `end`, an age after a name left out."""
    at = end - 1
    if at > 1 and words.tag[at] == "CD" and words.tag[at - 1] == "," and words.tag[at - 2] == "NP":
        end, at = end - 2, at - 2
    if at < 0 or words.tag[at] not in ENDINGS:
        return None
    if words.tag[at] in {"WP", "TH", "PR"}:
        return at, end
    if words.tag[at] == "VG":
        return None
    first = end
    while at >= 0 and end - at < FURTHEST:
        tag = words.tag[at]
        if tag in INNER and words.low[at] not in DAYS:
            if tag == "PR":
                break
            first = at
            at -= 1
            if tag in {"DT", "PS"} and not (at >= 0 and words.tag[at] in {"IN", "CC", "TO", "DT"}):
                break
            continue
        if _joins(words, at, first, end):
            first = at if words.tag[at] in {"VX", "VN"} else first
            at -= 1
            continue
        break
    while first < end and words.tag[first] in {"CC", "IN", "TO", "RB"}:
        first += 1
    return (_hedged(words, first), end) if first < end else None


def _hedged(words: Words, first: int) -> int:
    """Take in the hedge of "more than half of those asked" and "about 300 clerks"."""
    if words.low[first] in {"least", "most"} and words.low[max(0, first - 1)] == "at":
        return first - 1
    if words.tag[first] != "CD" and words.low[first] not in SHARES:
        return first
    if first > 1 and words.low[first - 1] == "than" and words.low[first - 2] in {"more", "less", "fewer"}:
        return first - 2
    return first - 1 if first and words.low[first - 1] in HEDGING else first


def _joins(words: Words, at: int, first: int, end: int) -> bool:
    """Tell whether word `at` ties what is before it to the phrase that starts at `first`."""
    if at == 0 or (first != at + 1 and not (words.tag[at] in {"VX", "VN"} and first == at + 2)):
        return False
    tag, low, before = words.tag[at], words.low[at], words.tag[at - 1]
    if tag in {"IN", "TO"} and low in LINKS:
        near = words.low[at - 1] in {"close", "familiar"} and at > 1 and words.tag[at - 2] == "NN"
        return near or (before in {"NN", "NP", "CD"} and words.low[at - 1] not in DAYS)
    if tag == ",":
        listed = before in {"NN", "NP"} and any(words.tag[k] == "CC" for k in range(first, min(end, first + LISTED)))
        return listed and not _opening(words, at)
    if tag == "VG":
        if before in {"DT", "PS"} and words.tag[first] in {"NN", "JJ"}:
            return True  # "the hurtling object"
        return before == "NN" and words.tag[first] == "NN" and low in TRADES  # "the largest credit rating firm"
    if tag == "CC":
        dated = words.low[at - 1] in MONTHS and words.low[first] not in MONTHS  # "made in June and experts say"
        return low in {"and", "or"} and before in {"NN", "NP", "CD"} and not dated and not _begins_anew(words, at)
    if tag in {"'", "”", "&"}:
        return tag == "&"
    if tag == "RB" and words.tag[first] in {"VX", "VN", "JJ"} and before in {"DT", "PS"} and low.endswith("ly"):
        return True  # "a newly built quay"
    if tag == "RB":
        return low in WIDENING and words.tag[first] in {"JJ", "IN", "NN", "CD"}
    reduced = tag in {"VX", "VN"} and before == "NN" and _goes_on(words, at + 1)
    described = before in {"DT", "PS"} or (before in {"RB", "JJ"} and at > 1 and words.tag[at - 2] in {"DT", "PS"})
    return reduced or (tag in {"VX", "VN"} and described)


def _begins_anew(words: Words, joint: int) -> bool:
    """Tell "and" in "It grew with its port and the city's leaders said": what stands before it has had its verb."""
    if words.tag[joint + 1] not in {"DT", "PS"}:
        verb = next((k for k in range(joint + 1, words.n) if words.tag[k] not in {"NN", "JJ"}), joint)
        if words.tag[joint + 1] not in {"NN", "JJ"} or words.tag[verb] not in {"BE", "HV", "MD"}:
            return False  # "were held under arrest and search warrants were issued"
    at = joint - 1
    while at > 0 and words.tag[at] in INNER:
        at -= 1
    if words.tag[at] not in {"IN", "TO"}:
        return False
    for verb in range(at - 1, -1, -1):
        if words.tag[verb] in {"WP", "TH", "SC", "“", ":", ";"}:
            return False
        if words.tag[verb] in VERBS:
            return words.base(verb) not in CLAUSAL
    return False


def _opening(words: Words, comma: int) -> bool:
    """Tell the comma of "In two interviews, Jane and Jan Roe said"."""
    at = comma - 1
    while at > 0 and words.tag[at] in INNER:
        at -= 1
    return at == 0 and words.tag[0] in {"IN", "SC"}


def _goes_on(words: Words, at: int) -> bool:
    """Tell whether "by the board" or "on Sunday" goes on from a participle after its noun."""
    return words.low[at] in {"from", "by", "in", "at", "on", "this", "last"} or words.low[at] in DAYS


def is_role(words: Words, at: int) -> bool:
    """Tell "director" and "CEO", which stand before or behind a name."""
    return (words.tag[at] == "NN" and words.low[at] in ROLE_NOUNS) or words.low[at] in CAPITAL_ROLES


def plural(words: Words, phrase: Range) -> bool:
    """Tell "two groups of men" and "Roe and Orr" from "the group holding the girls" and "5.6 metres"."""
    first, last = phrase
    end = next((at for at in range(first + 1, last) if words.tag[at] in BREAKS), last)
    if "and" in words.low[first:end] and words.tag[end - 1] in {"NP", "NN"}:
        return True
    return words.tag[end - 1] != "NP" and words.low[end - 1].endswith("s") and words.tag[first] != "CD"
