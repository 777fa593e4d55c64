"""Store what the analysis found in a draft: passages, numbered claims with their places, findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from factcheck.domain.articles import ArticleAct, PassageRole
from factcheck.domain.claims import ClaimKind
from factcheck.models import Article, Claim, Draft, Finding, Occurrence, Passage
from factcheck.services.claim_facts import claim_fields
from factcheck.services.claim_fold import FoldedClaim, anchor, fold_claims
from factcheck.services.claim_move import move_article
from factcheck.services.draft_text import shorten
from factcheck.services.draft_title import take_headline
from factcheck.services.event_log import Entry, log_event, log_events
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.text.model import Analysis
    from factcheck.text.model import Claim as FoundClaim

TOO_MANY = "too_many_claims"
_LONGEST_WHEN = 300


@dataclass(frozen=True, slots=True)
class Split:
    """Count what a split stored; `left_out` is how many claims were beyond the limit."""

    passages: int
    claims: int
    findings: int
    left_out: int


def split_draft(
    session: Session,
    draft_id: int,
    analysis: Analysis,
    *,
    max_claims: int,
    title_open: bool = False,
    provisional: str = "",
) -> Split | None:
    """Store the analysis of a draft once; None where it is stored already.

    Numbers follow the order of the text. Claims beyond `max_claims` are named in a finding, not stored.
    `title_open` lets the headline become the title in place of the `provisional` one, "" for the text's first line.
    """
    draft = session.get_one(Draft, draft_id)
    lock_article(session, draft.article_id)
    article = session.get_one(Article, draft.article_id)
    if session.scalar(select(Passage.id).where(Passage.draft_id == draft.id).limit(1)) is not None:
        return None
    folded = fold_claims(draft.text, analysis)
    kept, rest = folded[:max_claims], folded[max_claims:]
    store_passages(session, draft, analysis)
    store_claims(session, draft, kept)
    findings = store_findings(session, draft, analysis, rest)
    if title_open:
        take_headline(article, draft, analysis, provisional)
    session.flush()
    split = Split(len(analysis.passages), len(kept), findings, len(rest))
    log_event(
        session,
        None,
        "draft.split",
        ("draft", draft.id),
        after={
            "passages": split.passages,
            "claims": split.claims,
            "findings": split.findings,
            "left_out": split.left_out,
        },
        article_id=article.id,
    )
    move_article(session, None, article, ArticleAct.SPLIT)
    return split


def next_claim_number(session: Session, article_id: int, count: int = 1) -> int:
    """Take `count` numbers of an article, never given before or again, and return the first."""
    # Past the unit of work: taking a number is no edit, and an open article form does not go stale by it.
    taken = session.execute(
        update(Article)
        .where(Article.id == article_id)
        .values(next_claim_number=Article.next_claim_number + count)
        .returning(Article.next_claim_number)
    ).scalar_one()
    return taken - count


def store_passages(session: Session, draft: Draft, analysis: Analysis) -> None:
    """Write the passages of a draft."""
    rows = [
        {
            "draft_id": draft.id,
            "position": position,
            "start": passage.start,
            "end": passage.end,
            "role": PassageRole(passage.role),
            "checkable": passage.checkable,
            "score": _share(passage.score),
            "reasons": list(passage.reasons),
            "repeat_of": passage.repeat_of,
        }
        for position, passage in enumerate(analysis.passages)
    ]
    if rows:
        session.execute(insert(Passage), rows)


def store_claims(session: Session, draft: Draft, kept: list[FoldedClaim]) -> None:
    """Write new claims with the article's next numbers, and their places."""
    if not kept:
        return
    first = next_claim_number(session, draft.article_id, len(kept))
    claims = [claim_row(draft, number, one.claim) for number, one in enumerate(kept, start=first)]
    session.add_all(claims)
    session.flush()
    places = [
        {"claim_id": claim.id, "draft_id": draft.id, **anchor(draft.text, start, end), **quote_at(one, start, end)}
        for claim, one in zip(claims, kept, strict=True)
        for start, end in one.places
    ]
    session.execute(insert(Occurrence), places)
    log_events(
        session,
        None,
        [
            Entry(
                "claim.found",
                ("claim", claim.id),
                after={"number": claim.number, **claim_fields(claim)},
                article_id=claim.article_id,
                claim_id=claim.id,
            )
            for claim in claims
        ],
    )


def claim_row(draft: Draft, number: int, found: FoundClaim) -> Claim:
    """Return a claim as the machine found it."""
    return Claim(
        article_id=draft.article_id,
        number=number,
        statement=found.statement.strip() or draft.text[found.start : found.end],
        kind=ClaimKind(found.kind),
        chain=list(found.chain),
        quantity=found.quantity.to_json() if found.quantity else None,
        when=found.when.exact[:_LONGEST_WHEN] if found.when else None,
        score=_share(found.score),
        reasons=list(found.reasons),
    )


def quote_at(one: FoldedClaim, start: int, end: int) -> dict[str, int | None]:
    """Return where the quoted words of a claim stand, moved along to this place; None where they do not."""
    quote = one.claim.quote
    if quote is None or (start, end) != (one.claim.start, one.claim.end):
        return {"quote_start": None, "quote_end": None}
    return {"quote_start": quote.start, "quote_end": quote.end}


def store_findings(session: Session, draft: Draft, analysis: Analysis, rest: list[FoldedClaim]) -> int:
    """Write what the text says against itself, and name the claims that were left out."""
    rows: list[dict[str, Any]] = [
        {
            "draft_id": draft.id,
            "kind": found.kind,
            "spans": [[span.start, span.end] for span in found.spans],
            "why": found.why,
        }
        for found in analysis.findings
    ]
    if rest:
        first = rest[0].places[0]
        rows.append(
            {
                "draft_id": draft.id,
                "kind": TOO_MANY,
                "spans": [[first[0], first[1]]],
                "why": (
                    f"{len(rest):,} more statements, from “{shorten(draft.text[first[0] : first[1]], 80)}” on, are not "
                    "listed: the limit for one article is reached. Add those that matter by hand, or bring the rest in "
                    "as an article of its own."
                ),
            }
        )
    session.add_all([Finding(**row) for row in rows])
    return len(rows)


def _share(value: float) -> float:
    return min(1.0, max(0.0, float(value)))
