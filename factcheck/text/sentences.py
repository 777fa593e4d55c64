"""Cut lines into sentences, every offset counted in the text as given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sentencex

from factcheck.text.abbreviations import (
    BEFORE_NUMBER,
    BY_LANGUAGE,
    ENDERS,
    GO_ON,
    MONTHS,
    NEVER_END,
    STARTERS,
    TITLES,
)
from factcheck.text.lexicon import SAYING

if TYPE_CHECKING:
    from collections.abc import Iterator

Pair = tuple[int, int]

OWN_LANGUAGES = frozenset({"en", *BY_LANGUAGE})
# A match starts where no earlier one could and no part of it gives back what it took: no input makes this slow. (Groups
# are not repeated possessively: Python before 3.11.5 matches those wrongly.)
STOP = re.compile(
    r"""(?P<stop>[.!?…](?<![.!?…].)(?:[.!?…]|[ \u00a0](?=\.[ \u00a0.]|\.$))*)"""
    r"""(?![.!?…]|[ \u00a0](?=\.[ \u00a0.]|\.$))"""
    r"""(?P<close>(?:\[\d{1,3}\]|["'”’“»›)\]}*])*)(?P<gap>\s++|$)"""
)
GLUED = re.compile(
    r"[.!?](?<=[a-z0-9][a-z0-9)][a-z0-9)].)[”’\"']?(?=[“\"‘]?(?:The|It|He|She|They|We|But|And|In|On|A|This|There"
    r"|His|Her)[ ’'])"
    r"|[.!?](?:(?<=[A-Z][A-Z].)(?=(?:The|It|He|She|They|We|But|And)[ ])|(?<=[a-z][a-z][a-z].)(?=[A-Z][a-z]+[ ,’']))"
)
DOMAINS = frozenset({"com", "net", "org", "co", "io", "tv", "js", "gov"})
OPENERS = "\"'“‘„«‹([{–—-•*¿¡ "
QUOTE_OPENERS = "\"'“‘„«‹"
WORD_BEFORE = re.compile(r"[^\W_](?:[^\W_]|[.'’](?=[^\W_]))*$")
WORD_AFTER = re.compile(r"[^\W_]++(?:[.'’-][^\W_]++)*\.?")
LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])$")
DATED_TAIL = re.compile(
    r"(?<=[\w'’”\")?!])[ \u00a0]++((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,[ ](?:January|February|March"
    r"|April|May|June|July|"
    r"August|September|October|November|December)[ ]\d{1,2},[ ]\d{4})$"
)
LOOK = 60  # characters looked at on either side of a stop
PRONOUNS = frozenset("he she they it i we you".split())


def lines(text: str) -> Iterator[Pair]:
    """Yield each line that is not blank, without the blank space around it."""
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.lstrip()
        if bare:
            start = at + len(line) - len(bare)
            yield start, start + len(bare.rstrip())
        at += len(line)


def trim(text: str, start: int, end: int) -> Pair:
    """Leave out blank space at both ends."""
    piece = text[start:end]
    stripped = piece.lstrip()
    start = end - len(stripped)
    return start, start + len(stripped.rstrip())


def sentences(text: str, start: int, end: int, language: str = "en") -> list[Pair]:
    """Cut one line into sentences; a tag after a quoted question stays with it."""
    if language not in OWN_LANGUAGES:
        return _by_sentencex(text, start, end, language)
    cuts = list(_cuts(text, start, end, language))
    if language == "en":
        cuts += [m.end() for m in GLUED.finditer(text, start, end) if _is_glued(text, m, start)]
        dated = DATED_TAIL.search(text, max(start, end - LOOK), end) if text[end - 1].isdigit() else None
        if dated:
            cuts.append(dated.start(1))
        cuts.sort()
    out, at = [], start
    for cut in [*cuts, end]:
        piece = trim(text, at, cut)
        if piece[0] < piece[1]:
            out.append(piece)
        at = cut
    return out


def _is_glued(text: str, found: re.Match[str], start: int) -> bool:
    """Tell "ended on the sea.Ships went home" from "feat.Drake" and "Booking.Com"."""
    before = WORD_BEFORE.search(text, max(start, found.start() - LOOK), found.start())
    after = WORD_AFTER.match(text, found.end())
    if after is None or before is None or after.group().lower() in STARTERS:
        return True
    word = before.group()
    short = word in NEVER_END or word in ENDERS or word in TITLES
    return word.islower() and not short and after.group().lower().rstrip(".") not in DOMAINS


def _by_sentencex(text: str, start: int, end: int, language: str) -> list[Pair]:
    out, at = [], start
    # The library works in UTF-8 and refuses lone surrogates: hand it a stand-in of the same length.
    line = text[start:end].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(line) != end - start:
        return [(start, end)]
    for sentence in sentencex.segment(language, line):
        found = text.find(sentence.strip(), at, end) if sentence.strip() else -1
        if found < 0:
            continue
        cut = found + len(sentence.strip())
        piece = trim(text, at, cut)
        if piece[0] < piece[1]:
            out.append(piece)
        at = cut
    rest = trim(text, at, end)
    if rest[0] < rest[1]:
        out.append(rest)
    return out


def _cuts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    last = start
    for found in STOP.finditer(text, start, end):
        after = found.end()
        if after >= end:
            return
        if _ends(text, found, last, end, language):
            yield found.end("close")
            last = after


