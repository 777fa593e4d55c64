"""Describe the figures of the statistics page: numbers in rows, for a chart, a table and a file alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from factcheck.domain.errors import InvalidInput

#: Below this a chart shows chance and, of small desks, single people.
LEAST = 5
_MOST_DAYS = 2 * 366
_FIRST_YEAR, _LAST_YEAR = 2000, 2199
WEEKS_SHOWN = 12


class Chart(StrEnum):
    """Say how a figure is drawn."""

    WEEKS = "weeks"
    BARS = "bars"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the days that are asked about, the last one included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """Return the moment at which the span begins, in UTC."""
        return datetime.combine(self.first, time(), tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """Return the moment before which the span ends."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=UTC)

    def weeks(self) -> list[date]:
        """Return the Mondays of the span."""
        first = self.first - timedelta(days=self.first.weekday())
        return [first + timedelta(weeks=n) for n in range((self.last - first).days // 7 + 1)]


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one figure: `n` is how many items it is made of, `said` one sentence that tells it in words."""

    key: str
    title: str
    said: str
    n: int
    what: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    chart: Chart = Chart.BARS

    @property
    def is_drawn(self) -> bool:
        """Say whether there is enough for a chart."""
        return self.n >= LEAST and self.chart is not Chart.NONE


def make_span(first: date | None, last: date | None, *, today: date) -> Span:
    """Return the span asked for, the last twelve weeks where nothing was; raise InvalidInput for one that is none."""
    for day in (first, last):
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise InvalidInput(f"Choose days between {_FIRST_YEAR} and {_LAST_YEAR}.", field="first")
    end = last or today
    start = first or end - timedelta(days=end.weekday(), weeks=WEEKS_SHOWN - 1)
    if start > end:
        raise InvalidInput("The first day lies after the last. Change one of them.", field="first")
    if (end - start).days > _MOST_DAYS:
        raise InvalidInput("Ask for two years at the most.", field="first")
    return Span(start, end)


def share(part: int, whole: int) -> str:
    """Return a share in whole per cent, "–" of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "–"
