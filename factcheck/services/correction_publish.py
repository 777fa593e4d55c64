"""Publish a correction: a new revision, and a record that says what changed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from factcheck.domain.articles import ArticleAct
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.models import Correction
from factcheck.models.publication import CorrectionClass, Subject
from factcheck.services.challenge_decide import settle_challenges
from factcheck.services.claim_move import move_article
from factcheck.services.event_log import log_event
from factcheck.services.precedent_keep import keep_precedent, own_ruling
from factcheck.services.publication_find import current_revision, get_publication
from factcheck.services.publication_prepare import load_verdict, prepare_claim
from factcheck.services.publish import add_revision, require_gates, require_same
from factcheck.services.relations import get_claim
from factcheck.services.verdict_amend import amend_wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo
    from typing import Any

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person, Publication
    from factcheck.services.publication_prepare import Prepared

LONGEST_WORDS = 2_000
_RATED = ("attribution", "content")


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold the texts of a verdict as mended by an editor."""

    summary: str
    rationale: str
    limits: str


def publish_correction(
    session: Session,
    actor: Person,
    publication_id: int,
    kind: CorrectionClass | None,
    what: str,
    why: str,
    *,
    revision: int,
    desk_name: str,
    zone: tzinfo = UTC,
    withheld_why: str = "",
    wording: Wording | None = None,
    sha256: str = "",
    seen: Mapping[str, Any] | None = None,
) -> Correction:
    """Replace revision number `revision` of a claim's page by what its verdict says now.

    `wording` mends texts in the same step, for typographical corrections only. `sha256` is the digest of the preview.
    """
    require(Action.CORRECT, actor.role)
    publication = get_publication(session, publication_id)
    if publication.claim_id is None:
        raise WrongState(
            "The page of an article follows the article and its lines: edit those, then publish the article again."
        )
    claim = get_claim(session, publication.claim_id, lock=True)
    publication = get_publication(session, publication_id, lock=True)
    if publication.withdrawn_at is not None:
        raise WrongState("This page was withdrawn. Publish it again before you correct it.")
    if publication.current_revision != revision:
        raise WrongState(f"The page stands at revision {publication.current_revision} now. Reload and compare.")
    what, why, kind = _checked(what, why, kind)
    before = current_revision(session, publication)
    prepared = prepare_claim(session, claim, desk_name=desk_name, zone=zone, withheld_why=withheld_why)
    if sha256:
        require_same(prepared, sha256, seen)
    if wording is not None:
        prepared = _mend(session, actor, claim, prepared, kind, wording, desk_name, zone, withheld_why)
    require_gates(claim, prepared)
    if prepared.sha256 == before.sha256:
        raise InvalidInput(
            "Nothing differs from what is published. Change the verdict or its wording first.", field="what"
        )
    changed = any(_rating_of(before.payload, name) != _rating_of(prepared.payload, name) for name in _RATED)
    if changed and kind is not CorrectionClass.VERDICT:
        raise InvalidInput("The rating changes, so this is a correction of the verdict.", field="kind")
    if kind is CorrectionClass.VERDICT and not changed:
        raise InvalidInput("The rating stays as it was, so this is not a correction of the verdict.", field="kind")
    return _write(session, actor, publication, prepared, (kind, what, why))


def _write(
    session: Session,
    actor: Person,
    publication: Publication,
    prepared: Prepared,
    told: tuple[CorrectionClass, str, str],
) -> Correction:
    kind, what, why = told
    revision = add_revision(session, actor, publication, prepared.payload, prepared.sha256)
    correction = Correction(
        publication_id=publication.id,
        revision_number=revision.number,
        kind=kind,
        what=what,
        why=why,
        by_id=actor.id,
    )
    session.add(correction)
    session.flush()
    log_event(
        session,
        actor,
        "correction.published",
        ("publication", publication.id),
        after={"class": kind, "what": what, "why": why, "revision": revision.number},
        article_id=publication.article_id,
        claim_id=publication.claim_id,
    )
    settle_challenges(session, actor, correction)
    if publication.subject is Subject.CLAIM and prepared.verdict is not None:
        move_article(session, actor, prepared.verdict.claim.article, ArticleAct.CORRECT)
    return correction


def _mend(
    session: Session,
    actor: Person,
    claim: Claim,
    prepared: Prepared,
    kind: CorrectionClass,
    wording: Wording,
    desk_name: str,
    zone: tzinfo,
    withheld_why: str,
) -> Prepared:
    verdict = prepared.verdict
    if verdict is None:
        return prepared
    now = tuple(text.strip() for text in (wording.summary, wording.rationale, wording.limits))
    if now == (verdict.summary, verdict.rationale, verdict.limits):
        return prepared
    if kind is not CorrectionClass.TYPO:
        raise InvalidInput(
            "Here only typing mistakes are mended. For anything else reopen the claim, so that a second person looks.",
            field="kind",
        )
    if not now[0]:
        raise InvalidInput("A published verdict has a summary.", field="summary")
    mended = amend_wording(session, actor, claim, verdict, summary=now[0], rationale=now[1], limits=now[2])
    url = row.url if (row := own_ruling(session, claim.id)) else ""
    keep_precedent(session, claim, mended).url = url
    load_verdict(session, claim.id)
    return prepare_claim(session, claim, desk_name=desk_name, zone=zone, withheld_why=withheld_why)


def _checked(what: str, why: str, kind: CorrectionClass | None) -> tuple[str, str, CorrectionClass]:
    faults = Faults()
    kind = faults.need(kind, "Say what class of correction this is.", field="kind")
    told = (faults.take(lambda: _told(what, "what")), faults.take(lambda: _told(why, "why")), kind)
    faults.settle()
    return told


def _told(words: str, name: str) -> str:
    words = words.strip()
    if not words:
        raise InvalidInput("Say what changed." if name == "what" else "Say why it changed.", field=name)
    if len(words) > LONGEST_WORDS:
        raise InvalidInput(f"At most {LONGEST_WORDS:,} characters fit here.", field=name)
    return words


def _rating_of(payload: Mapping[str, Any], layer: str) -> tuple[str, str]:
    rating = payload.get(layer) or {}
    return str(rating.get("scale", "")), str(rating.get("key", ""))
