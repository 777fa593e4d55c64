"""Find one origin behind most of what a text reports."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from factcheck.text.keyed import keyed
from factcheck.text.model import Finding, Span
from factcheck.text.tokens import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.text.keyed import Keyed
    from factcheck.text.model import Claim, Passage
    from factcheck.text.reading import Reading

DOCUMENT = re.compile(
    r"\b(?:book|memoir|documentary|biography|dossier|report|study|paper|interview|investigation|novel|diary"
    r"|podcast|leak|film|extracts?|excerpts?)\b",
    re.IGNORECASE,
)
NAME = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}"
# Who made it: "a book by the former minister Sir John Roe", "Jane Roe's memoir".
MADE = keyed(
    rf"\b(?:book|memoir|documentary|biography|diary|novel)s?\s(?:\w+\s)?by\s(?:[a-z]+\s|[A-Z][a-z]+\s(?=[a-z])){{0,6}}?(?P<by>{NAME})"
    rf"|(?P<of>{NAME})['’]s\s(?:\w+\s){{0,2}}(?:book|memoir|documentary|biography|diary|novel)\b"
)
THEIRS = keyed(r"\b(?:[Hh]is|[Hh]er)\s(?:\w+\s)?(?:memoirs?|book|autobiography|diary|diaries)\b")
FULL = re.compile(r"[A-Z][a-z]+\s[A-Z][\w'’-]+(?=\s[a-z]|,)")
NAMED_BEFORE = 300  # characters
# Who passes it on: "The Post, which also obtained the book", "extracts were serialised in The Courier".
RELAYS = keyed(
    rf"(?P<a>{NAME})(?:,\swhich)?\s(?:has\s|had\s|have\s)?(?:also\s)?(?:seen|saw|obtained|read|reviewed|serialised|serialized)\s(?:a\scopy\sof\s)?"
    rf"the\s(?:\w+\s)?(?:book|memoir|extracts|excerpts|dossier|report|manuscript|documents?)\b"
    rf"|\b(?:extracts|excerpts|book|memoir)\b[^.]{{0,120}}?\b(?:serialised|serialized|published|printed)\s(?:in|by)\s(?:[Tt]he\s)?(?P<b>{NAME})"
)
READ = 20_000  # characters of a text in which its origin is named
LEAST, MOST_PART = 4, 0.5
PERSON_LEAST, PERSON_PART = 8, 0.8  # one person who is quoted throughout is seldom news


def single_origin(text: str, read: list[tuple[Passage, Reading]], claims: list[Claim]) -> list[Finding]:
    """Find one source behind most of what the text reports: a book with its author and those who pass it on."""
    chains = [claim.chain for claim in claims]
    known = {name: _keys(name) for chain in chains for name in chain if "not named" not in name}
    flat = [frozenset().union(*[known[name] for name in chain if name in known]) for chain in chains]
    papers = {name for chain in chains for name in chain if DOCUMENT.search(name)}
    documents = [not papers.isdisjoint(chain) for chain in chains]
    told = [index for index, keys in enumerate(flat) if keys or documents[index]]
    if len(told) < LEAST:
        return []
    if any(documents):
        makers = _makers(text, read, dict.fromkeys(name for chain in chains for name in chain))
        if makers:
            group = makers | _relays(text, read)
            held = [index for index in told if documents[index] or flat[index] & group]
            if len(held) >= LEAST and len(held) >= MOST_PART * len(told):
                return [_finding(held, told, claims, " ".join(sorted(makers)))]
    counts = Counter(k for keys in flat for k in keys)
    top, most = counts.most_common(1)[0] if counts else ("", 0)
    document = any(documents[index] and top in flat[index] for index in told)
    least, part = (LEAST, MOST_PART) if document else (PERSON_LEAST, PERSON_PART)
    if most < least or most < part * len(told):
        return []
    return [_finding([index for index in told if top in flat[index]], told, claims, top)]


def _finding(held: list[int], told: list[int], claims: list[Claim], name: str) -> Finding:
    why = f"{len(held)} of the {len(told)} statements with a source go back to one: {name}."
    spans = [Span(claims[index].start, claims[index].end) for index in held[:8]]
    return Finding("single_origin", tuple(spans), why)


def _makers(text: str, read: list[tuple[Passage, Reading]], names: Iterable[str]) -> frozenset[str]:
    """Give the last names of who made the document that the text leans on."""
    found = [m["by"] or m["of"] for m in _told(MADE, text, read)]
    for his in _told(THEIRS, text, read):  # "Jane Roe says ... Her memoir": who is named last
        named = FULL.findall(text, max(0, his.start() - NAMED_BEFORE), his.start())
        found += named[-1:]
    found += [m["by"] or m["of"] for name in names for m in MADE.pattern.finditer(name)]
    return frozenset(bare_name(name.split()[-1]) for name in found)


def _relays(text: str, read: list[tuple[Passage, Reading]]) -> frozenset[str]:
    found = [m["a"] or m["b"] for m in _told(RELAYS, text, read)]
    return frozenset(bare_name(name.split()[-1]) for name in found)


def _told(rule: Keyed, text: str, read: list[tuple[Passage, Reading]]) -> Iterator[re.Match[str]]:
    """Give what a rule finds in the first passages."""
    for passage, reading in read:
        if passage.start > READ:
            return
        if reading.words.classes & rule.bit:
            yield from rule.pattern.finditer(text, passage.start, passage.end)


def _keys(name: str) -> frozenset[str]:
    return frozenset(
        bare_name(w.strip(".,"))
        for w in name.split()
        if w[:1].isupper() and w.lower() not in {"the", "president", "mr", "mrs", "ms", "dr"}
    )
