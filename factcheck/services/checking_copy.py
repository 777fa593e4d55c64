"""Put together the checking copy of an article: what a desk prints, signs and files."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.checking_copy import SHOWS, Pass, Variant
from factcheck.domain.claims import EXIT_STATES, ClaimState
from factcheck.domain.errors import NotFound
from factcheck.domain.gates import GATE_WORDS
from factcheck.domain.marks import SYMBOLS, Mark
from factcheck.domain.permissions import require
from factcheck.models import Article, Claim, Draft, Occurrence, Passage
from factcheck.proof.canonical import canonical, digest
from factcheck.services.checking_copy_claims import Read, tell_claims
from factcheck.services.checking_copy_lines import last_cleared, marked_lines
from factcheck.services.checking_copy_parts import CheckingCopy, Cover, moment
from factcheck.services.checking_copy_tables import Tables
from factcheck.services.claim_facts import newest_draft
from factcheck.services.claim_marks import marks_of, open_questions, shown_verdicts
from factcheck.services.clearance_gates import gates_of
from factcheck.services.open_words import OpenWords, closed_for_outside
from factcheck.services.sheet_rows import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.domain.checking_copy import Shows
    from factcheck.models import Person
    from factcheck.services.checking_copy_parts import CopyClaim, Pair

_LEFT_OUT = EXIT_STATES - {ClaimState.NOT_CHECKABLE}


def checking_copy(
    session: Session, actor: Person, article_id: int, variant: Variant, *, zone: tzinfo = UTC
) -> CheckingCopy:
    """Return the copy of an article's newest draft for one kind of reader, in a fixed number of queries.

    Raise NotAllowed where `actor` may not have this variant, InvalidInput where the article has no text yet.
    """
    shows = SHOWS[variant]
    for action in sorted(shows.needs):
        require(action, actor.role)
    article = session.scalars(
        select(Article).where(Article.id == article_id).options(joinedload(Article.owner))
    ).one_or_none()
    if article is None:
        raise NotFound("There is no such article. Look for it in the list of articles.")
    draft = newest_draft(session, article_id)
    read = _read(session, draft, shows, zone)
    closed = closed_for_outside(session, article_id)
    opened = OpenWords(None if shows.confidential else closed)
    since = last_cleared(session, draft)
    display, body, cut = marked_lines(session, draft, read.claims, read.places, read.marks, since)
    claims, origins = tell_claims(session, article_id, read, shows, opened)
    tables = Tables(session, article_id, shows, closed, opened, zone)
    copy = CheckingCopy(
        article_id=article.id,
        variant=variant.value,
        draft=draft.number,
        since=since.number if since is not None else None,
        cover=_cover(session, article, draft, shows, claims, zone),
        display=display,
        body=body,
        cut=cut,
        changes=tables.changes(),
        queries=tables.queries(),
        claims=claims,
        origins=origins,
        replies=tables.replies(),
        attempts=tables.attempts(),
        history=tables.history(),
    )
    return replace(copy, manifest=digest(canonical(asdict(copy))))


def _read(session: Session, draft: Draft, shows: Shows, zone: tzinfo) -> Read:
    places: dict[int, list[Occurrence]] = {}
    for place in session.scalars(select(Occurrence).where(Occurrence.draft_id == draft.id).order_by(Occurrence.start)):
        places.setdefault(place.claim_id, []).append(place)
    rows = session.scalars(
        select(Claim)
        .where(Claim.article_id == draft.article_id, Claim.state.not_in(_LEFT_OUT))
        .options(joinedload(Claim.assignee))
        .order_by(Claim.number)
    )
    claims = [row for row in rows if row.id in places]
    verdicts = shown_verdicts(session, draft.article_id) if shows.findings else {}
    marks: Mapping[int, Mark] = {claim.id: Mark.UNCHECKED for claim in claims}
    if shows.findings:
        marks = marks_of(claims, verdicts, open_questions(session, draft.article_id))
    spans = session.execute(
        select(Passage.start, Passage.end).where(Passage.draft_id == draft.id).order_by(Passage.position)
    )
    return Read(draft, Lines(tuple((row[0], row[1]) for row in spans)), claims, places, marks, verdicts, zone)


def _cover(
    session: Session, article: Article, draft: Draft, shows: Shows, claims: Sequence[CopyClaim], zone: tzinfo
) -> Cover:
    facts: list[Pair] = [
        ("By", article.byline),
        ("Outlet", article.outlet),
        ("Address", article.source_url or ""),
        ("Dated", article.published_on.isoformat() if article.published_on else ""),
        ("Deadline", moment(article.deadline_at, zone)),
        ("State", article.state.value),
        ("Draft", f"{draft.number}, came in {moment(draft.created_at, zone)}"),
        ("SHA-256 of the text", draft.sha256),
        ("Time zone", str(zone)),
    ]
    totals = [(SYMBOLS[mark], mark.value, sum(one.mark == mark for one in claims)) for mark in Mark]
    gates = []
    if shows.findings:
        gates = [
            (GATE_WORDS[found.gate], not found.count, f"{found.count} missing" if found.count else "")
            for found in gates_of(session, draft)
        ]
    return Cover(
        title=article.title,
        facts=tuple((name, words) for name, words in facts if words),
        totals=tuple(totals),
        gates=tuple(gates),
        people=_people(article, claims),
        passes=tuple(one.value for one in Pass),
        withheld=sum(one.withheld for one in claims),
    )


def _people(article: Article, claims: Sequence[CopyClaim]) -> tuple[Pair, ...]:
    """Return who did what on how many claims."""
    counted: dict[tuple[str, str], int] = {}
    for claim in claims:
        for part, who in claim.by:
            name = who.rsplit(", ", 1)[0]
            counted[part, name] = counted.get((part, name), 0) + 1
    told = [(f"{part} {count}", name) for (part, name), count in sorted(counted.items())]
    return (("Brought in by", article.owner.name), *told)
