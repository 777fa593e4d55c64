"""Follow a text from passage to passage: who spoke last, who is meant by "he" and "it"."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.text.classes import classes_in
from factcheck.text.cues import DOCUMENTS
from factcheck.text.names import BODY_WORDS, NEWS_WORDS, PLACES, runs
from factcheck.text.people_words import EPITHETS, OFFICIAL, ROLE_NOUNS, SOMEBODY
from factcheck.text.phrases import VERBS, group_start, is_role, noun_phrase_before, subject
from factcheck.text.relatives import PEOPLE, PERSON_ENDINGS
from factcheck.text.strangers import (
    FEMALE,
    MALE,
    NOBODY,
    PERSONAL,
    head_of,
    introduced,
    may_be,
    others_done,
    somebody,
    spokesman,
)
from factcheck.text.tokens import DAYS, MONTHS, bare_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.names import Cast, Person
    from factcheck.text.reading import Reading
    from factcheck.text.tokens import Words

Range = tuple[int, int]
DEFINITE = 2  # words of "the expert"
DESCRIBED = 5  # words of "the gun control advocate"
FIRMS = frozenset(
    {"company", "firm", "airline", "carrier", "chipmaker", "carmaker", "automaker", "retailer", "bank", "lender"}
)
PUBLIC = frozenset(
    """
    office commission council ministry department agency court police parliament authority union university government
    congress senate committee inspectorate treasury party service
    """.split()
)
FIRM_TRADES = frozenset(
    """
    investment tech technology banking software oil energy car internet online retail drug aerospace phone media
    insurance mining shipping food fashion social parent
    """.split()
)
NAMED_KEPT = 5  # passages after which "the company" no longer means the last one named
BODY_KEPT = 1  # passages after which "it" no longer means the last body
SUBJECT_SOON = 3  # verbs of a passage before which its subject is looked for
KEPT = 6  # people kept in mind
THING_LONGEST = 2  # words
NO_THINGS = frozenset(DAYS) | frozenset(MONTHS)
ROLE_SOON = 5  # words of a role before a name
ANSWERS = frozenset("response reply retort rebuke tweet post message statement warning answer letter".split())
JOINING = frozenset("de del della der den di da du la le van von al bin ibn dos".split())
SINGULAR_DOCUMENTS = frozenset(w for w in DOCUMENTS if not w.endswith("s") or w == "analysis") - {"data", "footage"}
COUNTRIES = frozenset({"U.S.", "US", "UK", "U.K."})
SPEAKING = (
    BODY_WORDS
    | SINGULAR_DOCUMENTS
    | frozenset(
        """
        firm group airline regulator charity club team retailer maker operator chain watchdog ministry carrier insurer
        manufacturer supermarket broadcaster publisher developer lender start-up startup studio zoo museum embassy
        """.split()
    )
)
GROUPS = frozenset(
    """
    researchers scientists officials prosecutors police investigators campaigners organisers organizers economists
    analysts experts residents lawyers doctors authors astronomers
    """.split()
)
OFFICES = frozenset(
    """
    ministry department agency council court union commission committee board bureau authority institute university
    hospital school regulator charity watchdog club party embassy army navy force foundation association inquiry
    """.split()
)
OUTLETS = frozenset(
    "magazine newspaper paper outlet network broadcaster station website site publication channel tabloid".split()
)
BODIES = BODY_WORDS | NEWS_WORDS
MARKS = frozenset({"“", "”"})


@dataclass(slots=True)
class Story:
    """What the reader has in mind at a point of the text."""

    cast: Cast
    classes: int = field(init=False)  # of the words of every name that can stand for a pronoun
    people: list[Person] = field(default_factory=list)
    body: str | None = None
    speaker: str | None = None
    body_age: int = 0
    several: str | None = None  # "Roe and her colleagues": who "they" are
    several_age: int = 0
    listed: str | None = None  # who says what stands in the list that is being read
    strangers: frozenset[str] = frozenset()  # pronouns that mean somebody whom no name was given since the last one
    doubted: frozenset[str] = frozenset()  # of them, those that may be whoever did it to somebody
    alone: Person | None = None  # the one person whom the passage before names
    spoken_of: frozenset[str] = frozenset()  # pronouns of who was spoken of in the passage before
    things: bool = False  # whether the passage before was about several things, which "they" may mean
    named: str | None = None  # the body with a name that was spoken of last: "the company"
    named_age: int = 0
    other_age: int | None = None  # passages since another body was spoken of, which "the company" may mean as well
    outlet: str | None = None  # the one named last: "the magazine"
    outlet_age: int = 0
    offices: dict[str, tuple[str, int]] = field(default_factory=dict)  # "ministry": the one that spoke last, and when
    speaker_age: int = 0  # passages since somebody spoke
    unnamed: str | None = None  # "the man": whom the passage before was about, and does not name

    def __post_init__(self) -> None:
        """Look up the words of everybody's name."""
        known = {*self.cast.people.values(), *self.cast.full.values()}
        self.classes = classes_in(["in", *(word for person in known for word in person.full.lower().split())])

    def meant(self, low: str, besides: Person | None = None, first: Sequence[Person] = ()) -> Person | None:
        """Give the person that a pronoun means: the one last in mind that fits, None where nobody does.

        Those in `first` come before those in mind.
        """
        woman = low in FEMALE
        for person in [*first, *self.people]:
            if person is not besides and person.woman in {None, woman}:
                return person
        return None

    def only(self, low: str, besides: Person | None = None) -> Person | None:
        """Give the person that a pronoun means where nobody else in mind fits it."""
        woman = low in FEMALE
        fitting = [person for person in self.people if person is not besides and person.woman in {None, woman}]
        return fitting[0] if len(fitting) == 1 else None

    def mind(self, person: Person | None) -> None:
        """Put a person foremost."""
        if person is None:
            return
        if person in self.people:
            self.people.remove(person)
        self.people.insert(0, person)
        del self.people[KEPT:]

    def source(self, words: Words, phrase: Range) -> tuple[str, Person | None]:
        """Name a source, its pronoun resolved; "(not named)" is added where the text does not settle it."""
        first, last = phrase
        low = words.low[first]
        if last - first == 1 and low in PERSONAL:
            named = self._named_before(words, first)
            if self.unnamed is not None and not named and may_be(self.unnamed, low):
                return self.unnamed, None
            if low in self.strangers and not named:
                return f"{words.form[first]} (not named)", None
            person = self.meant(low, first=named)
            return (person.full, person) if person else (f"{words.form[first]} (not named)", None)
        own = self._thing_before(words, first) if last - first == 1 and low == "it" else None
        if own is not None:
            return own, None
        if last - first == 1 and low == "it":
            return (
                self.body if self.body and self.body_age <= BODY_KEPT else None
            ) or f"{words.form[first]} (not named)", None
        if last - first == 1 and low == "they" and self.several and self.several_age <= BODY_KEPT:
            return self.several, None
        if last - first == 1 and low in {"they", "we", "i", "you", "some", "many", "others", "one"}:
            return f"{words.form[first]} (not named)", None
        if low in {"who", "which", "that"} and first > 0:
            head = noun_phrase_before(words, first - 1 if words.tag[first - 1] in {",", "–"} else first)
            head = self._with_role(words, head) if head is not None else None
            if head and words.low[head[0]] not in {"who", "which", "that"}:
                return self.source(words, head)
        return self._source_named(words, phrase)

    def _with_role(self, words: Words, head: Range) -> Range:
        """Give Jane Roe for "head of the union" in: Jane Roe, head of the union, who has accused."""
        if head[0] < DEFINITE or words.tag[head[0] - 2 : head[0]] != ["NP", ","]:
            return head
        named = noun_phrase_before(words, head[0] - 1)
        person = self.cast.person(words, *named) if named is not None else None
        return named if named is not None and person is not None else head

    def _source_named(self, words: Words, phrase: Range) -> tuple[str, Person | None]:
        """Name a source that is no pronoun: whom "the firm" and "the ministry" mean where that is settled."""
        first, last = phrase
        person = self.cast.person(words, first, last)
        placed = last - first == DEFINITE + 1 and words.low[first + 1].endswith("-based")
        traded = last - first == DEFINITE + 1 and words.low[first + 1] in FIRM_TRADES
        definite = last - first == DEFINITE and words.low[first] == "the"
        plain = placed or traded or definite
        firm = plain and words.low[first] == "the" and words.low[last - 1] in FIRMS | ({"giant"} if traded else NOBODY)
        settled = self.other_age is None or self.other_age > BODY_KEPT
        if firm and settled and self.named is not None and self.named_age <= NAMED_KEPT and not _is_public(self.named):
            return self.named, None
        if person is None and self._is_last_speaker(words, phrase):
            return self.people[0].full, self.people[0]
        if definite and person is not None and words.tag[first + 1] == "NN":
            return person.full, person  # "the vicar"
        known = self._known(words.low[last - 1]) if definite and person is None else None
        return known or phrase_name(words, phrase), person

    def _known(self, low: str) -> str | None:
        """Give the ministry or the outlet that "the ministry" and "the newspaper" mean: the one that spoke last."""
        if low in OUTLETS:
            return self.outlet if self.outlet_age <= NAMED_KEPT else None
        name, age = self.offices.get(low, ("", NAMED_KEPT + 1))
        return name if age <= NAMED_KEPT else None

    def _keep_office(self, words: Words, phrase: Range) -> None:
        """Take in "the city's health board", which "the board" goes on to mean."""
        head = head_of(words, phrase)
        if phrase[1] - phrase[0] > DEFINITE and words.low[head] in OFFICES and words.tag[phrase[0]] != "CD":
            self.offices[words.low[head]] = phrase_name(words, phrase), 0

    def _is_last_speaker(self, words: Words, phrase: Range) -> bool:
        """Tell "the expert", who is the one person that spoke right before, or is named there."""
        first, last = phrase
        said = DEFINITE <= last - first <= DESCRIBED and words.low[first] == "the" and words.low[last - 1] in SOMEBODY
        if last - first > DEFINITE and words.low[last - 1] in OFFICIAL:
            return False  # "the foreign ministry spokesman" is another
        if not said or not self.people:
            return False
        foremost = self.people[0]
        spoke = self.speaker_age <= BODY_KEPT and self.speaker in {foremost.full, foremost.last}
        plain = foremost is self.alone and words.low[last - 1] in EPITHETS and "NP" not in words.tag[first:last]
        return (spoke or plain) and may_be(words.low[last - 1], "she" if foremost.woman else "he")

    def _thing_before(self, words: Words, end: int) -> str | None:
        """Name the subject that "it" takes up within its sentence: "The firm will cut jobs, it said"."""
        turns = end > 2 and words.low[end - 1] in {"though", "although"}  # "..., though it said"
        if end < 2 or words.tag[end - 1 - turns] != ",":
            return None
        verb = next((at for at in range(end) if words.tag[at] in VERBS), None)
        phrase = subject(words, group_start(words, verb)) if verb is not None else None
        if phrase is None or any(words.tag[at] in {"“", "”", "PR", "WP"} for at in range(end)):
            return None
        named = any(words.tag[at] == "NP" for at in range(*phrase)) or _speaks(words, phrase)
        return phrase_name(words, phrase) if named and self.cast.person(words, *phrase) is None else None

    def _named_before(self, words: Words, end: int) -> list[Person]:
        """List whom the passage names as a subject before a pronoun: "Roe has said so, though he warned"."""
        quoted, verb = False, None
        for at in range(end):
            if words.tag[at] in MARKS:
                quoted = not quoted
            # Who is named in a quotation is not who speaks it.
            elif verb is None and not quoted and words.tag[at] in VERBS:
                verb = at
        if quoted:
            return []
        phrase = subject(words, group_start(words, verb)) if verb is not None else None
        person = self.cast.person(words, *(_apposed(words, phrase) or phrase)) if phrase is not None else None
        return [person] if person is not None else []

    def told_in_display(self, reading: Reading) -> None:
        """Take in whom a headline or deck names, outside quotation marks."""
        for first, last in reversed(runs(reading.words)):
            if reading.quoted[first] < 0:
                self.mind(self.cast.person(reading.words, first, last))

    def interrupted(self) -> None:
        """Forget what "it" was: a block of links stands between."""
        self.body = None

    def passed(self, reading: Reading, spoke: Range | None, stands: Range | None = None) -> None:
        """Take in a passage: everyone named, then its subject and its speaker foremost."""
        words = reading.words
        again = (
            self.people[0] if spoke is not None and self._is_last_speaker(words, spoke) else None
        )  # "the actor said"
        self._grow_older()
        self.offices = {noun: (name, age + 1) for noun, (name, age) in self.offices.items()}
        self.other_age = None if self.other_age is None else self.other_age + 1
        before, self.unnamed = self.unnamed, None
        met = {}
        for first, last in reversed(runs(words)):
            person = self.cast.person(words, first, last) if reading.quoted[first] < 0 else None
            if person is not None:
                self.mind(person)
                met[id(person)] = person
        self.alone = next(iter(met.values())) if len(met) == 1 else None
        outlet = next((words.said(*run) for run in reversed(runs(words)) if _is_outlet(words, run)), None)
        if outlet is not None:
            self.outlet, self.outlet_age = outlet, 0
        strange, self.strangers = self.strangers, NOBODY
        if self.doubted and any(low in self.doubted and reading.quoted[at] < 0 for at, low in enumerate(words.low)):
            self.strangers = self.doubted  # "The army said he fled": still the soldier, or whoever else
        self._meet(reading)
        verbs = (at for at, tag in enumerate(words.tag) if tag in VERBS and reading.quoted[at] < 0)
        for verb in islice(verbs, SUBJECT_SOON):
            phrase = _past_who(words, subject(words, group_start(words, verb)))
            if phrase is not None:
                self._foremost(words, phrase)
                self.things = _are_things(words, phrase)
                goes_on = phrase[1] - phrase[0] == 1 and words.low[phrase[0]] in PERSONAL
                self.unnamed = before if goes_on else somebody(words, phrase)
                self.strangers |= strange if goes_on else NOBODY
                break
        self.doubted = (self.strangers & self.doubted) | others_done(reading, self.cast)
        self.strangers |= self.doubted
        self.spoken_of = self._spoken_of(reading, spoke) if spoke is not None and reading.quotes else NOBODY
        if spoke is not None:
            if again is None and self.cast.person(words, *spoke) is None:
                self.unnamed = spokesman(words, spoke) or self.unnamed
            self._foremost(words, spoke)
            self._keep_office(words, spoke)
            nobody = self.cast.person(words, *spoke) is None
            if self.outlet is None and nobody and {*words.tag[slice(*spoke)]} <= {"NP", "CD"}:
                self.outlet, self.outlet_age = phrase_name(words, spoke), 0  # "according to Page Six"
            self.mind(again)
            self.speaker, self.speaker_age = again.full if again else self.source(words, spoke)[0], 0
        elif stands is not None and not reading.quotes:
            # Whose words a bare quotation is that follows: the one person's who takes a stand here; else nobody knows.
            name, person = self.source(words, stands)
            self.speaker = name if person is not None or words.tag[stands[1] - 1] == "NP" else None
        elif not reading.quotes:
            self._answered(words)

    def _grow_older(self) -> None:
        """Count one passage more since each was spoken of."""
        self.body_age += 1
        self.several_age += 1
        self.speaker_age += 1
        self.named_age += 1
        self.outlet_age += 1

    def _answered(self, words: Words) -> None:
        """Take who answered for the speaker of what is quoted next: "It drew a furious response from Mayor Roe"."""
        for at in range(words.n - 2):
            if words.low[at] in ANSWERS and words.low[at + 1] == "from" and words.tag[at] == "NN":
                who = next((run for run in runs(words) if run[0] == at + 2), None)
                person = self.cast.person(words, *who) if who is not None else None
                if person is not None:
                    self.speaker, self.speaker_age = person.full, 0
                    self.mind(person)

    def _spoken_of(self, reading: Reading, spoke: Range) -> frozenset[str]:
        """Give the pronouns that a speaker has for somebody whom the speaker's own could mean as well."""
        words = reading.words
        person = self.cast.person(words, *spoke)
        if person is None:
            return NOBODY
        used = {words.low[at] for at in range(words.n) if reading.quoted[at] >= 0} & PERSONAL
        men = not used.isdisjoint(MALE) and not person.woman
        women = not used.isdisjoint(FEMALE) and person.woman is not False
        return (MALE if men else NOBODY) | (FEMALE if women else NOBODY)

    def _meet(self, reading: Reading) -> None:
        """Take in who is introduced without a name, until somebody of that kind is named."""
        words = reading.words
        for at, tag in enumerate(words.tag):
            if reading.quoted[at] >= 0 or tag not in {"NN", "NP"}:
                continue
            if tag == "NN":
                self.strangers |= introduced(words, at, ("a", "an", "another", "one"))
                continue
            person = self.cast.person(words, at, at + 1) if self.strangers else None
            if person is not None:
                self.strangers -= PERSONAL if person.woman is None else FEMALE if person.woman else MALE

    def _foremost(self, words: Words, phrase: Range) -> None:
        if any(words.low[at] == "and" for at in range(phrase[0] + 1, phrase[1])) or _are_people(words, phrase):
            self.several, self.several_age = phrase_name(words, phrase), 0
        if phrase[1] - phrase[0] == 1 and words.low[phrase[0]] in PERSONAL:
            self.mind(self.meant(words.low[phrase[0]]))
            return
        person = self.cast.person(words, *phrase)
        if person is not None:
            self.mind(person)
        elif (
            _speaks(words, phrase)
            or _is_thing(words, phrase)
            or (any(words.tag[at] == "NP" for at in range(*phrase)) and _is_body(words, phrase))
        ):
            self.body = phrase_name(words, phrase)
            self.body_age = 0
            if (
                words.tag[phrase[1] - 1] == words.tag[head_of(words, phrase)] == "NP"
                and words.bare(phrase[1] - 1) not in PLACES | COUNTRIES
                and not _is_outlet(words, phrase)
            ):
                self.other_age = self.other_age if self.named in {None, self.body} else self.named_age
                self.named, self.named_age = self.body, 0


