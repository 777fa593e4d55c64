"""Try a claim's lookups or one of its pages again, or call off what is still under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import NotFound
from factcheck.domain.jobs import ENDED, JobKind
from factcheck.domain.permissions import Action
from factcheck.models import Job, Lookup, LookupPage
from factcheck.services.event_log import log_event
from factcheck.services.job_again import ask_again, call_off, hurry
from factcheck.services.lock_order import hold_article_of_claim
from factcheck.services.lookup_keep import WAITING
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def retry_lookup(session: Session, actor: Person, lookup_id: int) -> Claim:
    """Put the same question to the same provider again, or now where it waits for another try."""
    lookup = session.get(Lookup, lookup_id)
    if lookup is None:
        raise NotFound("There is no such lookup. Reload the page.")
    hold_article_of_claim(session, lookup.claim_id)
    claim = get_claim(session, lookup.claim_id)
    require_on(session, Action.LOOK_UP, actor, claim)
    if ask_again(session, lookup.job) or hurry(session, lookup.job):
        _log(session, actor, claim, "lookup.retried", ("lookup", lookup.id))
    return claim


def retry_page(session: Session, actor: Person, page_id: int) -> Claim:
    """Fetch a page again that could not be read."""
    page = session.get(LookupPage, page_id)
    if page is None:
        raise NotFound("There is no such page. Reload the list.")
    hold_article_of_claim(session, page.claim_id)
    claim = get_claim(session, page.claim_id)
    require_on(session, Action.LOOK_UP, actor, claim)
    if page.job is not None and (ask_again(session, page.job) or hurry(session, page.job)):
        page.state, page.reason = WAITING, ""
        _log(session, actor, claim, "page.retried", ("lookup_page", page.id))
    return claim


def cancel_lookups(session: Session, actor: Person, claim_id: int) -> int:
    """Call off all searching and fetching for a claim and return how many jobs that was; what was found stays."""
    hold_article_of_claim(session, claim_id)
    claim = get_claim(session, claim_id)
    require_on(session, Action.LOOK_UP, actor, claim)
    jobs = session.scalars(
        select(Job)
        .where(
            Job.claim_id == claim.id,
            Job.kind.in_((JobKind.RUN_LOOKUP, JobKind.FETCH_HIT)),
            Job.state.not_in(ENDED),
        )
        .order_by(Job.id)
    ).all()
    # Evidence that a person logged keeps its fetch: only what searching brought is called off.
    stopped = sum(call_off(session, job) for job in jobs if "evidence_id" not in job.payload)
    if stopped:
        _log(session, actor, claim, "lookup.cancelled", ("claim", claim.id), jobs=stopped)
    return stopped


def _log(session: Session, actor: Person, claim: Claim, action: str, subject: tuple[str, int], **more: int) -> None:
    log_event(session, actor, action, subject, after=more, article_id=claim.article_id, claim_id=claim.id)
