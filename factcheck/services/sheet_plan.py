"""Say what a sheet would add to an article, what it would change and what has no place: before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action, allowed
from factcheck.domain.sheets import OF_CLAIM, TAKEN, WITHHELD, Column, has_source, is_yes
from factcheck.models import Article, Claim
from factcheck.proof.canonical import canonical, digest
from factcheck.services.sheet_cells import evidence_cells, read_source, values_cells
from factcheck.services.sheet_match import Matcher, NewClaim, NoPlaceError
from factcheck.services.sheet_rows import read_sheet_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Evidence, Person, SheetImport
    from factcheck.services.evidence_log import EvidenceValues
    from factcheck.services.sheet_rows import Row, Sheet

C = Column
#: Two rows that agree in these tell of the same source.
_SAME = (C.METHOD, C.SOURCE, C.LINK)


class Fate(StrEnum):
    """Say what becomes of a row."""

    SOURCE = "source"
    CHANGED = "changed"
    REMARK = "remark"
    CLAIM = "claim"
    SAME = "same"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Planned:
    """Hold one row: where it stands in the file, its cells, what becomes of it and how its claim was found.

    `why` says why it cannot be placed, or why its source stays a remark; `evidence` is the source that it changes.
    """

    number: int
    cells: dict[str, str]
    fate: Fate
    how: str = ""
    why: str = ""
    claim: Claim | NewClaim | None = None
    values: EvidenceValues | None = None
    evidence: Evidence | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the fate of each row, the claims that are new, and a digest: another plan has another."""

    rows: tuple[Planned, ...]
    new: tuple[NewClaim, ...]
    digest: str

    def count(self, fate: Fate) -> int:
        """Count the rows of one fate."""
        return sum(row.fate == fate for row in self.rows)

    @property
    def does_anything(self) -> bool:
        """Say whether applying it would leave a trace."""
        return any(row.fate not in {Fate.SAME, Fate.UNPLACED} for row in self.rows)


def plan_sheet(session: Session, actor: Person, sheet_import: SheetImport) -> Plan:
    """Return what applying the sheet would do now, in a fixed number of queries."""
    article = session.get_one(Article, sheet_import.article_id)
    sheet = read_sheet_rows(session, article.id)
    here = {claim.id for claim in sheet.claims}
    others = [one for one in session.scalars(select(Claim).where(Claim.article_id == article.id)) if one.id not in here]
    planner = _Planner(actor, sheet, Matcher(sheet, others, article.next_claim_number))
    rows = [
        planner.plan(sheet_import.first_row + at, named_cells(sheet_import.headings, row))
        for at, row in enumerate(sheet_import.rows)
        if any(cell.strip() for cell in row)
    ]
    new = tuple(planner.matcher.new)
    return Plan(tuple(rows), new, _digest(rows, new))


