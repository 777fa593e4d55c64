"""Take a text apart: passages, claims and findings."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.attribution import attributions
from factcheck.text.carry import carried
from factcheck.text.claims import Facts, claims_of
from factcheck.text.classes import FIGURE, word_class
from factcheck.text.closed_words import CLOSED
from factcheck.text.findings import findings
from factcheck.text.kinds import LENGTHS
from factcheck.text.model import Analysis, Attribution, Claim, Passage, Quote, Span
from factcheck.text.names import cast
from factcheck.text.passages import Piece, pieces
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.quantities import ORDINALS, RANK, quantities
from factcheck.text.quantities_abroad import quantities_abroad
from factcheck.text.reading import Reading, Said
from factcheck.text.repeats import Repeats
from factcheck.text.story import Story
from factcheck.text.times import DAYS, MONTHS, OPENING, times
from factcheck.text.tokens import Words
from factcheck.text.worth import Worth, only_asks, says_nothing, score

if TYPE_CHECKING:
    from datetime import date

    from factcheck.text.model import Quantity
    from factcheck.text.names import Cast


NO_MARKS: frozenset[int] = frozenset()
NO_WORTH = Worth(0.0, ())
LONGEST_READ = 3000  # characters; a longer passage is no sentence, and is kept as one claim
NUMERAL = frozenset(
    """
    twice half third quarter handful couple thirds quarters tens hundreds thousands millions billions trillions dozens
    scores
    """.split()
)
MINUS = frozenset({"minus", "-", "−"})
BEFORE_SIGN = frozenset({"us", "a", "c", "nz", "hk", "-", "−"})  # US$, -£
DOLLARS = frozenset({"us", "a", "c", "nz", "hk"})
ONE, BOUND_ENDS = frozenset({"a", "an"}), frozenset({"least", "most"})
BEFORE_NUMERAL = frozenset({"a", "an", "$", "£", "€", "¥"})
POINT = re.compile(r"(?:[-–—•*·▪◦]|\d{1,2}[.)])\s+\S")
TOLL = re.compile(r"\b\d[\d,]*\s(?:people\s)?(?:killed|dead|injured|wounded|hurt|arrested|missing|rescued)\b")
FINDINGS_OF = re.compile(
    r"\b((?:the|a|an|its|their)\s[\w' -]{2,40}?)['’]s\s(?:\w+\s){0,2}"
    r"(?:findings|conclusions|recommendations|claims|points|results)\b",
    re.IGNORECASE,
)
TURNS, TURN_REACH = frozenset({"but", "while", "whereas"}), 8  # words from "but" to a name
TELLING = frozenset("say find show suggest recommend conclude warn claim report state add note reveal".split())
TIMELY = frozenset({*MONTHS, *DAYS}) | frozenset(
    """
    last this next past previous coming first final ago earlier later after before since today yesterday tomorrow
    tonight same following
    """.split()
)
TIMELY |= {f"{word}." for word in TIMELY}  # Mon., Sept.
RANKS = frozenset(ORDINALS)
NUMBERS = frozenset(word for word, tag in CLOSED.items() if tag == "CD")
LONG_ENDS = frozenset("nearly almost than about around roughly under to approaching".split())  # a year, an hour
BOUNDED = word_class(BOUND_ENDS | LONG_ENDS - {"to", "than"} | {"up", "more", "less"})
COUNTING = word_class(NUMERAL | NUMBERS | RANKS) | FIGURE
TIMING = word_class(TIMELY | NUMBERS) | FIGURE


class Read(NamedTuple):
    """A passage with its words and attributions."""

    piece: Piece
    reading: Reading
    saids: list[Said]


def analyse(text: str, *, published: date | None = None, language: str = "en") -> Analysis:
    """Take a text apart; the same text gives the same answer, whatever is in it.

    `published` settles times such as "last month". Outside English, passages, quotations and quantities are found, and
    each checkable passage is one claim.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found = pieces(text, language)
    passages = _passages(text, found)
    quotes = tuple([Quote(q.start, q.end, text[q.start : q.end], None, q.closed) for p in found for q in p.quotes])
    if language != "en":
        whole = tuple(_abroad(text, p, i) for i, p in enumerate(passages) if p.checkable and p.repeat_of is None)
        return Analysis(digest, language, passages, whole, (), quotes)
    reads = [_read(text, p) if p.role != "boilerplate" and p.end - p.start <= LONGEST_READ else None for p in found]
    people = cast([r.reading.words for r in reads if r])
    numbers = {
        i: quantities(text, r.piece.start, r.piece.end, _places(r.reading.words)) for i, r in enumerate(reads) if r
    }
    claims, said = _tell(text, reads, passages, numbers, people, published)
    more = carried(text, found, [(r.reading, r.saids) if r else None for r in reads])
    near = [*said, *(Attribution(c.source, c.cue, c.content) for c in more if c.near)]
    said.extend(Attribution(c.source, c.cue, c.content) for c in more)
    readings = [r.reading if r else None for r in reads]
    counts = {index: [q for q in found_here if q.unit != RANK] for index, found_here in numbers.items()}
    noted = findings(text, passages, readings, counts, claims, near, people, published)
    nobodys = {f.spans[0].start for f in noted if f.kind == "unattributed_quote"}
    told = tuple(_nobodys(text, c, people) if c.quote and c.quote.start in nobodys else c for c in claims)
    return Analysis(digest, language, passages, told, noted, quotes, tuple(said))


