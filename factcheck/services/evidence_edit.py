"""Change a piece of evidence against the version that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action, allowed
from factcheck.services.event_log import log_event
from factcheck.services.evidence_bound import require_unbound
from factcheck.services.evidence_facts import facts_of
from factcheck.services.evidence_get import get_evidence
from factcheck.services.evidence_log import fill_evidence, owe_reading
from factcheck.services.relations import relations_of, require_on
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Evidence, Person
    from factcheck.services.evidence_log import EvidenceValues

#: What may change under a verdict; a source must be protected at once.
_OPEN = frozenset({"version", "note", "confidential"})


def edit_evidence(
    session: Session, actor: Person, evidence_id: int, values: EvidenceValues, *, version: int
) -> Evidence:
    """Write the values over the evidence; its kind and its file stay. Raise StaleWrite where somebody was faster.

    Under a verdict that rests on it only the note and who may see it change: what others confirm is what was found.
    """
    row, claim = get_evidence(session, actor, evidence_id, lock=True)
    require_on(session, Action.LOG_EVIDENCE, actor, claim)
    if row.withdrawn_at is not None:
        raise WrongState("This evidence was withdrawn. Restore it before you change it.")
    check_version(session, ("evidence", row.id), current=row.version, given=version, fields=_pairs(row, values))
    if row.confidential and not values.confidential:
        _require_opening(session, actor, claim)
    # What becomes confidential now is not told once more in the open, nor what was so before.
    closed = row.confidential or values.confidential
    before, told, url = facts_of(row, closed=False), facts_of(row, closed=closed), row.url
    fill_evidence(session, actor, claim, row, values)
    if row.url != url and row.file_name == "":
        # Another address is another page; the old capture stays in the vault.
        row.capture = None
        row.excerpt_start = row.excerpt_end = None
        row.prefix = row.suffix = ""
    session.flush()
    after = facts_of(row, closed=False)
    changed = {name for name in before if before[name] != after[name]}
    if changed - _OPEN:
        require_unbound(session, actor, claim, row)
    if changed:
        log_event(
            session,
            actor,
            "evidence.edited",
            ("evidence", row.id),
            before={name: told[name] for name in sorted(changed & told.keys())},
            after=facts_of(row),
            article_id=claim.article_id,
            claim_id=claim.id,
        )
    owe_reading(session, actor, claim, row)
    return row


def _require_opening(session: Session, actor: Person, claim: Claim) -> None:
    if not allowed(Action.OPEN_CONFIDENTIAL, actor.role, claim.state, relations_of(session, actor, claim)):
        raise InvalidInput(
            "Leave this ticked: only the checker who holds the claim, or an editor, makes it known to all of the desk.",
            field="confidential",
        )


def _pairs(row: Evidence, values: EvidenceValues) -> dict[str, tuple[Any, Any]]:
    """Return (as it is now, as typed) of each field that was typed as words."""
    return {
        "stance": (row.stance, values.stance),
        "title": (row.title, values.title or row.title),
        "url": (row.url, values.url),
        "outlet": (row.outlet, values.outlet),
        "excerpt": (row.excerpt, values.excerpt),
        "note": (row.note, values.note),
    }
