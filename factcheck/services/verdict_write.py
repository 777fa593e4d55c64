"""Check what somebody wants to find of a claim, and write it as the next version of its verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.errors import InvalidInput
from factcheck.domain.faults import Faults
from factcheck.domain.fixes import write_fix
from factcheck.domain.verdicts import Disposition, Layer, VerdictState
from factcheck.domain.wording import RatingWords, suggest_summary
from factcheck.models import Citation, Draft, Evidence, Rating, Scale, Verdict
from factcheck.services.claim_facts import newest_draft
from factcheck.services.event_log import log_event
from factcheck.services.precedent_warn import require_seen
from factcheck.services.relations import current_verdict
from factcheck.services.summary_warn import require_summary_fits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

LONGEST = {"summary": 2_000, "rationale": 20_000, "limits": 4_000, "fix_before": 4_000, "fix_after": 4_000}
LONGEST_EXCERPT = 4_000
NEEDS_FIX = frozenset({Disposition.MUST_FIX, Disposition.SHOULD_FIX})


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what a person finds; `excerpts` maps evidence ids to the words a citation rests on."""

    attribution_rating_id: int | None
    content_rating_id: int | None
    disposition: Disposition | None
    rationale: str
    evidence_ids: tuple[int, ...]
    summary: str = ""
    fix_before: str = ""
    fix_after: str = ""
    limits: str = ""
    excerpts: Mapping[int, str] = field(default_factory=dict)
    # Whoever finds it knows that the same words got another rating before.
    precedent_seen: bool = False
    # She has read the summary under these ratings, and it holds.
    summary_seen: bool = False


def next_number(session: Session, claim_id: int) -> int:
    """Return the number of the next version of a claim's verdict."""
    return (session.scalar(select(func.max(Verdict.number)).where(Verdict.claim_id == claim_id)) or 0) + 1


