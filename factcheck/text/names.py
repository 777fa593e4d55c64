"""Know the people and bodies of one text: full names for short ones, who "he" and "it" can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.text.classes import COMPOUND
from factcheck.text.closed_words import CLOSED
from factcheck.text.given_names import GIVEN, MEN, WOMEN
from factcheck.text.people_words import ROLE_NOUNS
from factcheck.text.verbs import SAY_SET

if TYPE_CHECKING:
    from factcheck.text.tokens import Words

HIS_TITLES = frozenset("mr mr. sir lord king prince father businessman spokesman chairman congressman actor".split())
HER_TITLES = frozenset(
    """
    mrs mrs. ms ms. miss lady queen princess dame sister businesswoman spokeswoman chairwoman congresswoman actress
    """.split()
)
TITLES = frozenset(
    """
    mr mrs ms miss dr sir lord lady dame prof professor president minister chancellor secretary senator sen rep
    representative gov governor mayor judge justice general gen colonel col captain capt sergeant sgt lieutenant lt
    major chief king queen prince princess pope bishop archbishop father sister rev reverend pastor congressman
    congresswoman councillor cllr mp msp chairman chairwoman director former vice deputy prime foreign home defence
    defense attorney commissioner superintendent constable inspector detective officer sheriff coach manager striker
    midfielder defender goalkeeper spokesman spokeswoman spokesperson actor actress singer author leader ambassador
    dictator candidate nominee billionaire businessman speaker first
    """.split()
)
BODY_WORDS = frozenset(
    """
    university college school department ministry council committee commission court police force service agency
    bureau institute institution foundation association union party church bank company corporation corp inc ltd
    group holdings plc news times post journal guardian telegraph herald tribune star sun mail mirror express
    independent press reuters associated radio network channel television tv house senate congress parliament
    assembly government office board authority administration trust society league club united city county state
    states street road avenue park airport hospital center centre hall museum theatre river lake island islands
    mountain sea ocean bay beach bridge building nations kingdom republic embassy army navy air guard corps fund
    forum summit conference championship cup games olympics act bill treaty agreement programme program project
    campaign movement coalition alliance federation organisation organization international national american british
    north south east west new saint san los las el democrats republicans conservatives labour liberal democratic
    republican green tory white supreme security
    northern southern eastern western central grid water rail railway railways energy power gas electric
    electricity systems partners capital logistics airways airlines motors foods pharma pharmaceuticals therapeutics
    labs laboratories technologies technology software media entertainment pictures studios records athletic rovers
    wanderers rangers hotel academy insurance alliance shipping lines stores homes housing networks services industries
    solutions ventures properties estates publishing books press steel oil mining farms brewery bakery
    zoo aquarium cathedral abbey mosque synagogue temple factory plant mill mine dam tower palace castle gallery cinema
    contributor stadium arena orchestra choir storm hurricane typhoon cyclone operation mount cape port fort camp
    """.split()
)
OFFICE_LONGEST = 5  # words of "the city's health board"
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "kc", "qc", "obe", "mbe", "mp", "md", "phd"})
NEWS_WORDS = frozenset(
    """
    times post journal guardian telegraph herald tribune star sun mail mirror express independent news cnn bbc
    reuters ap afp itv nbc abc cbs fox bloomberg politico axios gazette chronicle radio tv television courier echo
    observer examiner ledger register standard reporter magazine breakfast fm npr espn msnbc podcast newsweek
    forbes buzzfeed huffpost gizmodo techcrunch propublica newshour xinhua tass interfax dpa yonhap kyodo jazeera
    """.split()
)
PLACES = frozenset(
    """
    Arabia Emirates Kong Lanka Leone Rica Rico Salvador Guinea
    Afghanistan Africa Alabama Alaska America Argentina Arizona Asia Australia Austria Bangladesh Beijing Belgium
    Berlin Birmingham Boston Brazil Bristol Britain Brussels California Canada Carolina Chicago Chile China Colorado
    Columbia Croatia Cuba Dakota Dallas Denmark Detroit Dublin Edinburgh Egypt England Ethiopia Europe Finland
    Florida France Gaza Georgia Germany Glasgow Greece Hampshire Houston Hungary India Indonesia Iowa Iran Iraq
    Ireland Israel Italy Jamaica Japan Jersey Jerusalem Kansas Kentucky Kenya Korea Kyiv Lebanon Leeds Libya
    Liverpool London Louisiana Manchester Maryland Mexico Miami Michigan Minnesota Mississippi Missouri Montana
    Moscow Nebraska Netherlands Nevada Nigeria Norway Ohio Oklahoma Ontario Oregon Pakistan Paris Pennsylvania Peru
    Philippines Poland Portugal Pyongyang Quebec Rome Russia Rwanda Scotland Seoul Serbia Sheffield Somalia Spain
    Sudan Sweden Switzerland Sydney Syria Taiwan Tennessee Texas Tokyo Toronto Turkey Uganda Ukraine Utah Vermont
    Venezuela Vietnam Virginia Wales Washington Wisconsin Wyoming Yemen York Zealand Zimbabwe
    """.split()
)
HERS, HIS = frozenset({"she", "her", "hers"}), frozenset({"he", "his", "him"})
# Whoever else a pronoun may mean.
OTHERS = frozenset("friend colleague teacher doctor judge victim partner".split())
OTHER_WOMEN = OTHERS | frozenset("woman girl mother daughter sister wife girlfriend actress".split())
OTHER_MEN = OTHERS | frozenset("man boy father son brother husband boyfriend".split())
VOTES = 2
PERIODS = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday christmas easter
    """.split()
)


