"""Cut text into words, and make words that differ in form only alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from factcheck.text.stem import stem

CACHE = 65_536
# Letters and digits, with the marks that stand inside words and figures; NFC combining marks belong to their letter.
WORD = re.compile(
    # Runs of letters with marks between them, which a search takes as a whole where it can.
    r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*(?:[\u0300-\u036f]+[^\W_]*)*(?:['\u2019\u02bc](?:[^\W\d_]|[\u0300-\u036f])+)*"
)
# The same where all is ASCII, which most of English is: faster by half.
_ASCII_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z][A-Za-z0-9]*(?:'[A-Za-z]+)*")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")

QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2039\u203a"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
MARKS = str.maketrans({**dict.fromkeys(QUOTES, "'"), **dict.fromkeys(DOUBLE_QUOTES, '"'), **dict.fromkeys(DASHES, "-")})
MARK = re.compile(f"[{QUOTES}{DOUBLE_QUOTES}{DASHES}]")


def plain_marks(text: str) -> str:
    """Return a text of the same length with straight quotation marks and plain dashes."""
    return MARK.sub(lambda match: match.group().translate(MARKS), text)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a table written as running text."""
    return frozenset(text.split())


# Words that say how others hang together; they find nothing by themselves.
STOP_WORDS = word_set(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or
    other our ours ourselves out over own same she should so some such than that the their theirs them themselves then
    there these they this those through to too under until up us very was we were what when where which while who whom
    why will with would you your yours yourself i'm i've i'll i'd we're we've we'll you're you've they're they've it's
    that's he's she's there's don't didn't doesn't isn't aren't wasn't weren't won't can't"""
)

NUMBER_VALUES: dict[str, str] = {
    word: str(value)
    for value, word in enumerate(
        word.strip()
        for word in """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}

MONTHS = {
    name: at
    for at, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"), start=1
    )
} | {"november": 11, "december": 12}
SHORT_MONTHS = {name[:3]: at for name, at in MONTHS.items()} | {"sept": 9}


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a text: as written, where it stands, and the form it is compared by."""

    text: str
    start: int
    end: int
    key: str


def cut(text: str) -> list[Word]:
    """Return the words of a text in order, with offsets into it and their stems."""
    return [Word(m.group(), m.start(), m.end(), key(m.group())) for m in WORD.finditer(text)]


def keys(text: str) -> list[str]:
    """Return the stems of a text's words in order."""
    return list(map(key, written(text)))


def written(text: str) -> list[str]:
    """Return a text's words as written, in order."""
    return (_ASCII_WORD if text.isascii() else WORD).findall(text)


@lru_cache(maxsize=CACHE)
def key(word: str) -> str:
    """Return the form a word is compared by: plain, without possessive, stemmed, number words as figures."""
    low = plain(word)
    low = low.removesuffix("'s").removesuffix("'").replace("'", "")
    if low[:1].isdigit():
        low = low.replace(",", "")
        return low.rstrip("0").rstrip(".") if "." in low else low
    return NUMBER_VALUES.get(low) or stem(low)


def plain(text: str) -> str:
    """Return a text in lower case, without accents, with straight quotation marks and plain dashes."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.translate(MARKS))
    return "".join(c for c in split if not unicodedata.combining(c)).lower()
