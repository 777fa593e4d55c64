"""Give names for pronouns, where the text settles who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.names import BODY_WORDS, JOBS, NEWS_WORDS, PLACES
from factcheck.text.people_words import CAPITAL_ROLES, EPITHETS, SOMEBODY, STRANGERS, UNNAMED_MEN, UNNAMED_WOMEN
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.relatives import PEOPLE
from factcheck.text.strangers import FEMALE, MALE, NOBODY, aged, introduced, may_be, stranger
from factcheck.text.verbs import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.names import Person
    from factcheck.text.reading import Range, Reading
    from factcheck.text.story import Story
    from factcheck.text.tokens import Words

ROLE_LONGEST = 4  # words of a role that stands for a name
EITHER = 2
UNKNOWN_LEAST = 2
NOUNS = frozenset({"NN", "NP"})
TELLING = frozenset({"tell", "warn", "inform", "remind", "assure", "ask"})


def swaps(
    reading: Reading, numbers: list[int], story: Story, before: Person | None, lead: Range | None = None
) -> tuple[dict[int, str], Person | None]:
    """Give names for the pronouns outside quotations that no name before them explains."""
    words = reading.words
    out: dict[int, str] = {}
    seen = before
    told = False  # whether a pronoun, and no name, has brought somebody to mind
    nameless = lead is not None and before is None and _is_somebody(words, lead)  # "The suspect was in his 20s"
    end = numbers[0] if numbers else 0
    role, unnamed = ("", MALE | FEMALE) if nameless else _unnamed(reading, end, story)
    for at in numbers:
        if reading.quoted[at] >= 0:
            continue
        low = words.low[at]
        unnamed |= introduced(words, at) or _at_work(reading, at, story)
        if low in unnamed and not (role and may_be(role, low)):
            continue
        if words.tag[at] == "NP":
            named = story.cast.person(words, at, at + 1)
            seen, told = (named, False) if named is not None else (seen, told)
            continue
        if words.tag[at] == "PF" and seen is None:  # "he's meeting his advisers": whose they are, "he" tells
            seen = story.meant(low[:-2]) if low[:-2] in MALE | FEMALE else None
        if low not in MALE and low not in FEMALE:
            continue
        if _is_objective(reading, at):
            close = [p for p in _near(reading, at, story)[::-1] if p is not seen and p.woman in {None, low in FEMALE}]
            person = close[0] if close else story.only(low, besides=seen)
            held = told or _unknown_subject(reading, at, story)  # "his team wants to hold him"
            if person is not None and seen is not None and not held:
                out[at] = person.name
            continue
        if seen is not None or low in {"himself", "herself"} or _is_own(reading, numbers, at, story):
            continue
        if role and may_be(role, low):
            out[at] = f"{role}'s" if low in {"his", "her"} else role
            continue
        near = _near(reading, numbers[0], story)
        person = story.meant(low, first=near)
        if (
            person is None
            or _either(reading, numbers[0], story, near, low)
            or _comes(reading, numbers, at, person, story)
        ):
            continue
        out[at] = f"{person.name}'s" if low in {"his", "her"} else person.name
        seen, told = person, True
    return out, seen


def _is_somebody(words: Words, lead: Range) -> bool:
    """Tell "the suspect" and "a clerk at the bank", whom "his" means in what is told of them."""
    head = next((at for at in range(*lead) if words.tag[at] in {"IN", ","}), lead[1]) - 1
    low = words.low[head]
    known = low in JOBS | STRANGERS | UNNAMED_MEN | UNNAMED_WOMEN | PEOPLE or low.endswith("-year-old")
    return head >= lead[0] and words.tag[head] == "NN" and known


def _is_objective(reading: Reading, at: int) -> bool:
    """Tell "him", and "her" that is no possessive."""
    low = reading.words.low[at]
    return low == "him" or (low == "her" and _is_object(reading, at))


def _is_own(reading: Reading, numbers: list[int], at: int, story: Story) -> bool:
    """Tell whether the name that a pronoun means stands in its sentence, though the text says no more of it."""
    words = reading.words
    if words.tag[at] == "PS" and (_named_soon(reading, numbers, at, story) or _unknown_before(words, at, story)):
        return True
    # After "I saw him leave," said Orr, "he" may be Orr or whom Orr saw.
    doubtful = words.low[at] in story.spoken_of and not _near(reading, at, story)
    return doubtful or _unknown_subject(reading, at, story) or _by_office(reading, at, story)


def _first_subject(reading: Reading, end: int) -> Range | None:
    """Give who does what the first verb before a word says, outside quotations."""
    words = reading.words
    verb = next((n for n in range(end) if words.tag[n] in VERBS and reading.quoted[n] < 0), None)
    return subject(words, group_start(words, verb)) if verb is not None else None


def _by_office(reading: Reading, at: int, story: Story) -> bool:
    """Tell "Vell's President voiced his grief": the subject is told by an office alone."""
    words = reading.words
    phrase = _first_subject(reading, at)
    if phrase is None or words.bare(phrase[1] - 1).lower() not in JOBS | CAPITAL_ROLES:
        return False
    return story.cast.person(words, *phrase) is None and words.tag[phrase[1] - 1] == "NP"


def _unknown_subject(reading: Reading, at: int, story: Story) -> bool:
    """Tell "Prince knew how to end his show": a name of one word, which the text never explains, is the subject."""
    words = reading.words
    phrase = _first_subject(reading, at)
    if words.tag[0] == "NP" and words.tag[1:2] == [","]:
        phrase = (0, 1)  # "Prince, who died in April, knew"
    if phrase is None or words.tag[phrase[0]] != "NP" or "," not in [*words.tag[phrase[0] + 1 : phrase[1]], ","][:1]:
        return False
    form, low = words.bare(phrase[0]), words.bare(phrase[0]).lower()
    body = low in BODY_WORDS or low in NEWS_WORDS or form in PLACES or not form[1:].islower() or low.endswith("s")
    return not body and story.cast.person(words, phrase[0], phrase[0] + 1) is None


def _comes(reading: Reading, numbers: list[int], at: int, person: Person, story: Story) -> bool:
    """Tell whether somebody is named behind the pronoun in its clause: "she helped Roe" is not Roe."""
    words = reading.words
    if words.tag[at] == "PS":
        return False
    for n in numbers:
        if n <= at:
            continue
        if words.tag[n] in {",", ";", "–", "SC"} or reading.quoted[n] >= 0:
            return False
        if words.tag[n] == "NP" and story.cast.person(words, n, n + 1) is person:
            return True
    return False


def _unknown_before(words: Words, at: int, story: Story) -> bool:
    """Tell "assured Vance Orrin his job was safe", when nothing more is known of him."""
    if at < UNKNOWN_LEAST or words.tag[at - 2 : at] != ["NP", "NP"]:
        return False
    bare = {words.bare(at - 2).lower(), words.bare(at - 1).lower()}
    return bare.isdisjoint(BODY_WORDS) and story.cast.person(words, at - 2, at) is None


def _either(reading: Reading, end: int, story: Story, near: Sequence[Person], low: str) -> bool:
    """Tell whether "she" is one of two: in "Roe said that Orr had won, although she"."""
    words = reading.words
    fits = [person for person in near if person.woman in {None, low in FEMALE}]
    if len(fits) < EITHER:
        return False
    if _owns_only(reading, end, story):
        return True
    verbs = [at for at in range(end) if words.tag[at] in VERBS and reading.quoted[at] < 0]
    saying = next((k for k, at in enumerate(verbs) if words.base(at) in CLAUSAL), len(verbs))
    if saying < len(verbs) and words.base(verbs[saying]) in TELLING and near[-1] in fits and near[-1] is not near[0]:
        return True  # "Roe told Holt that her brother had died"
    if saying + 1 >= len(verbs):
        return False
    phrase = subject(words, group_start(words, verbs[saying + 1]))
    about = story.cast.person(words, *phrase) if phrase is not None and phrase[0] > verbs[saying] else None
    return about is not None and about in fits


def _owns_only(reading: Reading, end: int, story: Story) -> bool:
    """Tell "Roe's line was a nod to Orr; she": the subject is a thing that is somebody's."""
    words = reading.words
    phrase = _first_subject(reading, end)
    if phrase is None or words.tag[phrase[1] - 1] != "NN" or words.low[phrase[1] - 1] in JOBS | PEOPLE:
        return False
    owner = (at for at in range(phrase[1]) if words.tag[at] == "NP" and words.bare(at) != words.form[at])
    return any(story.cast.person(words, at, at + 1) is not None for at in owner)


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
    if words.tag[at] not in NOUNS:
        return NOBODY
    if stranger(words, at) or (at and words.low[at - 1] == "the" and words.bare(at).lower() in CAPITAL_ROLES):
        return MALE | FEMALE
    begin = at - 1 - (at > 1 and words.tag[at - 1] == "NN")  # "the flight attendant"
    works = words.tag[at] == "NN" and words.low[at] in JOBS | SOMEBODY - EPITHETS
    if not works or not at or words.low[begin] not in {"the", "a", "another"}:
        return NOBODY
    apposed = begin > 1 and words.tag[begin - 1] == "," and words.tag[begin - 2] == "NP"  # "Mr Roe, a father of three"
    titled = apposed or (at + 1 < words.n and words.tag[at + 1] in {"NP", "NN", ","} and not aged(words, at))
    return NOBODY if titled or story.cast.person(words, begin, at + 1) is not None else MALE | FEMALE


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
    phrase = _first_subject(reading, end)
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
