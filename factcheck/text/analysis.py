"""Take a text apart: passages, claims and findings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.text.attribution import Reading, Said, attributions
from factcheck.text.carry import carried
from factcheck.text.claims import Facts, claims_of
from factcheck.text.model import Analysis, Attribution, Claim, Passage, Quote, Span
from factcheck.text.names import cast
from factcheck.text.passages import Piece, pieces
from factcheck.text.quantities import quantities
from factcheck.text.story import Story
from factcheck.text.times import times
from factcheck.text.tokens import Words

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Read:
    """A passage with its words and attributions."""

    piece: Piece
    reading: Reading
    saids: list[Said]


def analyse(text: str, *, published: date | None = None, language: str = "en") -> Analysis:
    """Take a text apart; the same text gives the same answer, whatever is in it.

    `published` settles times such as "last month". Outside English, passages, quotations and quantities are found, and
    each checkable passage is one claim.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found = pieces(text, language)
    passages = _passages(text, found)
    quotes = tuple(Quote(q.start, q.end, text[q.start : q.end], None, q.closed) for p in found for q in p.quotes)
    if language != "en":
        claims = tuple(
            Claim(p.start, p.end, text[p.start : p.end], "event", index)
            for index, p in enumerate(passages)
            if p.checkable and p.repeat_of is None
        )
        return Analysis(digest, language, passages, claims, (), quotes)
    reads = [_read(text, piece) if piece.role != "boilerplate" else None for piece in found]
    claims, said = _tell(text, reads, passages, published)
    more = carried(text, found, [(r.reading, r.saids) if r else None for r in reads])
    said.extend(Attribution(c.source, c.cue, c.content) for c in more)
    return Analysis(digest, language, passages, tuple(claims), (), quotes, tuple(said))


def _read(text: str, piece: Piece) -> Read:
    words = Words(text, piece.start, piece.end)
    reading = Reading(words, piece.quotes)
    return Read(piece, reading, attributions(reading))


def _tell(text: str, reads: list[Read | None], passages: tuple[Passage, ...], published: date | None) -> tuple[list[Claim], list[Attribution]]:
    """Go through the passages in order, with who is in mind."""
    story = Story(cast([r.reading.words for r in reads if r]))
    claims: list[Claim] = []
    said: list[Attribution] = []
    for index, (read, passage) in enumerate(zip(reads, passages, strict=True)):
        if read is None:
            continue
        facts = Facts(quantities(text, passage.start, passage.end), times(text, passage.start, passage.end, published))
        if passage.checkable and passage.repeat_of is None:
            claims.extend(claims_of(read.reading, read.saids, story, facts, index, passage.role))
        spoke = next((s for s in read.saids if s.style in {"quote", "before", "after", "according"} and s.source), None)
        said.extend(_place(read.reading.words, s, story) for s in read.saids)
        if passage.role == "body":
            story.passed(read.reading, spoke.source if spoke else None)
    return claims, said


def _place(words: Words, said: Said, story: Story) -> Attribution:
    def span(first: int, last: int) -> Span:
        return Span(words.start[first], words.end[last - 1])

    source = (span(*said.source),) if said.source else ()
    speaker = story.source(words, said.source)[0] if said.source else None
    return Attribution(source, (span(*said.cue),), tuple(span(*r) for r in said.content), speaker)


def _passages(text: str, found: list[Piece]) -> tuple[Passage, ...]:
    seen: dict[str, int] = {}
    out = []
    for index, piece in enumerate(found):
        words = text[piece.start : piece.end]
        first = seen.setdefault(words.casefold(), index) if len(words) > 30 else index
        checkable = piece.role not in {"boilerplate", "subhead"} and not (words.endswith("?") and not piece.quotes)
        out.append(
            Passage(piece.start, piece.end, piece.role, checkable, 0.5, (), first if first != index else None)
        )
    return tuple(out)
