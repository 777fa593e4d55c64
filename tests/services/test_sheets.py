"""The sheet that desks check with: out, in again, and nothing lost or made up on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.fetch.extract.sheet import read_sheet
from factcheck.models import Article, Claim, Draft, Occurrence, Person
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.origin_find import OriginChoice
from factcheck.services.sheet_apply import apply_sheet
from factcheck.services.sheet_export import export_sheet
from factcheck.services.sheet_plan import Fate, plan_sheet
from factcheck.services.sheet_take import take_sheet
from factcheck.services.sheet_write import CSV, XLSX, write_sheet
from tests.copy_kit import bring_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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
