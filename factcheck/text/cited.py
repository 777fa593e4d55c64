"""Say where a quoted passage is in a newer copy of its page: there, moved, changed or gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factcheck.text.quote_match import find
from factcheck.text.selectors import Selector, anchor
from factcheck.text.words import keys

CitedState = Literal["there", "moved", "changed", "gone"]

#: So many of the words just before or behind must still stand there for the place to be the same.
SAME_WORDS = 2


@dataclass(frozen=True, slots=True)
class Cited:
    """Hold what became of a passage, and the words that stand in the page now (empty where it is gone)."""

    state: CitedState
    found: str = ""


def look_again(excerpt: str, text: str, *, prefix: str = "", suffix: str = "") -> Cited:
    """Find a passage again in a text; "moved" means the same words between other words than before."""
    if not excerpt.strip():
        return Cited("there")
    selector = Selector(excerpt, prefix, suffix, 0, len(excerpt))
    if (prefix or suffix) and anchor(selector, text) is not None:
        return Cited("there", excerpt)
    found = find(excerpt, text)
    if found.state == "absent":
        return Cited("gone")
    if found.state not in {"exact", "normalised"}:
        return Cited("changed", found.exact)
    if found.places == 1 and (not (prefix or suffix) or _same_place(found.prefix, found.suffix, prefix, suffix)):
        return Cited("there", found.exact)
    return Cited("moved" if prefix or suffix else "there", found.exact)


def _same_place(before: str, behind: str, prefix: str, suffix: str) -> bool:
    """Tell whether the words next to a passage on either side are the ones that stood there."""
    # The outermost word of either may be cut, so only the nearest ones count.
    old, new = keys(prefix)[-SAME_WORDS:], keys(before)[-SAME_WORDS:]
    old_behind, new_behind = keys(suffix)[:SAME_WORDS], keys(behind)[:SAME_WORDS]
    return old == new or old_behind == new_behind
