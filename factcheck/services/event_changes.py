"""Say what an event changed: each field with its words before and after, compared word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.services.word_diff import word_diff

if TYPE_CHECKING:
    from factcheck.models import Event

#: The count that guards against stale writes says nothing to people.
_SILENT = frozenset({"version"})
#: Words kept on either side of a change; the rest of a long text is left out.
_AROUND = 120
#: A member of one of the desk's lists, such as "to_check".
_WORD_OF_OURS = re.compile(r"[a-z]+(_[a-z]+)+\Z")
_CLOSED = "(confidential)"
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one field: its name as people read it, and runs of words that stayed (=), went (-) and came (+)."""

    name: str
    runs: tuple[tuple[str, str], ...]


def changes_of(event: Event) -> tuple[Change, ...]:
    """Return the fields that differ, in the order of the log; what was only set is all new."""
    before, after = event.before or {}, event.after or {}
    # An edit tells what it changed on both sides; what stands on one side only is told for the record.
    edited = event.action.endswith(".edited") and bool(before)
    found = []
    for name in before if edited else dict.fromkeys([*before, *after]):
        if name in _SILENT or before.get(name) == after.get(name):
            continue
        old, new = words_of(before.get(name)), words_of(after.get(name))
        if old == new == _CLOSED:
            runs: tuple[tuple[str, str], ...] = (("-", _CLOSED), ("+", _CLOSED))
        else:
            runs = _near(word_diff(old, new))
        if runs:
            found.append(Change(name.replace("_", " "), runs))
    return tuple(found)


def words_of(value: Any) -> str:
    """Return a value of the log as people read it; what is sealed stays so."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        parts = [words_of(item) for item in value]
        return ("\n" if any(isinstance(item, dict) for item in value) else ", ").join(parts)
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {words_of(item)}" for name, item in value.items())
    text = str(value)
    if text.startswith("sealed:"):
        return _CLOSED
    return text.replace("_", " ") if _WORD_OF_OURS.match(text) else text


def _near(runs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Leave out of a long text what is far from any change."""
    last = len(runs) - 1
    return tuple(
        (op, _middle_out(text, first=place == 0, last=place == last) if op == "=" else _short(text))
        for place, (op, text) in enumerate(runs)
    )


def _middle_out(text: str, *, first: bool, last: bool) -> str:
    head = "" if first else text[:_AROUND]
    tail = "" if last else text[-_AROUND:]
    return text if len(text) <= len(head) + len(tail) + _AROUND else f"{head} … {tail}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
