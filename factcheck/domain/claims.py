"""Name the kinds and states of a claim and the moves between them."""

from __future__ import annotations

from enum import StrEnum

from factcheck.domain.errors import WrongState


class ClaimKind(StrEnum):
    """Say what sort of statement a claim is."""

    EVENT = "event"
    QUANTITY = "quantity"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    CAUSAL = "causal"
    COMPARISON = "comparison"
    LAW = "law"
    PREDICTION = "prediction"


class ClaimState(StrEnum):
    """Say where a claim stands in the work; verdict, disposition and publication are other things."""

    UNCONFIRMED = "unconfirmed"
    TO_CHECK = "to_check"
    ASSIGNED = "assigned"
    CHECKING = "checking"
    PROPOSED = "proposed"
    SECOND_CHECK = "second_check"
    AGREED = "agreed"
    DISPUTED = "disputed"
    RULED = "ruled"
    REOPENED = "reopened"
    NOT_CHECKABLE = "not_checkable"
    MERGED = "merged"
    CUT = "cut"


class ClaimAct(StrEnum):
    """Name what moves a claim from one state to the next."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    RESTORE = "restore"
    MERGE = "merge"
    CUT = "cut"
    ASSIGN = "assign"
    HAND_BACK = "hand_back"
    START = "start"
    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    TAKE_SECOND = "take_second"
    AGREE = "agree"
    DISPUTE = "dispute"
    UPHOLD = "uphold"
    RULE = "rule"
    REOPEN = "reopen"


S, A = ClaimState, ClaimAct

#: Work still owed: a person must do something before the claim stands.
OPEN_STATES = frozenset(
    {S.TO_CHECK, S.ASSIGNED, S.CHECKING, S.PROPOSED, S.SECOND_CHECK, S.AGREED, S.DISPUTED, S.REOPENED}
)
#: States in which the words of the claim may still be changed by hand.
EDITABLE_STATES = frozenset({S.UNCONFIRMED, S.TO_CHECK, S.ASSIGNED, S.CHECKING, S.REOPENED})
#: States in which a checker holds the claim and logs evidence.
HELD_STATES = frozenset({S.ASSIGNED, S.CHECKING})
#: States that a claim without further work ends in.
EXIT_STATES = frozenset({S.NOT_CHECKABLE, S.MERGED, S.CUT})
#: States that count as done in progress bars.
DONE_STATES = frozenset({S.RULED, S.NOT_CHECKABLE})
#: States in which there is a verdict that waits for somebody else.
WAITING_STATES = frozenset({S.PROPOSED, S.SECOND_CHECK})
#: States in which a verdict stands before somebody: what it rests on stays as it was found.
JUDGED_STATES = WAITING_STATES | {S.AGREED, S.DISPUTED, S.RULED}

TRANSITIONS: dict[tuple[ClaimState, ClaimAct], ClaimState] = {
    (S.UNCONFIRMED, A.CONFIRM): S.TO_CHECK,
    **{(state, A.DISMISS): S.NOT_CHECKABLE for state in EDITABLE_STATES},
    (S.NOT_CHECKABLE, A.RESTORE): S.TO_CHECK,
    (S.CUT, A.RESTORE): S.REOPENED,
    **{(state, A.MERGE): S.MERGED for state in EDITABLE_STATES},
    **{(state, A.CUT): S.CUT for state in ClaimState if state not in EXIT_STATES},
    **{(state, A.ASSIGN): S.ASSIGNED for state in (S.UNCONFIRMED, S.TO_CHECK, S.REOPENED)},
    # A new pair of hands does not undo what has begun.
    (S.ASSIGNED, A.ASSIGN): S.ASSIGNED,
    (S.CHECKING, A.ASSIGN): S.CHECKING,
    (S.ASSIGNED, A.HAND_BACK): S.TO_CHECK,
    (S.CHECKING, A.HAND_BACK): S.TO_CHECK,
    (S.ASSIGNED, A.START): S.CHECKING,
    (S.CHECKING, A.START): S.CHECKING,
    (S.ASSIGNED, A.PROPOSE): S.PROPOSED,
    (S.CHECKING, A.PROPOSE): S.PROPOSED,
    (S.PROPOSED, A.TAKE_BACK): S.CHECKING,
    (S.SECOND_CHECK, A.TAKE_BACK): S.CHECKING,
    (S.PROPOSED, A.TAKE_SECOND): S.SECOND_CHECK,
    (S.PROPOSED, A.AGREE): S.AGREED,
    (S.SECOND_CHECK, A.AGREE): S.AGREED,
    (S.PROPOSED, A.DISPUTE): S.DISPUTED,
    (S.SECOND_CHECK, A.DISPUTE): S.DISPUTED,
    # The panel found what was proposed.
    (S.DISPUTED, A.UPHOLD): S.AGREED,
    (S.AGREED, A.RULE): S.RULED,
    (S.DISPUTED, A.RULE): S.RULED,
    **{
        (state, A.REOPEN): S.REOPENED
        for state in (S.PROPOSED, S.SECOND_CHECK, S.AGREED, S.DISPUTED, S.RULED, S.NOT_CHECKABLE)
    },
}


def next_state(state: ClaimState, act: ClaimAct) -> ClaimState:
    """Return the state after `act`; raise WrongState where the table has no such move."""
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        raise WrongState(
            f"This claim is “{state.replace('_', ' ')}” now, so “{act.replace('_', ' ')}” is not possible. "
            "Reload the page to see where it stands."
        ) from None
