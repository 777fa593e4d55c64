"""Set how long an article is kept, and whether it is on legal hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models.base import utc_now
from factcheck.services.article_edit import get_article
from factcheck.services.event_log import log_event
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from factcheck.models import Article, Person

LONGEST_WHY = 500


def set_retention(
    session: Session, actor: Person, article_id: int, *, version: int, hold: bool, until: date | None, why: str
) -> Article:
    """Save hold and day; raise StaleWrite where somebody changed the article meanwhile.

    Putting on or lifting a hold needs a reason: it may be asked for in court.
    """
    require(Action.EDIT_ARTICLE, actor.role)
    article = get_article(session, article_id, lock=True)
    fields = {"legal_hold": (article.legal_hold, hold), "retain_until": (article.retain_until, until)}
    check_version(session, ("article", article.id), current=article.version, given=version, fields=fields)
    if article.erased_at is not None:
        raise WrongState("What may be erased of this article was erased already. Reload the page.")
    why = " ".join(why.split())
    if hold != article.legal_hold and not why:
        raise InvalidInput("Say why the hold is put on or lifted; the reason goes into the log.", field="why")
    if len(why) > LONGEST_WHY:
        raise InvalidInput(f"Shorten the reason to {LONGEST_WHY} characters.", field="why")
    if until is not None and until != article.retain_until and until <= utc_now().date():
        raise InvalidInput("Name a day that lies ahead, or leave it empty.", field="retain_until")
    if (hold, until) == (article.legal_hold, article.retain_until):
        return article
    before = {"legal_hold": article.legal_hold, "retain_until": article.retain_until}
    article.legal_hold, article.retain_until = hold, until
    session.flush()
    log_event(
        session,
        actor,
        "retention.set",
        ("article", article.id),
        before=before,
        after={"legal_hold": hold, "retain_until": until, "why": why, "version": article.version},
        article_id=article.id,
    )
    return article
