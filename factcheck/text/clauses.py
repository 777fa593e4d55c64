"""Split a sentence into the things it says: coordinated, relative, contrasting and participle clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.asides import asides
from factcheck.text.classes import word_class
from factcheck.text.clause import FINITE, Clause, has_verb, outside
from factcheck.text.doers import doubtful, harming, hits, hung_subject, listed_deeds, perceived
from factcheck.text.intentions import intended
from factcheck.text.phrases import HEADS, INNER, VERBS, group_start, last_verb, past_relative, plural, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.relatives import relatives
from factcheck.text.scopes import governed
from factcheck.text.shared_verbs import shared, still
from factcheck.text.tag_words import GOING_BY
from factcheck.text.verb_lists import clause_commas, listed, reduced_pair
from factcheck.text.verbs import CLAUSAL, REPORTING

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading

CONTRAST = frozenset({"although", "though", "while", "whereas"})
CONTRASTING = word_class(CONTRAST)
JOINTS = frozenset({"CC", ";", "."})  # tags of "and", of a semicolon, of "..."
DISPLAY_JOINTS = JOINTS | {","}
DESCRIBING = ("ful", "able", "ible", "less", "ous", "ive", "ed", "al", "ic", "ing", "y")
EVERYBODY = frozenset("all everyone everybody everything anyone anything nobody nothing none".split())
# What a clause hangs on that says when or why: after, because.
UNDER = frozenset("after before when because since until once as".split())
OBJECTS = frozenset("them him her me us".split())
NOW = frozenset({"is", "are", "has", "have", "will"})
DOING = frozenset("pose raise offer hold make find prove mean order want like need show".split())  # and not saying
OBJECT_LONGEST = 12  # words of the first of two who do something: "said that guard Jan Orr and forward Ned Marsh"
# What stands behind a comma and tells no deed of the subject's.
NO_PARTICIPLES = frozenset(
    """
    including according following saying adding citing regarding being noting arguing claiming telling warning insisting
    depending considering judging barring excluding pending owing concerning resulting meaning
    """.split()
)
THEN_LEAST = 2  # words of "before fleeing Oslo"
MORE = 2
SHORTEST = 3
PARTICIPLE_LEAST = 5
FULL_VERBS = FINITE - {"MD"}


def split(reading: Reading, first: int, last: int) -> list[Clause]:
    """Split a range of words into clauses, in the order in which they start."""
    rest = list(range(first, last))
    out: list[Clause] = []
    rest, taken = relatives(reading, rest)
    rest, beside = asides(reading, rest)
    parts = _contrast(reading, rest)
    aside = _bare_aside(reading, parts)
    if aside is not None:
        out.append(aside)
        parts = parts[1:]
    for part in parts:
        promised = intended(reading, Clause(tuple(part))) if part else []
        for clause in promised if len(promised) > 1 else _coordinated(reading, part):
            main, tails = _participle(reading, clause)
            for one in (main, *tails):
                told = (clause for part in _with(reading, one) for clause in _then(reading, part))
                out.extend(each for clause in told if clause.words for each in intended(reading, clause))
    out.extend([*taken, *beside])
    return [c for c in out if c.words]


def _contrast(reading: Reading, rest: list[int]) -> list[list[int]]:
    """Part "While A, B" and "A, although B"."""
    words = reading.words
    if not rest:
        return []
    if not words.classes & CONTRASTING or CONTRAST.isdisjoint(words.low[rest[0] : rest[-1] + 1]):
        return [rest]
    if words.low[rest[0]] in CONTRAST:
        for k in range(3, len(rest) - SHORTEST):
            if (
                words.tag[rest[k]] == ","
                and outside(reading, rest[k])
                and has_verb(reading, rest[1:k])
                and has_verb(reading, rest[k + 1 :])
            ):
                return [rest[1:k], rest[k + 1 :]]
        return [rest[1:]]
    for k in range(SHORTEST, len(rest) - SHORTEST):
        turns = words.low[rest[k]] in CONTRAST and outside(reading, rest[k]) and words.tag[rest[k - 1]] == ","
        turns = turns and words.tag[rest[k - 2]] != "TH"  # "said that, although the port was safe, the ferry"
        if turns and has_verb(reading, rest[:k]) and has_verb(reading, rest[k + 1 :]):
            return [rest[: k - 1], rest[k + 1 :]]
    return [rest]


def _bare_aside(reading: Reading, parts: list[list[int]]) -> Clause | None:
    """Read "Though used by millions, the firm's apps are slow": of what the sentence is about."""
    words = reading.words
    if len(parts) < MORE or len(parts[0]) < SHORTEST:
        return None
    one, other = parts
    first = next((n for n in one if words.tag[n] != "RB"), one[0])
    verb = next((n for n in other if words.tag[n] in VERBS and outside(reading, n)), None)
    lead = subject(words, group_start(words, verb)) if verb is not None else None
    if words.low[one[0] - 1] not in CONTRAST or words.tag[first] not in {"VX", "VN"} or verb is None or lead is None:
        return None
    return Clause(tuple(one), lead, helper=_be(reading, verb, lead)) if lead[0] >= other[0] else None


def _be(reading: Reading, after: int, lead: Range) -> str:
    """Give "is", "are", "was" or "were", in the tense of the first verb from a word on."""
    words = reading.words
    verb = next((n for n in range(after, words.n) if words.tag[n] in VERBS and outside(reading, n)), after)
    now = words.tag[verb] == "VZ" or words.low[verb] in NOW
    several = plural(words, lead)
    return ("are" if several else "is") if now else ("were" if several else "was")


def _coordinated(reading: Reading, rest: list[int]) -> list[Clause]:
    """Part "A did this and did that", "A did this but B did that"."""
    words = reading.words
    if not rest:
        return []
    tags = words.tag
    out: list[Clause] = []
    lead: Range | None = None
    helper = ""
    joints = DISPLAY_JOINTS if reading.display else JOINTS
    begin = 0  # where the clause that is read starts
    commas = listed(reading, rest) if "," in tags[rest[0] : rest[-1]] else frozenset()
    between = clause_commas(reading, rest) if "," in tags[rest[0] : rest[-1]] else frozenset()
    for k in [k for k, here in enumerate(rest) if tags[here] in joints or k in commas or k in between]:
        part = rest[begin:k]
        joint = (False, k + 1) if k in commas else (True, k + 1) if k in between else _joint(reading, rest, k)
        joint = joint if len(part) >= SHORTEST and has_verb(reading, part) else None
        if joint is None or governed(reading, part, rest[k], rest[joint[1]], own_subject=joint[0]):
            continue
        own_subject, after = joint
        both = None if own_subject else shared(reading, part, rest[after:])
        onward = both is None and not own_subject and still(reading, helper, rest[after:])
        goes_on = (both.who or lead) if both else lead if onward else None
        if not own_subject and goes_on is None:
            going = next((n for n in rest[after:] if tags[n] in VERBS or tags[n] == "VN"), rest[after])
            near = tags[part[-1]] != "," or _is_now(reading, part, going)
            inner = _content_subject(reading, part, going) if near else None
            inner = None if inner is not None and _goes_back(reading, part, going, inner) else inner
            goes_on = inner or lead or _first_subject(reading, part)
            if goes_on is None or _under(reading, part, going):
                continue  # who does it is not known, or is the crane in "after a crane toppled and crashed"
        out.append(Clause(tuple(_trim(reading, part)), lead, helper=helper))
        helper = both.helper if both else helper if onward else ""
        lead, begin = goes_on, after
    if begin < len(rest):
        out.append(Clause(tuple(_trim(reading, rest[begin:])), lead, helper=helper))
    return out


def _is_now(reading: Reading, part: list[int], going: int) -> bool:
    """Tell "reported that Roe will lead the search, and is looking": what is said now is no report of the past."""
    words = reading.words
    first = next((n for n in part if words.tag[n] in VERBS), going)
    return words.tag[first] in {"VX", "VD"} and (words.tag[going] == "VZ" or words.low[going] in NOW)


def _goes_back(reading: Reading, part: list[int], going: int, inner: Range) -> bool:
    """Tell "are hunting" in "Police say the gun was stolen and are hunting": not of what is said."""
    words, low = reading.words, reading.words.low[going]
    several = plural(words, inner) or words.low[inner[1] - 1] in {"police", "staff", "they", "you", "we"}
    if (low in {"are", "were", "have"} and not several) or (low in {"is", "was", "has"} and several):
        return True
    verbs = [n for n in part if words.tag[n] in VERBS and outside(reading, n)]
    if low in {"has", "have"} and [words.low[n] for n in verbs].count(low) == 1 and words.low[verbs[0]] == low:
        return True  # "has considered the matter settled and has opted"
    will = words.tag[group_start(words, verbs[-1])] == "MD"  # "fears the river will burst and has issued a warning"
    return will and low in NOW and words.tag[verbs[0]] in {"VZ", "VF"}


def _first_subject(reading: Reading, part: list[int]) -> Range | None:
    words = reading.words
    under = words.tag[part[0]] == "SC" or words.low[part[0]] in UNDER  # "As thousands dance, a team waits"
    main = next((n for n in part if words.tag[n] == ","), part[0]) if under else part[0]
    for at in [n for n in part if n >= main]:
        begin = group_start(words, at) if words.tag[at] in VERBS else 0
        if begin and words.tag[begin - 1] == "”" and reading.quoted[begin - 1] >= 0 > reading.quoted[begin]:
            return reading.quote_range(reading.quoted[begin - 1])  # "“Clean Air” is"
        found = subject(words, group_start(words, at)) if words.tag[at] in VERBS else None
        if found is not None and words.low[found[0]] not in OBJECTS and words.tag[found[0]] not in {"WP", "TH"}:
            turned = words.tag[at] == "BE" and words.tag[found[0]] == "PR" and words.tag[found[0] - 1] in {"IN", "TO"}
            if turned:  # "Attached to it is a letter signed by Roe"
                stop = next((n for n in part if n > at and words.tag[n] in {"VX", "VN", ","}), part[-1] + 1)
                begun = phrase_after(words, at + 1, stop)
                return begun if begun is not None and begun[1] - begun[0] > 1 else None
            return past_relative(words, found)
    opens = next((at for at in part if words.tag[at] not in INNER), part[0])
    return (part[0], opens) if opens > part[0] else None  # "PM 'threw a plate'"


def _under(reading: Reading, part: list[int], after: int) -> bool:
    """Tell whether a clause such as "after a crane toppled" ends a part, which "and crashed" goes on from."""
    words = reading.words
    hung = next((n for n in reversed(part[1:]) if words.low[n] in UNDER and outside(reading, n)), None)
    if hung is None or words.tag[hung - 1] == "," or not any(words.tag[n] in VERBS for n in part if n < hung):
        return False
    verb = next((n for n in part if n > hung and words.tag[n] in VERBS), None)
    if verb is None or (words.tag[verb] != words.tag[after] and {words.tag[verb], words.tag[after]} != {"VD", "VX"}):
        return False
    found = subject(words, group_start(words, verb))
    return found is not None and found[0] == hung + 1 and words.tag[hung + 1] not in {"PR", "PF", "PS"}


def _content_subject(reading: Reading, part: list[int], after: int | None = None) -> Range | None:
    """Give whom "was" goes on about in: she said the roof was strong but was hit."""
    words = reading.words
    verbs = [at for at in part if words.tag[at] in VERBS and outside(reading, at) and words.tag[at - 1] != "TO"]
    reduced = len(verbs) > MORE and words.tag[verbs[0]] == "VX" and words.tag[verbs[0] + 1] == "IN"
    if reduced and words.base(last_verb(words, verbs[1])) in CLAUSAL:
        verbs.pop(0)  # "A woman accused of theft told the court that he had hit her"
    if verbs and len(verbs) < MORE:
        return _before_marks(reading, part, verbs[0])
    if len(verbs) < 2 or words.base(last_verb(words, verbs[0])) not in CLAUSAL:
        return None
    hung = next((n for n in part if n > verbs[1] and words.low[n] in UNDER and outside(reading, n)), None)
    if hung is not None and not any(words.tag[n] == "," for n in part if n > hung):
        verbs = [n for n in verbs if n < hung]  # "said he had begun to drink after his wife died and was lonely"
    if after is not None and words.base(after) in REPORTING - DOING and not hits(words, verbs[-1], after):
        return None  # "she said it would choke firms and urged": she urged
    while len(verbs) > MORE and verbs[-1] == part[-1] and words.tag[verbs[-1] - 2] in {"IN", "TO"}:
        verbs.pop()  # "it would give help to people affected and will write to them"
    found = subject(words, group_start(words, verbs[-1]))
    return found if found and found[0] > verbs[0] and words.tag[found[0]] not in {"WP", "TH"} else None


def _before_marks(reading: Reading, part: list[int], verb: int) -> Range | None:
    """Give the trains in: The operator says the trains “bumped into each other” but did not derail."""
    words = reading.words
    mark = next((n for n in part if n > verb and not outside(reading, n)), None)
    if mark is None or words.base(verb) not in CLAUSAL or (words.tag[mark] in {"“", "”"} and mark + 1 > part[-1]):
        return None
    begin = verb + 1 + (words.tag[verb + 1] == "TH")
    found = phrase_after(words, begin, mark)
    acts = words.tag[mark + (words.tag[mark] in {"“", "”"})] in VERBS
    return found if found is not None and found[1] >= mark - 1 and acts else None


def _joint(reading: Reading, rest: list[int], k: int) -> tuple[bool, int] | None:
    """Tell whether "and" at `rest[k]` joins two clauses: has the second its own subject, and where does it start."""
    words = reading.words
    here = rest[k]
    if not outside(reading, here):
        return None
    if words.tag[here] == ",":
        ahead = words.tag[rest[k + 1]] if k + 1 < len(rest) else ""
        behind = words.low[rest[k + 2]] if k + 2 < len(rest) else ""
        return (False, k + 1) if reading.display and ahead == "VZ" and behind not in {"", "that"} else None
    semicolon = words.tag[here] == ";" or (words.form[here] in {"…", "..."} and k > SHORTEST)
    if (words.low[here] not in {"and", "but", "yet"} and not semicolon) or words.low[here - 1] == "not":
        return None  # "have not yet found any"
    nxt = k + 1
    while nxt < len(rest) and (words.tag[rest[nxt]] in {"RB", ","}):
        nxt += 1
    if len(rest) - nxt < SHORTEST:
        return None
    first = rest[nxt]
    if not outside(reading, first) or _within_phrase(reading, here, first):
        return None
    if words.tag[here - 1] == "–" and any(words.tag[i] == "–" for i in rest[nxt:]):
        return None  # "by often – and very publicly – urging"
    if words.tag[first] == "TH" and any(words.base(i) in CLAUSAL for i in rest[:k] if words.tag[i] in VERBS):
        return True, nxt + 1  # "said that it was full and that nobody had called"
    paired = words.tag[here - 1] in {"VX", "VD", "VZ", "VF"} and words.tag[first] == words.tag[here - 1]
    if k > 1 and (paired or words.tag[here - 1] == "BE" or words.form[here - 1] == "("):
        return None  # "they seized and searched a ship", "has been and remains a port"
    same = _same_subject(reading, rest, k, first)
    if same is None and _too_short(reading, rest, k, nxt):
        return None
    if same is None:
        return (True, k + 1) if _own_subject(reading, rest, k, nxt) else None
    return (False, k + 1) if same else None


def _too_short(reading: Reading, rest: list[int], k: int, nxt: int) -> bool:
    """Tell "roads washed away and power cut, police said" and "painted it red and blue, fans had": no clause."""
    words = reading.words
    ends = next((i for i in range(nxt, len(rest)) if words.tag[rest[i]] == ","), len(rest))
    if ends - nxt >= SHORTEST or words.tag[rest[k]] != "CC":
        return False
    told = any(words.tag[n] in FULL_VERBS for n in rest[nxt:ends])
    opens = words.tag[rest[k] - 1] == "," or words.tag[rest[nxt]] in {"IN", "RB"}
    return told or not (opens or "CC" in [words.tag[n] for n in rest[ends:]])


def _same_subject(reading: Reading, rest: list[int], k: int, first: int) -> bool | None:
    """Tell whether the verb behind "and" makes a clause of the same subject; None where no verb stands there."""
    words = reading.words
    goes_on = words.tag[first] in {"VX", "VN", "VB", "VF"} or words.low[first] == "do"
    both = shared(reading, rest[:k], range(first, rest[-1] + 1)) if goes_on else None
    if both is not None:
        return not both.denied  # "was not held and charged": both or none
    if words.tag[first] in FULL_VERBS or (words.tag[first] == "MD" and words.tag[rest[k] - 1] != "MD"):
        tells = words.base(first) in REPORTING and words.tag[first + 1 : first + 2] in (["TH"], ["PR"], ["PF"])
        if words.low[rest[k]] == "but" and (tells or words.base(first) == "say"):
            return True  # "said no player had been sold but admitted"
        by = words.tag[first] == "VX" and words.low[first + 1 : first + 2] == ["by"]
        if (by and words.base(first) not in GOING_BY) or reduced_pair(reading, rest[:k], first):
            return False  # "a scheme begun by Labour and kept by the Tories"
        return words.tag[first] != "VX" or not _parallel_participle(reading, rest, k, first)
    return None


def _within_phrase(reading: Reading, here: int, first: int) -> bool:
    """Tell "all but three" and "an earlier and crewed flight", which join no clauses."""
    words = reading.words
    if words.low[here] == "but" and here > 1:
        described = words.tag[here - 2] in {"DT", "PS"} and words.low[first].endswith(DESCRIBING)
        return described or words.low[here - 1] in EVERYBODY  # "a solid but uneventful show"
    if words.tag[here - 1] == "JJ" == words.tag[first] and words.tag[here - 2] not in {"BE", "RB"}:
        return True  # "offensive and defensive coaches"
    if words.tag[first] == "VX" and words.tag[first + 1 : first + 3] == ["NN", "NN"] and words.tag[here - 2] == "IN":
        return True  # "banning most oil and refined petroleum imports"
    if here < 2 or words.tag[here - 2] not in {"DT", "PS"} or first + 1 >= words.n:
        return False
    comparative = words.tag[here - 1] == "JJ" or words.low[here - 1] in {"earlier", "later"}
    return comparative and words.tag[first] in {"VX", "VN"} and words.tag[first + 1] in {"NN", "JJ"}


def _own_subject(reading: Reading, rest: list[int], k: int, nxt: int) -> bool:
    """Tell whether what follows "and" is a clause with its own subject."""
    words = reading.words
    here, first = rest[k], rest[nxt]
    if words.tag[first] == "VG":
        return False  # ", killing ten and trapping dozens"
    for look in range(nxt, min(len(rest), nxt + 22)):
        at = rest[look]
        if (
            not outside(reading, at)
            or words.tag[at] in {"TH", "WP", "SC", ":"}
            or (look > nxt and words.low[at] == "as")
        ):
            return False
        if words.tag[at] == "PF":
            return True
        if words.tag[at] in FINITE:
            found = subject(words, group_start(words, at))
            if look + 1 < len(rest) and words.tag[rest[look + 1]] == "CC" and words.tag[at] == "VX":
                return False  # "river studies and Nordic thought and ethics"
            if not found or found[0] <= here or (words.low[here] == "and" and _object_pair(reading, rest, k)):
                return False
            if words.tag[at] == "VX" and _comes_with(reading, rest[:k]):
                return False  # ", with one group held in the south and another moved north"
            named = next((i for i in rest[nxt:look] if words.tag[i] != "NP"), first)
            if named > first and words.tag[named] == "," and found[0] > named:
                return False  # "in Vell and Oslo, a total of ten were"
            if any(words.tag[i] == "CC" and words.tag[i - 1] == "," for i in rest[nxt:look] if i < found[0]):
                return False  # "in Hamburg and Stuttgart, and Roe says"
            near = found[0] <= first + 3
            return near or (words.tag[here - 1] == "," and words.tag[first] in {"DT", "PS", "NP", "NN", "IN"})
    return False


def _comes_with(reading: Reading, before: list[int]) -> bool:
    """Tell whether ", with" opened what is read, and no verb but a participle has stood since."""
    words = reading.words
    opened = next((n for n in reversed(before[1:]) if words.low[n] == "with" and words.tag[n - 1] == ","), None)
    return opened is not None and not any(words.tag[n] in FINITE - {"VX"} for n in before if n > opened)


def _object_pair(reading: Reading, rest: list[int], k: int) -> bool:
    """Tell "said Smith and Jones want it", one clause, by how close "and" is to the verb of saying before it."""
    words = reading.words
    before = rest[max(0, k - 3) : k]
    if any(words.tag[i] in VERBS and words.base(i) in REPORTING for i in before) and words.tag[before[-1]] != ",":
        return True
    before = rest[max(0, k - OBJECT_LONGEST) : k]
    that = next((n for n, i in enumerate(before) if words.tag[i] == "TH"), None)
    return that is not None and not any(words.tag[i] in VERBS for i in before[that:])


def _parallel_participle(reading: Reading, rest: list[int], k: int, first: int) -> bool:
    """Tell "was seized and burned" (one group) from "seized it and burned it"."""
    words = reading.words
    after = words.tag[first + 1] if first + 1 < words.n else ""
    last = next((i for i in reversed(rest[:k]) if words.tag[i] in VERBS or words.tag[i] == "VG"), 0)
    if words.tag[last] == "VG" and words.tag[last - 1] in {"NN", "NP"} and after in {"IN", "TO"}:
        return True  # "a pair of rings spinning in opposite directions and connected to each other"
    if after in {"NN", "JJ"} and not any(words.tag[i] in {"VX", "VD"} for i in rest[:k]):
        return True
    return any(words.tag[i] == "VN" for i in rest[max(0, k - 2) : k])


def _trim(reading: Reading, part: list[int]) -> list[int]:
    words = reading.words
    while part and words.tag[part[-1]] in {",", "–", ";", "CC", ":"}:
        part = part[:-1]
    bound = {"nor", "but" if part and words.low[part[0] + 1 : part[0] + 2] == ["for"] else ""}  # "But for the rain"
    while part and words.tag[part[0]] in {",", "–", ";", "CC", ":"} and words.low[part[0]] not in bound:
        part = part[1:]
    return part


def _participle(reading: Reading, clause: Clause) -> tuple[Clause, list[Clause]]:
    """Take off ", leaving three people hurt" or "– holding ten calls"."""
    words = reading.words
    part = clause.words
    if not part or "VG" not in words.tag[part[0] : part[-1] + 1]:
        return clause, []
    for k in range(SHORTEST, len(part) - PARTICIPLE_LEAST + 1):
        at = part[k]
        if (
            words.tag[at] == "VG"
            and words.tag[at - 1] in {",", "–"}
            and outside(reading, at)
            and words.low[at] not in NO_PARTICIPLES
        ):
            before = list(part[:k])
            if perceived(words, before[:-1]) or listed_deeds(words, before, part) or doubtful(reading, before, at):
                continue
            inner = None if "whether" in words.low[before[0] : at] else _content_subject(reading, before)
            lead = harming(reading, before, at) or clause.lead or inner
            lead = lead or hung_subject(reading, before) or _first_subject(reading, before)
            if lead is None or not has_verb(reading, part[:k]):
                continue
            main = clause._replace(words=tuple(_trim(reading, list(part[:k]))))
            more = next(
                (n for n in range(k + SHORTEST, len(part) - SHORTEST) if _and_participle(reading, part, n)), None
            )
            tails = [part[k:]] if more is None else [part[k:more], part[more:]]
            return main, [Clause(tuple(_trim(reading, list(tail))), lead, "participle") for tail in tails]
    return clause, []


def _with(reading: Reading, clause: Clause) -> list[Clause]:
    """Part "Two men were held, with a third sought by police": what comes with it is told as well."""
    words, part = reading.words, clause.words
    if not part or "with" not in words.low[part[0] : part[-1] + 1]:
        return [clause]
    for k in range(SHORTEST, len(part) - PARTICIPLE_LEAST):
        at = part[k]
        if words.low[at] != "with" or words.tag[at - 1] != "," or not outside(reading, at):
            continue
        end = next((n for n in part[k + 1 :] if words.tag[n] not in INNER), at)
        end = _reduced_before(reading, part, end)
        verb = end + (words.tag[end] == "RB")
        if end <= at + 1 or verb + 1 >= part[-1] or words.tag[end - 1] not in HEADS or not has_verb(reading, part[:k]):
            continue
        if end == at + 2 and words.tag[at + 1] not in {"NP", "CD"} and not words.low[at + 1].endswith("s"):
            continue  # ", with heavy fighting in the north"
        after = verb + 1 + (words.tag[verb + 1] == "RB")
        passive = words.tag[verb] in {"VX", "VN"} and words.tag[after] in {"IN", "TO"}
        if not passive and words.tag[verb] != "VG":
            continue
        tail = tuple(n for n in part[k:] if n >= verb)
        main = clause._replace(words=tuple(_trim(reading, list(part[:k]))))
        lead = (at + 1, end)
        helper = _be(reading, part[0], lead) if passive else ""
        return [main, Clause(tail, lead, "aside" if passive else "participle", helper)]
    return [clause]


def _reduced_before(reading: Reading, part: tuple[int, ...], at: int) -> int:
    """Give "based" in ", with the group holding the girls based in the south": what is told of the group."""
    words = reading.words
    if words.tag[at] != "VG":
        return at
    for n in part:
        if n > at and words.tag[n] in {",", "CC", "–"}:
            break
        if n > at and words.tag[n] in {"VX", "VN"} and n < part[-1] and words.tag[n + 1] in {"IN", "TO", "RB"}:
            return n
    return at


def _then(reading: Reading, clause: Clause) -> list[Clause]:
    """Part "killed three people before fleeing to Oslo": what came next is told as well."""
    words, part = reading.words, clause.words
    if not part or "before" not in words.low[part[0] : part[-1] + 1]:
        return [clause]
    for k in range(SHORTEST, len(part) - THEN_LEAST):
        at = part[k]
        if words.low[at] != "before" or words.tag[part[k + 1]] != "VG" or not outside(reading, at):
            continue
        lead = clause.lead or _content_subject(reading, list(part[:k])) or _first_subject(reading, list(part[:k]))
        if not {"WP", "TH"}.isdisjoint(words.tag[n] for n in part[1:k]):
            return [clause]  # "a missile that flew on before falling": it is no city that fell
        if lead is None or not (has_verb(reading, part[:k]) or clause.how == "participle"):
            return [clause]
        if any(words.tag[n : n + 2] == ["TO", "VB"] or words.low[n] == "against" for n in part[:k]):
            return [clause]  # "urged walkers to look at the map before setting out": they did not
        first = clause._replace(words=tuple(_trim(reading, list(part[:k]))))
        more = next((n for n in range(k + SHORTEST, len(part) - SHORTEST) if _and_participle(reading, part, n)), None)
        tails = [part[k + 1 :]] if more is None else [part[k + 1 : more], part[more:]]
        return [first, *(Clause(tuple(_trim(reading, list(tail))), lead, "participle") for tail in tails)]
    return [clause]


def _and_participle(reading: Reading, part: tuple[int, ...], k: int) -> bool:
    """Tell "and trapping dozens" behind ", killing ten"."""
    words = reading.words
    after = words.tag[part[k + 1]]
    return words.low[part[k]] == "and" and after == "VG" and words.tag[part[k + 2]] not in {"IN", ",", "CC", "."}
