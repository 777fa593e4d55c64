"""Show open claims by person or by state; the address can be sent to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, url_for

from factcheck.domain.permissions import Action, allowed
from factcheck.services.article_edit import get_article
from factcheck.services.board_view import DueBy, Grouped, view_board
from factcheck.services.desk_load import workload
from factcheck.web.access import permit, person
from factcheck.web.args import choice_arg, number_arg
from factcheck.web.articles.forms import people_choices
from factcheck.web.articles.shown import claim_address
from factcheck.web.desk import desk
from factcheck.web.times import day_ends_at

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("board", __name__)


@bp.get("/board")
@permit(Action.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show the board."""
    by = Grouped(choice_arg("by", set(Grouped), Grouped.PERSON))
    asked = choice_arg("due", set(DueBy))
    article_id = number_arg("article") or None
    with desk().read() as session:
        article = get_article(session, article_id) if article_id else None
        groups = view_board(
            session,
            by=by,
            day_ends_at=day_ends_at(),
            due_by=DueBy(asked) if asked else None,
            article_id=article_id,
        )
        left = any(group.load is not None and group.load.gone for group in groups)
        may_give = left and allowed(Action.ASSIGN_CLAIM, person().role)
        return render_template(
            "board/show.html",
            givable=people_choices(workload(session, day_ends_at())) if may_give else [],
            here=url_for("board.show", by=by.value, due=asked or None, article=article_id),
            groups=groups,
            by=by.value,
            due_by=asked,
            article=article,
            ways=[
                {
                    "label": label,
                    "href": url_for("board.show", by=way.value, due=asked or None, article=article_id),
                    "current": way is by,
                    "count": None,
                }
                for way, label in ((Grouped.PERSON, "By person"), (Grouped.STATE, "By state"))
            ],
            total=sum(group.total for group in groups),
            address=claim_address,
        )
