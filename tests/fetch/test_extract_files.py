"""Rows 65 to 75: uploads are judged by what is in them, and refused with a sentence."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from factcheck.fetch.extract.model import ReadState
from factcheck.fetch.extract.pdf import reflow
from factcheck.fetch.extract.pool import Reader, extract_file

from .files import docx, pdf

MEGABYTE = 1024 * 1024


def refused(reader: Reader, data: bytes, name: str = "a.docx") -> str:
    got = extract_file(reader, name, data)
    assert got.state is ReadState.REFUSED, got
    assert got.text == ""
    assert got.reason.endswith(".")
    return got.reason


def test_a_word_file_is_read(reader: Reader) -> None:
    got = extract_file(reader, "any name", docx("The council met.", "It voted 7 to 4."))
    assert (got.state, got.kind, got.text) == (ReadState.READ, "docx", "The council met.\n\nIt voted 7 to 4.")


def test_row_65_a_bomb_is_refused(reader: Reader) -> None:
    assert "50 MB" in refused(reader, docx("x", more={"word/media.xml": bytes(51 * MEGABYTE)}))


def test_row_65_a_size_that_lies_is_found_by_reading(reader: Reader) -> None:
    data = bytearray(docx("x", more={"word/styles.xml": bytes(60 * MEGABYTE)}))
    size = struct.pack("<I", 60 * MEGABYTE)
    assert data.count(size) == 2
    refused(reader, bytes(data.replace(size, struct.pack("<I", 100))))


def _zip(change: str) -> bytes:
    sink = io.BytesIO(docx("x"))
    with zipfile.ZipFile(sink, "a") as archive:
        if change == "many":
            for n in range(2001):
                archive.writestr(f"m/{n}", "")
        elif change == "link":
            member = zipfile.ZipInfo("word/link.xml")
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(member, "/etc/passwd")
        elif change == "twice":
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("word/document.xml", "<x/>")
        else:
            archive.writestr(change, b"PK\x03\x04")
    return sink.getvalue()


@pytest.mark.parametrize("change", ["many", "link", "twice", "../../etc/passwd", "/etc/x", "a\\b", "word/inner.zip"])
def test_row_66_archives_with_tricks_are_refused(reader: Reader, change: str) -> None:
    refused(reader, _zip(change))


def test_row_66_encrypted_archives_are_refused(reader: Reader) -> None:
    data = bytearray(docx("x"))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "encrypted" in refused(reader, bytes(data))


@pytest.mark.parametrize(
    "before",
    ['<!DOCTYPE w [<!ENTITY a "ha">]>', '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'],
)
def test_row_67_entities_are_refused(reader: Reader, before: str) -> None:
    assert "entities" in refused(reader, docx("x", before=before))


def test_row_68_outside_templates_and_pictures_are_not_fetched(reader: Reader) -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r9" TargetMode="External" Target="http://127.0.0.1:9/x.png" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    got = extract_file(reader, "a.docx", docx("Words.", more={"word/_rels/document.xml.rels": rels}))
    assert got.text == "Words."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ\x90\x00" + bytes(64), "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "an old Word"),
        (b"{\\rtf1 hello}", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "a picture"),
        (b"PK\x05\x06" + bytes(18), "not a Word document"),
        (bytes(range(256)) * 8, "not read"),
    ],
)
def test_row_69_what_is_not_a_word_file_inside_is_refused(reader: Reader, data: bytes, words: str) -> None:
    assert words in refused(reader, data)


def test_row_69_a_web_page_named_docx_is_read_as_a_page(reader: Reader) -> None:
    got = extract_file(reader, "a.docx", b"<!doctype html><p>The council voted seven to four on the ferry.</p>")
    assert (got.kind, "seven to four" in got.text) == ("html", True)


def test_row_70_a_pdf_is_read_and_nothing_in_it_runs(reader: Reader) -> None:
    lines = "The council of Eastmere voted on Tuesday to close the ferry\nfor eleven weeks, by seven votes to four."
    script = "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert(1)) >>] >> >>"
    action = f"/OpenAction << /S /Launch /F (/bin/sh) >> {script}"
    got = extract_file(reader, "x.txt", pdf(lines, "Page two.", catalog=action))
    assert (got.state, got.kind, got.pages) == (ReadState.READ, "pdf", 2)
    assert got.text == lines.replace("\n", " ") + "\n\nPage two."


def test_row_70_encrypted_and_damaged_pdfs_are_refused(reader: Reader) -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'a' * 32}) /U ({'b' * 32}) >> /ID [(a) (b)]"
    assert "encrypted" in refused(reader, pdf("x", trailer=lock), "a.pdf")
    assert "damaged" in refused(reader, b"%PDF-1.7\nnothing", "a.pdf")


def test_row_70_a_pdf_without_text_is_not_read_as_empty(reader: Reader) -> None:
    got = extract_file(reader, "scan.pdf", pdf(""))
    assert (got.state, "scanned" in got.reason) == (ReadState.UNREADABLE, True)


def test_row_70_ten_thousand_pages_end(reader: Reader) -> None:
    got = extract_file(reader, "a.pdf", pdf(*["Words."] * 10_000))
    assert got.pages == 10_000
    assert got.text.count("Words.") == 2_000


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\0.docx", "con", "x" * 300, "\u202etxt.exe", 'a"; x=.txt', "a\r\nb"]
)
def test_row_71_names_do_not_matter(reader: Reader, name: str) -> None:
    assert extract_file(reader, name, b"The council met.").text == "The council met."


def test_row_72_nothing_is_empty(reader: Reader) -> None:
    assert extract_file(reader, "", b"").state is ReadState.EMPTY
    assert extract_file(reader, "a.txt", b" \n\t ").state is ReadState.EMPTY


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
        b"<svg><image href='file:///etc/passwd'/></svg>",
        b"\xff\xd8\xff" + bytes(9),
    ],
)
def test_row_39_and_73_pictures_are_refused(reader: Reader, data: bytes) -> None:
    assert "a picture" in refused(reader, data, "a.png")


def test_row_74_only_spaces_are_no_words(reader: Reader) -> None:
    assert extract_file(reader, "a.md", b"\n\n# \n").state is ReadState.EMPTY


def test_row_75_nul_and_surrogates_do_not_come_out(reader: Reader) -> None:
    got = extract_file(reader, "a.txt", b"The council\0 met.\xed\xa0\x80 " + b"\xe2\x80\xae" * 9)
    assert "\0" not in got.text
    assert got.text.encode()
    assert "\u202e" in got.text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“Nein”, sagte sie.".encode("cp1252"), "“Nein”, sagte sie."),
        ("\ufeffHello\r\nworld".encode(), "Hello\nworld"),
        ("Hello ü".encode("utf-16"), "Hello ü"),
    ],
)
def test_text_files_of_any_usual_encoding_are_read(reader: Reader, data: bytes, text: str) -> None:
    assert extract_file(reader, "a.txt", data).text == text


def test_markdown_is_read_as_its_words(reader: Reader) -> None:
    got = extract_file(
        reader, "a.md", b"# The *ferry*\n\nIt [closes](http://x.test) on\nTuesday.\n\n- one\n- two\n\n<b>x</b>"
    )
    assert (got.title, got.text) == ("The ferry", "The ferry\n\nIt closes on Tuesday.\n\none\n\ntwo\n\nx")


def test_lines_broken_by_a_page_are_joined() -> None:
    text = (
        "The council of the town voted for a bud-\nget of four million, the mayor said in the\nhall.\n"
        "A new paragraph begins here and goes on\nto its end."
    )
    assert reflow(text) == (
        "The council of the town voted for a budget of four million, the mayor said in the hall.\n\n"
        "A new paragraph begins here and goes on to its end."
    )


def test_a_pdf_says_where_in_its_text_each_page_begins(reader: Reader) -> None:
    got = extract_file(reader, "a.pdf", pdf("One.", "", "Three begins.", "Four."))
    assert [got.text[start:].partition("\n")[0] for start in got.page_starts] == [
        "One.",
        "Three begins.",
        "Three begins.",
        "Four.",
    ]
