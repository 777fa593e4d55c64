"""Put a source into the cells of a sheet's row, and read it out of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.domain.evidence_rules import (
    EXCERPT_CHARS,
    NOTE_CHARS,
    PLACES,
    clean_locator,
    clean_title,
    clean_url,
)
from factcheck.domain.sheets import Column, is_primary, is_yes, kind_of_method, method_words
from factcheck.services.evidence_log import EvidenceValues
from factcheck.services.origin_find import KIND_OF, NAME_CHARS, OriginChoice, host_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.models import Evidence

C, K = Column, EvidenceKind
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_BOOK = re.compile(
    r"\s*(?P<author>[^,:]+)[,:]\s*(?P<title>.+?)(?:,?\s*(?:pp?\.|pages?)\s*(?P<page>\d[\d–, -]*))?\s*", re.DOTALL
)
_LABEL = re.compile(r"([^:\n]{1,40}):(?: (.*))?\Z")
ATTEMPT, OUTCOME = "Attempt", "Outcome"
#: Where words without a label belong.
_USUAL: Mapping[EvidenceKind, str] = {
    K.PAGE: "spot",
    K.DOCUMENT: "page",
    K.CALL: "who",
    K.INTERVIEW: "timecode",
    K.BOOK: "page",
    K.DATASET: "query",
    K.EMAIL: "sent",
}
FROM_SHEET = ("from a spreadsheet",)


def evidence_cells(row: Evidence) -> dict[str, str]:
    """Return the cells of a source as the desk has it; `row` has its origin loaded."""
    return {
        C.METHOD: method_words(row.kind, primary=row.primary),
        C.SOURCE: row.title,
        C.DATE: row.created_at.date().isoformat(),
        C.NOTE: row.note,
        C.SAYS: row.excerpt,
        C.LINK: row.url,
        C.WHERE: where_words(row.kind, row.locator),
        C.BEARING: row.stance.value,
        C.ORIGIN: f"{row.origin.kind.value}: {row.origin.name}",
        C.OUTLET: row.outlet,
        C.CONFIDENTIAL: "yes" if row.confidential else "",
        C.FILE: row.file_name,
    }


def values_cells(values: EvidenceValues) -> dict[str, str]:
    """Return the cells of a source that was read, as the desk would write them; its origin only where one was named."""
    origin = values.origin
    cells: dict[str, str] = {
        C.METHOD: method_words(values.kind, primary=values.primary),
        C.SOURCE: values.title,
        C.NOTE: values.note,
        C.SAYS: values.excerpt,
        C.LINK: values.url,
        C.WHERE: where_words(values.kind, values.locator),
        C.BEARING: values.stance.value,
        C.OUTLET: values.outlet,
        C.CONFIDENTIAL: "yes" if values.confidential else "",
    }
    return {**cells, C.ORIGIN: f"{origin.kind.value}: {origin.name}"} if origin is not None else cells


def read_source(cells: Mapping[str, str]) -> EvidenceValues:
    """Return what a row says of its source, checked as the form checks it; raise InvalidInput where it is none."""
    link, title = cells.get(C.LINK, "").strip(), " ".join(cells.get(C.SOURCE, "").split())
    named = kind_of_method(cells.get(C.METHOD, ""))
    # Desks write the address of a page where they name it.
    if not link and named in {None, K.PAGE, K.DOCUMENT} and (found := _URL.search(title)):
        link = found[0].rstrip(".,;)")
        title = " ".join((title[: found.start()] + title[found.start() + len(link) :]).split()).strip(" ,;()")
    kind = _kind(cells, link)
    locator = read_where(kind, cells.get(C.WHERE, ""))
    title = _fill_in(kind, locator, title, cells)
    locator = clean_locator(kind, locator)
    url = clean_url(link, needed=kind is K.PAGE)
    if kind is K.DOCUMENT and not url:
        raise InvalidInput("A document needs its file or its address; log it on the claim’s page with the file.")
    return EvidenceValues(
        kind=kind,
        stance=_stance(cells.get(C.BEARING, "")),
        title=clean_title(kind, title, locator, fallback=host_of(url)),
        url=url,
        outlet=" ".join(cells.get(C.OUTLET, "").split())[:NAME_CHARS],
        excerpt=_limited(cells.get(C.SAYS, ""), EXCERPT_CHARS, "what the source says"),
        locator=locator,
        note=_limited(cells.get(C.NOTE, ""), NOTE_CHARS, "the note"),
        confidential=is_yes(cells.get(C.CONFIDENTIAL, "")),
        primary=is_primary(cells.get(C.METHOD, "")),
        origin=_origin(kind, cells.get(C.ORIGIN, "")),
    )


def where_words(kind: EvidenceKind, locator: Mapping[str, Any]) -> str:
    """Return the places of a source, one a line with its label, so that they can be read again."""
    lines = []
    for place in PLACES[kind]:
        value = locator.get(place.key)
        if place.key == "attempts":
            for attempt in value or ():
                lines += [_line(ATTEMPT, attempt.get("at", "")), _line(OUTCOME, attempt.get("outcome", ""))]
        elif value:
            lines.append(_line(place.label, str(value)))
    return "\n".join(lines)


def read_where(kind: EvidenceKind, words: str) -> dict[str, Any]:
    """Return the locator that the words tell; without labels they are what this kind usually tells."""
    keys = {place.label.casefold(): place.key for place in PLACES[kind]} | {p.key: p.key for p in PLACES[kind]}
    locator: dict[str, Any] = {}
    attempts: list[dict[str, str]] = []
    told: list[tuple[str, str]] = []
    for line in words.split("\n"):
        labelled = None if line.startswith("  ") else _LABEL.match(line)
        if labelled and (labelled[1].casefold() in keys or labelled[1] in {ATTEMPT, OUTCOME}):
            told.append((labelled[1], labelled[2] or ""))
        elif told:
            told[-1] = (told[-1][0], told[-1][1] + "\n" + line.removeprefix("  "))
        elif line.strip():
            told.append((_USUAL[kind], line.strip()))
    for label, value in told:
        if label == ATTEMPT:
            attempts.append({"at": value, "outcome": ""})
        elif label == OUTCOME and attempts:
            attempts[-1]["outcome"] = value
        else:
            locator[keys.get(label.casefold(), label)] = value
    return locator | ({"attempts": attempts} if attempts else {})


def _line(label: str, value: str) -> str:
    return f"{label}: " + value.replace("\n", "\n  ")


def _kind(cells: Mapping[str, str], link: str) -> EvidenceKind:
    method = cells.get(C.METHOD, "")
    kind = kind_of_method(method) or (K.PAGE if link else None)
    if kind is None:
        said = f"“{method.strip()[:60]}” names no kind of source" if method.strip() else "No method is given"
        raise InvalidInput(f"{said}; write page, document, call, interview, book, dataset or email.")
    return kind


def _fill_in(kind: EvidenceKind, locator: dict[str, Any], title: str, cells: Mapping[str, str]) -> str:
    """Take what a desk's short row leaves to its reader: who was called, when, and who wrote the book."""
    if kind in {K.CALL, K.INTERVIEW, K.EMAIL} and "who" not in locator and title:
        locator["who"], title = title, ""
    date = cells.get(C.DATE, "").strip()
    if kind is K.CALL and "attempts" not in locator and date:
        locator["attempts"] = [{"at": date, "outcome": ""}]
    if kind is K.BOOK and "author" not in locator and (found := _BOOK.fullmatch(title)):
        locator["author"], title = found["author"].strip(), found["title"].strip()
        if found["page"] and "page" not in locator:
            locator["page"] = found["page"].strip()
    return title


def _stance(cell: str) -> Stance:
    """Return the bearing that was written; what a source does to a claim is not read out of a tick."""
    plain = cell.strip().casefold()
    if not plain:
        return Stance.CONTEXT
    try:
        return Stance(plain)
    except ValueError:
        raise InvalidInput(f"“{cell.strip()[:40]}” is no bearing; write supports, refutes or context.") from None


def _origin(kind: EvidenceKind, cell: str) -> OriginChoice | None:
    words = " ".join(cell.split())
    if not words:
        return None
    before, colon, after = words.partition(": ")
    if colon and before.casefold() in set(OriginKind) and after:
        return OriginChoice(kind=OriginKind(before.casefold()), name=_named(after), reasons=FROM_SHEET)
    return OriginChoice(kind=KIND_OF[kind], name=_named(words), reasons=FROM_SHEET)


def _named(words: str) -> str:
    if len(words) > NAME_CHARS:
        raise InvalidInput(f"Shorten the origin’s name to {NAME_CHARS} characters.")
    return words


def _limited(cell: str, most: int, what: str) -> str:
    words = cell.strip()
    if len(words) > most:
        raise InvalidInput(f"Shorten {what} to {most:,} characters.")
    return words
