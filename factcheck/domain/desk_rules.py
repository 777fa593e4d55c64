"""Name the words of the desk's rules: what happened to a line, whom a query goes to, what a policy asks for."""

from __future__ import annotations

from enum import StrEnum


class LineState(StrEnum):
    """Say what happened to a line between two drafts."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    TYPO = "typo"
    CHANGED = "changed"
    NEW = "new"
    CUT = "cut"
    AMBIGUOUS = "ambiguous"


class QueryTo(StrEnum):
    """Say whom a query on a claim goes to."""

    AUTHOR = "author"
    SOURCE = "source"
    LEGAL = "legal"


class QueryState(StrEnum):
    """Say where a query stands; an open one blocks clearance."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ChangeState(StrEnum):
    """Say what the newest draft did about a change that was asked for."""

    OPEN = "open"
    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    ALTERED = "altered"
    DROPPED = "dropped"


class Seat(StrEnum):
    """Say in which role somebody gave an opinion on a verdict."""

    SECOND = "second"
    PANEL = "panel"


class NoticeKind(StrEnum):
    """Name what the desk tells people."""

    ASSIGNED = "assigned"
    HANDED_BACK = "handed_back"
    SECOND_CHECK = "second_check"
    DISPUTED = "disputed"
    RULED = "ruled"
    REOPENED = "reopened"
    QUERY_ANSWERED = "query_answered"
    OVERDUE = "overdue"
    CITATION_CHANGED = "citation_changed"
    EXPIRED = "expired"
    NEW_DRAFT = "new_draft"
    CHALLENGED = "challenged"
    ERASURE = "erasure"
    PANEL = "panel"
