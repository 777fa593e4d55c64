"""Show both texts of a stale form and take the choice that was made between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import make_response, render_template, request
from sqlalchemy import select

from factcheck.models import Event
from factcheck.services.word_diff import word_diff
from factcheck.web.desk import desk
from factcheck.web.times import moment_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from factcheck.domain.errors import StaleWrite

_LONG = 40

#: What the values of a box are called.
BOX = {"True": "Yes", "False": "No", "": "No"}


def conflict_page(
    stale: StaleWrite,
    subject: tuple[str, int],
    *,
    labels: Mapping[str, str],
    back: str,
    unchanged: Mapping[str, str],
    named: Mapping[str, Mapping[str, str]] | None = None,
) -> ResponseReturnValue:
    """Render the 409: each field that clashes with its three texts, the others carried along as typed.

    `named` gives, for a field that holds no words of its own (a box, a choice), the words of each value.
    """
    fields = [
        {
            "name": clash.name,
            "label": labels.get(clash.name, clash.name.replace("_", " ").capitalize()),
            "base": clash.base or "",
            "theirs": clash.theirs or "",
            "mine": clash.mine or "",
            "words": (named or {}).get(clash.name, {}),
            "theirs_diff": _diff(clash.base, clash.theirs),
            "mine_diff": _diff(clash.base, clash.mine),
        }
        for clash in stale.clashes
    ]
    with desk().read() as session:
        last = session.scalars(
            select(Event)
            .where(Event.object_kind == subject[0], Event.object_id == subject[1])
            .order_by(Event.seq.desc())
            .limit(1)
        ).one_or_none()
        who = last.actor if last is not None else "Somebody"
        when = moment_of(last.at)["words"] if last is not None else "just now"
    clashing = {clash.name for clash in stale.clashes}
    kept = {name: value for name, value in unchanged.items() if name not in clashing}
    page = render_template(
        "conflict.html",
        fields=fields,
        who=who,
        when=when,
        sentence=str(stale),
        action=request.path,
        version=stale.version,
        kept=kept,
        back=back,
        page_errors=True,
    )
    return make_response(page, 409)


def _diff(base: str | None, text: str | None) -> list[tuple[str, str]]:
    if not base or not text or max(len(base), len(text)) < _LONG:
        return []
    return word_diff(base, text)


def chosen() -> dict[str, Any]:
    """Return the fields of a form that came from the 409 page, each as chosen there; others as they are."""
    values: dict[str, Any] = {name: request.form[name] for name in request.form}
    for name in list(values):
        if name.startswith("keep-"):
            field = name.removeprefix("keep-")
            side = values[name] if values[name] in {"mine", "theirs", "base"} else "mine"
            values[field] = values.get(f"{side}-{field}", "")
    return values
