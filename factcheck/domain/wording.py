"""Word the summary of a verdict from its two layers; a person may always write her own."""

from __future__ import annotations

from typing import NamedTuple


class RatingWords(NamedTuple):
    """Name one rating: its key within its scale and the label that people read."""

    key: str
    label: str


#: The layer "is it rightly reported who says so" as the first half of a sentence; "" where nobody is named.
_REPORTED = {
    "accurate": "Accurately reported",
    "imprecise": "Imprecisely reported",
    "wrong": "Wrongly reported",
    "not_found": "Where the source says this was not found",
    "own_word": "",
}
#: The layer "is it so", as the rest of that sentence and as a sentence of its own.
_CONTENT = {
    "true": ("the statement itself is accurate", "The statement is accurate"),
    "mostly_true": (
        "the statement itself is accurate but needs context",
        "The statement is accurate but needs context",
    ),
    "half_true": ("the statement itself is partly accurate", "The statement is partly accurate"),
    "mostly_false": ("the statement itself gives a wrong impression", "The statement gives a wrong impression"),
    "false": ("the statement itself is not accurate", "The statement is not accurate"),
    "unproven": ("not independently confirmed", "Not independently confirmed"),
    "outdated": ("it was so once and is so no longer", "It was so once and is so no longer"),
    "opinion": ("a judgement that evidence cannot settle", "A judgement that evidence cannot settle"),
    "satire": ("it was made as a joke", "Made as a joke and passed on as fact"),
    "confirmed": ("independently confirmed", "Independently confirmed"),
    "confirmed_as_attributed": ("not independently confirmed", "Not independently confirmed"),
    "needs_change": ("the words need a change before they stand", "The words need a change before they stand"),
    "cannot_confirm": ("not enough evidence either way", "Not enough evidence either way"),
    "wrong": ("evidence refutes it", "Evidence refutes the statement"),
    "not_a_fact": ("nothing here that evidence could settle", "Nothing here that evidence could settle"),
}


def suggest_summary(attribution: RatingWords, content: RatingWords) -> str:
    """Return the sentence that follows from both layers; ratings that a desk made itself go in by their labels."""
    reported = _REPORTED.get(attribution.key, attribution.label)
    joined, alone = _CONTENT.get(content.key, (f"rated “{content.label}”", f"Rated “{content.label}”"))
    return f"{reported}; {joined}." if reported else f"{alone}."


def words_of_another(summary: str, content: RatingWords) -> str:
    """Return the words of another rating that stand in a summary written by hand, "" where none do."""
    said = _plain(summary)
    own = [_plain(words) for words in _CONTENT.get(content.key, ())]
    for key, both in _CONTENT.items():
        for words in both if key != content.key else ():
            if _plain(words) in said and not any(_plain(words) in mine for mine in own):
                return words
    return ""


def _plain(words: str) -> str:
    """Return words as they are compared: “The statement itself” is “the statement”."""
    return " ".join(words.casefold().replace("the statement itself", "the statement").split())
