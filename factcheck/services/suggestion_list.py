"""List what workers suggest for a claim, grouped by the origin it traces back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.evidence import OriginKind, SuggestionState
from factcheck.models import Capture, Evidence, Suggestion
from factcheck.services.origin_count import HIDDEN_NAME
from factcheck.services.origin_secret import secret_among
from factcheck.services.origin_suggest import own_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Origin

#: Suggestions shown at once, most of them folded away; the rest follow when these are decided.
MOST_SHOWN = 90
PIECE_CHARS = 2000
_MARK_WITH_SIGN = 3


class Piece(NamedTuple):
    """Hold a run of words, whether the claim has them too, and for a figure or date whether it agrees or differs."""

    text: str
    hit: bool
    sign: str = ""


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """Hold a suggestion with the words of its passage, cut where the words that match begin and end."""

    row: Suggestion
    capture: Capture
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """Hold a page by its best passage, and further passages of it."""

    best: ShownSuggestion
    further: tuple[ShownSuggestion, ...]


@dataclass(frozen=True, slots=True)
class SuggestionGroup:
    """Hold the pages that trace back to one origin, the one with the best passage first.

    `origin` is None for pages that nothing ties to a story: their outlet, or the document itself, stands for it.
    `logged` counts the evidence of this claim under the same origin.
    """

    key: str
    kind: OriginKind
    name: str
    origin: Origin | None
    pages: tuple[ShownPage, ...]
    logged: int

    @property
    def confirmed(self) -> bool:
        """Say whether a person stands behind the origin."""
        return self.origin is not None and self.origin.confirmed_by_id is not None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Say why the pages are of one origin."""
        return tuple(str(why) for why in self.origin.reasons) if self.origin is not None else ()

    @property
    def ids(self) -> tuple[int, ...]:
        """Name the suggestions, all passages of all pages."""
        return tuple(one.row.id for page in self.pages for one in (page.best, *page.further))

    @property
    def carriers(self) -> str:
        """Count the pages and documents in words."""
        pages = sum(bool(page.best.capture.url) for page in self.pages)
        counts = ((pages, "page"), (len(self.pages) - pages, "document"))
        return ", ".join(f"{count} {word}{'s' if count != 1 else ''}" for count, word in counts if count)

    @property
    def words(self) -> str:
        """Say it as people read it: "6 pages, 1 origin: …"."""
        return f"{self.carriers}, 1 origin: {self.name}"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Hold what waits for a decision, by origin; how many suggestions there are in all, and are tied to an origin."""

    groups: tuple[SuggestionGroup, ...]
    total: int
    tied: int

    @property
    def shown(self) -> int:
        """Count the suggestions in the groups."""
        return sum(len(group.ids) for group in self.groups)

    @property
    def words(self) -> str:
        """Count by origin: "9 pages, 3 origins"."""
        pages, origins = sum(len(group.pages) for group in self.groups), len(self.groups)
        return f"{pages} page{'s' if pages != 1 else ''}, {origins} origin{'s' if origins != 1 else ''}"

    def after(self, suggestion_id: int) -> int:
        """Return the suggestion that follows one in the list, 0 after the last."""
        order = [page.best.row.id for group in self.groups for page in group.pages]
        place = order.index(suggestion_id) + 1 if suggestion_id in order else len(order)
        return order[place] if place < len(order) else 0


class Listed(NamedTuple):
    """Hold the best suggestions of a claim in one state, how many there are in all, and are tied to an origin."""

    shown: tuple[ShownSuggestion, ...] = ()
    total: int = 0
    tied: int = 0


def open_suggestions(session: Session, listed: Listed, evidence: Iterable[Evidence], *, sees: bool) -> Suggestions:
    """Return the open suggestions by origin; `sees` says whether the person may read names of secret origins."""
    logged: dict[int, int] = {}
    for item in evidence:
        if item.withdrawn_at is None:
            logged[item.origin_id] = logged.get(item.origin_id, 0) + 1
    tied = {one.row.origin_id for one in listed.shown if one.row.origin_id}
    secret = set() if sees else secret_among(session, tied)
    held: dict[str, list[ShownSuggestion]] = {}
    for one in listed.shown:
        held.setdefault(_key(one), []).append(one)
    groups = tuple(_group(members, logged, secret) for members in held.values())
    return Suggestions(groups, listed.total, listed.tied)


def count_open(session: Session, claim_id: int) -> tuple[int, int]:
    """Count the open suggestions of a claim, and those that are tied to an origin."""
    query = select(func.count(), func.count(Suggestion.origin_id))
    row = session.execute(query.where(Suggestion.claim_id == claim_id, Suggestion.state == SuggestionState.OPEN)).one()
    return int(row[0]), int(row[1])


def list_suggestions(session: Session, claim_id: int) -> dict[SuggestionState, Listed]:
    """Return the best suggestions that are open, and the best that were put aside, with the words of their passages."""
    states = (SuggestionState.OPEN, SuggestionState.DISMISSED)
    each: dict[str, Any] = {"partition_by": Suggestion.state}
    ranked = (
        select(
            Suggestion.id,
            func.row_number().over(order_by=(Suggestion.score.desc(), Suggestion.id), **each).label("place"),
            func.count().over(**each).label("total"),
            func.count(Suggestion.origin_id).over(**each).label("tied"),
        )
        .where(Suggestion.claim_id == claim_id, Suggestion.state.in_(states))
        .subquery()
    )
    # Of a text of two million characters only the passage is read.
    words = func.substr(Capture.text, Suggestion.start + 1, Suggestion.end - Suggestion.start)
    rows = session.execute(
        select(Suggestion, Capture, words, ranked.c.total, ranked.c.tied)
        .join(ranked, ranked.c.id == Suggestion.id)
        .join(Capture, Capture.id == Suggestion.capture_id)
        .options(defer(Capture.text), joinedload(Suggestion.origin))
        .where(ranked.c.place <= MOST_SHOWN)
        .order_by(ranked.c.place)
    ).all()
    found = {}
    for state in states:
        of_state = [row for row in rows if row[0].state is state]
        shown = tuple(
            ShownSuggestion(row, capture, pieces_of(passage[:PIECE_CHARS], row.marks))
            for row, capture, passage, _, _ in of_state
        )
        found[state] = Listed(shown, of_state[0].total, of_state[0].tied) if of_state else Listed()
    return found


def pieces_of(words: str, marks: Sequence[Sequence[int | str]]) -> tuple[Piece, ...]:
    """Cut words at their marks; the pieces joined are the words, whatever the marks say.

    A mark is (start, end), for a figure or date (start, end, "agrees" or "differs").
    """
    pieces: list[Piece] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: (int(mark[0]), int(mark[1]))):
        start, end = int(mark[0]), int(mark[1])
        if at <= start < end <= len(words):
            sign = str(mark[2]) if len(mark) == _MARK_WITH_SIGN else ""
            pieces += [Piece(words[at:start], hit=False)] if start > at else []
            pieces.append(Piece(words[start:end], hit=True, sign=sign))
            at = end
    return (*pieces, Piece(words[at:], hit=False)) if at < len(words) else tuple(pieces)


def _key(one: ShownSuggestion) -> str:
    if one.row.origin_id is not None:
        return f"origin-{one.row.origin_id}"
    own = own_origin(one.capture)
    return f"{own.kind}:{own.name.casefold()}"


def _group(members: Sequence[ShownSuggestion], logged: dict[int, int], secret: set[int]) -> SuggestionGroup:
    first = members[0]
    pages: dict[int, list[ShownSuggestion]] = {}
    for one in members:
        pages.setdefault(one.capture.id, []).append(one)
    origin, own = first.row.origin, own_origin(first.capture)
    kind, name = (origin.kind, origin.name) if origin is not None else (own.kind, own.name)
    return SuggestionGroup(
        # Ids on pages must not hold words of others.
        key=f"group-{first.row.id}",
        kind=kind,
        name=HIDDEN_NAME if origin is not None and origin.id in secret else name,
        origin=origin,
        pages=tuple(ShownPage(passages[0], tuple(passages[1:])) for passages in pages.values()),
        logged=logged.get(origin.id, 0) if origin is not None else 0,
    )
