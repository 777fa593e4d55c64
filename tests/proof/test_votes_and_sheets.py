"""A bundle keeps the votes of a panel closed while it votes, and tells of sheets what is not confidential."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.roles import Role
from factcheck.domain.verdicts import Disposition, Review
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Person, PolicyRule
from factcheck.proof.fault import Fault
from factcheck.proof.verify import verify_bundle
from factcheck.services.claim_confirm import confirm_claims
from factcheck.services.claim_take import take_claim
from factcheck.services.panel_seat import take_seat
from factcheck.services.panel_vote import vote_on_panel
from factcheck.services.sheet_apply import apply_sheet
from factcheck.services.sheet_plan import plan_sheet
from factcheck.services.sheet_take import take_sheet
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_write import Finding
from factcheck.work.bundle_write import write_bundle
from tests.copy_kit import claim_with
from tests.proof.tampering import Files, mend_manifest, mend_seal, pack, put_rows, rows_of, unpack
from tests.proof.test_long_life import Life

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from tests.conftest import People

    Bundle = Callable[[str], Path]

FILE = "ab" * 32
NOTES = {"vera": "The museum’s roll has nine names.", "vito": "The parish book has ten.", "vala": "I count nine, too."}
VOTES = {"vera": "true", "vito": "false", "vala": "true"}


@pytest.fixture
def bundle(database: Database, settings: Settings, people: People, tmp_path: Path) -> Bundle:
    """Return what writes the bundle of the one article."""

    def write(name: str) -> Path:
        path = tmp_path / name
        with path.open("w+b") as file:
            write_bundle(database, DiskBlobs(settings.blob_dir), people.eda, 1, file)
        return path

    return write


def disputed(session: Session, people: People) -> tuple[Life, int]:
    """Bring a claim before a panel of three; return its number in the database."""
    life = Life(session, people)
    for rule in session.scalars(select(PolicyRule)):
        rule.requirement = {**rule.requirement, "dispute": "panel", "second_check": "required"}
    for name in VOTES:
        email = f"{name}@desk.test"
        session.add(Person(email=email, name=name.title(), role=Role.CHECKER, password_hash="x", settings={}))
    session.flush()
    wall = claim_with(session, life.article, "killed nine")
    confirm_claims(session, life.who("eda"), life.article.id, [wall.id])
    take_claim(session, life.who("cleo"), wall.id)
    cited = (life.evidence(wall).id,)
    ratings = (life.rating("attribution", "accurate"), life.rating("public", "true"))
    found = Finding(*ratings, disposition=Disposition.STANDS, rationale="We read it.", evidence_ids=cited)
    propose_verdict(session, life.who("cleo"), wall.id, found, version=wall.version)
    review_verdict(session, life.who("cass"), wall.id, Review.DISPUTE, "The roll differs.", number=1)
    return life, wall.id


def vote(life: Life, claim_id: int, name: str) -> None:
    """Sit down and vote."""
    voter = life.session.scalars(select(Person).where(Person.name == name.title())).one()
    take_seat(life.session, voter, claim_id)
    vote_on_panel(
        life.session,
        voter,
        claim_id,
        attribution_id=life.rating("attribution", "accurate"),
        content_id=life.rating("public", VOTES[name]),
        note=NOTES[name],
        number=1,
    )


def everything(path: Path) -> str:
    with zipfile.ZipFile(path) as zipped:
        return "\n".join(zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist())


def test_votes_are_closed_until_the_last_is_in(database: Database, people: People, bundle: Bundle) -> None:
    with database.write() as session:
        life, claim_id = disputed(session, people)
        vote(life, claim_id, "vera")
        vote(life, claim_id, "vito")
    open_yet = bundle("voting.zip")
    assert not any(note in everything(open_yet) for note in NOTES.values())
    counts = verify_bundle(open_yet).counts
    assert counts["rows of the log kept closed"] == 2
    assert "votes and blind checks" not in counts
    with database.write() as session:
        life.session = session
        vote(life, claim_id, "vala")
    # The twin: the same desk, its vote ended.
    ended = bundle("voted.zip")
    assert all(note in everything(ended) for note in NOTES.values())
    counts = verify_bundle(ended).counts
    assert counts["rows of the log kept closed"] == 0
    assert counts["votes and blind checks"] == 3


def turn_a_vote(files: Files) -> None:
    rows = rows_of(files, "verdicts.json")
    rows[0]["opinions"][1]["content"] = "True"
    put_rows(files, "verdicts.json", rows)


def lose_a_vote(files: Files) -> None:
    rows = rows_of(files, "verdicts.json")
    del rows[0]["opinions"][1]
    put_rows(files, "verdicts.json", rows)


def add_a_vote(files: Files) -> None:
    rows = rows_of(files, "verdicts.json")
    rows[0]["opinions"].append(rows[0]["opinions"][0] | {"id": 999})
    put_rows(files, "verdicts.json", rows)


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (turn_a_vote, "has another content than the log says"),
        (lose_a_vote, "The log tells of a vote or blind check"),
        (add_a_vote, "is not in the log"),
    ],
)
def test_a_vote_that_was_tampered_with_is_named(
    database: Database, people: People, bundle: Bundle, tmp_path: Path, tamper: Callable[[Files], None], sentence: str
) -> None:
    with database.write() as session:
        life, claim_id = disputed(session, people)
        for name in VOTES:
            vote(life, claim_id, name)
    assert refusal(bundle("whole.zip"), tmp_path, tamper).find(sentence) >= 0


def refusal(path: Path, folder: Path, tamper: Callable[[Files], None]) -> str:
    """Return what is said of a bundle that somebody changed and sealed anew."""
    files = unpack(path)
    tamper(files)
    mend_manifest(files)
    mend_seal(files)
    with pytest.raises(Fault) as refused:
        verify_bundle(pack(files, folder / "forged.zip"))
    return str(refused.value)


def apply(session: Session, people: People, rows: list[list[str]]) -> None:
    """Apply a sheet to a new article's claim “killed nine”."""
    life = Life(session, people)
    wall = claim_with(session, life.article, "killed nine")
    confirm_claims(session, life.who("eda"), life.article.id, [wall.id])
    typed = [["no.", "fact", "method", "source", "note", "confidential"]]
    typed += [[str(wall.number), "", *row] for row in rows]
    sheet = take_sheet(session, life.who("eda"), life.article.id, typed, file_name="facts.csv", blob=FILE)
    plan = plan_sheet(session, life.who("eda"), sheet)
    apply_sheet(session, life.who("eda"), life.article.id, sheet.id, plan_digest=plan.digest)


