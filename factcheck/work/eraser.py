"""Look for articles whose keeping time ends: tell of it first, erase when the day has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from factcheck.domain.errors import DeskError
from factcheck.domain.retention import Step
from factcheck.models import Article
from factcheck.models.base import utc_now
from factcheck.services.erase_announce import announce_erasure
from factcheck.services.erase_article import erase_article
from factcheck.services.files_drop import drop_again, left_drops
from factcheck.services.retention_view import candidates, keeping_of

if TYPE_CHECKING:
    from factcheck.db import Database

log = structlog.get_logger(__name__)


class Eraser:
    """Announce and erase, each article in a transaction of its own; two at once do no harm."""

    def __init__(self, db: Database, *, months: int) -> None:
        self._db = db
        self._months = months

    def round(self) -> int:
        """Do what is due and return how many articles were told of or erased."""
        self._drop_again()
        return sum(self._one(article_id, step) for article_id, step in self._due())

    def _drop_again(self) -> None:
        with self._db.read() as session:
            left = left_drops(session)
        if left:
            with self._db.write() as session:
                drop_again(session, left)

    def _due(self) -> list[tuple[int, Step]]:
        now = utc_now()
        with self._db.read() as session:
            steps = [
                (article_id, keeping_of(session, session.get_one(Article, article_id), months=self._months).step(now))
                for article_id in candidates(session, months=self._months, now=now)
            ]
        return [(article_id, step) for article_id, step in steps if step is not Step.NONE]

    def _one(self, article_id: int, step: Step) -> bool:
        try:
            with self._db.write() as session:
                if step is Step.ANNOUNCE:
                    return announce_erasure(session, article_id, months=self._months)
                plan = erase_article(session, article_id, months=self._months)
        except DeskError as error:
            # A hold was put on meanwhile, or another worker did it; the next round looks again.
            log.info("erasure_put_off", article=article_id, reason=str(error))
            return False
        except Exception:
            # One article that cannot be erased keeps no other beyond its day.
            log.exception("erasure_failed", article=article_id)
            return False
        log.info("article_erased", article=article_id, copies=len(plan.captures), files=len(plan.files))
        return True
