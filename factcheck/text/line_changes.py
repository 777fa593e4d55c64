"""Say what two wordings of one line differ in, and whether any of it can change what the line says."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from factcheck.text import line_words as listed
from factcheck.text.spelling import DOUBLED, is_typo
from factcheck.text.words import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapidfuzz.distance import Opcodes

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_](?:[^\W_]|[\u0300-\u036f])*(?:['\u2019][^\W\d_]+)*|\S")
# A blank before or after these may come or go without another reading, unless a figure stands beside it.
LOOSE_MARKS = frozenset(".,;:!?()[]\u2026\"'")
MONEY = frozenset("%$\u20ac\u00a3\u00a5")
QUOTE_MARKS = frozenset("\"'")
LETTERS_OF_ACRONYM = 5
PARAGRAPH = re.compile(r"[^\n]+")
DOUBLE_MARK = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
SINGLE_QUOTED = re.compile(r"(?<!\w)['\u2018\u201a\u2039](?=\w)[^\n]{1,2000}?['\u2019\u203a](?!\w)")


class Token(NamedTuple):
    """Hold a word or mark of a line: its place in the text, its form with plain marks, and how it stands."""

    start: int
    end: int
    form: str
    low: str
    spaced: bool
    quoted: bool

    @property
    def is_word(self) -> bool:
        """Tell a word or figure from a mark."""
        return self.form[0].isalnum()


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one difference: what kinds it is of, both wordings, their places, and if it cannot change what is said."""

    kinds: tuple[str, ...]
    old: str
    new: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int
    harmless: bool


@lru_cache(maxsize=16_384)
def _forms(word: str) -> tuple[str, str]:
    """Return a word with plain marks, and that in lower case."""
    form = unicodedata.normalize("NFC", word.translate(MARKS))
    return form, form.lower()


class Draft:
    """Hold a draft's text, and what is worked out of it when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def seen(self) -> frozenset[str]:
        """Return every word of the draft as written."""
        return frozenset(match.group() for match in TOKEN.finditer(self.text))

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Return the stretches between quotation marks; a paragraph's open quotation runs to its end.

        A mark too many makes too much quoted, which reopens more lines than need be, and never fewer.
        """
        found: list[tuple[int, int]] = []
        for paragraph in PARAGRAPH.finditer(self.text):
            opened = -1
            for mark in DOUBLE_MARK.finditer(self.text, *paragraph.span()):
                if opened < 0:
                    opened = mark.start()
                else:
                    found.append((opened, mark.end()))
                    opened = -1
            if opened >= 0:
                found.append((opened, paragraph.end()))
            found += [match.span() for match in SINGLE_QUOTED.finditer(self.text, *paragraph.span())]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a draft and its place."""

    draft: Draft
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the draft's text."""
        return self.draft.text

    def tokens(self) -> list[Token]:
        """Return the line's words and marks."""
        found = []
        last = self.start
        quoted_parts = self.draft.quoted
        first = bisect_right(quoted_parts, self.start, key=itemgetter(1))
        near = quoted_parts[first : bisect_left(quoted_parts, self.end, key=itemgetter(0))]
        for match in TOKEN.finditer(self.text, self.start, self.end):
            start, end = match.span()
            quoted = bool(near) and any(a < end and start < b for a, b in near)
            found.append(Token(start, end, *_forms(match.group()), start > last, quoted))
            last = end
        return found


def changes(old: Line, new: Line) -> list[Change]:
    """Return the differences of two wordings in order; forms of quotation marks and runs of blanks are none."""
    one, other = old.tokens(), new.tokens()
    ids: dict[str, int] = {}
    sides = [[ids.setdefault(token.form, len(ids)) for token in side] for side in (one, other)]
    found: list[Change] = []
    for a, b, c, d, equal in _blocks(LCSseq.opcodes(*sides)):
        if equal:
            found += _spacings(old, new, one[a:b], other[c:d])
        else:
            found.append(_change(old, new, (one, a, b), (other, c, d)))
    return found


def _blocks(ops: Opcodes) -> list[tuple[int, int, int, int, bool]]:
    """Join what is taken out and put in at one place."""
    joined: list[tuple[int, int, int, int, bool]] = []
    for op in ops:
        equal = op.tag == "equal"
        if joined and not equal and not joined[-1][4]:
            a, _, c, _, _ = joined.pop()
            joined.append((a, op.src_end, c, op.dest_end, False))
        else:
            joined.append((op.src_start, op.src_end, op.dest_start, op.dest_end, equal))
    return joined


def _spacings(old: Line, new: Line, one: Sequence[Token], other: Sequence[Token]) -> list[Change]:
    """Return where blanks came or went between words that stayed."""
    found = []
    for at in range(1, len(one)):
        a, b = one[at], other[at]
        if a.spaced != b.spaced:
            before = one[at - 1]
            marks = {before.form, a.form} & LOOSE_MARKS
            figures = before.form[-1].isdigit() or a.form[0].isdigit()
            kind = ("spacing",) if marks and not figures else ("other wording",)
            span = (before.start, a.end, other[at - 1].start, b.end)
            found.append(_made(kind, old, new, span, harmless=bool(marks) and not figures))
    return found


