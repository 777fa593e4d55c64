"""Build what would be published of a claim: a plain dictionary that is then kept as it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.db import ask_once, note_answer
from factcheck.domain.addresses import web_address
from factcheck.domain.claimants import claimant_of, names_of
from factcheck.domain.evidence import Stance
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Article, Capture, Citation, Claim, Draft, Evidence, Origin, Rating, Scale, Verdict
from factcheck.proof.canonical import canonical
from factcheck.services.evidence_opens import reading_jobs
from factcheck.services.origin_count import count_published
from factcheck.services.policy_check import need_not_open
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime, tzinfo

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from factcheck.models import Job

WITHHELD_WHY = "Withheld to protect a source."
#: From this place on the truth line a statement counts as true, up to the other as false.
TRUE_FROM, FALSE_TO = 4, 2
#: Of a locator only what leads a reader to the place; contacts and names of callers stay in the house.
PUBLIC_LOCATORS = ("place", "page", "timecode", "author", "edition", "publisher", "query", "version")
_LONGEST_LOCATOR = 200
#: A capture's text may be long, and nothing of it is published.
_OF_CAPTURE = (
    Capture.id,
    Capture.fetched_at,
    Capture.sha256,
    Capture.state,
    Capture.reason,
    Capture.media_type,
    Capture.size,
)


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold the rows that payloads of one article's claims are built from, so that many cost no more than one."""

    draft: Draft
    verdicts: dict[int, Verdict]
    evidence: dict[int, list[Evidence]]
    origins: dict[int, Origin]
    #: The newest job that reads what a piece of evidence names, by the evidence's id.
    reading: dict[int, Job]
    #: Claims for whose sources it is enough to have an address.
    need_not_open: frozenset[int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold what would be published, its digest, and the rows it comes from."""

    payload: dict[str, Any]
    sha256: str
    sources: Sources
    verdict: Verdict | None


def digest_of(payload: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a payload in its canonical form."""
    return hashlib.sha256(canonical(payload).encode("utf-8", "surrogatepass")).hexdigest()


def load_sources(session: Session, article_id: int, claim_ids: Collection[int]) -> Sources:
    """Read what payloads of these claims of one article need, in a fixed number of queries."""
    draft = session.scalars(
        select(Draft).where(Draft.article_id == article_id).order_by(Draft.number.desc()).limit(1)
    ).one()
    evidence: dict[int, list[Evidence]] = {}
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.claim_id.in_(claim_ids))
        .order_by(Evidence.id)
        .options(joinedload(Evidence.capture).load_only(*_OF_CAPTURE), joinedload(Evidence.origin))
    ).all()
    for row in rows:
        evidence.setdefault(row.claim_id, []).append(row)
    return Sources(
        draft=draft,
        verdicts={row.claim_id: row for row in session.scalars(_verdicts().where(Verdict.claim_id.in_(claim_ids)))},
        evidence=evidence,
        origins=_origins(session, {row.origin_id for row in rows}),
        reading=reading_jobs(session, claim_ids),
        need_not_open=need_not_open(session, claim_ids),
    )


def prepare_claim(
    session: Session,
    claim: Claim,
    *,
    desk_name: str,
    zone: tzinfo = UTC,
    withheld_why: str = "",
    sources: Sources | None = None,
) -> Prepared:
    """Build the payload of a claim from its current verdict; without one, from the claim alone.

    Days are those of the desk's `zone`.
    `sources` are those of several claims, read at once; left out, the claim's own are read here.
    """
    if sources is None:
        sources = load_sources(session, claim.article_id, [claim.id])
    verdict = sources.verdicts.get(claim.id)
    payload: dict[str, Any] = {
        "schema": 1,
        "kind": "claim",
        "language": claim.article.language,
        "number": claim.number,
        "claim": claim.statement,
        **_source(claim, sources, desk_name),
    }
    if verdict is not None:
        payload |= {
            "attribution": rating_payload(verdict.attribution),
            "content": rating_payload(verdict.content),
            "summary": verdict.summary,
            "rationale": verdict.rationale,
            "limits": verdict.limits,
            "checked_by": verdict.proposed_by.name,
            "second_check_by": verdict.reviewed_by.name if verdict.reviewed_by else "",
            "ruled_by": verdict.ruled_by.name if verdict.ruled_by else "",
            "checked_on": day_in(zone, verdict.ruled_at) if verdict.ruled_at else "",
            **_evidence(verdict, sources, withheld_why.strip() or WITHHELD_WHY, zone),
        }
    return Prepared(payload, digest_of(payload), sources, verdict)


def load_verdict(session: Session, claim_id: int) -> Verdict | None:
    """Return the current verdict with all that a page of it needs, in a fixed number of queries."""

    def ask() -> Verdict | None:
        found = session.scalars(_verdicts().where(Verdict.claim_id == claim_id)).one_or_none()
        # Whoever asks for the bare verdict later is served.
        note_answer(session, (current_verdict, claim_id), found)
        return found

    return ask_once(session, (load_verdict, claim_id), ask)


