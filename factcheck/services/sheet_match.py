"""Find which claim a row of a sheet is about: by its number, by its exact words, or by its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimState
from factcheck.domain.sheets import Column
from factcheck.services.draft_find import find_places
from factcheck.services.draft_text import plain_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from factcheck.models import Claim
    from factcheck.services.sheet_rows import Sheet

C = Column
_NUMBER = re.compile(r"\s*(?:#|no\.?|nr\.?|claim)?\s*(\d{1,6})(?:\.0+)?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,6}")
#: A number typed by mistake must not leave a gap of a thousand claims.
_GAP = 2_000


class NoPlaceError(Exception):
    """Say why a row cannot be placed, in one sentence for people."""


@dataclass(slots=True)
class NewClaim:
    """Hold a claim that the sheet adds: the number that it asks for, its places and its statement."""

    number: int | None
    places: tuple[tuple[int, int], ...]
    statement: str


@dataclass(frozen=True, slots=True)
class Match:
    """Say which claim a row is about, and how that was found."""

    claim: Claim | NewClaim
    how: str


class Matcher:
    """Place rows one after the other; a fact that is new is new once, however many rows it has."""

    def __init__(self, sheet: Sheet, elsewhere: Iterable[Claim], next_number: int) -> None:
        self._sheet, self._text = sheet, sheet.draft.text
        self._next = next_number
        self._here = {claim.id: claim for claim in sheet.claims}
        self._by_number = {claim.number: claim for claim in (*elsewhere, *sheet.claims)}
        self._by_id = {claim.id: claim for claim in self._by_number.values()}
        self._by_words: dict[str, list[Claim]] = {}
        self._by_line: dict[int, list[Claim]] = {}
        for claim in sheet.claims:
            self._learn(claim)
        self._taken = {(place.start, place.end) for places in sheet.places.values() for place in places}
        self._last: Match | None = None
        self.new: list[NewClaim] = []

    def find(self, cells: Mapping[str, str]) -> Match:
        """Return the claim of a row; raise NoPlaceError where there is none and none can be made."""
        fact, lines = cells.get(C.FACT, "").strip(), self._lines(cells.get(C.LINE, ""))
        number = self._number(cells.get(C.NUMBER, ""))
        if number is None and not fact and not lines:
            if self._last is None:
                raise NoPlaceError("It has neither a fact nor a line, and there is no row above it.")
            return Match(self._last.claim, "the fact of the row above")
        match = self._known(number, fact, lines) or self._add(number, fact, lines, cells)
        self._last = match
        return match

    def _learn(self, claim: Claim) -> None:
        for place in self._sheet.places[claim.id]:
            for words in {_plain(claim.statement), _plain(self._text[place.start : place.end])}:
                self._by_words.setdefault(words, []).append(claim)
            self._by_line.setdefault(self._sheet.lines.at(place.start), []).append(claim)

    def _known(self, number: int | None, fact: str, lines: Sequence[int]) -> Match | None:
        same = _once(self._by_words.get(_plain(fact), [])) if fact else []
        if number is not None and (claim := self._numbered(number)) is not None:
            if same and claim not in same:
                raise NoPlaceError(
                    f"Its number is that of claim {claim.number}, its words are those of claim {same[0].number}. "
                    "Take one of the two out."
                )
            return Match(claim, "by its number" if not fact or claim in same else "by its number; the words differ")
        if len(same) > 1 and lines:
            same = [claim for claim in same if claim in self._by_line.get(lines[0], [])]
        if len(same) > 1:
            raise NoPlaceError(f"Its words are those of claims {_numbers(same)}. Give the number of one.")
        if same:
            return Match(same[0], "by its exact words")
        new = next((one for one in self.new if fact and self._is(one, number, fact, lines)), None)
        if new is not None:
            return Match(new, "with the new claim above")
        return (self._within(fact) or self._in_line(lines, fact)) if number is None else None

    def _within(self, fact: str) -> Match | None:
        """Take the one claim that a fact's words are a part of; with a number of its own it is another."""
        holders = [
            claim
            for start, end in (find_places(self._text, fact) if fact else ())
            for claim in self._sheet.claims
            if any(place.start <= start and end <= place.end for place in self._sheet.places[claim.id])
        ]
        claims = _once(holders)
        return Match(claims[0], "its words are a part of the claim’s") if len(claims) == 1 else None

    def _in_line(self, lines: Sequence[int], fact: str) -> Match | None:
        """Take the one claim of a line, unless the fact stands in the text in its own words."""
        there = _once(self._by_line.get(lines[0], [])) if lines else []
        if not there or (fact and find_places(self._text, fact)):
            return None
        if len(there) > 1:
            raise NoPlaceError(f"Line {lines[0]} holds claims {_numbers(there)}. Give the number of one.")
        return Match(there[0], f"by line {lines[0]}" + ("; the words differ" if fact else ""))

    def _is(self, new: NewClaim, number: int | None, fact: str, lines: Sequence[int]) -> bool:
        start, end = new.places[0]
        same_line = not lines or self._sheet.lines.at(start) == lines[0]
        words = {_plain(self._text[start:end]), _plain(new.statement)}
        return number == new.number and same_line and _plain(fact) in words

    def _numbered(self, number: int) -> Claim | None:
        claim = self._by_number.get(number)
        seen: set[int] = set()
        while claim is not None and claim.state is ClaimState.MERGED and claim.id not in seen:
            seen.add(claim.id)
            claim = self._by_id.get(claim.merged_into_id or 0)
        if claim is not None and claim.id not in self._here:
            raise NoPlaceError(f"Claim {number} was cut from the copy; it stands nowhere in this draft.")
        if claim is None and number < self._next:
            raise NoPlaceError(f"There is no claim {number} in this article any more. Take the number out.")
        return claim

    def _add(self, number: int | None, fact: str, lines: Sequence[int], cells: Mapping[str, str]) -> Match:
        place = self._place(number, fact, lines)
        if number is not None and number >= self._next + _GAP:
            raise NoPlaceError(f"The number {number} is far beyond the article’s claims. Take the number out.")
        if number is not None and any(one.number == number for one in self.new):
            raise NoPlaceError(f"The number {number} stands at another new fact of this sheet too.")
        places = [place, *self._more(lines[1:], fact)]
        statement = plain_line(cells.get(C.STATEMENT, "")) or plain_line(fact or self._text[slice(*place)])
        new = NewClaim(number, tuple(dict.fromkeys(places)), shorten(statement, 5000))
        self._taken.update(new.places)
        self.new.append(new)
        return Match(new, f"new claim in line {self._sheet.lines.at(place[0])}")

    def _place(self, number: int | None, fact: str, lines: Sequence[int]) -> tuple[int, int]:
        """Return where a new fact stands: its words, in its line if one is given; else the whole line."""
        places = [place for place in find_places(self._text, fact) if place not in self._taken] if fact else []
        if lines:
            there = [place for place in places if self._sheet.lines.at(place[0]) == lines[0]]
            span = self._sheet.lines.span(lines[0])
            if there or span is None:
                places = there or places
            elif not places and span not in self._taken:
                return span
        if not places and not fact:
            lacks = f"Line {lines[0]} is taken or not there" if lines else f"There is no claim {number}"
            raise NoPlaceError(f"{lacks}, and the row has no fact to look for. Copy its words as they are printed.")
        if not places:
            words = shorten(" ".join(fact.split()), 80)
            raise NoPlaceError(
                f"“{words}” does not stand in this draft"
                + (f", and line {lines[0]} is taken or not there" if lines else "")
                + ". Copy the words as they are printed, or give the line."
            )
        if len(places) > 1 and not lines:
            where = ", ".join(str(self._sheet.lines.at(place[0])) for place in places[:8])
            raise NoPlaceError(f"These words stand in {len(places)} places (lines {where}). Give the line.")
        return places[0]

    def _more(self, lines: Sequence[int], fact: str) -> list[tuple[int, int]]:
        """Return the further places of a fact: its words in each line named, or that whole line."""
        found = []
        for number in lines:
            span = self._sheet.lines.span(number)
            if span is None:
                continue
            inside = find_places(self._text[slice(*span)], fact)
            found.append((span[0] + inside[0][0], span[0] + inside[0][1]) if inside else span)
        return found

    def _number(self, cell: str) -> int | None:
        if not cell.strip():
            return None
        found = _NUMBER.fullmatch(cell)
        if found is None or int(found[1]) == 0:
            raise NoPlaceError(f"“{cell.strip()[:30]}” is no claim’s number.")
        return int(found[1])

    @staticmethod
    def _lines(cell: str) -> list[int]:
        return list(dict.fromkeys(int(number) for number in _DIGITS.findall(cell)))[:50]


def _once(claims: Iterable[Claim]) -> list[Claim]:
    return list({claim.id: claim for claim in claims}.values())


def _numbers(claims: Iterable[Claim]) -> str:
    return ", ".join(str(claim.number) for claim in claims)


def _plain(words: str) -> str:
    """Return words without what changes between programs: spaces, the forms of quotation marks and dashes."""
    words = re.sub(r"[“”„‟«»]", '"', re.sub(r"[‘’‚‛`´]", "'", re.sub(r"[‐‑‒–—―]", "-", words)))
    return " ".join(words.split()).rstrip(".")
