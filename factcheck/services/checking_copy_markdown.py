"""Write a checking copy as Markdown: the same ten parts, every word of others inert."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.domain.checking_copy import SHOWS, Variant
from factcheck.domain.marks import SYMBOLS, Mark
from factcheck.services.sheet_write import clean_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.services.checking_copy_parts import CheckingCopy, CopyClaim, CopyLine, CopySource, CopyTable

#: What begins a link, a picture, a tag, an entity or a table's cell; at the start of a line also a list or a heading.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~#&$])")
_START = re.compile(r"^(\s*)([-+=:]|\d+[.)])")
_SYMBOL = {mark.value: sign for mark, sign in SYMBOLS.items()}


def write_markdown(copy: CheckingCopy) -> str:
    """Return the copy as one text."""
    return "\n".join(_lines(copy)) + "\n"


def plain(words: str) -> str:
    """Return words on one line that Markdown takes for nothing else."""
    line = " ".join(clean_cell(words).split())
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", line))


def _lines(copy: CheckingCopy) -> Iterator[str]:
    shows = SHOWS[Variant(copy.variant)]
    yield from (f"# {plain(copy.cover.title)}", "", f"Checking copy. {shows.label}. {shows.told}", "")
    yield from (f"**Draft {copy.draft}; void if the copy changes.** Manifest `{copy.manifest}`", "")
    yield from (f"- {name}: {plain(words)}" for name, words in copy.cover.facts)
    yield from (f"- {part}: {plain(name)}" for part, name in copy.cover.people)
    if copy.cover.withheld:
        yield f"- Withheld: {copy.cover.withheld} confidential sources"
    yield from ("", "## Marks", "")
    yield from (f"- {sign} {word}: {count}" for sign, word, count in copy.cover.totals)
    if copy.cover.gates:
        yield from ("", "## Gates", "")
        yield from (
            f"- {'✓' if met else '○'} {plain(words)} {missing}".rstrip() for words, met, missing in copy.cover.gates
        )
    yield from ("", "## Sign-off", "", "| Pass | Name | Date and time | Initials |", "|---|---|---|---|")
    yield from (f"| {one} | | | |" for one in copy.cover.passes)
    yield from ("", "## Marked copy", "")
    if copy.since:
        yield from (f"Changes since draft {copy.since}, the last that was cleared: \\[+new+\\], \\[-gone-\\].", "")
    yield from _copy(copy.display)
    yield from _copy(copy.body)
    for number, words in copy.cut:
        yield f"({number}) \\[-{plain(words)}-\\]  "
    yield from _table("Change list", copy.changes)
    yield from _table("Open questions", copy.queries)
    yield from ("", "## Claim sheets")
    for claim in copy.claims:
        yield from _claim(claim)
    yield from ("", "## Sources by origin", "")
    for origin in copy.origins:
        yield f"- **S{origin.number}** {plain(origin.name)} ({origin.kind})"
        yield from (f"  - claim {number}: {plain(carrier)}" for number, carrier in origin.carriers)
    yield from _table("Right of reply", copy.replies)
    yield from _table("Attempts to reach people", copy.attempts)
    yield from _table("Rulings, overrides, sign-offs", copy.history)


def _copy(lines: Iterable[CopyLine]) -> Iterator[str]:
    """Give each line with its number; two blanks at the end keep it a line of its own."""
    for line in lines:
        if line.begins:
            yield ""
        words = []
        for run in line.runs:
            text = _SIGNS.sub(r"\\\1", clean_cell(run.text).replace("\n", " "))
            words.append({"-": f"\\[-{text}-\\]", "+": f"\\[+{text}+\\]"}.get(run.kind, text))
            words += [f" \\[{number} {_SYMBOL.get(mark, '')}\\]" for number, mark in run.ends]
        beside = f" \\[– {line.beside}\\]" if line.beside else ""
        yield f"({line.number}) {''.join(words)}{beside}  "
    yield ""


def _claim(claim: CopyClaim) -> Iterator[str]:
    mark = "" if claim.mark == Mark.UNCHECKED and not claim.state else f" {_SYMBOL[claim.mark]} {claim.mark}"
    yield from ("", f"### {claim.number}{mark}", "")
    yield from (f"> {plain(words)}" for words in claim.words)
    lines = ", ".join(str(line) for line in claim.lines)
    yield from ("", " · ".join(part for part in (f"Line {lines}", claim.kind, claim.state) if part))
    if claim.chain:
        yield f"Says so: {' ← '.join(plain(link) for link in claim.chain)}"
    if claim.content:
        yield from (
            "",
            f"**{plain(claim.attribution)}; {plain(claim.content)}**; copy {claim.disposition}. {plain(claim.summary)}",
        )
    yield from (f"\n{plain(words)}" for words in (claim.rationale, claim.limits) if words)
    if claim.sources or claim.withheld:
        yield ""
    yield from (f"- {_source(source)}" for source in claim.sources)
    if claim.withheld:
        yield f"- {claim.withheld} confidential sources withheld"
    yield from (f"\nFrom {plain(remark)}" for remark in claim.remarks)
    if claim.by:
        yield "\n" + "; ".join(f"{part}: {plain(who)}" for part, who in claim.by)


def _source(source: CopySource) -> str:
    parts = (
        f"**S{source.origin}** {source.stance}{', cited' if source.cited else ''}: {plain(source.title)}",
        plain(source.outlet),
        source.kind + (", primary" if source.primary else ""),
        plain(source.where),
        f"“{plain(source.excerpt)}”" if source.excerpt else "",
        plain(source.url),
        source.kept,
        plain(source.logged),
        plain(source.note),
    )
    return " · ".join(part for part in parts if part)


def _table(name: str, table: CopyTable) -> Iterator[str]:
    yield from ("", f"## {name}", "")
    if not table.rows:
        yield table.empty
        return
    yield "| " + " | ".join(heading or "Need" for heading in table.headings) + " |"
    yield "|" + "---|" * len(table.headings)
    yield from ("| " + " | ".join(plain(cell) for cell in row) + " |" for row in table.rows)
    if table.left_out:
        yield from ("", f"{table.left_out} older entries stand in the log.")