def named_cells(headings: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Return a row by heading, without empty cells."""
    return {heading: cell for heading, cell in zip(headings, row, strict=False) if cell.strip()}


class _Planner:
    """Place one row after the other; a source that one row took is not there for the next."""

    def __init__(self, actor: Person, sheet: Sheet, matcher: Matcher) -> None:
        self._role, self.matcher = actor.role, matcher
        self._left: dict[int, list[Row]] = {}
        self._own: dict[int, Row] = {}
        for row in sheet.rows:
            self._left.setdefault(row.claim.id, []).append(row)
            self._own[row.claim.id] = row
        self._began: set[int] = set()

    def plan(self, number: int, cells: dict[str, str]) -> Planned:
        """Return what becomes of one row."""
        if cells.get(C.SOURCE, "").strip() == WITHHELD:
            return Planned(number, cells, Fate.UNPLACED, why="This sheet withholds the source; nothing is known of it.")
        try:
            match = self.matcher.find(cells)
        except NoPlaceError as error:
            return Planned(number, cells, Fate.UNPLACED, why=str(error))
        planned = Planned(number, cells, Fate.SAME, how=match.how, claim=match.claim)
        if isinstance(match.claim, NewClaim):
            return self._of_new(planned, match.claim)
        return self._of_known(planned, match.claim)

    def _of_new(self, row: Planned, claim: NewClaim) -> Planned:
        values, why = self._read(row.cells, None)
        first = id(claim) not in self._began
        self._began.add(id(claim))
        if values is not None:
            return _with(row, Fate.SOURCE, values=values)
        told = any(name not in OF_CLAIM for name in row.cells)
        if told or why:
            return _with(row, Fate.REMARK, why=why)
        return _with(row, Fate.CLAIM if first else Fate.SAME)

    def _of_known(self, row: Planned, claim: Claim) -> Planned:
        values, why = self._read(row.cells, claim)
        known = self._known(claim, row.cells, values)
        if known is not None and known.evidence is not None and values is not None:
            differs = _differs(known, row.cells, values)
            if differs and not why:
                return _with(row, Fate.CHANGED, values=values, evidence=known.evidence, differs=differs)
            fate = Fate.REMARK if differs or self._tells(row.cells, known, taken=TAKEN) else Fate.SAME
            return _with(row, fate, why=why if differs else "", evidence=known.evidence)
        if values is not None and not why:
            return _with(row, Fate.SOURCE, values=values)
        base = known or self._own.get(claim.id)
        fate = Fate.REMARK if why and known is None else self._fate_of_remark(row.cells, base)
        return _with(row, fate, why=why if fate is Fate.REMARK else "")

    def _fate_of_remark(self, cells: Mapping[str, str], base: Row | None) -> Fate:
        return Fate.REMARK if base is None or self._tells(cells, base, taken=()) else Fate.SAME

    def _read(self, cells: Mapping[str, str], claim: Claim | None) -> tuple[EvidenceValues | None, str]:
        """Return the source that a row tells of, and why it cannot be logged; neither where it tells of none."""
        if not has_source(cells):
            return None, ""
        try:
            values = read_source(cells)
        except InvalidInput as error:
            return None, str(error)
        if claim is not None and not allowed(Action.LOG_EVIDENCE, self._role, claim.state, frozenset()):
            return values, self._closed(claim)
        return values, ""

    @staticmethod
    def _closed(claim: Claim) -> str:
        state = claim.state.replace("_", " ")
        return f"Claim {claim.number} is {state}, so no source is logged on it; reopen it first."

    def _known(self, claim: Claim, cells: Mapping[str, str], values: EvidenceValues | None) -> Row | None:
        """Take the row of the desk that tells of the same: equal in all, else the same source, else an equal remark."""
        left = self._left.get(claim.id, [])
        found: Row | None = None
        if values is not None:
            of_source = [row for row in left if row.evidence is not None and _alike(row, values)]
            same_words = [row for row in of_source if row.cells.get(C.SAYS, "") == values.excerpt]
            exact = [row for row in same_words if not _differs(row, cells, values)]
            found = next(iter(exact or same_words or (of_source if len(of_source) == 1 else [])), None)
        if found is None:
            written = {name: cell for name, cell in cells.items() if name not in OF_CLAIM}
            remarks = [row for row in left if row.evidence is None]
            found = next((row for row in remarks if not has_source(cells) or _holds(row, written)), None)
        if found is not None and (found.evidence is not None or has_source(cells)):
            left.remove(found)
        return found

    @staticmethod
    def _tells(cells: Mapping[str, str], base: Row, *, taken: tuple[Column, ...]) -> bool:
        """Say whether a row holds anything that the desk's own row of it does not."""
        return any(
            cell.strip() != base.cells.get(name, "").strip()
            for name, cell in cells.items()
            if name not in OF_CLAIM and name not in taken
        )


def _holds(row: Row, written: Mapping[str, str]) -> bool:
    return all(row.cells.get(name, "").strip() == cell.strip() for name, cell in written.items())


def _alike(row: Row, values: EvidenceValues) -> bool:
    mine, theirs = row.cells, values_cells(values)
    kind = (row.evidence.kind if row.evidence is not None else None) is values.kind
    return kind and all(mine.get(name, "").strip() == theirs[name].strip() for name in _SAME if name is not C.METHOD)


def _differs(row: Row, cells: Mapping[str, str], values: EvidenceValues) -> tuple[str, ...]:
    """Name the columns in which the sheet says something else of a source than the desk; empty cells say nothing."""
    if row.evidence is None:
        return ()
    mine, theirs = evidence_cells(row.evidence), values_cells(values)
    told = [name for name in TAKEN if cells.get(name, "").strip() and name in theirs]
    return tuple(name for name in told if mine[name].strip() != theirs[name].strip())


def _with(row: Planned, fate: Fate, **more: Any) -> Planned:
    return replace(row, fate=fate, **more)


def _digest(rows: Sequence[Planned], new: Sequence[NewClaim]) -> str:
    told = [
        [
            row.number,
            row.fate,
            row.why,
            row.claim.id if isinstance(row.claim, Claim) else -1,
            row.evidence.id if row.evidence is not None else None,
            row.evidence.version if row.evidence is not None else None,
        ]
        for row in rows
    ]
    return digest(canonical([told, [[one.number, list(one.places), one.statement] for one in new]]))


def is_confidential(row: Planned) -> bool:
    """Say whether a row, or the source that it tells of, is confidential."""
    return is_yes(row.cells.get(C.CONFIDENTIAL, "")) or (row.evidence is not None and row.evidence.confidential)
