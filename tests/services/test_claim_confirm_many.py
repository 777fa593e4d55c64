"""Confirming many claims at once writes what confirming each would, with few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.db import OWED
from factcheck.domain.claims import ClaimState
from factcheck.models import Article, Claim, Event, Job, Lookup, Person
from factcheck.services.claim_confirm import confirm_claim, confirm_claims
from factcheck.services.event_log import verify_log
from factcheck.services.lookup_ask import ask_lookups_for_claims
from tests.intake import split_article
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from tests.conftest import People


def bring(session: Session, people: People, size: int) -> tuple[Article, list[Claim]]:
    lines = [f"“The pier number {n}” cost {n + 3} million crowns." for n in range(size)]
    article, _, claims = split_article(session, people.eda, "Head of it\n\n" + "\n".join(lines) + "\n", lines)
    return article, claims


def written(session: Session, article: Article) -> dict[str, list[Any]]:
    """Return what confirming an article's claims wrote, claims named by their number."""
    numbers = {claim.id: claim.number for claim in session.scalars(select(Claim).filter_by(article_id=article.id))}
    of_article = select(Event).where(Event.article_id == article.id).order_by(Event.seq)
    noted = [e for e in session.scalars(of_article) if e.action in {"claim.confirm", "claim.looked_up"}]
    lookups = session.scalars(select(Lookup).where(Lookup.claim_id.in_(numbers)).order_by(Lookup.id))
    jobs = session.scalars(select(Job).where(Job.claim_id.in_(numbers)).order_by(Job.id))
    return {
        "events": sorted(
            (e.action, numbers[e.claim_id or 0], e.actor_id, repr(e.before), repr(e.after)) for e in noted
        ),
        "lookups": [(numbers[row.claim_id], row.provider, row.query, row.query_digest) for row in lookups],
        "jobs": [
            (job.kind, job.queue, job.state, numbers[job.claim_id or 0], job.article_id is not None) for job in jobs
        ],
        "states": sorted((c.number, c.state) for c in session.scalars(select(Claim).filter_by(article_id=article.id))),
    }


def test_many_at_once_write_what_one_by_one_does(session: Session, people: People) -> None:
    eda = session.get_one(Person, people.eda)
    one, one_claims = bring(session, people, 5)
    many, _ = bring(session, people, 5)
    for claim in one_claims:
        confirm_claim(session, eda, claim.id)
    session.info.pop(OWED, None)
    confirmed = confirm_claims(session, eda, many.id)
    assert [claim.state for claim in confirmed] == [ClaimState.TO_CHECK] * 5
    assert written(session, many) == written(session, one)
    assert one.state == many.state
    assert len(session.info[OWED]) == len(written(session, many)["jobs"])
    assert verify_log(session).bad_seq is None


def test_what_was_asked_before_is_one_lookup_and_one_job(session: Session, people: People) -> None:
    eda = session.get_one(Person, people.eda)
    article, claims = bring(session, people, 3)
    confirm_claims(session, eda, article.id)
    before = written(session, article)
    asked = ask_lookups_for_claims(session, eda, claims)
    after = written(session, article)
    assert (after["lookups"], after["jobs"]) == (before["lookups"], before["jobs"])
    assert len(asked) == len(before["lookups"])


def test_a_claim_more_costs_one_statement(database: Database, people: People) -> None:
    counts = {}
    for size in (3, 103):
        with database.write() as session:
            article, _ = bring(session, people, size)
        with QueryCount(database.engine) as counted, database.write() as session:
            confirm_claims(session, session.get_one(Person, people.eda), article.id)
        counts[size] = counted.count
    assert counts[103] - counts[3] <= 103  # each claim's own row, with its version
    assert counts[3] <= 40