# What only people do, so that an unknown name before it is somebody's.
PERSONAL = frozenset(
    """
    accuse criticise criticize urge deny admit tell say add resign joke tweet weep smile laugh apologise apologize
    marry write insist recall plead testify
    """.split()
)
PRESENTING = ROLE_NOUNS | TITLES
DEFINITE = 2  # words of "the judge"
JOBS = (ROLE_NOUNS | TITLES) - frozenset(
    """
    former senior vice deputy associate assistant general one another who whose which prime foreign home defence
    defense first mr mrs ms miss dr sir lord lady dame candidate nominee critic supporter member officer official
    """.split()
)
NOT_NOW = frozenset({"former", "shadow", "vice", "deputy", "acting", "assistant", "ex", "late", "then"})
# What bears such a name is a thing: "the journal Marine Biology", "the newspaper Le Monde".
THINGS = frozenset(
    """
    journal magazine newspaper paper newsletter website film movie book novel play song album programme program show
    series podcast ship tanker ferry yacht boat vessel firm company charity group band airline hotel pub restaurant
    club app platform game cruiser trawler freighter
    """.split()
)


@dataclass(slots=True, eq=False)
class Person:
    """Someone the text names: in full, by the last name, and what is known of he or she."""

    full: str
    last: str
    woman: bool | None
    short_uses: int = 0
    presented: bool = False  # the text says who it is, or lets the person speak

    @property
    def name(self) -> str:
        """Give the last name where the text uses it as a rule, else the full name."""
        return self.last if self.short_uses >= 3 else self.full


@dataclass(slots=True)
class Cast:
    """Everyone a text names, by last name."""

    people: dict[str, Person] = field(default_factory=dict)
    full: dict[str, Person] = field(default_factory=dict)
    roles: dict[str, Person | None] = field(default_factory=dict)  # "judge": whom "the judge" means; None for two

    def person(self, words: Words, first: int, last: int) -> Person | None:
        """Give the person a phrase names at its head: the last name in it before any comma."""
        found = None
        tag, people = words.tag, self.people
        for at in range(first, last):
            if tag[at] != "NP":
                if words.form[at] in {",", "–", "("} or (tag[at] == "IN" and found):
                    break
                continue
            bare = words.bare(at)
            if bare in people:
                if bare != words.form[at] and at + 1 < last and words.form[at].endswith(("'s", "’s")):
                    continue
                found = self.full.get(f"{words.bare(at - 1)} {bare}" if at else bare, people[bare])
        if found is None and last - first == DEFINITE and words.low[first] == "the":
            return self.roles.get(words.low[first + 1])
        return found


def is_news(low: str) -> bool:
    """Tell whether a word is of an outlet's name: "times", "times-news"."""
    return any(part in NEWS_WORDS for part in low.split("-"))


def runs(words: Words) -> list[tuple[int, int]]:
    """List the runs of capitalised words; a possessive ends one."""
    if words.runs is not None:
        return words.runs
    out = words.runs = []
    first = last = -1  # the run that is open, its end exclusive
    for at in words.capitals:
        if words.tag[at] != "NP":
            continue
        if first < 0 or at != last:
            if first >= 0:
                out.append((first, last))
            first = at
        last = at + 1
        if words.bits[at] & COMPOUND and words.form[at].endswith(("'s", "’s")):
            out.append((first, last))
            first = -1
    if first >= 0:
        out.append((first, last))
    return out