def _ends(text: str, found: re.Match[str], last: int, end: int, language: str) -> bool:
    stop = found["stop"]
    ahead = text[found.end() : min(end, found.end() + LOOK)]
    bare = ahead.lstrip(OPENERS)
    if not bare or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in "$£€@#" or not bare[0].isalpha()):
        return _lower_start(stop, found["close"], ahead, bare)
    if not bare[0].isalnum() and bare[0] not in "$£€@#":
        return bare[0] not in ",;:."
    opened = ahead[0] in QUOTE_OPENERS
    before = text[max(last, found.start() - LOOK) : found.start()]
    if found["close"].strip("*[]0123456789"):
        if stop[-1] in "!?…" and found["close"][-1] in "\"'”’»" and not opened and _tag_follows(bare):
            return False
        if stop[-1] in "!?…" or len(stop) > 1:
            return True
        if found["close"] in {")", "]"} and (_word(before) in ENDERS or _initials(_word(before))):
            return False
    if stop != ".":
        return _strong(stop, before, bare, opened=opened)
    return _full_stop(before, bare, found["close"], opened=opened, language=language)


def _lower_start(stop: str, close: str, ahead: str, bare: str) -> bool:
    """Decide where what follows starts with no capital: only a script without case starts a sentence so."""
    if not bare:
        return False
    letter = bare[0]
    if letter.isalpha() and letter.lower() == letter.upper():
        return True
    # A lower-case brand name (iPhone, eBay) may start a sentence.
    first = bare.split(" ", 1)[0]
    return stop[0] in ".!?" and not close and ahead[0] not in OPENERS and first.isalpha() and first != first.lower()


def _strong(stop: str, before: str, bare: str, *, opened: bool) -> bool:
    if stop.startswith(("…", "..", ". .")) and not stop.endswith(("!", "?")):
        # "Defiant... North Korean leader": one word and dots are a lead-in, not a sentence.
        return opened or len(before.split()) > 3 or _first(bare) in STARTERS
    if stop == "!" and _word(before) in {"yahoo", "jeopardy", "yum", "oklahoma", "hello"}:
        return _first(bare) in STARTERS
    return True


NUMBERED = re.compile(
    r"\b(?:flight|bus|train|tram|line|route|room|house|gate|platform|case|lot|order|bill|exhibit|count|unit|track|opus|ferry)\sno$",
    re.IGNORECASE,
)


def _full_stop(before: str, bare: str, close: str, *, opened: bool, language: str) -> bool:
    word = _word(before)
    raw = before[-len(word) :] if word else ""
    ahead = _first(bare)
    if language != "en":
        return _foreign(word, before, language)
    if close:
        return True
    if not word:
        return not LIST_NUMBER.search(before) or len(before.strip()) > 3
    if len(raw) <= 3 and not raw.isalpha() and LIST_NUMBER.fullmatch(before.strip()):
        return False
    if len(raw) == 1 and raw.isalpha():
        return _after_initial(raw, before, ahead, bare)
    if word in NEVER_END:
        return False
    if word in TITLES and raw[0].isupper():
        return opened and ahead in STARTERS
    if word == "no" and bare[0].isdigit() and NUMBERED.search(before):
        return False  # "flight no. 446"
    if word in BEFORE_NUMBER and (
        raw[0].isupper() or word not in {"no", "mar", "art", "ed", "par", "fig", "sec", "dec"}
    ):
        return not (bare[0].isdigit() or (word not in MONTHS and word != "no"))
    if word in ENDERS and ("." in word or raw[0].isupper() or word in {"etc", "al"}):
        return (ahead in STARTERS or opened) and ahead not in GO_ON
    if _initials(word):
        return ahead in STARTERS or opened
    return True


def _initials(word: str) -> bool:
    return "." in word and not word[0].isdigit() and all(len(part) <= 2 for part in word.split("."))


def _after_initial(raw: str, before: str, ahead: str, bare: str) -> bool:
    if raw == "I" or raw.islower():
        return True
    previous = before[:-1].rstrip()
    named = previous[-1:] == "." or previous.rpartition(" ")[2][:1].isupper()
    if ahead in STARTERS and len(ahead) > 1:
        return True
    return not (named or not previous or bare[0].isupper())


def _foreign(word: str, before: str, language: str) -> bool:
    if not word:
        return True
    word = word.rpartition("'")[2] or word  # l'on. Rossi
    if word in BY_LANGUAGE[language] or (len(word) == 1 and word.isalpha()):
        return before[: -len(word)].rstrip()[-1:].isdigit() and word == "h"
    if language == "de" and word.isdigit() and len(word) <= 2:
        return False
    if _initials(word):
        return False
    return not (word.isdigit() and before.strip() == word)


def _word(before: str) -> str:
    found = WORD_BEFORE.search(before[-24:].rpartition(" ")[2])
    return found[0].lower().replace("’", "'") if found else ""


def _first(bare: str) -> str:
    found = WORD_AFTER.match(bare)
    return found[0].lower().rstrip(".") if found else ""


def _tag_follows(bare: str) -> bool:
    """Tell whether a name or pronoun and a verb of saying come next, as in: 'What?' Smith asked."""
    words = [w.strip(",.:;") for w in bare.split(" ")[:7]]
    if not words:
        return False
    if words[0].lower() in PRONOUNS:
        return any(w in SAYING for w in words[1:3])
    if words[0] in SAYING:
        return True
    for at, word in enumerate(words):
        if at and word in SAYING:
            return words[at - 1][:1].isupper() or at <= 3
        if not word[:1].isupper() and word not in {"the", "of", "de", "van", "von", "al", "spokesman", "spokeswoman"}:
            return False
    return False
