"""Make claims of a passage: what it says, who says so, with which numbers and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.claim_parts import Facts
from factcheck.text.claim_quotes import QuoteClaims
from factcheck.text.claim_words import DATELINE_LONGEST, LABEL, LEADS_IN, POINTS, TAIL_LEAST
from factcheck.text.clause import Clause, has_verb
from factcheck.text.clauses import split
from factcheck.text.compounds import compounds
from factcheck.text.phrases import VERBS
from factcheck.text.phrases_after import phrase_after
from factcheck.text.roles import POST_LONGEST, POSTED, TAIL_CREDIT
from factcheck.text.said_range import clause_end, hung_behind

if TYPE_CHECKING:
    from factcheck.text.model import Claim, Role
    from factcheck.text.reading import Reading, Said
    from factcheck.text.story import Story

__all__ = ["Facts", "claims_of"]


def claims_of(reading: Reading, saids: list[Said], story: Story, facts: Facts, index: int, role: Role) -> list[Claim]:
    """List the claims of one passage."""
    maker = _Maker(reading, saids, story, facts, index, role)
    return maker.make()


LINK = re.compile(r"(?:https?://|pic\.twitter\.com/)\S+")
ASKS_READER = frozenset("look consider imagine think spare remember forget suppose picture".split())
READS = frozenset("blame read hear guess imagine think expect tell ask know".split())  # "You can't blame her"
READS_SOON = 3
LOOSE = frozenset("so yeah yes well ok okay no".split())
ASKING = frozenset({"MD", "BE", "HV", "WP", "SC"})
SITE_LONGEST = 6  # words behind a headline's bar
HERE_IS = re.compile(r"Here(?:['’]s|\sis|\sare)\s(?:what|why|how|the|something)\b[^.:;“”\"]{5,90}:\s", re.IGNORECASE)
AGENCY = re.compile(r"\((?:Reuters|Bloomberg|[A-Z]{2,6})\)\s(?=[A-Z\"“'‘])")  # "(CNN) Friends mourn"
BEGUN = frozenset({"PR", "TH", "SC", "IN", "CC", "BE", "MD", "TO", "DT"})  # "You can have a jab if you:"


class _Maker(QuoteClaims):
    def make(self) -> list[Claim]:
        self.opens = self._dateline()
        end = self.words.end[-1]
        posted = POSTED.search(self.words.text, max(self.words.start[0], end - POST_LONGEST), end)
        if posted is not None:
            self._post(posted)
            return self.out
        direct = next((s for s in self.saids if s.style == "quote"), None) if self.saids else None
        if direct is not None and self._whole_quote(direct):
            self._quotation(direct)
        elif (
            self.role not in {"headline", "deck"}
            and self.reading.quotes
            and self.reading.quoted.count(-1) <= 2
            and self.words.n > 2
        ):
            self._bare_quotation()
        else:
            self._plain(list(range(self.reading.stop)))
            points = POINTS.match(self.words.text, self.words.start[0])
            if points and not HERE_IS.match(self.words.text, self.words.start[0], self.words.end[-1]):
                self.out.clear()
            begun = self.words.n > 1 and self.words.tag[-2] in BEGUN
            if self.words.form[-1] == ":" and (self.words.n <= LEADS_IN or begun):
                self.out.clear()  # "The council says that:" before a list says nothing yet
        return self.out

    def _post(self, posted: re.Match[str]) -> None:
        """Claim that somebody posted what stands before the name."""
        words = self.words
        numbers = tuple(n for n in range(words.n) if words.end[n] <= posted.start())
        text = " ".join(LINK.sub("", words.text[words.start[0] : posted.start()]).split())
        if len(numbers) >= TAIL_LEAST and text:
            who = posted["who"].strip()
            self._add(numbers, f"{who} posted: “{text}”", "quotation", (who,))

    def _plain(self, rest: list[int]) -> None:
        words, outer = self.words, self.outer
        chain = tuple(
            dict.fromkeys([n for s in outer for n in (*self._told_after(s), self._names(s), *self._cited(s))])
        )
        taken = {n for s in outer for r in (self._bare_source(s), s.cue, self._told_range(s)) for n in range(*r)}
        taken |= self._commas(outer) | self._citing(outer)
        first = self.opens
        numbers = [n for n in rest if n >= first and n not in taken] if first or taken else rest
        numbers = self._without_credit(self._without_kicker(numbers))
        numbers = self._without_question(numbers) if words.form[-1] == "?" else numbers
        while numbers and words.tag[numbers[0]] in {",", "–"}:
            numbers.pop(0)
        numbers = self._without_relative(numbers)
        if not numbers:
            return
        self.out.extend(compounds(self.reading, self.index, self.facts))
        clauses = split(self.reading, numbers[0], numbers[-1] + 1)
        for clause in clauses:
            bare = self.role == "caption" and len(clauses) > 1 and clause.how == "main"
            if bare and not has_verb(self.reading, clause.words):
                continue  # "The hotel, where they met": the name alone says nothing
            kept = clause
            if not taken.isdisjoint(clause.words):
                kept = clause._replace(words=tuple([n for n in clause.words if n not in taken]))
            if kept.lead is not None and kept.lead[0] < self.opens < kept.lead[1]:
                kept = kept._replace(lead=(self.opens, kept.lead[1]))
            if kept.words and not self._asks_reader(kept):
                self._clause(kept, self._chain_for(clause, chain))

    def _without_relative(self, numbers: list[int]) -> list[int]:
        """Claim what "who" tells in "According to the police, who searched the house, ..." apart from what they say."""
        words = self.words
        said = next((s for s in self.outer if s.style == "according" and s.source is not None), None)
        opens = said is not None and numbers and words.tag[numbers[0]] == "WP" and said.cue[0] < numbers[0]
        if said is None or not opens or said.content[0][0] <= numbers[0]:
            return numbers
        body = tuple(n for n in numbers[1:] if n < said.content[0][0] - 1)
        self._clause(Clause(body, self._bare_source(said), "relative"), ())
        return [n for n in numbers if n >= said.content[0][0]]

    def _told_after(self, said: Said) -> list[str]:
        """Name the outlet in: "..., two officials told the Daily Post"."""
        return self._told_outlet(said) if said.style == "after" and said.verb in {"tell", "confirm"} else []

    def _asks_reader(self, clause: Clause) -> bool:
        """Tell "But look at what happened there": the reader is asked to do something, and nothing is stated."""
        words = self.words
        if self.role != "body" or clause.how != "main" or clause.lead is not None or self.reading.quotes:
            return False
        first = next((n for n in clause.words if words.tag[n] not in {"CC", ","} and words.low[n] not in LOOSE), None)
        if first is not None and words.low[first] == "you":
            verb = next((n for n in clause.words if n > first and words.tag[n] in {"VB", "VD", "VX", "VN"}), first)
            return words.base(verb) in READS and verb - first <= READS_SOON
        return first is not None and words.low[first] in ASKS_READER and words.tag[first + 1] not in {",", "NP", "PS"}

    def _commas(self, outer: list[Said]) -> set[int]:
        """List the commas to leave out around a tag in a sentence's midst: "The solution, they said, was simple"."""
        words, out = self.words, set()
        for said in outer:
            if said.style in {"after", "according"} and len(said.content) > 1 and said.source is not None:
                after = said.content[1][0]
                if words.tag[after] == "VG" or words.low[after] == "having":
                    continue  # "The mate had lied, Roe said, having hidden it"
                out.add(after - 1)
                if words.tag[after] in VERBS:
                    out.add(min(said.source[0], said.cue[0]) - 1)
        return out

    def _citing(self, outer: list[Said]) -> set[int]:
        """List the words of ", citing two officials" behind a tag: they tell of the source."""
        out: set[int] = set()
        for said in outer:
            at = self._cites(said)
            found = phrase_after(self.words, at + 1, clause_end(self.reading, at + 1)) if at is not None else None
            if at is not None and found is not None:
                out |= {*range(at - (self.words.tag[at - 1] == ","), found[1])}
        return out

    def _told_range(self, said: Said) -> tuple[int, int]:
        """Give whom and where, behind a tag at the sentence's end: "she told reporters in Rome"."""
        first = said.cue[1]
        if said.style == "according" and said.source is not None and said.source[0] >= first > 2:
            begin, stop = self._bare_source(said)[1], self.reading.stop  # "according to a man at the shop they own"
            return begin, next((n for n in range(begin, stop) if self.words.tag[n] in {",", "CC", "–", ";"}), stop)
        if said.style != "after" or (said.source is not None and said.source[0] >= first):
            return first, first
        stop = self.reading.stop
        comma = next((n for n in range(first, stop) if self.words.tag[n] == ","), stop)
        beside = (
            comma > first
            and self.words.tag[comma + 1 : comma + 2] == ["DT"]
            and not any(self.words.tag[n] in VERBS | {","} for n in range(comma + 1, stop))
        )
        beside = beside or (comma < stop and hung_behind(self.words, comma))
        return first, stop if beside else comma  # "told The Post, a news website"

    def _dateline(self) -> int:
        """Give the first word after "PARIS (Agency) -", or after a caption's credit."""
        words = self.words
        label = LABEL.match(words.text, words.start[0], words.end[-1]) if self.role == "caption" else None
        if label and label.end() < words.end[-1]:
            return next((n for n in range(words.n) if words.start[n] >= label.end()), 0)
        if self.index and AGENCY.match(words.text, words.start[0], words.end[-1]):
            return next((n + 1 for n in range(words.n) if words.form[n] == ")"), 0)
        if "–" not in words.tag[:DATELINE_LONGEST] and "-" not in words.form[:DATELINE_LONGEST]:
            return 0
        for n in range(min(words.n, DATELINE_LONGEST)):
            if words.tag[n] == "–" or words.form[n] == "-":
                place = words.form[0] == "(" or (words.form[0].isupper() and len(words.form[0]) > 2)
                return n + 1 if place and not has_verb(self.reading, list(range(n))) else 0
        return 0

    def _bare_source(self, said: Said) -> tuple[int, int]:
        """Give a source without ", which also ...": that part says something of its own."""
        if said.source is None:
            return said.cue
        first, last = said.source
        comma = next(
            (
                n
                for n in range(first, last)
                if self.words.tag[n] == "," and n + 1 < last and self.words.tag[n + 1] == "WP"
            ),
            last,
        )
        return first, comma

    def _chain_for(self, clause: Clause, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Leave the source out where the clause is about the source itself."""
        if clause.how in {"relative", "whose"} and clause.lead is not None:
            for said in self.outer:
                if said.source and said.source[0] <= clause.lead[0] < said.source[1]:
                    return ()
        return chain

    def _without_kicker(self, numbers: list[int]) -> list[int]:
        """Drop "Taking a test:" before a caption."""
        words = self.words
        if self.role == "body" and numbers and HERE_IS.match(words.text, words.start[numbers[0]], words.end[-1]):
            return self._past_colon(numbers)
        if self.role not in {"caption", "headline", "deck"}:
            return numbers
        bar = next((k for k, n in enumerate(numbers) if words.form[n] in {"|", "·"}), len(numbers))
        if self.role == "headline" and bar >= TAIL_LEAST and len(numbers) - bar <= SITE_LONGEST:
            numbers = numbers[:bar]  # "Keeper hangs up her bonnet | The Vell Magazine"
        for k, n in enumerate(numbers[:8]):
            if words.form[n] in {"...", "…"} and 0 < k < 5 and len(numbers) - k > TAIL_LEAST:
                return numbers[k + 1 :]
            if words.tag[n] == ":" and len(numbers) - k > TAIL_LEAST and not has_verb(self.reading, numbers[:k]):
                return numbers[k + 1 :]
        return numbers

    def _without_question(self, numbers: list[int]) -> list[int]:
        """Drop ", but will passengers return?" behind what is told."""
        words = self.words
        asked = (k for k, n in enumerate(numbers[:-2]) if words.tag[n] in {",", "–"} and words.tag[n + 1] == "CC")
        end = next((k for k in asked if words.tag[numbers[k] + 2] in ASKING), len(numbers))
        return numbers[:end]

    def _past_colon(self, numbers: list[int]) -> list[int]:
        """Give what stands behind the colon of "Here is what few know: the port is shut"."""
        colon = next((k for k, n in enumerate(numbers) if self.words.tag[n] == ":"), len(numbers))
        return numbers[colon + 1 :] if len(numbers) - colon > TAIL_LEAST else numbers

    def _without_credit(self, numbers: list[int]) -> list[int]:
        """Drop "(Image: Jane Roe/Agency)" behind a caption."""
        words = self.words
        if self.role != "caption" or not numbers:
            return numbers
        credit = TAIL_CREDIT.search(words.text, words.start[numbers[0]] + 1, words.end[-1])
        return [n for n in numbers if words.start[n] < credit.start()] if credit else numbers
