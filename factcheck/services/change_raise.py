"""Ask for changes of the copy: those that a ruled verdict asks for, and those that somebody adds by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import ChangeState
from factcheck.domain.errors import InvalidInput
from factcheck.domain.faults import Faults
from factcheck.domain.fixes import Fix, read_fix
from factcheck.domain.permissions import Action, require
from factcheck.domain.verdicts import Disposition
from factcheck.models import ChangeItem, Claim, Occurrence, Passage
from factcheck.services.change_find import same_change, selector
from factcheck.services.claim_facts import LONGEST_STATEMENT, newest_draft
from factcheck.services.claim_move import unsign
from factcheck.services.draft_find import SeveralPlaces, find_places, resolve_place
from factcheck.services.draft_text import shorten
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Draft, Person, Verdict

Span = tuple[int, int]
_MUST = frozenset({Disposition.MUST_FIX, Disposition.CUT})
_ASKS = _MUST | {Disposition.SHOULD_FIX}
_OPEN = (ChangeState.OPEN, ChangeState.NOT_APPLIED, ChangeState.ALTERED)


def raise_changes(session: Session, actor: Person, claim: Claim, verdict: Verdict) -> list[ChangeItem]:
    """Ask for what a ruled verdict asks of the copy, at each place of the claim; what older verdicts asked lapses."""
    _lapse(session, actor, claim, verdict)
    if verdict.disposition not in _ASKS:
        return []
    draft = newest_draft(session, claim.article_id)
    places = session.execute(
        select(Occurrence.start, Occurrence.end)
        .where(Occurrence.claim_id == claim.id, Occurrence.draft_id == draft.id)
        .order_by(Occurrence.start)
    )
    occurrences = [(start, end) for start, end in places]
    fix = read_fix(verdict.fix)
    if verdict.disposition is Disposition.CUT:
        fix, spans = Fix("", ""), occurrences
    else:
        spans = _places(session, draft, occurrences, fix.before)
    made = []
    for span in spans:
        place = selector(draft.text, span)
        if same_change(session, claim.article_id, place, fix.after) is None:
            item = ChangeItem(
                article_id=claim.article_id,
                claim_id=claim.id,
                verdict_id=verdict.id,
                draft_id=draft.id,
                after=fix.after,
                must=verdict.disposition in _MUST,
                reason=verdict.summary,
                raised_by_id=actor.id,
                **place,
            )
            made.append(_keep(session, actor, item))
    return made


def add_change(
    session: Session,
    actor: Person,
    article_id: int,
    *,
    before: str,
    after: str,
    must: bool,
    reason: str,
    claim_number: int | None = None,
) -> ChangeItem:
    """Ask for a change by hand; `before` must stand once in the newest draft, an empty `after` asks to cut it."""
    require(Action.RAISE_CHANGE, actor.role)
    lock_article(session, article_id)
    draft = newest_draft(session, article_id)
    after, reason = " ".join(after.split()), " ".join(reason.split())
    faults = Faults()
    for name, words in (("after", after), ("reason", reason)):
        if len(words) > LONGEST_STATEMENT:
            faults.add(f"At most {LONGEST_STATEMENT:,} characters fit here.", field=name)
    if not reason:
        faults.add("Say why the copy needs this. The author reads it.", field="reason")
    found = faults.take(lambda: _one_place(draft, before))
    faults.settle()
    place = selector(draft.text, found)
    if place["before"].split() == after.split():
        raise InvalidInput("The words before and after are the same.", field="after")
    if same_change(session, article_id, place, after) is not None:
        raise InvalidInput("This change is on the list already.", field="before")
    claim = _claim(session, article_id, claim_number) if claim_number is not None else None
    item = ChangeItem(
        article_id=article_id,
        claim_id=claim.id if claim is not None else None,
        draft_id=draft.id,
        after=after,
        must=must,
        reason=reason,
        raised_by_id=actor.id,
        **place,
    )
    if must:
        unsign(session, actor, article_id, "a change that the copy must have was asked for")
    return _keep(session, actor, item)


def told_of_change(item: ChangeItem) -> dict[str, object]:
    """Return what the log keeps of a change."""
    return {
        "before": item.before,
        "after": item.after,
        "must": item.must,
        "reason": item.reason,
        "state": item.state,
        "version": item.version,
    }


def _keep(session: Session, actor: Person, item: ChangeItem) -> ChangeItem:
    session.add(item)
    session.flush()
    log_event(
        session,
        actor,
        "change.raised",
        ("change_item", item.id),
        after=told_of_change(item),
        article_id=item.article_id,
        claim_id=item.claim_id,
    )
    return item


def _places(session: Session, draft: Draft, occurrences: Sequence[Span], before: str) -> list[Span]:
    """Return where the words to be changed stand in the claim's lines; elsewhere only where they stand once."""
    found = find_places(draft.text, before)
    lines = session.execute(select(Passage.start, Passage.end).where(Passage.draft_id == draft.id))
    near = [
        (start, end)
        for start, end in lines
        if any(start < other_end and other_start < end for other_start, other_end in occurrences)
    ]
    here = [span for span in found if any(start <= span[0] and span[1] <= end for start, end in near)]
    return here or found[:1]


def _one_place(draft: Draft, words: str) -> Span:
    try:
        return resolve_place(draft.text, words)
    except SeveralPlaces as error:
        raise InvalidInput(
            f"These words stand in {len(error.places)} places. Add words before or after them.", field="before"
        ) from None
    except InvalidInput as error:
        raise InvalidInput(str(error), field="before") from None


def _claim(session: Session, article_id: int, number: int) -> Claim:
    claim = session.scalars(select(Claim).where(Claim.article_id == article_id, Claim.number == number)).one_or_none()
    if claim is None:
        raise InvalidInput(f"There is no claim {number} in this article.", field="claim")
    return claim


def _lapse(session: Session, actor: Person, claim: Claim, verdict: Verdict) -> None:
    """Drop what earlier verdicts of the claim asked for and nobody has done: this one says what is asked now."""
    items = session.scalars(
        select(ChangeItem).where(
            ChangeItem.claim_id == claim.id,
            ChangeItem.verdict_id.is_not(None),
            ChangeItem.verdict_id != verdict.id,
            ChangeItem.state.in_(_OPEN),
        )
    ).all()
    fix = read_fix(verdict.fix)
    for item in items:
        if verdict.disposition in _ASKS and (item.before, item.after) == (fix.before, fix.after):
            item.verdict_id = verdict.id
            continue
        before = told_of_change(item)
        item.state = ChangeState.DROPPED
        item.dropped_why = shorten(f"Verdict {verdict.number} no longer asks for it.", 300)
        session.flush()
        log_event(
            session,
            actor,
            "change.dropped",
            ("change_item", item.id),
            before=before,
            after={**told_of_change(item), "why": item.dropped_why},
            article_id=item.article_id,
            claim_id=item.claim_id,
        )