def _nobodys(text: str, claim: Claim, people: Cast) -> Claim:
    """Leave a quotation of which the text does not say whose words it is to nobody, unless a person spoke before it."""
    speaker = claim.quote.speaker if claim.quote is not None else None
    if claim.kind != "quotation" or claim.quote is None or not claim.statement.startswith(f"{speaker} said: "):
        return claim
    if speaker is None or speaker in people.full or speaker.rpartition(" ")[2] in people.people:
        return claim
    words = text[claim.start : claim.end].strip()
    return replace(claim, statement=words, chain=(), quote=replace(claim.quote, speaker=None))


def _whole(text: str, passage: Passage, index: int) -> Claim:
    """Make one claim of a passage that is not read further."""
    words = text[passage.start : min(passage.end, passage.start + LONGEST_READ)]
    return Claim(passage.start, passage.end, words, "event", index)


def _abroad(text: str, passage: Passage, index: int) -> Claim:
    """Make one claim of a passage in another language, with its first quantity."""
    claim = _whole(text, passage, index)
    found = quantities_abroad(text, passage.start, min(passage.end, passage.start + LONGEST_READ))
    return replace(claim, kind="quantity", quantity=found[0]) if found else claim


def _places(words: Words) -> list[int]:
    """List where a quantity can begin: at a number word, or the article or currency sign before it."""
    out: list[int] = []
    if not words.classes & (COUNTING | BOUNDED):
        return out
    for at in [at for at, bits in enumerate(words.bits) if bits & COUNTING]:
        if _is_named(words, at):
            continue
        if words.tag[at] == "CD" or words.low[at] in NUMERAL or words.low[at] in RANKS:
            if at and words.low[at - 1] in BEFORE_NUMERAL:
                far = at > 1 and words.low[at - 2] in BEFORE_SIGN and words.end[at - 2] == words.start[at - 1]
                out.append(words.start[at - 1 - far])
            elif at and words.low[at - 1] in MINUS:
                out.append(words.start[at - 1])
            elif at > 1 and words.low[at - 1] in DOLLARS and words.form[at - 2] == "$":
                out.append(words.start[at - 2])  # $US6,500
            out.append(words.start[at])
            out.extend(words.start[at] + k + 1 for k in range(1, len(words.form[at])) if words.form[at][k] in "-–")
    if words.classes & BOUNDED:
        out = sorted({*out, *(words.start[at] for at in range(2, words.n) if _bound(words, at))})
    return out


def _is_named(words: Words, at: int) -> bool:
    """Tell the 9 of "Falcon 9 was launched", which counts nothing."""
    if not at or words.tag[at - 1] != "NP" or not words.form[at].isdigit() or words.low[at - 1] in TIMELY:
        return False
    return at + 1 >= words.n or words.tag[at + 1] in VERBS


def _bound(words: Words, at: int) -> bool:
    """Tell the "a" of "at least a bottle", "up to a year" and "nearly a year"."""
    if words.low[at] not in ONE:
        return False
    long = words.low[at - 1] in LONG_ENDS and not LENGTHS.isdisjoint(words.low[at + 1 : at + 2])
    return long or words.low[at - 1] in BOUND_ENDS or words.low[at - 2 : at] == ["up", "to"]


def _timely(words: Words) -> list[int]:
    """List where a time can begin: at a word of time, or one of the three words before it."""
    if not words.classes & TIMING:
        return []
    near: set[int] = set()
    for at in [at for at, bits in enumerate(words.bits) if bits & TIMING]:
        if words.tag[at] == "CD" or words.low[at] in TIMELY:
            near.update(range(max(0, at - 3), at + 1))
    return [words.start[at] for at in sorted(near) if words.bits[at] & OPENING]


def _read(text: str, piece: Piece) -> Read:
    marks = frozenset([q.end for q in piece.quotes if q.closed]) if piece.quotes else NO_MARKS
    words = Words(text, piece.start, piece.end, marks)
    reading = Reading(words, piece.quotes, display=piece.role in {"headline", "deck"})
    return Read(piece, reading, attributions(reading))


