"""Tell a clause so that it can be read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text import pronouns
from factcheck.text.classes import word_class
from factcheck.text.lexicon import IRREGULAR, forms
from factcheck.text.names import JOBS
from factcheck.text.people_words import ROLE_NOUNS, UNNAMED_MEN, UNNAMED_WOMEN
from factcheck.text.phrases import VERBS, last_verb, plural
from factcheck.text.relatives import PEOPLE
from factcheck.text.story import Story, phrase_name
from factcheck.text.strangers import FEMALE, MALE
from factcheck.text.tokens import DAYS
from factcheck.text.verbs import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.clause import Clause
    from factcheck.text.names import Person
    from factcheck.text.reading import Reading
    from factcheck.text.tokens import Words

OPENERS = frozenset(
    """
    however meanwhile and but so yet also then still instead moreover furthermore additionally nevertheless
    nonetheless though now
    """.split()
)
VAGUE = frozenset("they it he she we i you who which that some many others".split())
PRONOUNS = word_class(MALE | FEMALE)
AUXILIARIES = frozenset("did do does was were is are has have had will would can could".split())
PAST_AUX = frozenset({"was", "were", "had", "did", "has", "have"})  # "has grown, closing" closed
ASIDE_OPENS = frozenset({"WP", "VX", "VN", "IN", "CD"})  # ", which", ", founded", ", with winds of"
ONE_PERSON = UNNAMED_MEN | UNNAMED_WOMEN | {"spokesman", "spokeswoman", "spokesperson"}
PRESENT = frozenset({"VB", "VF"})  # of several
ACTING = VERBS | {"VN", "VB"}
TIMELY = frozenset({"last", "this", "earlier", "yesterday", "today", "recently", "again"})
TURNED_LONGEST = 8  # words from "Not only did" to its verb
MARKS = "\"'“”‘’«»„"


def render(reading: Reading, numbers: Sequence[int], swaps: dict[int, str], drop: frozenset[int] = frozenset()) -> str:
    """Write words as running text, spacing as in the text where they stand together there."""
    words = reading.words
    if numbers and not swaps and not drop and numbers[-1] - numbers[0] + 1 == len(numbers):
        return " ".join(words.text[words.start[numbers[0]] : words.end[numbers[-1]]].split())
    out: list[str] = []
    first = last = -2  # the run of words that stand together and are told as they are
    for at in numbers:
        if at in drop:
            continue
        if at == last + 1 and at not in swaps and first >= 0:
            last = at
            continue
        if first >= 0:
            out.append(words.text[words.start[first] : words.end[last]])
        apart = "" if words.tag[at] in {",", ";"} else " "
        out.append(words.text[words.end[last] : words.start[at]] if at == last + 1 else apart)
        if at in swaps:
            out.append(swaps[at])
            first = -2
        else:
            first = at
        last = at
    if first >= 0:
        out.append(words.text[words.start[first] : words.end[last]])
    return " ".join("".join(out).split()).replace(",,", ",").removeprefix(", ")


def statement(
    reading: Reading,
    clause: Clause,
    story: Story,
    drop: frozenset[int] = frozenset(),
    source: tuple[int, int] | None = None,
) -> str:
    """Write a clause as a sentence: names for pronouns, its lead before it, no opening "But".

    `source` is who says it: what "they" and "it" at its start mean.
    """
    words = reading.words
    numbers = list(clause.words)
    while numbers and _opens(reading, numbers):
        numbers.pop(0)
    lead, before = _lead(reading, clause, clause.lead, story) if clause.lead is not None else ("", None)
    swaps = pronouns.swaps(reading, numbers, story, before, clause.lead)[0] if words.classes & PRONOUNS else {}
    if clause.how == "participle" and numbers:
        swaps.update(_finites(reading, numbers, clause.lead[1] if clause.lead is not None else 0))
    if source and clause.lead is not None and clause.lead[1] - clause.lead[0] == 1:
        lead = (
            _speaking(words, clause.lead[0], source, story) or lead
        )  # "said it had sold its ferries, closed two yards"
    elif numbers and source and clause.lead is None:
        name = _speaking(words, numbers[0], source, story)
        swaps |= {numbers[0]: name} if name else {}
    if numbers and clause.lead is None and words.low[numbers[0]] == "not":
        numbers, turned = _turned(reading, numbers)
        swaps |= turned
    if clause.how == "object" and (after := _past_verb(reading, numbers)):
        told = render(reading, numbers[:after], swaps, drop), render(reading, numbers[after:], swaps, drop)
        return finish(f"{told[0]} {_lower(reading, clause.lead, lead)} {told[1]}")
    return finish(_joined(reading, clause, lead, render(reading, numbers, swaps, drop)))


def _past_verb(reading: Reading, numbers: list[int]) -> int:
    """Give where "as part of the plan" begins in ", which the board approved as part of the plan"; 0 for nowhere."""
    words = reading.words
    verb = next((k for k, n in enumerate(numbers) if words.tag[n] in VERBS), None)
    if verb is None or any(words.tag[n] in VERBS for n in numbers[last_verb(words, numbers[verb]) - numbers[0] + 1 :]):
        return 0
    after = next((k for k, n in enumerate(numbers) if n > last_verb(words, numbers[verb])), 0)
    placed = after and (words.tag[numbers[after]] == "IN" or words.low[numbers[after]] in DAYS | TIMELY)
    return after if placed and words.tag[numbers[-1]] not in {"IN", "TO"} else 0


def _lower(reading: Reading, phrase: tuple[int, int] | None, lead: str) -> str:
    """Write "the ship" within a sentence."""
    plain = phrase is not None and reading.words.tag[phrase[0]] in {"DT", "PS", "JJ"}
    return lead[:1].lower() + lead[1:] if plain else lead


def _speaking(words: Words, at: int, source: tuple[int, int], story: Story) -> str | None:
    """Give who says it, where "it" and "they" mean nobody else."""
    if words.low[at] not in {"they", "it"} or words.low[source[0]] in VAGUE:
        return None
    head = next((n for n in range(*source) if words.tag[n] in {"IN", "TO", "JJ"} and n > source[0]), source[1]) - 1
    if words.low[at] == "it" and (words.low[head] in PEOPLE or words.low[head][:-1] in ROLE_NOUNS):
        return None  # "People close to the talks say it has been shelved"
    name = phrase_name(words, _spoken_for(words, source) or source)
    things = story.things and _done_to(words, at)
    others = words.low[at] == "they" and _others(words, source[1], at)
    if _one_person(name) or is_other(words, at) or things or others or story.cast.person(words, *source) is not None:
        return None
    return name


def _spoken_for(words: Words, source: tuple[int, int]) -> tuple[int, int] | None:
    """Give the firm in "a spokesman for the firm", which is what "it" means."""
    at = next((n for n in range(source[0] + 1, source[1] - 1) if words.low[n] in {"for", "of"}), None)
    return (at + 1, source[1]) if at is not None and words.low[at - 1] in ONE_PERSON else None


def _lead(reading: Reading, clause: Clause, of: tuple[int, int], story: Story) -> tuple[str, Person | None]:
    """Write what a clause hangs on, without its own asides, and give whom it names."""
    words = reading.words
    numbers = list(range(*of))
    asides = (n for n in numbers[1:-1] if words.tag[n] == ",")
    named = words.tag[numbers[0]] == "NP"  # "Rendell, a Clinton supporter,"
    opens = ASIDE_OPENS | {"DT"} if named else ASIDE_OPENS
    told = next((n for n in asides if words.tag[n + 1] in opens or words.low[n + 1] in {"whose", "a", "an"}), None)
    if told is not None:
        numbers = [n for n in numbers if n < told]
    if numbers and words.form[numbers[-1]] == ")":  # "the ministry (MoD)"
        opened = next((n for n in reversed(numbers) if words.form[n] == "("), numbers[-1])
        numbers = [n for n in numbers if n < opened] or numbers
    while numbers and words.form[numbers[-1]] in {",", "–", ")"}:
        numbers.pop()
    swaps, person = pronouns.swaps(reading, numbers, story, None)
    lead = render(reading, numbers, swaps)
    several = "and" in words.low[slice(*of)]  # "the ministers Orr and Marsh"
    if person is not None and not several and clause.how not in {"relative", "aside", "list"} and _names(reading, of):
        lead = person.name
    if words.low[of[0] - 1 : of[0]] in (["a"], ["an"]):
        lead = f"the {lead}"  # "a move" that was told of
    if clause.how == "whose":
        lead += "'" if lead.endswith("s") else "'s"
    return lead, person


def _turned(reading: Reading, numbers: list[int]) -> tuple[list[int], dict[int, str]]:
    """Put "Not only did the song win" as "the song won", "Not only has he lied" as "he has lied"."""
    words, helper = reading.words, numbers[0] + 2
    if words.low[numbers[0] : helper] != ["not", "only"] or AUXILIARIES.isdisjoint(words.low[helper : helper + 1]):
        return numbers, {}
    does = words.low[helper] in {"did", "does", "do"}
    after = [n for n in numbers if n > helper + 1]
    bare = (n for n in after if words.low[n] in FORMS and words.base(n) == words.low[n])
    verb = next(bare if does else (n for n in after if words.tag[n] in ACTING), None)
    if verb is None or verb - helper > TURNED_LONGEST:
        return numbers, {}
    who, rest = range(helper + 1, verb), [n for n in numbers if n >= verb]
    if not does:
        return [*who, helper, *rest], {}
    third, past, _, _ = forms(words.low[verb])
    return [*who, *rest], {verb: {"did": past, "does": third, "do": words.low[verb]}[words.low[helper]]}


def _finites(reading: Reading, numbers: list[int], after: int) -> dict[int, str]:
    """Give the verbs for "killing" and "hurting" in ", killing two and hurting nine"."""
    finite = _finite(reading, numbers[0], after)
    if not finite:
        return {}
    tag, out = reading.words.tag, {numbers[0]: finite}
    for n in numbers[1:]:
        if tag[n] in VERBS:
            break
        noun = reading.words.low[n + 1 : n + 2] == ["of"]  # "the building and expanding of towns"
        if tag[n] == "VG" and tag[n - 1] == "CC" and not noun:
            out[n] = _finite(reading, n, after) or reading.words.form[n]
    return out


def is_other(words: Words, at: int) -> bool:
    """Tell the "it" of "said it was a banned test" and "saying it was in revenge": not who says it."""
    if words.low[at] != "it" or at + 2 >= words.n:
        return False
    after = words.tag[at + 3] if at + 3 < words.n else ""
    opens = after == "TH" or (after == "TO" and words.tag[at + 2] == "JJ")  # "said it was untrue that"
    return words.low[at + 1] in {"is", "was"} and (
        words.low[at + 2] in {"a", "an", "the", "far"} or words.tag[at + 2] == "IN" or opens
    )


def _names(reading: Reading, lead: tuple[int, int]) -> bool:
    """Tell "Orr" and "she" from "her husband" and "Orr's boat"."""
    tags = reading.words.tag[slice(*lead)]
    tags = tags[: tags.index(",")] if "," in tags[1:] else tags
    return tags[0] != "PS" and (tags[-1] != "NN" or "NP" not in tags)


def _opens(reading: Reading, numbers: Sequence[int]) -> bool:
    """Tell an opening "But" from "So did the mayor"."""
    words, at = reading.words, numbers[0]
    if words.low[at] == "so" and len(numbers) > 1 and words.low[numbers[1]] in AUXILIARIES | {"far"}:
        return False
    after = words.low[at + 1 : at + 2]
    tags = words.tag[at + 1 : at + 3]
    if words.low[at] == "but" and after == ["for"]:
        return False  # "But for the rain, more would have come"
    if after == ["of"] or (words.low[at] in {"so", "also"} and tags in (["JJ", "BE"], ["VX", "BE"], ["VN", "BE"])):
        return False  # "Instead of", "So bad was the damage", "Also arrested was"
    if words.low[at] in {"nor", "neither"} or (words.low[at] == "now" and words.low[at + 1 : at + 2] == ["that"]):
        return False  # "Nor should it be closed"
    return words.low[at] in OPENERS or words.tag[at] in {",", "–", "CC"}


def _others(words: Words, first: int, last: int) -> bool:
    """Tell the nurses in "The hospital denied that nurses knew, saying they were trained"."""
    several = (
        at for at in range(first, last) if words.tag[at] == "NN" and words.low[at].endswith(("ers", "ors", "es"))
    )
    return any(words.low[at][:-1] in ROLE_NOUNS or words.low[at] in PEOPLE for at in several)


def _done_to(words: Words, at: int) -> bool:
    """Tell "they were found": what was found may be no speaker."""
    return words.low[at] == "they" and words.tag[at + 1 : at + 2] == ["BE"] and words.tag[at + 2] in {"VN", "VX"}


def _one_person(name: str) -> bool:
    """Tell "a fire service spokesman", whom neither "they" nor "it" means."""
    return name.rpartition(" ")[2].lower() in ONE_PERSON | JOBS


def _joined(reading: Reading, clause: Clause, lead: str, told: str) -> str:
    """Put what a clause hangs on before its words, or behind them: "in the town, where he lived"."""
    if clause.how == "that":
        return f"that {told}"  # ", which is fewer than a dog has"
    if clause.how == "object":
        return f"{told} {_lower(reading, clause.lead, lead)}"
    if clause.how == "when":
        return told
    if clause.how == "where":
        return f"{told} in {lead}"
    if clause.how.endswith(" which"):  # ", in which 203 people died"
        return f"{told} {clause.how.removesuffix(' which')} {lead}"
    if clause.how != "aside":
        return " ".join(one for one in (lead, clause.helper, told) if one)
    words, phrase = reading.words, clause.lead
    if phrase is None:
        return f"it was {told}"
    return f"{lead} {clause.helper or ('were' if plural(words, phrase) else 'was')} {told}"


def _finite(reading: Reading, at: int, after: int) -> str:
    """Give the verb that ", closing two branches" stands for, in the tense of the sentence: closed."""
    words = reading.words
    verbs = [n for n in range(at) if words.tag[n] in VERBS and reading.quoted[n] < 0]
    under = words.tag[0] == "SC" or words.low[0] in {"as", "after", "before"}  # "As thousands dance, a team will wait"
    own = (n for n in verbs if n >= after)  # of who acts: "why a boat sank, killing ten"
    caused = bool(verbs) and words.low[verbs[-1] - 1] == "what"  # "are asking what caused a boat to sink, killing ten"
    verb = next(own, verbs[-caused] if verbs and not under else None)
    if verb is None or words.tag[at] != "VG":
        return ""
    low = words.low[verb]
    has = low in {"has", "have"} and "VN" not in words.tag[verb + 1 : verb + 3]  # "has 850 men, with more coming"
    past_told = words.tag[verb] in {"VX", "VD"} or (low in PAST_AUX and not has)
    several = _several(words, after)
    if words.low[at] not in FORMS:
        bare = words.low[at].removesuffix("ing")
        now = f"{'are' if several or words.tag[verb] in PRESENT else 'is'} {words.low[at]}"
        return (IRREGULAR[bare][0] if bare in IRREGULAR else f"{bare}ed") if past_told else now
    base = FORMS[words.low[at]][0]
    third, past, _, _ = forms(base)
    if past_told:
        return past
    if low in {"will", "would", "could", "may", "might", "can"}:
        return f"{low} {base}"
    if words.tag[verb] in PRESENT:
        return base if words.tag[verb - 1] != "TO" else ""  # "The Cubs break a curse, winning"
    if words.tag[verb] != "VZ" and low not in {"is", "are"} and not has:
        return ""
    return base if several else third


def _several(words: Words, after: int) -> bool:
    """Tell whether several people or things do what is told: "another 1,000 troops"."""
    low = words.low[after - 1] if after else ""
    if low in {"they", "we"}:
        return True
    return words.tag[after - 1] == "NN" and low.endswith("s") and not low.endswith("ss")


def finish(said: str) -> str:
    """Give a capital and a full stop."""
    said = said.strip(" ,;:–—-").removesuffix(" (")
    if said[:1] == "(":
        said = said[1:].replace(".)", ".") if ")" not in said[:-2] else said
    if said.endswith((".)", "!)", ")")) and "(" not in said:
        said = said.rstrip(")")
    if not said:
        return said
    if said[-1] in MARKS and said[-2:-1] == ",":
        said = said[:-2] + said[-1]  # “a great day,”
    if said[-1] not in ".!?…" and said.rstrip(MARKS)[-1:] not in ".!?…":
        said += "."
    return said[0].upper() + said[1:]
