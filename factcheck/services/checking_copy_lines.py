"""Mark the lines of a copy: numbered, with the claims in them, and what is new or gone since it was last cleared."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import DISPLAY_COPY
from factcheck.models import Clearance, CoverageMark, Draft, Passage
from factcheck.services.checking_copy_parts import CopyLine, Run
from factcheck.services.draft_parts import passages_of
from factcheck.text.diff import Op
from factcheck.text.drafts import compare, line_diff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.domain.marks import Mark
    from factcheck.models import Claim, Occurrence

#: The claims of a line, as (start, end, number, mark).
Place = tuple[int, int, int, str]


def last_cleared(session: Session, draft: Draft) -> Draft | None:
    """Return the newest earlier draft that somebody signed off, also where that was voided since."""
    query = select(Draft).join(Clearance, Clearance.draft_id == Draft.id).where(Draft.article_id == draft.article_id)
    return session.scalars(query.where(Draft.number < draft.number).order_by(Draft.number.desc()).limit(1)).first()


def marked_lines(
    session: Session,
    draft: Draft,
    claims: Sequence[Claim],
    places: Mapping[int, Sequence[Occurrence]],
    marks: Mapping[int, Mark],
    since: Draft | None,
) -> tuple[tuple[CopyLine, ...], tuple[CopyLine, ...], tuple[tuple[int, str], ...]]:
    """Return the display copy, the body, and the lines that are gone, each as (its old number, its words)."""
    passages = passages_of(session, draft.id)
    here = sorted(
        (place.start, place.end, claim.number, marks[claim.id].value) for claim in claims for place in places[claim.id]
    )
    beside = session.scalars(select(CoverageMark).where(CoverageMark.draft_id == draft.id)).all()
    ops, gone = _differences(session, draft, passages, since)
    lines = []
    for at, passage in enumerate(passages):
        span = (passage.start, passage.end)
        whole = Op("equal", 0, 0, *span)
        before = passages[at - 1].end if at else 0
        lines.append(
            CopyLine(
                number=at + 1,
                role=passage.role.value,
                runs=_runs(draft.text, _inside(here, span), ops.get(at, [whole]), since.text if since else ""),
                begins=at == 0 or "\n" in draft.text[before : passage.start],
                beside=_beside(beside, span),
            )
        )
    shown = {one for one, passage in enumerate(passages) if passage.role in DISPLAY_COPY}
    display = tuple(line for at, line in enumerate(lines) if at in shown)
    body = tuple(line for at, line in enumerate(lines) if at not in shown)
    return display, body, gone


def _differences(
    session: Session, draft: Draft, passages: Sequence[Passage], since: Draft | None
) -> tuple[dict[int, list[Op]], tuple[tuple[int, str], ...]]:
    """Return the word diff of each line that changed, and the lines that are gone."""
    if since is None:
        return {}, ()
    old = [(one.start, one.end) for one in passages_of(session, since.id)]
    new = [(one.start, one.end) for one in passages]
    found = compare(since.text, old, draft.text, new)
    ops: dict[int, list[Op]] = {}
    for line in found.lines:
        if line.new is None or line.state in {"unchanged", "moved"}:
            continue
        # A line with look-alikes is compared with none of them: it counts as new.
        if line.old is None:
            ops[line.new] = [Op("insert", 0, 0, *new[line.new])]
        else:
            ops[line.new] = line_diff(since.text, old[line.old], draft.text, new[line.new])
    gone = [(line.old + 1, since.text[slice(*old[line.old])]) for line in found.cut if line.old is not None]
    return ops, tuple(gone)


def _inside(places: Sequence[Place], span: tuple[int, int]) -> list[Place]:
    start, end = span
    return [(max(a, start), min(b, end), number, mark) for a, b, number, mark in places if a < end and start < b]


def _beside(marks: Sequence[CoverageMark], span: tuple[int, int]) -> str:
    kinds = dict.fromkeys(
        one.kind.value.replace("_", " ") for one in marks if one.start < span[1] and span[0] < one.end
    )
    return ", ".join(kinds)


def _runs(text: str, places: Sequence[Place], ops: Sequence[Op], old: str) -> tuple[Run, ...]:
    """Cut a line where a claim begins or ends and where words are new or gone; the joined new runs are the line."""
    runs: list[Run] = []
    for op in ops:
        if op.old_start < op.old_end and op.kind != "equal":
            runs.append(Run("-", old[op.old_start : op.old_end]))
        if op.new_start < op.new_end:
            runs += _cut(text, (op.new_start, op.new_end), places, "=" if op.kind == "equal" else "+")
    return tuple(runs)


def _cut(text: str, span: tuple[int, int], places: Sequence[Place], kind: str) -> list[Run]:
    start, end = span
    edges = {start, end} | {edge for place in places for edge in place[:2] if start < edge < end}
    cuts = sorted(edges)
    runs = []
    for a, b in pairwise(cuts):
        within = [place for place in places if place[0] <= a and b <= place[1]]
        # Where claims lie in one another the innermost is what a reader looks for.
        mark = min(within, key=lambda place: place[1] - place[0])[3] if within else ""
        ends = tuple((number, sign) for _, last, number, sign in within if last == b)
        runs.append(Run(kind, text[a:b], mark, ends))
    return runs
