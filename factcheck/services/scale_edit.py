"""Change a scale: the next version is made, and old verdicts keep the version they were given on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import NotFound, WrongState
from factcheck.domain.faults import Faults
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
    faults = Faults()
    if not name:
        faults.add("Give the scale a name.", field="scale-name")
    _check_ratings(faults, old.layer, ratings)
    faults.settle()
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


def _check_ratings(faults: Faults, layer: Layer, ratings: Sequence[RatingSeed]) -> None:
    if not FEWEST <= len(ratings) <= MOST:
        faults.add(f"A scale has {FEWEST} to {MOST} ratings; this one has {len(ratings)}.", field="ratings")
    for place, rating in enumerate(ratings):
        _check_rating(faults, place, rating, layer)
    columns: tuple[tuple[str, str, list[object]], ...] = (
        ("key", "key", [rating.key for rating in ratings]),
        ("label", "label", [rating.label.casefold() for rating in ratings]),
        ("place on the truth line", "value", [rating.value for rating in ratings]),
    )
    for what, name, values in columns:
        for place, value in enumerate(values):
            if value not in {None, ""} and value in values[:place]:
                said = f"Ratings {values.index(value) + 1} and {place + 1} have the same {what}. Each needs its own."
                faults.add(said, field=field_of(place, name))
    # Two ratings that look alike in black and white are told apart by their label; that much is checked above.
    line = [rating.value for rating in ratings if rating.value is not None]
    if len(line) == 1:
        faults.add("A truth line needs at least two ratings with numbers, or none.", field="ratings")


def field_of(place: int, name: str) -> str:
    """Name the field of the rating at `place`, from 0, as its form does."""
    return f"r{place}-{name}"


def _check_rating(faults: Faults, place: int, rating: RatingSeed, layer: Layer) -> None:
    def need(name: str, words: str, *, good: bool) -> None:
        if not good:
            faults.add(f"Rating {place + 1}: {words}", field=field_of(place, name))

    need(
        "key",
        "the key takes small letters, digits and “_”, and begins with a letter.",
        good=bool(_KEY.match(rating.key)),
    )
    label, definition, symbol = (len(words) for words in (rating.label, rating.definition, rating.symbol))
    need("label", f"give it a label of at most {LONGEST_LABEL} characters.", good=0 < label <= LONGEST_LABEL)
    need(
        "definition",
        f"say what it means in at most {LONGEST_DEFINITION} characters.",
        good=0 < definition <= LONGEST_DEFINITION,
    )
    need("symbol", "give it a symbol, so that it is not told by colour alone.", good=0 < symbol <= LONGEST_SYMBOL)
    need("colour", "choose one of the colours offered.", good=rating.colour in set(Tone))
    on_line = rating.value is None or (layer is not Layer.ATTRIBUTION and WORST <= rating.value <= BEST)
    need("value", f"its place on the truth line is {WORST} to {BEST}, or empty.", good=on_line)
