"""Rows 53 and 54: every label is harmless, and text is decoded as browsers do."""

from __future__ import annotations

import codecs

import pytest

from factcheck.fetch import charsets
from factcheck.fetch.charsets import clean, codec_of, decode


@pytest.mark.parametrize(
    "label",
    ["utf-7", "idna", "zip", "hex", "unicode_escape", "../../x", "x" * 10_000, "utf8\0", "iso-2022-jp", "punycode", ""],
)
def test_row_53_labels_that_are_not_on_the_list_become_utf_8(label: str) -> None:
    text, used = decode(b"+ADw-script+AD4- \x1b$B \xff", label)
    assert "<script>" not in text
    assert used in {"utf-8", "windows-1252"}


def test_row_53_utf_7_would_be_a_script_without_the_list() -> None:
    assert b"+ADw-script+AD4-".decode("utf-7") == "<script>"
    assert codec_of("utf-7") == ""


def test_every_codec_on_the_list_exists() -> None:
    for codec in charsets._LABELS:
        assert codecs.lookup(codec)


@pytest.mark.parametrize(
    ("data", "header", "text"),
    [
        ("Müller".encode(), "iso-8859-1", "Müller"),
        ("Müller".encode("latin-1"), "utf-8", "M\ufffdller"),
        ("Müller".encode("latin-1"), "iso-8859-1", "Müller"),
        ("“M”".encode("cp1252"), "", "“M”"),
        (codecs.BOM_UTF8 + "ü".encode(), "windows-1251", "ü"),
        (codecs.BOM_UTF16_LE + "ü".encode("utf-16-le"), "utf-8", "ü"),
        ("hello ü".encode("utf-16-le"), "", "hello ü"),
        ("hello ü".encode("utf-16-be"), "", "hello ü"),
        (b'<meta charset="windows-1251">' + "Привет".encode("cp1251"), "", '<meta charset="windows-1251">Привет'),
        (
            b'<?xml version="1.0" encoding="koi8-r"?>' + "Да".encode("koi8-r"),
            "",
            '<?xml version="1.0" encoding="koi8-r"?>Да',
        ),
        ("“Ünïcödé”".encode() + b"\xff", "", "“Ünïcödé”\ufffd"),
        ("na\xefve caf\xe9".encode("latin-1"), "", "naïve café"),
        ("abc ü".encode()[:-1], "", "abc \ufffd"),
        (b"", "", ""),
    ],
)
def test_row_54_bytes_become_the_text_that_was_meant(data: bytes, header: str, text: str) -> None:
    assert decode(data, header)[0] == text


def test_row_54_and_75_nul_and_lone_surrogates_are_replaced() -> None:
    assert clean("a\0b\ud800c\udfff") == "a\ufffdb\ufffdc\ufffd"
    assert decode(b"a\0bcdef", "utf-8")[0] == "a\ufffdbcdef"
    assert decode(b"\xff\xfe\x00\xd8a\x00")[0].isprintable() is True
