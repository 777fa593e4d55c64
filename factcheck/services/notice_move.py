"""Tell those whom a claim's move concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimAct
from factcheck.domain.desk_rules import NoticeKind
from factcheck.models import Article, EventHead
from factcheck.services.notice_raise import raise_notice
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

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
    verdict = None if act in {ClaimAct.ASSIGN, ClaimAct.HAND_BACK} else current_verdict(session, claim.id)
    sides: list[int | None] = [verdict.proposed_by_id, verdict.reviewed_by_id] if verdict is not None else []
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
