"""Tell those whom a claim's move concerns."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimAct
from factcheck.domain.desk_rules import NoticeKind
from factcheck.models import Article, EventHead
from factcheck.services.notice_raise import raise_notice
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Draft, Person

#: Claims named in one notice.
_MOST_NAMED = 12
_KINDS: dict[ClaimAct, tuple[NoticeKind, str]] = {
    ClaimAct.ASSIGN: (NoticeKind.ASSIGNED, "{who} gave you claim {number}"),
    ClaimAct.HAND_BACK: (NoticeKind.HANDED_BACK, "{who} handed claim {number} back"),
    ClaimAct.PROPOSE: (NoticeKind.SECOND_CHECK, "Claim {number} waits for a second check"),
    ClaimAct.TAKE_BACK: (NoticeKind.SECOND_CHECK, "{who} took the verdict on claim {number} back"),
    ClaimAct.DISPUTE: (NoticeKind.DISPUTED, "{who} disputes the verdict on claim {number}"),
    ClaimAct.RULE: (NoticeKind.RULED, "{who} ruled on claim {number}"),
    ClaimAct.REOPEN: (NoticeKind.REOPENED, "{who} opened claim {number} again"),
}


def tell_of_move(session: Session, actor: Person | None, claim: Claim, act: ClaimAct) -> None:
    """Raise the notices of one move; the words name the claim by number only, so that mail tells nothing else."""
    if act not in _KINDS:
        return
    kind, words = _KINDS[act]
    owner = session.get_one(Article, claim.article_id).owner_id
    sides = [] if act in {ClaimAct.ASSIGN, ClaimAct.HAND_BACK} else _sides(session, claim)
    to: dict[ClaimAct, list[int | None]] = {
        ClaimAct.ASSIGN: [claim.assignee_id],
        ClaimAct.HAND_BACK: [owner],
        ClaimAct.PROPOSE: [owner, claim.second_checker_id],
        ClaimAct.TAKE_BACK: [owner, claim.second_checker_id],
        ClaimAct.DISPUTE: [owner, *sides],
        ClaimAct.RULE: sides,
        ClaimAct.REOPEN: [owner, claim.assignee_id, *sides],
    }
    raise_notice(
        session,
        to[act],
        kind,
        words.format(who=actor.name if actor else "The desk", number=claim.number),
        # Each move has its row in the log: that names the occasion, even where the claim's own row stays as it was.
        key=f"{kind}:{claim.id}:{session.scalar(select(EventHead.seq))}",
        path=f"/claims/{claim.id}",
        but=actor.id if actor else None,
        claim=claim,
    )


def tell_of_claims(session: Session, actor: Person, checker: Person, claims: Sequence[Claim]) -> None:
    """Tell a checker of several claims that were given to her at once: one notice, whose claims stand in her queue."""
    articles = {claim.article_id for claim in claims}
    numbers = f": {_listed([claim.number for claim in claims])}" if len(articles) == 1 else ""
    raise_notice(
        session,
        [checker.id],
        NoticeKind.ASSIGNED,
        f"{actor.name} gave you {len(claims)} claims{numbers}",
        key=f"{NoticeKind.ASSIGNED}:{claims[0].id}:{session.scalar(select(EventHead.seq))}",
        path="/queue",
        but=actor.id,
        article=session.get_one(Article, articles.pop()) if len(articles) == 1 else None,
    )


class Became(StrEnum):
    """Say what a new draft made of claims; {} are their numbers."""

    OPENED = "opened {} again"
    CHANGED = "changed the words of {}"
    CUT = "cut {}"


def tell_of_draft(session: Session, draft: Draft, person_id: int, became: Mapping[Became, list[int]]) -> None:
    """Tell one person what a new draft did to the claims that concern her, named by their numbers."""
    did = [
        one.format(f"{'claim' if len(became[one]) == 1 else 'claims'} {_listed(became[one])}")
        for one in Became
        if one in became
    ]
    raise_notice(
        session,
        [person_id],
        NoticeKind.NEW_DRAFT,
        f"Draft {draft.number} {_in_a_row(did)}",
        key=f"{NoticeKind.NEW_DRAFT}:{draft.id}",
        path=f"/articles/{draft.article_id}/drafts/{draft.number}",
        article=session.get_one(Article, draft.article_id),
    )


def whom_it_concerns(session: Session, claim: Claim) -> list[int | None]:
    """Return who hears that a claim is opened again: the article's owner, who holds it, both sides of its verdict."""
    owner = session.get_one(Article, claim.article_id).owner_id
    return [owner, claim.assignee_id, *_sides(session, claim)]


def _sides(session: Session, claim: Claim) -> list[int | None]:
    verdict = current_verdict(session, claim.id)
    return [verdict.proposed_by_id, verdict.reviewed_by_id] if verdict is not None else []


def _listed(numbers: list[int]) -> str:
    shown = [str(number) for number in sorted(numbers)[:_MOST_NAMED]]
    if len(numbers) > _MOST_NAMED:
        return f"{', '.join(shown)} and {len(numbers) - _MOST_NAMED} more"
    return _in_a_row(shown)


def _in_a_row(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
