"""Publish an article's page: the table of its published lines, with those that are ready published along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck.domain.addresses import web_address
from factcheck.domain.articles import ArticleAct
from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import GateUnmet, NotFound, StaleWrite
from factcheck.domain.permissions import Action, require
from factcheck.domain.slugs import slug_of
from factcheck.models import Article, Claim, Correction, Publication
from factcheck.models.publication import CorrectionClass, Subject
from factcheck.services.claim_move import move_article
from factcheck.services.lock_order import lock_article
from factcheck.services.publication_diff import differences
from factcheck.services.publication_find import current_pages, current_revision, new_public_id, publication_of_article
from factcheck.services.publication_gates import Gate, claim_gates
from factcheck.services.publication_prepare import digest_of, load_sources, prepare_claim
from factcheck.services.publish import add_revision, publish_prepared, reopen_publication

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.services.publication_diff import Difference
    from factcheck.services.publication_prepare import Prepared

#: What an article's page states of the article itself.
_STATED = ("title", "outlet", "byline", "url", "published_on")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one ruled claim of an article: what would be published, its gates, and what is public already."""

    claim: Claim
    prepared: Prepared
    gates: tuple[Gate, ...]
    publication: Publication | None
    standing: dict[str, Any] | None = None

    @property
    def is_public(self) -> bool:
        """Say whether the claim has a page that was not withdrawn."""
        return self.publication is not None and self.publication.withdrawn_at is None

    @property
    def is_ready(self) -> bool:
        """Say whether it can be published now; what was withdrawn is published again only by itself."""
        return self.publication is None and all(gate.met for gate in self.gates)


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """Hold what would be published of an article, and the digest of what the editor sees."""

    article: Article
    lines: tuple[Line, ...]
    sha256: str

    @property
    def shown(self) -> tuple[Line, ...]:
        """Return the lines that would stand in the table."""
        return tuple(line for line in self.lines if line.is_public or line.is_ready)

    @property
    def payload(self) -> dict[str, Any]:
        """Return what is kept of the page: its table is drawn from the claims' own pages, so that it never differs."""
        return {**_article_payload(self.article), "lines": [line.claim.number for line in self.shown]}


def prepare_article(
    session: Session, article: Article, *, desk_name: str, zone: tzinfo = UTC, withheld_why: str = ""
) -> PreparedArticle:
    """Collect the ruled claims of an article with what would be published of each."""
    claims = session.scalars(
        select(Claim)
        .where(Claim.article_id == article.id, Claim.state == ClaimState.RULED)
        .order_by(Claim.number)
        .options(selectinload(Claim.occurrences))
    ).all()
    rows = session.execute(
        current_pages().where(Publication.article_id == article.id, Publication.claim_id.is_not(None))
    )
    public = {row.claim_id: (row, revision.payload) for row, revision in rows}
    sources = load_sources(session, article.id, [claim.id for claim in claims]) if claims else None
    lines = []
    for claim in claims:
        prepared = prepare_claim(
            session, claim, desk_name=desk_name, zone=zone, withheld_why=withheld_why, sources=sources
        )
        there, standing = public.get(claim.id, (None, None))
        lines.append(Line(claim, prepared, claim_gates(claim, prepared), there, standing))
    shown = [line for line in lines if line.is_public or line.is_ready]
    told = {
        **_article_payload(article),
        # Of a line that is public its page decides what it says; of the others what is in the preview does.
        "lines": [[line.claim.number, "" if line.is_public else line.prepared.sha256] for line in shown],
    }
    return PreparedArticle(article, tuple(lines), digest_of(told))


def _article_payload(article: Article) -> dict[str, Any]:
    return {
        "schema": 1,
        "kind": "article",
        "language": article.language,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": web_address(article.source_url or ""),
        "published_on": article.published_on.isoformat() if article.published_on else "",
    }


def publish_article(
    session: Session,
    actor: Person,
    article_id: int,
    *,
    sha256: str,
    desk_name: str,
    zone: tzinfo = UTC,
    withheld_why: str = "",
) -> Publication:
    """Publish the article's page and each ruled claim that is ready; what differs from before is told on the page."""
    require(Action.PUBLISH, actor.role)
    article = lock_article(session, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    if article.confidential:
        raise GateUnmet("This article is confidential.", ("The article is not marked confidential.",))
    prepared = prepare_article(session, article, desk_name=desk_name, zone=zone, withheld_why=withheld_why)
    there = publication_of_article(session, article.id)
    standing = current_revision(session, there).payload if there is not None and there.withdrawn_at is None else None
    if there is not None and standing == prepared.payload:
        return there
    if not prepared.shown:
        raise GateUnmet(
            "There is nothing to publish yet.", ("At least one claim is ruled and meets its own conditions.",)
        )
    if prepared.sha256 != sha256:
        raise StaleWrite(
            "Something changed since you opened the preview. Look at it again, then publish.", version=0, clashes=()
        )
    for line in prepared.lines:
        if line.is_ready:
            publish_prepared(session, actor, line.claim, line.prepared, None)
    return _publish_page(session, actor, prepared, there)


def _publish_page(session: Session, actor: Person, prepared: PreparedArticle, there: Publication | None) -> Publication:
    article, payload = prepared.article, prepared.payload
    if there is None:
        there = Publication(
            public_id=new_public_id(),
            slug=slug_of(article.title),
            subject=Subject.ARTICLE,
            article_id=article.id,
            current_revision=0,
        )
        session.add(there)
        session.flush()
    elif there.withdrawn_at is not None:
        reopen_publication(session, actor, there)
    else:
        _tell(session, actor, there, current_revision(session, there).payload, payload)
    add_revision(session, actor, there, payload, digest_of(payload))
    move_article(session, actor, article, ArticleAct.PUBLISH)
    return there


def _tell(
    session: Session, actor: Person, there: Publication, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Say on the page how it differs from what stood there; what was stated otherwise makes it a correction."""
    added = sorted(set(after["lines"]) - set(before["lines"]))
    gone = sorted(set(before["lines"]) - set(after["lines"]))
    changed = differences(*({name: payload.get(name) for name in _STATED} for payload in (before, after)))
    corrected = any(change.before for change in changed)
    what = [_said_now(change) for change in changed]
    what += [f"Lines added: {', '.join(map(str, added))}."] if added else []
    what += [f"Lines taken out: {', '.join(map(str, gone))}."] if gone else []
    why = [f"What the page says of the article was {'put right' if corrected else 'completed'}."] if changed else []
    why += ["More lines were checked since."] if added else []
    why += ["Some lines are no longer published."] if gone else []
    session.add(
        Correction(
            publication_id=there.id,
            revision_number=there.current_revision + 1,
            kind=CorrectionClass.FACTUAL if corrected else CorrectionClass.UPDATE,
            what=" ".join(what) or "The page was brought up to date.",
            why=" ".join(why) or "The article is kept in another language.",
            by_id=actor.id,
        )
    )


def _said_now(change: Difference) -> str:
    if not change.before:
        return f"{change.field} added: “{change.after}”."
    if not change.after:
        return f"{change.field} taken out; it said “{change.before}”."
    return f"{change.field}: it said “{change.before}”, it says “{change.after}”."
