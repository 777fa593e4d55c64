"""Warn where the same words got another rating before: a desk that rates them otherwise now says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.services.ruling_search import search_rulings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Rating, Ruling
    from factcheck.services.ruling_search import LikeRuling

FIELD = "precedent_seen"


def same_words(session: Session, claim: Claim, *, like: Sequence[LikeRuling] | None = None) -> list[Ruling]:
    """Return earlier rulings, the desk's and imported ones, on just the words of a claim; `like` are those found."""
    found = search_rulings(session, claim.statement, but_claim_id=claim.id) if like is None else like
    return [one.row for one in found if one.same_words and not one.differs and one.row.rating]


def rated_otherwise(rulings: Sequence[Ruling], rating: Rating) -> list[Ruling]:
    """Return the rulings that another rating than `rating` was given; what lies on another scale is not compared."""
    keys = {one.key for one in rating.scale.ratings}
    return [
        row
        for row in rulings
        if row.rating.strip().casefold() != rating.label.casefold()
        and (row.own_claim_id is None or row.payload.get("content") in keys)
    ]


def warning(rulings: Sequence[Ruling]) -> str:
    """Say which ratings the same words got before, "" where there are none."""
    if not rulings:
        return ""
    told = [f"“{row.rating}” ({row.publisher or 'this desk'}{_day(row)})" for row in rulings]
    return f"The same words were rated otherwise before: {', '.join(told)}."


def require_seen(session: Session, claim: Claim, rating: Rating, *, seen: bool) -> None:
    """Raise InvalidInput where the same words got another rating and nobody said that they know."""
    others = [] if seen else rated_otherwise(same_words(session, claim), rating)
    if others:
        raise InvalidInput(
            f"{warning(others)} Say below why it is otherwise here, tick that you know of it, and send this again.",
            field=FIELD,
        )


def _day(row: Ruling) -> str:
    return f", {row.published_on:%d %b %Y}" if row.published_on else ""