def _past_who(words: Words, phrase: Range | None) -> Range | None:
    """Give the man in "A man who lived nearby saw it"."""
    if phrase is None or words.low[phrase[0]] != "who" or phrase[0] < DEFINITE:
        return phrase
    head = noun_phrase_before(words, phrase[0])
    return head if head is not None and words.tag[head[0] - 1] != "," else phrase


def _is_public(name: str) -> bool:
    """Tell the Information Commissioner's Office, which is no firm."""
    return not PUBLIC.isdisjoint(name.lower().split())


def _is_outlet(words: Words, run: Range) -> bool:
    return any(words.bare(at).lower() in NEWS_WORDS for at in range(*run))


def _are_people(words: Words, phrase: Range) -> bool:
    """Tell "researchers at the institute", who "they" may be."""
    low = words.low[head_of(words, phrase)]
    return low in GROUPS or low.endswith(("ists", "ologers", "icians"))


def _are_things(words: Words, phrase: Range) -> bool:
    """Tell "the outermost planets" from "the residents"."""
    head = head_of(words, phrase)
    low = words.low[head]
    people = low in GROUPS | PEOPLE or low[:-1] in ROLE_NOUNS | PEOPLE or low.endswith(PERSON_ENDINGS)
    return words.tag[head] == "NN" and low.endswith("s") and not low.endswith("ss") and not people


