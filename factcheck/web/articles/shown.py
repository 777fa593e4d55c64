"""Put an article's workspace into what the components show."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from flask import current_app, url_for

from factcheck.domain.claims import DONE_STATES, ClaimState
from factcheck.domain.evidence import Stance
from factcheck.services.draft_marks import Line, Piece, lay_out
from factcheck.web.times import due_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.models import Article, Claim, Rating
    from factcheck.services.article_view import Workspace
    from factcheck.services.claim_card import ClaimCard


def claim_address(claim: Claim) -> str:
    """Return where a claim is worked on: its own page, or its place in the article."""
    if "claims.show" in current_app.view_functions:
        return url_for("claims.show", claim_id=claim.id)
    return place_address(claim.article_id, claim.number)


def place_address(article_id: int, number: int) -> str:
    """Return where a claim stands in its article."""
    return url_for("articles.show", article_id=article_id, claim=number, _anchor=f"mark-{number}")


def text_blocks(workspace: Workspace, changed: Sequence[tuple[int, int]] = ()) -> list[dict[str, Any]]:
    """Return the draft's text for the macro `draft_text`; `changed` are the spans that differ from the last draft."""
    if workspace.draft is None:
        return []
    passages = [(passage.start, passage.end, passage.role) for passage in workspace.passages]
    printed = lay_out(workspace.draft.text, passages, workspace.marks)
    starts = [passage.start for passage in workspace.passages]
    return [_block(line, starts, workspace.article.id, changed) for line in printed]


def line_at(starts: Sequence[int], place: int) -> int:
    """Return the number of the line that a place is in: a sentence, counted as on every page and in every export."""
    return max(1, bisect_right(starts, place))


def _block(line: Line, starts: Sequence[int], article_id: int, changed: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """Return what is printed as one paragraph, with the numbers of the lines it holds."""
    first, last = line_at(starts, line.start), line_at(starts, max(line.start, line.end - 1))
    return {
        "line": first,
        "lines": str(first) if first == last else f"{first}–{last}",
        "role": line.role.value if line.role is not None else "body",
        "changed": any(start < line.end and line.start < end for start, end in changed),
        "skipped": False,
        "pieces": [_piece(piece, article_id) for piece in line.pieces],
        "gap": line.gap,
    }


def _piece(piece: Piece, article_id: int) -> dict[str, Any]:
    marks = []
    for mark in piece.marks:
        partial = url_for("articles.show", article_id=article_id, claim=mark.number)
        marks.append(
            {
                "number": mark.number,
                "state": mark.state.value,
                "href": f"{partial}#mark-{mark.number}",
                "partial": partial,
                "starts": mark in piece.begins,
                "first": mark.first,
            }
        )
    return {"text": piece.text, "marks": marks}


def strip_ticks(workspace: Workspace) -> list[dict[str, Any]]:
    """Return the bar of all claims beside the text."""
    if workspace.draft is None:
        return []
    length = len(workspace.draft.text)
    return [
        {
            "at": mark.start / length,
            "state": mark.state.value,
            "href": place_address(workspace.article.id, mark.number),
            "number": mark.number,
        }
        for mark in workspace.marks
        if mark.first
    ]


def card_facts(card: ClaimCard) -> dict[str, Any]:
    """Return the card of a claim for the macro `claim_card`."""
    claim, verdict = card.claim, card.verdict
    article: Article = claim.article
    counted = sum(card.stances.values())
    summary = {
        "supports": card.stances[Stance.SUPPORTS],
        "refutes": card.stances[Stance.REFUTES],
        "context": card.stances[Stance.CONTEXT],
        "origins": card.origins,
    }
    return {
        "number": claim.number,
        "href": claim_address(claim),
        "words": claim.statement,
        "state": claim.state.value,
        "query_open": False,
        "chain": claim.chain,
        "assignee": claim.assignee.name if claim.assignee else "",
        "initials": claim.assignee.initials if claim.assignee else "",
        "gone": claim.assignee is not None and claim.assignee.disabled_at is not None,
        **due_of(claim.due_at or article.deadline_at, done=claim.state in DONE_STATES),
        "summary": summary if counted else None,
        "sources": card.search.words if card.search.lines else "",
        "attribution": rating_facts(verdict.attribution) if verdict else None,
        "content": rating_facts(verdict.content) if verdict else None,
        "disposition": verdict.disposition.value if verdict else "",
        "note": None,
    }


def rating_facts(rating: Rating) -> dict[str, str]:
    """Return a rating for the macro `verdict`."""
    return {"label": rating.label, "symbol": rating.symbol, "tone": rating.colour}


def next_waiting(workspace: Workspace, number: int) -> int | None:
    """Return the next claim after `number`, in the order of the text, that nobody has confirmed; round once."""
    order = list(dict.fromkeys(mark.number for mark in workspace.marks))
    waits = {mark.number for mark in workspace.marks if mark.state is ClaimState.UNCONFIRMED}
    at = order.index(number) + 1 if number in order else 0
    return next((other for other in (*order[at:], *order[:at]) if other in waits and other != number), None)
