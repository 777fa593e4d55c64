"""Make claims of clauses: what they say, or that somebody says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.claim_parts import ClaimParts
from factcheck.text.claim_words import (
    BODY_NOUNS,
    FORETELLING,
    LATE,
    OUTLET_VERBS,
    RUMOURED,
    SCARE_QUOTE,
    SOFT,
    STANDS,
    TAIL_LEAST,
    UNNAMED,
    VIEW,
)
from factcheck.text.clause import Clause, has_verb
from factcheck.text.clauses import split
from factcheck.text.counts import two_counts
from factcheck.text.cues import DOCUMENTS, NOUNS
from factcheck.text.kinds import predicts
from factcheck.text.phrases import VERBS
from factcheck.text.statements import statement
from factcheck.text.tokens import DAYS
from factcheck.text.verbs import REPORT_SET, SAY_SET, THINK_SET

if TYPE_CHECKING:
    from factcheck.text.model import Kind
    from factcheck.text.reading import Said

NAMING = frozenset({"call", "describe", "brand", "label", "dub", "denounce", "deride", "condemn", "hail", "dismiss"})
# What somebody is praised or blamed for has its numbers in passing.
JUDGING = frozenset(
    "criticise criticize praise blame condemn attack urge slam blast defend welcome oppose thank".split()
)
REJECTING = frozenset({"reject", "dismiss", "dispute", "refute", "contest", "deny"})
NEGATIONS = frozenset({"not", "never", "n't", "wouldn't", "couldn't", "didn't", "won't", "doesn't", "don't"})
POINTING = frozenset({"this", "that", "these", "those"})
DEEPEST = 3  # levels of "she said that he said that"
QUOTED_SHARE = 4  # a quarter of what is said stands in quotation marks
FINDING = frozenset({"learn", "discover", "find", "see"})
REPORTS = (REPORT_SET | OUTLET_VERBS | {"urge"}) - {"learn", "discover"}


class ClauseClaims(ClaimParts):
    """Claims of clauses."""

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
        parted = self._parted(clause, own)
        if parted is not None:
            for part in parted:
                self._clause(part, chain)
            return
        chain = self._goes_on(clause, chain)
        inner = next((s for s in self.saids if self._is_inner(s, clause, own)), None)
        whole = statement(self.reading, clause, self.story, frozenset(drop))
        if not whole or (len(clause.words) < 3 and clause.lead is None):
            return
        if inner is None or inner.source is None:
            kind = self._kind(whole, clause.words)
            if chain and (self._spoken(clause.words) or self._quoted_on(clause)):
                kind = "quotation"
            for numbers, told in two_counts(self.reading, self.story, self.facts.quantities, clause, whole):
                self._add(numbers, told, kind, chain)
            return
        self._reported(clause, inner, chain, whole)

    def _quoted_on(self, clause: Clause) -> bool:
        """Tell "and that the wall “was never designed for it”" behind "she said that it held"."""
        said = next((s for s in self.saids if self._spans(s, clause)), None)
        return said is not None and self._worded(said, list(clause.words))

    def _spans(self, said: Said, clause: Clause) -> bool:
        """Tell whether a clause is a further part of what somebody says."""
        inside = said.content[0][0] < clause.words[0] < said.content[0][1]
        return said.style == "before" and said.source is not None and inside and clause.how == "main"

    def _parted(self, clause: Clause, own: set[int]) -> tuple[Clause, Clause] | None:
        """Part "The mayor urged both sides to talk, saying that the strike costs millions" before "saying"."""
        words = self.words
        for said in self.saids:
            at = said.cue[0]
            if said.style != "gerund" or at not in own or said.source is None or words.tag[at - 1] not in {",", "–"}:
                continue
            before = tuple(n for n in clause.words if n < at - 1)
            after = tuple(n for n in clause.words if n >= at)
            content = [n for n in after if n >= said.content[0][0]]
            if len(before) >= TAIL_LEAST and has_verb(self.reading, before) and has_verb(self.reading, content):
                lead = said.source if said.source[0] not in own or said.source[0] < at else clause.lead
                return Clause(before, clause.lead, clause.how), Clause(after, lead, "participle")
        return None

    def _is_inner(self, said: Said, clause: Clause, own: set[int]) -> bool:
        """Tell whether an attribution is what the clause is about, and not a clause under it: "because she said"."""
        at = said.cue[1] - 1
        if (
            said.source is not None
            and self.words.low[said.source[0]] in POINTING
            and said.source[1] - said.source[0] == 1
        ):
            return False  # "that would reveal their mistake"
        if said.style not in {"before", "gerund", "stance"} or at not in own or self.reading.quoted[said.cue[0]] >= 0:
            return False
        first = said.source[0] if said.source else at
        under = [n for n in clause.words if n < first and (self.words.tag[n] == "SC" or self._hung(n, said))]
        return not under or any(self.words.tag[n] == "," for n in clause.words if under[-1] < n < first)

    def _hung(self, at: int, said: Said) -> bool:
        """Tell "after" in "it turned back after the crew discovered": what is found, not what is said."""
        near = (
            said.source is not None and at + 1 == said.source[0] and said.verb not in (SAY_SET | OUTLET_VERBS) - FINDING
        )
        return near and self.words.low[at] in {"after", "before", "until"}

    def _goes_on(self, clause: Clause, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Carry the source of "She said A" over to "and B" in the same sentence."""
        main = clause.how in {"main", "participle"}
        for said in self.saids:
            if not main and (said.verb not in SAY_SET or not self._led_inside(said, clause)):
                continue
            goes_on = said.style in {"before", "gerund"} and said.source is not None
            if goes_on and said.content[0][0] < clause.words[0] < said.content[0][1]:
                return tuple(dict.fromkeys([*chain, self._names(said)]))
        return chain

    def _led_inside(self, said: Said, clause: Clause) -> bool:
        """Tell whether a relative clause hangs on a word of what is said."""
        return clause.lead is not None and clause.lead[0] >= said.content[0][0]

    def _spoken(self, numbers: tuple[int, ...]) -> bool:
        """Tell whether a speaker's own words with a verb in them stand in the clause."""
        said = next((s for s in self.outer if s.style == "after"), None)
        if said is None or said.verb in OUTLET_VERBS:
            return False
        quoted = [n for n in numbers if self.reading.quoted[n] >= 0]
        return len(quoted) > SCARE_QUOTE and any(self.words.tag[n] in VERBS for n in quoted)

    def _reported(self, clause: Clause, inner: Said, chain: tuple[str, ...], whole: str) -> None:
        """Decide whether what is said or that it is said is the claim."""
        content = [n for n in clause.words if inner.content[0][0] <= n < inner.content[-1][1]]
        name = self._names(inner)
        outlets = [one for one in self._told_outlet(inner) if not any(one[4:] in link for link in chain)]
        about = tuple(dict.fromkeys([*chain, *outlets, name, *self._cited(inner), *self._as_saying(inner)]))
        if inner.verb == "show" and self.words.tag[inner.content[0][0]] != "TH":
            found = any(self.words.low[n] in DOCUMENTS for n in range(*inner.source)) if inner.source else False
            self._add(clause.words, whole, self._kind(whole, clause.words), about if found else chain)
            return
        if any(self.words.low[n] in NEGATIONS for n in range(*inner.cue)) and inner.verb in SAY_SET:
            self._add(clause.words, whole, "event", chain)  # "would not say": nothing is said
            return
        worded = self._worded(inner, content)
        if worded or inner.style == "stance":
            spoken = worded or (inner.verb in SAY_SET and self._long_quote(content) is not None)
            stands = inner.verb in STANDS or self._denies(inner, content)
            plain = self._kind(whole, clause.words)
            plain = "event" if plain == "quantity" and inner.verb in JUDGING else plain
            kind: Kind = "quotation" if spoken else "attribution" if stands else plain
            self._add(clause.words, whole, kind, about if spoken or stands or inner.verb in REPORTS else chain)
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
            self._add(clause.words, whole, "attribution" if stands else self._kind(whole, clause.words), about)
            return
        bare = statement(self.reading, Clause(tuple(content)), self.story, source=inner.source) if content else ""
        kind = self._kind(bare, content)
        asked = bool(content) and (self.words.tag[content[0]] in {"WP", "SC"} or self.words.low[content[0]] == "if")
        late = inner.source is not None and inner.source[0] - clause.words[0] > LATE and clause.lead is None
        broken = bool(content) and self.words.tag[content[0]] in {"BE", "HV", "VX", "VD", "MD"}
        if not bare or len(content) < 3 or late or broken or asked or self._is_soft(inner, bare, kind):
            told = late and (kind == "quantity" or inner.verb in OUTLET_VERBS)
            self._add(clause.words, whole, kind if told else "attribution", about)
            return
        for part in split(self.reading, content[0], content[-1] + 1):
            if part.how == "main" and self.depth < DEEPEST and self._nested(part, inner):
                self.depth += 1
                self._clause(part, about)
                self.depth -= 1
                continue
            said = statement(self.reading, part, self.story, source=inner.source)
            if len(part.words) >= 3 and said:
                self._add(part.words, said, self._kind(said, part.words), about)

    def _worded(self, inner: Said, content: list[int]) -> bool:
        """Tell whether somebody's own words are what is told: called it “lunacy”, said it was “unmanageable”."""
        quoted = [n for n in content if self.reading.quoted[n] >= 0]
        if not quoted or any(self.words.tag[n] == "CD" and self.words.low[n] != "one" for n in quoted):
            return False  # called him "at least seven times" is no name for him
        if inner.verb in NAMING:
            return True
        views = inner.verb in SAY_SET | THINK_SET and inner.verb not in OUTLET_VERBS and inner.style != "stance"
        return views and len(quoted) * QUOTED_SHARE >= len(content)

    def _denies(self, inner: Said, content: list[int]) -> bool:
        """Tell "rejected the criticism" from "rejected the bid"."""
        return inner.verb in REJECTING and any(self.words.low[n] in NOUNS for n in content)

    def _nested(self, part: Clause, inner: Said) -> bool:
        """Tell whether what is said is itself that somebody says something."""
        own = set(part.words)
        return any(
            s.style == "before"
            and s.verb in SAY_SET
            and s.cue != inner.cue
            and s.source is not None
            and s.source[0] in own
            and self._is_inner(s, part, own)
            for s in self.saids
        )

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
        self._add(part.words, told, self._kind(told, part.words), chain)

    def _is_soft(self, inner: Said, bare: str, kind: Kind) -> bool:
        """Tell a stand, a promise or a view from a fact that is passed on."""
        if kind == "prediction" and inner.verb not in SOFT - FORETELLING and inner.verb not in OUTLET_VERBS:
            return self._own(inner)
        if inner.verb in SOFT and kind not in {"quantity", "causal"}:
            return True
        if kind in {"quantity", "law", "causal"} or inner.verb in OUTLET_VERBS:
            return False
        if VIEW.search(bare, classes=self.classes) or predicts(bare, self.classes):
            return True
        return not self._past(inner)

    def _own(self, inner: Said) -> bool:
        """Tell what somebody means to do, a promise, from what somebody says will come."""
        words = self.words
        begin = inner.content[0][0]
        begin += words.tag[begin] == "TH"
        if words.tag[begin] in {"PR", "PF"}:
            return True
        own = words.low[begin] == "the" and words.low[begin + 1 : begin + 2] and words.low[begin + 1] in BODY_NOUNS
        return bool(own) and words.low[begin + 2 : begin + 3] in (["will"], ["would"])

    def _past(self, inner: Said) -> bool:
        words = self.words
        for n in range(*inner.content[0]):
            if words.tag[n] in {"VD", "VX", "HV"} or words.low[n] in {"was", "were"}:
                return True
            if words.tag[n] in {"VZ", "VF", "BE", "MD"}:
                return False
        return False
