"""Make claims of clauses: what they say, or that somebody says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.claim_reports import ReportClaims
from factcheck.text.claim_words import OUTLET_VERBS, RUMOURED, SCARE_QUOTE, TAIL_LEAST, UNNAMED
from factcheck.text.clause import Clause, has_verb, outside
from factcheck.text.clauses import CONTRAST
from factcheck.text.counts import two_counts
from factcheck.text.phrases import VERBS
from factcheck.text.scopes import FRONTED
from factcheck.text.statements import statement
from factcheck.text.verbs import CLAUSAL, SAY_SET

if TYPE_CHECKING:
    from factcheck.text.reading import Said

POINTING = frozenset({"this", "that", "these", "those"})
TOLD_BY = frozenset({"say", "report", "reveal", "disclose", "confirm", "announce", "claim", "allege"})
FINDING = frozenset({"learn", "discover", "find", "see"})


class ClauseClaims(ReportClaims):
    """Claims of clauses."""

    def _clause(self, clause: Clause, chain: tuple[str, ...]) -> None:
        own = set(clause.words)
        if clause.how == "list" and clause.lead is not None:
            own.update(range(clause.lead[0], clause.words[0]))
        chain, drop = self._unnamed(clause, own, chain)
        parted = self._parted(clause, own)
        if parted is not None:
            for part in parted:
                self._clause(part, chain)
            return
        over = self._goes_on(clause) if clause.how != "list" else None
        if over is not None:
            chain = tuple(dict.fromkeys([*chain, *self._told_outlet(over), self._names(over)]))
        if clause.how == "relative" and clause.lead is not None:
            self.leads[clause.words] = clause.lead
        inner = next((s for s in self.saids if self._is_inner(s, clause, own)), None)
        source = over.source if over is not None and clause.lead is not None else None
        whole = statement(self.reading, clause, self.story, frozenset(drop), source)
        if not whole or (len(clause.words) < 3 and clause.lead is None):
            return
        if inner is None or inner.source is None:
            kind = self._kind(whole, clause.words)
            by = next((s for s in self.saids if self._is_told_by(s, own)), None)
            if by is not None:
                chain = (*chain, self._names(by))  # "was first reported by Roe"
            if chain and (self._spoken(clause.words) or self._quoted_on(clause)):
                kind = "quotation"
            for numbers, told in two_counts(self.reading, self.story, self.facts.quantities, clause, whole):
                self._add(numbers, told, kind, chain)
            return
        self._reported(clause, inner, chain, whole)

    def _unnamed(self, clause: Clause, own: set[int], chain: tuple[str, ...]) -> tuple[tuple[str, ...], set[int]]:
        """Add who is not named, for "reportedly" and "is said to", and give the words to leave out."""
        drop = set()
        for said in self.saids:
            if said.style != "passive" or said.source is not None:
                continue
            if said.cue[0] not in own:
                # "reportedly bought a gun and drove to Oslo": he reportedly drove, too.
                first = clause.lead is not None and clause.how == "main" and clause.lead[1] == said.cue[0]
                chain = (*chain, UNNAMED) if first and self.words.low[said.cue[0]].endswith("ly") else chain
                continue
            if self.words.low[said.cue[0]].endswith("ly"):
                chain = (*chain, UNNAMED)
                drop.add(said.cue[0])
            elif self.words.low[said.cue[1] - 1] in RUMOURED:
                chain = (*chain, UNNAMED)
        return chain, drop

    def _is_told_by(self, said: Said, own: set[int]) -> bool:
        """Tell "was first reported by Roe"."""
        passive = said.style == "passive" and said.source is not None and said.verb in TOLD_BY
        return passive and said.cue[1] - 1 in own and self.reading.quoted[said.cue[0]] < 0

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
            if said.verb not in SAY_SET and "TH" in words.tag[said.source[1] : at]:
                continue  # "told the court that he had hit her, threatening to kill": it is he who did
            before = tuple(n for n in clause.words if n < at - 1)
            after = tuple(n for n in clause.words if n >= at)
            content = [n for n in after if n >= said.content[0][0]]
            if len(before) >= TAIL_LEAST and has_verb(self.reading, before) and has_verb(self.reading, content):
                lead = said.source if said.source[0] not in own or said.source[0] < at else clause.lead
                return clause._replace(words=before), Clause(after, lead, "participle")
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
        if self._is_of_thing(said):
            return False  # "two posts they said would be phased out"
        if said.style == "gerund" and said.verb not in CLAUSAL and self.words.tag[said.cue[0] - 1] == "IN":
            return False  # "are accused of insulting the court"
        if self.words.tag[said.cue[0]] == "TO" and self.words.tag[said.cue[0] - 1] == "NN":
            return False  # "rang the vicar to ask why"
        if said.style not in {"before", "gerund", "stance"} or at not in own or self.reading.quoted[said.cue[0]] >= 0:
            return False
        first = said.source[0] if said.source else at
        under = [n for n in clause.words if n < first and (self.words.tag[n] == "SC" or self._hung(n, said))]
        on = next((n for n in clause.words if n < first and self.words.low[n] in FRONTED), first)
        if on < first and "," not in self.words.tag[on:first] and outside(self.reading, on):
            return False  # "Provided ministers agree"
        return not under or any(self.words.tag[n] == "," for n in clause.words if under[-1] < n < first)

    def _is_of_thing(self, said: Said) -> bool:
        """Tell what is said of a thing that stands right before whoever says it, with no word between."""
        words = self.words
        if said.source is None or said.source[0] == 0 or said.source[1] - said.source[0] > 1:
            return False
        begins = words.tag[said.content[0][0]] in VERBS
        return begins and words.tag[said.source[0]] == "PR" and words.tag[said.source[0] - 1] == "NN"

    def _hung(self, at: int, said: Said) -> bool:
        """Tell "after" in "it turned back after the crew discovered": what is found, not what is said."""
        meant = "TO" in self.words.tag[slice(*said.cue)]  # "after it waited a month to disclose"
        near = (
            said.source is not None
            and at + 1 == said.source[0]
            and (meant or said.verb not in (SAY_SET | OUTLET_VERBS) - FINDING)
        )
        told = self.words.low[at] == "after" and any(self.words.tag[n] in VERBS for n in range(at))
        begins = said.source is not None and at + 1 == said.source[0] and said.verb != "report"
        return (near and self.words.low[at] in {"after", "before", "until"}) or (told and begins)

    def _goes_on(self, clause: Clause) -> Said | None:
        """Give what "She said A" says in "and B" of the same sentence, too."""
        main = clause.how in {"main", "participle"}
        if self._turns(clause):
            return None
        for said in sorted(self.saids, key=self._of_whom, reverse=True):
            said_of = self._of_whom(said) and said.content[0][0] == clause.words[0]
            if not main and not said_of and (said.verb not in SAY_SET or not self._led_inside(said, clause)):
                continue
            goes_on = (
                said.style in {"before", "gerund"} or self._led_in_marks(said, clause)
            ) and said.source is not None
            if goes_on and said.content[0][0] < clause.words[0] + self._of_whom(said) < said.content[0][1]:
                return said
        return None

    def _led_in_marks(self, said: Said, clause: Clause) -> bool:
        """Tell the trains in: says the trains “bumped” but did not derail."""
        return (
            said.style == "stance" and said.verb in SAY_SET and clause.how == "main" and self._led_inside(said, clause)
        )

    def _turns(self, clause: Clause) -> bool:
        """Tell "although the police's figures show it fell" and "but Orr said it rose", which nobody else says."""
        led = clause.lead is not None and clause.how == "main" and clause.lead[0] < clause.words[0]
        first = clause.lead[0] if led and clause.lead is not None else clause.words[0]
        first += self.words.tag[first] == "CC"
        against = first > 0 and self.words.low[first - 1] in CONTRAST | {"but", "and", ";"}
        against = against and self.words.tag[first] != "PR"
        if against and self.words.low[first - 1] == ";" and self.words.tag[first] == "PS":
            return True  # "said somebody else had been driving; his defence was branded a lie"
        own = (said for said in self.saids if said.source is not None and self._opens_with(first, said.source[0]))
        own = (said for said in own if said.style != "stance" or self.words.tag[said.cue[0]] != "MD")  # "may seek"
        return against and any(led or said.cue[0] in clause.words for said in own)

    def _opens_with(self, first: int, source: int) -> bool:
        """Tell whether a clause begins with a name, or with what it is before it: "the inspector, Ida Orr, said"."""
        return first == source or (first < source and VERBS.isdisjoint(self.words.tag[first:source]))

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
