"""Say in which parts two payloads differ, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABELS = {
    "claim": "Claim",
    "exact": "Words in the article",
    "chain": "Who says so",
    "claimant": "Claimant",
    "article": "Article",
    "attribution": "Rating: who said it",
    "content": "Rating: is it so",
    "summary": "Summary",
    "rationale": "What we checked",
    "limits": "Limits",
    "checked_by": "Checked by",
    "second_check_by": "Second check by",
    "ruled_by": "Ruled by",
    "checked_on": "Last checked",
    "evidence": "Evidence",
    "origins": "Origins",
    "origin_count": "Independent origins",
    "withheld": "Withheld",
    "against": "Evidence against the conclusion",
    "lines": "Lines",
    "title": "Title",
    "outlet": "Outlet",
    "byline": "By-line",
    "url": "Address",
    "published_on": "Day of publication",
    "language": "Language",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold one part that differs, as text before and after."""

    field: str
    before: str
    after: str


def label_of(name: str) -> str:
    """Return what people call a part of a payload."""
    return _LABELS.get(name, name)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return the parts that differ, in the order a reader meets them."""
    names = [*_LABELS, *sorted((set(before) | set(after)) - set(_LABELS))]
    return tuple(
        Difference(_LABELS.get(name, name), _words(before.get(name)), _words(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )


def _words(value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        if "label" in value:
            return f"{value['label']} ({value.get('scale_name', '')}, version {value.get('scale_number', '')})"
        return ", ".join(f"{name}: {_words(item)}" for name, item in value.items() if item not in (None, "", {}, []))
    if isinstance(value, list):
        return "\n".join(_words(item) for item in value)
    return str(value)
