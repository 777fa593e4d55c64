"""Tell a misspelling set right, or made, from another word: a typo is carried over, another word never is."""

from __future__ import annotations

import string
from functools import lru_cache

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

# A short word is one letter from many others.
MIN_LETTERS = 5
# Rarer entries of the word list do not make a correction doubtful.
COMMON = 100
# A word said twice by mistake; "had had" and "that that" can be meant.
DOUBLED = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "at", "for", "by", "with", "and", "or", "from", "during"}
) | {*("after", "before", "into", "are", "were", "be", "he", "she", "they", "we", "his", "their", "its", "this")}


@lru_cache(maxsize=1)
def _known() -> dict[str, int]:
    """Load the English word list with its counts, once, when the first doubtful word comes up."""
    counts: dict[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return counts


@lru_cache(maxsize=4096)
def is_typo(one: str, other: str) -> bool:
    """Tell whether one of two words is a misspelling of the other and of no other word, in lower-case English.

    Two words that both stand in the word list are two words, however near: casual and causal.
    """
    if not all(
        word.isascii() and word.isalpha() and word.islower() and len(word) >= MIN_LETTERS for word in (one, other)
    ):
        return False
    if one[0] != other[0] or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    known = _known()
    if (one in known) == (other in known):
        return False
    wrong, right = (other, one) if one in known else (one, other)
    return {word for word in _near(wrong) if known.get(word, 0) >= COMMON} == {right}


def _near(word: str) -> set[str]:
    """Return all strings one slip away: a letter left out, doubled, wrong, or two letters turned round."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    letters = string.ascii_lowercase
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + c + b[1:] for a, b in cuts if b for c in letters),
        *(a + c + b for a, b in cuts for c in letters),
    }
