"""The figures of the desk: counted right, drawn with words beside them, and not at all where they are too few."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from factcheck.domain.verdicts import VerdictState
from factcheck.models import Capture, Claim, Person, Verdict, Via
from factcheck.services.statistics import desk_figures
from factcheck.services.statistics_parts import Chart, Figure, make_span
from factcheck.web.statistics.charts import draw
from tests.verdict_world import build_world
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
TODAY = NOW.date()


def build(session: Session, people: People, count: int = 6) -> None:
    """Rule so many claims, a day later each, on one origin; the first has two."""
    world = build_world(session, people)
    shared = world.origin("Board minutes")
    for number in range(count):
        claim = Claim(
            article_id=world.article.id,
            number=10 + number,
            statement=f"Statement {number}",
            kind="event",
            chain=["Courier", "=Mara Lind"],
            state="to_check",
            created_at=NOW - timedelta(days=number + 1),
        )
        session.add(claim)
        session.flush()
        items = [world.evidence(claim, origin_id=shared.id, outlet="Quell Courier")]
        if number == 0:
            items.append(world.evidence(claim, outlet="Quell Courier"))
        verdict = world.ruled(claim, *items, content="confirmed" if number else "cannot_confirm")
        verdict.ruled_at = NOW
        session.add(
            Capture(
                via=Via.FETCH,
                url=f"https://a.test/{world.article.id}/{number}",
                state="blocked" if number % 2 else "captured",
                sha256=f"{number:064d}",
                fetched_at=NOW,
            )
        )
    for one in session.scalars(select(Claim).where(Claim.number < 10)):
        one.created_at = NOW - timedelta(days=400)
    session.flush()


def figures(session: Session, people: People) -> dict[str, Figure]:
    found = desk_figures(session, session.get_one(Person, people.eda), make_span(None, TODAY, today=TODAY))
    return {one.key: one for one in found}


def test_the_figures_are_counted(session: Session, people: People) -> None:
    build(session, people)
    found = figures(session, people)
    weeks = {row[0]: row[1:] for row in found["claims"].rows}
    assert len(weeks) == 12
    assert weeks["2026-03-09"] == (2, 6)
    assert weeks["2026-03-02"] == (4, 0)
    assert found["time"].said == "Half took 4 days or less, nine tenths 6 days or less."
    assert sum(int(row[1]) for row in found["time"].rows) == 6
    assert [(row[0], row[1]) for row in found["verdicts"].rows] == [("✓ Confirmed", 5), ("? Cannot confirm", 1)]
    assert [row[1] for row in found["origins"].rows] == [0, 5, 1, 0, 0]
    assert found["sources"].rows[0] == ("Quell Courier", 6, 7)
    assert found["fetches"].rows == (("blocked", 3),)
    assert found["fetches"].n == 6
    assert found["agreement"].rows == (("event", 6, 6),)
    assert found["balance"].rows == (("=Mara Lind", 6, 0, 0, "Cannot confirm 1, Confirmed 5"),)


@pytest.mark.parametrize(("most", "marks"), [(1, ["0", "1", "2"]), (49, ["0", "25", "50"]), (90, ["0", "50", "100"])])
def test_the_scale_of_the_weeks_ends_and_halves_at_a_round_number(most: int, marks: list[str]) -> None:
    weeks = tuple((f"2026-03-{day:02}", most, 0) for day in (2, 9))
    drawing = draw(Figure("claims", "Claims", "", 9, "claims", ("Week", "In", "Done"), weeks, Chart.WEEKS))
    assert drawing is not None
    assert [label.words for label in drawing.labels if label.anchor == "end"] == marks


def test_a_ruling_within_minutes_took_no_zero_hours(session: Session, people: People) -> None:
    build(session, people)
    session.execute(update(Verdict).values(ruled_at=NOW))
    session.execute(update(Claim).values(created_at=NOW - timedelta(minutes=20)))
    assert figures(session, people)["time"].said == "Half took an hour or less, nine tenths an hour or less."


def test_no_figure_is_a_score_of_truth(session: Session, people: People) -> None:
    build(session, people)
    for one in figures(session, people).values():
        assert "score" not in one.said.lower()
        assert not {"mean", "average", "score"} & {heading.lower() for heading in one.headings}


@pytest.fixture
def desk(app_database: Database, people: People) -> None:
    with app_database.write() as session:
        build(session, people)


SPAN = "first=2025-12-22&last=2026-03-11"


def test_each_chart_has_its_words_its_table_and_its_file(sign_in: Enter, desk: None) -> None:
    eda = sign_in("eda")
    page = eda.get(f"/stats?{SPAN}").text
    for key in ("claims", "time", "verdicts", "origins", "sources", "agreement", "fetches"):
        assert f'aria-labelledby="chart-{key}-title chart-{key}-desc"' in page
        assert f'<desc id="chart-{key}-desc">' in page
    assert page.count("<summary>Figures</summary>") == 7
    assert "<caption>" not in page  # the heading above says it
    assert "0 publications and corrections: too few to show" in page
    assert 'id="chart-balance-title"' not in page
    answer = eda.get(f"/stats/balance.csv?{SPAN}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="balance.csv"'
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1][0] == "'=Mara Lind"
    assert eda.get("/stats/nothing.csv").status_code == 404


def test_fewer_than_five_are_said_and_not_drawn(sign_in: Enter, desk: None) -> None:
    page = sign_in("eda").get("/stats?first=2026-03-12&last=2026-03-20").text
    assert "0 rulings: too few to show. From 5 on there is a figure." in page
    assert 'id="chart-verdicts-title"' not in page


@pytest.mark.parametrize(
    "query",
    [
        "first=2026-03-11&last=2026-03-01",
        "first=never",
        "last=9999-12-31",
        "first=0001-01-01",
        "first=2020-01-01&last=2026-01-01",
    ],
)
def test_112_odd_days_are_answered_with_a_sentence(sign_in: Enter, desk: None, query: str) -> None:
    answer = sign_in("eda").get(f"/stats?{query}")
    assert answer.status_code == 422
    assert "The last twelve weeks are shown" in answer.text


def test_statistics_are_for_editors(sign_in: Enter, desk: None) -> None:
    cleo = sign_in("cleo")
    assert cleo.get("/stats").status_code == 403
    assert cleo.get("/stats/claims.csv").status_code == 403
    assert 'href="/stats"' not in cleo.get("/queue").text


def test_more_rulings_take_no_more_queries(database: Database, people: People) -> None:
    counts = []
    for count in (1, 12):
        with database.write() as session:
            for verdict in session.scalars(select(Verdict)):
                verdict.state = VerdictState.SUPERSEDED
            session.flush()
            build(session, people, count)
        with QueryCount(database.engine) as asked, database.read() as session:
            figures(session, people)
        counts.append(asked.count)
    assert counts[0] == counts[1]
