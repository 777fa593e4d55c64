"""Show and edit the scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action
from factcheck.domain.verdicts import Layer, RatingSeed, Tone
from factcheck.services.scale_edit import MOST, edit_scale
from factcheck.services.scale_list import current_scales, scale_versions
from factcheck.web.access import actor, permit
from factcheck.web.args import NUMBER_DIGITS, whole_number
from factcheck.web.desk import desk
from factcheck.web.forms import DeskForm, told_by
from factcheck.web.typed import typed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.domain.errors import DeskError

bp = Blueprint("scales", __name__)
_SPARE_ROWS = 2
_FIELDS = ("key", "label", "definition", "symbol", "colour", "value")


def _typed_rows() -> list[dict[str, str]]:
    """Return the rows of the form as typed, in the order of their place numbers."""
    rows = []
    for place in range(MOST + _SPARE_ROWS):
        row = {name: str(typed(request.form.get(f"r{place}-{name}", ""))).strip() for name in _FIELDS}
        row["place"] = request.form.get(f"r{place}-place", "").strip()
        if any(row[name] for name in ("key", "label", "definition", "symbol")):
            rows.append(row)
    return sorted(rows, key=_place)


def _place(row: dict[str, str]) -> int:
    found = whole_number(row["place"], digits=NUMBER_DIGITS)
    return MOST if found is None else found


def _seed(row: dict[str, str]) -> RatingSeed:
    # What is no number lies on no line: 0 is refused with all else that is wrong.
    value = (whole_number(row["value"], digits=1) or 0) if row["value"] else None
    return RatingSeed(row["key"], row["label"], row["definition"], row["symbol"], row["colour"], value)


@bp.get("/admin/scales")
@permit(Action.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the scales in force."""
    with desk().read() as session:
        return render_template("scales/index.html", scales=current_scales(session))


@bp.get("/admin/scales/<string(maxlength=40):key>")
@permit(Action.MANAGE_SCALES)
def show(key: str) -> ResponseReturnValue:
    """Show one scale with its versions, and the form that makes the next."""
    return _page(key)


def _page(
    key: str, rows: list[dict[str, str]] | None = None, name: str | None = None, error: DeskError | None = None
) -> ResponseReturnValue:
    with desk().read() as session:
        versions = scale_versions(session, key)
        if not versions:
            abort(404)
        now = versions[0]
        shown = rows or [
            {
                "place": str(place),
                "key": rating.key,
                "label": rating.label,
                "definition": rating.definition,
                "symbol": rating.symbol,
                "colour": rating.colour,
                "value": str(rating.value or ""),
            }
            for place, rating in enumerate(now.ratings, start=1)
        ]
        spare = [dict.fromkeys((*_FIELDS, "place"), "") for _ in range(_SPARE_ROWS)]
        page = render_template(
            "scales/show.html",
            scale=now,
            versions=versions,
            rows=[*shown, *spare][: MOST + _SPARE_ROWS],
            name=now.name if name is None else name,
            tones=list(Tone),
            on_line=now.layer is Layer.CONTENT,
            form=DeskForm(None),
            wrong=told_by(error, at="ratings"),
            page_errors=error is not None,
        )
    return page, 422 if error is not None else 200


@bp.post("/admin/scales/<string(maxlength=40):key>")
@permit(Action.MANAGE_SCALES)
def edit(key: str) -> ResponseReturnValue:
    """Make the next version of a scale."""
    rows = _typed_rows()
    name = str(typed(request.form.get("name", "")))
    number = request.form.get("number", "")
    try:
        with desk().db.write() as session:
            scale = edit_scale(
                session,
                actor(session),
                key,
                number=whole_number(number, digits=NUMBER_DIGITS) or 0,
                name=name,
                ratings=[_seed(row) for row in rows],
            )
            words = f"“{scale.name}” is at version {scale.number} now. Verdicts given before keep theirs."
    except (InvalidInput, WrongState) as error:
        return _page(key, rows, name, error)
    flash(words, "good")
    return redirect(url_for("scales.show", key=key), code=303)
