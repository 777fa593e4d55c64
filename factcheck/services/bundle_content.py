"""Put together what a proof bundle holds of an article: its records as texts, and the digests of its kept files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import Action, require
from factcheck.models import (
    Article,
    AuthorQuery,
    ChangeItem,
    Claim,
    Clearance,
    Correction,
    CoverageMark,
    Draft,
    Passage,
    Person,
    PolicyOverride,
    Publication,
    ReplyRequest,
)
from factcheck.proof.canonical import canonical
from factcheck.services.bundle_evidence import evidence_records
from factcheck.services.bundle_log import log_lines, own_head
from factcheck.services.bundle_rows import as_file, record
from factcheck.services.bundle_sheets import sheet_records
from factcheck.services.bundle_verdicts import verdict_records
from factcheck.services.bundle_withheld import withheld_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Base


_PERSON = re.compile(r'"(?:\w*by_id|owner_id|actor_id|assignee_id|second_checker_id)":(\d+)')


@dataclass(frozen=True, slots=True)
class Content:
    """Hold the files of a bundle: texts by name, kept files by digest; `own_seq` is the last row it tells of."""

    article_id: int
    title: str
    texts: dict[str, str]
    files: frozenset[str]
    own_seq: int
    withheld: tuple[dict[str, Any], ...]
    rows_closed: int
    #: Files in which words of confidential evidence stand all the same: a person wrote them there.
    look_at: tuple[str, ...]


def bundle_content(session: Session, actor: Person, article_id: int) -> Content:
    """Read an article whole; raise NotFound where there is none, NotAllowed where `actor` may not export it."""
    require(Action.EXPORT_ARTICLE, actor.role)
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article. Look for its number in the list of articles.")
    drafts = session.scalars(select(Draft).where(Draft.article_id == article_id).order_by(Draft.number)).all()
    closed = withheld_of(session, article_id, [draft.text for draft in drafts])
    own_seq = own_head(session, article_id)
    log, rows_closed = log_lines(session, article_id, own_seq, closed)
    sources = evidence_records(session, article_id, drafts, closed)
    queries = [row for row in _rows(session, AuthorQuery, article_id) if row.id not in closed.queries]
    texts = {
        "article.json": canonical(record(article)) + "\n",
        **{f"drafts/draft-{draft.number}.txt": draft.text for draft in drafts},
        "drafts.json": as_file(_draft(session, draft) for draft in drafts),
        "claims.json": as_file(_claims(session, article_id)),
        **sources.texts,
        "verdicts.json": as_file(verdict_records(session, article_id, closed)),
        "policy.json": as_file(_of_claims(session, PolicyOverride, article_id)),
        "queries.json": as_file(record(row) for row in queries),
        "replies.json": as_file(record(row) for row in _rows(session, ReplyRequest, article_id)),
        "changes.json": as_file(record(row) for row in _rows(session, ChangeItem, article_id)),
        "clearances.json": as_file(record(row) for row in _rows(session, Clearance, article_id)),
        "publications.json": as_file(_publications(session, article_id)),
        "sheets.json": as_file(sheet_records(session, article_id, closed)),
        "log.jsonl": log,
    }
    texts["people.json"] = as_file(_people(session, texts))
    withheld = tuple(closed.records())
    look_at = tuple(closed.found_in(texts))
    texts["withheld.json"] = as_file(withheld)
    files = sources.files | {row.blob for row in queries if row.blob} | {draft.blob for draft in drafts if draft.blob}
    return Content(article_id, article.title, texts, frozenset(files), own_seq, withheld, rows_closed, look_at)


def _rows(session: Session, table: type[Any], article_id: int) -> Sequence[Any]:
    return session.scalars(select(table).where(table.article_id == article_id).order_by(table.id)).all()


def _of_claims(session: Session, table: type[Any], article_id: int) -> list[dict[str, Any]]:
    query = select(table).join(Claim, Claim.id == table.claim_id).where(Claim.article_id == article_id)
    return [record(row) for row in session.scalars(query.order_by(table.id))]


def _people(session: Session, texts: dict[str, str]) -> list[dict[str, Any]]:
    """Return name and role of those whom the records name by their number."""
    named = {int(found) for text in texts.values() for found in _PERSON.findall(text)}
    rows = session.scalars(select(Person).where(Person.id.in_(named)).order_by(Person.id))
    return [{"id": one.id, "name": one.name, "role": one.role} for one in rows]


def _draft(session: Session, draft: Draft) -> dict[str, Any]:
    def of_draft(table: type[Any], order: Any) -> Sequence[Base]:
        return session.scalars(select(table).where(table.draft_id == draft.id).order_by(order)).all()

    return record(draft, without=("text",)) | {
        "text": f"drafts/draft-{draft.number}.txt",
        "passages": [
            record(row, without=("id", "draft_id", "score", "reasons")) for row in of_draft(Passage, Passage.position)
        ],
        "marks": [record(row, without=("draft_id",)) for row in of_draft(CoverageMark, CoverageMark.id)],
    }


def _claims(session: Session, article_id: int) -> list[dict[str, Any]]:
    rows = session.scalars(
        select(Claim)
        .where(Claim.article_id == article_id)
        .order_by(Claim.number)
        .options(selectinload(Claim.occurrences))
    )
    return [
        record(row, without=("score", "reasons"))
        | {"occurrences": [record(place, without=("claim_id",)) for place in row.occurrences]}
        for row in rows
    ]


def _publications(session: Session, article_id: int) -> list[dict[str, Any]]:
    rows = session.scalars(
        select(Publication)
        .where(Publication.article_id == article_id)
        .order_by(Publication.id)
        .options(selectinload(Publication.revisions))
    ).all()
    corrections = session.scalars(
        select(Correction).where(Correction.publication_id.in_([row.id for row in rows])).order_by(Correction.id)
    ).all()
    return [
        record(row)
        | {
            "revisions": [record(one, without=("publication_id",)) for one in row.revisions],
            "corrections": [
                record(one, without=("publication_id",)) for one in corrections if one.publication_id == row.id
            ],
        }
        for row in rows
    ]
