"""Two equal votes carry a dispute; three different ones leave it to an editor."""

from __future__ import annotations

import pytest

from factcheck.domain.errors import InvalidInput
from factcheck.domain.panel import Pair, PanelState, outcome
from factcheck.domain.policy import Dispute, most_people, read_requirement, write_requirement

A, B, C = Pair(1, 10), Pair(1, 11), Pair(2, 10)


@pytest.mark.parametrize(
    ("votes", "state", "carried"),
    [
        ([], PanelState.OPEN, None),
        ([A], PanelState.OPEN, None),
        ([A, B], PanelState.OPEN, None),
        ([A, A], PanelState.CARRIED, A),
        ([A, B, B], PanelState.CARRIED, B),
        ([A, B, C], PanelState.SPLIT, None),
    ],
)
def test_a_panel_of_three(votes: list[Pair], state: PanelState, carried: Pair | None) -> None:
    assert outcome(votes, seats=3) == (state, carried)
    # What the sides found is no vote of a panel.
    assert outcome(votes, seats=3, sides=[A, B]) == (state, carried)


@pytest.mark.parametrize(
    ("vote", "sides", "state"),
    [
        (A, [A, B], PanelState.CARRIED),
        (B, [A, B], PanelState.CARRIED),
        (C, [A, B], PanelState.SPLIT),
        (A, [A], PanelState.CARRIED),
        (B, [A], PanelState.SPLIT),
    ],
)
def test_a_third_person_is_counted_with_the_sides(vote: Pair, sides: list[Pair], state: PanelState) -> None:
    assert outcome([], seats=1, sides=sides) == (PanelState.OPEN, None)
    found, carried = outcome([vote], seats=1, sides=sides)
    assert found is state
    assert carried == (vote if state is PanelState.CARRIED else None)


def test_policy_says_who_settles_a_dispute() -> None:
    asked = {"any_of": [{"opens": 1}], "second_check": "blind", "dispute": "panel"}
    assert write_requirement(read_requirement(asked)) == asked
    assert read_requirement({"any_of": []}).dispute is Dispute.EDITOR
    with pytest.raises(InvalidInput, match="panel"):
        read_requirement({"any_of": [], "dispute": "dice"})
    assert most_people([Dispute.EDITOR, Dispute.PANEL, Dispute.THIRD]) is Dispute.PANEL
    assert most_people([Dispute.EDITOR, Dispute.THIRD]) is Dispute.THIRD
    assert most_people([]) is Dispute.EDITOR
