"""Collect what the verdict column of a claim's page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.claims import JUDGED_STATES, WAITING_STATES
from factcheck.domain.fixes import Fix, read_fix
from factcheck.domain.permissions import Action, allowed
from factcheck.domain.verdicts import Layer, VerdictState
from factcheck.domain.wording import RatingWords, suggest_summary
from factcheck.models import Claim, Publication, Rating, Ruling, Scale, Verdict
from factcheck.services.blind import is_kept_from
from factcheck.services.evidence_rows import evidence_of
from factcheck.services.panel_view import PanelView, panel_view
from factcheck.services.precedent_warn import rated_otherwise, same_words, warning
from factcheck.services.publication_prepare import load_verdict
from factcheck.services.relations import relations_of
from factcheck.services.scale_list import current_scales

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Evidence, Person
    from factcheck.services.ruling_search import LikeRuling

_FIRST_SCALE = "public"


@dataclass(frozen=True, slots=True)
class Citable:
    """Hold one item of evidence as the tick-list shows it; what is confidential only to those who may see it."""

    id: int
    title: str
    outlet: str
    stance: str
    excerpt: str
    origin: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class VerdictPanel:
    """Hold the verdicts of a claim, the scales, what can be cited, and what the person may do."""

    claim: Claim
    verdict: Verdict | None
    fix: Fix
    earlier: tuple[Verdict, ...]
    attribution: tuple[Scale, ...]
    content: tuple[Scale, ...]
    open_scale: str
    evidence: tuple[Citable, ...]
    cited: dict[int, str]
    publication: Publication | None
    may_propose: bool
    may_take_second: bool
    may_take_back: bool
    may_check: bool
    may_rule: bool
    may_reopen: bool
    may_publish: bool
    # Earlier rulings on just these words, for whoever finds or rules.
    precedents: tuple[Ruling, ...] = ()
    # A verdict that this person may not see before her own ratings are in; only its version is told.
    blind_number: int | None = None
    # The vote on the current verdict.
    vote: PanelView | None = None

    @property
    def is_disputed(self) -> bool:
        """Say whether the current verdict is disputed."""
        return self.verdict is not None and self.verdict.state is VerdictState.DISPUTED

    @property
    def is_set_aside(self) -> bool:
        """Say whether the verdict was proposed and waits for nobody: it was taken back, or the claim opened again."""
        return (
            self.verdict is not None
            and self.verdict.state is VerdictState.PROPOSED
            and self.claim.state not in WAITING_STATES
        )

    def title_of(self, evidence_id: int) -> str:
        """Return the title of a cited item as this person may see it."""
        return next((item.title for item in self.evidence if item.id == evidence_id), "an item that was withdrawn")


def verdict_panel(
    session: Session, person: Person, claim: Claim, *, like: Sequence[LikeRuling] | None = None
) -> VerdictPanel:
    """Return the verdict column for `person`, in a fixed number of queries; `like` are rulings found already."""
    verdict = load_verdict(session, claim.id)
    relations = relations_of(session, person, claim)

    def may(action: Action) -> bool:
        return allowed(action, person.role, claim.state, relations)

    scales = current_scales(session)
    rows = [row for row in evidence_of(session, claim.id) if row.withdrawn_at is None]
    sees = may(Action.SEE_CONFIDENTIAL)
    checks = may(Action.SECOND_CHECK)
    finds = may(Action.PROPOSE_VERDICT) or may(Action.RULE_VERDICT)
    blind = verdict if is_kept_from(session, person, claim) else None
    if blind is not None:
        verdict = None
    vote = panel_view(session, person, claim, verdict)
    return VerdictPanel(
        claim=claim,
        verdict=verdict,
        fix=read_fix(verdict.fix if verdict else ""),
        earlier=() if blind or (verdict and verdict.number == 1) else _earlier(session, claim.id),
        attribution=tuple(scale for scale in scales if scale.layer is Layer.ATTRIBUTION),
        # Rated on one scale, two findings can be the same; which scale it is tells nothing.
        content=(blind.content.scale,)
        if blind and checks
        else tuple(scale for scale in scales if scale.layer is Layer.CONTENT),
        open_scale=_open_scale(session, claim, blind or verdict),
        evidence=tuple(_citable(row, sees=sees) for row in rows),
        cited={item.evidence_id: item.excerpt for item in verdict.citations} if verdict else {},
        publication=session.scalars(select(Publication).where(Publication.claim_id == claim.id)).one_or_none(),
        may_propose=may(Action.PROPOSE_VERDICT),
        may_take_back=may(Action.TAKE_BACK_VERDICT),
        may_take_second=checks and claim.second_checker_id is None,
        may_check=checks and claim.second_checker_id in {None, person.id},
        may_rule=may(Action.RULE_VERDICT) and not (vote and vote.is_open),
        may_reopen=may(Action.REOPEN_CLAIM) and verdict is not None and claim.state in JUDGED_STATES,
        may_publish=may(Action.PUBLISH),
        precedents=tuple(same_words(session, claim, like=like)) if finds else (),
        blind_number=blind.number if blind else None,
        vote=vote,
    )


def _citable(row: Evidence, *, sees: bool) -> Citable:
    hidden = row.confidential and not sees
    return Citable(
        id=row.id,
        title="Confidential item" if hidden else row.title,
        outlet="" if hidden else row.outlet,
        stance=row.stance.value,
        excerpt="" if hidden else row.excerpt,
        origin="" if hidden else row.origin.name,
        confidential=row.confidential,
    )


def _earlier(session: Session, claim_id: int) -> tuple[Verdict, ...]:
    return tuple(
        session.scalars(
            select(Verdict)
            .where(Verdict.claim_id == claim_id, Verdict.state == VerdictState.SUPERSEDED)
            .order_by(Verdict.number.desc())
            .options(
                joinedload(Verdict.attribution),
                joinedload(Verdict.content),
                joinedload(Verdict.proposed_by),
                joinedload(Verdict.reviewed_by),
                joinedload(Verdict.ruled_by),
            )
        )
    )


def _open_scale(session: Session, claim: Claim, verdict: Verdict | None) -> str:
    """Return the content scale that stands open: the claim's own, else the one last used in its article."""
    if verdict is not None:
        return verdict.content.scale.key
    last = session.scalar(
        select(Scale.key)
        .join(Rating, Rating.scale_id == Scale.id)
        .join(Verdict, Verdict.content_rating_id == Rating.id)
        .join(Claim, Claim.id == Verdict.claim_id)
        .where(Claim.article_id == claim.article_id)
        .order_by(Verdict.id.desc())
        .limit(1)
    )
    return last or _FIRST_SCALE


def suggested_wording(session: Session, attribution_id: int, content_id: int) -> str:
    """Return the summary that follows from two ratings, "" where one of them is not there."""
    rows = {
        row.id: RatingWords(row.key, row.label)
        for row in session.scalars(select(Rating).where(Rating.id.in_({attribution_id, content_id})))
    }
    if attribution_id not in rows or content_id not in rows:
        return ""
    return suggest_summary(rows[attribution_id], rows[content_id])


def precedent_warning(session: Session, claim: Claim, content_id: int) -> str:
    """Say that the same words got another rating than `content_id` before, "" where they did not."""
    rating = session.get(Rating, content_id)
    return warning(rated_otherwise(same_words(session, claim), rating)) if rating is not None else ""
