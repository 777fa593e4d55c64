"""Tell who made a claim from its attribution chain: the named source nearest the origin."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ClaimantKind(StrEnum):
    """Name what schema.org calls a claimant."""

    PERSON = "Person"
    ORGANIZATION = "Organization"


class Claimant(NamedTuple):
    """Hold a named source outside the desk."""

    name: str
    kind: ClaimantKind


# Words that stand in names of bodies, not of people. What is not recognised counts as a person, the commoner case.
_BODY = re.compile(
    r"\b(?:agency|association|authority|bank|board|broadcasting|bureau|centre|center|chronicle|college|commission"
    r"|committee|company|congress|corp(?:oration)?|council|courier|court|daily|department|editors|foundation|fund"
    r"|gazette|gmbh|government|group|guardian|herald|hospital|inc|institute|journal|ltd|magazine|mail|ministry"
    r"|movement|network|news|newspaper|observer|office|organi[sz]ation|parliament|party|police|post|press|radio|report"
    r"|review|school|senate|service|society|standard|television|telegraph|times|tribune|trust|union|university|weekly"
    r"|wire)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^[A-Z0-9&.\-]{2,8}$")
_ARTICLE = re.compile(r"^(?:an?|the|one|two|three|some|several|many|unnamed|anonymous)\b", re.IGNORECASE)
_SINGLE_NAME = re.compile(r"\b[A-Z\u00c0-\u00de][\w'’.-]+")


def names_of(chain: Iterable[Any]) -> tuple[str, ...]:
    """Return the names in a chain, nearest the reader first; links may be words or objects with a "name"."""
    found = (str(link.get("name", "")) if isinstance(link, dict) else str(link) for link in chain)
    return tuple(name.strip() for name in found if name.strip())


def is_named(name: str) -> bool:
    """Say whether a link names somebody: “a senior aide” does not, “the Harbour Council” does."""
    words = _ARTICLE.sub("", name).strip()
    if _ARTICLE.match(name) and not _BODY.search(words):
        return False
    return bool(_SINGLE_NAME.search(words) or _ACRONYM.match(words))


def kind_of(name: str) -> ClaimantKind:
    """Guess whether a name is that of a person or of a body."""
    body = _BODY.search(name) or _ACRONYM.match(name.strip()) or name.lower().startswith("the ")
    return ClaimantKind.ORGANIZATION if body else ClaimantKind.PERSON


def claimant_of(chain: Sequence[Any], *, desk_name: str) -> Claimant | None:
    """Return the named source nearest the origin that is not the desk itself, None where there is none."""
    own = desk_name.strip().casefold()
    for name in reversed(names_of(chain)):
        if is_named(name) and name.casefold() != own:
            return Claimant(name, kind_of(name))
    return None
