"""Know the people and bodies of one text: full names for short ones, who "he" and "it" can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.text.classes import COMPOUND
from factcheck.text.phrases import ROLE_NOUNS
from factcheck.text.verbs import SAY_SET

if TYPE_CHECKING:
    from factcheck.text.tokens import Words

WOMEN = frozenset(
    """
    mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen betty helen sandra
    donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley cynthia angela melissa brenda amy
    anna rebecca virginia kathleen pamela martha debra amanda stephanie carolyn christine marie janet catherine
    frances ann joyce diane alice julie heather teresa gloria evelyn jean cheryl katherine joan ashley judith rose
    janice kelly nicole judy christina kathy theresa beverly denise tammy irene jane lori peggy rachel marilyn andrea
    kathryn louise sara anne jacqueline wanda bonnie julia ruby lois tina phyllis norma paula diana annie lillian
    emily crystal gladys rita dawn connie florence tracy edna carmen rosa cindy grace wendy victoria kim sherry
    sylvia josephine thelma shannon sheila ethel ellen elaine marjorie charlotte hillary ivanka melania theresa
    nicola priti kamala sujata angela ursula liz suella yvette rachel claire emma chloe sophie olivia fatima aisha
    miriam priya ines petra carla beth mandy gwen bella ella mia isla ava freya erin niamh siobhan rhona rhian ingrid
    astrid sofia lena ana marta elena irina tatiana nadia yasmin zara amira layla sunita anita meera deepa pooja
    imogen georgia jasmine abigail eleanor alison lynne gillian hazel vera nina eva clara alma tracey debbie lorraine
    maureen eileen moira fiona kirsty ailsa catriona bridget ines lucia paula camila valentina mariana gabriela
    natalie hannah zoe kate katie lucy holly megan beth jo caroline harriet jill naomi greta jacinda giorgia marine
    leila amina yulia olga svetlana mette
    """.split()
)
MEN = frozenset(
    """
    andy ken mick phil dave pete rob matt ted stan gavin robbie kieran declan callum rory angus hamish alistair
    alastair duncan james john robert michael william david richard charles joseph thomas christopher daniel paul
    mark donald george kenneth steven edward brian ronald anthony kevin jason matthew gary timothy jose larry jeffrey
    frank scott eric stephen andrew raymond gregory joshua jerry dennis walter patrick peter harold douglas henry
    carl arthur ryan roger joe juan jack albert jonathan justin terry gerald keith samuel willie ralph lawrence
    nicholas roy benjamin bruce brandon adam harry fred wayne billy steve louis jeremy aaron randy howard eugene
    carlos russell bobby victor martin ernest phillip todd jesse craig alan shawn clarence sean philip chris johnny
    earl jimmy antonio danny bryan tony luis mike stanley leonard nathan dale manuel rodney curtis norman allen
    marvin vincent glenn jeffery travis jeff chad jacob lee melvin alfred kyle francis bradley jesus herbert
    frederick ray joel edwin don eddie ricky troy randall barry alexander bernard mario leroy francisco marcus
    micheal theodore clifford miguel oscar jay jim tom calvin alex jon ronnie bill lloyd tommy leon derek warren
    darrell jerome floyd leo alvin tim wesley gordon dean greg jorge dustin pedro derrick dan lewis zachary corey
    herman maurice vernon roberto clyde glen hector shane ricardo sam rick lester brent ramon charlie tyler gilbert
    gene bob rex barack vladimir volodymyr emmanuel boris rishi keir nigel jeremy ed nick simon neil ian stuart
    graham colin hugh ben luke liam noah oliver ethan mohammed muhammad mohamed ahmed ali omar hassan ibrahim viktor
    sergei dmitry ivan igor pope kim narendra benjamin emmerson olaf justin bernie ted mitt marco jeb rand elon mitch
    harald tomas paolo alberto raj amit sanjay vikram ravi arjun anil sunil imran tariq hamza bilal yusuf mustafa
    khalid darren gareth rhys dylan owen huw ewan ross gregor lars erik sven anders magnus pierre jacques francois
    philippe michel marcel luca matteo giovanni pavel piotr tomasz andrei sergey alexei dmitri nikolai mikhail oleg
    yuri kenji hiroshi javier diego pablo fernando rafael sergio enzo bruno felix otto emil axel dominic damian
    derrick lyle cole blake chase wyatt hunter connor jake max toby archie alfie freddie ollie jamie lewis finlay
    maxime antony josh xi recep abdul karl hans klaus
    """.split()
)
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
    """.split()
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "kc", "qc", "obe", "mbe", "mp", "md", "phd"})
NEWS_WORDS = frozenset(
    """
    times post journal guardian telegraph herald tribune star sun mail mirror express independent news cnn bbc
    reuters ap afp itv nbc abc cbs fox bloomberg politico axios gazette chronicle radio tv television courier echo
    observer examiner ledger register standard reporter magazine breakfast fm npr espn msnbc podcast
    """.split()
)
PLACES = frozenset(
    """
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
GIVEN = WOMEN | MEN
PRESENTING = ROLE_NOUNS | TITLES


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
        return found


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
    maybe: list[Person] = []
    for words in readings:
        for first, last in runs(words):
            start = first
            while start < last - 1 and words.low[start].rstrip(".") in TITLES:
                start += 1
            names = _parts(words, start, last)
            if len(names) == 1:
                singles[names[0]] = singles.get(names[0], 0) + 1
                if start > first:
                    maybe.append(Person(names[0], names[0], _sex(words, first, start)))
                continue
            person = _maybe(words, first, start, names)
            if person is not None and start and words.low[start - 1] == "the" and person.woman is None:
                continue  # "the Northern Citizen" is no person
            if person is not None:
                person.presented = _presented(words, start, last)
                maybe.append(person)
    for person in maybe:
        known = person.presented or person.full.partition(" ")[0].lower() in GIVEN or person.full == person.last
        if (person.last in PLACES and not person.presented) or (
            not known and (person.last not in singles or person.full.partition(" ")[0] in singles)
        ):
            continue
        old = out.people.get(person.last)
        if old is not None and old.woman is None and person.full == person.last:
            old.woman = person.woman  # "Clay Hargrove", later "Mr. Hargrove"
        out.full.setdefault(" ".join(person.full.split()[-2:]), person)
        if old is None or (old.full == old.last and person.full != person.last):
            person.short_uses = singles.get(person.last, 0)
            out.people[person.last] = person
    _by_given_name(out, singles)
    return out


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


def _maybe(words: Words, first: int, start: int, names: list[str]) -> Person | None:
    """Read a run as a person's name: the last two or three words, none of them a body's or a place's."""
    if len(names) > 3:
        names = names[-3:] if names[-3].lower() in GIVEN else names[-2:]
    given = names[0].lower() in GIVEN
    if any(
        n.lower() in BODY_WORDS
        or (n.lower() in PERIODS and not given)
        or (n.isupper() and len(n) > 2)
        or not n[0].isalpha()
        for n in names
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


def _presented(words: Words, start: int, last: int) -> bool:
    """Tell whether "said" or ", a teacher," comes next, or a role stands before: so only people are put."""
    if last - start < 2:
        return False
    if start and words.low[start - 1] in PRESENTING and words.form[start - 1] != "First":
        return True
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