def test_a_sheet_is_told_row_by_row_and_held_against_the_log(
    database: Database, people: People, bundle: Bundle, tmp_path: Path
) -> None:
    with database.write() as session:
        apply(session, people, [["rang", "Mara Lind", "She counted them", ""]])
    path = bundle("sheet.zip")
    assert verify_bundle(path).counts["spreadsheets applied"] == 1
    sheet: dict[str, Any] = sheets(path)[0]
    assert sheet["blob"] == FILE
    assert [row["cells"]["note"] for row in sheet["rows"]] == ["She counted them"]

    def other_counts(files: Files) -> None:
        told = rows_of(files, "sheets.json")
        told[0]["counts"] = {}
        put_rows(files, "sheets.json", told)

    def no_sheet(files: Files) -> None:
        put_rows(files, "sheets.json", [])

    assert "facts.csv” did not become" in refusal(path, tmp_path, other_counts)
    assert "spreadsheet 1, which is not in the bundle" in refusal(path, tmp_path, no_sheet)


def test_of_a_confidential_row_only_that_it_is_there_and_no_digest_to_guess_by(
    database: Database, people: People, bundle: Bundle
) -> None:
    rows = [["rang", "Mara Lind", "She counted them", ""], ["rang", "Ottoline Quarrymouse", "By the quarry", "yes"]]
    with database.write() as session:
        apply(session, people, rows)
    path = bundle("closed.zip")
    verify_bundle(path)
    told = everything(path)
    assert "Ottoline" not in told
    assert "By the quarry" not in told
    assert FILE not in told
    assert [row.get("withheld", False) for row in sheets(path)[0]["rows"]] == [False, True]


def sheets(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as zipped:
        told: list[dict[str, Any]] = json.loads(zipped.read("sheets.json"))
    return told
