"""Lay out the charts: where each bar stands. The template draws them as SVG, without a script or a style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.services.statistics_parts import Chart

if TYPE_CHECKING:
    from factcheck.services.statistics_parts import Figure

WIDTH = 640
_LABEL, _ROW, _BAR = 190, 26, 16
_HIGH, _FOOT, _HEAD = 180, 26, 8
_LEFT = 36
_MOST_LABELS = 8
_SERIES = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar with its place; `series` is 1 or 2, told apart by filling and not by colour alone."""

    x: float
    y: float
    width: float
    height: float
    series: int
    value: int


@dataclass(frozen=True, slots=True)
class Label:
    """Hold words with the place they begin, end or stand in the middle at."""

    x: float
    y: float
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold a chart: its size, its bars, what is written in it and the lines of its scale."""

    height: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    lines: tuple[float, ...]
    upright: bool


def draw(figure: Figure) -> Drawing | None:
    """Return the chart of a figure, None where it has too few items or is a table alone."""
    if not figure.is_drawn:
        return None
    return _weeks(figure) if figure.chart is Chart.WEEKS else _bars(figure)


def _bars(figure: Figure) -> Drawing:
    """Lay out lying bars, one a row: the first number of each row."""
    values = [int(row[1]) for row in figure.rows]
    most = max([*values, 1])
    bars, labels = [], []
    for at, (row, value) in enumerate(zip(figure.rows, values, strict=True)):
        y = at * _ROW + 4
        width = round((WIDTH - _LABEL - 50) * value / most, 1)
        bars.append(Bar(_LABEL, y, width, _BAR, 1, value))
        labels.append(Label(_LABEL - 8, y + 13, _short(str(row[0])), "end"))
        labels.append(Label(_LABEL + width + 6, y + 13, str(value)))
    return Drawing(len(values) * _ROW + 4, tuple(bars), tuple(labels), (), upright=False)


def _weeks(figure: Figure) -> Drawing:
    """Lay out standing bars, two a week, on a scale of whole numbers."""
    most = _round_top(max([*(int(value) for row in figure.rows for value in row[1:3]), 1]))
    step = (WIDTH - _LEFT) / max(1, len(figure.rows))
    wide = min(22.0, step / 2.6)
    bars, labels = [], []
    every = -(-len(figure.rows) // _MOST_LABELS)
    for at, row in enumerate(figure.rows):
        for series in range(1, _SERIES + 1):
            value = int(row[series])
            high = round(_HIGH * value / most, 1)
            x = round(_LEFT + at * step + (series - 1) * (wide + 1), 1)
            bars.append(Bar(x, _HEAD + _HIGH - high, round(wide, 1), high, series, value))
        if at % every == 0:
            labels.append(Label(round(_LEFT + at * step, 1), _HEAD + _HIGH + 16, str(row[0])[5:]))
    marks = sorted({0, most // 2, most})
    labels += [Label(_LEFT - 6, round(_HEAD + _HIGH - _HIGH * mark / most + 4, 1), str(mark), "end") for mark in marks]
    lines = tuple(round(_HEAD + _HIGH - _HIGH * mark / most, 1) for mark in marks)
    return Drawing(_HEAD + _HIGH + _FOOT, tuple(bars), tuple(labels), lines, upright=True)


def _round_top(most: int) -> int:
    """Return the next round number, for a scale whose half is one that a reader expects too."""
    power = 1
    while True:
        for step in (1, 2, 3, 4, 5, 6, 8):
            top = step * power
            if top >= most and top % 2 == 0:
                return top
        power *= 10


def _short(words: str, most: int = 28) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
