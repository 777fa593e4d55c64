"""Make claims of what somebody says: what is said, or that somebody says it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.claim_parts import ClaimParts
from factcheck.text.claim_words import (
    BODY_NOUNS,
    FORETELLING,
    LATE,
    OUTLET_VERBS,
    SOFT,
    STANDS,
    TAIL_LEAST,
    VIEW,
)
from factcheck.text.clause import Clause, has_verb
from factcheck.text.clauses import split
from factcheck.text.cues import DOCUMENTS, NOUNS
from factcheck.text.kinds import predicts
from factcheck.text.lexicon import forms
from factcheck.text.phrases import VERBS
from factcheck.text.phrases_after import phrase_after
from factcheck.text.scopes import DENYING, fails_to, is_nobody
from factcheck.text.statements import finish, is_other, render, statement
from factcheck.text.tokens import DAYS
from factcheck.text.verbs import FORMS, REPORT_SET, SAY_SET, THINK_SET

if TYPE_CHECKING:
    from factcheck.text.model import Kind
    from factcheck.text.reading import Said

NAMING = frozenset(
    """
    call describe brand label dub denounce deride condemn hail dismiss characterise characterize portray depict
    """.split()
)
# What somebody is praised or blamed for has its numbers in passing.
JUDGING = frozenset(
    "criticise criticize praise blame condemn attack urge slam blast defend welcome oppose thank".split()
)
VOICING = frozenset({"express", "voice", "refer", "applaud", "mourn", "lament", "denounce", "hail", "insist", "joke"})
REJECTING = frozenset({"reject", "dismiss", "dispute", "refute", "contest", "deny"})
NEGATIONS = frozenset({"not", "never", "n't", "wouldn't", "couldn't", "didn't", "won't", "doesn't", "don't"})
AFTERWARDS = frozenset({"after", "before"})
# What somebody does only to say something.
NO_DEEDS = frozenset(
    """
    speaking writing talking responding replying reacting commenting referring appearing addressing answering citing
    quoting using being having looking according giving sitting standing reading asking recalling explaining
    """.split()
)
# "does not think that": what somebody thinks is told as a view.
VIEWS = THINK_SET - frozenset("find know realise realize notice see understand remember learn discover".split())
WRONGLY = frozenset({"falsely", "wrongly", "incorrectly", "mistakenly", "erroneously", "misleadingly", "inaccurately"})
AGAINST = frozenset({"without", "from", "than", "avoided", "avoid", "denied", "denies", "deny", "denying"})
NONE_OF = frozenset({"no", "little", "scant", "neither"})
SETTING = frozenset({"with", "amid", "following", "despite", "after"})
FRONTED_LONGEST = 6  # words before "they say" that belong to what they say
BROKEN = frozenset({"BE", "HV", "VX", "VD", "MD", "VG"})  # with which no whole sentence begins
ITSELF = frozenset("it they he she".split())
DEEPEST = 3  # levels of "she said that he said that"
LEAST_SAID = 3  # words of what somebody says
QUOTED_SHARE = 4  # a quarter of what is said stands in quotation marks
SPEAKING = (SAY_SET | THINK_SET | {"blame"}) - {"propose", "offer"}
REPORTS = (REPORT_SET | OUTLET_VERBS | {"urge", "expect", "forecast", "predict"}) - {"learn", "discover"}


class _Report(NamedTuple):
    """That somebody says something: the clause, who is named, and the words of what is said."""

    clause: Clause
    said: Said
    chain: tuple[str, ...]  # who says the clause
    about: tuple[str, ...]  # who says what it tells of
    whole: str
    content: list[int]


class ReportClaims(ClaimParts, ABC):
    """Claims of what somebody says."""

    @abstractmethod
    def _clause(self, clause: Clause, chain: tuple[str, ...]) -> None:
        """Make the claims of a clause."""

    @abstractmethod
    def _is_inner(self, said: Said, clause: Clause, own: set[int]) -> bool:
        """Tell whether an attribution is what the clause is about."""

    def _reported(self, clause: Clause, inner: Said, chain: tuple[str, ...], whole: str) -> None:
        """Decide whether what is said or that it is said is the claim."""
        content = [n for n in clause.words if inner.content[0][0] <= n < inner.content[-1][1]]
        name = self._names(inner)
        if inner.source is not None and name[-1:] != ")" and inner.verb in SPEAKING:
            pronoun, _, rest = whole.partition(" ")
            alone = inner.source[1] - inner.source[0] == 1 and self.words.low[inner.source[0]] == pronoun.lower()
            whole = finish(f"{name} {rest}") if alone and pronoun in {"It", "They"} else whole  # as in the chain
        outlets = [one for one in self._told_outlet(inner) if not any(one[4:] in link for link in chain)]
        quoting = (s for s in self.saids if s.verb == "quote" and s.style == "passive" and s.content[0] == inner.source)
        outlets += [self._names(one) for one in quoting if one.source is not None]  # "was quoted by the Post as saying"
        about = tuple(dict.fromkeys([*chain, *outlets, name, *self._cited(inner), *self._as_saying(inner)]))
        report = _Report(clause, inner, chain, about, whole, content)
        if clause.how == "list":
            stands = inner.verb in STANDS
            kind = "attribution" if stands else self._kind(whole, clause.words)
            self._add(clause.words, whole, kind, about if stands or inner.verb in REPORTS else chain)
            return
        shown = not DOCUMENTS.isdisjoint(self.words.low[n] for n in content[:LEAST_SAID])
        if inner.verb in {"cite", "quote"} and inner.style == "gerund" and shown:
            self._before_gerund(clause, inner, chain)  # ", citing emails it had obtained": that is where it has it from
            return
        if not (self._passed_on(report) or self._as_it_stands(report) or self._in_part(report)):
            self._told_plainly(report)

    def _passed_on(self, report: _Report) -> bool:
        """Claim what is said in: the agency quoted Roe as saying the harbour was full."""
        said, words = report.said, self.words
        if said.verb not in {"quote", "cite"}:
            return False
        first, last = said.content[0]
        inside = (s for s in self.saids if first < s.cue[0] < last)
        again = next((s for s in inside if words.low[s.cue[0] - 1 : s.cue[1]] == ["as", "saying"]), None)
        numbers = [n for n in report.clause.words if again and again.content[0][0] <= n < again.content[0][1]]
        if not numbers:
            return False
        told = statement(self.reading, Clause(tuple(numbers)), self.story)
        quoted = any(self.reading.quoted[n] >= 0 for n in numbers)
        about = tuple(dict.fromkeys([*report.about, *self._named_at(first)]))
        self._add(tuple(numbers), told, "quotation" if quoted else self._kind(told, numbers), about)
        return True

    def _as_it_stands(self, report: _Report) -> bool:
        """Claim a clause as a whole: its speaker's own words, a stand, that nothing is said."""
        clause, inner, chain, about, whole, content = report
        if inner.verb == "show" and self.words.tag[inner.content[0][0]] != "TH":
            found = any(self.words.low[n] in DOCUMENTS for n in range(*inner.source)) if inner.source else False
            self._add(clause.words, whole, self._kind(whole, clause.words), about if found else chain)
            return True
        if self._unsaid(inner):
            self._add(clause.words, whole, "event", chain)  # "would not say": nothing is said
            return True
        worded = self._worded(inner, content)
        if worded or inner.style == "stance":
            spoken = worded or (inner.verb in SAY_SET and self._long_quote(content) is not None)
            meant = self.words.tag[inner.cue[0]] == "TO"  # "was brought back to announce the test"
            stands = (inner.verb in STANDS and not meant) or self._denies(inner, content) or self._names_so(inner)
            plain = self._kind(whole, clause.words)
            counted = self._quantity(clause.words)
            passing = counted is None or counted.start > self.words.start[inner.cue[0]]  # and not "one in four oppose"
            plain = "event" if plain == "quantity" and inner.verb in JUDGING and passing else plain
            kind: Kind = "quotation" if spoken else "attribution" if stands else plain
            self._add(clause.words, whole, kind, about if spoken or stands or inner.verb in REPORTS else chain)
            return True
        long = self._long_quote(content) is not None and inner.verb in SAY_SET and inner.verb not in OUTLET_VERBS
        if long:
            self._add(clause.words, whole, "quotation", about)
        return long

    def _unsaid(self, inner: Said) -> bool:
        """Tell "would not say", "no witness said", "failed to tell": nobody says it."""
        words, source = self.words, inner.source
        first, last = inner.cue
        if inner.style == "gerund" and (
            words.low[first - 1] in AGAINST or words.low[first - 2 : first] == ["short", "of"]
        ):
            return True  # "resigned without admitting that he had lied"
        if not NONE_OF.isdisjoint(words.low[last : inner.content[0][0]]):
            return True  # "found no sign that she had been ill"
        view = inner.verb in VIEWS and inner.style != "stance"
        if any(words.low[n] in NEGATIONS for n in range(first, last)) and not view:
            return True  # "did not find that coffee causes cancer"
        if any(words.low[n] in WRONGLY for n in range(first - 1, last)):
            return True  # "falsely claimed that 40 people had died"
        return source is not None and (is_nobody(words, source) or fails_to(words, source, inner.cue[1] - 1))

    def _in_part(self, report: _Report) -> bool:
        """Claim what is told apart from the saying: what stands before it, a thing said, what fears there are."""
        clause, inner, chain, about, whole, content = report
        while content and (self.words.tag[content[0]] in {"TH", ",", ":"} or self.words.low[content[0]] in DAYS):
            content.pop(0)
        if not has_verb(self.reading, content):
            stands = inner.verb in STANDS
            going = inner.style == "gerund" and inner.cue[1] - inner.cue[0] == 1  # ", seeking damages"
            says = stands or not going or inner.verb in SAY_SET | REPORTS
            kind = "attribution" if stands else self._kind(whole, clause.words)
            self._add(clause.words, whole, kind, about if says else chain)
            return True
        if inner.style == "gerund":
            self._before_gerund(clause, inner, chain)
        if inner.style == "gerund" and self.words.low[content[0]] in NOUNS:  # ", citing fears they fled"
            cited = tuple(n for n in clause.words if n >= inner.cue[0])
            told = statement(self.reading, Clause(cited, inner.source, "participle"), self.story)
            self._add(cited, told, "attribution", about)
            return True
        fronted = self._fronted(clause, inner)
        if fronted:
            told = statement(self.reading, Clause((*fronted, *content)), self.story)
            self._add((*fronted, *content), told, self._kind(told, content), about)
        return bool(fronted)

    def _told_plainly(self, report: _Report) -> None:
        """Claim what is said, or that it is said where that is a view, a promise or no whole sentence."""
        clause, inner, _, about, whole, content = report
        bare = statement(self.reading, Clause(tuple(content)), self.story, source=inner.source)
        kind = self._kind(bare, content)
        asked = self.words.tag[content[0]] in {"WP", "SC"} or self.words.low[content[0]] == "if"
        late = inner.source is not None and inner.source[0] - clause.words[0] > LATE and clause.lead is None
        late = late and not (self._set_before(clause, inner) or self._done_first(clause, inner))
        broken = is_other(self.words, content[0]) or self.words.tag[content[0]] in BROKEN
        if not bare or len(content) < LEAST_SAID or late or broken or asked or self._is_soft(inner, bare, kind):
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
            # "said the man, who police said was armed, had fled"
            by = next((s for s in self.saids if self._of_whom(s) and s.content[0][0] == part.words[0]), None)
            if len(part.words) >= LEAST_SAID and said:
                chain = about if by is None else (*about, self._names(by))
                self._add(part.words, said, self._kind(said, part.words), chain)

    def _set_before(self, clause: Clause, inner: Said) -> bool:
        """Tell "With three ministers gone, a source said": it sets the scene and belongs to nothing that is said."""
        first = clause.words[0]
        comma = inner.source is not None and self.words.tag[inner.source[0] - 1] == ","
        return comma and self.words.low[first] in SETTING

    def _done_first(self, clause: Clause, inner: Said) -> bool:
        """Claim what stands in "Jailing Roe for ten weeks, judge Ida Orr said": what a speaker did, saying so."""
        words = self.words
        before = [n for n in clause.words if inner.source is not None and n < inner.source[0]]
        first = before[0] if before else 0
        if inner.source is None or len(before) <= LEAST_SAID or not words.low[first].endswith("ing"):
            return False
        if words.tag[before[-1]] != "," or "," in words.tag[before[0] : before[-1]] or words.low[first] in NO_DEEDS:
            return False
        if words.tag[first] not in {"VG", "NP"} or words.tag[inner.cue[1] - 1] not in {"VX", "VD"}:
            return False
        base = FORMS.get(words.low[first])
        past = forms(base[0])[1] if base else f"{words.low[first].removesuffix('ing')}ed"
        told = finish(f"{self._names(inner)} {past} {render(self.reading, before[1:-1], {})}")
        self._add(tuple(before[:-1]), told, self._kind(told, before[:-1]), ())
        return True

    def _fronted(self, clause: Clause, inner: Said) -> list[int]:
        """Give "Before this," in: Before this, they say no planet had been found."""
        words = self.words
        before = [n for n in clause.words if inner.source is not None and n < inner.source[0]]
        if inner.source is None or not 1 < len(before) <= FRONTED_LONGEST or words.tag[before[-1]] != ",":
            return []
        pronoun = inner.source[1] - inner.source[0] == 1 and words.low[inner.source[0]] in {"they", "he", "she"}
        opens = words.tag[before[0]] == "IN" and words.low[before[0]] not in {"in", "on", "at", "as"}
        return before if pronoun and opens and not has_verb(self.reading, before) else []

    def _worded(self, inner: Said, content: list[int]) -> bool:
        """Tell whether somebody's own words are what is told: called it “lunacy”, said it was “unmanageable”."""
        quoted = [n for n in content if self.reading.quoted[n] >= 0]
        if not quoted or any(self.words.tag[n] == "CD" and self.words.low[n] != "one" for n in quoted):
            return False  # called him "at least seven times" is no name for him
        if inner.verb in NAMING or (inner.style == "stance" and inner.verb in JUDGING | VOICING):
            return True
        views = inner.verb in SAY_SET | THINK_SET and inner.verb not in OUTLET_VERBS and inner.style != "stance"
        return views and len(quoted) * QUOTED_SHARE >= len(content)

    def _names_so(self, inner: Said) -> bool:
        """Tell "called the ruling a political decision" and "described it as unfair": what somebody thinks of it."""
        words, start = self.words, inner.content[0][0]
        if inner.verb not in NAMING or inner.style != "stance":
            return False
        named = phrase_after(words, start, self.reading.stop)
        after = named[1] if named is not None else start
        after += words.low[after : after + 1] == ["as"]
        opinion = words.low[after : after + 1] in (["a"], ["an"]) or words.tag[after : after + 1] == ["JJ"]
        return opinion and after > start

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
        then = self.words.low[inner.cue[0] - 1] in AFTERWARDS  # "resigned after admitting that he lied"
        main = main[:-1] if then else main
        while main and self.words.tag[main[-1]] in {",", "CC", "–"}:
            main.pop()
        verb = next((n for n in main if self.words.tag[n] in VERBS), None)
        least = LEAST_SAID if then else TAIL_LEAST
        if verb is None or len(main) < least or not (then or self.words.tag[inner.cue[0] - 1] in {",", "–"}):
            return
        part = clause._replace(words=tuple(main))
        told = statement(self.reading, part, self.story)
        self._add(part.words, told, self._kind(told, part.words), chain)

    def _is_soft(self, inner: Said, bare: str, kind: Kind) -> bool:
        """Tell a stand, a promise or a view from a fact that is passed on."""
        if inner.verb in DENYING:
            return True
        if kind == "prediction" and inner.verb not in SOFT - FORETELLING and inner.verb not in OUTLET_VERBS:
            return self._own(inner)
        if inner.verb in SOFT and kind not in {"quantity", "causal"}:
            return True
        if kind in {"quantity", "law", "causal"} or inner.verb in OUTLET_VERBS:
            return False
        if VIEW.search(bare, classes=self.classes) or predicts(bare, self.classes):
            return True
        return self._of_itself(inner) or not self._past(inner)

    def _of_itself(self, inner: Said) -> bool:
        """Tell "said it was looking into the matter": what somebody says of nobody but themselves."""
        words = self.words
        begin = inner.content[0][0]
        begin += words.tag[begin] == "TH"
        going = words.tag[begin + 1 : begin + 2] == ["BE"] and words.tag[begin + 2 : begin + 3] in (["VG"], ["JJ"])
        return words.low[begin] in ITSELF and going

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
