"""The pages of the checking sheet: out, in with a look first, and what hostile cells and files come to."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.models import Claim, Event, Evidence, Person, SheetRow, Verdict
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from tests.copy_kit import bring_in, claim_with, hidden_call
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        made, _ = bring_in(session, people)
        claim = claim_with(session, made, "killed nine")
        for values in (
            hidden_call(),
            EvidenceValues(
                kind=EvidenceKind.PAGE,
                stance=Stance.SUPPORTS,
                title='=HYPERLINK("http://evil.test")',
                url="https://town.test/a",
                excerpt="@SUM(1)",
                note="Hidden Heron says the same",
            ),
        ):
            log_evidence(session, session.get_one(Person, people.eda), claim.id, values)
        return made.id


def out(client: FlaskClient, article: int, form: str, **fields: str) -> bytes:
    answer = send(client, f"/articles/{article}/sheet", f"/articles/{article}/sheet/file", form=form, **fields)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    data: bytes = answer.data
    return data


def bring(client: FlaskClient, article: int, data: bytes, name: str = "facts.csv") -> str:
    """Bring a sheet in and return the address of its preview."""
    answer = send(client, f"/articles/{article}/sheet", f"/articles/{article}/sheet", file=(io.BytesIO(data), name))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def apply(client: FlaskClient, preview: str) -> str:
    page = client.get(preview).text
    answer = send(client, preview, preview, plan=value_of(page, "plan"))
    assert answer.status_code == 303, answer.text
    return client.get(preview).text


def test_86_no_cell_is_run_as_a_formula_in_either_form(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    rows = list(csv.reader(io.StringIO(out(eda, article, "csv").decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert '\'=HYPERLINK("http://evil.test")' in cells
    assert "'@SUM(1)" in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    book = openpyxl.load_workbook(io.BytesIO(out(eda, article, "xlsx")))
    found = [cell for row in book["Facts"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(found) == 1
    with zipfile.ZipFile(io.BytesIO(out(eda, article, "xlsx"))) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets.lower()


def test_a_sheet_for_outside_holds_nothing_confidential_and_says_so(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    for form in ("csv", "xlsx"):
        data = out(eda, article, form)
        words = data.decode("utf-8-sig") if form == "csv" else str(openpyxl_words(data))
        assert "Heron" not in words
        assert "withheld: protects a source" in words
        inside = out(eda, article, form, internal="y")
        assert "Hidden Heron" in (inside.decode("utf-8-sig") if form == "csv" else openpyxl_words(inside))


def openpyxl_words(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_checker_neither_takes_a_sheet_out_nor_brings_one_in(sign_in: Enter, article: int) -> None:
    cleo = sign_in("cleo")
    assert cleo.get(f"/articles/{article}/sheet").status_code == 403
    assert send(cleo, "/queue", f"/articles/{article}/sheet/file", form="csv").status_code == 403
    assert send(cleo, "/queue", f"/articles/{article}/sheet").status_code == 403


def test_rows_are_shown_then_brought_in_and_a_tick_is_no_verdict(
    sign_in: Enter, article: int, app_database: Database
) -> None:
    eda = sign_in("eda")
    sheet = (
        "Our facts of Tuesday\n\n"
        "fact;line;method;source;date;ok;note;who\n"
        "Engineers from Dalheim;;phone, primary;Harbour office;3 March 2026;ok;asked twice;MK\n"
        ";;web;https://town.test/b;;;;\n"
        "no such words anywhere;;book;;;;;\n"
        ";5;;;;x;fine by me;\n"
    ).encode("cp1252")
    preview = bring(eda, article, sheet)
    page = eda.get(preview).text
    with app_database.read() as session:
        assert session.scalars(select(SheetRow)).first() is None
    assert "1 row cannot be placed" in page
    assert "does not stand in this draft" in page
    done = apply(eda, preview)
    assert "no such words anywhere" in done
    with app_database.read() as session:
        logged = session.scalars(select(Evidence).where(Evidence.kind == EvidenceKind.CALL)).all()[-1]
        assert (logged.primary, logged.stance, logged.note) == (True, Stance.CONTEXT, "asked twice")
        assert logged.locator == {"who": "Harbour office", "attempts": [{"at": "3 March 2026", "outcome": ""}]}
        assert session.scalars(select(Evidence).where(Evidence.url == "https://town.test/b")).one().claim_id == (
            logged.claim_id
        )
        assert session.scalars(select(Verdict)).first() is None
        assert not session.scalars(select(Claim).where(Claim.state.in_([ClaimState.RULED, ClaimState.AGREED]))).all()
        row = session.scalars(select(SheetRow).where(SheetRow.evidence_id == logged.id)).one()
        assert (row.cells["ok"], row.cells["who"]) == ("ok", "MK")
        actions = set(
            session.scalars(
                select(Event.action).where(Event.action.like("%sheet%") | (Event.action == "remark.imported"))
            )
        )
        assert {"sheet.brought_in", "sheet.applied", "remark.imported"} <= actions
        claim_id = logged.claim_id
    assert "From spreadsheets (" in eda.get(f"/claims/{claim_id}").text
    again = bring(eda, article, sheet)
    assert "Nothing: all that can be placed is here already" in eda.get(again).text


def test_a_preview_that_went_stale_is_shown_anew_and_does_nothing(
    sign_in: Enter, article: int, app_database: Database, people: People
) -> None:
    eda = sign_in("eda")
    preview = bring(eda, article, b"fact,method,source\nEngineers from Dalheim,web,https://town.test/c\n")
    plan = value_of(eda.get(preview).text, "plan")
    with app_database.write() as session:
        claim = session.scalars(select(Claim).where(Claim.article_id == article)).first()
        assert claim is not None
        values = EvidenceValues(kind=EvidenceKind.PAGE, stance=Stance.CONTEXT, url="https://town.test/c")
        for one in session.scalars(select(Claim).where(Claim.article_id == article)):
            log_evidence(session, session.get_one(Person, people.eda), one.id, values)
    answer = send(eda, f"/articles/{article}/sheet", preview, plan=plan)
    assert answer.status_code == 409
    assert "The article changed" in answer.text
    with app_database.read() as session:
        assert session.scalars(select(SheetRow)).first() is None
    assert send(eda, f"/articles/{article}/sheet", preview, plan="").status_code == 409


def test_applying_twice_brings_it_in_once(sign_in: Enter, article: int, app_database: Database) -> None:
    eda = sign_in("eda")
    preview = bring(eda, article, b"fact,ok\nEngineers from Dalheim,x\n")
    plan = value_of(eda.get(preview).text, "plan")
    page = f"/articles/{article}/sheet"
    assert send(eda, page, preview, plan=plan).status_code == 303
    assert send(eda, page, preview, plan=plan).status_code == 409
    with app_database.read() as session:
        assert len(session.scalars(select(SheetRow)).all()) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("notes.csv", b"hello\nworld\n", "No row of headings"),
        ("only.csv", b"fact,line\n", "no rows below"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "reads .xlsx and .csv"),
        ("text.pdf", b"%PDF-1.7\n", "reads .xlsx and .csv"),
        ("broken.xlsx", b"PK\x03\x04nothing", "damaged"),
        ("many.csv", b"fact,line\n" + b"a,1\n" * 3100, "more than 3,000 rows"),
        ("wide.csv", b"fact,line" + b",x" * 80 + b"\n", "more than 60 columns"),
    ],
)
def test_72_a_file_that_is_no_sheet_is_refused_in_one_sentence(
    sign_in: Enter, article: int, name: str, data: bytes, said: str
) -> None:
    answer = send(
        sign_in("eda"), f"/articles/{article}/sheet", f"/articles/{article}/sheet", file=(io.BytesIO(data), name)
    )
    assert answer.status_code == 422
    assert said in answer.text


def test_65_66_67_a_workbook_that_unpacks_to_a_bomb_or_defines_entities_is_refused(
    sign_in: Enter, article: int
) -> None:
    def book(name: str, content: bytes, more: int = 0) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("[Content_Types].xml", "<Types/>")
            parts.writestr("xl/workbook.xml", "<workbook/>")
            parts.writestr(name, content)
            for number in range(more):
                parts.writestr(f"xl/media/{number}", b"")
        return file.getvalue()

    eda = sign_in("eda")
    for data, said in (
        (book("xl/sharedStrings.xml", b" " * (60 * 1024 * 1024)), "more than 50 MB"),
        (book("xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><sst/>'), "entities"),
        (book("xl/../../x", b""), "forbidden name"),
        (book("xl/inner.zip", b""), "archive, program or link"),
        (book("xl/styles.xml", b"", more=2100), "too many parts"),
        (book("xl/styles.xml", b"<x"), "damaged"),
    ):
        answer = send(
            eda, f"/articles/{article}/sheet", f"/articles/{article}/sheet", file=(io.BytesIO(data), "facts.xlsx")
        )
        assert (answer.status_code, said in answer.text) == (422, True), answer.text[-3000:]


def test_87_control_characters_in_cells_never_break_a_file(
    sign_in: Enter, article: int, app_database: Database
) -> None:
    with app_database.write() as session:
        row = session.scalars(select(Evidence).where(Evidence.url != "")).one()
        row.note = "bell\x07 and \x0b tab \ufffe end"
    eda = sign_in("eda")
    assert "bell\N{REPLACEMENT CHARACTER} and" in out(eda, article, "csv").decode("utf-8-sig")
    assert "bell\N{REPLACEMENT CHARACTER} and" in openpyxl_words(out(eda, article, "xlsx"))


def test_77_89_hostile_cells_are_shown_as_they_were_written(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    cell = "<script>alert(1)</script>\"' onmouseover=x {{7*7}} " + "w" * 5000
    file = io.StringIO()
    csv.writer(file).writerows([["fact", "note", "<b>who</b>"], ["Engineers from Dalheim", cell, cell]])
    preview = bring(eda, article, file.getvalue().encode(), name='../../"<img>.csv')
    page = eda.get(preview).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{7*7}}" in page
    apply(eda, preview)
