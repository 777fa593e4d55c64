"""Write a checking copy as a Word file: the same ten parts; nothing in it is fetched, computed or run."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from factcheck.domain.checking_copy import SHOWS, Variant
from factcheck.domain.marks import SYMBOLS, Mark
from factcheck.services.sheet_write import clean_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as DocumentObject
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run as WordRun

    from factcheck.services.checking_copy_parts import CheckingCopy, CopyClaim, CopyLine, CopySource, CopyTable

_SYMBOL = {mark.value: sign for mark, sign in SYMBOLS.items()}
#: The marks as lines under the words: told apart in black and white.
_LINES: dict[str, WD_UNDERLINE] = {
    Mark.CONFIRMED: WD_UNDERLINE.SINGLE,
    Mark.AS_ATTRIBUTED: WD_UNDERLINE.DOTTED_HEAVY,
    Mark.CHANGE: WD_UNDERLINE.DOUBLE,
    Mark.QUERY: WD_UNDERLINE.DASH,
    Mark.WRONG: WD_UNDERLINE.WAVY_HEAVY,
    Mark.UNCHECKED: WD_UNDERLINE.DOTTED,
}
_SMALL = Pt(8)
_MARGIN = Cm(6)


def write_docx(copy: CheckingCopy) -> bytes:
    """Return the copy as the bytes of a .docx file."""
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    document.core_properties.title = clean_cell(copy.cover.title)[:200]
    document.core_properties.author = ""
    blank = copy.variant == Variant.BLANK
    _cover(document, copy)
    _marked(document, copy, blank=blank)
    if not blank:
        _table(document, "Change list", copy.changes)
        _table(document, "Open questions", copy.queries)
    document.add_heading("Claim sheets", 1)
    for claim in copy.claims:
        _claim(document, claim, blank=blank)
    if not blank:
        _origins(document, copy)
        _table(document, "Right of reply", copy.replies)
        _table(document, "Attempts to reach people", copy.attempts)
        _table(document, "Rulings, overrides, sign-offs", copy.history)
    for section in document.sections:
        _foot(section.footer.paragraphs[0], copy)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cover(document: DocumentObject, copy: CheckingCopy) -> None:
    shows = SHOWS[Variant(copy.variant)]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    document.add_heading(clean_cell(copy.cover.title), 0)
    _say(document, f"Checking copy. {shows.label}. {shows.told}")
    _say(document, f"Draft {copy.draft}; void if the copy changes.", bold=True)
    facts = [*copy.cover.facts, ("Manifest", copy.manifest), *copy.cover.people]
    if copy.cover.withheld:
        facts.append(("Withheld", f"{copy.cover.withheld} confidential sources"))
    _grid(document, ("", ""), facts)
    document.add_heading("Marks", 2)
    _say(document, " · ".join(f"{sign} {word} {count}" for sign, word, count in copy.cover.totals))
    if copy.cover.gates:
        document.add_heading("Gates", 2)
    for words, met, missing in copy.cover.gates:
        _say(document, f"{'✓' if met else '○'} {words} {missing}".rstrip(), small=True)
    document.add_heading("Sign-off", 2)
    _grid(document, ("Pass", "Name", "Date and time", "Initials"), [(one, "", "", "") for one in copy.cover.passes])


def _marked(document: DocumentObject, copy: CheckingCopy, *, blank: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.right_margin = _MARGIN
    document.add_heading("Marked copy", 1)
    if copy.since:
        _say(
            document,
            f"Changes since draft {copy.since}, the last that was cleared: new words bold, gone struck.",
            small=True,
        )
    if copy.display:
        document.add_heading("Headline, display copy, captions", 2)
        _lines(document, copy.display, blank=blank)
        document.add_heading("Body", 2)
    _lines(document, copy.body, blank=blank)
    for number, words in copy.cut:
        paragraph = document.add_paragraph()
        _add(paragraph, f"({number})\t").font.size = _SMALL
        _add(paragraph, words).font.strike = True
    document.add_section(WD_SECTION.NEW_PAGE).right_margin = Cm(1.8)


def _lines(document: DocumentObject, lines: Iterable[CopyLine], *, blank: bool) -> None:
    for line in lines:
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing, form.space_after = 2.0, Pt(0)
        form.space_before = Pt(6) if line.begins else Pt(0)
        form.left_indent, form.first_line_indent = Cm(1), Cm(-1)
        form.tab_stops.add_tab_stop(Cm(1))
        _add(paragraph, f"{line.number}\t").font.size = _SMALL
        for run in line.runs:
            word = _add(paragraph, run.text.replace("\n", " "))
            word.font.strike = run.kind == "-"
            word.font.bold = run.kind == "+"
            if run.mark in _LINES and run.kind != "-":
                word.font.underline = _LINES[run.mark]
            word.font.italic = run.mark == Mark.NOT_A_FACT
            for number, mark in run.ends:
                sign = _add(paragraph, f" [{number}{'' if blank else ' ' + _SYMBOL[mark]}]")
                sign.font.size, sign.font.bold = _SMALL, True
        if line.beside:
            _add(paragraph, f" [– {line.beside}]").font.size = _SMALL


def _claim(document: DocumentObject, claim: CopyClaim, *, blank: bool) -> None:
    document.add_heading(f"{claim.number}" + ("" if blank else f"  {_SYMBOL[claim.mark]} {claim.mark}"), 3)
    for words in claim.words:
        document.add_paragraph(clean_cell(words), style="Intense Quote")
    lines = ", ".join(str(line) for line in claim.lines)
    chain = "says " + " ← ".join(claim.chain) if claim.chain else ""
    _say(document, " · ".join(part for part in (f"line {lines}", claim.kind, claim.state, chain) if part), small=True)
    if blank:
        _grid(document, ("Method", "Source", "Date", "ok", "Note"), [("", "", "", "", "")] * 2)
        return
    if claim.content:
        _say(document, f"{claim.attribution}; {claim.content}; copy {claim.disposition}.", bold=True)
    for words in (claim.summary, claim.rationale, claim.limits):
        if words:
            _say(document, words)
    for source in claim.sources:
        paragraph = document.add_paragraph(style="List Bullet")
        _add(paragraph, f"S{source.origin} {source.stance}: ").font.bold = True
        _add(paragraph, _source(source)).font.size = Pt(9)
    if claim.withheld:
        _say(document, f"{claim.withheld} confidential sources withheld", small=True)
    for remark in claim.remarks:
        _say(document, f"From {remark}", small=True)
    if claim.by:
        _say(document, "; ".join(f"{part}: {who}" for part, who in claim.by), small=True)


def _source(source: CopySource) -> str:
    parts = (
        source.title,
        source.outlet,
        source.kind + (", primary" if source.primary else "") + (", cited" if source.cited else ""),
        source.where,
        f"“{source.excerpt}”" if source.excerpt else "",
        source.url,
        source.kept,
        source.logged,
        source.note,
    )
    return " · ".join(part for part in parts if part)


def _origins(document: DocumentObject, copy: CheckingCopy) -> None:
    document.add_heading("Sources by origin", 1)
    for origin in copy.origins:
        _say(document, f"S{origin.number}  {origin.name} ({origin.kind})", bold=True)
        for number, carrier in origin.carriers:
            _add(document.add_paragraph(style="List Bullet"), f"claim {number}: {carrier}").font.size = Pt(9)


def _table(document: DocumentObject, name: str, table: CopyTable) -> None:
    document.add_heading(name, 1)
    if not table.rows:
        _say(document, table.empty)
        return
    _grid(document, table.headings, table.rows)
    if table.left_out:
        _say(document, f"{table.left_out} older entries stand in the log.", small=True)


def _grid(document: DocumentObject, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Add a table; python-docx looks for each cell anew, so rows are filled cell by cell as they are made."""
    grid = document.add_table(rows=0, cols=len(headings), style="Table Grid")
    for number, row in enumerate([headings, *rows] if any(headings) else rows):
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            word = _add(cell.paragraphs[0], words)
            word.font.size, word.font.bold = _SMALL, number == 0 and any(headings)


def _say(document: DocumentObject, words: str, *, bold: bool = False, small: bool = False) -> None:
    run = _add(document.add_paragraph(), words)
    run.font.bold = bold
    if small:
        run.font.size = _SMALL


def _add(paragraph: Paragraph, words: str) -> WordRun:
    return paragraph.add_run(clean_cell(words))


def _foot(paragraph: Paragraph, copy: CheckingCopy) -> None:
    """Write what each page says at its foot; the page's number is the one field there is."""
    label = SHOWS[Variant(copy.variant)].label
    _add(
        paragraph, f"Draft {copy.draft}; void if the copy changes · {label} · manifest {copy.manifest[:16]} · page "
    ).font.size = _SMALL
    _field(paragraph, "PAGE")
    _add(paragraph, " of ").font.size = _SMALL
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    run = paragraph.add_run()
    run.font.size = _SMALL
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run.element.append(element)  # type: ignore[arg-type]  # any element is one of w:r's
