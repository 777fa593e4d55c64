"""Name the roles."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Say what a person does at the desk."""

    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    CHECKER = "checker"


RANK = {Role.CHECKER: 1, Role.EDITOR: 2, Role.ADMINISTRATOR: 3}
EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
EVERYONE = frozenset(Role)
