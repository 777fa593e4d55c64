"""Mark a stretch of the newest draft as no claim, and take a mark back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.articles import CoverageKind
from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import CoverageMark, Draft
from factcheck.models.base import utc_now
from factcheck.services.claim_facts import newest_draft
from factcheck.services.claim_move import unsign
from factcheck.services.coverage import coverage_of
from factcheck.services.draft_text import is_visible, shorten
from factcheck.services.event_log import Entry, log_events
from factcheck.services.lock_order import lock_article
from factcheck.services.undo_last import UNDO_FOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

Span = tuple[int, int]
_SHOWN_WORDS = 200


def mark_stretch(
    session: Session, actor: Person, article_id: int, *, draft_id: int, start: int, end: int, kind: str
) -> CoverageMark:
    """Mark text[start:end] of the newest draft; a stretch that was marked gets the new kind."""
    draft = _current(session, actor, article_id, draft_id)
    if not (0 <= start < end <= len(draft.text)) or not any(is_visible(char) for char in draft.text[start:end]):
        raise InvalidInput("There are no words to mark at this place. Reload the page.", field="kind")
    return _mark(session, actor, draft, [(start, end)], clean_coverage_kind(kind))[0]


def mark_guessed(session: Session, actor: Person, article_id: int, *, draft_id: int, kind: str) -> int:
    """Mark all stretches that the machine takes for `kind`, as a person who looked at them says; return how many."""
    wanted = clean_coverage_kind(kind)
    draft = _current(session, actor, article_id, draft_id)
    spans = [(one.start, one.end) for one in coverage_of(session, draft).guessed(wanted)]
    return len(_mark(session, actor, draft, spans, wanted)) if spans else 0


def unmark(session: Session, actor: Person, article_id: int, mark_id: int, *, together: bool = False) -> int:
    """Take a mark back and return how many went; doing so twice changes nothing.

    `together` takes back what one set at once: all of a kind were marked with one press.
    """
    require(Action.MARK_COVERAGE, actor.role)
    article = lock_article(session, article_id)
    mark = session.get(CoverageMark, mark_id)
    if article is None:
        raise NotFound("There is no such article. Look for it in the list of articles.")
    if mark is None:
        return 0
    draft = session.get_one(Draft, mark.draft_id)
    if draft.article_id != article.id:
        raise NotFound("There is no such mark in this article.")
    if draft.id != newest_draft(session, article.id).id:
        raise WrongState("A newer draft came in. What was marked in this one stays as it was.")
    marks = _set_with(session, mark) if together else [mark]
    entries = [Entry("coverage.unmarked", ("draft", draft.id), _told(draft, one), None, article.id) for one in marks]
    for one in marks:
        session.delete(one)
    session.flush()
    log_events(session, actor, entries)
    if not coverage_of(session, draft).is_full:
        unsign(session, actor, article.id, "not all of the text is covered any more")
    return len(marks)


def last_marked(marks: Iterable[CoverageMark], person: Person) -> list[CoverageMark]:
    """Return of a draft's marks those that `person` set at once last, none where that was long ago."""
    own = [mark for mark in marks if mark.by_id == person.id and mark.at > utc_now() - UNDO_FOR]
    newest = max((mark.at for mark in own), default=None)
    return [mark for mark in own if mark.at == newest]


def _set_with(session: Session, mark: CoverageMark) -> list[CoverageMark]:
    query = select(CoverageMark).where(
        CoverageMark.draft_id == mark.draft_id, CoverageMark.by_id == mark.by_id, CoverageMark.at == mark.at
    )
    return list(session.scalars(query.order_by(CoverageMark.start)))


def clean_coverage_kind(raw: str) -> CoverageKind:
    """Return the kind named, or raise InvalidInput."""
    try:
        return CoverageKind(raw)
    except ValueError:
        raise InvalidInput("Choose what these words are: one of the four buttons.", field="kind") from None


def mark_as(session: Session, actor: Person, draft: Draft, span: Span, kind: CoverageKind) -> None:
    """Mark a stretch in the course of another act, which has asked the table."""
    _mark(session, actor, draft, [span], kind)


def _current(session: Session, actor: Person, article_id: int, draft_id: int) -> Draft:
    require(Action.MARK_COVERAGE, actor.role)
    if lock_article(session, article_id) is None:
        raise NotFound("There is no such article. Look for it in the list of articles.")
    draft = newest_draft(session, article_id)
    if draft.id != draft_id:
        raise WrongState(f"Draft {draft.number} came in meanwhile, so the words stand elsewhere. Reload the page.")
    return draft


def _mark(
    session: Session, actor: Person, draft: Draft, spans: Sequence[Span], kind: CoverageKind
) -> list[CoverageMark]:
    there = {
        (mark.start, mark.end): mark
        for mark in session.scalars(select(CoverageMark).where(CoverageMark.draft_id == draft.id))
    }
    marks, entries, now = [], [], utc_now()
    for start, end in spans:
        mark = there.get((start, end))
        before = {"kind": mark.kind} if mark is not None else None
        if mark is None:
            mark = CoverageMark(draft_id=draft.id, start=start, end=end, kind=kind, by_id=actor.id, at=now)
            session.add(mark)
        marks.append(mark)
        if before is not None and mark.kind is kind:
            continue
        mark.kind, mark.by_id, mark.at = kind, actor.id, now
        entries.append(Entry("coverage.marked", ("draft", draft.id), before, _told(draft, mark), draft.article_id))
    session.flush()
    if entries:
        log_events(session, actor, entries)
    return marks


def _told(draft: Draft, mark: CoverageMark) -> dict[str, object]:
    return {"start": mark.start, "end": mark.end, "kind": mark.kind, "words": _words(draft, mark)}


def _words(draft: Draft, mark: CoverageMark) -> str:
    return shorten(" ".join(draft.text[mark.start : mark.end].split()), _SHOWN_WORDS)
