"""Describe a checking copy: ten parts of plain words and numbers, so that its digest stands for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """Hold a run of a line: "=" as it stands, "+" new and "-" gone since the last cleared draft.

    `mark` is that of the claim it belongs to, "" where it belongs to none; `ends` are the claims that end with it, as
    (number, mark).
    """

    kind: str
    text: str
    mark: str = ""
    ends: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CopyLine:
    """Hold one line with its number; `begins` says that a paragraph begins, `beside` what a person marked it as."""

    number: int
    role: str
    runs: tuple[Run, ...]
    begins: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class CopySource:
    """Hold one source of a claim; `origin` is the number of its origin in the list of sources, 0 where withheld."""

    origin: int
    stance: str
    kind: str
    primary: bool
    title: str
    outlet: str
    url: str
    where: str
    excerpt: str
    kept: str
    note: str
    cited: bool
    logged: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class CopyClaim:
    """Hold the sheet of one claim."""

    number: int
    mark: str
    words: tuple[str, ...]
    lines: tuple[int, ...]
    statement: str
    kind: str
    state: str
    chain: tuple[str, ...]
    attribution: str
    content: str
    disposition: str
    summary: str
    rationale: str
    limits: str
    by: tuple[Pair, ...]
    sources: tuple[CopySource, ...]
    withheld: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyOrigin:
    """Hold an origin with what carries it, as (claim number, carrier)."""

    number: int
    name: str
    kind: str
    carriers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CopyTable:
    """Hold a table of plain cells; `empty` is said where it has no rows, `left_out` how many are not shown."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Cover:
    """Hold what stands on the cover."""

    title: str
    facts: tuple[Pair, ...]
    totals: tuple[tuple[str, str, int], ...]
    gates: tuple[tuple[str, bool, str], ...]
    people: tuple[Pair, ...]
    passes: tuple[str, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class CheckingCopy:
    """Hold the ten parts, for whom they are, and the digest of all of them."""

    article_id: int
    variant: str
    draft: int
    since: int | None
    cover: Cover
    display: tuple[CopyLine, ...]
    body: tuple[CopyLine, ...]
    cut: tuple[tuple[int, str], ...]
    changes: CopyTable
    queries: CopyTable
    claims: tuple[CopyClaim, ...]
    origins: tuple[CopyOrigin, ...]
    replies: CopyTable
    attempts: CopyTable
    history: CopyTable
    manifest: str = ""


def moment(at: datetime | None, zone: tzinfo) -> str:
    """Return a moment as paper has it, in the desk's time zone."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at is not None else ""
