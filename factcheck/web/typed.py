"""Clean what was typed into a text field."""

from __future__ import annotations

from typing import Any

from factcheck.web.forms import no_nul


def typed(value: Any) -> Any:
    """Return text as databases can hold it, its lines ended as in drafts: browsers send CR LF."""
    value = no_nul(value)
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
