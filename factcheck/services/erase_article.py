"""Erase of an article what may be erased, once its day has come, it was announced and no hold stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from factcheck.domain.captures import CaptureState
from factcheck.domain.errors import WrongState
from factcheck.domain.retention import Step
from factcheck.models import Citation, CitationCheck, Claim, Evidence, Lookup, LookupPage, SheetRow, Suggestion
from factcheck.models.base import utc_now
from factcheck.proof.canonical import digest
from factcheck.services.archive_ask import forget_archive
from factcheck.services.article_edit import get_article
from factcheck.services.erase_plan import erase_plan
from factcheck.services.event_log import log_event
from factcheck.services.files_drop import owe_drops
from factcheck.services.retention_view import keeping_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.erase_plan import ErasePlan

ERASED = "Erased"
WHY = "Erased when the keeping time of its article had ended."


def erase_article(session: Session, article_id: int, *, months: int) -> ErasePlan:
    """Erase and return what was erased; the kept files are owed as work, which begins once this is committed.

    The article is locked and looked at again, so that a hold put on a moment ago stops it. No file goes before the
    commit: an erasure that fails has erased nothing, and nobody waits for the store while the log is held.
    """
    article = get_article(session, article_id, lock=True)
    if keeping_of(session, article, months=months).step(utc_now()) is not Step.ERASE:
        raise WrongState("The article is not due to be erased: it is held, or its day is not here.")
    plan = erase_plan(session, article_id)
    capture_ids = [row.id for row in plan.captures]
    _erase_evidence(session, plan, capture_ids)
    _erase_captures(session, plan)
    forget_archive(session, capture_ids)
    for origin in plan.origins:
        origin.name, origin.reasons, origin.seal = ERASED, [], ""
    for query in plan.queries:
        query.blob, query.file_name = None, ""
    for challenge in plan.challenges:
        challenge.words, challenge.url, challenge.contact = ERASED, "", ""
    _erase_sheets(session, plan)
    claims = session.scalars(select(Claim.id).where(Claim.article_id == article_id)).all()
    session.execute(delete(Suggestion).where(Suggestion.id.in_(plan.suggestions)))
    session.execute(update(Lookup).where(Lookup.claim_id.in_(claims)).values(hits=[], note=""))
    session.execute(update(LookupPage).where(LookupPage.claim_id.in_(claims)).values(hit={}))
    session.execute(update(CitationCheck).where(CitationCheck.claim_id.in_(claims)).values(found="", open=False))
    article.erased_at = utc_now()
    session.flush()
    log_event(
        session,
        None,
        "retention.erased",
        ("article", article.id),
        after={
            "copies": len(plan.captures),
            "confidential_evidence": [row.id for row in plan.evidence],
            "origins": [row.id for row in plan.origins],
            "files_of_queries": len(plan.queries),
            "readers_reports": len(plan.challenges),
            "sheets": len(plan.sheets),
            "files": len(plan.files),
            "kept_for_others": plan.kept_captures + plan.kept_files,
            "version": article.version,
        },
        article_id=article.id,
    )
    owe_drops(session, article.id, plan.files)
    return plan


def _erase_evidence(session: Session, plan: ErasePlan, capture_ids: list[int]) -> None:
    closed = [row.id for row in plan.evidence]
    for row in plan.evidence:
        if row.capture is not None and row.capture_id in capture_ids:
            # The digest of a confidential file stays only as the log has it: sealed.
            row.capture.sha256 = digest(row.seal + row.capture.sha256)
            row.capture.url = row.capture.final_url = row.capture.canonical_url = ""
        row.title, row.url, row.outlet, row.excerpt, row.note = ERASED, "", "", "", ""
        row.locator, row.file_name, row.blob, row.withdrawn_why = {}, "", None, ""
        row.prefix = row.suffix = row.seal = ""
        row.excerpt_start = row.excerpt_end = row.capture_id = None
        row.quotes = []
    session.flush()
    session.execute(update(Citation).where(Citation.evidence_id.in_(closed)).values(excerpt=""))
    # Open evidence keeps its words, which the log has as well; the text they stood in is gone.
    session.execute(
        update(Evidence)
        .where(Evidence.capture_id.in_(capture_ids))
        .values(excerpt_start=None, excerpt_end=None, prefix="", suffix="", quotes=[], version=Evidence.version + 1),
        execution_options={"synchronize_session": "fetch"},
    )


def _erase_sheets(session: Session, plan: ErasePlan) -> None:
    """Empty the files of spreadsheets and the rows of confidential sources; an open row stays beside its claim."""
    for sheet in plan.sheets:
        sheet.rows, sheet.file_name = [], ERASED
    rows = SheetRow.import_id.in_([sheet.id for sheet in plan.sheets])
    # A row without a place was never looked at by anybody who could say whether it tells of a source.
    closed = SheetRow.confidential | SheetRow.claim_id.is_(None)
    session.execute(update(SheetRow).where(rows, closed).values(cells={}, why=""))


def _erase_captures(session: Session, plan: ErasePlan) -> None:
    for row in plan.captures:
        row.state, row.reason = CaptureState.ERASED, WHY
        row.text = row.title = row.byline = row.outlet = row.file_name = row.note = ""
        row.headers, row.links, row.chain, row.wire = {}, [], [], None
    session.flush()
