"""Say which classes of correction fit what differs from a published page; the page offers these and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.models.publication import CorrectionClass
from factcheck.services.correction_typo import more_than_typing, told_change
from factcheck.services.publication_diff import differences, label_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from factcheck.services.correction_publish import Wording

RATED = ("attribution", "content")
#: Words of a page that stands are mended whatever became of the pages it cites.
STANDS_FOR_TYPO = frozenset({"citation"})
#: What the desk writes of a claim; all else is names, numbers, days and what sources say.
_WORDED = ("claim", "summary", "rationale", "limits")


def fitting_classes(standing: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[CorrectionClass, ...]:
    """Return the classes that a correction from `standing` to `now` can have, the gravest first."""
    if any(_rating_of(standing, layer) != _rating_of(now, layer) for layer in RATED):
        return (CorrectionClass.VERDICT,)
    if not differences(standing, now):
        return (CorrectionClass.TYPO,)
    fitting = (CorrectionClass.FACTUAL, CorrectionClass.UPDATE)
    return fitting if _why_no_typo(standing, now) else (*fitting, CorrectionClass.TYPO)


def require_class(kind: CorrectionClass | None, standing: Mapping[str, Any], now: Mapping[str, Any]) -> CorrectionClass:
    """Return `kind`; raise InvalidInput, saying which class to choose, where it does not fit what differs."""
    if kind is None:
        raise InvalidInput("Say what class of correction this is.", field="kind")
    fitting = fitting_classes(standing, now)
    if kind in fitting:
        return kind
    if CorrectionClass.VERDICT in fitting:
        words = "The rating changes, so this is a correction of the verdict."
    elif kind is CorrectionClass.VERDICT:
        words = "The rating stays as it was, so this is not a correction of the verdict."
    elif kind is CorrectionClass.TYPO:
        words = f"{_why_no_typo(standing, now)} Choose “Factual correction” or “Update”."
    else:
        words = (
            "Nothing differs but typing mistakes, if you mend some: choose “Typing mistake”. For anything else open "
            "the claim again, so that a second person looks."
        )
    raise InvalidInput(words, field="kind")


def require_typing_only(before: Wording, after: Wording, language: str) -> None:
    """Raise InvalidInput at the text in which more than typing mistakes was mended."""
    for name in ("summary", "rationale", "limits"):
        change = more_than_typing(getattr(before, name), getattr(after, name), language)
        if change is not None:
            raise InvalidInput(
                f"Here only typing mistakes are mended, and {told_change(change)}. Put it as it was, or open the claim "
                "again: a second person looks, then you publish a “Factual correction” or an “Update”.",
                field=name,
            )


def _why_no_typo(standing: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Say what differs that no slip of the hand explains, "" where nothing does."""
    language = str(now.get("language", ""))
    for name in standing.keys() | now.keys():
        was, is_ = standing.get(name), now.get(name)
        if was == is_:
            continue
        if name not in _WORDED:
            return f"“{label_of(name)}” differs, which is more than a typing mistake."
        change = more_than_typing(str(was or ""), str(is_ or ""), language)
        if change is not None:
            return f"In “{label_of(name)}” {told_change(change)}, which is more than a typing mistake."
    return ""


def _rating_of(payload: Mapping[str, Any], layer: str) -> tuple[str, str]:
    rating = payload.get(layer) or {}
    return str(rating.get("scale", "")), str(rating.get("key", ""))
