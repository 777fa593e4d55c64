"""Write days and moments as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from datetime import date, datetime

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - read at a glance
)


def day_words(day: date) -> str:
    """Return "4 March 2026"; no locale, so every machine writes the same."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime, zone: str = "UTC") -> str:
    """Return "4 March 2026, 14:05" in the desk's time zone."""
    try:
        here = moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        here = moment
    return f"{day_words(here.date())}, {here:%H:%M}"
