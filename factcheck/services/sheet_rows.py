"""Tell an article as the rows of the sheet: one a claim and source, and what an import left beside them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.claims import ClaimState
from factcheck.domain.marks import STANDS, SYMBOLS, Mark
from factcheck.domain.sheets import OF_SOURCE, Column, has_source
from factcheck.models import Claim, Draft, Evidence, Occurrence, Passage, SheetImport, SheetRow
from factcheck.services.claim_facts import newest_draft
from factcheck.services.claim_marks import marks_of, open_questions, shown_verdicts
from factcheck.services.sheet_cells import evidence_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Verdict

C = Column
#: What the desk says itself; where it has said nothing yet, what was imported stands.
_OWN = (C.OK, C.FINDING)
_KNOWN = frozenset(Column)
_LAST = 1 << 60


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: its cells by heading, the claim it tells of, the source where it is one of the desk's own."""

    cells: dict[str, str]
    claim: Claim
    evidence: Evidence | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Count the lines of a draft: a line is a sentence with its number, as the desk's pages count them."""

    spans: tuple[tuple[int, int], ...]

    def at(self, place: int) -> int:
        """Return the number of the line that a place is in, from 1."""
        return max(1, bisect_right([start for start, _ in self.spans], place))

    def span(self, number: int) -> tuple[int, int] | None:
        """Return where a line stands, None where there is no such line."""
        return self.spans[number - 1] if 0 < number <= len(self.spans) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold an article as rows in the order of its text, with what is needed to place others beside them."""

    draft: Draft
    lines: Lines
    claims: tuple[Claim, ...]
    places: dict[int, list[Occurrence]]
    rows: tuple[Row, ...]
    #: Headings of the desk's own columns, in the order in which they came.
    extra: tuple[str, ...]


def read_sheet_rows(session: Session, article_id: int) -> Sheet:
    """Return the rows of an article's newest draft, in a fixed number of queries."""
    draft = newest_draft(session, article_id)
    spans = session.execute(
        select(Passage.start, Passage.end).where(Passage.draft_id == draft.id).order_by(Passage.position)
    )
    lines = Lines(tuple((row[0], row[1]) for row in spans))
    places: dict[int, list[Occurrence]] = {}
    for place in session.scalars(select(Occurrence).where(Occurrence.draft_id == draft.id).order_by(Occurrence.start)):
        places.setdefault(place.claim_id, []).append(place)
    claims = _claims(session, article_id, places)
    kept = _kept(session, article_id)
    tell = _Teller(session, article_id, draft, lines, places, claims)
    rows = [row for claim in claims for row in tell.rows(claim, kept.get(claim.id, []))]
    extra = dict.fromkeys(name for row in rows for name in row.cells if name not in _KNOWN)
    return Sheet(draft, lines, tuple(claims), places, tuple(rows), tuple(extra))


def _claims(session: Session, article_id: int, places: Mapping[int, Sequence[Occurrence]]) -> list[Claim]:
    """Return the claims that stand in the draft, in the order of the text."""
    rows = session.scalars(select(Claim).where(Claim.article_id == article_id))
    here = [row for row in rows if row.id in places and row.state not in {ClaimState.MERGED, ClaimState.CUT}]
    return sorted(here, key=lambda claim: (places[claim.id][0].start, claim.number))


def _kept(session: Session, article_id: int) -> dict[int, list[SheetRow]]:
    """Return what imports left beside each claim, the oldest first."""
    kept: dict[int, list[SheetRow]] = {}
    rows = session.scalars(
        select(SheetRow)
        .join(SheetImport)
        .where(SheetImport.article_id == article_id, SheetRow.claim_id.is_not(None))
        .order_by(SheetRow.import_id, SheetRow.position)
    )
    for row in rows:
        kept.setdefault(row.claim_id or 0, []).append(row)
    return kept


