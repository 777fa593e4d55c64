"""Tell a clause so that it can be read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.classes import word_class
from factcheck.text.lexicon import forms
from factcheck.text.names import BODY_WORDS, JOBS
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.story import (
    FEMALE,
    MALE,
    NOBODY,
    UNNAMED_MEN,
    UNNAMED_WOMEN,
    Story,
    introduced,
    may_be,
    phrase_name,
    stranger,
)
from factcheck.text.verbs import CLAUSAL, FORMS

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
ASIDE_OPENS = frozenset({"WP", "VX", "VN"})  # ", which", ", founded"
ROLE_LONGEST = 4  # words of a role that stands for a name
OBJECTS = frozenset({"him", "himself"})
ONE_PERSON = UNNAMED_MEN | UNNAMED_WOMEN | {"spokesman", "spokeswoman", "spokesperson"}
EITHER = 2
UNKNOWN_LEAST = 2
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
    before: Person | None = None
    lead = ""
    if clause.lead is not None:
        lead_numbers = list(range(*clause.lead))
        told = next((n for n in lead_numbers[1:-1] if words.tag[n] == "," and words.tag[n + 1] in ASIDE_OPENS), None)
        if told is not None:
            lead_numbers = [n for n in lead_numbers if n < told]
        if lead_numbers and words.form[lead_numbers[-1]] == ")":  # "the ministry (MoD)"
            opened = next((n for n in reversed(lead_numbers) if words.form[n] == "("), lead_numbers[-1])
            lead_numbers = [n for n in lead_numbers if n < opened] or lead_numbers
        while lead_numbers and words.form[lead_numbers[-1]] in {",", "–", ")"}:
            lead_numbers.pop()
        lead_swaps, before = _swaps(reading, lead_numbers, story, None)
        lead = render(reading, lead_numbers, lead_swaps)
        if before is not None and clause.how not in {"relative", "aside"} and _names(reading, clause.lead):
            lead = before.name
        if clause.how == "whose":
            lead += "'" if lead.endswith("s") else "'s"
    swaps = _swaps(reading, numbers, story, before)[0] if words.classes & PRONOUNS else {}
    if clause.how == "participle" and numbers:
        finite = _finite(reading, numbers[0], clause.lead[1] if clause.lead is not None else 0)
        swaps.update({numbers[0]: finite} if finite else {})
    if numbers and source and words.low[numbers[0]] in {"they", "it"} and words.low[source[0]] not in VAGUE:
        name = phrase_name(words, source)
        is_one = is_other(words, numbers[0])
        person = story.cast.person(words, *source)
        if (
            not _one_person(name)
            and not is_one
            and person is None
            and not (story.things and _done_to(words, numbers[0]))
        ):
            swaps[numbers[0]] = name
    return finish(_joined(reading, clause, lead, render(reading, numbers, swaps, drop)))


def is_other(words: Words, at: int) -> bool:
    """Tell the "it" of "said it was a banned test" and "saying it was in revenge": not who says it."""
    if words.low[at] != "it" or at + 2 >= words.n:
        return False
    return words.low[at + 1] in {"is", "was"} and (words.low[at + 2] in {"a", "an", "the"} or words.tag[at + 2] == "IN")


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
    if words.low[at] in {"nor", "neither"} or (words.low[at] == "now" and words.low[at + 1 : at + 2] == ["that"]):
        return False  # "Nor should it be closed"
    return words.low[at] in OPENERS or words.tag[at] in {",", "–", "CC"}


def _done_to(words: Words, at: int) -> bool:
    """Tell "they were found": what was found may be no speaker."""
    return words.low[at] == "they" and words.tag[at + 1 : at + 2] == ["BE"] and words.tag[at + 2] in {"VN", "VX"}


def _one_person(name: str) -> bool:
    """Tell "a fire service spokesman", whom neither "they" nor "it" means."""
    return name.rpartition(" ")[2].lower() in ONE_PERSON


def _joined(reading: Reading, clause: Clause, lead: str, told: str) -> str:
    """Put what a clause hangs on before its words, or behind them: "in the town, where he lived"."""
    if clause.how == "that":
        return f"that {told}"  # ", which is fewer than a dog has"
    if clause.how == "object":
        return f"{told} {lead}"
    if clause.how == "when":
        return told
    if clause.how == "where":
        return f"{told} in {lead}"
    if clause.how.endswith(" which"):  # ", in which 203 people died"
        return f"{told} {clause.how.removesuffix(' which')} {lead}"
    if clause.how != "aside":
        return f"{lead} {told}".strip()
    words, phrase = reading.words, clause.lead
    if phrase is None:
        return f"it was {told}"
    end = phrase[1] - 1
    counted = words.tag[phrase[0]] == "CD"  # "5.6 metres was the highest"
    plural = words.tag[end] != "NP" and words.low[end].endswith("s") and not counted
    return f"{lead} {'were' if plural else 'was'} {told}"


def _finite(reading: Reading, at: int, after: int) -> str:
    """Give the verb that ", closing two branches" stands for, in the tense of the sentence: closed."""
    words = reading.words
    verbs = [n for n in range(at) if words.tag[n] in VERBS and reading.quoted[n] < 0]
    under = words.tag[0] == "SC" or words.low[0] in {"as", "after", "before"}  # "As thousands dance, a team will wait"
    own = (n for n in verbs if n >= after)  # of who acts: "why a boat sank, killing ten"
    verb = next(own, verbs[0] if verbs and not under else None)
    if verb is None or words.tag[at] != "VG":
        return ""
    low = words.low[verb]
    has = low in {"has", "have"} and "VN" not in words.tag[verb + 1 : verb + 3]  # "has 850 men, with more coming"
    past_told = words.tag[verb] in {"VX", "VD"} or (low in PAST_AUX and not has)
    if words.low[at] not in FORMS:
        return f"{words.low[at].removesuffix('ing')}ed" if past_told else ""  # irregular verbs are known
    base = FORMS[words.low[at]][0]
    third, past, _, _ = forms(base)
    if past_told:
        return past
    if low in {"will", "would", "could", "may", "might", "can"}:
        return f"{low} {base}"
    if words.tag[verb] != "VZ" and low not in {"is", "are"} and not has:
        return ""
    return base if _several(words, after) else third


def _several(words: Words, after: int) -> bool:
    """Tell whether several people or things do what is told: "another 1,000 troops"."""
    low = words.low[after - 1] if after else ""
    return words.tag[after - 1] == "NN" and low.endswith("s") and not low.endswith("ss")


def finish(said: str) -> str:
    """Give a capital and a full stop."""
    said = said.strip(" ,;:–—-")
    if said[:1] == "(":
        said = said[1:].replace(".)", ".") if ")" not in said[:-2] else said
    if said.endswith((".)", "!)", ")")) and "(" not in said:
        said = said.rstrip(")")
    if not said:
        return said
    if said[-1] not in ".!?…" and said.rstrip(MARKS)[-1:] not in ".!?…":
        said += "."
    return said[0].upper() + said[1:]


def _swaps(
    reading: Reading, numbers: list[int], story: Story, before: Person | None
) -> tuple[dict[int, str], Person | None]:
    """Give names for the pronouns outside quotations that no name before them explains."""
    words = reading.words
    out: dict[int, str] = {}
    seen = before
    role, unnamed = _unnamed(reading, numbers[0] if numbers else 0, story)
    for at in numbers:
        if reading.quoted[at] >= 0:
            continue
        low = words.low[at]
        unnamed |= introduced(words, at) or _at_work(reading, at, story)
        if low in unnamed and not (role and may_be(role, low)):
            continue
        if words.tag[at] == "NP":
            seen = story.cast.person(words, at, at + 1) or seen
            continue
        if words.tag[at] == "PF" and seen is None:  # "he's meeting his advisers": whose they are, "he" tells
            seen = story.meant(low[:-2]) if low[:-2] in MALE | FEMALE else None
        if low not in MALE and low not in FEMALE:
            continue
        objective = low in OBJECTS or (low == "her" and _is_object(reading, at))
        if objective and low != "himself":
            around = _near(reading, at, story)
            person = story.meant(low, besides=seen, first=around[::-1])
            if person is not None and seen is not None:
                out[at] = person.name
            continue
        if (
            seen is not None
            or low in {"himself", "herself"}
            or (words.tag[at] == "PS" and _near_name(reading, numbers, at, story))
        ):
            continue
        if role and may_be(role, low):
            out[at] = f"{role}'s" if low in {"his", "her"} else role
            continue
        near = _near(reading, numbers[0], story)
        person = story.meant(low, first=near)
        if person is not None and not _either(reading, numbers[0], story, near, low):
            out[at] = f"{person.name}'s" if low in {"his", "her"} else person.name
            seen = person
    return out, seen


def _near_name(reading: Reading, numbers: list[int], at: int, story: Story) -> bool:
    """Tell whether the name that a pronoun means stands beside it."""
    return _named_soon(reading, numbers, at, story) or _unknown_before(reading.words, at, story)


def _unknown_before(words: Words, at: int, story: Story) -> bool:
    """Tell "assured Vance Orrin his job was safe", when nothing more is known of him."""
    if at < UNKNOWN_LEAST or words.tag[at - 2 : at] != ["NP", "NP"]:
        return False
    bare = {words.bare(at - 2).lower(), words.bare(at - 1).lower()}
    return bare.isdisjoint(BODY_WORDS) and story.cast.person(words, at - 2, at) is None


def _either(reading: Reading, end: int, story: Story, near: Sequence[Person], low: str) -> bool:
    """Tell whether "she" is who speaks or who is spoken of: in "Roe said that Orr had won, although she"."""
    words = reading.words
    if len(near) < EITHER:
        return False
    verbs = [at for at in range(end) if words.tag[at] in VERBS and reading.quoted[at] < 0]
    saying = next((k for k, at in enumerate(verbs) if words.base(at) in CLAUSAL), len(verbs))
    if saying + 1 >= len(verbs):
        return False
    phrase = subject(words, group_start(words, verbs[saying + 1]))
    about = story.cast.person(words, *phrase) if phrase is not None and phrase[0] > verbs[saying] else None
    fits = [person for person in near if person.woman in {None, low in FEMALE}]
    return about is not None and about in fits and len(fits) >= EITHER


def _unnamed(reading: Reading, end: int, story: Story) -> tuple[str, frozenset[str]]:
    """Give the role that stands for a name before a word, "the judge", and the pronouns of who is not named at all."""
    role = _role_before(reading, end, story) if end else ""
    alone = not _near(reading, end, story)  # nobody is named before in the passage
    role = role or (story.unnamed or "" if alone else "")
    unnamed = story.strangers if alone and not role else NOBODY
    met = (introduced(reading.words, at) or _at_work(reading, at, story) for at in range(end) if reading.quoted[at] < 0)
    return role, unnamed.union(*met)


def _at_work(reading: Reading, at: int, story: Story) -> frozenset[str]:
    """Give the pronouns of "the driver", whom the text does not name."""
    words = reading.words
    if stranger(words, at):
        return MALE | FEMALE
    if words.tag[at] != "NN" or words.low[at] not in JOBS or not at or words.low[at - 1] not in {"the", "a", "another"}:
        return NOBODY
    apposed = at > 1 and words.tag[at - 2] == ","  # "Mr Roe, a father of three"
    titled = apposed or (at + 1 < words.n and words.tag[at + 1] in {"NP", "NN", ","})
    return NOBODY if titled or story.cast.person(words, at - 1, at + 1) is not None else MALE | FEMALE


def _near(reading: Reading, end: int, story: Story) -> list[Person]:
    """List who is named in the passage before a word, in order."""
    words = reading.words
    out: list[Person] = []
    for at in range(end):
        if words.tag[at] == "NP" and reading.quoted[at] < 0:
            person = story.cast.person(words, at, at + 1)
            if person is not None and person not in out:
                out.append(person)
        elif words.low[at] in JOBS and at and words.low[at - 1] == "the":
            person = story.cast.person(words, at - 1, at + 1)
            if person is not None and person not in out:
                out.append(person)
    return out


def _role_before(reading: Reading, end: int, story: Story) -> str:
    """Give the subject that has a role and no name: in "The judge said that she had given him credit", the judge."""
    words = reading.words
    verb = next((at for at in range(end) if words.tag[at] in VERBS and reading.quoted[at] < 0), None)
    phrase = subject(words, group_start(words, verb)) if verb is not None else None
    if phrase is None or not 2 <= phrase[1] - phrase[0] <= ROLE_LONGEST or words.tag[phrase[0]] not in {"DT", "PS"}:
        return ""
    named = any(words.tag[at] == "NP" for at in range(*phrase)) or story.cast.person(words, *phrase) is not None
    if named or words.tag[phrase[1] - 1] != "NN" or words.low[phrase[1] - 1] not in JOBS | UNNAMED_WOMEN | UNNAMED_MEN:
        return ""
    said = words.said(*phrase)
    return said[0].lower() + said[1:]


def _named_soon(reading: Reading, numbers: list[int], at: int, story: Story) -> bool:
    """Tell whether a name after the pronoun is the one it means: "In his book, Jane Roe writes"."""
    words = reading.words
    ahead = [n for n in numbers if at < n <= at + 10]
    for n in ahead:
        if words.tag[n] in VERBS:
            return False
        if words.tag[n] == "NP" and story.cast.person(words, n, n + 1) is not None:
            return True
    return False


def _is_object(reading: Reading, at: int) -> bool:
    words = reading.words
    if at + 1 >= words.n or words.tag[at + 1] not in {"NN", "NP", "JJ", "VG", "CD"}:
        return True
    after = words.tag[at + 2] if at + 2 < words.n else "."
    return words.tag[at + 1] == "JJ" and after not in {"NN", "NP", "JJ", "VG", "CC", "CD"}  # "made her famous"
