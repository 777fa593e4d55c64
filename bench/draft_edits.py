"""Make the twelve kinds of edits that drafts see, each with its truth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "million", "billion"]
HEDGES = [
    *(
        ("reportedly ", ""),
        ("allegedly ", ""),
        ("about ", ""),
        ("nearly ", ""),
        ("at least", "as many as"),
        ("may ", "will "),
    ),
    *(("could ", "will "), ("might ", "will "), ("appears to", "is known to"), ("some ", "all "), ("would ", "will ")),
]
NAMES = ["Johnson", "Okafor", "Lindqvist", "Moreau", "Tanaka", "Norway", "Lisbon", "Acme"]
DATES = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "January",
    "March",
    "September",
    "October",
    "2019",
    "2021",
]
AUXILIARIES = re.compile(r"\b(is|are|was|were|will|would|could|can|has|had|have|did|does)\b(?! not|n't)")
SMALL_WORDS = re.compile(r"\b(the|of|to|in|on|at|for|by|with|and|from)\b")
DATE_WORDS = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September|October"
    r"|November|December)\b|\b(?:19|20)\d\d\b|\byesterday\b|\blast (?:week|month|year)\b"
)
NUMBER_WORDS = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b|\d+(?:[.,]\d+)*")
NAME_WORDS = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
LONG_WORDS = re.compile(r"\b[a-z]{6,}\b")
QUOTED = re.compile('["\u201c]([^"\u201c\u201d\n]{12,})["\u201d]')
WORD = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True, slots=True)
class Edited:
    """Hold the new lines, which old line each comes from, and which were changed in meaning or without harm."""

    lines: list[str]
    source: list[int | None]
    meaning: set[int] = field(default_factory=set)
    harmless: set[int] = field(default_factory=set)


def _at_random(lines: list[str], form: re.Pattern[str], dice: random.Random) -> tuple[int, re.Match[str]] | None:
    """Choose a line that has what is to be changed, and the place in it."""
    fitting = [at for at, line in enumerate(lines) if form.search(line)]
    if not fitting:
        return None
    at = dice.choice(fitting)
    return at, dice.choice(list(form.finditer(lines[at])))


def _put(lines: list[str], at: int, line: str, *, meaning: bool) -> Edited | None:
    if line == lines[at]:
        return None
    new = [*lines[:at], line, *lines[at + 1 :]]
    source: list[int | None] = list(range(len(lines)))
    return Edited(new, source, {at} if meaning else set(), set() if meaning else {at})


def _replaced(form: re.Pattern[str], words: list[str]) -> Callable[[list[str], random.Random], Edited | None]:
    def edit(lines: list[str], dice: random.Random) -> Edited | None:
        chosen = _at_random(lines, form, dice)
        if chosen is None:
            return None
        at, match = chosen
        word = dice.choice([word for word in words if word.lower() != match.group().lower()])
        line = lines[at]
        return _put(lines, at, line[: match.start()] + word + line[match.end() :], meaning=True)

    return edit


def typo(lines: list[str], dice: random.Random) -> Edited | None:
    """Turn two letters of a long word round, double a small word, change quotation marks, or a line's first capital."""
    way = dice.randrange(4)
    chosen = _at_random(
        lines, [LONG_WORDS, SMALL_WORDS, re.compile("[\"\u201c\u201d\u2019']"), re.compile("^[A-Z][a-z]")][way], dice
    )
    if chosen is None:
        return None
    at, match = chosen
    word = match.group()
    if way == 0:
        turn = dice.randrange(1, len(word) - 2)
        made = word[:turn] + word[turn + 1] + word[turn] + word[turn + 2 :]
    elif way == 1:
        made = f"{word} {word}"
    elif way == 2:
        made = {"\u201c": '"', "\u201d": '"', "\u2019": "'", "'": "\u2019", '"': "\u201c"}[word]
    else:
        made = word.lower()
    return _put(lines, at, lines[at][: match.start()] + made + lines[at][match.end() :], meaning=False)


def negation(lines: list[str], dice: random.Random) -> Edited | None:
    """Put a "not" behind a verb."""
    chosen = _at_random(lines, AUXILIARIES, dice)
    if chosen is None:
        return None
    at, match = chosen
    return _put(lines, at, lines[at][: match.end()] + " not" + lines[at][match.end() :], meaning=True)


def hedge(lines: list[str], dice: random.Random) -> Edited | None:
    """Drop or harden a hedge."""
    fitting = [(at, old, new) for at, line in enumerate(lines) for old, new in HEDGES if old in line]
    if not fitting:
        return None
    at, old, new = dice.choice(fitting)
    return _put(lines, at, lines[at].replace(old, new, 1), meaning=True)


def quote_word(lines: list[str], dice: random.Random) -> Edited | None:
    """Change one word between quotation marks, often by a letter or two."""
    chosen = _at_random(lines, QUOTED, dice)
    if chosen is None:
        return None
    at, quoted = chosen
    words = list(WORD.finditer(lines[at], quoted.start(1), quoted.end(1)))
    if not words:
        return None
    match = dice.choice(words)
    word = match.group()
    made = dice.choice([word[:-1], word + "s", word[1] + word[0] + word[2:], "rather", word.swapcase()])
    return _put(lines, at, lines[at][: match.start()] + made + lines[at][match.end() :], meaning=True)


def swap(lines: list[str], dice: random.Random) -> Edited | None:
    """Let two lines change places."""
    a, b = sorted(dice.sample(range(len(lines)), 2))
    order = list(range(len(lines)))
    order[a], order[b] = b, a
    return Edited([lines[at] for at in order], list(order), set(), {a, b})


def duplicate(lines: list[str], dice: random.Random) -> Edited | None:
    """Write a line a second time elsewhere: neither copy may be carried."""
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines) + 1)
    source: list[int | None] = [*range(to), at, *range(to, len(lines))]
    new = [lines[one] for one in source if one is not None]
    return Edited(new, source, {place for place, line in enumerate(new) if line == lines[at]})


def delete(lines: list[str], dice: random.Random) -> Edited | None:
    """Take a line out."""
    at = dice.randrange(len(lines))
    source: list[int | None] = [one for one in range(len(lines)) if one != at]
    return Edited([line for place, line in enumerate(lines) if place != at], source)


def insert(lines: list[str], dice: random.Random) -> Edited | None:
    """Put in a line made of another one's words, which makes it a look-alike."""
    words = lines[dice.randrange(len(lines))].split()
    line = " ".join([*words[: max(1, len(words) // 2)], dice.choice(NAMES), "disagreed", *words[len(words) // 2 :]])
    to = dice.randrange(len(lines) + 1)
    source: list[int | None] = [*range(to), None, *range(to, len(lines))]
    return Edited([*lines[:to], line, *lines[to:]], source, {to})


def rewrap(lines: list[str], dice: random.Random) -> Edited | None:
    """Break a line at other blanks."""
    at = dice.randrange(len(lines))
    return _put(lines, at, lines[at].replace(" ", "\n", dice.randrange(1, 4)), meaning=False)


EDITS: dict[str, Callable[[list[str], random.Random], Edited | None]] = {
    "typo": typo,
    "number": _replaced(NUMBER_WORDS, [*NUMBERS, "17", "3.5", "400"]),
    "negation": negation,
    "hedge": hedge,
    "name": _replaced(NAME_WORDS, NAMES),
    "date": _replaced(DATE_WORDS, DATES),
    "quote word": quote_word,
    "swap of lines": swap,
    "duplicate of a line": duplicate,
    "deletion": delete,
    "insertion": insert,
    "re-wrap": rewrap,
}
