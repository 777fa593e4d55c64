"""Build what is asked of a database and of a search engine; never hand on text as a person or a page wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from factcheck.text.proper_names import names
from factcheck.text.words import CAMEL, STOP_WORDS, WORD, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ADDRESS = re.compile(r"https?://\S+|www\.\S+|pic\.twitter\.com/\S+", re.IGNORECASE)
HASHTAG = re.compile(r"[#@](\w+)")
# FTS5 and tsquery take letters and digits alone from us, so no operator, quote or NUL can come through.
PIECE = re.compile(r"[^\W_]+")

TERM_LIMIT = 64
TERM_CHARS = 40
WORDS_IN_QUERY = 9
# Words that say how sure somebody is, or nothing by themselves: a page on the matter need not have them.
VAGUE = frozenset(
    """maybe perhaps possibly probably reportedly allegedly apparently supposedly nearly almost about around least most
    many much several various least said says told tells according also even still already another every""".split()
)
QUOTED_WORDS = 12
MIN_QUOTED_WORDS = 3


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Hold one question to a search engine, of what it is made and why."""

    text: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what queries are built from: a claim's statement and what was found in it."""

    statement: str
    quotes: Sequence[str] = ()
    figures: Sequence[str] = ()
    dates: Sequence[str] = ()
    chain: Sequence[str] = ()


def cleaned(text: str) -> str:
    """Return a text without addresses, with the words of a hashtag or handle set apart."""
    return HASHTAG.sub(lambda match: CAMEL.sub(" ", match.group(1)), ADDRESS.sub(" ", text))


def terms(text: str, limit: int = TERM_LIMIT) -> list[str]:
    """Return the telling words of a text, plain and each once: first figures and names, then the rest by length.

    At most `limit`, in the order in which they stand.
    """
    seen: dict[str, tuple[int, int, int]] = {}
    for at, match in enumerate(PIECE.finditer(cleaned(text))):
        word = plain(match.group())[:TERM_CHARS]
        if word in STOP_WORDS or word in seen or (len(word) == 1 and not word.isdigit()) or not PIECE.fullmatch(word):
            continue
        telling = 0 if match.group()[0].isupper() or word[0].isdigit() else 1
        seen[word] = (telling, -len(word), at)
    kept = sorted(seen, key=seen.__getitem__)[:limit]
    return sorted(kept, key=lambda word: seen[word][2])


def fts5_query(text: str, limit: int = TERM_LIMIT) -> str:
    """Return a MATCH string for SQLite's FTS5 that finds any telling word of a text; empty if there is none."""
    return " OR ".join(f'"{word}"' for word in terms(text, limit))


def tsquery(text: str, limit: int = TERM_LIMIT) -> str:
    """Return the argument of PostgreSQL's `to_tsquery` that finds any telling word; empty if there is none."""
    return " | ".join(f"'{word}'" for word in terms(text, limit))


def build(asked: Asked) -> list[SearchQuery]:
    """Return the queries worth sending for a claim, the most telling first, none twice."""
    known = [name.text for name in names(asked.statement)]
    subject = _joined(known[:3])
    rest = _key_words(asked.statement, known)
    found = [SearchQuery(_joined([subject, *rest]), "words", "the claim's names and telling words")]
    for quote in asked.quotes:
        words = quote.split()[:QUOTED_WORDS]
        if len(words) >= MIN_QUOTED_WORDS:
            exact = '"' + _safe(" ".join(words)) + '"'
            found.append(SearchQuery(_joined([exact, *known[:1]]), "quotation", "the quoted words as they stand"))
    if asked.figures:
        told = _joined([subject, *asked.figures[:2], *rest[:3]])
        found.append(SearchQuery(told, "figures", "the claim's figures with whom they are said of"))
    if asked.dates:
        found.append(SearchQuery(_joined([subject, *rest[:4], *asked.dates[:1]]), "date", "the claim with its date"))
    if asked.chain:
        origin = asked.chain[-1]
        told = _joined([origin, *(name for name in known if name != origin), *rest[:4]])
        found.append(SearchQuery(told, "origin", f"what {origin} is said to have told"))
    return _once(found)


def hand_links(query: SearchQuery) -> list[tuple[str, str]]:
    """Return name and address of pages where a person can ask the same by hand."""
    asked = quote_plus(query.text)
    return [
        ("Google", f"https://www.google.com/search?q={asked}"),
        ("Bing", f"https://www.bing.com/search?q={asked}"),
        ("DuckDuckGo", f"https://duckduckgo.com/?q={asked}"),
        ("Fact Check Explorer", f"https://toolbox.google.com/factcheck/explorer/search/{asked}"),
        ("Wikipedia", f"https://en.wikipedia.org/w/index.php?search={asked}"),
        ("Internet Archive", f"https://archive.org/search?query={asked}"),
    ]


def _safe(text: str) -> str:
    """Return words and inner marks only: a search engine's own operators are for people, not for a page's text."""
    return " ".join(WORD.findall(text))


def _joined(parts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(part if part.startswith('"') else _safe(part) for part in parts if part.strip()))


def _key_words(statement: str, known: Sequence[str]) -> list[str]:
    """Return a statement's telling words outside its names, in order: figures, then the longest."""
    held = {word for name in known for word in terms(name)}
    aside = held | VAGUE
    return [word for word in terms(statement, WORDS_IN_QUERY + len(aside)) if word not in aside][:WORDS_IN_QUERY]


def _once(found: Iterable[SearchQuery]) -> list[SearchQuery]:
    kept: dict[str, SearchQuery] = {}
    for query in found:
        if query.text:
            kept.setdefault(plain(query.text), query)
    return list(kept.values())
