"""Collect what a claim's page shows of the vote on a disputed verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.panel import PanelState
from factcheck.domain.permissions import Action, allowed
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Claim, Opinion, Panel, Person, Rating, Scale, Verdict
from factcheck.services.panel_find import panel_behind, panel_of, votes_of
from factcheck.services.relations import relations_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class PanelView:
    """Hold a vote as one person may see it: while it is open, of the votes only her own."""

    panel: Panel
    votes: Sequence[Opinion]
    voted: frozenset[int]
    mine: Opinion | None
    scales: tuple[tuple[str, Scale], ...]
    may_sit: bool
    may_vote: bool
    may_run: bool
    others: Sequence[Person]

    @property
    def is_open(self) -> bool:
        """Say whether votes are still to come."""
        return self.panel.state is PanelState.OPEN

    @property
    def carried(self) -> tuple[Rating, Rating] | None:
        """Return the ratings that carried."""
        if self.panel.attribution is None or self.panel.content is None:
            return None
        return self.panel.attribution, self.panel.content

    @property
    def free(self) -> int:
        """Count the seats that nobody has."""
        return self.panel.size - len(self.panel.seats)


def panel_view(session: Session, person: Person, claim: Claim, verdict: Verdict | None) -> PanelView | None:
    """Return the vote on the current verdict, None where there is none; votes are told when the last is in."""
    if verdict is None:
        return None
    ruled = verdict.state is VerdictState.RULED
    panel = panel_behind(session, verdict) if ruled else panel_of(session, verdict)
    if panel is None:
        return None
    votes = votes_of(session, panel)
    relations = relations_of(session, person, claim)
    lasts = panel.state is PanelState.OPEN and claim.state is ClaimState.DISPUTED
    mine = next((vote for vote in votes if vote.by_id == person.id), None)
    sits = any(seat.person_id == person.id for seat in panel.seats)
    may = lasts and allowed(Action.SIT_ON_PANEL, person.role, claim.state, relations)
    runs = lasts and allowed(Action.RUN_PANEL, person.role, claim.state, relations)
    return PanelView(
        panel=panel,
        votes=votes if not lasts else [],
        voted=frozenset(vote.by_id for vote in votes),
        mine=mine,
        scales=(("attribution_id", verdict.attribution.scale), ("content_id", verdict.content.scale)),
        may_sit=may and not sits and len(panel.seats) < panel.size,
        may_vote=may and sits and mine is None,
        may_run=runs,
        others=_others(session, person, verdict, panel) if runs and len(panel.seats) < panel.size else (),
    )


def _others(session: Session, person: Person, verdict: Verdict, panel: Panel) -> Sequence[Person]:
    """Return whom an editor can invite: everybody else who can sign in, is no side and sits on no seat."""
    out = {person.id, verdict.proposed_by_id, verdict.reviewed_by_id, *(seat.person_id for seat in panel.seats)} - {
        None
    }
    return session.scalars(
        select(Person).where(Person.disabled_at.is_(None), Person.id.not_in(out)).order_by(Person.name, Person.id)
    ).all()
