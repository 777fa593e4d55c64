"""Suggest which origin carriers trace back to; a person confirms, and her word stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.evidence import EvidenceKind, OriginKind
from factcheck.models import Evidence, Origin
from factcheck.services.event_log import log_event
from factcheck.services.origin_find import OriginChoice, find_origin, follow_merges, host_of
from factcheck.text.origins import KIND_ORDER, Carrier, group_origins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Claim
    from factcheck.text.origins import OriginGroup

#: Comparing all with all grows with the square, inside a transaction that holds the others up: these many carriers of
#: one claim, and of each text the beginning, where a story says whose it is. 15 of 6,000 characters took 0.4 s.
READ_CHARS = 6_000
MOST_CARRIERS = 15
#: Forty copies of one story tie each other in 780 ways; a page tells a few of them.
MOST_REASONS = 20
#: Carriers are known by their rows' numbers, 16 digits; so do the reasons call them.
_NUMBER = re.compile(r" \(\d{16}\)")

#: What sort of origin a tie of text/origins.py tells of.
KINDS: dict[str, OriginKind] = {
    "agency": OriginKind.AGENCY,
    "book": OriginKind.BOOK,
    "document": OriginKind.DOCUMENT,
    "dataset": OriginKind.DATASET,
    "broadcast": OriginKind.BROADCAST,
    "outlet": OriginKind.OUTLET,
    "copied text": OriginKind.OUTLET,
    "person": OriginKind.PERSON,
}


def own_origin(capture: Capture) -> OriginChoice:
    """Return where a capture comes from while nothing ties it to another: its outlet, else the document itself."""
    outlet = capture.outlet or host_of(capture.canonical_url or capture.final_url or capture.url)
    if outlet:
        return OriginChoice(kind=OriginKind.OUTLET, name=outlet, reasons=("nothing ties it to another source",))
    name = capture.title or capture.file_name or "Untitled document"
    return OriginChoice(kind=OriginKind.DOCUMENT, name=name[:300], reasons=("the document itself",))


def reasons_of(group: OriginGroup) -> tuple[str, ...]:
    """Return why the carriers of a group are of one origin, in words for people: one of each kind first.

    The most telling kind leads, and no numbers of rows are named.
    """
    firsts: dict[str, str] = {}
    for tie in sorted(group.ties, key=lambda tie: KIND_ORDER.index(tie.kind)):
        firsts.setdefault(tie.kind, tie.why)
    told = (*firsts.values(), *group.reasons) or (f"the text credits {group.name}",)
    return tuple(dict.fromkeys(_NUMBER.sub("", why) for why in told))[:MOST_REASONS]


def suggest_origins(session: Session, claim: Claim) -> int:
    """Put a claim's carriers of one story under one origin and return how many were moved.

    What a person confirmed stays where she put it; carriers that lean on such a one join it. Confidential evidence is
    left out: its origin is known to those who logged it.
    """
    article_id = claim.article_id
    pages: dict[object, list[Evidence]] = {}
    for item in _carriers(session, claim.id):
        # Two passages of one page are one carrier: that they repeat each other's text says nothing.
        pages.setdefault(item.capture_id or item.url or -item.id, []).append(item)
    by_id = {f"{items[0].id:016d}": items for items in pages.values()}
    moved = 0
    for group in group_origins([_as_carrier(key, items[0]) for key, items in by_id.items()]):
        if len(group.carriers) > 1 or group.kind == "agency":
            moved += _gather(session, article_id, group, [item for key in group.carriers for item in by_id[key]])
    return moved


def _carriers(session: Session, claim_id: int) -> Sequence[Evidence]:
    newest = session.scalars(
        select(Evidence)
        .where(Evidence.claim_id == claim_id, Evidence.withdrawn_at.is_(None), Evidence.confidential.is_(False))
        .where(Evidence.kind.in_((EvidenceKind.PAGE, EvidenceKind.DOCUMENT)))
        .options(joinedload(Evidence.capture), joinedload(Evidence.origin))
        .order_by(Evidence.id.desc())
        .limit(MOST_CARRIERS)
    ).all()
    return newest[::-1]


def _as_carrier(key: str, item: Evidence) -> Carrier:
    capture = item.capture
    if capture is None:
        return Carrier(id=key, outlet=item.outlet or host_of(item.url) or item.title, text=item.excerpt, url=item.url)
    return Carrier(
        id=key,
        outlet=item.outlet or own_origin(capture).name,
        text=capture.text[:READ_CHARS] or item.excerpt,
        url=capture.canonical_url or capture.final_url or item.url,
        by_line=capture.byline,
        published=capture.published_on,
        links=tuple(str(link) for link in capture.links),
    )


def _gather(session: Session, article_id: int, group: OriginGroup, members: Sequence[Evidence]) -> int:
    """Put the members that no person has placed under one origin."""
    target = next((item.origin for item in members if item.origin.confirmed_by_id is not None), None)
    loose = [item for item in members if item.origin.confirmed_by_id is None]
    if target is None:
        reasons = reasons_of(group)
        choice = OriginChoice(kind=KINDS.get(group.kind, OriginKind.OUTLET), name=group.name[:300], reasons=reasons)
        target = find_origin(session, None, article_id, choice)
        if target.confirmed_by_id is None:
            target.reasons = list(reasons)
    target = follow_merges(session, target)
    return sum(_move(session, article_id, item, target, group) for item in loose)


def _move(session: Session, article_id: int, item: Evidence, target: Origin, group: OriginGroup) -> bool:
    if item.origin_id == target.id:
        return False
    before = item.origin_id
    item.origin = target
    session.flush()
    log_event(
        session,
        None,
        "evidence.moved",
        ("evidence", item.id),
        before={"origin_id": before},
        after={"origin_id": target.id, "why": list(reasons_of(group))[:5], "version": item.version},
        article_id=article_id,
        claim_id=item.claim_id,
    )
    return True
