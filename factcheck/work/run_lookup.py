"""Put one question to one provider: the desk's own documents and rulings are read at once, others are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.models import Capture
from factcheck.services.corpus_search import search_kept
from factcheck.services.lookup_keep import keep_answer
from factcheck.services.lookup_target import lookup_target
from factcheck.services.outside import INSIDE
from factcheck.services.own_text import addresses_of, own_text
from factcheck.services.passage_find import find_passages
from factcheck.services.ruling_search import search_rulings
from factcheck.services.suggestion_keep import keep_suggestions
from factcheck.work.ask_provider import ask_provider
from factcheck.work.handler import GiveUp

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.lookup_target import LookupTarget
    from factcheck.services.suggestion_keep import FoundPassage
    from factcheck.work.handler import Store, Ticket, Tools

#: Kept texts read for one question.
MOST_READ = 10
CLOSED = "The article is confidential, and asking outside is not allowed for it. An editor can allow it."


def run_lookup(tools: Tools, ticket: Ticket) -> Store:
    """Answer one lookup; payload: claim_id, provider, query_digest."""
    with tools.db.read() as session:
        target = lookup_target(session, ticket.payload)
    if target is None:
        raise GiveUp("The claim of this lookup is no longer there.")
    if target.provider == "corpus":
        return _read_corpus(tools, ticket, target)
    if target.provider == "rulings":
        return _read_rulings(tools, target)
    # Looked at again here: the article may have been closed since the question was asked.
    if target.provider not in INSIDE and not target.words.outside:
        raise GiveUp(CLOSED)
    return ask_provider(tools, ticket, target)


def _read_corpus(tools: Tools, ticket: Ticket, target: LookupTarget) -> Store:
    found: list[tuple[int, list[FoundPassage]]] = []
    with tools.db.read() as session:
        article_id = target.words.article_id
        own = own_text(session, article_id)
        # Twice as many as are read: some may be copies of the article itself.
        ids = search_kept(session, target.query, but_article_id=article_id, limit=2 * MOST_READ)
        rows = (session.get_one(Capture, row_id) for row_id in ids)
        texts = [(row.id, row.text, row.language) for row in rows if not own.is_own(addresses_of(row), row.text)]
        del texts[MOST_READ:]
    for done, (capture_id, text, language) in enumerate(texts):
        ticket.progress(done, len(texts), "reading our documents")
        passages = find_passages(target.words, text, language=language)
        if passages:
            found.append((capture_id, passages))

    def store(session: Session) -> None:
        keep_answer(session, target.lookup_id, (), note=_told(len(found), "document", "with passages that bear on it"))
        for capture_id, passages in found:
            keep_suggestions(
                session,
                target.words.claim_id,
                capture_id,
                passages,
                provider=target.provider,
                lookup_id=target.lookup_id,
            )

    return store


def _read_rulings(tools: Tools, target: LookupTarget) -> Store:
    """Count the like rulings; the claim's page finds them anew, so that later ones show too."""
    with tools.db.read() as session:
        found = len(search_rulings(session, target.query, but_claim_id=target.words.claim_id))

    def store(session: Session) -> None:
        keep_answer(session, target.lookup_id, (), note=_told(found, "earlier ruling", "on like claims"))

    return store


def _told(count: int, what: str, which: str) -> str:
    return f"{count or 'No'} {what}{'' if count == 1 else 's'} {which}"