def _speaks(words: Words, phrase: Range) -> bool:
    """Tell whether a phrase such as "the eight-page memo" or "the council" can say things."""
    head = head_of(words, phrase)
    low = words.low[head]
    return head >= phrase[0] and words.tag[head] == "NN" and low in SPEAKING


def _is_thing(words: Words, phrase: Range) -> bool:
    """Tell "SpaceX" or "Tunisia", no person and one of its kind, from "Republicans" and "Roe and Orr"."""
    first, last = phrase
    names = [at for at in range(first, last) if words.tag[at] == "NP"]
    single = names == [last - 1] and last - first <= THING_LONGEST
    return single and not words.low[last - 1].endswith("s") and words.low[last - 1] not in NO_THINGS


def _is_body(words: Words, phrase: Range) -> bool:
    named = [words.bare(at) for at in range(*phrase) if words.tag[at] == "NP"]
    return any(n.lower() in BODIES or (n.isupper() and len(n) > 1) for n in named)


def _apposed(words: Words, phrase: Range) -> Range | None:
    """Give the name in: the union's secretary, Jane Roe."""
    first, last = phrase
    if "," not in words.tag[first + 1 : last]:
        return None
    comma = words.tag.index(",", first + 1)
    if words.tag[comma - 1] not in {"NN", "NP"}:
        return None
    whole = {"IN", "VX", "VN"}.isdisjoint(words.tag[first:comma])
    one = (
        words.low[first] in {"one", "another", "a", "an", "his", "her", "their", "its"}
        and words.tag[comma - 1] == "NN"
        and whole
    )
    if not one and not _has_role(words, first, comma):
        return None
    begin = end = comma + 1
    soon = range(min(last, begin + ROLE_SOON) - 1, begin - 1, -1)
    role = next((at for at in soon if words.low[at] in ROLE_NOUNS), None)
    if role is not None and words.tag[begin] in {"NP", "DT", "PS", "JJ", "NN"}:
        begin = end = role + 1  # "the star witness, the firm's former president Jane Roe"
    while end < last and (words.tag[end] == "NP" or words.low[end] in JOINING):
        end += 1
    if not 2 <= end - begin <= 3 or (end < last and words.tag[end] not in {",", "IN"}):
        return None
    return begin, end


