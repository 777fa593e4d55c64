"""Tell what stands around the claims of a checking copy: changes, questions, replies, attempts, and the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.desk_rules import ChangeState, QueryState, QueryTo
from factcheck.domain.evidence import EvidenceKind
from factcheck.models import (
    AuthorQuery,
    ChangeItem,
    Claim,
    Clearance,
    Draft,
    Evidence,
    Person,
    PolicyOverride,
    ReplyRequest,
    Verdict,
)
from factcheck.services.checking_copy_parts import CopyTable, moment

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sqlalchemy.orm import Session

    from factcheck.domain.checking_copy import Shows
    from factcheck.services.bundle_withheld import Withheld
    from factcheck.services.open_words import OpenWords

#: A history longer than this is read in the log; the copy says how much is left out.
MOST_HISTORY = 400


@dataclass(frozen=True, slots=True)
class Tables:
    """Read the tables of one article for one variant."""

    session: Session
    article_id: int
    shows: Shows
    closed: Withheld
    opened: OpenWords
    zone: tzinfo

    def changes(self) -> CopyTable:
        """Return what the copy must and should change."""
        rows = self.session.scalars(
            select(ChangeItem)
            .where(ChangeItem.article_id == self.article_id, ChangeItem.state != ChangeState.DROPPED)
            .options(joinedload(ChangeItem.claim), joinedload(ChangeItem.raised_by))
            .order_by(ChangeItem.must.desc(), ChangeItem.id)
        ).all()
        told = self.opened.told
        return CopyTable(
            ("", "Claim", "Before", "After", "Why", "State"),
            tuple(
                (
                    "must" if row.must else "should",
                    str(row.claim.number) if row.claim is not None else "",
                    row.before,
                    told(row.after) or "(cut)",
                    told(row.reason),
                    row.state.value.replace("_", " "),
                )
                for row in rows
                if self.shows.findings
            ),
            "Nothing is asked for.",
        )

    def queries(self) -> CopyTable:
        """Return the open questions, and who owes the answer."""
        rows = self.session.scalars(
            select(AuthorQuery)
            .where(AuthorQuery.article_id == self.article_id, AuthorQuery.state == QueryState.OPEN)
            .options(joinedload(AuthorQuery.claim), joinedload(AuthorQuery.asked_by))
            .order_by(AuthorQuery.id)
        ).all()
        return CopyTable(
            ("Claim", "Asked of", "Question", "Asked", "Due"),
            tuple(
                (
                    str(row.claim.number),
                    ", ".join(part for part in (row.to.value, self._name(row)) if part),
                    self.opened.told(row.question),
                    f"{row.asked_by.name}, {moment(row.asked_at, self.zone)}",
                    moment(row.due_at, self.zone),
                )
                for row in rows
                if self._may_tell(row)
            ),
            "No question is open.",
        )

    def replies(self) -> CopyTable:
        """Return who was asked for a reply, how and until when, and what came."""
        rows = self._replies()
        told = self.opened.told
        return CopyTable(
            ("Who", "Claim", "Asked", "How", "Deadline", "Answer", "Where it stands"),
            tuple(
                (
                    row.who,
                    str(row.claim.number) if row.claim is not None else "",
                    moment(row.asked_at, self.zone) or "not yet",
                    told(row.how),
                    moment(row.deadline_at, self.zone),
                    _answer(row, told(row.answer), self.zone),
                    told(row.place),
                )
                for row in rows
                if self.shows.findings
            ),
            "Nobody was asked for a reply.",
        )

    def attempts(self) -> CopyTable:
        """Return each attempt to reach somebody: calls, letters, questions and requests for a reply."""
        calls = self.session.scalars(
            select(Evidence)
            .join(Claim)
            .where(
                Claim.article_id == self.article_id,
                Evidence.withdrawn_at.is_(None),
                Evidence.kind.in_((EvidenceKind.CALL, EvidenceKind.INTERVIEW, EvidenceKind.EMAIL)),
            )
            .options(joinedload(Evidence.claim), joinedload(Evidence.logged_by))
        ).all()
        rows: list[tuple[str, str, str, str, str, str]] = []
        for call in calls:
            if call.confidential and not self.shows.confidential:
                continue
            who, told = str(call.locator.get("who", "")), call.locator.get("attempts")
            at = str(call.locator.get("sent", "")) or moment(call.created_at, self.zone)
            for attempt in told or [{"at": at, "outcome": "reached"}]:
                line = (str(attempt.get("at", "")), self.opened.told(who), call.kind.value)
                rows.append((*line, self.opened.told(str(attempt.get("outcome", ""))), *_of(call)))
        for reply in self._replies():
            if reply.asked_at is not None:
                outcome = "declined" if reply.declined else "answered" if reply.answered_at else "no answer yet"
                number = str(reply.claim.number) if reply.claim is not None else ""
                how = self.opened.told(reply.how) or "asked for a reply"
                rows.append((moment(reply.asked_at, self.zone), reply.who, how, outcome, number, ""))
        return CopyTable(
            ("When", "Who", "How", "Outcome", "Claim", "By"),
            tuple(sorted(rows)) if self.shows.findings else (),
            "No attempt to reach anybody is logged.",
        )

    def history(self) -> CopyTable:
        """Return the rulings, overrides and sign-offs, the oldest first."""
        rows: list[tuple[datetime, str, str, str]] = []
        if self.shows.findings:
            rows = [*self._rulings(), *self._overrides(), *self._clearances()]
        rows.sort(key=lambda row: row[0])
        kept = rows[-MOST_HISTORY:]
        told = self.opened.told
        return CopyTable(
            ("When", "Claim", "Who", "What"),
            tuple((moment(at, self.zone), number, who, told(what)) for at, number, who, what in kept),
            "Nothing was ruled yet.",
            len(rows) - len(kept),
        )

    def _rulings(self) -> list[tuple[datetime, str, str, str]]:
        verdicts = self.session.scalars(
            select(Verdict)
            .join(Claim)
            .where(Claim.article_id == self.article_id, Verdict.claim_id.not_in(self.closed.blind_claims))
            .options(
                joinedload(Verdict.claim),
                joinedload(Verdict.attribution),
                joinedload(Verdict.content),
                joinedload(Verdict.proposed_by),
                joinedload(Verdict.reviewed_by),
                joinedload(Verdict.ruled_by),
            )
            .order_by(Verdict.id)
        )
        found = []
        ruled: set[tuple[int, datetime]] = set()
        for row in verdicts:
            number, rated = str(row.claim.number), f"{row.attribution.label}; {row.content.label}"
            if row.ruled_at is not None and (row.claim_id, row.ruled_at) in ruled:
                # Only words were mended: nobody proposed, checked or ruled anew.
                found.append((row.created_at, number, "the desk", "typing mistakes mended"))
                continue
            if row.ruled_at is not None:
                ruled.add((row.claim_id, row.ruled_at))
            found.append((row.created_at, number, row.proposed_by.name, f"proposed {rated}"))
            if row.reviewed_by is not None and row.reviewed_at is not None:
                said = "agreed" if row.review == "agree" else "disputed"
                found.append((row.reviewed_at, number, row.reviewed_by.name, self._with(said, row.review_note)))
            if row.ruled_by is not None and row.ruled_at is not None:
                found.append((row.ruled_at, number, row.ruled_by.name, self._with(f"ruled {rated}", row.ruling_note)))
        return found

    def _overrides(self) -> list[tuple[datetime, str, str, str]]:
        rows = self.session.execute(
            select(PolicyOverride, Claim.number, Person.name)
            .join(Claim, Claim.id == PolicyOverride.claim_id)
            .join(Person, Person.id == PolicyOverride.by_id)
            .where(Claim.article_id == self.article_id)
        )
        return [
            (row.at, str(number), name, self._with(f"let the rule “{row.rule_key}” pass", row.reason))
            for row, number, name in rows
        ]

    def _clearances(self) -> list[tuple[datetime, str, str, str]]:
        rows = self.session.execute(
            select(Clearance, Draft.number, Person.name)
            .join(Draft, Draft.id == Clearance.draft_id)
            .join(Person, Person.id == Clearance.by_id)
            .where(Clearance.article_id == self.article_id)
        )
        found = []
        for row, number, name in rows:
            found.append((row.at, "", name, f"cleared draft {number}"))
            if row.voided_at is not None:
                found.append((row.voided_at, "", "the desk", f"clearance of draft {number} void: {row.voided_why}"))
        return found

    def _with(self, what: str, note: str) -> str:
        return f"{what}: {note}" if note and self.shows.deliberation else what

    def _replies(self) -> list[ReplyRequest]:
        query = select(ReplyRequest).where(ReplyRequest.article_id == self.article_id).order_by(ReplyRequest.id)
        return list(self.session.scalars(query.options(joinedload(ReplyRequest.claim))))

    def _may_tell(self, query: AuthorQuery) -> bool:
        if not self.shows.findings:
            return False
        if query.to is QueryTo.LEGAL:
            return self.shows.legal
        return self.shows.confidential or query.id not in self.closed.queries

    def _name(self, query: AuthorQuery) -> str:
        """Return whom a question went to; a source's name is a contact."""
        return query.to_name if query.to is not QueryTo.SOURCE or self.shows.notes else ""


def _of(call: Evidence) -> tuple[str, str]:
    return str(call.claim.number), call.logged_by.name


def _answer(row: ReplyRequest, answer: str, zone: tzinfo) -> str:
    if row.not_needed_why:
        return f"not needed: {row.not_needed_why}"
    if row.declined:
        return "declined" + (f": {answer}" if answer else "")
    return f"{answer} ({moment(row.answered_at, zone)})" if row.answered_at is not None else "none yet"
