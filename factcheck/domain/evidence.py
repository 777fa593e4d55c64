"""Name the kinds of evidence, the stances it can take and the kinds of origin it traces back to."""

from __future__ import annotations

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Say what carries the evidence."""

    PAGE = "page"
    DOCUMENT = "document"
    CALL = "call"
    INTERVIEW = "interview"
    BOOK = "book"
    DATASET = "dataset"
    EMAIL = "email"


class Stance(StrEnum):
    """Say what a person holds the evidence to do to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class OriginKind(StrEnum):
    """Say what sort of source carriers trace back to."""

    BOOK = "book"
    DOCUMENT = "document"
    PERSON = "person"
    DATASET = "dataset"
    AGENCY = "agency"
    BROADCAST = "broadcast"
    EVENT = "event"
    OUTLET = "outlet"


class SuggestionState(StrEnum):
    """Say what a person did with a worker's suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
