"""Say whether the desk is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify
from sqlalchemy import text

from factcheck.web.access import public
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Answer 200 once the database answers."""
    with desk().read() as session:
        session.execute(text("SELECT 1"))
    return jsonify(ready=True)