def _change(
    old: Line, new: Line, left: tuple[Sequence[Token], int, int], right: tuple[Sequence[Token], int, int]
) -> Change:
    one, a, b = left
    other, c, d = right
    span = (_at(old, one, a), _end(old, one, b, a), _at(new, other, c), _end(new, other, d, c))
    gone, come = one[a:b], other[c:d]
    kinds: tuple[str, ...] = ()
    if len(gone) == len(come):
        whole = len(gone) == len(one) == len(other)
        slips = [
            _slip((old, x), (new, y), first=(a + at == 0 or whole))
            for at, (x, y) in enumerate(zip(gone, come, strict=True))
        ]
        kinds = tuple(dict.fromkeys(slips)) if all(slips) else ()
    elif len(gone) == 1 and not come and _doubled(one, a):
        kinds = ("doubled word",)
    if kinds:
        return _made(kinds, old, new, span, harmless=True)
    return _made(_kinds(one, (a, b), other, (c, d)), old, new, span, harmless=False)


def _made(kinds: tuple[str, ...], old: Line, new: Line, span: tuple[int, int, int, int], *, harmless: bool) -> Change:
    a, b, c, d = span
    return Change(kinds, old.text[a:b], new.text[c:d], a, b, c, d, harmless)


def _at(line: Line, tokens: Sequence[Token], at: int) -> int:
    """Return where a block of tokens starts; an empty one sits behind the token before it."""
    if at < len(tokens):
        return tokens[at].start
    return tokens[-1].end if tokens else line.start


def _end(line: Line, tokens: Sequence[Token], end: int, start: int) -> int:
    return tokens[end - 1].end if end > start else _at(line, tokens, start)


def _doubled(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a small word stands beside its own copy, outside quotation marks."""
    token = tokens[at]
    beside = [tokens[index] for index in (at - 1, at + 1) if 0 <= index < len(tokens)]
    return token.form in DOUBLED and not token.quoted and any(other.form == token.form for other in beside)


def _slip(left: tuple[Line, Token], right: tuple[Line, Token], *, first: bool) -> str:
    """Name the harmless difference of two tokens, or return an empty string."""
    old, new = left[1], right[1]
    if {old.form, new.form} == QUOTE_MARKS:
        return "quote marks"
    if old.quoted or new.quoted or not (old.is_word and new.is_word):
        return ""
    if old.low == new.low:
        elsewhere = new.form in left[0].draft.seen or old.form in right[0].draft.seen
        return "case" if _same_in_any_case(old, new, known=first or elsewhere) else ""
    if listed.SENSITIVE & {old.low, new.low}:
        return ""
    return "spelling" if is_typo(old.form, new.form) else ""


def _same_in_any_case(old: Token, new: Token, *, known: bool) -> bool:
    """Tell whether a word stays the word it was when its capitals change: us and US do not, nor do may and May.

    Inside a line a capital makes a name; there `known` says that the other draft writes it so elsewhere.
    """
    if old.low in listed.CAPITAL_TELLS or any(ch.isdigit() for ch in old.low):
        return False
    short_capitals = any(t.form.isupper() and len(t.form) <= LETTERS_OF_ACRONYM for t in (old, new))
    return known and not short_capitals


def _kinds(
    one: Sequence[Token], gone: tuple[int, int], other: Sequence[Token], come: tuple[int, int]
) -> tuple[str, ...]:
    """Name what kinds of words changed, the gravest first."""
    sides = [
        (at, token) for tokens, (a, b) in ((one, gone), (other, come)) for at, token in enumerate(tokens) if a <= at < b
    ]
    tokens = [token for _, token in sides]
    words = [token for token in tokens if token.is_word]
    lows = {token.low for token in words}
    found = {
        "quote word": any(token.quoted for token in words),
        "number": bool(lows & listed.NUMBERS) or any(t.form[0].isdigit() or t.form in MONEY for t in tokens),
        "date": bool(lows & listed.DATES),
        "negation": bool(lows & listed.NEGATIONS) or any(low.endswith("n't") for low in lows),
        "hedge": bool(lows & listed.HEDGES),
        "name": any(
            token.form[0].isupper() and (at > 0 or _named(tokens, token)) for at, token in sides if token.is_word
        ),
        "attribution": bool(lows & listed.ATTRIBUTIONS),
        "punctuation": not words,
    }
    return tuple(kind for kind, so in found.items() if so) or ("other wording",)


def _named(tokens: Sequence[Token], token: Token) -> bool:
    """Tell whether a line's first word, which has a capital anyway, was changed for or from another capital."""
    return any(other is not token and other.is_word and other.form[0].isupper() for other in tokens)
