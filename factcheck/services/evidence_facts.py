"""Say what the log keeps of a piece of evidence; of what is confidential only digests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.proof.canonical import canonical, digest
from factcheck.services.event_log import sealed

if TYPE_CHECKING:
    from factcheck.models import Evidence

#: Fields that a person edits, in the order of the form.
EDITABLE = (
    "stance",
    "title",
    "url",
    "outlet",
    "excerpt",
    "locator",
    "note",
    "primary",
    "confidential",
    "origin_id",
)
#: What could tell who a confidential source is.
_TELLING = frozenset({"title", "url", "outlet", "excerpt", "locator", "note", "file_name", "origin_id"})


def read_facts(evidence: Evidence) -> dict[str, Any]:
    """Return what reading its page or file may change, with the digests of what was kept."""
    capture = evidence.capture
    facts: dict[str, Any] = {
        "title": evidence.title,
        "outlet": evidence.outlet,
        "excerpt": evidence.excerpt,
        "start": evidence.excerpt_start,
        "capture": capture.sha256 if capture else "",
        "text": digest(capture.text) if capture and capture.text else "",
    }
    if not evidence.confidential:
        return facts
    return {name: sealed(str(value), evidence.seal) if value else value for name, value in facts.items()}


def facts_of(evidence: Evidence, *, closed: bool | None = None) -> dict[str, Any]:
    """Return the fields for the log, with the version; `closed` says whether as confidential, else the row does."""
    facts = {name: getattr(evidence, name) for name in EDITABLE}
    facts |= {
        "kind": evidence.kind,
        "file_name": evidence.file_name,
        "blob": evidence.blob,
        "capture_id": evidence.capture_id,
        "suggestion_id": evidence.suggestion_id,
        "version": evidence.version,
    }
    if not (evidence.confidential if closed is None else closed):
        return facts
    facts.pop("capture_id")
    facts["blob"] = sealed(evidence.blob, evidence.seal) if evidence.blob else None
    return {
        name: sealed(value if isinstance(value, str) else canonical(value), evidence.seal)
        if name in _TELLING and value
        else value
        for name, value in facts.items()
    }
