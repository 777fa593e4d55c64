"""Say when the parts of an article that may be erased are erased: never without notice, never under a legal hold."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

#: Between telling people and erasing, whatever the date says.
NOTICE = timedelta(days=30)


class Step(StrEnum):
    """Say what is owed to an article now."""

    NONE = "none"
    ANNOUNCE = "announce"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Hold how long an article is kept: the day (None: without end), whose it is, holds, and what was announced.

    `announced_for` is the day that was announced, `announced_at` when; a day that changed since was not announced.
    """

    until: date | None
    by_default: bool = False
    hold: bool = False
    announced_for: date | None = None
    announced_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def is_announced(self) -> bool:
        """Say whether people were told of the day as it stands."""
        return self.until is not None and self.announced_for == self.until and self.announced_at is not None

    def erases_on(self, now: datetime) -> date | None:
        """Return the first day on which it may be erased, None where it is kept without end or held."""
        if self.until is None or self.hold or self.erased_at is not None:
            return None
        told = self.announced_at if self.is_announced and self.announced_at else max(now, _noon(self.until) - NOTICE)
        return max(self.until, (told + NOTICE).date())

    def step(self, now: datetime) -> Step:
        """Return what is owed now."""
        if self.until is None or self.hold or self.erased_at is not None:
            return Step.NONE
        if not self.is_announced:
            return Step.ANNOUNCE if _noon(self.until) - NOTICE <= now else Step.NONE
        erases_on = self.erases_on(now)
        return Step.ERASE if erases_on is not None and erases_on <= now.date() else Step.NONE


def _noon(day: date) -> datetime:
    # Days are those of UTC; noon keeps a clock that is off by an hour from moving one.
    return datetime.fromisoformat(f"{day.isoformat()}T12:00:00+00:00")


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
