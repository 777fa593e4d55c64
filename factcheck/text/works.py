"""Find the books, documents, datasets and persons that a text says it has its matter from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from factcheck.text.proper_names import NOT_NAMES
from factcheck.text.words import plain

SourceKind = Literal["book", "document", "dataset", "broadcast", "outlet", "person"]

BOOKS = "book|memoir|memoirs|biography|autobiography|novel"
DOCUMENTS = (
    "report|study|paper|memo|memorandum|letter|indictment|lawsuit|complaint|filing|affidavit|ruling|audit|"
    "press release|statement|dossier|white paper|court documents|transcript"
)
DATASETS = "survey|poll|census|dataset|database|data|figures|statistics|index"
BROADCASTS = "documentary|podcast|film|interview|broadcast|programme|program"
KINDS: dict[str, SourceKind] = {
    **dict.fromkeys(BOOKS.split("|"), "book"),
    **dict.fromkeys(DOCUMENTS.split("|"), "document"),
    **dict.fromkeys(DATASETS.split("|"), "dataset"),
    **dict.fromkeys(BROADCASTS.split("|"), "broadcast"),
}
_WORK = "|".join(sorted(KINDS, key=len, reverse=True))
_UP = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
# A stop belongs to an initial, not to the end of a sentence.
_PART = rf"(?:{_UP}\.|{_UP}[\w'\u2019&-]*)"
_NAME = rf"{_PART}(?: (?:(?:of|the|for|and|de|van|von|der|al) )?{_PART}){{0,6}}"
_MORE = r"(?:(?:[a-z]+|[A-Z][a-z]+day|\d{4})[ -]){0,3}?"
_TITLED = (
    rf"(?:,? (?:called |titled |entitled )?[\"\u201c'\u2018]?"
    rf"(?P<title>{_UP}[\w'\u2019-]*(?::? (?:(?:of|the|a|in|to|and|for|on|at) ){{0,2}}{_UP}[\w'\u2019-]*){{0,8}}))?"
)
_MADE_BY = rf"(?: (?:published |released |written |made )?(?:by|from) (?:the )?(?P<by>{_NAME}))?"
_LEADING = r"\b(?:[Aa]n?|[Tt]he|[Tt]his|new|forthcoming|upcoming|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)"

FORMS = (
    # Kari Nilsen's new book "Storm"; the Roads Agency's annual report
    re.compile(rf"\b(?P<by>{_NAME})['\u2019]s? {_MORE}(?P<work>{_WORK})\b{_TITLED}"),
    # the book "Storm" by Kari Nilsen; a report by the Roads Agency
    re.compile(rf"{_LEADING} {_MORE}(?P<work>{_WORK})\b{_TITLED}[\"\u201d'\u2019]?,?{_MADE_BY}"),
    # "Storm", a book by Kari Nilsen
    re.compile(
        rf"[\"\u201c](?P<title>{_UP}[^\"\u201d\n]{{1,80}}?),?[\"\u201d],? (?:an?|the|his|her|their) "
        rf"{_MORE}(?P<work>{_WORK})\b{_MADE_BY}"
    ),
)
OUTLET = re.compile(
    rf"\b(?:[Ff]irst |[Aa]s )?(?:reported|revealed|published) by (?:[Tt]he )?(?P<a>{_NAME})"
    rf"|\b(?:[Tt]he )?(?P<b>{_NAME}) (?:first )?(?:reported|reports|revealed|reveals)\b"
    rf"|\b(?:told|[Aa]ccording to) (?:[Tt]he )?(?P<c>{_NAME})"
)
TITLE_MARKS = " \"'\u201c\u201d\u2018\u2019.,:;"
READ_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class Work:
    """Hold a source that a text names: its kind, who made it, its title if told, and where it is named."""

    kind: SourceKind
    by: str
    title: str
    start: int
    end: int

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return what tells it from others: its title, and its kind with its maker, an author by the last name."""
        made = plain(self.by)
        made = made.rpartition(" ")[2] if self.kind == "book" else made
        by = (self.kind, f"by {made}") if made else None
        title = (self.kind, plain(self.title)) if self.title else None
        return tuple(key for key in (title, by) if key)

    @property
    def name(self) -> str:
        """Return how it is called on a page."""
        if self.by and self.title:
            return f"{self.by}: {self.title}"
        return self.title or f"{self.by} ({self.kind})"


def works(text: str) -> list[Work]:
    """Return the books, documents, datasets and broadcasts that a text names with maker or title, in order."""
    found: dict[tuple[int, int], Work] = {}
    for form in FORMS:
        for match in form.finditer(text[:READ_CHARS]):
            held = match.groupdict()
            by = _bare(held.get("by") or "")
            title = _bare(held.get("title") or "")
            by = "" if plain(by) in NOT_NAMES else by
            title = "" if plain(title) in NOT_NAMES else title
            if by or title:
                work = Work(KINDS[match["work"]], by, title, match.start(), match.end())
                known = found.get(match.span("work"))
                if known is None or bool(by) + bool(title) > bool(known.by) + bool(known.title):
                    found[match.span("work")] = work
    return sorted(found.values(), key=lambda work: (work.start, work.end))


def outlets(text: str) -> list[str]:
    """Return whom a text names as having reported, revealed or been told something."""
    found = [_bare(next(filter(None, match.groups()))) for match in OUTLET.finditer(text[:READ_CHARS])]
    return [name for name in dict.fromkeys(found) if plain(name) not in NOT_NAMES]


def _bare(name: str) -> str:
    return name.strip(TITLE_MARKS).removesuffix("'s").removesuffix("\u2019s")
