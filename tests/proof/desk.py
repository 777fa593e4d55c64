"""Build a small desk with an article at work, kept files, and confidential things that must not get out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck import demo
from factcheck.domain.desk_rules import QueryTo
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.domain.roles import Role
from factcheck.models import Claim, Person
from factcheck.services.claim_assign import assign_claims
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import EvidenceValues, UploadedFile, log_evidence
from factcheck.services.origin_find import OriginChoice
from factcheck.services.query_answer import Answer, answer_query
from factcheck.services.query_ask import ask_query

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore

#: Each stands in one confidential place; none may be in a bundle.
CANARIES = (
    "Ottoline Quarrymouse",
    "+41 799 555 0123",
    "quarrymouse-payslip.pdf",
    "under the old lighthouse at dusk",
    "they buried the inspection",
    "canary bytes of the payslip",
    "Wexcombe Ledger Office",
    "counsel says settle at once",
    "tell us what else he signed",
)


@dataclass(frozen=True)
class DeskAtWork:
    """Hold what the tests ask about."""

    db: Database
    blobs: BlobStore
    article_id: int
    editor_id: int
    secret_id: int
    open_claim_id: int


def desk_at_work(db: Database, blobs: BlobStore, settings: Settings) -> DeskAtWork:
    """Load the demo and add what is confidential to it."""
    # Alone, so that its documents are of no other article.
    article_id = demo.load(db, blobs, settings, earlier=False)
    assert article_id is not None
    with db.write() as session:
        editor = session.scalars(select(Person).where(Person.role == Role.EDITOR).order_by(Person.id)).first()
        assert editor is not None
        held = session.scalars(select(Claim).where(Claim.assignee_id.is_not(None)).order_by(Claim.number))
        claim = next(one for one in held if one.state.value in {"checking", "assigned"})
        payslip = blobs.put(b"canary bytes of the payslip")
        secret = log_evidence(
            session,
            editor,
            claim.id,
            EvidenceValues(
                kind=EvidenceKind.DOCUMENT,
                stance=Stance.SUPPORTS,
                title="Payslip of Ottoline Quarrymouse",
                excerpt="they buried the inspection",
                note="Ottoline Quarrymouse, +41 799 555 0123, under the old lighthouse at dusk",
                locator={"page": "2"},
                confidential=True,
                origin=OriginChoice(kind=OriginKind.PERSON, name="Wexcombe Ledger Office"),
                file=UploadedFile(payslip, "quarrymouse-payslip.pdf", "application/pdf", 27),
            ),
        )
        _log_in_the_open_then_close(session, editor, claim.id)
        note = "Ring Ottoline Quarrymouse first"
        assign_claims(session, editor, [claim.id], editor.id, note=note, reason="she knows her")
        legal = ask_query(session, editor, claim.id, to=QueryTo.LEGAL, to_name="Counsel", question="May we say it?")
        answer_query(
            session, editor, legal.id, Answer(None, "counsel says settle at once"), by="Counsel", version=legal.version
        )
        ask_query(
            session,
            editor,
            claim.id,
            to=QueryTo.SOURCE,
            to_name="Ottoline Quarrymouse",
            question="tell us what else he signed",
        )
        ask_query(session, editor, claim.id, to=QueryTo.AUTHOR, to_name="", question="Who told you of 1911?")
        return DeskAtWork(db, blobs, article_id, editor.id, secret.id, claim.id)


def _log_in_the_open_then_close(session: Session, editor: Person, claim_id: int) -> None:
    """Log evidence that is found to be confidential only afterwards: the log told it in the open."""
    first = EvidenceValues(
        kind=EvidenceKind.CALL,
        stance=Stance.CONTEXT,
        locator={"who": "Ottoline Quarrymouse", "attempts": [{"at": "2026-03-01", "outcome": "reached"}]},
        note="under the old lighthouse at dusk",
    )
    row = log_evidence(session, editor, claim_id, first)
    edit_evidence(session, editor, row.id, replace(first, confidential=True), version=row.version)
