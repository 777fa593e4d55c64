"""Say how far the search for a claim's sources is: by provider, what was read, what failed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import Job, Lookup, LookupPage
from factcheck.models.base import utc_now
from factcheck.services.capture_keep import READABLE
from factcheck.services.lookup_keep import WAITING
from factcheck.services.origin_find import host_of
from factcheck.services.own_text import WHY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


#: What is tried again within this time is as good as under way; whoever failed and rests for longer has failed so far.
SOON = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class PageTrouble:
    """Hold a page that could not be read, why, and when it is tried again, if it is."""

    page_id: int
    url: str
    host: str
    title: str
    state: str
    reason: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LookupLine:
    """Hold one question to one provider: how it stands, and how many of its pages were read."""

    lookup_id: int
    provider: str
    query: str
    state: JobState
    asked_at: datetime
    answered_at: datetime | None
    hits: int
    pages: int
    read: int
    kept: int
    own: int
    error: str
    note: str
    troubles: tuple[PageTrouble, ...]
    #: When a question that failed so far is put again.
    again_at: datetime | None = None

    @property
    def ended(self) -> bool:
        """Say whether nothing more will come of it."""
        return self.state in ENDED and self.read == self.pages

    @property
    def failed(self) -> bool:
        """Say whether there is no answer, for good or so far."""
        return self.state is JobState.FAILED or self.again_at is not None


@dataclass(frozen=True, slots=True)
class LookupProgress:
    """Hold the whole search of a claim; counts are of pages, each once, whichever providers found it.

    `put_off` counts pages that failed so far and wait for longer than a moment; they are not being read.
    """

    lines: tuple[LookupLine, ...]
    read: int
    total: int
    asking: int
    grouping: bool = False
    put_off: int = 0

    @property
    def under_way(self) -> bool:
        """Say whether the page should ask again."""
        return self.searching or self.grouping

    @property
    def searching(self) -> bool:
        """Say whether a question is being asked or a page being read."""
        return self.asking > 0 or self.read + self.put_off < self.total

    @property
    def resting(self) -> bool:
        """Say whether something failed so far and is tried again later."""
        return self.put_off > 0 or any(line.again_at is not None for line in self.lines)

    @property
    def failed(self) -> int:
        """Count the questions that were not answered, for good or so far."""
        return sum(line.failed for line in self.lines)

    @property
    def told(self) -> str:
        """Say what stands beside the count of pages read: what is still asked, put off, not answered."""
        parts = ((self.asking, "still asking"), (self.put_off, "put off"), (self.failed, "not answered"))
        return ", ".join(("read", *(f"{count} {words}" for count, words in parts if count)))

    @property
    def words(self) -> str:
        """Say it in one line: "4 of 9 read"."""
        if not self.lines:
            return "Nothing was searched yet"
        if self.asking and not self.total:
            return f"{self.asking} of {len(self.lines)} questions are still being asked"
        if not self.total and self.failed:
            return f"{self.failed} of {len(self.lines)} questions {'was' if self.failed == 1 else 'were'} not answered"
        if not self.total and not self.asking:
            # What the desk's own documents and rulings gave stands beside their names.
            return "Sources were searched for"
        return f"{self.read} of {self.total} {self.told}"


def lookup_progress(session: Session, claim_id: int) -> LookupProgress:
    """Return how the search stands, in two queries."""
    grouping = exists().where(Job.claim_id == claim_id, Job.kind == JobKind.GROUP_SOURCES, Job.state.not_in(ENDED))
    asked = session.execute(
        select(Lookup, grouping).where(Lookup.claim_id == claim_id).options(joinedload(Lookup.job)).order_by(Lookup.id)
    ).all()
    lookups = [row[0] for row in asked]
    pages = (
        session.scalars(
            select(LookupPage)
            .where(LookupPage.claim_id == claim_id)
            .options(joinedload(LookupPage.job))
            .order_by(LookupPage.id)
        ).all()
        if asked
        else ()
    )
    of_lookup: dict[int, list[LookupPage]] = {}
    for page in pages:
        of_lookup.setdefault(page.lookup_id, []).append(page)
    now = utc_now()
    seen: dict[str, bool] = {}
    for page in pages:
        seen[page.url_digest] = seen.get(page.url_digest, False) or _is_read(page)
    put_off = {page.url_digest for page in pages if not seen[page.url_digest] and _again_at(page.job, now)}
    return LookupProgress(
        lines=tuple(_line(lookup, of_lookup.get(lookup.id, ()), now) for lookup in lookups),
        read=sum(seen.values()),
        total=len(seen),
        asking=sum(lookup.job.state not in ENDED and not _again_at(lookup.job, now) for lookup in lookups),
        put_off=len(put_off),
        grouping=asked[0][1] if asked else bool(session.scalar(select(grouping))),
    )


def _is_read(page: LookupPage) -> bool:
    """Say whether a page's fetch has ended, however it went."""
    return page.state != WAITING or page.job is None or page.job.state in ENDED


def _again_at(job: Job | None, now: datetime) -> datetime | None:
    """Return when work that failed so far is tried again, None where that is a moment away or nothing failed."""
    if job is None or job.state is not JobState.WAITING or not job.error or job.run_after <= now + SOON:
        return None
    return job.run_after


def _line(lookup: Lookup, pages: Sequence[LookupPage], now: datetime) -> LookupLine:
    return LookupLine(
        lookup_id=lookup.id,
        provider=lookup.provider,
        query=lookup.query,
        state=lookup.job.state,
        asked_at=lookup.created_at,
        answered_at=lookup.answered_at,
        hits=len(lookup.hits),
        pages=len(pages),
        read=sum(_is_read(page) for page in pages),
        kept=sum(page.state in READABLE for page in pages),
        own=sum(page.state in READABLE and page.reason == WHY for page in pages),
        error=_error(lookup.job),
        note=lookup.note,
        troubles=tuple(
            _trouble(page, now)
            for page in pages
            if page.state not in READABLE and (_is_read(page) or _again_at(page.job, now))
        ),
        again_at=_again_at(lookup.job, now),
    )


def _trouble(page: LookupPage, now: datetime) -> PageTrouble:
    state, reason = page.state, page.reason
    if state == WAITING and page.job is not None:
        # The job has stored nothing: it failed, for good or so far, or somebody called it off.
        state, reason = page.job.state.value, page.job.error or "The fetch was called off."
    title = str(page.hit.get("title", ""))
    return PageTrouble(page.id, page.url, host_of(page.url), title, state, reason, _again_at(page.job, now))


def _error(job: Job) -> str:
    if job.state is JobState.FAILED:
        return job.error or "It failed without a reason."
    if job.state is JobState.WAITING:
        return job.error or ""
    return "Called off" if job.state is JobState.CANCELLED else ""
