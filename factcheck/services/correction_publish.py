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
from factcheck.services.correction_class import STANDS_FOR_TYPO, require_class, require_typing_only
from factcheck.services.event_log import log_event
from factcheck.services.precedent_keep import reword_precedent
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

    from factcheck.models import Claim, Person, Publication, Verdict
    from factcheck.services.publication_prepare import Prepared

LONGEST_WORDS = 2_000


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

    `wording` mends typing mistakes in the same step. `sha256` is the digest of the preview.
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
    kind = require_class(kind, before.payload, prepared.payload)
    if wording is not None and prepared.verdict is not None:
        require_typing_only(_wording_of(prepared.verdict), wording, claim.article.language)
        if _mend(session, actor, claim, prepared.verdict, wording):
            prepared = prepare_claim(session, claim, desk_name=desk_name, zone=zone, withheld_why=withheld_why)
            require_class(kind, before.payload, prepared.payload)
    require_gates(claim, prepared, but=STANDS_FOR_TYPO if kind is CorrectionClass.TYPO else frozenset())
    if prepared.sha256 == before.sha256:
        raise InvalidInput("Nothing differs from what is published. Mend the words first.", field="summary")
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


def _wording_of(verdict: Verdict) -> Wording:
    return Wording(verdict.summary, verdict.rationale, verdict.limits)


def _mend(session: Session, actor: Person, claim: Claim, verdict: Verdict, wording: Wording) -> bool:
    """Write the verdict in its mended words and say so; say False where none was mended."""
    wording = Wording(*(text.strip() for text in (wording.summary, wording.rationale, wording.limits)))
    if wording == _wording_of(verdict):
        return False
    mended = amend_wording(
        session,
        actor,
        claim,
        verdict,
        summary=wording.summary,
        rationale=wording.rationale,
        limits=wording.limits,
    )
    reword_precedent(session, claim.id, mended)
    load_verdict(session, claim.id)
    return True


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
