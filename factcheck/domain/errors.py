"""Name what can go wrong for a person: each error carries the sentence she reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """Hold what was done last to the thing at hand, to be read as a sentence: who, what, when."""

    who: str
    what: str
    at: datetime


class DeskError(Exception):
    """Say what is wrong and what to do, in one sentence for people; `happened` says what led to it, where known."""

    status = 400
    happened: Happened | None = None


class InvalidInput(DeskError):
    """Refuse what was typed; `field` names the form field it belongs to, `others` is what else is wrong."""

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None, others: tuple[InvalidInput, ...] = ()) -> None:
        super().__init__(sentence)
        self.field = field
        self.others = others


class NotAllowed(DeskError):
    """Refuse an act that the person's role, the state or the assignment does not permit."""

    status = 403


class MovedOn(NotAllowed):
    """Refuse an act that the person might do, because the thing stands elsewhere by now."""

    status = 409


class NotFound(DeskError):
    """Say that a thing is not there, or not for this person."""

    status = 404


class WrongState(DeskError):
    """Refuse an act because the thing has moved on."""

    status = 409


class GateUnmet(DeskError):
    """Refuse clearance or publication and list what is missing."""

    status = 409

    def __init__(self, sentence: str, missing: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.missing = missing


class StorageFull(DeskError):
    """Say that the disk has no room for a file; nothing half-written is kept."""

    status = 507


class StorageAway(DeskError):
    """Say that the store of files did not answer as it should; trying again may help."""

    status = 503


@dataclass(frozen=True, slots=True)
class FieldClash:
    """Hold one field of a stale write: what it was, what it is now, what was typed."""

    name: str
    base: str | None
    theirs: str | None
    mine: str | None


class StaleWrite(DeskError):
    """Refuse a write to a newer version and carry both texts, field by field."""

    status = 409

    def __init__(self, sentence: str, *, version: int, clashes: tuple[FieldClash, ...]) -> None:
        super().__init__(sentence)
        self.version = version
        self.clashes = clashes
