"""Say what still keeps a claim from being published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.addresses import web_address
from factcheck.domain.claims import ClaimState
from factcheck.domain.verdicts import VerdictState
from factcheck.proof.canonical import canonical
from factcheck.services.evidence_opens import ADVICE, opens, why_none_opens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.models import Claim, Evidence
    from factcheck.services.publication_prepare import Prepared

_OPEN_AGAIN = "An editor lets the rule pass with a reason, or opens the claim again so that another source is cited."
#: Shorter words of confidential evidence ("BBC", a first name) turn up by chance.
_TELLING_CHARS = 6


@dataclass(frozen=True, slots=True)
class Gate:
    """Name one condition: what it asks in words, whether it is met, and who can see to it."""

    key: str
    words: str
    met: bool
    who: str = ""


def claim_gates(claim: Claim, prepared: Prepared) -> tuple[Gate, ...]:
    """Return the conditions of publishing a claim, in the order a reader of the list would see to them."""
    verdict = prepared.verdict
    ruled = claim.state is ClaimState.RULED and verdict is not None and verdict.state is VerdictState.RULED
    leaks = leaked(claim, prepared)
    where = ", ".join(leaks)
    rows = [item.evidence for item in verdict.citations] if verdict is not None else []
    cited, reading = [row for row in rows if row.withdrawn_at is None], prepared.sources.reading
    return (
        Gate("ruled", "The verdict is ruled", ruled, "an editor rules it on the claim's page"),
        Gate(
            "citation",
            "At least one citation opens or has a capture",
            any(opens(row, reading) for row in cited)
            or (claim.id in prepared.sources.need_not_open and any(web_address(row.url) for row in cited)),
            why_none_opens(cited, reading, advice=_OPEN_AGAIN if ruled else ADVICE).rstrip(".")
            or "the checker cites a page that opened, or a document that the desk keeps",
        ),
        Gate(
            "cited_stands",
            "All that is cited still counts as evidence",
            verdict is not None and all(item.evidence.withdrawn_at is None for item in verdict.citations),
            "an editor reopens the claim: a cited item was withdrawn",
        ),
        Gate(
            "summary",
            "A summary is written",
            verdict is not None and bool(verdict.summary.strip()),
            "the checker writes it with the verdict",
        ),
        Gate(
            "confidential_words",
            f"No words of confidential evidence in what is published{f' (found in: {where})' if where else ''}",
            not leaks,
            "an editor takes them out of the text named",
        ),
        Gate(
            "confidential_article",
            "The article is not marked confidential",
            not claim.article.confidential,
            "an editor takes the mark off the article",
        ),
    )


def missing_words(gates: tuple[Gate, ...]) -> tuple[str, ...]:
    """Return a sentence for each gate that is not met."""
    return tuple(f"{gate.words}: {gate.who}." for gate in gates if not gate.met)


def leaked(claim: Claim, prepared: Prepared) -> tuple[str, ...]:
    """Return the parts of a payload that hold words of this claim's confidential evidence, cited or not."""
    rows = prepared.sources.evidence.get(claim.id, [])
    if not any(row.confidential for row in rows):
        return ()
    open_words = {word for row in rows if not row.confidential for word in _telling(row)}
    # What the article itself says is no secret: its own words may name a body that also is a confidential origin.
    article = claim.article
    own = f"{prepared.sources.draft.text}\n{claim.statement}\n{article.title}\n{article.outlet}".casefold()
    secret = {word for row in rows if row.confidential for word in _telling(row) if word not in own} - open_words
    parts = ((name, canonical(value).casefold()) for name, value in prepared.payload.items())
    return tuple(name for name, text in parts if any(_quoted(word) in text for word in secret))


def _quoted(word: str) -> str:
    """Return a word as it stands inside canonical JSON."""
    return canonical(word)[1:-1]


def _telling(row: Evidence) -> Iterator[str]:
    located = (str(value) for value in row.locator.values())
    for text in (row.title, row.url, row.outlet, row.file_name, row.excerpt, row.note, row.origin.name, *located):
        plain = text.strip().casefold()
        if len(plain) >= _TELLING_CHARS:
            yield plain
