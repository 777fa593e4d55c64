"""Make claims of a passage: what it says, who says so, with which numbers and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.text.claim_words import (
    DATELINE_LONGEST,
    LABEL,
    LATE,
    LEADS_IN,
    LONGEST_QUOTE_TAG,
    OUTLET_VERBS,
    RUMOURED,
    SCARE_QUOTE,
    SOFT,
    STANDS,
    TAIL_LEAST,
    UNNAMED,
)
from factcheck.text.clauses import Clause, has_verb, split
from factcheck.text.compounds import compounds
from factcheck.text.counts import two_counts, within
from factcheck.text.kinds import PREDICTION, kind_of
from factcheck.text.model import Claim, Quantity, Quote, When
from factcheck.text.names import NEWS_WORDS
from factcheck.text.phrases import VERBS
from factcheck.text.roles import TAIL_CREDIT
from factcheck.text.statements import finish, render, statement
from factcheck.text.tokens import DAYS
from factcheck.text.verbs import REPORT_SET, SAY_SET

if TYPE_CHECKING:
    from factcheck.text.model import Kind, Role
    from factcheck.text.reading import Reading, Said
    from factcheck.text.story import Story

REPORTS = REPORT_SET | OUTLET_VERBS


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in the text around the passages: quantities and times in order, with their starts."""

    quantities: list[Quantity]
    times: list[When]


def claims_of(reading: Reading, saids: list[Said], story: Story, facts: Facts, index: int, role: Role) -> list[Claim]:
    """List the claims of one passage."""
    maker = _Maker(reading, saids, story, facts, index, role)
    return maker.make()


