"""Ask providers about a claim: one lookup and one job for each claim, provider and question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.config import Settings
from factcheck.domain.errors import InvalidInput
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action
from factcheck.models import Lookup
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.job_again import ask_again
from factcheck.services.job_ask import ask_job
from factcheck.services.lookup_query import QUERY_CHARS, query_digest, questions
from factcheck.services.outside import INSIDE, may_ask_outside
from factcheck.services.relations import get_claim, require_on
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def ask_lookups(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    query: str | None = None,
    providers: Sequence[str] | None = None,
) -> list[Lookup]:
    """Ask about a claim because a person pressed the button; what was asked before is asked again."""
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
    for lookup in lookups:
        ask_again(session, lookup.job)
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
    outside = may_ask_outside(claim.article)
    wanted = Settings().asked_providers if providers is None else providers
    lookups = [
        _owe(session, actor, claim, provider, question)
        for provider in wanted
        if outside or provider in INSIDE
        for question in questions(claim, provider, query)
    ]
    if lookups:
        log_event(
            session,
            actor,
            "claim.looked_up",
            ("claim", claim.id),
            after={"providers": list(dict.fromkeys(lookup.provider for lookup in lookups)), "own_words": bool(query)},
            article_id=claim.article_id,
            claim_id=claim.id,
        )
    return lookups


def _owe(session: Session, actor: Person | None, claim: Claim, provider: str, question: str) -> Lookup:
    digest = query_digest(question)
    asked_by = actor.id if actor is not None else None
    key = {"claim_id": claim.id, "provider": provider, "query_digest": digest}
    job = ask_job(
        session,
        JobKind.RUN_LOOKUP,
        f"{claim.id}:{provider}:{digest[:32]}",
        key,
        article_id=claim.article_id,
        claim_id=claim.id,
        asked_by_id=asked_by,
    )
    insert_once(
        session,
        Lookup,
        ("claim_id", "provider", "query_digest"),
        {**key, "query": question, "job_id": job.id, "hits": [], "note": "", "asked_by_id": asked_by}
        | {"created_at": utc_now()},
    )
    return session.scalars(select(Lookup).filter_by(**key)).one()
