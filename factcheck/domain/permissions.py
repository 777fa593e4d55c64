"""Hold who may do what: one table, role × action × state × relation, read by services, views, templates and tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.claims import EDITABLE_STATES, EXIT_STATES, HELD_STATES, WAITING_STATES, ClaimState
from factcheck.domain.errors import MovedOn, NotAllowed
from factcheck.domain.roles import EDITORS, EVERYONE, Role


class Action(StrEnum):
    """Name what a signed-in person may want to do; every route names one of these or is marked public."""

    SEE_DESK = "see_desk"
    SEARCH = "search"
    IMPORT_ARTICLE = "import_article"
    EDIT_ARTICLE = "edit_article"
    CONFIRM_CLAIM = "confirm_claim"
    EDIT_CLAIM = "edit_claim"
    ADD_CLAIM = "add_claim"
    DISMISS_CLAIM = "dismiss_claim"
    RESTORE_CLAIM = "restore_claim"
    ASSIGN_CLAIM = "assign_claim"
    TAKE_CLAIM = "take_claim"
    HAND_BACK_CLAIM = "hand_back_claim"
    LOOK_UP = "look_up"
    DECIDE_SUGGESTION = "decide_suggestion"
    LOG_EVIDENCE = "log_evidence"
    SEE_CONFIDENTIAL = "see_confidential"
    OPEN_CONFIDENTIAL = "open_confidential"
    PROPOSE_VERDICT = "propose_verdict"
    TAKE_BACK_VERDICT = "take_back_verdict"
    SECOND_CHECK = "second_check"
    SIT_ON_PANEL = "sit_on_panel"
    RUN_PANEL = "run_panel"
    RULE_VERDICT = "rule_verdict"
    REOPEN_CLAIM = "reopen_claim"
    MARK_COVERAGE = "mark_coverage"
    RAISE_CHANGE = "raise_change"
    DROP_CHANGE = "drop_change"
    SET_EXPIRY = "set_expiry"
    NAME_ORIGIN = "name_origin"
    MANAGE_DOCUMENTS = "manage_documents"
    CLEAR_DRAFT = "clear_draft"
    PUBLISH = "publish"
    CORRECT = "correct"
    ANSWER_CHALLENGE = "answer_challenge"
    SEE_LOG = "see_log"
    OVERRIDE_POLICY = "override_policy"
    ASK_QUERY = "ask_query"
    SETTLE_QUERY = "settle_query"
    TRACK_REPLIES = "track_replies"
    EXPORT_ARTICLE = "export_article"
    IMPORT_SHEET = "import_sheet"
    SEE_STATISTICS = "see_statistics"
    MANAGE_POLICY = "manage_policy"
    MANAGE_SCALES = "manage_scales"
    MANAGE_PEOPLE = "manage_people"
    OWN_SETTINGS = "own_settings"


class Relation(StrEnum):
    """Name how a person stands to the claim at hand."""

    ASSIGNEE = "assignee"
    PROPOSER = "proposer"
    REVIEWER = "reviewer"
    SECOND_CHECKER = "second_checker"


@dataclass(frozen=True, slots=True)
class Rule:
    """Allow `roles` an act in `states` (None: any) to those who are `needs` and none of `bars`."""

    roles: frozenset[Role]
    states: frozenset[ClaimState] | None = None
    needs: frozenset[Relation] = frozenset()
    bars: frozenset[Relation] = frozenset()


_ANY = Rule(EVERYONE)
_EDITORS = Rule(EDITORS)
_HOLDER = frozenset({Relation.ASSIGNEE})
#: Who has taken the second check, not whoever could.
_SECOND = frozenset({Relation.SECOND_CHECKER})
#: Who is a party to a dispute.
SIDES = frozenset({Relation.PROPOSER, Relation.REVIEWER})
_WORKED_ON = frozenset(ClaimState) - EXIT_STATES - {ClaimState.RULED}

PERMISSIONS: dict[Action, tuple[Rule, ...]] = {
    Action.SEE_DESK: (_ANY,),
    Action.SEARCH: (_ANY,),
    Action.IMPORT_ARTICLE: (_EDITORS,),
    Action.EDIT_ARTICLE: (_EDITORS,),
    # A checker sees a bad split first; she may mend the words of what she holds, an editor those of any open claim.
    Action.CONFIRM_CLAIM: (Rule(EDITORS, frozenset({ClaimState.UNCONFIRMED})),),
    Action.EDIT_CLAIM: (Rule(EDITORS, EDITABLE_STATES), Rule(EVERYONE, HELD_STATES, needs=_HOLDER)),
    Action.ADD_CLAIM: (_ANY,),
    Action.DISMISS_CLAIM: (Rule(EDITORS, EDITABLE_STATES),),
    Action.RESTORE_CLAIM: (Rule(EDITORS, frozenset({ClaimState.NOT_CHECKABLE, ClaimState.CUT})),),
    Action.ASSIGN_CLAIM: (Rule(EDITORS, EDITABLE_STATES),),
    Action.TAKE_CLAIM: (Rule(EVERYONE, frozenset({ClaimState.TO_CHECK, ClaimState.REOPENED})),),
    Action.HAND_BACK_CLAIM: (Rule(EDITORS, HELD_STATES), Rule(EVERYONE, HELD_STATES, needs=_HOLDER)),
    Action.LOOK_UP: (Rule(EDITORS, _WORKED_ON), Rule(EVERYONE, _WORKED_ON, needs=_HOLDER)),
    Action.DECIDE_SUGGESTION: (Rule(EDITORS, _WORKED_ON), Rule(EVERYONE, _WORKED_ON, needs=_HOLDER)),
    Action.LOG_EVIDENCE: (
        Rule(EDITORS, _WORKED_ON),
        Rule(EVERYONE, _WORKED_ON, needs=_HOLDER),
        # The second checker may add what she found.
        Rule(EVERYONE, WAITING_STATES, needs=_SECOND),
    ),
    Action.SEE_CONFIDENTIAL: (_EDITORS, Rule(EVERYONE, needs=_HOLDER), Rule(EVERYONE, WAITING_STATES, needs=_SECOND)),
    # The source trusted who logged it: a second checker reads it and leaves the mark.
    Action.OPEN_CONFIDENTIAL: (_EDITORS, Rule(EVERYONE, needs=_HOLDER)),
    Action.PROPOSE_VERDICT: (Rule(EVERYONE, HELD_STATES, needs=_HOLDER),),
    # She goes on with it, so it must still be hers.
    Action.TAKE_BACK_VERDICT: (Rule(EVERYONE, WAITING_STATES, needs=_HOLDER | {Relation.PROPOSER}),),
    Action.SECOND_CHECK: (Rule(EVERYONE, WAITING_STATES, bars=frozenset({Relation.PROPOSER})),),
    # A dispute is settled by people who are neither side of it.
    Action.SIT_ON_PANEL: (Rule(EVERYONE, frozenset({ClaimState.DISPUTED}), bars=SIDES),),
    Action.RUN_PANEL: (Rule(EDITORS, frozenset({ClaimState.DISPUTED}), bars=SIDES),),
    Action.RULE_VERDICT: (
        Rule(EDITORS, frozenset({ClaimState.AGREED})),
        Rule(EDITORS, frozenset({ClaimState.DISPUTED}), bars=SIDES),
    ),
    Action.REOPEN_CLAIM: (_EDITORS,),
    Action.MARK_COVERAGE: (_ANY,),
    Action.RAISE_CHANGE: (_ANY,),
    # A change that was asked for is let go by an editor only, with a reason.
    Action.DROP_CHANGE: (_EDITORS,),
    Action.SET_EXPIRY: (_EDITORS,),
    Action.NAME_ORIGIN: (_ANY,),
    Action.MANAGE_DOCUMENTS: (_ANY,),
    Action.CLEAR_DRAFT: (_EDITORS,),
    Action.PUBLISH: (_EDITORS,),
    Action.CORRECT: (_EDITORS,),
    Action.ANSWER_CHALLENGE: (_EDITORS,),
    Action.SEE_LOG: (_EDITORS,),
    Action.OVERRIDE_POLICY: (Rule(EDITORS, frozenset(ClaimState) - EXIT_STATES),),
    Action.ASK_QUERY: (_ANY,),
    Action.SETTLE_QUERY: (_ANY,),
    Action.TRACK_REPLIES: (_ANY,),
    Action.EXPORT_ARTICLE: (_EDITORS,),
    Action.IMPORT_SHEET: (_EDITORS,),
    Action.SEE_STATISTICS: (_EDITORS,),
    Action.MANAGE_POLICY: (_EDITORS,),
    Action.MANAGE_SCALES: (_EDITORS,),
    Action.MANAGE_PEOPLE: (Rule(frozenset({Role.ADMINISTRATOR})),),
    Action.OWN_SETTINGS: (_ANY,),
}

#: When an act is possible at all, to be read after what happened to the claim.
_WHEN: dict[Action, str] = {
    Action.CONFIRM_CLAIM: "Only what the machine suggests waits to be confirmed.",
    Action.TAKE_CLAIM: "Only a claim that waits for a checker can be taken.",
    Action.HAND_BACK_CLAIM: "Only a claim that somebody holds is handed back.",
    Action.RESTORE_CLAIM: "Only a claim that was put aside or cut is taken back.",
    Action.SECOND_CHECK: "The second check is made while a proposed verdict waits for it.",
    Action.SIT_ON_PANEL: "A panel sits while a dispute lasts.",
    Action.RUN_PANEL: "A panel is filled and ended while a dispute lasts.",
    Action.RULE_VERDICT: "A ruling needs a verdict that was agreed on or is disputed.",
    Action.LOOK_UP: "Sources are looked for until a claim is ruled or out of the check.",
    Action.DECIDE_SUGGESTION: "Suggestions are decided on until a claim is ruled or out of the check.",
    Action.LOG_EVIDENCE: "Evidence is logged and changed until a claim is ruled or out of the check.",
    Action.EDIT_CLAIM: "A claim is edited until its verdict is proposed.",
    Action.DISMISS_CLAIM: "A claim is put aside until its verdict is proposed.",
    Action.ASSIGN_CLAIM: "A claim is given out until its verdict is proposed.",
    Action.PROPOSE_VERDICT: "A verdict is proposed while a checker holds the claim.",
    Action.TAKE_BACK_VERDICT: (
        "A proposal is taken back until the second person has decided. Then an editor can open the claim again."
    ),
}
#: Who may, where the person and not the state is in the way.
_WHO: dict[Action, str] = {
    Action.SECOND_CHECK: "You proposed this verdict: somebody else makes the second check.",
    Action.SIT_ON_PANEL: "You proposed or checked this verdict: the panel is made up of others.",
    Action.RUN_PANEL: "You proposed or checked this verdict: another editor fills and ends the panel.",
    Action.RULE_VERDICT: "You proposed or checked this verdict: another editor settles the dispute.",
    Action.PROPOSE_VERDICT: "Only the checker who holds this claim proposes its verdict, and you do not hold it.",
    Action.HAND_BACK_CLAIM: "Only the checker who holds this claim hands it back, or an editor.",
    Action.TAKE_BACK_VERDICT: "A proposal is taken back by whoever made it and holds the claim.",
}


class Bar(StrEnum):
    """Name what is in the way of an act: who one is, how one stands to the claim, or where the claim stands."""

    ROLE = "role"
    RELATION = "relation"
    STATE = "state"


def allowed(
    action: Action,
    role: Role,
    state: ClaimState | None = None,
    relations: frozenset[Relation] = frozenset(),
) -> bool:
    """Say whether a role may act on a claim in `state`, given how the person stands to it.

    Without a state the answer is whether the role could ever do it, which is what menus ask.
    """
    return bar_of(action, role, state, relations) is None


def bar_of(
    action: Action,
    role: Role,
    state: ClaimState | None = None,
    relations: frozenset[Relation] = frozenset(),
) -> Bar | None:
    """Return what stands in the way, None where nothing does; without a state only the role is asked."""
    rules = [rule for rule in PERMISSIONS[action] if role in rule.roles]
    if not rules:
        return Bar.ROLE
    if state is None:
        return None
    now = [rule for rule in rules if rule.states is None or state in rule.states]
    if not now:
        return Bar.STATE
    return None if any(rule.needs <= relations and not rule.bars & relations for rule in now) else Bar.RELATION


def require(
    action: Action,
    role: Role,
    state: ClaimState | None = None,
    relations: frozenset[Relation] = frozenset(),
) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless the table allows it."""
    bar = bar_of(action, role, state, relations)
    if bar is not None:
        raise refusal(bar, action, role, state)


def refusal(bar: Bar, action: Action, role: Role, state: ClaimState | None) -> NotAllowed:
    """Return the error that says what is in the way, in a sentence that is true of it."""
    what = action.replace("_", " ")
    stands = (state or "").replace("_", " ")
    now = [rule for rule in PERMISSIONS[action] if rule.states is None or state is None or state in rule.states]
    if bar is Bar.ROLE or (bar is Bar.STATE and now):
        # In this state others may: it is the role after all.
        roles = " or ".join(sorted({held for rule in now or PERMISSIONS[action] for held in rule.roles}))
        while_it_is = f"While the claim is “{stands}”, " if bar is Bar.STATE else ""
        return NotAllowed(f"{while_it_is}“{what}” needs the role {roles}; yours is {role}. Ask an editor.")
    if bar is Bar.RELATION:
        return NotAllowed(_WHO.get(action, f"“{what}” is for the checker who holds this claim, or for an editor."))
    return MovedOn(_WHEN.get(action, f"The claim is “{stands}” now, and “{what}” is not possible while it is."))
