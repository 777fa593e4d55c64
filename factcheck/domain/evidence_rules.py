"""Say what each kind of evidence must carry, and in which words its place is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Mapping

K = EvidenceKind
TITLE_CHARS = 500
URL_CHARS = 2048
EXCERPT_CHARS = 20_000
NOTE_CHARS = 20_000
LOCATOR_CHARS = 2_000
MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Name one key of a locator: what a page calls it, and the sentence where it is missing (empty: may be missing)."""

    key: str
    label: str
    missing: str = ""


#: What tells where in the carrier the words stand, in the order in which it is read.
PLACES: dict[EvidenceKind, tuple[Place, ...]] = {
    K.PAGE: (Place("spot", "Where on the page"),),
    K.DOCUMENT: (Place("page", "Page"),),
    K.CALL: (
        Place("who", "Who was called", "Say who was called."),
        Place("role", "Role of that person"),
        Place("attempts", "Attempts", "Note at least one attempt, with its time."),
    ),
    K.INTERVIEW: (
        Place("who", "Who spoke", "Say who spoke."),
        Place("role", "Role of that person"),
        Place("timecode", "Time-code"),
    ),
    K.BOOK: (
        Place("author", "Author", "Say who wrote the book."),
        Place("edition", "Edition"),
        Place("page", "Page", "Say on which page it stands."),
    ),
    K.DATASET: (
        Place("publisher", "Published by"),
        Place("query", "Query", "Say which rows and columns were read."),
        Place("version", "Version or date of the data"),
    ),
    K.EMAIL: (
        Place("who", "From", "Say who wrote the e-mail."),
        Place("role", "Role of that person"),
        Place("sent", "Sent"),
    ),
}

_TITLE_MISSING: dict[EvidenceKind, str] = {
    K.DOCUMENT: "Give the document a title.",
    K.BOOK: "Give the title of the book.",
    K.DATASET: "Name the data set.",
}
_TITLES: dict[EvidenceKind, str] = {
    K.CALL: "Call with {who}",
    K.INTERVIEW: "Interview with {who}",
    K.EMAIL: "E-mail from {who}",
}
#: Kinds whose title is made of who spoke or wrote, where none was typed.
NAMED_BY_WHO = frozenset(_TITLES)


def clean_url(url: str, *, needed: bool, field: str = "url") -> str:
    """Return a web address without outer space; refuse whatever a browser would not open as a page."""
    bare = url.strip()
    if not bare:
        if needed:
            raise InvalidInput("Give the address of the page.", field=field)
        return ""
    wrong = "Give a full address that begins with https:// or http://."
    if len(bare) > URL_CHARS:
        raise InvalidInput(f"The address is too long: the desk takes {URL_CHARS} characters.", field=field)
    if any(sign.isspace() or sign == "\\" or not sign.isprintable() for sign in bare):
        raise InvalidInput("The address holds a space, a line break or a sign that no address has.", field=field)
    try:
        parts = urlsplit(bare)
        host = parts.hostname
    except ValueError:
        raise InvalidInput(wrong, field=field) from None
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        raise InvalidInput(wrong, field=field)
    return bare


def clean_title(kind: EvidenceKind, title: str, locator: Mapping[str, Any], *, fallback: str) -> str:
    """Return the title, made from the kind where none was typed."""
    bare = " ".join(title.split())
    if len(bare) > TITLE_CHARS:
        raise InvalidInput(f"Shorten the title to {TITLE_CHARS} characters.", field="title")
    if bare:
        return bare
    if kind in _TITLES:
        return _TITLES[kind].format(who=locator["who"])[:TITLE_CHARS]
    if fallback:
        return fallback[:TITLE_CHARS]
    raise InvalidInput(_TITLE_MISSING.get(kind, "Give it a title."), field="title")


def clean_locator(kind: EvidenceKind, locator: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys that this kind has, trimmed; raise InvalidInput where one that it needs is missing."""
    kept: dict[str, Any] = {}
    faults = Faults()
    for place in PLACES[kind]:
        value = locator.get(place.key)
        if place.key == "attempts":
            value = [dict(attempt) for attempt in value or ()]
            if len(value) > MOST_ATTEMPTS:
                faults.add(f"Note at most {MOST_ATTEMPTS} attempts.", field="attempts")
        else:
            value = str(value or "").strip()
            if len(value) > LOCATOR_CHARS:
                faults.add(f"Shorten “{place.label}” to {LOCATOR_CHARS} characters.", field=place.key)
        if not value and place.missing:
            faults.add(place.missing, field=place.key)
        if value:
            kept[place.key] = value
    faults.settle()
    return kept


def locator_words(kind: EvidenceKind, locator: Mapping[str, Any]) -> str:
    """Return the place in words: "page 91, first edition"; empty where nothing is known of it."""
    told = []
    for place in PLACES[kind]:
        value = locator.get(place.key)
        if not value:
            continue
        if place.key == "attempts":
            told.append("; ".join(f"{attempt.get('at', '')} {attempt.get('outcome', '')}".strip() for attempt in value))
        elif place.key in {"who", "author", "role"}:
            told.append(str(value))
        else:
            told.append(f"{place.label.lower()}: {value}")
    return ", ".join(told)
