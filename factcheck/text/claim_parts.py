"""Hold what the claims of one passage are made from, and put a claim together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.claim_words import UNNAMED
from factcheck.text.classes import classes_in, word_class
from factcheck.text.counts import central, within
from factcheck.text.kinds import LENGTHS, kind_of
from factcheck.text.model import Claim, Quantity, Quote, When
from factcheck.text.names import PLACES, is_news
from factcheck.text.phrases import VERBS
from factcheck.text.phrases_after import phrase_after
from factcheck.text.quantities import RANK
from factcheck.text.said_range import clause_end
from factcheck.text.story import OUTLETS

if TYPE_CHECKING:
    from factcheck.text.model import Kind, Role
    from factcheck.text.reading import Reading, Said
    from factcheck.text.story import Story
    from factcheck.text.tokens import Words


# "11 of the 43 lakes": the 43 is the whole of which the 11 are a part.
WHOLE = re.compile(r"\bof\s(?:all|those|(?:the|its|their|his|her)(?:\s\S+['’]s?)?)\s$", re.IGNORECASE)
TO_BEFORE = frozenset({"NN", "NP", "VX"})
SOME_OF = re.compile(r"\b(?:some|one|many|most|several|few)\sof\s(?:the|its|their|his|her|those)\s$", re.IGNORECASE)
JOINED = re.compile(
    r"-(?:square|cubic|acre|hectare|year|month|week|day|hour|minute|mile|metre|meter|kilometre|kilometer|km|foot|point)\b(?!-(?!mile|metre|meter|foot|km|kilomet))"
)
LASTS = re.compile(r"\b(?:after|for|within|in|over|of|last(?:ed)?)\s(?:the\s)?$", re.IGNORECASE)
WHOLE_REACH = 24  # characters
CITED_REACH = 6  # words between "reported" and ", citing"
ADDED = classes_in(("it", "was", "were"))  # what telling adds to the words of an aside
SEEN_BY = re.compile(
    r"\b(?:letters?|memos?|e-?mails?|documents?|reports?|statements?|notes?|messages?|recordings?|filings?|drafts?|texts?)"
    r"\s(?:that\swas\s|that\swere\s)?(?:seen|obtained|reviewed|quoted)\sby\s(?P<outlet>(?:[Tt]he\s)?[A-Z]\w+(?:\s[A-Z]\w+){0,3})"
)
AS_TOLD = re.compile(
    r"\bas\s(?:cited|quoted|reported|carried)\sby\s(?P<outlet>(?:[Tt]he\s)?[A-Z]\w+(?:\s[A-Z]\w+){0,3})"
)
TOGETHER = re.compile("[a-z][A-Z]")
SEEING = word_class({"seen", "obtained", "reviewed", "quoted", "cited", "reported", "carried"})
# Bodies and people that one speaks to, and no outlets.
HEARING = frozenset(
    """
    congress parliament senate house commons lords assembly council committee court cabinet police un nato eu board jury
    inquiry government ministry department party fbi cia pentagon kremlin mp mps sheriff judge judges union agency bank
    university school commission mr mrs ms dr president minister
    """.split()
)
STATE = frozenset({"state", "local", "national", "public", "commercial"})
BROADCAST = frozenset({"radio", "television", "tv", "media"})
AGENCY_HEADS = frozenset("agence agencia agenzia agentur radio télé le la el der die het".split())
PLACING = frozenset({"above", "below", "under", "over"})


class Facts(NamedTuple):
    """What was found in a passage before its claims: quantities and times in order, and what it is worth."""

    quantities: list[Quantity]
    times: list[When]
    score: float
    reasons: tuple[str, ...]


def _numbered(words: Words, at: int, first: int) -> bool:
    """Tell the 7 of ABC7, which stands right behind its letters."""
    return first < at < words.n and words.tag[at] == "CD" and words.start[at] == words.end[at - 1]


def _is_written_together(words: Words, at: int) -> bool:
    """Tell "TechDaily" from "Technology", and from "McDonald"."""
    form = words.form[at]
    return TOGETHER.search(form) is not None and not form.startswith(("Mc", "Mac", "De", "O'"))


class ClaimParts:
    """What a passage's claims are made from: its words, who says what in it, who is in mind, its numbers and times."""

    def __init__(self, reading: Reading, saids: list[Said], story: Story, facts: Facts, index: int, role: Role) -> None:
        self.reading = reading
        self.words = reading.words
        self.saids = saids
        self.outer = [s for s in saids if s.style in {"according", "after"}]  # around the whole passage
        self.story = story
        self.facts = facts
        self.index = index
        self.role = role
        self.classes = reading.words.classes | story.classes  # of every word that a statement can have
        self.out: list[Claim] = []
        self.counted: dict[tuple[int, ...], Quantity | None] = {}  # the number that a clause is about, by its words
        self.leads: dict[tuple[int, ...], tuple[int, int]] = {}  # what stands before a clause's words, by them
        self.opens = 0  # where what is said begins, behind a dateline or a credit
        self.depth = 0  # how deep in what somebody says that somebody says

    def _names(self, said: Said) -> str:
        if said.source is None:
            return UNNAMED
        first, last = said.source  # without the agency before a caption
        if last - first == 1 and self.words.low[first] == "it":
            told = (s for s in self.saids if s.style == "before" and s.content[0][0] <= first < s.content[0][1])
            whose = next(told, None)
            if whose is not None and whose.source is not None and whose.source[0] < first:
                return self._names(whose)  # "The firm said that it expected to gain"
            after = (s for s in self.outer if s.style == "after" and s.source is not None and s.source[1] <= first)
            behind = next(after, None)
            if behind is not None and behind.cue != said.cue:
                return self._names(behind)  # "..., the union has said, in a move it called “odd”"
        phrase = (max(first, self.opens), last) if last > self.opens else said.source
        name, person = self.story.source(self.words, phrase)
        owned = (
            person is None
            and self.words.form[last - 1].endswith(("'s", "’s"))
            and said.style in {"before", "after", "quote"}
        )
        return f"{name}{self.words.form[last - 1][-2:]}" if owned and last - first == 1 else name  # "Sainsbury's said"

    def _of_whom(self, said: Said) -> bool:
        """Tell "who police say was armed", which says something of whom "who" means."""
        return said.source is not None and said.source[0] > 0 and self.words.tag[said.source[0] - 1] == "WP"

    def _told_outlet(self, said: Said) -> list[str]:
        """Name the outlet in: she told the Daily Post; in a letter seen by the Daily Post, she says."""
        words = self.words
        at = said.cue[1]
        for pattern in (SEEN_BY, AS_TOLD) if words.classes & SEEING else ():
            seen = pattern.search(words.text, words.start[0], words.end[-1])
            if seen is not None:
                return [seen["outlet"]]
        if said.verb not in {"tell", "say", "speak", "confirm", "admit"} or at >= words.n:
            return []
        at += words.low[at] in {"to", "in", "on"}
        titled = at < words.n and words.form[at] == "The"  # capital within a sentence: told The Comet
        at += at < words.n and words.tag[at] == "DT"
        first = at
        if not titled and words.low[at : at + 1] and words.low[at] in OUTLETS and words.low[at - 1 : at] == ["the"]:
            return [self.story.outlet] if self.story.outlet else []
        while at < words.n and words.tag[at] in {"NP", "NN", "JJ"} and words.form[at][0].isupper() and at - first < 4:
            at += 1
        if at > first and at < words.n and words.low[at] in BROADCAST | {"newspapers", "newspaper"}:
            return [words.said(first, at + 1)]  # told Chinese media
        plain = at == first and at + 1 < words.n and words.tag[at] == "NN"  # told abc7
        if _numbered(words, at + plain, first):
            at += 1 + plain  # told ABC7
            return [words.said(first, at)]
        if at > first and (titled or any(is_news(w) for w in words.low[first:at])):
            return [words.said(first - titled, at)]
        told = said.verb == "tell" and (said.style in {"quote", "after"} or _is_written_together(words, at - 1))
        told = told or (said.verb == "confirm" and words.low[first - 1] == "to")
        if told and at > first and self._is_outlet(first, at, titled=titled):
            return [words.said(first - titled, at)]
        if said.verb != "tell" or first + 1 >= words.n:
            return []
        if words.low[first] in STATE and words.low[first + 1] in BROADCAST:
            return [words.said(first, first + 2)]  # told state radio
        agency = at > first and words.form[first].lower() in AGENCY_HEADS
        return [words.said(first, at)] if agency else []

    def _is_outlet(self, first: int, last: int, *, titled: bool) -> bool:
        """Tell whom a quotation is told that is named, and neither somebody of the text nor a body: an outlet."""
        words = self.words
        if last == first or any(words.tag[at] != "NP" for at in range(first, last)):
            return False
        known = self.story.cast.person(words, first, last) is not None
        low = {words.bare(at).lower() for at in range(first, last)}
        single = last - first == 1 and not titled and (words.form[first] in PLACES or words.low[first].endswith("s"))
        return not known and not single and low.isdisjoint(HEARING)

    def _cited(self, said: Said) -> list[str]:
        """Name whom a source has it from: "the paper, citing an official, reported", "..., citing two officials"."""
        if said.source is None:
            return []
        at = self._cites(said)
        return self._named_at(at + 1) if at is not None else []

    def _named_at(self, at: int) -> list[str]:
        """Name whom the phrase that begins at a word means."""
        found = phrase_after(self.words, at, clause_end(self.reading, at))
        return [self.story.source(self.words, found)[0]] if found else []

    def _cites(self, said: Said) -> int | None:
        """Give where "citing" stands in or behind an attribution."""
        words = self.words
        behind = said.cue[1] if said.style in {"after", "according"} or not said.content else said.content[-1][1]
        inside = range(*said.source) if said.source else range(0)
        reach = CITED_REACH if said.style == "after" else 2
        places = [*inside, *range(behind, min(behind + reach, words.n))]
        return next((n for n in places if words.low[n] in {"citing", "quoting"} and n + 1 < words.n), None)

    def _as_saying(self, said: Said) -> list[str]:
        """Name who is quoted within what is said: "the book quotes an official as saying"."""
        words = self.words
        first, last = said.content[0]
        for other in self.saids:
            at = other.cue[1]
            if other.verb == "quote" and other.source and first <= other.source[0] and at < last and other is not said:
                return [self.story.source(words, other.source)[0], *self._named_at(at)]
        return []

    def _add(
        self,
        numbers: range | tuple[int, ...],
        text: str,
        kind: Kind,
        chain: tuple[str, ...],
        quote: Quote | None = None,
    ) -> None:
        words = self.words
        if not numbers or not text:
            return
        first, last = numbers[0], numbers[-1]
        start, end = words.start[first], words.end[last]
        if isinstance(numbers, range) and self.reading.quotes:
            end = max(end, min(self.reading.quotes[-1].outer_end, words.end[-1]))
        if any(one.statement == text and set(chain) <= set(one.chain) for one in self.out):
            return
        speaker = chain[-1] if chain else None
        quote = quote or self._quote_in(numbers, speaker)
        self.out.append(
            Claim(
                start,
                end,
                text,
                kind,
                self.index,
                chain,
                quote,
                self._quantity(numbers) if kind != "quotation" else None,
                self._when(numbers),
                self.facts.score,
                self.facts.reasons,
            )
        )

    def _quote_at(self, at: int, speaker: str | None) -> Quote | None:
        number = self.reading.quoted[at]
        if number < 0:
            return None
        q = self.reading.quotes[number]
        return Quote(q.start, q.end, self.words.text[q.start : q.end], speaker, q.closed)

    def _quote_in(self, numbers: range | tuple[int, ...], speaker: str | None) -> Quote | None:
        if not self.reading.quotes:
            return None
        at = next((n for n in numbers if self.reading.quoted[n] >= 0), None)
        return self._quote_at(at, speaker) if at is not None else None

    def _long_quote(self, numbers: list[int]) -> int | None:
        counts: dict[int, int] = {}
        for n in numbers:
            number = self.reading.quoted[n]
            if number >= 0:
                counts[number] = counts.get(number, 0) + 1
        return next((k for k, count in counts.items() if count >= 5), None)

    def _quantity(self, numbers: range | list[int] | tuple[int, ...]) -> Quantity | None:
        """Give the number that a clause is about, looked for once."""
        if not self.facts.quantities:
            return None
        clause = tuple(numbers)
        if clause not in self.counted:
            self.counted[clause] = self._main_quantity(clause) or self._led_by(clause)
        return self.counted[clause]

    def _led_by(self, clause: tuple[int, ...]) -> Quantity | None:
        """Give the number of "more than 200 girls" in: of the more than 200 girls who were taken."""
        first, last = self.leads.get(clause, (0, 0))
        counted = within(self.facts.quantities, self.words, range(first, last))
        if not counted or (counted[0].value == 1 and not counted[0].qualifier) or self.words.low[first] == "one":
            return None
        begins = self.words.tag[first] == "CD" and counted[0].end <= self.words.end[last - 1]
        return counted[0] if begins or counted[0].qualifier else None

    def _main_quantity(self, numbers: tuple[int, ...]) -> Quantity | None:
        found = within(self.facts.quantities, self.words, numbers)
        text = self.words.text
        joined = [q for q in found if JOINED.match(text, q.end)]  # "a 108-year wait"
        found = [q for q in found if text[q.end : q.end + 1] != "-"] or joined
        if not found:
            return None
        main = [q for q in found if not self._aside(q)] or found
        main = [q for q in main if q.unit != RANK] or main  # a rank only where no other number is told
        if len(main) > 1:
            main = [q for q in main if central(self.words, numbers, q)] or main
        told = [q for q in main if q.value is not None and (q.qualifier or q.value not in {1, 2})]
        return next(iter(told or main), None)

    def _aside(self, quantity: Quantity) -> bool:
        """Tell a number that only places another: "of the 43 lakes", "below the 48 million", "for 14 years"."""
        before = self.words.text[max(self.words.start[0], quantity.start - WHOLE_REACH) : quantity.start]
        if WHOLE.search(before) or quantity.qualifier.lower() in PLACING:
            return True
        lasting = quantity.unit.partition(" ")[0].rstrip("s") in LENGTHS and not quantity.qualifier
        return lasting and LASTS.search(before) is not None

    def _is_to(self, numbers: list[int] | tuple[int, ...]) -> bool:
        """Tell a headline's "Bank to cut jobs" and "Bank set to cut jobs"."""
        tag, low = self.words.tag, self.words.low
        to = next((n for n in numbers[1:] if tag[n] == "TO"), None)
        if to is None or to + 1 not in numbers or tag[to + 1] not in {"VB", "BE", "NN"}:
            return False
        return all(tag[n] not in VERBS or low[n] == "set" for n in numbers if n < to) and tag[to - 1] in TO_BEFORE

    def _of_whole(self, quantity: Quantity) -> bool:
        """Tell "some of the more than 200 girls", which is about some."""
        before = self.words.text[max(self.words.start[0], quantity.start - WHOLE_REACH) : quantity.start]
        return SOME_OF.search(before) is not None

    def _kind(self, told: str, numbers: list[int] | tuple[int, ...]) -> Kind:
        """Tell the kind of what a clause is told as, a number in passing left out."""
        if self.role in {"headline", "deck"} and self._is_to(numbers):
            return "prediction"
        quantity = self._quantity(numbers)
        if quantity is not None and (not central(self.words, numbers, quantity) or self._of_whole(quantity)):
            quantity = None
        return kind_of(told, quantity, self.classes | ADDED)

    def _when(self, numbers: range | tuple[int, ...]) -> When | None:
        found = within(self.facts.times, self.words, numbers)
        return found[0] if found else None
