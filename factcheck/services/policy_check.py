"""Hold the sources of claims against the desk's sourcing policy."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.db import ask_once
from factcheck.domain.claims import EXIT_STATES, ClaimState
from factcheck.domain.policy import (
    EVERY_KIND,
    Dispute,
    SecondCheck,
    Source,
    meets,
    most_people,
    read_requirement,
    strictest,
)
from factcheck.models import Capture, Claim, Evidence, PolicyOverride, PolicyRule
from factcheck.services.evidence_opens import opens, reading_jobs, why_none_opens
from factcheck.services.evidence_rows import evidence_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session

    from factcheck.domain.policy import Requirement
    from factcheck.models import Job

_NOT_HELD_AGAINST = EXIT_STATES | {ClaimState.UNCONFIRMED}


@dataclass(frozen=True, slots=True)
class UnmetRule:
    """Name a rule that a claim's sources do not meet and that nobody with the right has let pass."""

    claim_id: int
    claim_number: int
    rule_key: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class RuleShown:
    """Say how one rule stands with a claim."""

    rule: PolicyRule
    met: bool
    override: PolicyOverride | None
    #: What became of the sources that do not open, where the rule asks for one that does.
    why: str = ""

    @property
    def unmet(self) -> bool:
        """Say whether it is neither met nor overridden."""
        return not self.met and self.override is None


def rules_in_force(session: Session) -> tuple[PolicyRule, ...]:
    """Return the newest version of each rule that is switched on, those for every kind last."""
    query = select(PolicyRule).where(PolicyRule.retired_at.is_(None), PolicyRule.active.is_(True))
    rows = ask_once(session, rules_in_force, lambda: session.scalars(query).all())
    return tuple(sorted(rows, key=lambda rule: (rule.claim_kind == EVERY_KIND, rule.key)))


def unmet_rules(session: Session, article_id: int) -> list[UnmetRule]:
    """Return what the policy still asks of an article's claims, by number, in a fixed number of queries."""
    claims = session.scalars(
        select(Claim)
        .where(Claim.article_id == article_id, Claim.state.not_in(_NOT_HELD_AGAINST))
        .order_by(Claim.number)
    ).all()
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.claim_id.in_([claim.id for claim in claims]))
        .options(
            joinedload(Evidence.capture).load_only(Capture.state, Capture.reason, Capture.media_type, Capture.size)
        )
        .order_by(Evidence.id)
    ).all()
    shown = _stand(session, claims, rows)
    return [
        UnmetRule(claim.id, claim.number, item.rule.key, item.rule.words, item.why)
        for claim in claims
        for item in shown[claim.id]
        if item.unmet
    ]


def claim_rules(session: Session, claim: Claim) -> list[RuleShown]:
    """Return each rule that applies to a claim and how it stands."""
    return _stand(session, [claim], evidence_of(session, claim.id))[claim.id]


def second_check_of(session: Session, claim: Claim) -> SecondCheck:
    """Return how the policy wants the second check of this claim made: the strictest of the rules that apply."""
    rules = rules_in_force(session)
    return strictest(
        read_requirement(rule.requirement).second_check for rule in rules if rule.claim_kind in (EVERY_KIND, claim.kind)
    )


def dispute_of(session: Session, claim: Claim) -> Dispute:
    """Return who the policy wants to settle a dispute about this claim: the most people any rule that applies asks."""
    rules = rules_in_force(session)
    return most_people(
        read_requirement(rule.requirement).dispute for rule in rules if rule.claim_kind in (EVERY_KIND, claim.kind)
    )


def need_not_open(session: Session, claim_ids: Collection[int]) -> frozenset[int]:
    """Return those claims of which no rule asks for a source that opens, but those that an editor let pass."""
    asking = [
        rule for rule in rules_in_force(session) if any(way.opens for way in read_requirement(rule.requirement).ways)
    ]
    kinds = session.execute(select(Claim.id, Claim.kind).where(Claim.id.in_(claim_ids))).all()
    query = select(PolicyOverride.claim_id, PolicyOverride.rule_key)
    query = query.where(PolicyOverride.claim_id.in_(claim_ids), PolicyOverride.voided_at.is_(None))
    passed = {(claim_id, key) for claim_id, key in session.execute(query)}
    return frozenset(
        claim_id
        for claim_id, kind in kinds
        if all((claim_id, rule.key) in passed for rule in asking if rule.claim_kind in (EVERY_KIND, kind))
    )


def _stand(session: Session, claims: Sequence[Claim], evidence: Iterable[Evidence]) -> dict[int, list[RuleShown]]:
    ids = [claim.id for claim in claims]
    reading = reading_jobs(session, ids) if ids else {}
    rows: dict[int, list[Evidence]] = defaultdict(list)
    for row in evidence:
        if row.withdrawn_at is None:
            rows[row.claim_id].append(row)
    overrides: dict[tuple[int, str], PolicyOverride] = {}
    if ids:
        query = select(PolicyOverride).where(PolicyOverride.claim_id.in_(ids), PolicyOverride.voided_at.is_(None))
        overrides = {(row.claim_id, row.rule_key): row for row in session.scalars(query.order_by(PolicyOverride.id))}
    read = [(rule, read_requirement(rule.requirement)) for rule in rules_in_force(session)]
    return {
        claim.id: [
            _shown(rule, asked, rows[claim.id], reading, overrides.get((claim.id, rule.key)))
            for rule, asked in read
            if asked.ways and rule.claim_kind in (EVERY_KIND, claim.kind)
        ]
        for claim in claims
    }


def _shown(
    rule: PolicyRule, asked: Requirement, rows: list[Evidence], reading: dict[int, Job], override: PolicyOverride | None
) -> RuleShown:
    sources = [
        Source(row.origin_id, row.kind, row.stance, primary=row.primary, opens=opens(row, reading)) for row in rows
    ]
    met = meets(asked, sources)
    tells = not met and any(way.opens for way in asked.ways)
    return RuleShown(rule, met, override, why_none_opens(rows, reading) if tells else "")
