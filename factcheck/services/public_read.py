"""Read what is public: pages, the index, corrections, feeds. Everything comes from kept revisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from factcheck.models import Correction, Publication, Revision
from factcheck.models.publication import Subject
from factcheck.services.archive_ask import archive_copies
from factcheck.services.publication_find import current_pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

PER_PAGE = 25
FEED_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class PublicLine:
    """Hold one line of an article's table, from the claim's own page as it stands."""

    number: int
    public_id: str
    slug: str
    payload: dict[str, Any]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Hold what stands at a public address."""

    publication: Publication
    payload: dict[str, Any]
    number: int
    sha256: str
    first_at: datetime
    at: datetime
    corrections: tuple[Correction, ...]
    lines: tuple[PublicLine, ...] = ()
    article: tuple[str, str] | None = None
    #: (address, digest) of a cited copy → the page's copy in the Internet Archive.
    archived: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def is_current(self) -> bool:
        """Say whether this is the newest revision."""
        return self.number == self.publication.current_revision


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one publication in a list or feed."""

    publication: Publication
    payload: dict[str, Any]
    at: datetime
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Filters:
    """Say which checks are wanted."""

    rating: str = ""
    words: str = ""
    speaker: str = ""
    since: date | None = None
    until: date | None = None


def find_page(session: Session, public_id: str, *, number: int | None = None) -> PublicPage | None:
    """Return the page at a public address, at its newest revision or at `number`; None where nothing ever stood."""
    publication = session.scalars(select(Publication).where(Publication.public_id == public_id)).one_or_none()
    if publication is None:
        return None
    revisions = {
        row.number: row
        for row in session.scalars(
            select(Revision).where(
                Revision.publication_id == publication.id,
                Revision.number.in_({1, number or publication.current_revision}),
            )
        )
    }
    wanted = revisions.get(number or publication.current_revision)
    if wanted is None:
        return None
    corrections = session.scalars(
        select(Correction)
        .where(Correction.publication_id == publication.id)
        .order_by(Correction.revision_number.desc(), Correction.id.desc())
    ).all()
    is_article = publication.subject is Subject.ARTICLE
    return PublicPage(
        publication=publication,
        payload=wanted.payload,
        number=wanted.number,
        sha256=wanted.sha256,
        first_at=revisions[1].published_at,
        at=wanted.published_at,
        corrections=tuple(corrections),
        lines=_lines(session, publication, wanted.payload) if is_article else (),
        article=None if is_article else _article_page(session, publication),
        archived=archive_copies(session, [item["sha256"] for item in wanted.payload.get("evidence", ())]),
    )


def _lines(session: Session, publication: Publication, payload: dict[str, Any]) -> tuple[PublicLine, ...]:
    wanted = set(payload["lines"])
    rows = session.execute(
        current_pages().where(Publication.article_id == publication.article_id, Publication.claim_id.is_not(None))
    ).all()
    found = [
        PublicLine(revision.payload["number"], row.public_id, row.slug, revision.payload, row.withdrawn_at is not None)
        for row, revision in rows
        if revision.payload["number"] in wanted
    ]
    return tuple(sorted(found, key=lambda line: line.number))


def _article_page(session: Session, publication: Publication) -> tuple[str, str] | None:
    row = session.execute(
        select(Publication.public_id, Publication.slug).where(
            Publication.article_id == publication.article_id,
            Publication.claim_id.is_(None),
            Publication.withdrawn_at.is_(None),
        )
    ).one_or_none()
    return (row.public_id, row.slug) if row else None


def _filtered(filters: Filters) -> Select[Publication, Revision]:
    query = current_pages().where(Publication.subject == Subject.CLAIM, Publication.withdrawn_at.is_(None))
    payload = Revision.payload
    if filters.rating:
        query = query.where(payload["content"]["key"].as_string() == filters.rating)
    if filters.words:
        query = query.where(
            or_(
                payload["claim"].as_string().icontains(filters.words, autoescape=True),
                payload["summary"].as_string().icontains(filters.words, autoescape=True),
            )
        )
    if filters.speaker:
        query = query.where(payload["claimant"]["name"].as_string().icontains(filters.speaker, autoescape=True))
    if filters.since:
        query = query.where(payload["checked_on"].as_string() >= filters.since.isoformat())
    if filters.until:
        query = query.where(payload["checked_on"].as_string() <= filters.until.isoformat())
    return query


def public_index(session: Session, filters: Filters, *, page: int = 1) -> tuple[list[Entry], int]:
    """Return one page of published checks, newest first, and how many there are in all."""
    query = _filtered(filters)
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(Publication.id).subquery())) or 0
    rows = session.execute(
        query.order_by(Revision.published_at.desc(), Publication.id.desc())
        .offset((max(1, page) - 1) * PER_PAGE)
        .limit(PER_PAGE)
    ).all()
    return _entries(session, [(row, revision) for row, revision in rows]), total


def ratings_in_use(session: Session) -> list[tuple[str, str, int]]:
    """Return (key, label, count) of the content ratings that published checks have now."""
    key = Revision.payload["content"]["key"].as_string()
    label = Revision.payload["content"]["label"].as_string()
    query = _filtered(Filters()).with_only_columns(key, func.max(label), func.count()).group_by(key)
    return sorted((str(k), str(word), count) for k, word, count in session.execute(query))


def feed_entries(session: Session, filters: Filters) -> list[Entry]:
    """Return the newest entries for feeds; a withdrawn check stays in, so that subscribers learn of it."""
    live = session.execute(
        _filtered(filters).order_by(Revision.published_at.desc(), Publication.id.desc()).limit(FEED_ENTRIES)
    ).all()
    gone = session.execute(
        current_pages()
        .where(Publication.subject == Subject.CLAIM, Publication.withdrawn_at.is_not(None))
        .order_by(Publication.withdrawn_at.desc())
        .limit(FEED_ENTRIES)
    ).all()
    entries = _entries(session, [(row, revision) for row, revision in (*live, *gone)])
    return sorted(entries, key=lambda entry: entry.publication.withdrawn_at or entry.at, reverse=True)[:FEED_ENTRIES]


def _entries(session: Session, rows: Iterable[tuple[Publication, Revision]]) -> list[Entry]:
    rows = list(rows)
    query = select(Revision.publication_id, Revision.published_at).where(
        Revision.number == 1, Revision.publication_id.in_([row.id for row, _ in rows])
    )
    first = {row.publication_id: row.published_at for row in session.execute(query)}
    return [Entry(row, revision.payload, revision.published_at, first[row.id]) for row, revision in rows]


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one correction or withdrawal, for the public list of them."""

    publication: Publication
    title: str
    kind: str
    what: str
    why: str
    at: datetime


