"""The sheet that desks check with: out, in again, and nothing lost or made up on the way."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.domain.retention import Step
from factcheck.domain.sheets import WITHHELD, guard_cell, unguard_cell
from factcheck.fetch.extract.sheet import read_sheet
from factcheck.models import Claim, Draft, Evidence, Occurrence, Person, SheetImport, SheetRow
from factcheck.models.base import utc_now
from factcheck.services.erase_article import erase_article
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.origin_find import OriginChoice
from factcheck.services.sheet_apply import apply_sheet
from factcheck.services.sheet_cells import read_source
from factcheck.services.sheet_export import export_sheet
from factcheck.services.sheet_plan import Fate, plan_sheet
from factcheck.services.sheet_take import take_sheet
from factcheck.services.sheet_write import CSV, XLSX, write_sheet
from tests.copy_kit import bring_in, claim_with

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article
    from factcheck.services.sheet_export import SheetOut
    from factcheck.services.sheet_plan import Plan
    from tests.conftest import People

HEADINGS = ["fact", "line", "method", "source", "date", "ok", "note"]


def rows_of(out: SheetOut, form: str) -> list[list[str]]:
    return list(read_sheet("zip" if form == XLSX else "text", write_sheet(out, form))["rows"])


def empty_copy(session: Session, people: People, of: Article) -> Article:
    """Bring in the same text once more, with its lines and without a claim."""
    last = session.scalars(select(Draft).where(Draft.article_id == of.id).order_by(Draft.number.desc()).limit(1)).one()
    article, draft = bring_in(session, people, last.text)
    session.execute(delete(Occurrence).where(Occurrence.draft_id == draft.id))
    session.execute(delete(Claim).where(Claim.article_id == article.id))
    article.next_claim_number = 1
    session.flush()
    session.expire_all()
    return article


def plan_of(session: Session, people: People, article: Article, rows: list[list[str]]) -> tuple[int, Plan]:
    editor = session.get_one(Person, people.eda)
    sheet = take_sheet(session, editor, article.id, rows, file_name="facts.csv", blob="ab" * 32)
    return sheet.id, plan_sheet(session, editor, sheet)


def bring(session: Session, people: People, article: Article, rows: list[list[str]]) -> Plan:
    sheet_id, plan = plan_of(session, people, article, rows)
    apply_sheet(session, session.get_one(Person, people.eda), article.id, sheet_id, plan_digest=plan.digest)
    session.expire_all()
    return plan


def sheet(session: Session, people: People, article: Article, *, internal: bool = True) -> SheetOut:
    return export_sheet(session, session.get_one(Person, people.eda), article.id, internal=internal)


def same(one: SheetOut, other: SheetOut) -> None:
    assert other.headings == one.headings
    assert list(other.rows) == list(one.rows)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(lambda words: bool(words.strip()) and words == " ".join(words.split()))
LINES = st.lists(WORDS, max_size=3).map("\n".join)
DANGER = st.sampled_from(["=1+1", "+1", "-1", "@SUM(1)", "'=x", "''=x", "＝1", '=HYPERLINK("http://x")', "|a", " =1"])


@st.composite
def sources(draw: st.DrawFn) -> EvidenceValues:
    kind = draw(st.sampled_from(EvidenceKind))
    words = WORDS | DANGER.filter(lambda cell: cell == cell.strip())
    url = draw(st.sampled_from(["https://a.test/x?y=1,2;3", "http://b.test/"]))
    places: dict[EvidenceKind, dict[str, Any]] = {
        EvidenceKind.PAGE: {"spot": draw(LINES)},
        EvidenceKind.DOCUMENT: {"page": draw(words)},
        EvidenceKind.CALL: {
            "who": draw(words),
            "attempts": draw(st.lists(st.fixed_dictionaries({"at": words, "outcome": words}), min_size=1, max_size=3)),
        },
        EvidenceKind.INTERVIEW: {"who": draw(words), "timecode": draw(words)},
        EvidenceKind.BOOK: {"author": draw(words), "page": draw(words)},
        EvidenceKind.DATASET: {"query": draw(LINES.filter(bool)), "version": draw(words)},
        EvidenceKind.EMAIL: {"who": draw(words)},
    }
    return EvidenceValues(
        kind=kind,
        stance=draw(st.sampled_from(Stance)),
        title=draw(words),
        url=url if kind in {EvidenceKind.PAGE, EvidenceKind.DOCUMENT} else draw(st.just("") | st.just(url)),
        outlet=draw(st.just("") | words),
        excerpt=draw(LINES | DANGER),
        note=draw(LINES | DANGER),
        locator=places[kind],
        confidential=draw(st.booleans()),
        primary=draw(st.booleans()),
        origin=draw(st.none() | st.builds(OriginChoice, kind=st.sampled_from(OriginKind), name=words)),
    )


@pytest.mark.parametrize("form", [CSV, XLSX])
# Each example is a desk: to make a failing one smaller takes minutes, and says little more.
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_out_and_into_an_empty_copy_and_out_again_is_equal(database: Any, form: str, data: st.DataObject) -> None:
    from tests.conftest import add_people  # noqa: PLC0415 - a world of its own for each example

    with pytest.raises(ZeroDivisionError), database.write() as session:
        people = add_people(session)
        article, _ = bring_in(session, people)
        editor = session.get_one(Person, people.eda)
        claims = list(session.scalars(select(Claim).where(Claim.article_id == article.id).order_by(Claim.number)))
        for values in data.draw(st.lists(sources(), max_size=4)):
            log_evidence(session, editor, data.draw(st.sampled_from(claims)).id, values)
        # A desk's own columns, ticks and notes come by an earlier sheet.
        cells = data.draw(st.fixed_dictionaries(dict.fromkeys(("ok", "note", "by whom", "Ärger?"), LINES | DANGER)))
        number = str(data.draw(st.sampled_from(claims)).number)
        bring(session, people, article, [["no.", "fact", *cells], [number, "", *cells.values()]])
        out = sheet(session, people, article)
        copy = empty_copy(session, people, article)
        bring(session, people, copy, rows_of(out, form))
        same(out, sheet(session, people, copy))
        again = plan_of(session, people, copy, rows_of(sheet(session, people, copy), form))[1]
        assert [row.fate for row in again.rows if row.fate is not Fate.SAME] == []
        raise ZeroDivisionError  # nothing of the example stays for the next


def test_erasing_an_article_empties_its_sheets_and_their_confidential_rows(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, _ = bring_in(session, people)
    rows = [
        ["fact", "method", "source", "date", "confidential", "by whom"],
        ["Engineers from Dalheim", "call", "Hidden Heron", "Monday", "yes", "MK"],
        ["Fishermen in Ostvik", "web", "https://town.test/a", "", "", "LO"],
    ]
    bring(session, people, article, rows)
    article.retain_until = utc_now().date() - timedelta(days=400)
    monkeypatch.setattr("factcheck.services.erase_article.keeping_of", lambda *_a, **_k: _Due())
    erase_article(session, article.id, months=1)
    session.expire_all()
    kept = session.scalars(select(SheetRow).order_by(SheetRow.position)).all()
    assert [row.cells for row in kept] == [
        {},
        {"fact": rows[2][0], "method": "web", "source": rows[2][2], "by whom": "LO"},
    ]
    assert session.scalars(select(SheetImport)).one().rows == []


class _Due:
    """Say that the day has come: when it does is tested with the keeping itself."""

    def step(self, _now: Any) -> Step:
        return Step.ERASE


def test_known_facts_are_found_by_number_words_part_and_line(session: Session, people: People) -> None:
    article, _ = bring_in(session, people)
    wall = claim_with(session, article, "killed nine")
    rows = [
        ["no.", "fact", "line", "ok"],
        [str(wall.number), "", "", "a"],
        ["", "Fishermen in Ostvik  landed 900 tonnes of cod during the winter.", "", "b"],
        ["", "inspected the harbour", "", "c"],
        ["", "what the desk wrote in its own words", "4", "d"],
        ["99999", "Engineers from Dalheim", "", "e"],
        [str(wall.number), "Fishermen in Ostvik landed 900 tonnes of cod during the winter", "", "f"],
        ["", "Ostvik", "", "g"],
    ]
    plan = plan_of(session, people, article, rows)[1]
    assert [row.fate.value for row in plan.rows] == [*["remark"] * 4, *["unplaced"] * 3]
    assert [row.how for row in plan.rows[:4]] == [
        "by its number",
        "by its exact words",
        "its words are a part of the claim’s",
        "by line 4; the words differ",
    ]
    assert "far beyond" in plan.rows[4].why
    assert "its words are those of claim" in plan.rows[5].why
    assert "Give the line" in plan.rows[6].why


def test_a_source_on_a_ruled_claim_stays_a_remark_and_says_why(session: Session, people: People) -> None:
    article, _ = bring_in(session, people)
    wall = claim_with(session, article, "killed nine")
    wall.state = ClaimState.RULED
    session.flush()
    plan = bring(session, people, article, [["no.", "fact", "link"], [str(wall.number), "", "https://town.test/x"]])
    assert [(row.fate, row.why) for row in plan.rows] == [
        (Fate.REMARK, f"Claim {wall.number} is ruled, so no source is logged on it; reopen it first.")
    ]
    assert session.scalars(select(Evidence)).first() is None
    assert session.scalars(select(SheetRow)).one().cells["link"] == "https://town.test/x"


def test_a_changed_cell_changes_the_source_and_an_empty_one_does_not(session: Session, people: People) -> None:
    article, _ = bring_in(session, people)
    wall = claim_with(session, article, "killed nine")
    values = EvidenceValues(
        kind=EvidenceKind.PAGE,
        stance=Stance.SUPPORTS,
        url="https://town.test/x",
        title="Wall",
        note="kept",
        excerpt="old",
    )
    row = log_evidence(session, session.get_one(Person, people.eda), wall.id, values)
    rows = [["no.", "fact", "source", "link", "says", "note", "bearing"]]
    rows.append([str(wall.number), "", "Wall", "https://town.test/x", "new", "", "refutes"])
    plan = bring(session, people, article, rows)
    assert [(one.fate, one.differs) for one in plan.rows] == [(Fate.CHANGED, ("says", "bearing"))]
    changed = session.get_one(Evidence, row.id)
    assert (changed.excerpt, changed.note, changed.stance) == ("new", "kept", Stance.REFUTES)


@pytest.mark.parametrize(
    ("method", "source", "date", "kind", "locator"),
    [
        (
            "rang",
            "Mara Lind",
            "3 March",
            EvidenceKind.CALL,
            {"who": "Mara Lind", "attempts": [{"at": "3 March", "outcome": ""}]},
        ),
        ("book", "Ivo Sand, The Wall, p. 91", "", EvidenceKind.BOOK, {"author": "Ivo Sand", "page": "91"}),
        ("interview (primary)", "Mara Lind", "", EvidenceKind.INTERVIEW, {"who": "Mara Lind"}),
        ("", "See https://town.test/a.", "", EvidenceKind.PAGE, {}),
        ("e-mail", "Mara Lind", "", EvidenceKind.EMAIL, {"who": "Mara Lind"}),
    ],
)
def test_the_short_rows_of_desks_become_evidence_of_their_kind(
    method: str, source: str, date: str, kind: EvidenceKind, locator: dict[str, Any]
) -> None:
    values = read_source({"method": method, "source": source, "date": date})
    assert (values.kind, values.locator, values.stance) == (kind, locator, Stance.CONTEXT)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"method": "call", "source": "Mara Lind"}, "at least one attempt"),
        ({"method": "book", "source": "The Wall"}, "who wrote the book"),
        ({"method": "hearsay", "source": "Mara Lind"}, "names no kind of source"),
        ({"method": "page", "link": "javascript:alert(1)"}, "begins with https"),
        ({"method": "page", "link": "https://a.test/", "bearing": "proves"}, "is no bearing"),
        ({"method": "report", "source": "The report"}, "its file or its address"),
    ],
)
def test_82_a_source_that_lacks_what_its_kind_needs_is_named(cells: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_source(cells)


@given(cell=st.text() | DANGER)
def test_86_what_guards_a_cell_is_taken_off_again(cell: str) -> None:
    assert unguard_cell(guard_cell(cell)) == cell
    assert not guard_cell(cell).lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    table = [["fact", "method", "ok"], ["Ärger, „groß“; and more", "phone", "✓" if encoding.startswith("utf") else "x"]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(table)
    data = file.getvalue().encode(encoding)
    assert read_sheet("text", data)["rows"] == table


def test_a_checker_may_not_export_and_a_confidential_source_is_withheld(session: Session, people: People) -> None:
    article, _ = bring_in(session, people)
    wall = claim_with(session, article, "killed nine")
    values = EvidenceValues(
        kind=EvidenceKind.EMAIL, stance=Stance.REFUTES, locator={"who": "Hidden Heron"}, confidential=True
    )
    log_evidence(session, session.get_one(Person, people.eda), wall.id, values)
    out = sheet(session, people, article, internal=False)
    assert "Heron" not in repr(out.rows)
    assert out.withheld == 1
    assert any(WITHHELD in row for row in out.rows)
    with pytest.raises(NotAllowed):
        export_sheet(session, session.get_one(Person, people.cleo), article.id)
    again = plan_of(session, people, article, [list(out.headings), *[list(row) for row in out.rows]])[1]
    assert {row.fate for row in again.rows} == {Fate.SAME, Fate.UNPLACED}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["20", "", "", "a note"], "There is no claim 20, and the row has no fact to look for."),
        (["", "", "99", "a note"], "Line 99 is taken or not there, and the row has no fact to look for."),
        (["", "no such words", "99", ""], "“no such words” does not stand in this draft, and line 99 is taken or not"),
    ],
)
def test_what_has_no_place_is_told_by_what_it_has(session: Session, people: People, row: list[str], why: str) -> None:
    article, _ = bring_in(session, people)
    plan = bring(session, people, article, [["no.", "fact", "line", "note"], row])
    assert plan.rows[0].fate is Fate.UNPLACED
    assert plan.rows[0].why.startswith(why)