class _Teller:
    """Make the rows of one claim after the other."""

    def __init__(
        self,
        session: Session,
        article_id: int,
        draft: Draft,
        lines: Lines,
        places: Mapping[int, Sequence[Occurrence]],
        claims: Sequence[Claim],
    ) -> None:
        self.draft, self.lines, self.places = draft, lines, places
        self.verdicts = shown_verdicts(session, article_id)
        self.marks = marks_of(claims, self.verdicts, open_questions(session, article_id))
        self.evidence: dict[int, list[Evidence]] = {}
        sources = session.scalars(
            select(Evidence)
            .join(Claim)
            .where(Claim.article_id == article_id, Evidence.withdrawn_at.is_(None))
            .options(joinedload(Evidence.origin))
            .order_by(Evidence.id)
        )
        for row in sources:
            self.evidence.setdefault(row.claim_id, []).append(row)

    def rows(self, claim: Claim, kept: Sequence[SheetRow]) -> list[Row]:
        """Return the rows of a claim; one from a sheet keeps its place there, those of the desk come after."""
        base = self._base(claim)
        beside = {row.evidence_id: row for row in kept if row.evidence_id is not None}
        found: list[tuple[tuple[int, int], Row]] = []
        for source in self.evidence.get(claim.id, []):
            note = beside.get(source.id)
            at = (note.import_id, note.position) if note is not None else (_LAST, source.id)
            cells = _joined(base, evidence_cells(source), note.cells if note is not None else {}, own=True)
            found.append((at, Row(cells, claim, source, source.confidential)))
        for row in _newest(kept):
            cells = _joined(base, {}, row.cells, own=False)
            found.append(((row.import_id, row.position), Row(cells, claim, None, row.confidential)))
        return [row for _, row in sorted(found, key=lambda one: one[0])] or [Row(base, claim, None, confidential=False)]

    def _base(self, claim: Claim) -> dict[str, str]:
        places = self.places[claim.id]
        fact = self.draft.text[places[0].start : places[0].end]
        numbers = list(dict.fromkeys(self.lines.at(place.start) for place in places))
        own_words = " ".join(fact.split()) != claim.statement
        cells: dict[str, str] = {
            C.NUMBER: str(claim.number),
            C.FACT: fact,
            C.LINE: ", ".join(str(number) for number in numbers),
            C.STATEMENT: claim.statement if own_words else "",
        }
        return {**cells, **own_words_of(claim, self.marks[claim.id], self.verdicts.get(claim.id))}


def own_words_of(claim: Claim, mark: Mark, verdict: Verdict | None) -> dict[str, str]:
    """Return what the desk says of a claim: its mark and its finding, once a second person has agreed."""
    if mark is Mark.NOT_A_FACT and claim.state is ClaimState.NOT_CHECKABLE:
        return {C.OK: SYMBOLS[mark], C.FINDING: ""}
    if claim.state not in STANDS or verdict is None:
        return {C.OK: "", C.FINDING: ""}
    return {C.OK: SYMBOLS[mark], C.FINDING: verdict.summary}


def _joined(
    base: Mapping[str, str], source: Mapping[str, str], kept: Mapping[str, str], *, own: bool
) -> dict[str, str]:
    """Join a claim's cells, its source's and those that a sheet had; the desk's own words win where there are any."""
    cells = {**base, **source}
    for name, value in kept.items():
        theirs = name not in _KNOWN or ((name == C.DATE or not own) and name not in base)
        if theirs or (name in _OWN and not cells.get(name)):
            cells[name] = value
    return cells


def _newest(kept: Sequence[SheetRow]) -> list[SheetRow]:
    """Return the rows that became no source; of a source told again, or a fact alone, what the last sheet said."""
    last: dict[tuple[str, ...], int] = {}
    keyed = [
        (tuple(row.cells.get(name, "") for name in OF_SOURCE) if has_source(row.cells) else (), row) for row in kept
    ]
    keyed = [(key, row) for key, row in keyed if row.evidence_id is None]
    for key, row in keyed:
        last[key] = row.import_id
    return [row for key, row in keyed if row.import_id == last[key]]