def public_changes(session: Session, *, page: int = 1, per_page: int = PER_PAGE) -> tuple[list[Change], int]:
    """Return corrections and withdrawals, newest first, and how many there are in all."""
    start = (max(1, page) - 1) * per_page
    upto = start + per_page
    corrections = session.scalars(
        select(Correction)
        .options(joinedload(Correction.publication))
        .order_by(Correction.at.desc(), Correction.id.desc())
        .limit(upto)
    ).all()
    gone = session.scalars(
        select(Publication)
        .where(Publication.withdrawn_at.is_not(None))
        .order_by(Publication.withdrawn_at.desc())
        .limit(upto)
    ).all()
    total = (session.scalar(select(func.count()).select_from(Correction)) or 0) + (
        session.scalar(select(func.count()).where(Publication.withdrawn_at.is_not(None))) or 0
    )
    titles = _titles(session, {row.publication_id for row in corrections} | {row.id for row in gone})
    changes = [
        Change(row.publication, titles[row.publication_id], row.kind.value, row.what, row.why, row.at)
        for row in corrections
    ]
    changes += [
        Change(row, titles[row.id], "withdrawn", "The page was withdrawn.", row.withdrawn_why, row.withdrawn_at)
        for row in gone
        if row.withdrawn_at is not None
    ]
    changes.sort(key=lambda change: change.at, reverse=True)
    return changes[start:upto], total


def _titles(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(current_pages().where(Publication.id.in_(ids))).all()
    return {row.id: str(revision.payload.get("claim") or revision.payload.get("title")) for row, revision in rows}