def _tell(
    text: str,
    reads: list[Read | None],
    passages: tuple[Passage, ...],
    numbers: dict[int, list[Quantity]],
    people: Cast,
    published: date | None,
) -> tuple[list[Claim], list[Attribution]]:
    """Go through the passages in order, with who is in mind."""
    story = Story(people)
    claims: list[Claim] = []
    said: list[Attribution] = []
    for index, (read, passage) in enumerate(zip(reads, passages, strict=True)):
        if read is None:
            story.interrupted()
            if passage.checkable and passage.repeat_of is None:
                whole = _whole(text, passage, index)
                claims.append(replace(whole, score=passage.score, reasons=passage.reasons))
            continue
        dated = times(text, passage.start, passage.end, published, _timely(read.reading.words))
        if passage.checkable and passage.repeat_of is None:
            facts = Facts(numbers[index], dated, passage.score, passage.reasons)
            told = claims_of(read.reading, read.saids, story, facts, index, passage.role)
            in_list = story.listed is not None and POINT.match(text, passage.start) is not None
            claims.extend(_listed(told, story.listed) if in_list and story.listed else told)
        spoke = next((s for s in read.saids if s.style in {"quote", "before", "after", "according"} and s.source), None)
        spoke = next((s for s in read.saids if _turns_to(read.reading.words, s, story)), spoke)
        said.extend(_place(read.reading.words, s, story) for s in read.saids)
        if passage.role in {"headline", "deck"}:
            story.told_in_display(read.reading)
        if passage.role in {"body", "subhead"}:
            story.listed = _leads_in(text, read, passage, story)
        if passage.role == "body":
            stands = next((s for s in read.saids if s.style == "stance" and s.source), None)
            story.passed(read.reading, spoke.source if spoke else None, stands.source if stands else None)
    return claims, said


def _turns_to(words: Words, said: Said, story: Story) -> bool:
    """Tell who speaks last in "Roe said A, but the inspector, Ida Orr, said B", whom "she" means next."""
    if said.style not in {"quote", "before", "after"} or said.source is None:
        return False
    before = range(said.source[0] - 1, max(-1, said.source[0] - TURN_REACH), -1)
    turn = next((at for at in before if words.low[at] in TURNS or words.tag[at] in VERBS), None)
    turns = turn is not None and words.low[turn] in TURNS and words.tag[turn - 1] == ","
    return turns and story.cast.person(words, *said.source) is not None


def _listed(told: list[Claim], source: str) -> list[Claim]:
    """Put before the points of a list who makes them: "The report's main findings:"."""
    return [replace(claim, chain=(source, *claim.chain)) if source not in claim.chain else claim for claim in told]


def _leads_in(text: str, read: Read, passage: Passage, story: Story) -> str | None:
    """Give who says what stands in the list that a passage leads in or is a point of."""
    if POINT.match(text, passage.start):
        return story.listed
    if text[passage.end - 1] != ":":
        return None
    found = FINDINGS_OF.search(text, passage.start, passage.end)
    if found:
        return found[1]
    words = read.reading.words
    verb = next((at for at in range(words.n - 1, -1, -1) if words.tag[at] in VERBS), None)
    phrase = subject(words, group_start(words, verb)) if verb is not None and words.base(verb) in TELLING else None
    return story.source(words, phrase)[0] if phrase is not None else None


def _place(words: Words, said: Said, story: Story) -> Attribution:
    def span(first: int, last: int) -> Span:
        return Span(words.start[first], words.end[last - 1])

    source = (span(*said.source),) if said.source else ()
    speaker = story.source(words, said.source)[0] if said.source else None
    return Attribution(source, (span(*said.cue),), tuple(span(*r) for r in said.content), speaker)


def _passages(text: str, found: list[Piece]) -> tuple[Passage, ...]:
    repeats = Repeats()
    out = []
    for index, piece in enumerate(found):
        words = text[piece.start : piece.end]
        first = repeats.first(words, index, caption=piece.role == "caption")
        counts = piece.role == "subhead" and TOLL.search(words) is not None
        asks = only_asks(words, sum(q.end - q.start for q in piece.quotes))
        says = (counts or piece.role not in {"boilerplate", "subhead"}) and not asks
        checkable = says and not (piece.role == "body" and not piece.quotes and says_nothing(words))
        worth = score(words) if checkable else NO_WORTH
        out.append(
            Passage(
                piece.start,
                piece.end,
                piece.role,
                checkable,
                worth.score,
                worth.reasons,
                first if first != index else None,
            )
        )
    return tuple(out)
