"""Give every template the frame of its page: who is signed in, where one can go, how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, get_flashed_messages, request, url_for

from factcheck import __version__
from factcheck.domain.keys import pressed
from factcheck.domain.permissions import Action, allowed
from factcheck.services.job_delay import work_delayed
from factcheck.services.notice_list import unread_and_head
from factcheck.web.access import can
from factcheck.web.desk import desk
from factcheck.web.once import form_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from markupsafe import Markup

    from factcheck.models import Person

#: U+202A to U+202E and U+2066 to U+2069.
TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
#: Label, endpoint, the action that opens it, key after `g`.
NAV = (
    ("Desk", "desk.dashboard", Action.SEE_DESK, "g d"),
    ("My queue", "queue.show", Action.SEE_DESK, "g q"),
    ("Articles", "articles.index", Action.SEE_DESK, ""),
    ("Documents", "documents.index", Action.SEE_DESK, ""),
    ("Published", "public.index", Action.SEE_DESK, "g p"),
    ("Reports", "challenges.index", Action.ANSWER_CHALLENGE, ""),
)
#: What keeps the desk running stands in the menu of the person, not among the ways of the day.
KEEPING = (
    ("Statistics", "statistics.show", Action.SEE_STATISTICS, ""),
    ("Policy", "policy.index", Action.MANAGE_POLICY, ""),
    ("Failed work", "jobs.index", Action.SEE_LOG, ""),
    ("Log", "log.index", Action.SEE_LOG, ""),
    ("People", "people.index", Action.MANAGE_PEOPLE, ""),
)


def _nav(ways: Sequence[tuple[str, str, Action, str]], person: Person, app: Flask) -> list[dict[str, Any]]:
    here = (request.endpoint or "").partition(".")[0]
    return [
        {
            "label": label,
            "href": url_for(endpoint),
            "current": endpoint.partition(".")[0] == here,
            "count": None,
            "key": key,
        }
        for label, endpoint, action, key in ways
        if endpoint in app.view_functions and allowed(action, person.role)
    ]


def one_way(words: Markup) -> str:
    """Drop marks that turn the direction of text: a window's title has no element that could hold them."""
    return words.translate(TURNING)


def register_frame(app: Flask) -> None:
    """Hang the context into the application."""
    app.jinja_env.filters["one_way"] = one_way

    @app.template_global()
    def key_of(letter: str) -> str:
        """Give the cap of a key the letter that the signed-in person chose for it."""
        person: Person | None = g.get("person")
        own: dict[str, str] = (person.settings or {}).get("keys", {}) if person is not None else {}
        return own.get(letter, letter)

    @app.context_processor
    def frame() -> dict[str, Any]:
        settings = desk().settings
        person: Person | None = g.get("person")
        context: dict[str, Any] = {
            "desk_name": settings.desk_name,
            "version": __version__,
            "language": settings.language,
            "can": can,
            "form_key": form_key,
            "work_is_late": _work_is_late,
            "Action": Action,
            "current_user": person,
            "theme": "",
            "nav": [],
            "house_nav": [],
        }
        if person is not None:
            own = person.settings or {}
            with desk().read() as session:
                unread, head = unread_and_head(session, person.id)
            context |= {
                "nav": _nav(NAV, person, app),
                "house_nav": _nav(KEEPING, person, app),
                "theme": own.get("theme", ""),
                "density": own.get("density", ""),
                "keys_on": own.get("keys_on", True),
                "keymap": pressed(own.get("keys", {})),
                "motion": own.get("motion", ""),
                "chain_head": head,
                "idle_seconds": settings.session_idle_minutes * 60,
                "unread": unread,
                "notices_href": url_for("notices.index"),
                "flashes": get_flashed_messages(with_categories=True),
                "links": _links(app),
            }
        return context


def _work_is_late() -> bool:
    """Tell templates that show work under way whether workers or their queue are away; asked only where it is shown."""
    with desk().read() as session:
        return work_delayed(session)


def _links(app: Flask) -> dict[str, str]:
    wanted = {
        "home": "desk.dashboard",
        "search": "desk.search",
        "settings": "settings.show",
        "sessions": "settings.sessions",
        "logout": "sign_in.leave",
        "login": "sign_in.enter",
        "help": "help.show",
    }
    return {name: url_for(endpoint) for name, endpoint in wanted.items() if endpoint in app.view_functions}
