"""Make claims of quotations with their tags, and of what the tag adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.claim_clauses import ClauseClaims
from factcheck.text.claim_words import LONGEST_QUOTE_TAG, TAIL_LEAST
from factcheck.text.clause import Clause, has_verb
from factcheck.text.clauses import split
from factcheck.text.cues import TELLS
from factcheck.text.phrases import VERBS, noun_phrase_before
from factcheck.text.relatives import relatives
from factcheck.text.said_range import is_clause
from factcheck.text.statements import finish, render

if TYPE_CHECKING:
    from factcheck.text.reading import Said


FIRST_LEAST = 3  # words of what somebody did before saying something
CLOSERS = {"“": "”", "‘": "’", "„": "“", "«": "»", "»": "«"}
BEGINS = frozenset({",", ":", ".", "!", "?", "…", "...", "”", '"', "“", "–", "—", "-", ";", "’", "'"})
OPENS_CLAUSE = frozenset({"TH", "DT", "NP", "PR", "PS", "NN", "PF", "CD"})
SPEAKER_KEPT = 2  # passages that may stand between a speaker and a quotation without a tag


class QuoteClaims(ClauseClaims):
    """Claims of quotations."""

    def _whole_quote(self, direct: Said) -> bool:
        first, last = direct.content[0]
        return last - first > 3 or len(direct.content) > 1

    def _quotation(self, direct: Said) -> None:
        words = self.words
        speaker = self._names(direct)
        around = [s for s in self.saids if s in self.outer or self._reports(s, direct)]
        chain = [self._names(s) for s in around if s.cue != direct.cue] + [*self._told_outlet(direct), speaker]
        chain += self._quoted_as_saying(direct) or [self._names(s) for s in self.saids if self._says_inside(s, direct)]
        chain = [speaker] if self._says_before(direct) else chain
        quote = self._quote_at(direct.content[0][0], chain[-1])
        if quote is None:
            return
        spoken = self._joined(direct)
        tail = self._tail(direct)
        led_in = self._led_in(direct)
        told = "" if led_in else self._told(direct, tail)
        named = direct.source is not None and direct.source[1] - direct.source[0] > 1
        who = words.said(*direct.source).rstrip(", ") if named and direct.source else speaker
        first, last = direct.cue
        verb = words.said(first, last) if words.form[first] != ":" else "said"
        mark = words.text[self.reading.quotes[0].outer_start]
        close = CLOSERS.get(mark, mark)
        before = [
            n
            for n in range(direct.content[0][0])
            if direct.cue[0] > n and (direct.source is None or direct.source[0] > n)
        ]
        who = who.removesuffix(" (not named)")
        who += "," if ", " in who and direct.cue[0] != 0 else ""
        text = f"{who} {verb.rstrip(':')}{told}: {mark}{spoken.rstrip(',')}{close}"
        if before and direct.cue[0] > direct.content[0][0]:
            lead = f"{who} {verb}{told} that " if not self._says_before(direct) else ""
            text = f"{lead}{render(self.reading, before, {})} {mark}{spoken.rstrip(',')}{close}"
        self._first_claims(direct)
        if led_in and direct.source is not None:
            self.saids = [*self.saids, direct._replace(content=((led_in[0], led_in[-1] + 1),), style="before")]
            self._clause(Clause((*range(self.opens, direct.cue[1]), *led_in)), ())
        self._add(range(words.n), finish(text), "quotation", tuple(chain), quote=quote)
        if tail:
            self._tail_claims(direct, tail)
        if direct.source is not None:
            for clause in relatives(self.reading, list(range(*direct.source)))[1]:
                self._clause(clause, ())  # "said Roe, who keeps bees"

    def _reports(self, said: Said, direct: Said) -> bool:
        """Tell "Roe reported that" around "the firm said: “No”"."""
        begin = said.content[0][0] if said.style == "before" and said.source is not None else self.words.n
        begin += self.words.tag[begin : begin + 1] == ["TH"]
        named = said.source is not None and self.words.tag[said.source[0]] not in {"TH", "WP"}
        return named and direct.source is not None and direct.source[0] == begin

    def _says_inside(self, said: Said, direct: Said) -> bool:
        """Tell Roe in: Roe said that they had been “let down”, the Daily Post reported."""
        first = direct.content[0][0]
        around = said.style == "before" and said.source is not None and said.content[0][0] <= first < said.content[0][1]
        behind = direct.source is not None and min(direct.cue[0], direct.source[0]) > first
        return behind and around and said.cue != direct.cue and self.reading.quoted[said.cue[0]] < 0

    def _says_before(self, direct: Said) -> bool:
        """Tell "Roe said he was ill, “almost dead,” he said", which has its own tag."""
        own = (s for s in self.saids if s.style == "before" and s.source is not None and s.cue != direct.cue)
        return any(s.cue[1] < direct.content[0][0] and self._names(s).endswith(self._names(direct)) for s in own)

    def _led_in(self, direct: Said) -> list[int]:
        """Give what somebody says before the words themselves: "The firm said it had no choice: “We were broke.”"."""
        first, colon = direct.cue[1], direct.content[0][0] - 1
        plain = first + TAIL_LEAST <= colon and self.words.tag[colon] == ":" and direct.verb not in TELLS
        if not plain or (direct.source is not None and direct.source[0] >= first):
            return []
        numbers = list(range(first, colon))
        whole = is_clause(self.reading, first, colon) and all(self.reading.quoted[n] < 0 for n in numbers)
        return numbers if whole and self.words.tag[first] in OPENS_CLAUSE else []

    def _first_claims(self, direct: Said) -> None:
        """Claim what was told first: "She left the hall and said: “No more”, "Roe was pleased, but Orr said: “No”."""
        words, joint = self.words, direct.cue[0] - 1
        before = direct.source[0] - 1 if direct.source is not None and direct.source[0] < direct.cue[0] else 0
        if before > TAIL_LEAST and words.low[before] in {"but", "and", "while"} and direct.content[0][0] > before:
            first = list(range(self.opens, before - (words.tag[before - 1] == ",")))
            if has_verb(self.reading, first):
                for clause in split(self.reading, first[0], first[-1] + 1):
                    self._clause(clause, ())  # "Roe called it “good news”, but Orr added: “No”"
            return
        if joint < TAIL_LEAST or words.tag[joint] != "CC" or direct.content[0][0] < joint or direct.source is None:
            return
        part = list(range(self.opens, joint))
        if direct.source[1] + FIRST_LEAST <= joint and has_verb(self.reading, part[direct.source[1] - self.opens :]):
            for clause in split(self.reading, part[0], part[-1] + 1):
                self._clause(clause, ())

    def _quoted_as_saying(self, direct: Said) -> list[str]:
        """Name Roe in: the agency quoted Roe as saying."""
        at = direct.cue[1]
        if direct.verb not in {"quote", "cite"} or "as" not in self.words.low[at:]:
            return []
        return self._named_at(at)

    def _apart(self, direct: Said | None) -> set[int]:
        """List the quotations that are no part of what is told: behind a tag, "adding that he saw “more pain”"."""
        out: set[int] = set()
        quoted = self.reading.quoted
        if direct is None:
            return out
        tag = {*range(*direct.cue), *(range(*direct.source) if direct.source else ())}
        begun = direct.content[0][0] if direct.content[0][0] > direct.cue[0] else 0
        # “good news” in: Roe called it “good news” but Orr added: “No”
        out.update(n for n in range(len(self.reading.quotes)) if n in quoted[:begun])
        for number in range(1, len(self.reading.quotes)):
            if number not in self.reading.quoted:
                continue
            first = self.reading.quoted.index(number)
            begins = self.words.form[first - 1] in BEGINS or first - 1 in tag
            if not begins and first > direct.cue[0]:
                out.add(number)
        return out

    def _joined(self, direct: Said | None = None) -> str:
        """Put the pieces of a quotation together: a stop where the tag stood between two sentences."""
        text, out = self.words.text, ""
        apart = self._apart(direct)
        for q in (q for number, q in enumerate(self.reading.quotes) if number not in apart):
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
        if end - after >= LONGEST_QUOTE_TAG:
            end = next((n for n in range(end - 1, after, -1) if words.tag[n] == "IN"), end)
        numbers = [n for n in range(after, end) if n not in tail]
        if not numbers:
            return ""
        speaker = self.story.source(words, direct.source)[1] if direct.source else None
        swaps = {}
        for n in numbers:
            if words.low[n] == "him" or (words.low[n] == "her" and words.tag[n] != "PS"):
                # Who spoke before of somebody as "him" may be meant, or whom he spoke of.
                doubtful = words.low[n] in self.story.spoken_of
                person = None if doubtful else self.story.meant(words.low[n], besides=speaker)
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
        apart = self._apart(direct)
        rest = [n for n in range(after, reading.stop) if reading.quoted[n] < 0 or reading.quoted[n] in apart]
        taken = {n for s in self.outer for r in ((s.source or s.cue), s.cue) for n in range(*r)}
        rest = [n for n in rest if n not in taken]
        while rest and words.tag[rest[0]] in {",", "CC"}:
            rest.pop(0)
        return rest if len(rest) >= TAIL_LEAST and has_verb(reading, rest) else []

    def _tail_claims(self, direct: Said, tail: list[int]) -> None:
        words = self.words
        clauses = split(self.reading, tail[0], tail[-1] + 1)
        for clause in clauses:
            if clause.how == "main" and words.low[clause.words[0]] == "which":
                self._which_said(clause)
            elif clause.how == "main":
                head = words.tag[clause.words[0]]
                lead = clause.lead
                if head in {"VX", "VD", "VZ", "VF", "HV", "BE", "MD", "VG"}:
                    lead = direct.source
                elif not has_verb(self.reading, clause.words) or head in {"IN", "SC"}:
                    continue
                self._clause(Clause(clause.words, lead, "main" if head != "VG" else "participle"), ())
            else:
                self._clause(clause, ())

    def _which_said(self, clause: Clause) -> None:
        """Claim what stands in: '"We ran," she said of the attack, which she said was carried out by 30 people'."""
        words = self.words
        which = clause.words[0]
        said = next((s for s in self.saids if s.source is not None and s.source[0] == which + 1), None)
        head = noun_phrase_before(words, which - (words.tag[which - 1] == ","))
        numbers = tuple(n for n in clause.words if said is not None and n >= said.cue[1])
        if said is not None and head is not None and numbers and words.tag[numbers[0]] in VERBS:
            self._clause(Clause(numbers, head, "relative"), (self._names(said),))

    def _bare_quotation(self) -> None:
        words = self.words
        speaker = self.story.speaker if self.story.speaker_age <= SPEAKER_KEPT else None
        quote = self._quote_at(self.reading.quoted.index(0), speaker)
        if quote is None:
            return
        self.story.speaker_age = -1  # who speaks goes on
        mark = words.text[self.reading.quotes[0].outer_start]
        spoken = self._joined()
        spoken = f"{mark}{spoken}{CLOSERS.get(mark, mark)}"
        text = f"{speaker} said: {spoken}" if speaker else spoken
        self._add(range(words.n), finish(text), "quotation", (speaker,) if speaker else (), quote=quote)
