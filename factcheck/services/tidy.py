"""Delete rows that nothing reads any more, a table at a time; what is a record of the desk is none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select

from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import FormDraft, FormKey, HostPace, Job, Presence, RobotsRules, SignIn, Throttle
from factcheck.models.base import utc_now
from factcheck.services.form_draft import KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from factcheck.models import Base

#: Rows deleted in one transaction, so that nobody waits long for the file or for a row.
AT_ONCE = 1000
#: Who was not heard of for three minutes is not named any more; the rest is for clocks that differ.
PRESENCE = timedelta(hours=1)
#: Attempts are counted over five minutes; a day also outlives a clock that was set back.
THROTTLE = timedelta(days=1)
#: A host's next turn is seconds away, however busy it is.
PACE = timedelta(days=1)
#: A form that was sent stays in a browser's tab, and a tab that is restored sends it again: as long as saved words.
FORM_KEY = KEPT
#: A session that ended opens nothing. The log keeps who signed in from where, for as long as the desk stands.
SIGN_IN = timedelta(days=30)
#: What a site forbade holds for a day; it is asked again before anything is fetched.
ROBOTS = timedelta(days=30)
#: A look at a cited page is owed once a slot, which its row says; what it found is a row of its own.
WATCH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Litter:
    """Name a table and which of its rows are of no more use."""

    table: type[Base]
    old: ColumnElement[bool]


def litter(*, watch: timedelta) -> Sequence[Litter]:
    """Return what is to be deleted now; cited pages are looked at `watch` apart."""
    now = utc_now()
    # What failed stays for the page that tells of it.
    ended_looks = (Job.kind == JobKind.WATCH_CITATION) & Job.state.in_(ENDED - {JobState.FAILED})
    return (
        Litter(Presence, Presence.seen_at < now - PRESENCE),
        Litter(Throttle, Throttle.window_start < now - THROTTLE),
        Litter(HostPace, HostPace.next_at < now - PACE),
        Litter(FormKey, FormKey.at < now - FORM_KEY),
        Litter(FormDraft, FormDraft.saved_at < now - KEPT),
        Litter(SignIn, or_(SignIn.ended_at < now - SIGN_IN, SignIn.expires_at < now - SIGN_IN)),
        Litter(RobotsRules, RobotsRules.kept_until < (now - ROBOTS).timestamp()),
        # Two slots at the least: what is deleted within its slot would be owed again.
        Litter(Job, ended_looks & (func.coalesce(Job.ended_at, Job.created_at) < now - max(WATCH, 2 * watch))),
    )


def is_littered(session: Session, one: Litter) -> bool:
    """Say whether there is anything to delete: most rounds find nothing, and need not write."""
    return session.scalar(select(_key(one)).where(one.old).limit(1)) is not None


def sweep_out(session: Session, one: Litter) -> int:
    """Delete some of the rows and return how many; those that somebody holds wait for the next round."""
    key = _key(one)
    oldest = select(key).where(one.old).order_by(key).limit(AT_ONCE)
    keys = session.scalars(oldest.with_for_update(key_share=True, skip_locked=True)).all()
    if keys:
        session.execute(delete(one.table).where(key.in_(keys)), execution_options={"synchronize_session": False})
    return len(keys)


def _key(one: Litter) -> ColumnElement[Any]:
    return one.table.__mapper__.primary_key[0]
