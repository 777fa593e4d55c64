"""Turn bytes into text as browsers do, from an allow-list of encodings; never raise, never let NUL or surrogates pass.

Order: byte order mark, header, `<meta>`, then a look at the bytes. One step beyond the WHATWG order: a single-byte
label gives way where the bytes are valid UTF-8 beyond ASCII, since text is later compared character by character, and
Latin-1 by mistake is far more common than Latin-1 that happens to be UTF-8.
"""

from __future__ import annotations

import codecs
import re

FALLBACK = "windows-1252"
_PRESCAN = 1024

# WHATWG labels by Python codec. utf-7, zip, hex, idna, unicode_escape and iso-2022-kr are absent on purpose.
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e"
    " iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7",
    "iso8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i iso-ir-138 iso8859-8"
    " iso88598 iso_8859-8 logical visual",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591"
    " iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 us-ascii windows-1252 x-cp1252",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601"
    " windows-949",
    "utf-16-be": "unicodefffe utf-16be",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
}
_CODEC = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_SINGLE_BYTE = frozenset(codec for codec in _LABELS if codec.startswith(("iso8859", "cp12", "windows", "mac", "koi8")))
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s{0,64}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.\-]{1,40})", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")


def codec_of(label: str) -> str:
    """Give the Python codec of a WHATWG label; empty for one that is not known."""
    return _CODEC.get(label.strip().lower(), "") if len(label) <= 64 else ""  # noqa: PLR2004 - no label is longer


def clean(text: str) -> str:
    """Replace NUL and lone surrogates, which no database keeps."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def decode(data: bytes, header: str = "", *, fallback: str = FALLBACK) -> tuple[str, str]:
    """Decode bytes; gives the text and the encoding that was used."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return clean(data[len(mark) :].decode(codec, "replace")), codec
    codec = codec_of(header) or _declared(data)
    if not header or codec:
        codec = _corrected(data, codec, fallback)
    codec = codec or "utf-8"
    return clean(data.decode(codec, "replace")), codec


def _declared(data: bytes) -> str:
    head = data[:_PRESCAN]
    found = _META.search(head) or _XML.search(head)
    codec = codec_of(found[1].decode("ascii")) if found else ""
    # A page whose declaration can be read byte by byte is not UTF-16.
    return "utf-8" if codec.startswith("utf-16") else codec


def _corrected(data: bytes, codec: str, fallback: str) -> str:
    if codec and codec not in _SINGLE_BYTE:
        return codec
    wide = _utf16_without_mark(data) if not codec else ""
    if wide:
        return wide
    if codec and data.isascii():
        return codec
    text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    # A few broken characters, or one cut at the end, do not make a UTF-8 file another one.
    beyond = len(text) - len(text.encode("ascii", "ignore")) - broken
    return "utf-8" if broken == 0 or beyond > 2 * broken or _cut(data) else codec or fallback


def _cut(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3 and error.reason == "unexpected end of data" and error.start > 0
    return True


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:_PRESCAN]
    if len(sample) < 4:  # noqa: PLR2004 - two characters are too few to tell
        return ""
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return ""
