"""Join sentences to passages: a quotation and its tag stay together."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.quotes import Quoted, quotations
from factcheck.text.roles import CREDIT_ONLY, GLUED_CREDIT, LineRole, line_roles
from factcheck.text.sentences import lines, sentences, trim

if TYPE_CHECKING:
    from factcheck.text.model import Role

LONG_QUOTE = 4  # words: more than a scare quote
BLANK = re.compile(r"[^\w]+")


class Piece(NamedTuple):
    """A passage before it is judged: its place, role, line and the quotations in it."""

    start: int
    end: int
    role: Role
    line: int
    quotes: tuple[Quoted, ...] = ()


def pieces(text: str, language: str = "en") -> list[Piece]:
    """Cut a text into passages."""
    spans = list(lines(text))
    out: list[Piece] = []
    for number, line in enumerate(line_roles(text, spans)):
        quoted = quotations(text, line.start, line.end)
        if line.whole:
            out.append(Piece(line.start, line.end, line.role, number, tuple(quoted)))
            continue
        cut = sentences(text, line.start, line.end, language)
        if line.role == "caption":
            cut = _by_credit(text, line, cut)
        cut = _by_glued_quote(text, cut, quoted) if quoted else cut
        joined = _join_tags(text, _join_inside(cut, quoted), quoted) if quoted else cut
        out.extend(_with_quotes(text, line, joined, quoted, number))
    return out


def _by_credit(text: str, line: LineRole, cut: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Part captions that run into one line, where the credit that begins the first stands again."""
    credit = GLUED_CREDIT.match(text, line.start, line.end)
    if credit is None:
        return cut
    again = [m.start() for m in GLUED_CREDIT.finditer(text, credit.end(), line.end) if m.group() == credit.group()]
    out: list[tuple[int, int]] = []
    for start, end in cut:
        places = [start, *(at for at in again if start < at < end), end]
        out.extend((first, first + len(text[first:last].rstrip())) for first, last in pairwise(places))
    return out


def _by_glued_quote(text: str, cut: list[tuple[int, int]], quoted: list[Quoted]) -> list[tuple[int, int]]:
    """Part sentences where a quotation begins right behind a full stop."""
    glued = [q.outer_start for q in quoted if text[q.outer_start - 1 : q.outer_start] in {".", "!", "?"}]
    if not glued:
        return cut
    places = sorted({start for start, _ in cut} | {at for at in glued if at > cut[0][0]})
    return [trim(text, first, last) for first, last in pairwise([*places, cut[-1][1]])]


def _with_quotes(
    text: str, line: LineRole, spans: list[tuple[int, int]], quoted: list[Quoted], number: int
) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    for start, end in spans:
        own = []
        while at < len(quoted) and quoted[at].outer_start < end:
            own.append(quoted[at])
            at += 1
        serves = line.service is not None and start >= line.service
        serves = serves or bool(line.role == "caption" and out and CREDIT_ONLY.fullmatch(text, start, end))
        out.append(Piece(start, end, "boilerplate" if serves else line.role, number, tuple(own)))
    return out


def _join_inside(cut: list[tuple[int, int]], quoted: list[Quoted]) -> list[tuple[int, int]]:
    """Undo cuts that fall inside a quotation."""
    starts = [q.outer_start for q in quoted]
    out: list[tuple[int, int]] = []
    for start, end in cut:
        at = bisect_right(starts, start - 1) - 1
        if out and at >= 0 and quoted[at].outer_start < start < quoted[at].outer_end:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _join_tags(text: str, cut: list[tuple[int, int]], quoted: list[Quoted]) -> list[tuple[int, int]]:
    """Join a bare quotation to the quotation and tag before it, as in: 'No,' she said. 'Never.'."""
    by_start = {q.outer_start: q for q in quoted}
    by_end = {q.outer_end: q for q in quoted}
    out: list[tuple[int, int]] = []
    tagged = False
    for start, end in cut:
        own = by_start.get(start)
        bare = own is not None and (own.outer_end >= end or _only_marks(text, own.outer_end, end))
        if bare and tagged and out:
            out[-1] = (out[-1][0], end)
            continue
        out.append((start, end))
        # Words of two or more after or before the quotation are its tag.
        tagged = not bare and _has_tag(text, end, own, by_end)
    return out


def _only_marks(text: str, start: int, end: int) -> bool:
    return BLANK.sub("", text[start:end]) == ""


def _has_tag(text: str, end: int, own: Quoted | None, by_end: dict[int, Quoted]) -> bool:
    if own is None:
        return False
    rest = text[own.outer_end : end].strip()
    last = by_end.get(end)
    if last is not None and last is not own:
        return False
    return 2 <= rest.count(" ") + 1 <= 25 and own.end - own.start > LONG_QUOTE
