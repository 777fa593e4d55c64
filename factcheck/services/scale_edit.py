"""Change a scale: the next version is made, and old verdicts keep the version they were given on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.domain.verdicts import Layer, Tone
from factcheck.models.base import utc_now
from factcheck.models.verdict import Scale
from factcheck.services.event_log import log_event
from factcheck.services.scale_seed import ratings_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.domain.verdicts import RatingSeed
    from factcheck.models import Person

FEWEST, MOST = 2, 15
LONGEST_LABEL, LONGEST_DEFINITION, LONGEST_SYMBOL = 80, 600, 8
WORST, BEST = 1, 5
_KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


def edit_scale(
    session: Session, actor: Person, key: str, *, number: int, name: str, ratings: Sequence[RatingSeed]
) -> Scale:
    """Make the next version of scale `key`; `number` is the version that the form was opened with."""
    require(Action.MANAGE_SCALES, actor.role)
    old = session.scalars(
        select(Scale).where(Scale.key == key, Scale.retired_at.is_(None)).with_for_update(key_share=True)
    ).one_or_none()
    if old is None:
        raise NotFound("There is no such scale.")
    if old.number != number:
        raise WrongState(f"The scale was changed meanwhile: it is at version {old.number}. Reload and compare.")
    name = name.strip()
    if not name:
        raise InvalidInput("Give the scale a name.", field="name")
    _check_ratings(old.layer, ratings)
    old.retired_at = utc_now()
    new = Scale(key=key, number=old.number + 1, name=name[:120], layer=old.layer, ratings=ratings_from(ratings))
    session.add(new)
    session.flush()
    log_event(
        session,
        actor,
        "scale.edited",
        ("scale", new.id),
        before=_told(old),
        after=_told(new),
    )
    return new


def _told(scale: Scale) -> dict[str, object]:
    fields = ("key", "label", "definition", "symbol", "colour", "value")
    ratings = [{field: getattr(rating, field) for field in fields} for rating in scale.ratings]
    return {"key": scale.key, "number": scale.number, "name": scale.name, "ratings": ratings}


def _check_ratings(layer: Layer, ratings: Sequence[RatingSeed]) -> None:
    if not FEWEST <= len(ratings) <= MOST:
        raise InvalidInput(f"A scale has {FEWEST} to {MOST} ratings; this one has {len(ratings)}.", field="ratings")
    for place, rating in enumerate(ratings, start=1):
        _check_rating(place, rating, layer)
    for what, values in (
        ("key", [rating.key for rating in ratings]),
        ("label", [rating.label.casefold() for rating in ratings]),
        ("place on the truth line", [rating.value for rating in ratings if rating.value is not None]),
    ):
        if len(set(values)) < len(values):
            raise InvalidInput(f"Two ratings have the same {what}. Each needs its own.", field="ratings")
    # Two ratings that look alike in black and white are told apart by their label; that much is checked above.
    line = [rating.value for rating in ratings if rating.value is not None]
    if len(line) == 1:
        raise InvalidInput("A truth line needs at least two ratings with numbers, or none.", field="ratings")


def _check_rating(place: int, rating: RatingSeed, layer: Layer) -> None:
    said = f"Rating {place}"
    if not _KEY.match(rating.key):
        raise InvalidInput(
            f"{said}: the key takes small letters, digits and “_”, and begins with a letter.", field="ratings"
        )
    if not 0 < len(rating.label) <= LONGEST_LABEL:
        raise InvalidInput(f"{said}: give it a label of at most {LONGEST_LABEL} characters.", field="ratings")
    if not 0 < len(rating.definition) <= LONGEST_DEFINITION:
        raise InvalidInput(f"{said}: say what it means in at most {LONGEST_DEFINITION} characters.", field="ratings")
    if not 0 < len(rating.symbol) <= LONGEST_SYMBOL:
        raise InvalidInput(f"{said}: give it a symbol, so that it is not told by colour alone.", field="ratings")
    if rating.colour not in set(Tone):
        raise InvalidInput(f"{said}: choose one of the colours offered.", field="ratings")
    if rating.value is not None and (layer is Layer.ATTRIBUTION or not WORST <= rating.value <= BEST):
        raise InvalidInput(f"{said}: its place on the truth line is {WORST} to {BEST}, or empty.", field="ratings")