def _has_role(words: Words, first: int, last: int) -> bool:
    """Tell whether a phrase's head is a role and no name of its own."""
    head = next((at for at in range(first, last) if words.tag[at] == "IN"), last) - 1
    titled = head >= first and words.tag[head] == "NP" and words.low[head] in ROLE_NOUNS  # "Minister of Transport"
    return head >= first and (titled or is_role(words, head))


def phrase_name(words: Words, phrase: Range) -> str:
    """Give a source's name without its apposition."""
    first, last = phrase
    first += last - first > 1 and words.low[first] in {"s", "'s", "’s"}  # "Orr 's spokesman": a stray space
    if last - first == 1:
        return words.bare(first) if words.form[first].endswith(("'s", "’s")) else words.form[first]
    named = _apposed(words, phrase)
    if named is not None:
        return words.said(*named)
    if words.tag[first : first + 3] == ["NP", ",", "NP"] and words.tag[last - 2 : last] == ["CC", "NP"]:
        return words.said(first, last)  # "Orr, Roe and Lund have announced"
    for at in range(first + 1, last):
        if words.low[at] == "who":
            last = at
            break
        if words.form[at] in {",", "–", "—", "("} and words.low[at + 1 if at + 1 < last else at] not in {"jr.", "sr."}:
            last = at
            break
    name = words.said(first, last)
    return bare_name(name) if name.endswith(("'s", "’s")) else name
