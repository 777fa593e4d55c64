"""Ask where a summary that was written for another rating stands under this one; nobody's words are changed unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.domain.wording import RatingWords, words_of_another

if TYPE_CHECKING:
    from factcheck.models import Rating, Verdict

FIELD = "summary_seen"


def require_summary_fits(
    summary: str, attribution: Rating, content: Rating, earlier: Verdict | None, *, seen: bool
) -> None:
    """Raise InvalidInput where the words were written for other ratings, or are another rating's, and nobody said yes.

    `earlier` is the version of the verdict before this one.
    """
    summary = summary.strip()
    if not summary or seen:
        return
    now = f"“{attribution.label}; {content.label}”"
    asked = "Change the summary, or empty it to have it worded anew, or tick that it holds all the same."
    if earlier is not None and summary == earlier.summary.strip() and _rated(earlier) != (attribution.id, content.id):
        before = f"“{earlier.attribution.label}; {earlier.content.label}”"
        raise InvalidInput(
            f"The summary was written for {before}, and the ratings are {now} now. It says: “{summary}” {asked}",
            field=FIELD,
        )
    words = words_of_another(summary, RatingWords(content.key, content.label))
    if words:
        raise InvalidInput(
            f"The summary says “{words}”, which is said of another rating, and the ratings are {now}. {asked}",
            field=FIELD,
        )


def _rated(verdict: Verdict) -> tuple[int, int]:
    return verdict.attribution_rating_id, verdict.content_rating_id
