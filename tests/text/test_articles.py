"""Articles of several kinds, written for this, and what a careful checker marks in each: floors for all together."""

from pathlib import Path

import pytest

from bench.articles import FIGURES, measure, share

HERE = Path(__file__).parent / "articles"
# The marks of these were made by correcting the splitter's own output: they hold what works.
KNOWN = sorted(HERE.glob("*.txt"))
# The marks of these were made before the splitter saw the articles (bench.articles says how it fares on each).
BLIND = sorted((HERE / "blind").glob("*.txt"))
FLOORS = {  # of the known, of the blind
    "passages": (0.97, 0.97),
    "roles": (0.97, 0.97),
    "checkable": (0.97, 0.97),
    "claims": (0.85, 0.83),
    "kinds": (0.85, 0.82),
    "chains": (0.85, 0.82),
    "quotes": (0.95, 0.93),
    "quantities": (0.9, 0.75),
    "findings": (0.8, 0.75),
    "alarms": (0.7, 0.9),
}


def together(paths: list[Path]) -> dict[str, float]:
    met: dict[str, list[bool]] = {name: [] for name in FIGURES}
    for path in paths:
        for name, found in measure(path).met.items():
            met[name].extend(found)
    return {name: share(found) or 0.0 for name, found in met.items()}


@pytest.fixture(scope="module")
def known() -> dict[str, float]:
    return together(KNOWN)


@pytest.fixture(scope="module")
def blind() -> dict[str, float]:
    return together(BLIND)


@pytest.mark.parametrize(("figure", "floors"), FLOORS.items())
def test_articles_are_taken_apart_as_a_checker_would(
    known: dict[str, float], figure: str, floors: tuple[float, float]
) -> None:
    assert known[figure] >= floors[0]


@pytest.mark.parametrize(("figure", "floors"), FLOORS.items())
def test_articles_whose_marks_came_first_are_taken_apart_nearly_as_well(
    blind: dict[str, float], figure: str, floors: tuple[float, float]
) -> None:
    assert blind[figure] >= floors[1]
