"""Read the evidence of a claim with its origins, people and captures; a page asks for it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from factcheck.db import ask_once
from factcheck.models import Capture, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def evidence_of(session: Session, claim_id: int) -> Sequence[Evidence]:
    """Return all evidence of a claim, withdrawn and confidential too, in the order in which it was logged."""
    query = (
        select(Evidence)
        .where(Evidence.claim_id == claim_id)
        .options(
            joinedload(Evidence.origin),
            joinedload(Evidence.logged_by),
            joinedload(Evidence.capture).options(defer(Capture.text)),
        )
        .order_by(Evidence.id)
    )
    return ask_once(session, (evidence_of, claim_id), lambda: session.scalars(query).all())
