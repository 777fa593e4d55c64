"""Who read a confidential file is in the log; reading what is open is nobody's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Event, Evidence, Person
from factcheck.services.evidence_log import EvidenceValues, UploadedFile, log_evidence
from tests.copy_kit import bring_in, claim_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


def add_file(session: Session, blobs: DiskBlobs, people: People, *, confidential: bool) -> int:
    article, _ = bring_in(session, people, text=f"The old wall fell in 1987 and killed nine people. {confidential}\n")
    data = f"the payslip, {confidential}".encode()
    file = UploadedFile(blobs.put(data), "payslip.txt", "text/plain", len(data))
    values = EvidenceValues(
        kind=EvidenceKind.DOCUMENT, stance=Stance.SUPPORTS, title="Payslip", file=file, confidential=confidential
    )
    claim = claim_with(session, article, "killed nine")
    row = log_evidence(session, session.get_one(Person, people.eda), claim.id, values)
    assert row.capture_id is not None
    return row.capture_id


def reads(db: Database) -> list[tuple[str, str]]:
    with db.read() as session:
        rows = session.scalars(select(Event).where(Event.action == "evidence.file_read").order_by(Event.seq))
        return [(row.actor, str(row.after)) for row in rows]


def test_reading_a_confidential_file_is_logged_once_a_person_and_hour(
    sign_in: Enter, app_database: Database, people: People, settings: Settings
) -> None:
    blobs = DiskBlobs(settings.blob_dir)
    with app_database.write() as session:
        secret = add_file(session, blobs, people, confidential=True)
        plain = add_file(session, blobs, people, confidential=False)
    eda, edo, cass = sign_in("eda"), sign_in("edo"), sign_in("cass")
    assert eda.get(f"/captures/{plain}/file").status_code == 200
    assert reads(app_database) == []
    with eda.get(f"/captures/{secret}/file") as answer:
        assert answer.data == b"the payslip, True"
    for path in ("file", "text", ""):
        assert eda.get(f"/captures/{secret}/{path}".rstrip("/")).status_code == 200
    assert reads(app_database) == [("Eda", "None")]
    assert edo.get(f"/captures/{secret}").status_code == 200
    assert [who for who, _ in reads(app_database)] == ["Eda", "Edo"]
    # Whoever may not see it reads nothing, so nothing is logged.
    assert cass.get(f"/captures/{secret}/file").status_code == 404
    assert len(reads(app_database)) == 2
    with app_database.read() as session:
        assert session.scalars(select(Evidence).where(Evidence.confidential)).one().capture_id == secret
