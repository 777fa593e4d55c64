"""Show the log to editors, with filters, and check its chain on demand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from factcheck.domain.permissions import Action
from factcheck.heads import NotedHead, noted_heads
from factcheck.services.blind import blind_claim_ids
from factcheck.services.claim_history import KeptBack
from factcheck.services.event_changes import changes_of
from factcheck.services.event_log import MACHINE, verify_log
from factcheck.services.event_words import event_words
from factcheck.services.log_read import PER_PAGE, LogFilters, log_actions, log_head, log_page, log_people, log_row_hash
from factcheck.services.panel_find import voting_claim_ids
from factcheck.web.access import permit
from factcheck.web.args import ID_DIGITS, whole_number
from factcheck.web.desk import desk
from factcheck.web.forms import DeskForm
from factcheck.web.times import zone

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Event
    from factcheck.services.event_log import Audit

bp = Blueprint("log", __name__)
_LAST_PAGE = 100_000


def _number(name: str, most: int = 10**ID_DIGITS - 1) -> int:
    return min(whole_number(request.args.get(name, "")) or 0, most)


def _day(name: str, *, after: bool = False) -> datetime | None:
    try:
        day = date.fromisoformat(request.args.get(name, "")[:10])
        # Days are those of the times that stand beside the rows.
        start = datetime.combine(day + timedelta(days=1) if after else day, time.min, tzinfo=zone())
        return start.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _filters(known: list[str]) -> LogFilters:
    action = request.args.get("action", "")
    return LogFilters(
        actor_id=_number("who"),
        machine=request.args.get("who") == MACHINE,
        action=action if action in known else "",
        article_id=_number("article"),
        claim_id=_number("claim"),
        since=_day("since"),
        until=_day("until", after=True),
    )


def _words(event: Event) -> str:
    return event_words(event.action, event.before or {}, event.after or {})[0]


def _noted(session: Session) -> tuple[NotedHead, bool] | None:
    """Return the head that was noted last and whether it still stands in the log, None where none was."""
    heads = noted_heads(desk().settings.head_dir)
    if not heads:
        return None
    last = heads[-1]
    return last, last.seq == 0 or log_row_hash(session, last.seq) == last.hash


def _query() -> dict[str, Any]:
    names = ("who", "action", "article", "claim", "since", "until")
    return {name: request.args[name][:60] for name in names if request.args.get(name)}


def _page(audit: Audit | None = None) -> str:
    with desk().read() as session:
        known = log_actions(session)
        filters = _filters(known)
        wanted = max(1, _number("page", _LAST_PAGE))
        events, total = log_page(session, filters, page=wanted)
        pages = max(1, -(-total // PER_PAGE))
        here = min(wanted, pages)
        if here != wanted:
            events, total = log_page(session, filters, page=here)
        query = _query()
        kept = KeptBack(blind_claim_ids(session), voting_claim_ids(session))
        return render_template(
            "log/index.html",
            events=[(event, () if kept.why(event) else changes_of(event), _words(event)) for event in events],
            total=total,
            page=here,
            pages=pages,
            url_of=lambda number: url_for("log.index", **{**query, "page": str(number)}),
            chosen=query,
            actions=known,
            people=log_people(session),
            head=log_head(session),
            noted=_noted(session),
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
    with desk().read() as session:
        audit = verify_log(session, noted=[noted.hash for noted in noted_heads(desk().settings.head_dir)])
    return _page(audit)