def _verdicts() -> Select[Verdict]:
    return (
        select(Verdict)
        .where(Verdict.state != VerdictState.SUPERSEDED)
        .options(
            joinedload(Verdict.attribution).joinedload(Rating.scale),
            joinedload(Verdict.content).joinedload(Rating.scale),
            joinedload(Verdict.proposed_by),
            joinedload(Verdict.reviewed_by),
            joinedload(Verdict.ruled_by),
            selectinload(Verdict.citations)
            .joinedload(Citation.evidence)
            .options(joinedload(Evidence.capture).load_only(*_OF_CAPTURE), joinedload(Evidence.origin)),
        )
        .execution_options(populate_existing=True)
    )


def rating_payload(rating: Rating) -> dict[str, Any]:
    """Return a rating as it is published: with its words, so that a later edit of the scale changes nothing."""
    scale: Scale = rating.scale
    return {
        "key": rating.key,
        "label": rating.label,
        "definition": rating.definition,
        "symbol": rating.symbol,
        "tone": rating.colour,
        "value": rating.value,
        "scale": scale.key,
        "scale_name": scale.name,
        "scale_number": scale.number,
    }


def day_in(zone: tzinfo, moment: datetime) -> str:
    """Return the day of a moment in a time zone."""
    return moment.astimezone(zone).date().isoformat()


def _source(claim: Claim, sources: Sources, desk_name: str) -> dict[str, Any]:
    article: Article = claim.article
    exact = next((place.exact for place in claim.occurrences if place.draft_id == sources.draft.id), "")
    claimant = claimant_of(claim.chain, desk_name=desk_name)
    return {
        "exact": exact,
        "chain": list(names_of(claim.chain)),
        "claimant": {"name": claimant.name, "kind": claimant.kind.value} if claimant else None,
        "article": {
            "title": article.title,
            "outlet": article.outlet,
            "byline": article.byline,
            "url": web_address(article.source_url or ""),
            "published_on": article.published_on.isoformat() if article.published_on else "",
        },
    }


def _evidence(verdict: Verdict, sources: Sources, withheld_why: str, zone: tzinfo) -> dict[str, Any]:
    cited = [citation for citation in verdict.citations if citation.evidence.withdrawn_at is None]
    origins = sources.origins
    # Only what carries something that may be shown gives an origin its name here.
    shown = dict.fromkeys(
        origins[citation.evidence.origin_id] for citation in cited if not citation.evidence.confidential
    )
    number_of = {origin: place for place, origin in enumerate(shown, start=1)}
    items: list[dict[str, Any]] = []
    withheld: list[dict[str, str]] = []
    for citation in cited:
        if citation.evidence.confidential:
            withheld.append({"why": withheld_why, "stance": citation.evidence.stance.value})
        else:
            origin = origins[citation.evidence.origin_id]
            items.append({"number": len(items) + 1, **_item(citation, zone), "origin": number_of[origin]})
    return {
        "evidence": items,
        "origins": [
            {
                "number": place,
                "name": origin.name,
                "kind": origin.kind.value,
                "carriers": count_published(item for item in items if item["origin"] == place),
            }
            for origin, place in number_of.items()
        ],
        "origin_count": len({origins[citation.evidence.origin_id].id for citation in cited}),
        "withheld": withheld,
        "against": [item["number"] for item in items if item["stance"] == _against(verdict.content.value)],
    }


def _item(citation: Citation, zone: tzinfo) -> dict[str, Any]:
    evidence, capture = citation.evidence, citation.evidence.capture
    return {
        "title": evidence.title,
        "outlet": evidence.outlet,
        "kind": evidence.kind.value,
        "primary": evidence.primary,
        "stance": evidence.stance.value,
        "excerpt": citation.excerpt or evidence.excerpt,
        "locator": {
            name: str(evidence.locator[name])[:_LONGEST_LOCATOR]
            for name in PUBLIC_LOCATORS
            if evidence.locator.get(name)
        },
        "url": web_address(evidence.url),
        "captured_at": day_in(zone, capture.fetched_at) if capture else "",
        "sha256": capture.sha256 if capture else (evidence.blob or ""),
    }


def _origins(session: Session, wanted: Iterable[int]) -> dict[int, Origin]:
    """Map each origin id to the origin it was merged into at last, in a fixed number of queries for usual depths."""
    found: dict[int, Origin] = {}
    missing = set(wanted)
    while missing:
        for origin in session.scalars(select(Origin).where(Origin.id.in_(missing))):
            found[origin.id] = origin
        missing = {origin.merged_into_id for origin in found.values() if origin.merged_into_id} - set(found)

    def last(origin: Origin) -> Origin:
        seen = set()
        while origin.merged_into_id and origin.id not in seen:
            seen.add(origin.id)
            origin = found[origin.merged_into_id]
        return origin

    return {origin_id: last(origin) for origin_id, origin in found.items()}


def _against(value: int | None) -> str:
    """Return the stance that speaks against the conclusion, "" where the rating is on neither side."""
    if value is None or FALSE_TO < value < TRUE_FROM:
        return ""
    return Stance.REFUTES.value if value >= TRUE_FROM else Stance.SUPPORTS.value
