"""Tell each claim of a checking copy with its finding and sources, and the sources once more by their origins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer, joinedload

from factcheck.domain.marks import STANDS, Mark
from factcheck.domain.sheets import Column
from factcheck.models import Capture, Citation, Claim, Evidence, Origin, SheetImport, SheetRow, Verdict
from factcheck.services.capture_pages import place_words
from factcheck.services.checking_copy_parts import CopyClaim, CopyOrigin, CopySource, moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.domain.checking_copy import Shows
    from factcheck.models import Draft, Occurrence, Rating
    from factcheck.services.open_words import OpenWords
    from factcheck.services.sheet_rows import Lines

_DIGEST = 12


@dataclass(frozen=True, slots=True)
class Read:
    """Hold what was read of the claims before anything is told."""

    draft: Draft
    lines: Lines
    claims: Sequence[Claim]
    places: Mapping[int, Sequence[Occurrence]]
    marks: Mapping[int, Mark]
    verdicts: Mapping[int, Verdict]
    zone: tzinfo


def tell_claims(
    session: Session, article_id: int, read: Read, shows: Shows, opened: OpenWords
) -> tuple[tuple[CopyClaim, ...], tuple[CopyOrigin, ...]]:
    """Return the sheets of the claims and the origins of their sources, in a fixed number of queries."""
    evidence = _evidence(session, article_id) if shows.findings else {}
    cited = _cited(session, read.verdicts) if shows.findings else {}
    remarks = _remarks(session, article_id) if shows.findings else {}
    follow = _merges(session, article_id)
    numbers: dict[int, int] = {}
    origins: dict[int, Origin] = {}
    carriers: dict[int, list[tuple[int, str]]] = defaultdict(list)
    told = []
    for claim in read.claims:
        rows = evidence.get(claim.id, [])
        shown = [row for row in rows if shows.confidential or not row.confidential]
        sources = []
        for row in shown:
            origin = follow.get(row.origin_id, row.origin)
            number = numbers.setdefault(origin.id, len(numbers) + 1)
            origins[origin.id] = origin
            source = _source(row, number, shows, opened, read.zone, cited=row.id in cited)
            carriers[origin.id].append((claim.number, _carrier(source)))
            sources.append(source)
        kept = [row for row in remarks.get(claim.id, []) if shows.confidential or not row.confidential]
        told.append(_claim(claim, read, shows, opened, sources, len(rows) - len(shown), kept))
    by_origin = [
        CopyOrigin(number, opened.told(origins[key].name), origins[key].kind.value, tuple(carriers[key]))
        for key, number in numbers.items()
    ]
    return tuple(told), tuple(by_origin)


def _claim(
    claim: Claim,
    read: Read,
    shows: Shows,
    opened: OpenWords,
    sources: list[CopySource],
    withheld: int,
    kept: Sequence[SheetRow],
) -> CopyClaim:
    places = read.places[claim.id]
    verdict = read.verdicts.get(claim.id) if shows.findings else None
    # A verdict that nobody else has looked at yet is its checker's, not the desk's.
    stands = verdict if verdict is not None and claim.state in STANDS else None
    return CopyClaim(
        number=claim.number,
        mark=(read.marks[claim.id] if shows.findings else Mark.UNCHECKED).value,
        words=tuple(dict.fromkeys(read.draft.text[place.start : place.end] for place in places)),
        lines=tuple(dict.fromkeys(read.lines.at(place.start) for place in places)),
        statement=claim.statement,
        kind=claim.kind.value,
        state=claim.state.value.replace("_", " ") if shows.findings else "",
        chain=tuple(claim.chain),
        attribution=_rating(stands.attribution) if stands else "",
        content=_rating(stands.content) if stands else "",
        disposition=stands.disposition.value.replace("_", " ") if stands else "",
        summary=opened.told(stands.summary) if stands else "",
        rationale=opened.told(stands.rationale) if stands else "",
        limits=opened.told(stands.limits) if stands else "",
        by=_by(claim, verdict, read.zone) if shows.findings else (),
        sources=tuple(sources),
        withheld=withheld,
        remarks=tuple(opened.told(_remark(row)) for row in kept),
    )


def _rating(rating: Rating) -> str:
    return f"{rating.symbol} {rating.label}"


def _by(claim: Claim, verdict: Verdict | None, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Say who had which part in a claim, and when."""
    told = [("Checker", claim.assignee.name)] if verdict is None and claim.assignee is not None else []
    if verdict is not None:
        told.append(("Checked by", f"{verdict.proposed_by.name}, {moment(verdict.created_at, zone)}"))
        if verdict.reviewed_by is not None and verdict.reviewed_at is not None:
            told.append(("Second check", f"{verdict.reviewed_by.name}, {moment(verdict.reviewed_at, zone)}"))
        if verdict.ruled_by is not None and verdict.ruled_at is not None:
            told.append(("Ruled by", f"{verdict.ruled_by.name}, {moment(verdict.ruled_at, zone)}"))
    return tuple(told)


