"""Collect what the pages before publication show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import selectinload

from factcheck.domain.errors import NotFound, WrongState
from factcheck.models import Article, Claim, Publication
from factcheck.models.publication import CorrectionClass
from factcheck.services.blind import waits_blind
from factcheck.services.correction_class import STANDS_FOR_TYPO, fitting_classes
from factcheck.services.publication_diff import Difference, differences
from factcheck.services.publication_find import (
    current_revision,
    get_publication,
    publication_of_article,
    publication_of_claim,
)
from factcheck.services.publication_gates import Gate, claim_gates
from factcheck.services.publication_prepare import Prepared, prepare_claim
from factcheck.services.publish_article import PreparedArticle, prepare_article

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ClaimPreview:
    """Hold what would be published of a claim, what holds it back, and how it differs from what stands."""

    claim: Claim
    prepared: Prepared
    gates: tuple[Gate, ...]
    publication: Publication | None
    standing: dict[str, Any] | None
    changes: tuple[Difference, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether all conditions are met."""
        return all(gate.met for gate in self.gates)

    @property
    def is_public(self) -> bool:
        """Say whether there is a page that was not withdrawn."""
        return self.publication is not None and self.publication.withdrawn_at is None

    @property
    def classes(self) -> tuple[CorrectionClass, ...]:
        """Return the classes of correction that would be taken now."""
        if self.standing is None or not self.is_public:
            return ()
        unmet = {gate.key for gate in self.gates if not gate.met}
        fitting = fitting_classes(self.standing, self.prepared.payload)
        return tuple(
            kind for kind in fitting if not unmet - (STANDS_FOR_TYPO if kind is CorrectionClass.TYPO else frozenset())
        )


def claim_preview(
    session: Session, claim_id: int, *, desk_name: str, zone: tzinfo = UTC, withheld_why: str = ""
) -> ClaimPreview:
    """Return the preview of a claim; raise NotFound where there is none.

    `withheld_why` left out is what the standing page gives as the reason.
    """
    claim = session.get(Claim, claim_id, options=[selectinload(Claim.occurrences)])
    if claim is None:
        raise NotFound("There is no such claim.")
    if waits_blind(session, claim):
        raise WrongState("The verdict waits for a blind second check. It can be previewed when that is made.")
    publication = publication_of_claim(session, claim.id)
    standing = current_revision(session, publication).payload if publication else None
    # The reason that readers see stays unless another is given.
    given = withheld_why or next((str(item["why"]) for item in (standing or {}).get("withheld", ())), "")
    prepared = prepare_claim(session, claim, desk_name=desk_name, zone=zone, withheld_why=given)
    return ClaimPreview(
        claim=claim,
        prepared=prepared,
        gates=claim_gates(claim, prepared),
        publication=publication,
        standing=standing,
        changes=differences(standing, prepared.payload) if standing else (),
    )


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """Hold what would be published of an article, and its page where it has one."""

    article: Article
    prepared: PreparedArticle
    publication: Publication | None
    #: How the page would differ from the one that stands.
    changes: tuple[Difference, ...]

    @property
    def is_public(self) -> bool:
        """Say whether there is a page that was not withdrawn."""
        return self.publication is not None and self.publication.withdrawn_at is None

    @property
    def is_changed(self) -> bool:
        """Say whether the page would differ from the one that stands."""
        return self.publication is None or bool(self.changes)


def article_preview(
    session: Session, article_id: int, *, desk_name: str, zone: tzinfo = UTC, withheld_why: str = ""
) -> ArticlePreview:
    """Return the preview of an article; raise NotFound where there is none."""
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    publication = publication_of_article(session, article.id)
    prepared = prepare_article(session, article, desk_name=desk_name, zone=zone, withheld_why=withheld_why)
    standing = current_revision(session, publication).payload if publication else None
    return ArticlePreview(
        article=article,
        prepared=prepared,
        publication=publication,
        changes=differences(standing, prepared.payload) if standing else (),
    )


def publication_with_claim(session: Session, publication_id: int) -> tuple[Publication, int | None, int]:
    """Return a publication with the ids of its claim (None for an article's page) and article."""
    publication = get_publication(session, publication_id)
    return publication, publication.claim_id, publication.article_id
