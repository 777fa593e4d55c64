"""Name the columns of the spreadsheet that desks check with, in the words that desks use for them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck.domain.evidence import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: A sheet is an article's facts, not a database; an archive that holds more is no such sheet.
MOST_ROWS = 3_000
MOST_COLUMNS = 60
MOST_CHARS = 4_000_000
#: What a cell of a workbook holds.
CELL_CHARS = 32_767
#: Desks put a title and a date above the headings.
HEADINGS_WITHIN = 12
WITHHELD = "(withheld: protects a source)"


class Column(StrEnum):
    """Name a column as the desk writes it; the first eight are the form that desks use."""

    NUMBER = "no."
    FACT = "fact"
    LINE = "line"
    METHOD = "method"
    SOURCE = "source"
    DATE = "date"
    OK = "ok"
    NOTE = "note"
    SAYS = "says"
    LINK = "link"
    WHERE = "where"
    BEARING = "bearing"
    ORIGIN = "origin"
    OUTLET = "outlet"
    CONFIDENTIAL = "confidential"
    FILE = "file"
    STATEMENT = "statement"
    FINDING = "finding"


C = Column
#: What tells of the fact, not of one of its sources.
OF_CLAIM = frozenset({C.NUMBER, C.FACT, C.LINE, C.STATEMENT})
#: What makes a row one of a source: without any of these it is a fact alone.
OF_SOURCE = (C.METHOD, C.SOURCE, C.SAYS, C.LINK, C.WHERE, C.BEARING, C.ORIGIN, C.OUTLET, C.CONFIDENTIAL, C.FILE)
#: What an import takes into a source of the desk's own; the rest of a row is kept as it was written.
TAKEN = (C.METHOD, C.SOURCE, C.LINK, C.OUTLET, C.SAYS, C.WHERE, C.BEARING, C.ORIGIN, C.NOTE, C.CONFIDENTIAL)

_NAMES: dict[Column, str] = {
    C.NUMBER: "no|nr|#|number|claim no|claim number|fact no|fact number|id|no. of claim",
    C.FACT: "fact|facts|claim|claims|exact words|words|text|sentence|what",
    C.LINE: "line|lines|line no|line number|para|paragraph",
    C.METHOD: "method|how|checked by|kind|type|type of source|primary/secondary",
    C.SOURCE: "source|sources|source name|who/what|reference",
    C.DATE: "date|dated|checked on|when|day",
    C.OK: "ok|okay|ok?|check|checked|tick|done|confirmed|✓|✔|right",
    C.NOTE: "note|notes|comment|comments|remark|remarks",
    C.SAYS: "says|quote|quotation|excerpt|passage|source says|what it says",
    C.LINK: "link|links|url|address|web",
    C.WHERE: "where|page|page no|locator|place|time-code|timecode",
    C.BEARING: "bearing|stance|supports/refutes",
    C.ORIGIN: "origin|traces back to",
    C.OUTLET: "outlet|publisher|published by",
    C.CONFIDENTIAL: "confidential|secret",
    C.FILE: "file|attachment",
    C.STATEMENT: "statement|claim in words",
    C.FINDING: "finding|verdict|ruling",
}
_COLUMN = {name: column for column, names in _NAMES.items() for name in names.split("|")}

_METHODS: tuple[tuple[EvidenceKind, str], ...] = (
    (EvidenceKind.EMAIL, r"e-?mails?|mails?|letter|correspondence"),
    (EvidenceKind.CALL, r"calls?|called|phoned?|telephoned?|rang|rung"),
    (EvidenceKind.INTERVIEW, r"interviews?|interviewed|in person|on tape|recording|transcript of interview"),
    (EvidenceKind.BOOK, r"books?|memoir|biography"),
    (EvidenceKind.DATASET, r"data|data ?sets?|databases?|statistics|census|figures"),
    (EvidenceKind.DOCUMENT, r"documents?|docs?|pdf|reports?|minutes|filing|court papers?|records?|transcript"),
    (EvidenceKind.PAGE, r"pages?|web|websites?|sites?|online|articles?|urls?|links?|internet|press release|news"),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _METHODS)
_PRIMARY = re.compile(r"(?<!\w)primary(?!\w)", re.IGNORECASE)
_PLAIN = re.compile(r"[\s_]+")
YES = frozenset({"yes", "y", "x", "true", "1", "ja", "oui", "✓", "✔"})


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names, None for one of the desk's own."""
    plain = _PLAIN.sub(" ", heading).strip().strip(":.*").strip().casefold()
    return _COLUMN.get(plain) or next((one for one in Column if one.value == heading.strip()), None)


def find_headings(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the row of headings: of the first rows the one with the most known names."""
    best, most = None, 0
    for at, row in enumerate(rows[:HEADINGS_WITHIN]):
        known = {column for cell in row if (column := column_of(cell)) is not None}
        if known & {C.FACT, C.LINE, C.NUMBER} and len(known) > max(most, 1):
            best, most = at, len(known)
    return best


def kind_of_method(method: str) -> EvidenceKind | None:
    """Return what carries the source, by the words of its method; None where they name nothing the desk knows."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(method)), None)


def is_primary(method: str) -> bool:
    """Say whether a method is said to be a primary source."""
    return _PRIMARY.search(method) is not None


def method_words(kind: EvidenceKind, *, primary: bool) -> str:
    """Return a kind of source as the sheet has it."""
    return f"{kind.value}, primary" if primary else kind.value


def is_yes(cell: str) -> bool:
    """Say whether a cell was ticked."""
    return cell.strip().casefold() in YES


def has_source(cells: Mapping[str, str]) -> bool:
    """Say whether a row, by column, tells of a source."""
    return any(cells.get(column, "").strip() for column in OF_SOURCE)


#: A cell that begins so is run as a formula by one program or another; see OWASP on CSV injection.
_RUNS = re.compile(r"['\s]*[=+\-@＝＋－＠|%]|'*[\t\r\n]")


def guard_cell(cell: str) -> str:
    """Return a cell that no program runs: one that would be a formula begins with an apostrophe."""
    return "'" + cell if _RUNS.match(cell) else cell


def unguard_cell(cell: str) -> str:
    """Return what was written before `guard_cell` came to it."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell[1:]) else cell


def outcome_words(counts: Mapping[str, int]) -> str:
    """Say what came of a sheet, without what did not happen."""
    names = (("new", "new claim"), ("source", "new source"), ("changed", "changed source"), ("remark", "remark"))
    told = [f"{counts[key]} {name}{'' if counts[key] == 1 else 's'}" for key, name in names if counts.get(key)]
    return ", ".join(told) or "nothing in it was new"