def _source(row: Evidence, origin: int, shows: Shows, opened: OpenWords, zone: tzinfo, *, cited: bool) -> CopySource:
    return CopySource(
        origin=origin,
        stance=row.stance.value,
        kind=row.kind.value,
        primary=row.primary,
        title=opened.told(row.title),
        outlet=opened.told(row.outlet),
        url=opened.told(row.url),
        where=opened.told(place_words(row)),
        excerpt=opened.told(row.excerpt),
        kept=_kept(row, zone),
        note=row.note if shows.notes else "",
        cited=cited,
        logged=f"{row.logged_by.name}, {moment(row.created_at, zone)}",
        confidential=row.confidential,
    )


def _kept(row: Evidence, zone: tzinfo) -> str:
    """Say when the desk's copy was made, its digest, and where in it the passage stands."""
    capture = row.capture
    if capture is None:
        return f"file {row.blob[:_DIGEST]}" if row.blob else ""
    place = f", characters {row.excerpt_start}–{row.excerpt_end}" if row.excerpt_start is not None else ""
    return f"copy of {moment(capture.fetched_at, zone)}, {capture.sha256[:_DIGEST]}{place}"


def _carrier(source: CopySource) -> str:
    parts = (source.title, source.outlet if source.outlet != source.title else "", source.where, source.url)
    return ". ".join(part for part in parts if part)


def _remark(row: SheetRow) -> str:
    told = [f"{name}: {row.cells[name]}" for name in (Column.OK, Column.NOTE, Column.SOURCE) if row.cells.get(name)]
    return f"{row.sheet.by.name}’s sheet of {row.sheet.at:%Y-%m-%d}: {'; '.join(told)}" if told else ""


def _evidence(session: Session, article_id: int) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    rows = session.scalars(
        select(Evidence)
        .join(Claim)
        .where(Claim.article_id == article_id, Evidence.withdrawn_at.is_(None))
        .options(
            joinedload(Evidence.origin),
            joinedload(Evidence.logged_by),
            joinedload(Evidence.capture).options(defer(Capture.text)),
        )
        .order_by(Evidence.id)
    )
    for row in rows:
        found.setdefault(row.claim_id, []).append(row)
    return found


def _cited(session: Session, verdicts: Mapping[int, Verdict]) -> set[int]:
    ids = [verdict.id for verdict in verdicts.values()]
    return set(session.scalars(select(Citation.evidence_id).where(Citation.verdict_id.in_(ids)))) if ids else set()


def _remarks(session: Session, article_id: int) -> dict[int, list[SheetRow]]:
    found: dict[int, list[SheetRow]] = {}
    rows = session.scalars(
        select(SheetRow)
        .join(SheetRow.sheet)
        .where(SheetImport.article_id == article_id, SheetRow.claim_id.is_not(None))
        .options(contains_eager(SheetRow.sheet).options(defer(SheetImport.rows), joinedload(SheetImport.by)))
        .order_by(SheetRow.id)
    )
    for row in rows:
        if _remark(row):
            found.setdefault(row.claim_id or 0, []).append(row)
    return found


def _merges(session: Session, article_id: int) -> dict[int, Origin]:
    """Return, for each origin that was merged, the one it went into in the end."""
    rows = {row.id: row for row in session.scalars(select(Origin).where(Origin.article_id == article_id))}
    found = {}
    for row in rows.values():
        end, seen = row, {row.id}
        while end.merged_into_id in rows and end.merged_into_id not in seen:
            end = rows[end.merged_into_id]
            seen.add(end.id)
        found[row.id] = end
    return found
