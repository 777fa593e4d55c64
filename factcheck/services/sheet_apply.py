"""Bring a sheet into its article: new facts become claims, sources evidence, the rest remarks. Never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import StaleWrite, WrongState
from factcheck.domain.sheets import TAKEN, Column
from factcheck.models import Evidence, Occurrence, SheetRow
from factcheck.models.base import utc_now
from factcheck.services.claim_add import add_claim
from factcheck.services.claim_fold import anchor
from factcheck.services.event_log import Entry, log_event, log_events, sealed
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.lock_order import lock_article
from factcheck.services.sheet_match import NewClaim
from factcheck.services.sheet_plan import Fate, is_confidential, plan_sheet
from factcheck.services.sheet_take import get_sheet

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person, SheetImport
    from factcheck.services.sheet_plan import Plan, Planned

C = Column


def apply_sheet(session: Session, actor: Person, article_id: int, sheet_id: int, *, plan_digest: str) -> SheetImport:
    """Do what the preview said; raise StaleWrite where the article changed since, so that it would do something else.

    A tick, a finding or a note in a sheet is kept as the remark of whoever wrote it, whatever it says.
    """
    # Two sheets brought in at once would number the same claims.
    lock_article(session, article_id)
    sheet = get_sheet(session, actor, article_id, sheet_id, lock=True)
    if sheet.applied_at is not None:
        raise WrongState("This sheet was brought in already. To bring in a newer one, choose its file.")
    plan = plan_sheet(session, actor, sheet)
    if plan.digest != plan_digest:
        raise StaleWrite(
            "The article changed since you looked, so the sheet would do something else now. Look again.",
            version=0,
            clashes=(),
        )
    claims = {id(one): _add(session, actor, article_id, one) for one in _in_order(plan)}
    for row in plan.rows:
        _place(session, actor, sheet, row, claims)
    sheet.applied_at, sheet.applied_by_id = utc_now(), actor.id
    sheet.counts = {fate.value: plan.count(fate) for fate in Fate} | {"new": len(plan.new)}
    session.flush()
    _tell(session, actor, sheet, plan, claims)
    return sheet


def _in_order(plan: Plan) -> list[NewClaim]:
    """Return the new claims by the numbers they ask for, those that ask for none last."""
    return sorted(plan.new, key=lambda one: (one.number is None, one.number or 0))


def _add(session: Session, actor: Person, article_id: int, new: NewClaim) -> Claim:
    start, end = new.places[0]
    claim = add_claim(
        session, actor, article_id, exact="", start=start, end=end, statement=new.statement, number=new.number
    )
    draft = claim.occurrences[0].draft
    for place in new.places[1:]:
        claim.occurrences.append(Occurrence(draft_id=draft.id, **anchor(draft.text, *place)))
    session.flush()
    return claim


def _place(session: Session, actor: Person, sheet: SheetImport, row: Planned, claims: dict[int, Claim]) -> None:
    """Log or change the source of a row, and keep the row as it was written."""
    claim = claims[id(row.claim)] if isinstance(row.claim, NewClaim) else row.claim
    evidence = row.evidence
    if row.fate is Fate.SOURCE and row.values is not None and claim is not None:
        evidence = log_evidence(session, actor, claim.id, row.values)
    elif row.fate is Fate.CHANGED and row.values is not None and evidence is not None:
        values = _over(evidence, row.values, row.cells)
        evidence = edit_evidence(session, actor, evidence.id, values, version=evidence.version)
    if row.fate in {Fate.SAME, Fate.CLAIM}:
        return
    kept = SheetRow(
        import_id=sheet.id,
        position=row.number,
        claim_id=claim.id if claim is not None else None,
        evidence_id=evidence.id if evidence is not None else None,
        confidential=is_confidential(row),
        cells=dict(row.cells),
        why=row.why,
        how=row.how[:300],
    )
    session.add(kept)


def _over(evidence: Evidence, values: EvidenceValues, cells: dict[str, str]) -> EvidenceValues:
    """Return the source with what the sheet says; where a cell is empty or not there, the desk's own words stay."""
    said = {name for name in TAKEN if cells.get(name, "").strip()}
    return EvidenceValues(
        kind=evidence.kind,
        stance=values.stance if C.BEARING in said else evidence.stance,
        title=values.title if C.SOURCE in said else evidence.title,
        url=values.url if C.LINK in said else evidence.url,
        outlet=values.outlet if C.OUTLET in said else evidence.outlet,
        excerpt=values.excerpt if C.SAYS in said else evidence.excerpt,
        locator=values.locator if C.WHERE in said else dict(evidence.locator),
        note=values.note if C.NOTE in said else evidence.note,
        confidential=values.confidential if C.CONFIDENTIAL in said else evidence.confidential,
        primary=values.primary if C.METHOD in said else evidence.primary,
        origin=values.origin,
    )


def _tell(session: Session, actor: Person, sheet: SheetImport, plan: Plan, claims: dict[int, Claim]) -> None:
    """Log each remark beside its claim, then the sheet whole; of a confidential row only digests."""
    entries = []
    for row in plan.rows:
        claim = claims.get(id(row.claim)) if isinstance(row.claim, NewClaim) else row.claim
        told: dict[str, str] = {name: row.cells[name] for name in (C.OK, C.NOTE) if name in row.cells}
        if claim is None or row.fate is Fate.SAME or not told:
            continue
        seal = row.evidence.seal if row.evidence is not None else sheet.blob
        after = {name: sealed(cell, seal) if is_confidential(row) else cell for name, cell in told.items()}
        entries.append(
            Entry(
                "remark.imported", ("sheet", sheet.id), None, {**after, "row": row.number}, sheet.article_id, claim.id
            )
        )
    if entries:
        log_events(session, actor, entries)
    log_event(
        session,
        actor,
        "sheet.applied",
        ("sheet", sheet.id),
        after={"sha256": sheet.blob, **sheet.counts},
        article_id=sheet.article_id,
    )
