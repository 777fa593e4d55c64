"""Carry claims and verdicts over to the next draft: only where the line is the same or differs by a typo.

Whatever else changed reopens the claim, with the reason; what is gone is cut and kept. Numbers never change, and what
people corrected by hand in a line that stayed is not split anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from factcheck.domain.claims import TRANSITIONS, ClaimAct, ClaimState
from factcheck.models import Claim, CoverageMark, Draft, DraftLine, Occurrence, Passage
from factcheck.services.change_check import check_changes
from factcheck.services.claim_facts import claim_fields
from factcheck.services.claim_fold import anchor, fold_claims
from factcheck.services.claim_move import advance_article, move_claim
from factcheck.services.draft_places import Fate, Place, Places
from factcheck.services.draft_split import claim_row, store_claims, store_findings, store_passages
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.claim_fold import FoldedClaim
    from factcheck.text.drafts import Comparison
    from factcheck.text.model import Analysis

#: Two statements of one changed line are the same claim when they are this like, in per cent.
SAME_CLAIM = 55.0
_WORST = (Fate.CHANGED, Fate.AMBIGUOUS)


@dataclass(slots=True)
class Carry:
    """Count what became of the claims."""

    carried: int = 0
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
    step.keep_roles()
    step.store_lines()
    step.follow_claims()
    step.follow_marks()
    rest = step.add_claims(max_claims)
    store_findings(session, draft, analysis, rest)
    session.flush()
    check_changes(session, draft)
    log_event(
        session,
        None,
        "draft.compared",
        ("draft", draft.id),
        after={
            "with": last.number,
            "lines": step.done.states,
            "carried": step.done.carried,
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
        self.waiting: dict[int, list[Claim]] = {}

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
            if now.span is not None:
                self._place(claim, place, now)
        fates = {now.fate for _, now in followed}
        if fates & set(_WORST):
            now = next(now for _, now in followed if now.fate in _WORST)
            self._reopen(claim, now)
        elif Fate.CARRIED in fates:
            self.done.carried += 1
        else:
            move_claim(self.session, None, claim, ClaimAct.CUT, reason=f"Not in draft {self.draft.number}.")
            self.done.cut += 1

    def _place(self, claim: Claim, old: Occurrence, now: Place) -> None:
        assert now.span is not None  # noqa: S101 - the caller looked
        start, end = now.span
        if any(p.draft_id == self.draft.id and (p.start, p.end) == (start, end) for p in claim.occurrences):
            return
        row = Occurrence(draft_id=self.draft.id, **anchor(self.draft.text, start, end))
        if now.fate is Fate.CARRIED and old.quote_start is not None and old.quote_end is not None:
            quote = self.places.follow((old.quote_start, old.quote_end))
            if quote.span is not None:
                row.quote_start, row.quote_end = quote.span
        claim.occurrences.append(row)

    def _reopen(self, claim: Claim, now: Place) -> None:
        """Put a claim back to work because its words, or what they may refer to, changed."""
        if now.line is not None:
            self.waiting.setdefault(now.line, []).append(claim)
        why = f"Draft {self.draft.number}: {now.why}."
        if (claim.state, ClaimAct.REOPEN) in TRANSITIONS:
            move_claim(self.session, None, claim, ClaimAct.REOPEN, reason=why)
            self.done.reopened += 1
            return
        claim.state_reason = why
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
        """Give the claims that wait their new words and add what is new; return what is over the limit."""
        stayed = {line.new for line in self.comparison.lines if line.carried}
        fresh = []
        for found in fold_claims(self.draft.text, self.analysis):
            at = found.claim.passage
            if at in stayed or self._gave_words(found, self.waiting.get(at, [])):
                continue
            fresh.append(found)
        kept, rest = fresh[:limit], fresh[limit:]
        store_claims(self.session, self.draft, kept)
        self.done.new = len(kept)
        return rest

    def _gave_words(self, found: FoldedClaim, waiting: list[Claim]) -> bool:
        """Let the likest waiting claim take the machine's new reading of its line; a person's own words stay hers."""
        ranked = sorted(waiting, key=lambda claim: (-_likeness(claim, found), claim.number))
        if not ranked or _likeness(ranked[0], found) < SAME_CLAIM:
            return False
        claim = ranked[0]
        waiting.remove(claim)
        start, end = found.places[0]
        for place in claim.occurrences:
            if place.draft_id == self.draft.id:
                for name, value in anchor(self.draft.text, start, end).items():
                    setattr(place, name, value)
                break
        before = claim_fields(claim)
        if claim.added_by_id is None:
            read = claim_row(self.draft, claim.number, found.claim)
            claim.statement, claim.kind, claim.chain = read.statement, read.kind, read.chain
            claim.quantity, claim.when = read.quantity, read.when
        self.session.flush()
        if claim.version != before["version"]:
            log_event(
                self.session,
                None,
                "claim.reworded",
                ("claim", claim.id),
                before=before,
                after={**claim_fields(claim), "draft": self.draft.number},
                article_id=claim.article_id,
                claim_id=claim.id,
            )
        return True


def _likeness(claim: Claim, found: FoldedClaim) -> float:
    return fuzz.token_set_ratio(claim.statement, found.claim.statement)