class _Maker:
    def __init__(self, reading: Reading, saids: list[Said], story: Story, facts: Facts, index: int, role: Role) -> None:
        self.reading = reading
        self.words = reading.words
        self.saids = saids
        self.story = story
        self.facts = facts
        self.index = index
        self.role = role
        self.out: list[Claim] = []

    def make(self) -> list[Claim]:
        direct = next((s for s in self.saids if s.style == "quote"), None)
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
            if self.words.form[-1] == ":" and self.words.n <= LEADS_IN:
                self.out.clear()  # "The council says that:" before a list says nothing yet
        return self.out

    def _whole_quote(self, direct: Said) -> bool:
        first, last = direct.content[0]
        return last - first > 3 or len(direct.content) > 1

    def _names(self, said: Said) -> str:
        if said.source is None:
            return UNNAMED
        return self.story.source(self.words, said.source)[0]

    def _outer(self) -> list[Said]:
        return [s for s in self.saids if s.style in {"according", "after"}]

    # Quotations

    def _quotation(self, direct: Said) -> None:
        words = self.words
        speaker = self._names(direct)
        chain = [self._names(s) for s in self._outer() if s.cue != direct.cue] + [*self._told_outlet(direct), speaker]
        quote = self._quote_at(direct.content[0][0], speaker)
        if quote is None:
            return
        spoken = self._joined()
        tail = self._tail(direct)
        told = self._told(direct, tail)
        named = direct.source is not None and direct.source[1] - direct.source[0] > 1
        who = words.said(*direct.source).rstrip(", ") if named and direct.source else speaker
        first, last = direct.cue
        verb = words.said(first, last) if words.form[first] != ":" else "said"
        mark = words.text[self.reading.quotes[0].outer_start]
        close = {"“": "”", "‘": "’", "„": "“", "«": "»", "»": "«"}.get(mark, mark)
        before = [
            n
            for n in range(direct.content[0][0])
            if direct.cue[0] > n and (direct.source is None or direct.source[0] > n)
        ]
        who = who.removesuffix(" (not named)")
        who += "," if ", " in who and direct.cue[0] != 0 else ""
        text = f"{who} {verb.rstrip(':')}{told}: {mark}{spoken.rstrip(',')}{close}"
        if before and direct.cue[0] > direct.content[0][0]:
            text = f"{who} {verb}{told} that {render(self.reading, before, {})} {mark}{spoken.rstrip(',')}{close}"
        self._add(range(words.n), finish(text), "quotation", tuple(chain), quote=quote)
        if tail:
            self._tail_claims(direct, tail)

    def _joined(self) -> str:
        """Put the pieces of a quotation together: a stop where the tag stood between two sentences."""
        text, out = self.words.text, ""
        for q in self.reading.quotes:
            piece = text[q.start : q.end].strip(' "')
            if out and out[-1] == "," and piece[:1].isupper() and text[q.outer_start - 2 : q.outer_start] != ", ":
                out = f"{out[:-1]}."
            out = f"{out} {piece}" if out else piece
        return out

    def _told(self, direct: Said, tail: list[int]) -> str:
        """Give whom it was told and when: the words between the tag and the next stop."""
        words = self.words
        after = max(direct.cue[1], direct.source[1] if direct.source else 0)
        end = after
        while (
            end < words.n
            and self.reading.quoted[end] < 0
            and words.tag[end] not in {",", ".", ":", ";"}
            and end - after < LONGEST_QUOTE_TAG
        ):
            end += 1
        numbers = [n for n in range(after, end) if n not in tail]
        if not numbers:
            return ""
        speaker = self.story.source(words, direct.source)[1] if direct.source else None
        swaps = {}
        for n in numbers:
            if words.low[n] in {"him", "her"}:
                person = self.story.meant(words.low[n], besides=speaker)
                if person:
                    swaps[n] = person.name
        return " " + render(self.reading, numbers, swaps)

    def _tail(self, direct: Said) -> list[int]:
        """Give the words behind the tag that say something more."""
        words, reading = self.words, self.reading
        after = max(direct.cue[1], direct.source[1] if direct.source else 0)
        if after < direct.content[0][0]:
            return []
        while after < reading.stop and (words.tag[after] not in {",", "CC"} or reading.quoted[after] >= 0):
            after += 1
        rest = [n for n in range(after, reading.stop) if reading.quoted[n] < 0]
        taken = {n for s in self._outer() for r in ((s.source or s.cue), s.cue) for n in range(*r)}
        rest = [n for n in rest if n not in taken]
        while rest and words.tag[rest[0]] in {",", "CC"}:
            rest.pop(0)
        return rest if len(rest) >= TAIL_LEAST and has_verb(reading, rest) else []

    def _tail_claims(self, direct: Said, tail: list[int]) -> None:
        words = self.words
        clauses = split(self.reading, tail[0], tail[-1] + 1)
        for clause in clauses:
            if clause.how == "main":
                head = words.tag[clause.words[0]]
                lead = clause.lead
                if head in {"VX", "VD", "VZ", "VF", "HV", "BE", "MD", "VG"}:
                    lead = direct.source
                elif not has_verb(self.reading, clause.words) or head in {"IN", "SC"}:
                    continue
                self._clause(Clause(clause.words, lead, "main" if head != "VG" else "participle"), ())
            else:
                self._clause(clause, ())

    def _bare_quotation(self) -> None:
        words = self.words
        quote = self._quote_at(self.reading.quoted.index(0), self.story.speaker)
        if quote is None:
            return
        speaker = self.story.speaker
        mark = words.text[self.reading.quotes[0].outer_start]
        spoken = self._joined()
        text = f"{speaker} said: {mark}{spoken}{mark}" if speaker else f"{mark}{spoken}{mark}"
        self._add(range(words.n), finish(text), "quotation", (speaker,) if speaker else (), quote=quote)

    # Everything else

    def _plain(self, rest: list[int]) -> None:
        words = self.words
        outer = self._outer()
        chain = tuple(dict.fromkeys(self._names(s) for s in outer))
        taken = {n for s in outer for r in (self._bare_source(s), s.cue, self._told_range(s)) for n in range(*r)}
        first = self._dateline()
        numbers = [n for n in rest if n >= first and n not in taken]
        numbers = self._without_credit(self._without_kicker(numbers))
        while numbers and words.tag[numbers[0]] in {",", "–"}:
            numbers.pop(0)
        if not numbers:
            return
        self.out.extend(compounds(self.reading, self.index))
        for clause in split(self.reading, numbers[0], numbers[-1] + 1):
            kept = tuple(n for n in clause.words if n not in taken)
            if kept:
                self._clause(Clause(kept, clause.lead, clause.how), self._chain_for(clause, chain))

    def _told_range(self, said: Said) -> tuple[int, int]:
        """Give whom and where, behind a tag at the sentence's end: "she told reporters in Rome"."""
        first = said.cue[1]
        if said.style != "after" or (said.source is not None and said.source[0] >= first):
            return first, first
        stop = self.reading.stop
        return first, next((n for n in range(first, stop) if self.words.tag[n] == ","), stop)

    def _dateline(self) -> int:
        """Give the first word after "PARIS (Agency) -", or after a caption's credit."""
        words = self.words
        label = LABEL.match(words.text, words.start[0], words.end[-1]) if self.role == "caption" else None
        if label and label.end() < words.end[-1]:
            return next((n for n in range(words.n) if words.start[n] >= label.end()), 0)
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
            for said in self._outer():
                if said.source and said.source[0] <= clause.lead[0] < said.source[1]:
                    return ()
        return chain

    def _without_kicker(self, numbers: list[int]) -> list[int]:
        """Drop "Taking a test:" before a caption."""
        words = self.words
        if self.role not in {"caption", "headline", "deck"}:
            return numbers
        for k, n in enumerate(numbers[:8]):
            if words.form[n] in {"...", "…"} and 0 < k < 5 and len(numbers) - k > TAIL_LEAST:
                return numbers[k + 1 :]
            if words.tag[n] == ":" and len(numbers) - k > TAIL_LEAST and not has_verb(self.reading, numbers[:k]):
                return numbers[k + 1 :]
        return numbers

    def _without_credit(self, numbers: list[int]) -> list[int]:
        """Drop "(Image: Jane Roe/Agency)" behind a caption."""
        words = self.words
        if self.role != "caption" or not numbers:
            return numbers
        credit = TAIL_CREDIT.search(words.text, words.start[numbers[0]] + 1, words.end[-1])
        return [n for n in numbers if words.start[n] < credit.start()] if credit else numbers

    def _clause(self, clause: Clause, chain: tuple[str, ...]) -> None:
        words = self.words
        own = set(clause.words)
        drop = set()
        for said in self.saids:
            if (
                said.style == "passive"
                and said.source is None
                and words.low[said.cue[0]].endswith("ly")
                and said.cue[0] in own
            ):
                chain = (*chain, UNNAMED)
                drop.add(said.cue[0])
            elif said.style == "passive" and said.source is None and words.low[said.cue[1] - 1] in RUMOURED:
                chain = (*chain, UNNAMED) if said.cue[0] in own else chain
        inner = next((s for s in self.saids if self._is_inner(s, clause, own)), None)
        whole = statement(self.reading, clause, self.story, frozenset(drop))
        if not whole or (len(clause.words) < 3 and clause.lead is None):
            return
        if inner is None or inner.source is None:
            kind = kind_of(whole, self._quantity(clause.words))
            chain = self._goes_on(clause, chain)
            if chain and self._spoken(clause.words):
                kind = "quotation"
            for numbers, told in two_counts(self.reading, self.story, self.facts.quantities, clause, whole):
                self._add(numbers, told, kind, chain)
            return
        self._reported(clause, inner, chain, whole)

    def _is_inner(self, said: Said, clause: Clause, own: set[int]) -> bool:
        """Tell whether an attribution is what the clause is about, and not a clause under it: "because she said"."""
        at = said.cue[1] - 1
        if said.style not in {"before", "gerund", "stance"} or at not in own or self.reading.quoted[said.cue[0]] >= 0:
            return False
        first = said.source[0] if said.source else at
        under = [n for n in clause.words if n < first and self.words.tag[n] == "SC"]
        return not under or any(self.words.tag[n] == "," for n in clause.words if under[-1] < n < first)

    def _told_outlet(self, said: Said) -> list[str]:
        """Name the outlet in: she told the Daily Post."""
        words = self.words
        at = said.cue[1]
        if said.verb not in {"tell", "say", "speak", "confirm", "admit"} or at >= words.n:
            return []
        at += words.low[at] in {"to", "in", "on"}
        titled = at < words.n and words.form[at] == "The"  # capital within a sentence: told The Comet
        at += at < words.n and words.tag[at] == "DT"
        first = at
        while at < words.n and words.tag[at] in {"NP", "NN", "JJ"} and words.form[at][0].isupper() and at - first < 4:
            at += 1
        if at > first and (titled or any(w in NEWS_WORDS for w in words.low[first:at])):
            return [words.said(first - titled, at)]
        return []

    def _goes_on(self, clause: Clause, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Carry the source of "She said A" over to "and B" in the same sentence."""
        if clause.how not in {"main", "participle"}:
            return chain
        for said in self.saids:
            if said.style == "before" and said.source and said.content[0][0] < clause.words[0] < said.content[0][1]:
                return tuple(dict.fromkeys([*chain, self._names(said)]))
        return chain

    def _spoken(self, numbers: tuple[int, ...]) -> bool:
        """Tell whether a speaker's own words with a verb in them stand in the clause."""
        said = next((s for s in self._outer() if s.style == "after"), None)
        if said is None or said.verb in OUTLET_VERBS:
            return False
        quoted = [n for n in numbers if self.reading.quoted[n] >= 0]
        return len(quoted) > SCARE_QUOTE and any(self.words.tag[n] in VERBS for n in quoted)

    def _reported(self, clause: Clause, inner: Said, chain: tuple[str, ...], whole: str) -> None:
        """Decide whether what is said or that it is said is the claim."""
        content = [n for n in clause.words if inner.content[0][0] <= n < inner.content[-1][1]]
        name = self._names(inner)
        about = tuple(dict.fromkeys([*chain, *self._told_outlet(inner), name]))
        if inner.verb == "show" and self.words.tag[inner.content[0][0]] != "TH":
            self._add(clause.words, whole, kind_of(whole, self._quantity(clause.words)), about)
            return
        if inner.style == "stance":
            spoken = inner.verb in SAY_SET and self._long_quote(content) is not None
            stands = inner.verb in STANDS
            kind: Kind = (
                "quotation" if spoken else "attribution" if stands else kind_of(whole, self._quantity(clause.words))
            )
            self._add(
                clause.words,
                whole,
                kind,
                about if spoken or stands or inner.verb in REPORTS else chain,
            )
            return
        quote = self._long_quote(content)
        if quote is not None and inner.verb in SAY_SET and inner.verb not in OUTLET_VERBS:
            self._add(clause.words, whole, "quotation", about)
            return
        while content and (self.words.tag[content[0]] in {"TH", ",", ":"} or self.words.low[content[0]] in DAYS):
            content.pop(0)
        if inner.style == "gerund" and has_verb(self.reading, content):
            self._before_gerund(clause, inner, chain)
        elif not has_verb(self.reading, content):
            stands = inner.verb in STANDS
            self._add(
                clause.words, whole, "attribution" if stands else kind_of(whole, self._quantity(clause.words)), about
            )
            return
        bare = statement(self.reading, Clause(tuple(content)), self.story, source=inner.source) if content else ""
        quantity = self._quantity(content)
        kind = kind_of(bare, quantity)
        asked = bool(content) and (self.words.tag[content[0]] in {"WP", "SC"} or self.words.low[content[0]] == "if")
        late = inner.source is not None and inner.source[0] - clause.words[0] > LATE and clause.lead is None
        broken = bool(content) and self.words.tag[content[0]] in {"BE", "HV", "VX", "VD", "MD"}
        if not bare or len(content) < 3 or late or broken or asked or self._is_soft(inner, bare, kind):
            self._add(clause.words, whole, "quantity" if late and kind == "quantity" else "attribution", about)
            return
        for part in split(self.reading, content[0], content[-1] + 1):
            said = statement(self.reading, part, self.story, source=inner.source)
            if len(part.words) >= 3 and said:
                self._add(part.words, said, kind_of(said, self._quantity(part.words)), about)

    def _before_gerund(self, clause: Clause, inner: Said, chain: tuple[str, ...]) -> None:
        """Claim what stands before ", saying that": the bank raised its rate."""
        main = [n for n in clause.words if n < inner.cue[0]]
        while main and self.words.tag[main[-1]] in {",", "CC", "–"}:
            main.pop()
        verb = next((n for n in main if self.words.tag[n] in VERBS), None)
        if verb is None or len(main) < TAIL_LEAST or self.words.tag[inner.cue[0] - 1] not in {",", "–"}:
            return
        part = Clause(tuple(main), clause.lead, clause.how)
        told = statement(self.reading, part, self.story)
        self._add(part.words, told, kind_of(told, self._quantity(part.words)), chain)

    def _is_soft(self, inner: Said, bare: str, kind: Kind) -> bool:
        """Tell a stand, a promise or a view from a fact that is passed on."""
        if inner.verb in SOFT and kind not in {"quantity", "causal"}:
            return True
        if kind in {"quantity", "law", "causal"} or inner.verb in OUTLET_VERBS:
            return False
        return kind == "prediction" or PREDICTION.search(bare) is not None or not self._past(inner)

    def _past(self, inner: Said) -> bool:
        words = self.words
        for n in range(*inner.content[0]):
            if words.tag[n] in {"VD", "VX", "HV"} or words.low[n] in {"was", "were"}:
                return True
            if words.tag[n] in {"VZ", "VF", "BE", "MD"}:
                return False
        return False

    # Parts of a claim

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
            )
        )

    def _quote_at(self, at: int, speaker: str | None) -> Quote | None:
        number = self.reading.quoted[at]
        if number < 0:
            return None
        q = self.reading.quotes[number]
        return Quote(q.start, q.end, self.words.text[q.start : q.end], speaker, q.closed)

    def _quote_in(self, numbers: range | tuple[int, ...], speaker: str | None) -> Quote | None:
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
        if not numbers:
            return None
        found = within(self.facts.quantities, self.words, numbers)
        found = [q for q in found if self.words.text[q.end : q.end + 1] != "-"] or []
        hedged = [q for q in found if q.qualifier and q.value is not None]
        counted = [q for q in found if q.value not in {None, 1, 2}]
        return next(iter(hedged or counted or found), None)

    def _when(self, numbers: range | tuple[int, ...]) -> When | None:
        found = within(self.facts.times, self.words, numbers)
        return found[0] if found else None
