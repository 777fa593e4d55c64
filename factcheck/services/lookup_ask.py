"""Ask providers about a claim: one lookup and one job for each claim, provider and question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.config import Settings
from factcheck.domain.errors import InvalidInput
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action
from factcheck.models import Lookup
from factcheck.models.base import utc_now
from factcheck.services.event_log import Entry, log_events
from factcheck.services.job_again import ask_again, hurry
from factcheck.services.job_ask import Ask, ask_jobs
from factcheck.services.lock_order import hold_article_of_claim
from factcheck.services.lookup_query import QUERY_CHARS, query_digest, questions
from factcheck.services.outside import INSIDE, may_ask_outside
from factcheck.services.relations import get_claim, require_on
from factcheck.services.upsert import insert_all_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what one provider is asked about one claim."""

    claim: Claim
    provider: str
    words: str
    digest: str


def ask_lookups(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    query: str | None = None,
    providers: Sequence[str] | None = None,
) -> list[Lookup]:
    """Ask about a claim because a person pressed the button; what was asked before is asked again."""
    hold_article_of_claim(session, claim_id)
    claim = get_claim(session, claim_id)
    require_on(session, Action.LOOK_UP, actor, claim)
    words = " ".join(query.split()) if query else None
    if words and len(words) > QUERY_CHARS:
        raise InvalidInput(f"Shorten the question to {QUERY_CHARS} characters.", field="query")
    enabled = Settings().providers
    if providers is not None and not set(providers) <= set(enabled):
        raise InvalidInput("Choose among the providers that this desk uses.", field="providers")
    lookups = ask_lookups_for_claim(session, actor, claim, query=words, providers=providers)
    if not lookups:
        raise InvalidInput(
            "Nothing can be asked: the article is confidential and asking outside is not allowed for it. "
            "An editor can allow it on the article's page.",
            field="providers",
        )
    # In one order: a worker renews many leases at once.
    for lookup in sorted(lookups, key=lambda one: one.job_id):
        if not ask_again(session, lookup.job):
            hurry(session, lookup.job)
    return lookups


def ask_lookups_for_claim(
    session: Session,
    actor: Person | None,
    claim: Claim,
    query: str | None = None,
    *,
    providers: Sequence[str] | None = None,
) -> list[Lookup]:
    """Owe the lookups of a claim, without asking for a right of its own: confirming a claim calls it.

    Providers are those of the settings unless given. Of a confidential article only the desk's own documents and
    rulings are asked until an editor allows more. The same question twice is one lookup.
    """
    asked = ask_lookups_for_claims(session, actor, [claim], query, providers=providers)
    mine = select(Lookup).where(Lookup.claim_id == claim.id).options(joinedload(Lookup.job))
    rows = {(row.provider, row.query_digest): row for row in session.scalars(mine)}
    return [rows[one.provider, one.digest] for one in asked]


def ask_lookups_for_claims(
    session: Session,
    actor: Person | None,
    claims: Sequence[Claim],
    query: str | None = None,
    *,
    providers: Sequence[str] | None = None,
) -> list[Question]:
    """Owe the lookups of many claims with a few statements, and log each claim's; return what was asked in order."""
    providers = Settings().asked_providers if providers is None else providers
    asked = [
        Question(claim, provider, words, query_digest(words))
        for claim in claims
        for provider in providers
        if provider in INSIDE or may_ask_outside(claim.article)
        for words in questions(claim, provider, query)
    ]
    _owe(session, actor, asked)
    told: dict[int, dict[str, None]] = {}
    for one in asked:
        told.setdefault(one.claim.id, {})[one.provider] = None
    log_events(
        session,
        actor,
        [
            Entry(
                "claim.looked_up",
                ("claim", claim.id),
                after={"providers": list(told[claim.id]), "own_words": bool(query)},
                article_id=claim.article_id,
                claim_id=claim.id,
            )
            for claim in claims
            if claim.id in told
        ],
    )
    return asked


def _owe(session: Session, actor: Person | None, asked: Sequence[Question]) -> None:
    """Write the jobs and the lookups of questions, where they are not there yet."""
    asked_by = actor.id if actor is not None else None
    keys = [{"claim_id": one.claim.id, "provider": one.provider, "query_digest": one.digest} for one in asked]
    asks = [
        Ask(f"{one.claim.id}:{one.provider}:{one.digest[:32]}", key, one.claim.article_id, one.claim.id)
        for one, key in zip(asked, keys, strict=True)
    ]
    jobs = ask_jobs(session, JobKind.RUN_LOOKUP, asks, asked_by_id=asked_by)
    now = utc_now()
    insert_all_once(
        session,
        Lookup,
        ("claim_id", "provider", "query_digest"),
        [
            {**key, "query": one.words, "job_id": job, "hits": [], "note": "", "asked_by_id": asked_by}
            | {"created_at": now}
            for one, key, job in zip(asked, keys, jobs, strict=True)
        ],
    )
