"""Find a quotation in a text, at an offset, or say that it is not there.

Time grows with the text's length: plain searches for the words, and a closer look at a few windows only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from factcheck.text.diff import Op, word_diff
from factcheck.text.words import STOP_WORDS, plain_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

State = Literal["exact", "normalised", "elided", "words differ", "absent"]

CONTEXT = 32
WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
ELISION = re.compile(r"\.\s?\.\s?\.(?:\s?\.)?|\u2026|\[[^\[\]\n]{0,200}\]")
# Between two words of a quotation a page may have marks, blanks and line ends, in any number that is no other text.
BETWEEN = r"[\W_]{1,12}?"
# What "..." may stand for, and what a bracket may stand for or add, in characters.
LEFT_OUT = 1000
# Words that any sentence may share with any other.
SMALL_WORDS = STOP_WORDS | {
    "many",
    "much",
    "maybe",
    "perhaps",
    "one",
    "two",
    "said",
    "say",
    "says",
    "least",
    "never",
    "ever",
}
# Fewer words than these stand by chance: they are found whole or not at all.
MIN_WORDS = 4
MIN_ELIDED_WORDS = 3
ELIDED_PLACES = 2000
SEEDS = 6
SEED_PLACES = 300
WINDOWS = 12
# The share of words in common, of the longer, from which the wording is taken for the same saying; and the share of the
# quotation's telling words: "as many as forty" is no other wording of "maybe as many as seven".
SAME_SAYING = 0.6
SAME_TELLING = 0.5
NEAR = 60.0


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """Hold how a quotation stands in a text: where (end exclusive), what surrounds it, and the word diff.

    `ops` go from the quotation (old) to the text (new), with offsets into each. `places` counts the places where an
    exact or normalised quotation stands; the first is given.
    """

    state: State
    start: int = 0
    end: int = 0
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    ops: tuple[Op, ...] = ()
    places: int = 0


ABSENT = QuoteMatch("absent")


def find(quote: str, text: str) -> QuoteMatch:
    """Find a quotation: exactly, or but for case, marks and blanks, or with words left out, or with other words."""
    asked = quote.strip()
    if not WORD.search(asked):
        return ABSENT
    exact = list(_exact(asked, text))
    if exact:
        return _made("exact", asked, text, (exact[0], exact[0] + len(asked)), len(exact))
    low = _low(text)
    words = WORD.findall(_low(asked))
    if not ELISION.search(asked):
        same = list(_in_order(words).finditer(low))
        if same:
            return _made("normalised", asked, text, same[0].span(), len(same))
    elided = _elided(asked, low)
    if elided:
        return _made("elided", asked, text, elided, 1)
    near = _near(words, low) if len(words) >= MIN_WORDS else None
    return _made("words differ", asked, text, near, 1) if near else ABSENT


def _exact(asked: str, text: str) -> Iterator[int]:
    """Yield where the quotation stands letter by letter, not inside a longer word."""
    at = text.find(asked)
    while at >= 0:
        end = at + len(asked)
        inside_left = at > 0 and asked[0].isalnum() and text[at - 1].isalnum()
        inside_right = end < len(text) and asked[-1].isalnum() and text[end].isalnum()
        if not inside_left and not inside_right:
            yield at
        at = text.find(asked, at + max(1, len(asked)))


def _low(text: str) -> str:
    """Return a text in lower case with plain marks, and of the same length."""
    plain = plain_marks(text)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in plain)


def _in_order(words: Sequence[str]) -> re.Pattern[str]:
    """Return what finds these words in this order with nothing but marks between."""
    return re.compile(r"(?<![^\W_])" + BETWEEN.join(map(re.escape, words)) + r"(?![^\W_])")


def _elided(asked: str, low: str) -> tuple[int, int] | None:
    """Find the parts of a quotation that has words left out, in order and near one another."""
    parts = [words for part in ELISION.split(_low(asked)) if (words := WORD.findall(part))]
    if len(parts) == 1 and ELISION.search(asked) is None:
        return None
    if not parts or sum(map(len, parts)) < MIN_ELIDED_WORDS:
        return None
    forms = [_in_order(words) for words in parts]
    # The longest part is the rarest: start there, then look back and on.
    longest = max(range(len(parts)), key=lambda at: len(parts[at]))
    for match in islice(forms[longest].finditer(low), ELIDED_PLACES):
        start, end = match.span()
        for form in reversed(forms[:longest]):
            before = list(form.finditer(low, max(0, start - LEFT_OUT), start))
            start = before[-1].start() if before else -1
            if start < 0:
                break
        for form in forms[longest + 1 :]:
            after = form.search(low, end, min(len(low), end + LEFT_OUT)) if start >= 0 else None
            end = after.end() if after else -1
            if end < 0:
                break
        if start >= 0 and end >= 0:
            return start, end
    return None


def _near(words: Sequence[str], low: str) -> tuple[int, int] | None:
    """Find the stretch with most of the words in their order."""
    size = len(" ".join(words))
    best: tuple[float, tuple[int, int]] = (0.0, (0, 0))
    joined, telling = " ".join(words), {word for word in words if word not in SMALL_WORDS}
    for at in _windows(words, low, size):
        start, end = max(0, at - size // 2), min(len(low), at + size + size // 2)
        aligned = fuzz.partial_ratio_alignment(joined, low[start:end], score_cutoff=NEAR)
        if aligned is None:
            continue
        span = _whole_words(low, start + aligned.dest_start, start + aligned.dest_end, words)
        if span is None:
            continue
        found = WORD.findall(low, *span)
        if len(telling & set(found)) < SAME_TELLING * len(telling):
            continue
        score = LCSseq.normalized_similarity(words, found)
        best = max(best, (score, (-span[0], -span[1])))
    score, (start, end) = best
    return (-start, -end) if score >= SAME_SAYING else None


def _windows(words: Sequence[str], low: str, size: int) -> list[int]:
    """Return where the quotation may begin: where most of its rarest words stand at their distance from its start."""
    offsets: dict[str, int] = {}
    at = 0
    for word in words:
        offsets.setdefault(word, at)
        at += len(word) + 1
    telling = [word for word in offsets if word not in STOP_WORDS] or list(offsets)
    counted = sorted((count, word) for word in telling if (count := low.count(word)))
    votes: dict[int, set[str]] = defaultdict(set)
    for count, word in counted[:SEEDS]:
        if count > SEED_PLACES and votes:
            break
        for match in islice(re.finditer(re.escape(word), low), SEED_PLACES):
            bucket = (match.start() - offsets[word]) // max(1, size // 2)
            votes[bucket].add(word)
    order = sorted(votes, key=lambda bucket: (-len(votes[bucket] | votes.get(bucket + 1, set())), bucket))
    return [bucket * max(1, size // 2) for bucket in order[:WINDOWS]]


def _whole_words(low: str, start: int, end: int, words: Sequence[str]) -> tuple[int, int] | None:
    """Widen or narrow a stretch to whole words, and drop words at its ends that the quotation has not."""
    while start > 0 and low[start - 1].isalnum():
        start -= 1
    while end < len(low) and low[end].isalnum():
        end += 1
    known = set(words)
    found = list(WORD.finditer(low, start, end))
    while found and found[0].group() not in known:
        found.pop(0)
    while found and found[-1].group() not in known:
        found.pop()
    return (found[0].start(), found[-1].end()) if found else None


def _made(state: State, asked: str, text: str, span: tuple[int, int], places: int) -> QuoteMatch:
    start, end = span
    found = text[start:end]
    ops = tuple(
        Op(op.kind, op.old_start, op.old_end, op.new_start + start, op.new_end + start)
        for op in word_diff(asked, found)
    )
    return QuoteMatch(
        state, start, end, found, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], ops, places
    )
