"""Load the demo, once: the second call finds it there and does nothing."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factcheck.db import OWED
from factcheck.demo.documents import FOLDER, add_documents
from factcheck.demo.earlier import check_to_the_end
from factcheck.demo.story import tell
from factcheck.domain.articles import Intake
from factcheck.domain.jobs import JobKind, JobState
from factcheck.domain.roles import Role
from factcheck.models import Draft, Job, Person
from factcheck.models.base import utc_now
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.draft_add import add_draft, digest_of
from factcheck.services.draft_carry import carry_draft, lines_of
from factcheck.services.draft_next import add_next_draft
from factcheck.services.draft_split import split_draft
from factcheck.services.event_log import log_event
from factcheck.services.passwords import hash_password
from factcheck.services.policy_seed import seed_policy
from factcheck.services.scale_seed import seed_scales
from factcheck.text import analyse
from factcheck.text.drafts import compare

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore
    from factcheck.text.model import Analysis

# The place is invented: asking the world about it would bring nothing and bother others, hence confidential.
FERRY = ArticleBrief(
    title="Council knew Tolvan ferry would fail (demo)",
    byline="Petra Lindqvist",
    outlet="Tolvan Echo",
    source_url="https://tolvanecho.example/ferry",
    published_on=date(2026, 3, 13),
    confidential=True,
)
SKERROW = ArticleBrief(
    title="Fewer people take the Skerrow ferry (demo)",
    byline="Petra Lindqvist",
    outlet="Tolvan Echo",
    source_url="https://tolvanecho.example/passengers",
    published_on=date(2026, 2, 27),
    confidential=True,
)
#: What the reporter's second draft does: a doubled word mended, a paragraph cut; all else carries.
SECOND_DRAFT = (
    ("the mayor was was present", "the mayor was present"),
    ("Hallam interviewed Strand for an earlier book, but the mayor publicly attacked the author this week.\n\n", ""),
)
#: Invented people of the demo; nobody knows their passwords until an administrator sets new ones.
PEOPLE = (
    ("maren@demo.invalid", "Maren Oakes", Role.EDITOR),
    ("theo@demo.invalid", "Theo Brandt", Role.EDITOR),
    ("lina@demo.invalid", "Lina Ferro", Role.CHECKER),
    ("sam@demo.invalid", "Sam Adeyemi", Role.CHECKER),
)


def load(database: Database, blobs: BlobStore, settings: Settings, *, earlier: bool = True) -> int | None:
    """Put the demo into the database in one transaction; return the article's id, None where it was there already.

    `earlier` says whether the article that was checked to the end comes with it.
    """
    text = (FOLDER / "ferry.txt").read_text(encoding="utf-8")
    second = text
    for old, new in SECOND_DRAFT:
        second = second.replace(old, new)
    analysis, later = (analyse(one, published=FERRY.published_on, language="en") for one in (text, second))
    skerrow = (FOLDER / "skerrow.txt").read_text(encoding="utf-8")
    checked = analyse(skerrow, published=SKERROW.published_on, language="en")
    for one in (text, second, skerrow):
        blobs.put(one.encode())
    with database.write() as session:
        if session.scalar(select(Draft.id).where(Draft.sha256 == digest_of(text))):
            return None
        seed_scales(session)
        seed_policy(session)
        cast = {name.partition(" ")[0].lower(): _person(session, email, name, role) for email, name, role in PEOPLE}
        editor = cast["maren"]
        documents = add_documents(session, blobs, editor.id)
        draft = _split(session, editor, FERRY, text, analysis, settings)
        if earlier:
            before = _split(session, cast["theo"], SKERROW, skerrow, checked, settings)
            check_to_the_end(session, before, cast, documents, desk_name=settings.desk_name, zone=settings.zone)
        tell(session, draft.article, cast, documents, desk_name=settings.desk_name, zone=settings.zone)
        _next_draft(session, editor, draft, second, later, settings)
        # All are split already; nothing is owed for them.
        session.execute(
            update(Job).where(Job.kind == JobKind.SPLIT_DRAFT).values(state=JobState.DONE, ended_at=utc_now())
        )
        session.info.pop(OWED, None)
        return draft.article_id


def _next_draft(
    session: Session, editor: Person, first: Draft, text: str, analysis: Analysis, settings: Settings
) -> None:
    """Bring in the reporter's second draft, held against the first."""
    draft = add_next_draft(
        session, editor, first.article_id, text, intake=Intake.PASTE, max_chars=settings.max_text_chars, after=1
    )
    lines = [(one.start, one.end) for one in analysis.passages]
    comparison = compare(first.text, lines_of(session, first.id), draft.text, lines)
    carry_draft(session, draft.id, analysis, comparison, max_claims=settings.max_claims)


def _person(session: Session, email: str, name: str, role: Role) -> Person:
    row = Person(
        email=email,
        name=name,
        role=role,
        password_hash=hash_password(secrets.token_urlsafe(32)),
        must_change_password=True,
        settings={},
    )
    session.add(row)
    session.flush()
    log_event(session, None, "person.added", ("person", row.id), after={"name": name, "role": role, "demo": True})
    return row


def _split(
    session: Session, editor: Person, brief: ArticleBrief, text: str, analysis: Analysis, settings: Settings
) -> Draft:
    """Bring an article in and split it."""
    due = replace(brief, deadline_at=utc_now() + timedelta(days=1))
    article = create_article(session, editor, due)
    draft = add_draft(session, editor, article, text, intake=Intake.PASTE, max_chars=settings.max_text_chars)
    split_draft(session, draft.id, analysis, max_claims=settings.max_claims)
    return draft
