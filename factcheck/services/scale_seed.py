"""Put the scales that the desk starts with into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.verdicts import SCALES
from factcheck.models.verdict import Rating, Scale
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.domain.verdicts import RatingSeed


def ratings_from(seeds: Sequence[RatingSeed]) -> list[Rating]:
    """Return rows for the ratings of a scale, in their order."""
    return [
        Rating(
            position=position,
            key=seed.key,
            label=seed.label,
            definition=seed.definition,
            symbol=seed.symbol,
            colour=seed.colour,
            value=seed.value,
        )
        for position, seed in enumerate(seeds, start=1)
    ]


def seed_scales(session: Session) -> int:
    """Add the scales that are not there yet and return how many; what a desk has edited stays as it is."""
    there = set(session.scalars(select(Scale.key)))
    missing = [scale for scale in SCALES if scale.key not in there]
    for seed in missing:
        scale = Scale(key=seed.key, number=1, name=seed.name, layer=seed.layer, ratings=ratings_from(seed.ratings))
        session.add(scale)
        session.flush()
        log_event(session, None, "scale.seeded", ("scale", scale.id), after={"key": seed.key, "number": 1})
    return len(missing)
