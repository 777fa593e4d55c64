"""Read what sums a sentence up: ", an incident which made her a hero", "— a move expected to anger many"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.text.reading import Range
    from factcheck.text.tokens import Words

SUMS = frozenset(
    """
    move step decision incident claim allegation charge accusation figure rise increase drop fall development practice
    tactic plan proposal idea episode feat act event announcement statement remark comment policy process measure change
    shift result outcome finding trend attack campaign effort attempt suggestion gesture ruling verdict reversal
    scenario situation
    """.split()
)
BEFORE_SUM = frozenset({"JJ", "RB", "NN"})
LONGEST = 4  # words of "a highly unusual move"
LEAST = 3  # words before: something was told that can be summed up


def summing(words: Words, head: Range) -> Range | None:
    """Give the noun, without its article, of a phrase such as ", an incident" that takes up what was told."""
    first, last = head
    opens = first > LEAST and words.tag[first - 1] in {",", "–"} and words.low[first] in {"a", "an"}
    if not opens or not 1 < last - first <= LONGEST or words.low[last - 1] not in SUMS:
        return None
    return (first + 1, last) if all(words.tag[at] in BEFORE_SUM for at in range(first + 1, last)) else None


def summed_up(words: Words, comma: int) -> Range | None:
    """Give the noun in ", a move expected to anger many" that begins at a comma or dash."""
    at = comma + 2
    while at < words.n and words.tag[at] in BEFORE_SUM and at - comma <= LONGEST:
        at += 1
    found = summing(words, (comma + 1, at)) if at + 1 < words.n else None
    done = found is not None and words.tag[at] in {"VX", "VN"} and words.tag[at + 1] in {"TO", "IN"}
    return found if done else None
