"""Publish the verdict summary of a claim: once, whoever presses the button how often."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from factcheck.domain.articles import ArticleAct
from factcheck.domain.errors import FieldClash, GateUnmet, StaleWrite, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.domain.slugs import slug_of
from factcheck.models import Correction, Publication, Revision
from factcheck.models.base import utc_now
from factcheck.models.publication import CorrectionClass, Subject
from factcheck.proof.canonical import canonical
from factcheck.services.claim_move import move_article
from factcheck.services.event_log import log_event
from factcheck.services.precedent_keep import own_ruling
from factcheck.services.publication_diff import differences
from factcheck.services.publication_find import current_revision, new_public_id, publication_of_claim
from factcheck.services.publication_gates import claim_gates, missing_words
from factcheck.services.publication_prepare import prepare_claim
from factcheck.services.relations import get_claim

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person
    from factcheck.services.publication_prepare import Prepared


def publish_claim(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    sha256: str,
    desk_name: str,
    zone: tzinfo = UTC,
    withheld_why: str = "",
    seen: Mapping[str, Any] | None = None,
) -> Publication:
    """Publish a claim whose gates are met; `sha256` is the digest of the preview that the editor saw.

    `seen`, that preview's payload, only serves to show both texts where something changed since.
    """
    require(Action.PUBLISH, actor.role)
    # The lock makes a second editor wait here; she then finds the publication of the first.
    claim = get_claim(session, claim_id, lock=True)
    prepared = prepare_claim(session, claim, desk_name=desk_name, zone=zone, withheld_why=withheld_why)
    there = publication_of_claim(session, claim.id)
    if there is not None and there.withdrawn_at is None:
        if current_revision(session, there).sha256 == prepared.sha256:
            return there
        raise WrongState("This claim is published already, with other words. Publish a correction of it.")
    require_gates(claim, prepared)
    require_same(prepared, sha256, seen)
    return publish_prepared(session, actor, claim, prepared, there)


def require_gates(claim: Claim, prepared: Prepared, *, but: frozenset[str] = frozenset()) -> None:
    """Raise GateUnmet with what is missing, unless all conditions are met, those of the keys in `but` aside."""
    missing = missing_words(tuple(gate for gate in claim_gates(claim, prepared) if gate.key not in but))
    if missing:
        raise GateUnmet(f"Claim {claim.number} cannot be published yet.", missing)


def require_same(prepared: Prepared, sha256: str, seen: Mapping[str, Any] | None) -> None:
    """Raise StaleWrite where what would be published is not what the editor saw."""
    if prepared.sha256 == sha256:
        return
    changes = differences(seen or {}, prepared.payload)
    raise StaleWrite(
        "Something changed since you opened the preview. Look at both, then publish what stands now.",
        version=prepared.verdict.number if prepared.verdict else 0,
        clashes=tuple(FieldClash(change.field, change.before, change.after, change.before) for change in changes),
    )


def publish_prepared(
    session: Session, actor: Person, claim: Claim, prepared: Prepared, there: Publication | None
) -> Publication:
    """Write publication, revision, event and the article's state; `there` is a withdrawn one to be opened again."""
    if there is None:
        there = Publication(
            public_id=new_public_id(),
            slug=slug_of(claim.statement),
            subject=Subject.CLAIM,
            article_id=claim.article_id,
            claim_id=claim.id,
            current_revision=0,
        )
        session.add(there)
        session.flush()
    else:
        reopen_publication(session, actor, there)
    add_revision(session, actor, there, prepared.payload, prepared.sha256)
    ruling = own_ruling(session, claim.id)
    if ruling is not None:
        ruling.url = f"/p/{there.public_id}/{there.slug}"
    move_article(session, actor, claim.article, ArticleAct.PUBLISH)
    return there


def reopen_publication(session: Session, actor: Person, there: Publication) -> None:
    """Take back a withdrawal; that it happened stays on the record."""
    there.withdrawn_at, there.withdrawn_why = None, ""
    session.add(
        Correction(
            publication_id=there.id,
            revision_number=there.current_revision + 1,
            kind=CorrectionClass.UPDATE,
            what="Published again after it was withdrawn.",
            why="It was checked again.",
            by_id=actor.id,
        )
    )


def add_revision(session: Session, actor: Person, there: Publication, payload: dict[str, Any], sha256: str) -> Revision:
    """Add the next revision of a publication and move the pointer to it, with its event."""
    there.current_revision += 1
    revision = Revision(
        publication_id=there.id,
        number=there.current_revision,
        payload=payload,
        sha256=sha256,
        published_by_id=actor.id,
        published_at=utc_now(),
    )
    session.add(revision)
    session.flush()
    log_event(
        session,
        actor,
        "publication.published",
        ("publication", there.id),
        after={"public_id": there.public_id, "revision": revision.number, "sha256": sha256, "subject": there.subject},
        article_id=there.article_id,
        claim_id=there.claim_id,
    )
    return revision


def seen_words(payload: Mapping[str, Any]) -> str:
    """Return a payload as text that a form can carry."""
    return canonical(payload)
