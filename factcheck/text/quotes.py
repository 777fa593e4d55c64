"""Find quotations in a line, whatever marks it uses, and tell quotation marks from apostrophes."""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = re.compile(r"""["“”„«»‘’‚‹›'`](?:(?<=')'(?!'))?""")
CLIPPED = re.compile(
    r"(?:til|tis|twas|em|cause|n|bout|round|cos|kay|neath|gainst|sup|ello|appen|\d0s?|\d\ds?)\b", re.IGNORECASE
)
BEFORE_OPEN = frozenset(
    " \t\u00a0\u2009\u202f([{<—–-/:;,\"'“‘„«…*\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069"
)
AFTER_CLOSE = frozenset(" \t\u00a0\u2009\u202f)]}>—–-/:;,.!?\"'”’“»…*&\u200b\u200e\u200f\u202c\u2069")
STRONG_END = frozenset(",.!?…*)]")
LEADS = frozenset(",:")

# The kind of quotation that a mark opens or closes.
DOUBLE = {'"': "d", "“": "d", "”": "d", "„": "d", "«": "g", "»": "g", "‹": "h", "›": "h", "''": "t"}
STRAIGHT = frozenset({'"', "''"})
DEEPEST = 4
LEAST_OPEN = 12  # characters of a quotation that nothing ends


class Quoted(NamedTuple):
    """A quotation's place: `start`, `end` without the marks, `outer_start`, `outer_end` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True


class _Mark(NamedTuple):
    at: int
    char: str
    opens: bool
    closes: bool
    strong: bool
    width: int = 1


def quotations(text: str, start: int, end: int) -> list[Quoted]:
    """List the outermost quotations of one line in order, a missing end mark closed by the end of the line."""
    marks = [m for m in (_judge(text, found, start, end) for found in MARK.finditer(text, start, end)) if m]
    if not marks:
        return []
    single = any(mark.opens and mark.char not in DOUBLE for mark in marks)
    ahead = _last_closers(text, marks) if single else []
    out: list[Quoted] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if not mark.opens and not _glued(text, mark, start, end):
            index += 1
            continue
        closer = _closer(text, marks, index, ahead)
        if closer is None:
            again = _opened_again(text, marks, index, start)
            if again:
                last = len(text[: marks[again].at].rstrip())
                out.append(Quoted(mark.at + mark.width, last, mark.at, last, closed=False))
                index = again
                continue
            if _unclosed(text, mark, start, end) or _goes_on(text, mark, out, end):
                out.append(Quoted(mark.at + mark.width, end, mark.at, end, closed=False))
                break
            index += 1
            continue
        inner = (mark.at + mark.width, marks[closer].at)
        said = text[inner[0] : inner[1]]
        if said.strip():  # « French marks » stand apart from what they hold
            first = inner[0] + len(said) - len(said.lstrip())
            last = inner[1] - len(said) + len(said.rstrip())
            out.append(Quoted(first, last, mark.at, marks[closer].at + marks[closer].width))
        index = closer + 1
    return out


def _glued(text: str, mark: _Mark, start: int, end: int) -> bool:
    """Tell a mark that opens though the blank before it was lost: 'across the sea."My boat sank," she said.'."""
    if mark.char != '"' or not start < mark.at < end - 1:
        return False
    return text[mark.at - 1] in ".!?" and text[mark.at + 1].isupper()


def _judge(text: str, found: re.Match[str], start: int, end: int) -> _Mark | None:
    at, width = found.span()
    width -= at
    char = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + width] if at + width < end else " "
    roomy = before in BEFORE_OPEN
    free = after in AFTER_CLOSE
    if char in "“„‚‹«":
        if char in "«‹":  # »German« marks point the other way
            return _Mark(at, char, opens=roomy, closes=not roomy, strong=True)
        german = (
            char == "“" and not before.isspace() and before not in "([" and (after.isspace() or (free and not roomy))
        )
        return _Mark(at, char, opens=not german, closes=german, strong=True)
    if char in "»›":
        led = roomy and not before.isspace() and before not in STRONG_END  # not the end of «so it is,» she said
        opens = led or (roomy and not after.isspace() and after not in AFTER_CLOSE)
        return _Mark(at, char, opens=opens, closes=not opens, strong=True)
    if char == "”":
        return _Mark(at, char, opens=roomy and after.isalnum() and at == start, closes=True, strong=True)
    if char == '"' or width == 2:
        opens = roomy and not after.isspace()
        closes = not before.isspace() and (free or not roomy)
        if opens and closes:
            opens, closes = (not free, free) if after in AFTER_CLOSE or before not in "([{—–-" else (True, False)
        return _Mark(
            at, char if width == 1 else "''", opens=opens or not closes, closes=closes, strong=True, width=width
        )
    return _single(text, at, before, after, roomy=roomy, free=free)


def _single(text: str, at: int, before: str, after: str, *, roomy: bool, free: bool) -> _Mark | None:
    char = text[at]
    clipped = after.isalnum() and CLIPPED.match(text, at + 1, at + 8) is not None
    if char == "‘":
        return None if clipped and before.isspace() else _Mark(at, char, opens=roomy, closes=False, strong=True)
    if char == "`":
        return _Mark(at, char, opens=True, closes=False, strong=False) if roomy and after.isalnum() else None
    if roomy and not free and not after.isspace() and (after.isalnum() or after in "[(…$£€*"):
        return None if clipped or char == "’" else _Mark(at, char, opens=True, closes=False, strong=False)
    if free and not before.isspace():
        return _Mark(at, char, opens=False, closes=True, strong=before in STRONG_END)
    return None


def _last_closers(text: str, marks: list[_Mark]) -> list[tuple[int, int]]:
    """For each mark, give the next sure single closer and the next single opener at or after it."""
    out = [(-1, -1)] * (len(marks) + 1)
    strong, opener = -1, -1
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        plain = text[mark.at - 1 : mark.at] not in {"s", "S"}
        if mark.closes and not mark.opens and (mark.strong or plain) and mark.char in "'’":
            strong = index
        if mark.opens and mark.char in "'‘`":
            opener = index
        out[index] = (strong, opener)
    return out


def _closer(text: str, marks: list[_Mark], index: int, ahead: list[tuple[int, int]]) -> int | None:
    """Find the mark that closes the quotation opened at `index`."""
    kind = DOUBLE.get(marks[index].char)
    opened = marks[index].char
    if kind is None:
        return _single_closer(text, marks, index, ahead)
    if opened in STRAIGHT:
        return _straight_closer(marks, index, kind)
    depth = 0
    fallback: int | None = None  # a straight mark where a curly one should be
    for at in range(index + 1, len(marks)):
        mark = marks[at]
        if DOUBLE.get(mark.char) != kind:
            continue
        if mark.char in STRAIGHT:
            if mark.closes and not mark.opens and fallback is None:
                fallback = at
            continue
        if mark.opens and not mark.closes:
            depth += 1
            if depth > DEEPEST:
                return None
        elif depth and _surplus(marks, at, kind):
            depth -= 1
        else:
            return at
    return fallback


def _straight_closer(marks: list[_Mark], index: int, kind: str) -> int | None:
    """Pair straight marks with straight ones; a curly pair inside them is a quotation in a quotation."""
    depth = 0
    fallback: int | None = None  # a curly mark where a straight one should be
    for at in range(index + 1, len(marks)):
        mark = marks[at]
        if DOUBLE.get(mark.char) != kind:
            continue
        if mark.char == marks[index].char:
            return at if depth or mark.closes else fallback
        depth += mark.opens
        if not mark.opens and depth:
            depth -= 1
        elif not mark.opens and fallback is None:
            fallback = at
    return fallback if fallback is not None else _slipped(marks, index)


def _slipped(marks: list[_Mark], index: int) -> int | None:
    """Find the two apostrophes that end what another mark opened: "a dead end''."""
    slips = (at for at in range(index + 1, len(marks)) if marks[at].char == "''" != marks[index].char)
    return next((at for at in slips if marks[at].closes and not marks[at].opens), None)


