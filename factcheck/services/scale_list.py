"""Read the scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.domain.verdicts import SCALES
from factcheck.models.verdict import Scale

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ORDER = {seed.key: place for place, seed in enumerate(SCALES)}


def current_scales(session: Session) -> list[Scale]:
    """Return the scales in force with their ratings, content before attribution."""
    query = select(Scale).where(Scale.retired_at.is_(None)).options(joinedload(Scale.ratings))
    return sorted(session.scalars(query).unique(), key=lambda scale: (_ORDER.get(scale.key, len(_ORDER)), scale.key))


def scale_versions(session: Session, key: str) -> list[Scale]:
    """Return all versions of one scale, newest first."""
    query = select(Scale).where(Scale.key == key).order_by(Scale.number.desc()).options(selectinload(Scale.ratings))
    return list(session.scalars(query))


def all_scales(session: Session) -> list[Scale]:
    """Return every version of every scale, those in force first, then the newest of the retired."""
    query = select(Scale).options(selectinload(Scale.ratings))
    return sorted(
        session.scalars(query),
        key=lambda scale: (
            scale.retired_at is not None,
            _ORDER.get(scale.key, len(_ORDER)),
            scale.key,
            -scale.number,
        ),
    )
