"""Take a seat on a panel, invite somebody to one, give one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import NoticeKind, Seat
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, WrongState
from factcheck.domain.permissions import Action, allowed
from factcheck.models import Opinion, PanelSeat, Person
from factcheck.services.event_log import log_event
from factcheck.services.notice_raise import raise_notice
from factcheck.services.panel_find import open_panel_of
from factcheck.services.relations import get_claim, relations_of, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Panel


def take_seat(session: Session, actor: Person, claim_id: int) -> PanelSeat:
    """Sit down on the panel; whoever sits already keeps her seat."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.SIT_ON_PANEL, actor, claim)
    panel = open_panel_of(session, claim)
    mine = next((seat for seat in panel.seats if seat.person_id == actor.id), None)
    return mine or _seat(session, actor, claim, panel, actor)


def invite_to_panel(session: Session, actor: Person, claim_id: int, person_id: int | None) -> PanelSeat:
    """Give a seat to somebody who is no side of the dispute, and tell her."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.RUN_PANEL, actor, claim)
    panel = open_panel_of(session, claim)
    found = session.get(Person, person_id) if person_id else None
    if found is None or found.disabled_at is not None:
        raise InvalidInput("Choose a person who can sign in.", field="person")
    if not allowed(Action.SIT_ON_PANEL, found.role, claim.state, relations_of(session, found, claim)):
        raise InvalidInput(f"{found.name} is a side of the dispute. Choose somebody else.", field="person")
    if any(seat.person_id == found.id for seat in panel.seats):
        raise InvalidInput(f"{found.name} sits on the panel already.", field="person")
    seat = _seat(session, actor, claim, panel, found)
    raise_notice(
        session,
        [found.id],
        NoticeKind.PANEL,
        f"{actor.name} asks for your vote on claim {claim.number}",
        key=f"panel:{panel.id}:{seat.id}",
        path=f"/claims/{claim.id}",
        but=actor.id,
        claim=claim,
    )
    return seat


def leave_seat(session: Session, actor: Person, claim_id: int, person_id: int) -> None:
    """Free a seat whose vote is not in: one's own, or, as an editor who is no side, that of somebody who cannot."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.SIT_ON_PANEL if person_id == actor.id else Action.RUN_PANEL, actor, claim)
    panel = open_panel_of(session, claim)
    seat = next((seat for seat in panel.seats if seat.person_id == person_id), None)
    if seat is None:
        raise NotFound("There is no such seat. It may have been given back: reload the page.")
    voted = select(Opinion.id).where(
        Opinion.verdict_id == panel.verdict_id, Opinion.by_id == person_id, Opinion.seat == Seat.PANEL
    )
    if session.scalar(voted) is not None:
        raise WrongState("This vote is in. It stays, and so does the seat.")
    _log(session, actor, claim, panel, "panel.seat_left", seat)
    panel.seats.remove(seat)
    session.delete(seat)
    session.flush()


def _seat(session: Session, actor: Person, claim: Claim, panel: Panel, person: Person) -> PanelSeat:
    free = sorted(set(range(1, panel.size + 1)) - {seat.position for seat in panel.seats})
    if not free:
        raise NotAllowed("All seats are taken.")
    invited = actor.id if person.id != actor.id else None
    seat = PanelSeat(person_id=person.id, person=person, position=free[0], invited_by_id=invited)
    panel.seats.append(seat)
    session.flush()
    _log(session, actor, claim, panel, "panel.seat_taken", seat)
    return seat


def _log(session: Session, actor: Person, claim: Claim, panel: Panel, action: str, seat: PanelSeat) -> None:
    log_event(
        session,
        actor,
        action,
        ("panel", panel.id),
        after={"who": seat.person.name, "seat": seat.position},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
