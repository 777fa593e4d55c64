"""When something is erased: never without notice, never under a hold, never before its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.retention import NOTICE, Keeping, Step, add_months

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = date(2026, 3, 1)
LONG_AGO = NOW - timedelta(days=90)


@pytest.mark.parametrize(
    ("keeping", "step"),
    [
        (Keeping(None), Step.NONE),
        (Keeping(date(2027, 1, 1)), Step.NONE),
        (Keeping(date(2026, 3, 20)), Step.ANNOUNCE),
        (Keeping(date(2020, 1, 1)), Step.ANNOUNCE),
        (Keeping(date(2020, 1, 1), hold=True), Step.NONE),
        (Keeping(date(2020, 1, 1), announced_for=date(2020, 1, 1), announced_at=NOW - timedelta(days=29)), Step.NONE),
        (Keeping(date(2020, 1, 1), announced_for=date(2020, 1, 1), announced_at=NOW - timedelta(days=30)), Step.ERASE),
        # The day was moved since it was announced: it is announced anew.
        (
            Keeping(date(2020, 2, 1), announced_for=date(2020, 1, 1), announced_at=NOW - timedelta(days=90)),
            Step.ANNOUNCE,
        ),
        (Keeping(date(2020, 1, 1), erased_at=NOW), Step.NONE),
    ],
)
def test_what_is_owed(keeping: Keeping, step: Step) -> None:
    assert keeping.step(NOW) is step


KEEPINGS = st.builds(
    Keeping,
    until=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    hold=st.booleans(),
    announced_for=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    announced_at=st.none() | st.integers(0, 500).map(lambda days: NOW - timedelta(days=days)),
)


@given(keeping=KEEPINGS, as_announced=st.booleans())
def test_nothing_is_erased_without_its_day_notice_and_no_hold(keeping: Keeping, as_announced: bool) -> None:
    if as_announced:
        keeping = replace(keeping, announced_for=keeping.until)
    if keeping.step(NOW) is Step.ERASE:
        assert keeping.until is not None
        assert keeping.until <= DAY
        assert not keeping.hold
        assert keeping.announced_for == keeping.until
        assert keeping.announced_at is not None
        assert (NOW - keeping.announced_at) >= NOTICE - timedelta(days=1)
        assert keeping.erases_on(NOW) is not None
        assert replace(keeping, hold=True).step(NOW) is Step.NONE


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 5), 24, date(2028, 11, 5)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), 1200, date(2126, 1, 1)),
        (date(9999, 1, 1), 1200, date.max),
    ],
)
def test_months_later(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then