def cast(readings: list[Words]) -> Cast:
    """Meet everyone in reading order."""
    out = Cast()
    singles: dict[str, int] = {}
    teams: set[str] = set()
    maybe: list[Person] = []
    jobs: list[tuple[str, Person]] = []
    for words in readings:
        for begin, last in runs(words):
            doing = begin == 0 and last > 1 and words.low[0].endswith("ing") and words.low[0] not in GIVEN
            first = begin + doing  # "Feeding Harambe"
            titles = (at + 1 for at in range(last - 2, first - 1, -1) if words.low[at].rstrip(".") in TITLES)
            start = next(titles, first)
            names = _parts(words, start, last)
            if len(names) == 1 and first and words.low[first - 1] == "the":
                teams.add(names[0])  # "the Bears" are nobody's last name
            elif len(names) == 1:
                singles[names[0]] = singles.get(names[0], 0) + 1
            person = _met(words, first, start, last, names)
            if person is not None:
                maybe.append(person)
                jobs.extend((job, person) for job in _jobs(words, first, start, last))
    for person in maybe:
        if person.last not in teams or person.presented or not person.last.endswith("s"):
            _introduce(out, person, singles)
    _by_given_name(out, singles)
    _by_pronouns(out, readings)
    for job, person in jobs:
        holder = out.full.get(_pair(person))
        if holder is not None and out.roles.setdefault(job, holder) is not holder:
            out.roles[job] = None
    return out


def _met(words: Words, first: int, start: int, last: int, names: list[str]) -> Person | None:
    """Read a run of capitalised words as a person: its titles end at `start`."""
    if len(names) == 1:
        # "President Roe" opens a sentence, where a capital tells nothing; "Foreign Ministry" is nobody.
        called = words.low[0].rstrip(".")
        opens = start == first == 1 and called in TITLES and called != "former" and words.tag[0] in {"NN", "NP"}
        titled = (start > first or opens) and names[0].lower() not in BODY_WORDS | TITLES
        return Person(names[0], names[0], _sex(words, first, start)) if titled else None
    person = _maybe(words, first, start, names)
    called = words.low[start - 1] if start else ""
    if person is None or called in THINGS or (called == "the" and person.woman is None):
        return None  # "the Northern Citizen", "the journal Marine Biology"
    person.presented = _presented(words, start, last)
    return person


def _pair(person: Person) -> str:
    """Give the last two words of a name."""
    return " ".join(person.full.split()[-2:])


def _introduce(out: Cast, person: Person, singles: dict[str, int]) -> None:
    """Take in somebody whom a given name, a title or what the text says shows to be a person."""
    given = person.full.partition(" ")[0]
    known = person.presented or given.lower() in GIVEN or person.full == person.last
    if (person.last in PLACES and not (person.presented and given.lower() in GIVEN)) or (
        not known and (person.last not in singles or given in singles)
    ):
        return
    old = out.people.get(person.last)
    if old is not None and old.woman is None and person.full == person.last:
        old.woman = person.woman  # "Clay Hargrove", later "Mr. Hargrove"
    out.full.setdefault(_pair(person), person)
    if old is None or (old.full == old.last and person.full != person.last):
        person.short_uses = singles.get(person.last, 0)
        out.people[person.last] = person


def _jobs(words: Words, first: int, start: int, last: int) -> list[str]:
    """List what somebody is: "Judge Roe", "the vicar, Jane Roe", "Jane Roe, a biologist at the institute"."""
    if not NOT_NOW.isdisjoint(words.low[max(0, first - 4) : start]):
        return []
    out = [words.low[at].rstrip(".") for at in range(first, start)]
    before = first - 1
    before -= before > 0 and words.form[before] == ","
    if before > 0 and words.form[before + 1] == "," and first == start:
        out.append(_office_of(words, before))
    if before >= 0 and first == start:
        out.append(words.low[before] if words.low[before] in JOBS else _job_of(words, before))
    if last + 1 < words.n and words.form[last] == "," and words.tag[last + 1] == "NN":
        out.append(words.low[last + 1])  # "Jane Roe, director of the board"
    if last + 2 < words.n and words.form[last] == "," and words.low[last + 1] in {"a", "an", "the"}:
        for at in range(last + 2, min(last + 6, words.n)):
            if words.low[at] in JOBS:
                out.append(words.low[at])
                break
            if words.tag[at] not in {"NN", "NP", "JJ"}:
                break
    return [job for job in out if job in JOBS]


def _job_of(words: Words, at: int) -> str:
    """Give "spokeswoman" in "spokeswoman for the festival Jane Roe"."""
    end = at
    while at > 0 and end - at < OFFICE_LONGEST and words.tag[at] in {"NN", "NP", "JJ", "DT"}:
        at -= 1
    linked = at < end and words.low[at] in {"for", "of", "at"}
    return words.low[at - 1] if linked and at > 0 and words.low[at + 1] in {"the", "its"} else ""


