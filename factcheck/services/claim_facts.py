"""Read and check what can be edited of a claim: its statement, its kind, who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.domain.claims import ClaimKind
from factcheck.domain.errors import FieldClash, InvalidInput, StaleWrite
from factcheck.services.draft_parts import last_draft
from factcheck.services.draft_text import clean_line
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Draft

LONGEST_STATEMENT = 5000
LONGEST_REASON = 1000
LONGEST_LINK = 300
MOST_LINKS = 12


def claim_fields(claim: Claim) -> dict[str, Any]:
    """Return everything about a claim that can be edited, with its version, as the log keeps it."""
    return {
        "statement": claim.statement,
        "kind": claim.kind,
        "chain": list(claim.chain),
        "version": claim.version,
    }


def clean_statement(raw: str) -> str:
    """Return a statement on one line; raise InvalidInput where it is empty or too long."""
    statement = clean_line(raw, longest=LONGEST_STATEMENT, field="statement", what="The statement")
    if not statement:
        raise InvalidInput("Write what the article says, so that it can be read alone.", field="statement")
    return statement


def clean_kind(raw: str) -> ClaimKind:
    """Return the kind named, or raise InvalidInput."""
    try:
        return ClaimKind(raw)
    except ValueError:
        raise InvalidInput("Choose what sort of statement this is from the list.", field="kind") from None


def clean_chain(raw: Sequence[str]) -> list[str]:
    """Return the links of an attribution chain, nearest the reader first, empty ones dropped."""
    links = [clean_line(link, longest=LONGEST_LINK, field="chain", what="A link of the chain") for link in raw]
    links = [link for link in links if link]
    if len(links) > MOST_LINKS:
        raise InvalidInput(f"A chain has at most {MOST_LINKS} links; this one has {len(links)}.", field="chain")
    return links


def clean_reason(raw: str, *, what: str) -> str:
    """Return a reason, which must be there and fit; `what` completes “Say why …”."""
    reason = clean_line(raw, longest=LONGEST_REASON, field="reason", what="The reason")
    if not reason:
        raise InvalidInput(f"Say why {what}. The next person reads it.", field="reason")
    return reason


def check_fresh(
    session: Session,
    subject: tuple[str, int],
    *,
    current: int,
    given: int,
    fields: Mapping[str, tuple[Any, Any]],
) -> None:
    """Raise StaleWrite where somebody else changed these fields since the form was opened.

    A row that moved on in another way (it was assigned, another field was corrected) is no clash: both changes stand.
    """
    try:
        check_version(session, subject, current=current, given=given, fields=fields)
    except StaleWrite as stale:
        # A form from the future was made up; nothing can be said of what it was based on.
        if given < current and all(_is_only_mine(clash) for clash in stale.clashes):
            return
        raise


def _is_only_mine(clash: FieldClash) -> bool:
    return clash.base is not None and clash.base == clash.theirs


def newest_draft(session: Session, article_id: int) -> Draft:
    """Return the article's newest draft, or raise InvalidInput where it has none."""
    draft = last_draft(session, article_id)
    if draft is None:
        raise InvalidInput("This article has no text yet. Wait until it is read, or paste it.")
    return draft
