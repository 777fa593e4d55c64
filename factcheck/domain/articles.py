"""Name the states of an article, the ways a draft comes in and the roles of its passages."""

from __future__ import annotations

from enum import StrEnum


class ArticleState(StrEnum):
    """Say where an article stands."""

    INTAKE = "intake"
    TRIAGE = "triage"
    CHECKING = "checking"
    REVIEW = "review"
    CLEARED = "cleared"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class ArticleAct(StrEnum):
    """Name what moves an article from one state to the next."""

    SPLIT = "split"
    CONFIRM = "confirm"
    ALL_RULED = "all_ruled"
    MORE_TO_CHECK = "more_to_check"
    CLEAR = "clear"
    NEW_DRAFT = "new_draft"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


S, A = ArticleState, ArticleAct
_OPEN = (S.TRIAGE, S.CHECKING, S.REVIEW, S.CLEARED)
_PUBLIC = (S.PUBLISHED, S.CORRECTED)

TRANSITIONS: dict[tuple[ArticleState, ArticleAct], ArticleState] = {
    (S.INTAKE, A.SPLIT): S.TRIAGE,
    (S.TRIAGE, A.CONFIRM): S.CHECKING,
    (S.CHECKING, A.ALL_RULED): S.REVIEW,
    (S.REVIEW, A.MORE_TO_CHECK): S.CHECKING,
    # The gates say what may be cleared; an article of which nothing was checkable never came to review.
    **{(state, A.CLEAR): S.CLEARED for state in (S.TRIAGE, S.CHECKING, S.REVIEW)},
    (S.CLEARED, A.MORE_TO_CHECK): S.CHECKING,
    **{(state, A.NEW_DRAFT): S.CHECKING for state in (*_OPEN, *_PUBLIC)},
    # A verdict may be published while other lines are still checked; that leaves the article's work where it is.
    **{(state, A.PUBLISH): S.PUBLISHED for state in (S.REVIEW, S.CLEARED, S.WITHDRAWN)},
    (S.PUBLISHED, A.PUBLISH): S.PUBLISHED,
    (S.CORRECTED, A.PUBLISH): S.CORRECTED,
    **{(state, A.CORRECT): S.CORRECTED for state in _PUBLIC},
    **{(state, A.WITHDRAW): S.WITHDRAWN for state in _PUBLIC},
}


class Intake(StrEnum):
    """Say how a draft came in."""

    PASTE = "paste"
    UPLOAD = "upload"
    ADDRESS = "address"


class PassageRole(StrEnum):
    """Say what a passage is in the article."""

    HEADLINE = "headline"
    DECK = "deck"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


DISPLAY_COPY = frozenset({PassageRole.HEADLINE, PassageRole.DECK, PassageRole.SUBHEAD, PassageRole.CAPTION})


class CoverageKind(StrEnum):
    """Say why a stretch of text needs no claim."""

    OPINION = "opinion"
    SCENE_SETTING = "scene_setting"
    BOILERPLATE = "boilerplate"
    NOT_A_FACT = "not_a_fact"
