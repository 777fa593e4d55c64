"""Add a claim that the machine did not see: by its words in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import EXIT_STATES, ClaimKind
from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action, require
from factcheck.models import Claim, Draft, Occurrence
from factcheck.services.claim_confirm import settle
from factcheck.services.claim_facts import claim_fields, clean_kind, clean_statement, newest_draft
from factcheck.services.claim_fold import anchor
from factcheck.services.draft_find import resolve_place
from factcheck.services.draft_split import next_claim_number
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import hold_articles
from factcheck.text import analyse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def add_claim(
    session: Session,
    actor: Person,
    article_id: int,
    *,
    exact: str,
    start: int | None = None,
    end: int | None = None,
    statement: str = "",
    kind: str = "",
    number: int | None = None,
) -> Claim:
    """Add text[start:end], or the place where `exact` stands, as the article's next claim; it is confirmed by that.

    Without a `statement` the claim says what its words say, letter for letter: nothing is put there unseen.
    A `number` that was never given in this article may be asked for; those before it are then never given.

    Raise SeveralPlaces where the words stand more than once, InvalidInput where they do not, or are a claim already.
    """
    require(Action.ADD_CLAIM, actor.role)
    # Before anything is looked at: of two who add the same words the second finds the claim of the first.
    hold_articles(session, [article_id])
    draft = newest_draft(session, article_id)
    if not exact and start is not None:
        exact = draft.text[start:end]
    place = resolve_place(draft.text, exact, start=start, end=end)
    words = draft.text[place[0] : place[1]]
    known = _claim_at(session, draft, place)
    if known is not None:
        raise InvalidInput(f"These words are claim {known.number} already.", field="exact")
    guess, chain = _guess(words)
    claim = Claim(
        article_id=article_id,
        number=_take_number(session, article_id, number),
        statement=clean_statement(statement.strip() or words),
        kind=clean_kind(kind) if kind else guess,
        chain=chain,
        score=1.0,
        reasons=["added by a person"],
        added_by_id=actor.id,
    )
    claim.occurrences.append(Occurrence(draft_id=draft.id, **anchor(draft.text, *place)))
    session.add(claim)
    session.flush()
    log_event(
        session,
        actor,
        "claim.added",
        ("claim", claim.id),
        after={"number": claim.number, "exact": words, "start": place[0], "end": place[1], **claim_fields(claim)},
        article_id=article_id,
        claim_id=claim.id,
    )
    settle(session, actor, claim)
    return claim


def _take_number(session: Session, article_id: int, wanted: int | None) -> int:
    """Return the next number, or the one that is wanted where it lies ahead."""
    first = next_claim_number(session, article_id)
    if wanted is None or wanted <= first:
        return first
    return next_claim_number(session, article_id, wanted - first) + wanted - first - 1


def _claim_at(session: Session, draft: Draft, place: tuple[int, int]) -> Claim | None:
    query = (
        select(Claim)
        .join(Occurrence, Occurrence.claim_id == Claim.id)
        .where(
            Occurrence.draft_id == draft.id,
            Occurrence.start == place[0],
            Occurrence.end == place[1],
            Claim.state.not_in(EXIT_STATES),
        )
        .limit(1)
    )
    return session.scalars(query).first()


def _guess(words: str) -> tuple[ClaimKind, list[str]]:
    """Return kind and chain as the analysis reads these words alone; a person may correct them."""
    found = analyse(words).claims
    if len(found) != 1:
        return ClaimKind.EVENT, []
    return ClaimKind(found[0].kind), list(found[0].chain)