def _surplus(marks: list[_Mark], at: int, kind: str) -> bool:
    """Tell whether another mark that closes comes before the next one that opens."""
    for mark in marks[at + 1 : at + 1 + DEEPEST]:
        if DOUBLE.get(mark.char) == kind and mark.char not in STRAIGHT:
            return mark.closes
    return False


def _single_closer(text: str, marks: list[_Mark], index: int, ahead: list[tuple[int, int]]) -> int | None:
    """Find where a single-marked quotation ends, past the plural's apostrophe in: 'the Joneses' house'."""
    inside = 0
    for at in range(index + 1, len(marks)):
        mark = marks[at]
        if mark.char not in "'’‘`‚":
            continue
        if mark.opens:
            inside += 1
            if inside > DEEPEST:
                return None
            continue
        if not mark.closes:
            continue
        strong, opener = ahead[at + 1]
        possessive = not mark.strong and text[mark.at - 1] in "sS" and text[mark.at + 1 : mark.at + 2] == " "
        if possessive and strong >= 0 and (opener < 0 or strong < opener):
            continue
        return at
    return _slipped(marks, index)


def _opened_again(text: str, marks: list[_Mark], index: int, start: int) -> int:
    """Give the mark that opens the next paragraph of a speech whose line breaks were lost: "We ran. "Then it fell."."""
    mark = marks[index]
    begins = text[start : mark.at].rstrip()[-1:] in {"", ".", "!", "?", '"', "”"}
    for at in range(index + 1, len(marks) if begins and mark.char in STRAIGHT else 0):
        then = marks[at]
        if then.char == mark.char:
            ended = text[: then.at].rstrip()[-1:] in {".", "!", "?"}
            return at if ended and then.opens and then.at - mark.at >= LEAST_OPEN else 0
    return 0


def _goes_on(text: str, mark: _Mark, out: list[Quoted], end: int) -> bool:
    """Tell whether a speech goes on behind its tag, into the next line: 'We ran,' she said. 'Then it fell."""
    same = bool(out) and out[0].closed and text[out[0].outer_start] == mark.char
    return same and end - mark.at >= LEAST_OPEN and text[: mark.at].rstrip()[-1:] in {".", "!", "?"}


def _unclosed(text: str, mark: _Mark, start: int, end: int) -> bool:
    """Tell whether an opening mark with no end still opens a quotation: at the line's start or after a lead-in."""
    if end - mark.at < LEAST_OPEN:
        return False
    before = text[start : mark.at].rstrip()[-1:]
    if mark.char in "'`":
        return before in {"", ":"}
    return not before or before in LEADS or mark.char in "“„«"
