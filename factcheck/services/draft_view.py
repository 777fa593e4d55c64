"""Read what the page of one draft shows: what happened to each line, which claims stand in it, what waits."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import LineState
from factcheck.domain.errors import NotFound
from factcheck.models import Article, Claim, Draft, DraftLine, Occurrence, Passage
from factcheck.services.draft_parts import passages_of
from factcheck.services.draft_reread import gave_way_in
from factcheck.text.drafts import line_diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.services.draft_reread import GaveWay

LINES_PER_PAGE = 100
Run = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ClaimThere:
    """Hold a claim that stands in a line, or stood in it and was cut from it; and what gave way of it."""

    id: int
    number: int
    state: ClaimState
    gave_way: tuple[GaveWay, ...] = ()


@dataclass(frozen=True, slots=True)
class LineShown:
    """Hold one line: what happened to it and why, its words as runs of a word diff, and its claims.

    `number` is its number in this draft, or in the last where it is cut; a run's first part is "=", "-" or "+".
    """

    id: int
    number: int
    state: LineState | None
    why: str
    kinds: tuple[str, ...]
    runs: tuple[Run, ...]
    claims: tuple[ClaimThere, ...]
    confirmed: bool

    @property
    def waits(self) -> bool:
        """Tell whether a person must confirm it."""
        return self.state is LineState.TYPO and not self.confirmed


@dataclass(frozen=True, slots=True)
class DraftShown:
    """Hold a draft, its neighbours, and one page of its lines."""

    article: Article
    draft: Draft
    last: Draft | None
    numbers: tuple[int, ...]
    counts: dict[LineState, int]
    typos_open: int
    lines: tuple[LineShown, ...]
    total: int
    page: int
    pages: int

    @property
    def newest(self) -> bool:
        """Tell whether no newer draft came in."""
        return self.draft.number == max(self.numbers)

    @property
    def is_read(self) -> bool:
        """Tell whether the draft was taken apart, and compared where there is one before it."""
        return bool(self.counts) or (self.last is None and self.total > 0)


def find_draft(session: Session, article_id: int, number: int) -> Draft:
    """Return a draft by its number in the article, or raise NotFound."""
    query = select(Draft).where(Draft.article_id == article_id, Draft.number == number)
    draft = session.scalars(query.options(joinedload(Draft.created_by), joinedload(Draft.article))).one_or_none()
    if draft is None:
        raise NotFound("There is no such draft of this article.")
    return draft


def view_draft(
    session: Session, article_id: int, number: int, *, state: LineState | None = None, page: int = 1
) -> DraftShown:
    """Return a draft and one page of its lines, of one state if given, in ten queries at the most."""
    draft = find_draft(session, article_id, number)
    numbers = tuple(
        session.scalars(select(Draft.number).where(Draft.article_id == article_id).order_by(Draft.number)).all()
    )
    last = None
    if number > 1:
        last = session.scalars(select(Draft).where(Draft.article_id == article_id, Draft.number == number - 1)).one()
    counted = session.execute(
        select(DraftLine.state, func.count()).where(DraftLine.draft_id == draft.id).group_by(DraftLine.state)
    )
    counts: dict[LineState, int] = {row[0]: row[1] for row in counted}
    if last is None:
        total = session.scalar(select(func.count()).where(Passage.draft_id == draft.id)) or 0
    else:
        total = sum(counts.values()) if state is None else counts.get(state, 0)
    pages = max(1, -(-total // LINES_PER_PAGE))
    page = min(max(1, page), pages)
    lines = _first(session, draft, page) if last is None else _compared(session, draft, last, state, page)
    open_typos = select(func.count()).where(
        DraftLine.draft_id == draft.id, DraftLine.state == LineState.TYPO, DraftLine.confirmed_at.is_(None)
    )
    return DraftShown(
        draft.article, draft, last, numbers, counts, session.scalar(open_typos) or 0, lines, total, page, pages
    )


def _first(session: Session, draft: Draft, page: int) -> tuple[LineShown, ...]:
    rows = session.scalars(
        select(Passage)
        .where(Passage.draft_id == draft.id)
        .order_by(Passage.position)
        .limit(LINES_PER_PAGE)
        .offset((page - 1) * LINES_PER_PAGE)
    ).all()
    spans = [(row.start, row.end) for row in rows]
    claims = _claims(session, draft.id, spans)
    return tuple(
        LineShown(
            row.id,
            row.position + 1,
            None,
            "",
            (),
            (("=", draft.text[row.start : row.end]),),
            claims[row.start, row.end],
            confirmed=False,
        )
        for row in rows
    )


def _compared(session: Session, draft: Draft, last: Draft, state: LineState | None, page: int) -> tuple[LineShown, ...]:
    query = select(DraftLine).where(DraftLine.draft_id == draft.id).order_by(DraftLine.position)
    if state is not None:
        query = query.where(DraftLine.state == state)
    rows = session.scalars(query.limit(LINES_PER_PAGE).offset((page - 1) * LINES_PER_PAGE)).all()
    new = [(row.new_start, row.new_end) for row in rows if row.new_start is not None and row.new_end is not None]
    old = [
        (row.old_start, row.old_end)
        for row in rows
        if (row.new_start is None or row.state is LineState.CHANGED)
        and row.old_start is not None
        and row.old_end is not None
    ]
    here, before = _claims(session, draft.id, new), _claims(session, last.id, old)
    gone = any(row.new_start is None for row in rows)
    before_starts = [passage.start for passage in passages_of(session, last.id)] if gone else []
    changed = [row for row in rows if row.state in {LineState.CHANGED, LineState.AMBIGUOUS}]
    in_changed = {claim.id for row in changed for claim in here[row.new_start or 0, row.new_end or 0]}
    gave_way = gave_way_in(session, draft, in_changed) if in_changed else {}
    shown = []
    for row in rows:
        claims = before[row.old_start or 0, row.old_end or 0]
        if row.new_start is not None and row.new_end is not None:
            # What a draft cuts from a line that changed stands in no newer one.
            stand = here[row.new_start, row.new_end]
            left = [one for one in claims if one.state is ClaimState.CUT and one.id not in {two.id for two in stand}]
            claims = tuple(replace(one, gave_way=gave_way.get(one.id, ())) for one in (*stand, *left))
        why, kinds = (row.kinds[0], tuple(row.kinds[1:])) if row.kinds else ("", ())
        runs = _runs(row, draft.text, last.text)
        # Lines that stand come first, in their order; a cut one is counted where it stood.
        number = row.position + 1
        if row.new_start is None:
            number = bisect_right(before_starts, row.old_start or 0)
        shown.append(LineShown(row.id, number, row.state, why, kinds, runs, claims, row.confirmed_at is not None))
    return tuple(shown)


def _runs(row: DraftLine, new: str, old: str) -> tuple[Run, ...]:
    """Return the words of a line: with what changed where it stands in both drafts, else as they are."""
    if row.old_start is None or row.old_end is None:
        return (("=", new[row.new_start : row.new_end]),)
    if row.new_start is None or row.new_end is None:
        return (("=", old[row.old_start : row.old_end]),)
    runs: list[Run] = []
    for op in line_diff(old, (row.old_start, row.old_end), new, (row.new_start, row.new_end)):
        if op.kind == "equal":
            runs.append(("=", new[op.new_start : op.new_end]))
            continue
        pieces = (("-", old[op.old_start : op.old_end]), ("+", new[op.new_start : op.new_end]))
        runs += [piece for piece in pieces if piece[1]]
    return tuple(runs)


def _claims(
    session: Session, draft_id: int, spans: Sequence[tuple[int, int]]
) -> defaultdict[tuple[int, int], tuple[ClaimThere, ...]]:
    """Return the claims that stand in each span, by number."""
    found: dict[tuple[int, int], dict[int, ClaimThere]] = {span: {} for span in spans}
    if spans:
        rows = session.execute(
            select(Claim.id, Claim.number, Claim.state, Occurrence.start, Occurrence.end)
            .join(Occurrence, Occurrence.claim_id == Claim.id)
            .where(
                Occurrence.draft_id == draft_id,
                Occurrence.start < max(end for _, end in spans),
                Occurrence.end > min(start for start, _ in spans),
            )
            .order_by(Claim.number)
        ).all()
        for claim_id, number, state, start, end in rows:
            for span in spans:
                if start < span[1] and span[0] < end:
                    found[span][number] = ClaimThere(claim_id, number, state)
    ready: defaultdict[tuple[int, int], tuple[ClaimThere, ...]] = defaultdict(tuple)
    ready.update({span: tuple(there.values()) for span, there in found.items()})
    return ready
