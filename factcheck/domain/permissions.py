"""Hold who may do what: one table, role × action × state × relation, read by services, views, templates and tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.claims import EDITABLE_STATES, EXIT_STATES, HELD_STATES, WAITING_STATES, ClaimState
from factcheck.domain.errors import NotAllowed
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
_SIDES = frozenset({Relation.PROPOSER, Relation.REVIEWER})
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
    Action.SIT_ON_PANEL: (Rule(EVERYONE, frozenset({ClaimState.DISPUTED}), bars=_SIDES),),
    Action.RUN_PANEL: (Rule(EDITORS, frozenset({ClaimState.DISPUTED}), bars=_SIDES),),
    Action.RULE_VERDICT: (
        Rule(EDITORS, frozenset({ClaimState.AGREED})),
        Rule(EDITORS, frozenset({ClaimState.DISPUTED}), bars=_SIDES),
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

_WHY_NOT: dict[Action, str] = {
    Action.SECOND_CHECK: "The second check is made by somebody other than the person who proposed the verdict.",
    Action.SIT_ON_PANEL: "The panel sits while the dispute lasts; nobody who proposed or checked the verdict is on it.",
    Action.RUN_PANEL: "The panel is filled and ended by an editor who is not a side of the dispute, while it lasts.",
    Action.RULE_VERDICT: "A ruling needs an editor who is not a side of the dispute, and a verdict that waits for it.",
    Action.TAKE_BACK_VERDICT: (
        "A proposal is taken back by who made it and holds the claim, until the second person has decided. Then an "
        "editor can open the claim again."
    ),
    Action.PROPOSE_VERDICT: "Only the checker who holds this claim proposes its verdict. Take the claim first.",
}


def allowed(
    action: Action,
    role: Role,
    state: ClaimState | None = None,
    relations: frozenset[Relation] = frozenset(),
) -> bool:
    """Say whether a role may act on a claim in `state`, given how the person stands to it.

    Without a state the answer is whether the role could ever do it, which is what menus ask.
    """
    for rule in PERMISSIONS[action]:
        if role not in rule.roles:
            continue
        if state is None:
            return True
        if (rule.states is None or state in rule.states) and rule.needs <= relations and not rule.bars & relations:
            return True
    return False


def require(
    action: Action,
    role: Role,
    state: ClaimState | None = None,
    relations: frozenset[Relation] = frozenset(),
) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless the table allows it."""
    if allowed(action, role, state, relations):
        return
    if action in _WHY_NOT and any(role in rule.roles for rule in PERMISSIONS[action]):
        raise NotAllowed(_WHY_NOT[action])
    roles = sorted({held for rule in PERMISSIONS[action] for held in rule.roles})
    what = action.replace("_", " ")
    if role in roles:
        where = f"while the claim is “{state.replace('_', ' ')}”, or not by you" if state else "here"
        raise NotAllowed(f"“{what}” is not possible {where}. Reload the page to see who holds the claim.")
    raise NotAllowed(f"“{what}” needs the role {' or '.join(roles)}; yours is {role}. Ask an editor.")
