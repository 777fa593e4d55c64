"""Write days and moments as people read them, in the desk's time zone, and read them from forms."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import g

from factcheck.config import zone_of
from factcheck.models.base import utc_now
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from factcheck.models import Person

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - read at a glance
)
_WEEK = 6
_SOON = timedelta(hours=24)


def day_words(day: date) -> str:
    """Return "4 March 2026"; no locale, so every machine writes the same."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime, zone: str = "UTC") -> str:
    """Return "4 March 2026, 14:05" in the desk's time zone."""
    here = moment.astimezone(zone_of(zone))
    return f"{day_words(here.date())}, {here:%H:%M}"


def zone_name() -> str:
    """Return the time zone that the signed-in person chose, else the desk's."""
    person: Person | None = g.get("person")
    own = (person.settings or {}).get("zone", "") if person is not None else ""
    return own or desk().settings.time_zone


def zone() -> ZoneInfo:
    """Return the time zone that this page is shown in."""
    return zone_of(zone_name())


def desk_zone() -> ZoneInfo:
    """Return the desk's time zone, whoever looks: what is public has one day for everybody."""
    return desk().settings.zone


def desk_day(moment: datetime) -> date:
    """Return the day on which something happened at the desk."""
    return moment.astimezone(desk_zone()).date()


def from_form(typed: datetime | None) -> datetime | None:
    """Return a moment typed without a zone as one in the desk's."""
    return typed.replace(tzinfo=zone()) if typed is not None else None


def to_form(moment: datetime | None) -> datetime | None:
    """Return a moment as a form shows it: in the desk's zone, without naming it."""
    return moment.astimezone(zone()).replace(tzinfo=None) if moment is not None else None


def day_ends_at() -> datetime:
    """Return the end of the desk's day."""
    local = utc_now().astimezone(zone())
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=zone())


def moment_of(moment: datetime) -> dict[str, str]:
    """Return {iso, words} of a moment: "today 14:05", "Tue 09:30", "3 May 2026 18:00"."""
    local = moment.astimezone(zone())
    return {"iso": local.isoformat(timespec="seconds"), "words": f"{_day(local.date())} {local:%H:%M}"}


def _day(day: date) -> str:
    today = utc_now().astimezone(zone()).date()
    away = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away)
    if near:
        return near
    if abs(away) <= _WEEK:
        return f"{day:%a} {day.day} {day:%b}"
    return f"{day.day} {day:%b %Y}"


def due_of(moment: datetime | None, *, done: bool = False) -> dict[str, str]:
    """Return {due, due_words, due_state} for the macros; what is done is never late."""
    if moment is None:
        return {"due": "", "due_words": "", "due_state": ""}
    said = moment_of(moment)
    left = moment - utc_now()
    state = "over" if left < timedelta() else "soon" if left < _SOON else ""
    return {"due": said["iso"], "due_words": said["words"], "due_state": "" if done else state}


def time_words() -> dict[str, Any]:
    """Give templates the functions above."""
    return {"moment_of": moment_of, "due_of": due_of}
