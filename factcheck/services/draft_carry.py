"""Carry claims and verdicts over to the next draft: only where the line is the same or differs by a typo.

Whatever else changed reopens the claim, with the reason; what is gone is cut and kept. Numbers never change, and what
people corrected by hand in a line that stayed is not split anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from factcheck.domain.claims import OPEN_STATES, TRANSITIONS, ClaimAct, ClaimState
from factcheck.models import Article, Claim, CoverageMark, Draft, DraftLine, Evidence, Occurrence, Passage
from factcheck.services.change_check import check_changes
from factcheck.services.claim_fold import anchor, fold_claims
from factcheck.services.claim_move import advance_article, move_claim
from factcheck.services.draft_pairs import Waiting, pair_readings, words_stand
from factcheck.services.draft_places import Fate, Place, Places
from factcheck.services.draft_reread import last_readings, reread_claim
from factcheck.services.draft_split import quote_at, store_claims, store_findings, store_passages
from factcheck.services.draft_title import follow_headline
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import lock_article
from factcheck.services.lookup_ask import ask_lookups_for_claims
from factcheck.services.notice_move import Became, tell_of_draft, whom_it_concerns
from factcheck.services.quote_seek import newest_quotes, note_quotes, quotes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.services.claim_fold import FoldedClaim
    from factcheck.text.drafts import Comparison
    from factcheck.text.model import Analysis

_WORST = (Fate.CHANGED, Fate.AMBIGUOUS)


@dataclass(slots=True)
class Carry:
    """Count what became of the claims; `changed` are those that were open, so that nothing had to be reopened."""

    carried: int = 0
    changed: int = 0
    reopened: int = 0
    cut: int = 0
    new: int = 0
    states: dict[str, int] = field(default_factory=dict)


def lines_of(session: Session, draft_id: int) -> list[tuple[int, int]]:
    """Return the spans of a draft's passages, in order."""
    query = select(Passage.start, Passage.end).where(Passage.draft_id == draft_id).order_by(Passage.position)
    return [(start, end) for start, end in session.execute(query)]


def carry_draft(
    session: Session, draft_id: int, analysis: Analysis, comparison: Comparison, *, max_claims: int
) -> Carry | None:
    """Store the next draft's passages, lines, claims and findings once; None where that was done already.

    `comparison` is of the draft before with this one, line by passage.
    """
    draft = session.get_one(Draft, draft_id)
    lock_article(session, draft.article_id)
    if session.scalar(select(Passage.id).where(Passage.draft_id == draft.id).limit(1)) is not None:
        return None
    last = session.scalars(
        select(Draft).where(Draft.article_id == draft.article_id, Draft.number == draft.number - 1)
    ).one()
    step = _Step(session, last, draft, analysis, comparison)
    store_passages(session, draft, analysis)
    follow_headline(session, session.get_one(Article, draft.article_id), last, draft, analysis)
    step.keep_roles()
    step.store_lines()
    step.follow_claims()
    step.follow_marks()
    rest = step.add_claims(max_claims)
    store_findings(session, draft, analysis, rest)
    session.flush()
    check_changes(session, draft)
    step.tell()
    step.search_anew()
    log_event(
        session,
        None,
        "draft.compared",
        ("draft", draft.id),
        after={
            "with": last.number,
            "lines": step.done.states,
            "carried": step.done.carried,
            "changed": step.done.changed,
            "reopened": step.done.reopened,
            "cut": step.done.cut,
            "new": step.done.new,
        },
        article_id=draft.article_id,
    )
    advance_article(session, None, draft.article_id)
    return step.done


