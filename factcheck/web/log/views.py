"""Show the log to editors, with filters, and check its chain on demand."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from factcheck.domain.permissions import Action
from factcheck.heads import noted_heads
from factcheck.services.blind import blind_claim_ids
from factcheck.services.event_log import verify_log
from factcheck.services.event_words import event_words
from factcheck.services.log_read import PER_PAGE, LogFilters, log_actions, log_head, log_page, log_people
from factcheck.web.access import permit
from factcheck.web.desk import desk
from factcheck.web.forms import DeskForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.models import Event
    from factcheck.services.event_log import Audit

bp = Blueprint("log", __name__)
_LAST_PAGE = 100_000
_ID_DIGITS = 15
_LONGEST_VALUE = 400


def _number(name: str, most: int = 10**_ID_DIGITS - 1) -> int:
    found = request.args.get(name, "")
    return min(int(found), most) if found.isascii() and found.isdigit() and len(found) <= _ID_DIGITS else 0


def _day(name: str, *, after: bool = False) -> datetime | None:
    try:
        day = datetime.strptime(request.args.get(name, "")[:10], "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    start = datetime.combine(day, time.min, tzinfo=UTC)
    try:
        return start + timedelta(days=1) if after else start
    except OverflowError:
        return None


def _filters(known: list[str]) -> LogFilters:
    action = request.args.get("action", "")
    return LogFilters(
        actor_id=_number("who"),
        action=action if action in known else "",
        article_id=_number("article"),
        claim_id=_number("claim"),
        since=_day("since"),
        until=_day("until", after=True),
    )


def _changes(event: Event) -> list[tuple[str, str, str]]:
    """Return what an event says changed: field, before, after."""
    before, after = event.before or {}, event.after or {}
    return [
        (name, _short(before.get(name)), _short(after.get(name)))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _kept_back(event: Event, hidden: frozenset[int]) -> bool:
    """Say whether an event tells of a verdict that waits for a blind second check."""
    return event.claim_id in hidden and event.action.startswith("verdict.")


def _words(event: Event) -> str:
    return event_words(event.action, event.before or {}, event.after or {})[0]


def _short(value: Any) -> str:
    words = "" if value is None else str(value)
    return words if len(words) <= _LONGEST_VALUE else words[:_LONGEST_VALUE] + "…"


def _query() -> dict[str, Any]:
    names = ("who", "action", "article", "claim", "since", "until")
    return {name: request.args[name][:60] for name in names if request.args.get(name)}


def _page(audit: Audit | None = None) -> str:
    with desk().db.read() as session:
        known = log_actions(session)
        filters = _filters(known)
        wanted = max(1, _number("page", _LAST_PAGE))
        events, total = log_page(session, filters, page=wanted)
        pages = max(1, -(-total // PER_PAGE))
        here = min(wanted, pages)
        if here != wanted:
            events, total = log_page(session, filters, page=here)
        query = _query()
        hidden = blind_claim_ids(session)
        return render_template(
            "log/index.html",
            events=[(event, [] if _kept_back(event, hidden) else _changes(event), _words(event)) for event in events],
            total=total,
            page=here,
            pages=pages,
            url_of=lambda number: url_for("log.index", **{**query, "page": str(number)}),
            chosen=query,
            actions=known,
            people=log_people(session),
            head=log_head(session),
            audit=audit,
            form=DeskForm(None),
        )


@bp.get("/log")
@permit(Action.SEE_LOG)
def index() -> ResponseReturnValue:
    """Show the log, newest first."""
    return _page()


@bp.post("/log/verify")
@permit(Action.SEE_LOG)
def verify() -> ResponseReturnValue:
    """Walk the whole chain and say whether it holds."""
    with desk().db.read() as session:
        audit = verify_log(session, noted=[noted.hash for noted in noted_heads(desk().settings.head_dir)])
    return _page(audit)
