"""Say for whom a checking copy is, and what each of them is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck.domain.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping


class Variant(StrEnum):
    """Name for whom a checking copy is."""

    INTERNAL = "internal"
    REPORTER = "reporter"
    LEGAL = "legal"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Shows:
    """Say what a variant shows. `notes` are those beside evidence, where desks write telephone numbers."""

    label: str
    told: str
    needs: frozenset[Action]
    findings: bool = True
    confidential: bool = False
    notes: bool = False
    deliberation: bool = False
    legal: bool = False


_EXPORT = frozenset({Action.EXPORT_ARTICLE})
SHOWS: Mapping[Variant, Shows] = {
    Variant.INTERNAL: Shows(
        "Internal",
        "For the desk alone: holds confidential sources and contacts. Do not hand it on.",
        _EXPORT | {Action.SEE_CONFIDENTIAL},
        confidential=True,
        notes=True,
        deliberation=True,
        legal=True,
    ),
    Variant.REPORTER: Shows(
        "For the reporter",
        "Without confidential sources, contacts, legal advice and the desk’s own deliberation.",
        _EXPORT,
    ),
    Variant.LEGAL: Shows(
        "For legal",
        "With rulings, overrides and questions to legal; without confidential sources and contacts.",
        _EXPORT,
        deliberation=True,
        legal=True,
    ),
    Variant.BLANK: Shows(
        "Pencil copy",
        "The numbered copy with room to write, before anything was found.",
        frozenset({Action.SEE_DESK}),
        findings=False,
    ),
}


class Pass(StrEnum):
    """Name the passes of a check, each signed with a date and initials."""

    FIRST = "First check"
    SECOND = "Second check"
    EDITOR = "Editor"
    LEGAL = "Legal"
    PAGE = "On the page"