def write_verdict(session: Session, actor: Person, claim: Claim, finding: Finding) -> Verdict:
    """Write the next version of the verdict as proposed by `actor`; the version before is superseded and kept."""
    attribution, content, disposition, draft, evidence = _checked(session, claim, finding)
    earlier = current_verdict(session, claim.id)
    number = next_number(session, claim.id)
    if earlier is not None:
        earlier.state = VerdictState.SUPERSEDED
        # Before the new row: the database allows one current verdict a claim.
        session.flush()
    words = suggest_summary(RatingWords(attribution.key, attribution.label), RatingWords(content.key, content.label))
    verdict = Verdict(
        claim_id=claim.id,
        number=number,
        draft_id=draft.id,
        attribution=attribution,
        content=content,
        disposition=disposition,
        summary=finding.summary.strip() or words,
        rationale=finding.rationale.strip(),
        fix=write_fix(finding.fix_before, finding.fix_after) if disposition in NEEDS_FIX else "",
        limits=finding.limits.strip(),
        proposed_by_id=actor.id,
    )
    session.add(verdict)
    verdict.citations = [
        Citation(
            evidence_id=item.id,
            position=position,
            excerpt=(finding.excerpts.get(item.id, "").strip() or item.excerpt)[:LONGEST_EXCERPT],
        )
        for position, item in enumerate(evidence, start=1)
    ]
    session.flush()
    log_event(
        session,
        actor,
        "verdict.written",
        ("verdict", verdict.id),
        before={"number": earlier.number, "attribution": earlier.attribution.key, "content": earlier.content.key}
        if earlier
        else None,
        after=told(verdict),
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return verdict


def _checked(
    session: Session, claim: Claim, finding: Finding
) -> tuple[Rating, Rating, Disposition, Draft, list[Evidence]]:
    """Return what the finding names; raise InvalidInput with all that is missing or wrong in it."""
    faults = Faults()
    attribution = faults.take(lambda: _rating(session, finding.attribution_rating_id, Layer.ATTRIBUTION))
    content = faults.take(lambda: _rating(session, finding.content_rating_id, Layer.CONTENT))
    disposition = faults.need(finding.disposition, "Say what happens to the copy.", field="disposition")
    draft = newest_draft(session, claim.article_id)
    with faults.gather():
        _check_fix(finding, disposition, draft)
    with faults.gather():
        check_words(finding)
    evidence = faults.take(lambda: _cited(session, claim, finding))
    if content is not None:
        with faults.gather():
            require_seen(session, claim, content, seen=finding.precedent_seen)
    if None not in (attribution, content):
        with faults.gather():
            earlier = current_verdict(session, claim.id)
            require_summary_fits(finding.summary, attribution, content, earlier, seen=finding.summary_seen)
    faults.settle()
    return attribution, content, disposition, draft, evidence


def told(verdict: Verdict) -> dict[str, object]:
    """Return what the log keeps of a verdict; citations by id, so that nothing confidential gets in."""
    return {
        "number": verdict.number,
        "attribution": verdict.attribution.key,
        "content": verdict.content.key,
        "disposition": verdict.disposition,
        "summary": verdict.summary,
        "rationale": verdict.rationale,
        "fix": verdict.fix,
        "limits": verdict.limits,
        "citations": [citation.evidence_id for citation in verdict.citations],
    }


def _rating(session: Session, rating_id: int | None, layer: Layer) -> Rating:
    field_name = f"{layer}_rating_id"
    if rating_id is None:
        question = "who says so" if layer is Layer.ATTRIBUTION else "whether it is so"
        raise InvalidInput(f"Choose a rating for {question}.", field=field_name)
    rating = session.scalars(
        select(Rating).join(Scale).where(Rating.id == rating_id, Scale.layer == layer, Scale.retired_at.is_(None))
    ).one_or_none()
    if rating is None:
        raise InvalidInput("The scale was changed while you were writing. Choose the rating again.", field=field_name)
    return rating


def check_words(finding: Finding) -> None:
    """Raise InvalidInput where a text is missing or too long."""
    faults = Faults()
    if not finding.rationale.strip():
        faults.add("Say what was checked and how you come to the rating.", field="rationale")
    for name, longest in LONGEST.items():
        length = len(getattr(finding, name))
        if length > longest:
            faults.add(f"At most {longest:,} characters fit here; this has {length:,}.", field=name)
    faults.settle()


def _check_fix(finding: Finding, disposition: Disposition, draft: Draft) -> None:
    if disposition not in NEEDS_FIX:
        return
    before, after = finding.fix_before.strip(), finding.fix_after.strip()
    if not before or not after:
        empty = "fix_after" if before else "fix_before"
        raise InvalidInput("A fix needs the words as they stand and the words that should replace them.", field=empty)
    if before == after:
        raise InvalidInput("The words before and after are the same.", field="fix_after")
    if before not in draft.text:
        raise InvalidInput(
            f"These words are not in draft {draft.number}. Copy them from the article.", field="fix_before"
        )


def _cited(session: Session, claim: Claim, finding: Finding) -> list[Evidence]:
    wanted = tuple(dict.fromkeys(finding.evidence_ids))
    if not wanted:
        raise InvalidInput(
            "A verdict cites at least one item of evidence. Tick what it rests on.", field="evidence_ids"
        )
    rows = {
        item.id: item
        for item in session.scalars(select(Evidence).where(Evidence.id.in_(wanted), Evidence.claim_id == claim.id))
    }
    if len(rows) < len(wanted):
        raise InvalidInput(
            "One of the items ticked is not evidence of this claim. Reload the page.", field="evidence_ids"
        )
    gone = [item.title for item in rows.values() if item.withdrawn_at is not None]
    if gone:
        raise InvalidInput(f"“{gone[0]}” was withdrawn meanwhile. Untick it or log it again.", field="evidence_ids")
    return [rows[evidence_id] for evidence_id in wanted]