def _office_of(words: Words, at: int) -> str:
    """Give "minister" in "the Minister of Transport and Island Mobility, Jane Roe"."""
    for look in range(at, max(0, at - ROLE_REACH), -1):
        if words.low[look] in JOBS and words.low[look + 1] in {"of", "for"}:
            return words.low[look]
        if words.tag[look] not in {"NN", "NP", "JJ", "DT", "IN", "CC"}:
            break
    return ""


def _parts(words: Words, start: int, last: int) -> list[str]:
    """Give the words of a name, without a possessive, "Jr." or "KC"."""
    names = [words.bare(at) for at in range(start, last)]
    if len(names) > 2 and names[-1].rstrip(".").lower() in SUFFIXES:
        names.pop()
    return names


def _by_given_name(out: Cast, singles: dict[str, int]) -> None:
    """Know those whom the text calls by their given name alone."""
    for person in list(out.people.values()):
        given = person.full.partition(" ")[0]
        if given != person.last and singles.get(given, 0) and given not in out.people and given.lower() not in TITLES:
            out.people[given] = person


def _by_pronouns(out: Cast, readings: list[Words]) -> None:
    """Tell he from she where the text says "her" of somebody alone, twice and never "his"."""
    votes: dict[int, list[int]] = {}
    unknown = {id(person): person for person in out.people.values() if person.woman is None}
    for words in readings if unknown else ():
        low = set(words.low)
        women, men = not low.isdisjoint(HERS), not low.isdisjoint(HIS)
        if women == men or '"' in words.tag or "“" in words.tag:
            continue
        named = {id(p): p for at in words.capitals if (p := out.people.get(words.bare(at))) is not None}
        if len(named) == 1 and low.isdisjoint(OTHER_WOMEN if women else OTHER_MEN):
            who = next(iter(named))
            if who in unknown:
                votes.setdefault(who, [0, 0])[women] += 1
    for who, (his, hers) in votes.items():
        if his + hers >= VOTES and not (his and hers):
            unknown[who].woman = hers > 0


def _maybe(words: Words, first: int, start: int, names: list[str]) -> Person | None:
    """Read a run as a person's name: the last two or three words, none of them a body's or a place's."""
    if len(names) > 3:
        names = names[-3:] if names[-3].lower() in GIVEN else names[-2:]
    given = names[0].lower() in GIVEN or (start > first and len(names) > 1)  # President Park Geun-hye
    _, hyphen, behind = names[0].partition("-")
    if hyphen and behind[:1].islower() and len(behind) > 2:
        return None  # "Right-wing Israelis"
    if any(
        (n.lower() in BODY_WORDS and not (given and at == 0))  # Bill Roe
        or (n.lower() in PERIODS and not given)
        or (n.isupper() and len(n) > 2)
        or not n[0].isalpha()
        or len(names[-1]) == 1
        or CLOSED.get(n.lower()) == "IN"
        for at, n in enumerate(names)
    ):
        return None
    if len(names) == 3 and names[0].lower() not in GIVEN and names[1].lower() in GIVEN:
        names = names[1:]
    head = names[0].lower()
    woman = (
        True
        if head in WOMEN and head not in MEN
        else False
        if head in MEN and head not in WOMEN
        else _sex(words, first, start)
    )
    return Person(" ".join(names), names[-1], woman)


ROLE_REACH = 9  # words of "the Minister of Transport and Sustainable Mobility," before a name


def _presented(words: Words, start: int, last: int) -> bool:
    """Tell whether "said" or ", a teacher," comes next, or a role stands before: so only people are put."""
    if last - start < 2:
        return False
    if start and words.low[start - 1] in PRESENTING and words.form[start - 1] != "First":
        return True
    if (
        start > DEFINITE
        and words.form[start - 1] == ","
        and not JOBS.isdisjoint(words.low[max(0, start - ROLE_REACH) : start - 1])
    ):
        return True  # "the mayor of Ferncastle, Kit Lascelles"
    if last + 1 >= words.n:
        return False
    after = words.low[last]
    if words.tag[last] in {"VD", "VX", "VZ"} and words.base(last) in PERSONAL:
        return True
    if after in {"said", "says", "told", "tells", "added", "wrote", "tweeted"} or (
        words.tag[last] == "VX" and words.base(last) in SAY_SET
    ):
        return True
    return (
        after == ","
        and words.low[last + 1] != "which"
        and (
            words.low[last + 1] in ROLE_NOUNS
            or (words.tag[last + 1] == "CD" and words.form[last + 1].isdigit())
            or (
                words.low[last + 1] in {"a", "an", "the"}
                and any(w in ROLE_NOUNS for w in words.low[last + 2 : last + 6])
            )
        )
    )


def _sex(words: Words, first: int, start: int) -> bool | None:
    titles = set(words.low[max(0, first - 2) : start])
    if titles & HER_TITLES:
        return True
    return False if titles & HIS_TITLES else None
