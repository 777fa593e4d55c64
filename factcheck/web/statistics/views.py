"""Show the figures of the desk for a span of days, and hand each out as a file."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, render_template, request

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.domain.sheets import guard_cell
from factcheck.models.base import utc_now
from factcheck.services.sheet_write import clean_cell
from factcheck.services.statistics import desk_figures, one_figure
from factcheck.services.statistics_parts import LEAST, make_span
from factcheck.web.access import permit, person
from factcheck.web.desk import desk
from factcheck.web.statistics.charts import WIDTH, draw
from factcheck.web.times import zone

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.services.statistics_parts import Span

bp = Blueprint("statistics", __name__)


@bp.get("/stats")
@permit(Action.SEE_STATISTICS)
def show() -> ResponseReturnValue:
    """Show all figures of a span, the last twelve weeks where none is asked for."""
    wrong = ""
    try:
        span = _span()
    except InvalidInput as error:
        wrong, span = str(error), make_span(None, None, today=_today())
    with desk().read() as session:
        figures = desk_figures(session, person(), span)
    page = render_template(
        "statistics/show.html",
        figures=[(figure, draw(figure)) for figure in figures],
        span=span,
        typed=(request.args.get("first", span.first.isoformat()), request.args.get("last", span.last.isoformat())),
        wrong=wrong,
        least=LEAST,
        width=WIDTH,
        page_errors=bool(wrong),
    )
    return make_response(page, 422 if wrong else 200)


@bp.get("/stats/<string:key>.csv")
@permit(Action.SEE_STATISTICS)
def as_file(key: str) -> ResponseReturnValue:
    """Hand out the numbers of one figure."""
    with desk().read() as session:
        figure = one_figure(session, person(), _span(), key)
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(figure.headings)
    writer.writerows([guard_cell(clean_cell(str(cell))) for cell in row] for row in figure.rows)
    answer = Response(file.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{figure.key}.csv"'
    return answer


def _span() -> Span:
    return make_span(_day("first"), _day("last"), today=_today())


def _today() -> date:
    return utc_now().astimezone(zone()).date()


def _day(name: str) -> date | None:
    """Return the day that the address names, None where it names none."""
    typed = request.args.get(name, "").strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        raise InvalidInput("Write a day as year-month-day, such as 2026-03-04.", field=name) from None
