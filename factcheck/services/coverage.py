"""Say what of a draft is neither a claim nor marked by a person as none, and what the machine takes it for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import CoverageKind, PassageRole
from factcheck.domain.claims import ClaimState
from factcheck.models import CoverageMark
from factcheck.services.coverage_tags import is_bare_tag
from factcheck.services.draft_parts import passages_of, places_in
from factcheck.text.cover import Cover, cover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Draft, Passage

#: A claim that a person put aside as nothing to check was looked at, and its reason is kept with it.
_NO_CLAIM = (ClaimState.MERGED, ClaimState.CUT)
_AROUND = 200
_JOINING = frozenset(
    {"and", "but", "or", "nor", "so", "yet", "while", "as", "then", "also", "because", "although", "though"}
    | {"when", "where", "which", "who", "that"}
)


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """Hold words that nothing covers, what stands around them in their line, and the machine's guess, if any."""

    start: int
    end: int
    before: str
    words: str
    after: str
    role: PassageRole | None
    line: int
    guess: CoverageKind | None
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold how far a draft is covered; `tags` counts the words that only say who speaks, which cover themselves."""

    draft: Draft
    cover: Cover
    stretches: tuple[OpenStretch, ...]
    tags: int = 0

    @property
    def percent(self) -> int:
        """Return the share in whole per cent, rounded down."""
        return self.cover.percent

    @property
    def is_full(self) -> bool:
        """Tell whether every character is covered."""
        return self.cover.is_full

    def next_after(self, offset: int) -> OpenStretch | None:
        """Return the first open stretch behind an offset, from the top again where there is none."""
        behind = next((one for one in self.stretches if one.start >= offset), None)
        return behind or (self.stretches[0] if self.stretches else None)

    def guessed(self, kind: CoverageKind) -> list[OpenStretch]:
        """Return the stretches that the machine takes for `kind`."""
        return [one for one in self.stretches if one.guess is kind]


def coverage_of(session: Session, draft: Draft) -> Coverage:
    """Return the coverage of a draft, in three queries."""
    passages = passages_of(session, draft.id)
    marks = session.execute(select(CoverageMark.start, CoverageMark.end).where(CoverageMark.draft_id == draft.id))
    covered = [(place.start, place.end) for place in places_in(session, draft.id) if place.state not in _NO_CLAIM]
    covered += [(start, end) for start, end in marks]
    spans = [(one.start, one.end) for one in passages]
    found = cover(draft.text, spans, covered)
    # "Roe said." is nothing to check by itself, and none of the labels that a person could give it is true.
    tags = [(gap.start, gap.end) for gap in found.gaps if is_bare_tag(draft.text[gap.start : gap.end])]
    if tags:
        found = cover(draft.text, spans, [*covered, *tags])
    return Coverage(draft, found, tuple(_stretches(draft.text, passages, found)), len(tags))


def _stretches(text: str, passages: Sequence[Passage], found: Cover) -> list[OpenStretch]:
    stretches = []
    for gap in found.gaps:
        passage = passages[gap.passage] if gap.passage is not None else None
        guess, why = _guess(text, passage, (gap.start, gap.end))
        line = passage.position + 1 if passage is not None else 0
        around = (passage.start, passage.end) if passage is not None else (gap.start, gap.end)
        before = text[max(around[0], gap.start - _AROUND) : gap.start]
        after = text[gap.end : min(around[1], gap.end + _AROUND)]
        words = text[gap.start : gap.end]
        role = passage.role if passage is not None else None
        stretches.append(OpenStretch(gap.start, gap.end, before, words, after, role, line, guess, why))
    return stretches


def _guess(text: str, passage: Passage | None, span: tuple[int, int]) -> tuple[CoverageKind | None, str]:
    """Say what a stretch looks like; a person decides."""
    words = text[slice(*span)]
    if {word.strip(",;:") for word in words.lower().split()} <= _JOINING:
        return CoverageKind.NOT_A_FACT, "a joining word"
    if not any(char.isalnum() for char in words):
        return CoverageKind.BOILERPLATE, "no words in it"
    if passage is None:
        return None, ""
    if passage.role is PassageRole.BOILERPLATE:
        return CoverageKind.BOILERPLATE, "read as boilerplate"
    if text[passage.start : passage.end].rstrip(" \t\n\"'”’»").endswith("?"):
        return CoverageKind.NOT_A_FACT, "a question"
    return None, ""
