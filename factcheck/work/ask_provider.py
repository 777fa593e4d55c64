"""Ask a provider over the network: its hits are owed a fetch, whole texts and published checks are kept at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.captures import CaptureState
from factcheck.fetch.providers.base import ProviderDownError, ProviderError, Query, RateLimitedError
from factcheck.fetch.providers.registry import ask_for, providers
from factcheck.models import Via
from factcheck.services.capture_keep import NewCapture, keep_captures, keepable
from factcheck.services.circuit import circuit_rest, note_failure, note_success
from factcheck.services.lookup_keep import PER_LOOKUP, FoundPage, keep_answer, keep_text_page
from factcheck.services.origin_find import host_of
from factcheck.services.own_text import WHY, own_text
from factcheck.services.passage_find import find_passages
from factcheck.services.ruling_keep import NewRuling, keep_rulings
from factcheck.services.suggestion_keep import keep_suggestions
from factcheck.work.fetcher import fetcher_of
from factcheck.work.handler import GiveUp, TryLater
from factcheck.work.page_read import day_of, wire_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.fetch.providers.base import Hit, Provider, Results
    from factcheck.services.lookup_target import LookupTarget
    from factcheck.services.own_text import OwnText
    from factcheck.services.suggestion_keep import FoundPassage
    from factcheck.work.handler import Store, Ticket, Tools

#: How long a provider that asks to come back later, without saying when, is left alone.
LATER = 30.0


@dataclass(frozen=True, slots=True)
class _WholeText:
    hit: Hit
    new: NewCapture
    passages: list[FoundPassage]
    own: bool


def ask_provider(tools: Tools, ticket: Ticket, target: LookupTarget) -> Store:
    """Ask, and return what stores the answer."""
    provider = providers().get(target.provider)
    if provider is None:
        raise GiveUp(f"This desk knows no provider “{target.provider}”. An administrator can mend FACTCHECK_PROVIDERS.")
    ticket.check_cancel()
    with tools.db.write() as session:
        rest = circuit_rest(session, provider.name)
    if rest is not None:
        wait = rest.wait.total_seconds()
        raise TryLater(
            f"{provider.label} failed several times and is left alone. Last: {rest.last_error}",
            seconds=wait,
            ours=True,
        )
    results = _search(tools, provider, target)
    ticket.check_cancel()
    with tools.db.read() as session:
        own = own_text(session, target.words.article_id)
    whole = [_read(tools, target, hit, own) for hit in results.hits if hit.text.strip()]
    return _storing(provider, target, results, whole)


def _search(tools: Tools, provider: Provider, target: LookupTarget) -> Results:
    fetcher = fetcher_of(tools)
    ask = ask_for(provider, tools.settings, fetcher.client, reader=fetcher.reader, pace=fetcher.pace)
    query = Query(
        text=target.query, quoted=target.words.quotes, language=target.words.language[:2] or "en", limit=PER_LOOKUP
    )
    try:
        results = provider.search(query, ask)
    except RateLimitedError as error:
        raise TryLater(str(error), seconds=float(error.retry_after or LATER)) from error
    except ProviderError as error:
        if not error.retry:
            # A missing key or an answer in another form is mended by a person, not by waiting.
            raise GiveUp(str(error)) from error
        with tools.db.write() as session:
            note_failure(session, provider.name, str(error))
        wait = error.retry_after if isinstance(error, ProviderDownError) else None
        raise TryLater(str(error), seconds=None if wait is None else float(wait)) from error
    with tools.db.write() as session:
        note_success(session, provider.name)
    return results


def _read(tools: Tools, target: LookupTarget, hit: Hit, own: OwnText) -> _WholeText:
    text = keepable(hit.text)
    data = text.encode("utf-8", "replace")
    new = NewCapture(
        via=Via.PROVIDER,
        sha256=hashlib.sha256(data).hexdigest(),
        state=CaptureState.CAPTURED,
        url=hit.url,
        final_url=hit.url,
        media_type="text/plain",
        size=len(data),
        text=text,
        title=hit.title,
        outlet=hit.outlet or host_of(hit.url),
        language=hit.language[:12],
        published_on=day_of(hit.published),
        wire=wire_of(text, ""),
    )
    tools.blobs.put(data)
    if own.is_own((hit.url,), text):
        return _WholeText(hit, new, [], own=True)
    return _WholeText(hit, new, find_passages(target.words, text, language=hit.language), own=False)


def _storing(provider: Provider, target: LookupTarget, results: Results, whole: list[_WholeText]) -> Store:
    reviews = [hit for hit in results.hits if hit.kind == "claimreview"]
    pages = [hit for hit in results.hits if hit.kind != "claimreview" and not hit.text.strip()]

    def store(session: Session) -> None:
        new = keep_rulings(session, map(_ruling, reviews))
        note = f"{len(reviews)} published checks, {new} of them new here" if reviews else results.note
        keep_answer(session, target.lookup_id, [_found(hit) for hit in pages], note=note)
        for one, capture in zip(whole, keep_captures(session, [one.new for one in whole]), strict=True):
            keep_text_page(session, target.lookup_id, _found(one.hit), capture, reason=WHY if one.own else "")
            if one.own:
                continue
            same = capture.text == one.new.text
            passages = one.passages if same else find_passages(target.words, capture.text, language=capture.language)
            keep_suggestions(
                session,
                target.words.claim_id,
                capture.id,
                passages,
                provider=provider.name,
                lookup_id=target.lookup_id,
            )

    return store


def _found(hit: Hit) -> FoundPage:
    return FoundPage(hit.url, hit.title, hit.snippet, hit.outlet, hit.published)


def _ruling(hit: Hit) -> NewRuling:
    return NewRuling(
        statement=hit.claim or hit.title,
        rating=hit.rating,
        publisher=hit.publisher or hit.outlet,
        speaker=hit.speaker,
        url=hit.url,
        title=hit.title,
        language=hit.language,
        published_on=day_of(hit.published),
        payload={"snippet": hit.snippet},
    )