class _Step:
    """Hold both drafts while the claims are followed."""

    def __init__(self, session: Session, last: Draft, draft: Draft, analysis: Analysis, comparison: Comparison) -> None:
        self.session, self.last, self.draft = session, last, draft
        self.analysis, self.comparison = analysis, comparison
        self.old_lines = lines_of(session, last.id)
        self.new_lines = [(passage.start, passage.end) for passage in analysis.passages]
        self.places = Places(last.text, self.old_lines, draft.text, self.new_lines, comparison)
        self.done = Carry()
        #: Claims that wait in a changed line for the words that the machine finds there now.
        self.waiting: list[Waiting] = []
        #: What became of which claims, by their numbers, for each person whom it concerns.
        self.told: dict[int, dict[Became, list[int]]] = {}
        #: Claims in hand that say something else now.
        self.anew: list[Claim] = []

    def keep_roles(self) -> None:
        """Keep the role of a line that stayed: a person may have mended it."""
        old = self.session.scalars(
            select(Passage).where(Passage.draft_id == self.last.id).order_by(Passage.position)
        ).all()
        new = self.session.scalars(
            select(Passage).where(Passage.draft_id == self.draft.id).order_by(Passage.position)
        ).all()
        for line in self.comparison.lines:
            if line.carried and line.old is not None and line.new is not None:
                new[line.new].role, new[line.new].checkable = old[line.old].role, old[line.old].checkable

    def store_lines(self) -> None:
        """Write what happened to each line, those that are gone behind those that stand."""
        rows = []
        for position, line in enumerate((*self.comparison.lines, *self.comparison.cut)):
            old = self.old_lines[line.old] if line.old is not None else (None, None)
            new = self.new_lines[line.new] if line.new is not None else (None, None)
            rows.append(
                {
                    "draft_id": self.draft.id,
                    "position": position,
                    "state": line.state,
                    "old_start": old[0],
                    "old_end": old[1],
                    "new_start": new[0],
                    "new_end": new[1],
                    "kinds": [line.why, *line.kinds],
                }
            )
            self.done.states[line.state] = self.done.states.get(line.state, 0) + 1
        if rows:
            self.session.execute(insert(DraftLine), rows)

    def follow_claims(self) -> None:
        """Take each claim of the last draft along, or reopen or cut it."""
        claims = self.session.scalars(
            select(Claim)
            .join(Occurrence)
            .where(Claim.article_id == self.draft.article_id, Occurrence.draft_id == self.last.id)
            .where(Claim.state.not_in([ClaimState.CUT, ClaimState.MERGED]))
            .options(selectinload(Claim.occurrences))
            .order_by(Claim.number)
            .distinct()
        ).all()
        for claim in claims:
            self._follow(claim)

    def _follow(self, claim: Claim) -> None:
        old = [place for place in claim.occurrences if place.draft_id == self.last.id]
        followed = [(place, self.places.follow((place.start, place.end))) for place in old]
        for place, now in followed:
            if now.fate is Fate.CARRIED:
                self._place(claim, place, now)
        stands = any(now.fate is Fate.CARRIED for _, now in followed)
        changed = [(place, now) for place, now in followed if now.fate in _WORST]
        if changed:
            self.waiting.append(Waiting(claim, changed, stands))
        elif stands:
            self.done.carried += 1
        else:
            self._cut(claim, f"Not in draft {self.draft.number}.")

    def _place(self, claim: Claim, old: Occurrence, now: Place) -> None:
        assert now.span is not None  # noqa: S101 - the caller looked
        start, end = now.span
        if any(p.draft_id == self.draft.id and (p.start, p.end) == (start, end) for p in claim.occurrences):
            return
        row = Occurrence(draft_id=self.draft.id, **anchor(self.draft.text, start, end))
        if old.quote_start is not None and old.quote_end is not None:
            span = (old.quote_start, old.quote_end)
            quote = self.places.follow(span).span
            kept = quote is not None and _same(self.last.text[slice(*span)], self.draft.text[slice(*quote)])
            if quote is not None and (now.fate is Fate.CARRIED or kept):
                row.quote_start, row.quote_end = quote
        claim.occurrences.append(row)

    def follow_marks(self) -> None:
        """Keep what people marked as no claim, in lines that stayed."""
        for mark in self.session.scalars(select(CoverageMark).where(CoverageMark.draft_id == self.last.id)).all():
            now = self.places.follow((mark.start, mark.end))
            if now.fate is Fate.CARRIED and now.span is not None:
                start, end = now.span
                self.session.add(
                    CoverageMark(
                        draft_id=self.draft.id, start=start, end=end, kind=mark.kind, by_id=mark.by_id, at=mark.at
                    )
                )

    def add_claims(self, limit: int) -> list[FoldedClaim]:
        """Settle the claims of lines that changed and add what is new; return what is over the limit."""
        stayed = {line.new for line in self.comparison.lines if line.carried}
        found = [one for one in fold_claims(self.draft.text, self.analysis) if one.claim.passage not in stayed]
        read = last_readings(self.session, [one.claim.id for one in self.waiting])
        for one in self.waiting:
            one.wordings = (one.claim.statement, read.get(one.claim.id, {}).get("statement", one.claim.statement))
        pairs = pair_readings(self.waiting, found, self.draft.text, self.new_lines)
        for one in self.waiting:
            if one in pairs:
                self._reread(one, pairs[one], read.get(one.claim.id, {}))
            else:
                self._stay_or_leave(one)
        taken = {id(one) for one in pairs.values()}
        fresh = [one for one in found if id(one) not in taken]
        kept, rest = fresh[:limit], fresh[limit:]
        store_claims(self.session, self.draft, kept)
        self.done.new = len(kept)
        return rest

    def _reread(self, one: Waiting, found: FoldedClaim, read: dict[str, Any]) -> None:
        """Open a claim of a line that changed again, with what the machine reads there now."""
        same = False
        for old, now in one.places:
            assert now.span is not None  # noqa: S101 - a line that changed has its span
            if _same(old.exact, self.draft.text[slice(*now.span)]):
                same = True
                self._place(one.claim, old, now)
            elif now.line is not None:
                line = self.new_lines[now.line]
                inside = [place for place in found.places if line[0] <= place[0] and place[1] <= line[1]]
                if inside:
                    self._place(one.claim, old, replace(now, span=inside[0]))
        if not any(place.draft_id == self.draft.id for place in one.claim.occurrences):
            old, now = one.places[0]
            self._place(one.claim, old, replace(now, span=found.places[0]))
        self._reopen(one.claim, one.places[0][1])
        before = one.claim.statement
        reread_claim(self.session, self.draft, one.claim, found.claim, read, same_words=same)
        if one.claim.statement != before and one.claim.state in OPEN_STATES:
            self.anew.append(one.claim)
        for place in one.claim.occurrences:
            if place.draft_id == self.draft.id and place.quote_start is None:
                at = quote_at(found, place.start, place.end)
                place.quote_start, place.quote_end = at["quote_start"], at["quote_end"]
        self._seek_quotes(one.claim)

    def _seek_quotes(self, claim: Claim) -> None:
        """Look for what the claim quotes now in what is logged for it."""
        self.session.flush()
        if newest_quotes(claim) == quotes_of(place for place in claim.occurrences if place.draft_id == self.last.id):
            return
        for row in self.session.scalars(select(Evidence).where(Evidence.claim_id == claim.id).order_by(Evidence.id)):
            note_quotes(row, claim, row.capture)

    def _stay_or_leave(self, one: Waiting) -> None:
        """Keep a claim that the machine reads nothing like of where its words stand yet; else cut it."""
        stands = [
            (old, now)
            for old, now in one.places
            if now.line is not None and words_stand(old.exact, self.draft.text[slice(*self.new_lines[now.line])])
        ]
        for old, now in stands:
            self._place(one.claim, old, now)
        if stands:
            self._reopen(one.claim, stands[0][1])
        elif one.carried:
            self.done.carried += 1
        else:
            self._cut(one.claim, f"Draft {self.draft.number}: its line changed, and its words are not in it any more.")

    def _cut(self, claim: Claim, why: str) -> None:
        # What a person put aside was nothing to check where it stood, either.
        if (claim.state, ClaimAct.CUT) not in TRANSITIONS:
            return
        if claim.state in OPEN_STATES:
            self._tell([claim.assignee_id, claim.second_checker_id], Became.CUT, claim)
        move_claim(self.session, None, claim, ClaimAct.CUT, reason=why)
        self.done.cut += 1

    def _reopen(self, claim: Claim, now: Place) -> None:
        """Put a claim back to work because its words, or what they may refer to, changed."""
        why = f"Draft {self.draft.number}: {now.why}."
        if (claim.state, ClaimAct.REOPEN) in TRANSITIONS:
            move_claim(self.session, None, claim, ClaimAct.REOPEN, reason=why, tell=False)
            self._tell(whom_it_concerns(self.session, claim), Became.OPENED, claim)
            self.done.reopened += 1
            return
        claim.state_reason = why
        self.done.changed += 1
        self.session.flush()
        log_event(
            self.session,
            None,
            "claim.words_changed",
            ("claim", claim.id),
            after={"why": why, "draft": self.draft.number, "version": claim.version},
            article_id=claim.article_id,
            claim_id=claim.id,
        )
        if claim.state in OPEN_STATES:
            self._tell([claim.assignee_id], Became.CHANGED, claim)

    def _tell(self, people: Iterable[int | None], became: Became, claim: Claim) -> None:
        for person_id in {one for one in people if one is not None}:
            self.told.setdefault(person_id, {}).setdefault(became, []).append(claim.number)

    def search_anew(self) -> None:
        """Look for sources of what claims in hand say now; what was found for their old words stays beside it."""
        if self.anew:
            ask_lookups_for_claims(self.session, None, self.anew)

    def tell(self) -> None:
        """Tell whom it concerns what became of their claims: one notice each, however many claims."""
        for person_id, became in self.told.items():
            tell_of_draft(self.session, self.draft, person_id, became)


def _same(words: str, others: str) -> bool:
    """Tell whether two stretches differ in spacing and case at the most."""
    return words.casefold().split() == others.casefold().split()
