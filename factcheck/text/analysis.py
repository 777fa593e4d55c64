"""Take a text apart: passages, claims and findings."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from factcheck.text.attribution import Reading, Said, attributions
from factcheck.text.model import Analysis, Attribution, Claim, Passage, Span
from factcheck.text.passages import Piece, pieces
from factcheck.text.tokens import Words

if TYPE_CHECKING:
    from datetime import date


def analyse(text: str, *, published: date | None = None, language: str = "en") -> Analysis:
    """Take a text apart; the same text gives the same answer, whatever is in it.

    `published` settles times such as "last month". Outside English, passages, quotations and quantities are found, and
    each checkable passage is one claim.
    """
    del published
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    found = pieces(text, language)
    passages = _passages(text, found)
    said = []
    for piece in found:
        if piece.role == 'boilerplate': continue
        w = Words(text, piece.start, piece.end)
        said += [_place(w, s) for s in attributions(Reading(w, piece.quotes))]
    claims = tuple(
        Claim(p.start, p.end, text[p.start : p.end], "event", index)
        for index, p in enumerate(passages)
        if p.checkable and p.repeat_of is None
    )
    return Analysis(digest, language, passages, claims, attributions=tuple(said))


def _place(words: Words, said: Said) -> Attribution:
    def span(r):
        return Span(words.start[r[0]], words.end[r[1] - 1])
    return Attribution((span(said.source),) if said.source else (), (span(said.cue),), tuple(span(r) for r in said.content))


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
