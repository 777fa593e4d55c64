"""Carry a source over to the passages that it goes on speaking in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.text.given_names import GIVEN
from factcheck.text.model import Span
from factcheck.text.names import TITLES
from factcheck.text.phrases import VERBS, group_start, subject
from factcheck.text.verbs import SAY_SET

if TYPE_CHECKING:
    from factcheck.text.passages import Piece
    from factcheck.text.reading import Reading, Said

TURN = re.compile(r"[\"“]?((?:[A-Z][\w.'’-]*+\s?){1,4}(?:,\s[A-Z ]{2,20})?)(:)\s")
SIGNED = re.compile(r"[”\"']\s?([―—–]|--)\s?((?:[A-Z][\w.'’-]*+\s?){2,4})")
KNOWN_NAMES = GIVEN | TITLES
TURNS = 3  # lines that begin with a name make a transcript
LONG = 12  # words of a passage that is a quotation for the most part
NEAR = 3  # lines over which a speaker is carried
VERBAL = VERBS | {"VN"}


@dataclass(frozen=True, slots=True)
class Carried:
    """A source that speaks in another passage: where its name, its cue and the words are."""

    index: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    near: bool = True  # the source stands in the passage beside it, so that nobody can miss whose words these are


@dataclass(slots=True)
class _Voice:
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    line: int
    led: bool = False
    order: int = 0


def is_bare(reading: Reading) -> bool:
    """Tell whether a passage is a quotation and nothing else."""
    if not reading.quotes or reading.words.n <= 3:
        return False
    free = reading.quoted.count(-1)
    return free <= 2 or (reading.quoted[0] >= 0 and free * 3 <= reading.words.n and reading.words.n > LONG)


def carried(text: str, pieces: list[Piece], readings: list[tuple[Reading, list[Said]] | None]) -> list[Carried]:
    """List the quotations without a tag of their own, with the source that they belong to."""
    out = _transcript(text, pieces)
    taken = {c.index for c in out}
    voice: _Voice | None = None
    before: _Voice | None = None
    judged: _Voice | None = None
    order, last = 0, -1  # lines of the body, without captions and subheads
    waiting: list[int] = []
    for index, (piece, read) in enumerate(zip(pieces, readings, strict=True)):
        if read is None or piece.role != "body" or index in taken:
            continue
        reading, saids = read
        order += piece.line != last
        last = piece.line
        own = _own_voice(reading, saids, piece)
        if own is not None:
            own.order = order
            out.extend(
                Carried(w, own.source, own.cue, _spans(pieces[w]))
                for w in waiting
                if piece.line - pieces[w].line <= NEAR
            )
            voice, waiting = own, []
            continue
        before, judged = judged, _judges(reading, saids, piece)
        if judged is not None:
            judged.order = order
        signed = SIGNED.search(text, piece.start, piece.end)
        if signed and not saids:
            out.append(
                Carried(index, (Span(*_trimmed(text, signed.span(2))),), (Span(*signed.span(1)),), _spans(piece))
            )
            continue
        if not is_bare(reading) and not (voice and voice.led and piece.line - voice.line == 1 and not saids):
            waiting = []
            voice = None if voice and piece.line - voice.line > NEAR else voice
            continue
        # "Roe praised the mayor.", and her words in what follows: she is nearer than who spoke before.
        if before is not None and order - before.order <= 1 and (voice is None or voice.order < before.order):
            voice = before
        if voice is not None and piece.line - voice.line <= NEAR:
            out.append(Carried(index, voice.source, voice.cue, _spans(piece), order - voice.order <= 1))
            if not voice.led or is_bare(reading):
                voice.line, voice.order = piece.line, order
        else:
            waiting.append(index)
    return out


def _judges(reading: Reading, saids: list[Said], piece: Piece) -> _Voice | None:
    """Give the one person who takes a stand in a passage and whose words may follow."""
    words = reading.words
    for said in saids:
        if said.source is None or said.style not in {"stance", "before", "after", "gerund"}:
            continue
        if said.style != "stance" and said.verb in SAY_SET:
            return _Voice(_span(reading, said.source), _span(reading, said.cue), piece.line)
        if said.style != "gerund" and said.source[0] <= 1:
            first, last = said.source
            named = last - first > 1 or words.low[first] in {"he", "she"} or words.tag[first] == "NP"
            head = next((at for at in range(first, last) if words.tag[at] in {"IN", ","}), last) - 1
            if named and not words.low[head].endswith(("s", "men", "people", "police")):
                return _Voice(_span(reading, said.source), _span(reading, said.cue), piece.line)
    return None


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    return span[0], span[0] + len(text[span[0] : span[1]].rstrip())


def _spans(piece: Piece) -> tuple[Span, ...]:
    if piece.quotes:
        return tuple(Span(q.outer_start, q.outer_end) for q in piece.quotes)
    return (Span(piece.start, piece.end),)


def _own_voice(reading: Reading, saids: list[Said], piece: Piece) -> _Voice | None:
    words = reading.words
    for said in saids:
        if said.style == "quote" and said.source is not None:
            return _Voice(_span(reading, said.source), _span(reading, said.cue), piece.line)
    if words.n > 2 and words.form[-1] == ":" and not reading.quotes:
        for at in range(words.n - 2, max(-1, words.n - 16), -1):
            if words.tag[at] in VERBAL and words.base(at) in SAY_SET:
                begin = group_start(words, at)
                found = subject(words, begin)
                if found is None:
                    return None
                end = words.n if at == words.n - 2 else at + 1
                return _Voice(_span(reading, found), _span(reading, (begin, end)), piece.line, led=True)
    return None


def _span(reading: Reading, phrase: tuple[int, int]) -> tuple[Span, ...]:
    return (Span(reading.words.start[phrase[0]], reading.words.end[phrase[1] - 1]),)


def _names_person(name: str) -> bool:
    """Tell "Jane Roe:" and "SMITH:" from "Key points:"."""
    words = [w.strip(".,").lower() for w in name.split()]
    return words[0] in KNOWN_NAMES and (len(words) > 1 or name.isupper())


def _transcript(text: str, pieces: list[Piece]) -> list[Carried]:
    """Read "SMITH: ..." lines where there are enough of them."""
    turns = {}
    for index, piece in enumerate(pieces):
        if piece.role == "body" and (index == 0 or pieces[index - 1].line != piece.line):
            head = min(piece.end, piece.start + 60)
            found = TURN.match(text, piece.start, head) if ":" in text[piece.start : head] else None
            if found:
                turns[piece.line] = found
    names = [t[1].lower() for t in turns.values()]
    if len(turns) < TURNS or len(set(names)) > len(names) * 0.7:
        turns = {line: turn for line, turn in turns.items() if _names_person(turn[1])}
    out = []
    for index, piece in enumerate(pieces):
        turn = turns.get(piece.line)
        if turn is not None:
            start = max(piece.start, turn.end())
            out.append(Carried(index, (Span(*turn.span(1)),), (Span(*turn.span(2)),), (Span(start, piece.end),)))
    return out
