"""Tell a typing mistake from another change of a published text, word by word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from factcheck.services.draft_text import shorten
from factcheck.text import line_words as listed
from factcheck.text.line_changes import TOKEN, Draft, Line, changes
from factcheck.text.spelling import is_typo
from factcheck.text.words import MARKS, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.text.line_changes import Change

#: Marks that a hand slips on; a question mark, a per cent sign or a currency says something.
_MARKS = frozenset(".,;:!()[]\u2026\"'-")
#: Words on whose letters the whole sentence hangs: only a slip that can be read in no other way is mended.
_GRAVE = listed.NUMBERS | listed.NEGATIONS | listed.HEDGES | listed.DATES
#: With a capital, or without, these are another word.
_CAPITAL_TELLS = word_set("us it who aids ice may march polish turkey china")
#: Both stand in a dictionary, and the hand takes one for the other.
_SLIPS = frozenset(
    frozenset(pair)
    for pair in (
        ("form", "from"),
        ("there", "their"),
        ("they're", "their"),
        ("they're", "there"),
        ("then", "than"),
        ("to", "too"),
        ("your", "you're"),
        ("lose", "loose"),
        ("a", "an"),
        ("a", "\u00e0"),
        ("la", "l\u00e0"),
        ("ou", "o\u00f9"),
    )
)
#: In one word or in two these say the same; “a theist” is no “atheist”, and “the rapist” no “therapist”.
_JOINED = word_set(
    """into onto another cannot maybe anyone someone everyone anyway everyday sometime overall awhile upon online today
    tomorrow tonight email website percent alright altogether nonetheless however whatever"""
)
_LISTED = frozenset({"de", "en", "es", "fr", "it", "nl", "pt", "ru"})
#: Under these many letters one word is one slip from many others; from those on, two slips are still the same word.
_SHORT, _LONG, _TWO = 5, 8, 2
_SHOWN = 60
_QUOTE = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb'\u2018\u2019]")
_AGAIN = re.compile(r"\bre-\w+")


def more_than_typing(before: str, after: str, language: str) -> tuple[str, str] | None:
    """Return the first words that became others, as they were and as they are; None where only the hand slipped."""
    found = changes(_whole(before), _whole(after))
    if not _quote_alike(before, after):
        told = next((one for one in found if _QUOTE.search(one.old + one.new)), found[0])
        return shorten(told.old.strip(), _SHOWN), shorten(told.new.strip(), _SHOWN)
    for change in found:
        if not change.harmless and not _is_slip(before, after, change, language):
            return shorten(change.old.strip(), _SHOWN), shorten(change.new.strip(), _SHOWN)
    return None


def told_change(change: tuple[str, str]) -> str:
    """Say what became of words: changed, taken out or put in."""
    gone, come = change
    if gone and come:
        return f"“{gone}” became “{come}”"
    return f"“{gone}” was taken out" if gone else f"“{come}” was put in"


def _whole(text: str) -> Line:
    return Line(Draft(text), 0, len(text))


def _is_slip(before: str, after: str, change: Change, language: str) -> bool:
    old, new = list(TOKEN.finditer(change.old)), list(TOKEN.finditer(change.new))
    if _letters(change.old) == _letters(change.new) and not _case_tells(change):
        return _marks_slip(before, after, change) and _joins_no_denial(change) and _are_the_same_words(change, language)
    if len(old) != len(new):
        return False
    return all(
        _same_word(
            (one.group(), _opens(before, change.old_start + one.start())),
            (other.group(), _opens(after, change.new_start + other.start())),
            language,
        )
        for one, other in zip(old, new, strict=True)
    )


def _letters(words: str) -> str:
    """Return letters and figures alone, without accents and case; figures that stand apart stay apart."""
    apart = re.sub(r"(?<=\d)\s+(?=\d)", "\x00", words)
    plain = "".join(_plain(ch, before) for before, ch in zip(" " + apart, apart, strict=False))
    return "".join(ch for ch in plain if ch.isalnum() or ch == "\x00").casefold()


def _plain(sign: str, before: str) -> str:
    """Return a letter without its accent; a raised figure is a plain one in m² alone, and a half is no 12."""
    if sign.isnumeric() and not sign.isdecimal() and not (sign.isdigit() and before.isalpha()):
        return sign
    return unicodedata.normalize("NFKD", sign)


def _quote_alike(before: str, after: str) -> bool:
    """Tell whether the same words stand in quotation marks; a mark that is missing may be put in."""
    one, other = ([token.quoted for token in _whole(text).tokens() if token.is_word] for text in (before, after))
    if one == other or (len(one) != len(other) and sum(one) == sum(other)):
        return True
    odd, even = (sum(map(text.translate(MARKS).count, '"')) % 2 for text in (before, after))
    return bool(odd and not even)


def _case_tells(change: Change) -> bool:
    old, new = ([re.sub(r"\W", "", word) for word in words.split()] for words in (change.old, change.new))
    return len(old) == len(new) and any(
        one != other and one.casefold() == other.casefold() and one.casefold() in _CAPITAL_TELLS
        for one, other in zip(old, new, strict=True)
    )


def _marks_slip(before: str, after: str, change: Change) -> bool:
    """Tell whether all marks that came or went are such that no figure or question hangs on them."""
    gone = sorted(_marks(before, change.old, change.old_start))
    return gone == sorted(_marks(after, change.new, change.new_start))


def _marks(text: str, words: str, start: int) -> Iterator[str]:
    """Yield the marks in a stretch that say something: all but those a hand slips on away from figures."""
    for at, mark in enumerate(words.translate(MARKS), start=start):
        if mark.isalnum() or mark.isspace() or unicodedata.combining(mark):
            continue
        in_figure = text[at + 1 : at + 2].isdigit() and mark in "-.,:"
        if mark not in _MARKS or in_figure or (mark == "-" and text[max(at - 1, 0) : at].isdigit()):
            yield mark


def _joins_no_denial(change: Change) -> bool:
    """Tell whether words that were joined or parted deny the same as before: “now here” is no “nowhere”."""
    old, new = (
        listed.NEGATIONS.intersection(TOKEN.findall(words.lower().translate(MARKS).replace("can not", "cannot")))
        for words in (change.old, change.new)
    )
    return old == new


def _are_the_same_words(change: Change, language: str) -> bool:
    """Tell whether joining, parting and accents left the words they were: what stands in a dictionary is a word."""
    if language not in _LISTED:
        return True
    known = _known(language)
    old, new = (unicodedata.normalize("NFC", words.translate(MARKS).lower()) for words in (change.old, change.new))
    # A hyphen between two words is as good as a blank, and between two parts of one word as nothing.
    if _words(old.replace("-", "")) == _words(new.replace("-", "")):
        # Who re-signs does not resign.
        return not any(word.replace("-", "") in known for word in {*_AGAIN.findall(old)} ^ {*_AGAIN.findall(new)})
    one, other = _words(old.replace("-", " ")), _words(new.replace("-", " "))
    if len(one) == len(other):
        return not any(_are_two_words(was, now, language) for was, now in zip(one, other, strict=True))
    gone, come = [word for word in one if word not in other], [word for word in other if word not in one]
    joined = come if len(come) < len(gone) else gone
    return _JOINED.issuperset(joined) or any(word not in known for word in (*gone, *come))


def _are_two_words(one: str, other: str, language: str) -> bool:
    """Tell whether both stand in a dictionary, “gefordert” and “gefördert”, and none is often typed for the other."""
    known = _known(language) if language in _LISTED and one != other else {}
    return one in known and other in known and frozenset({one, other}) not in _SLIPS


def _words(text: str) -> list[str]:
    """Return the words of a text; “didn't” and “didnt” are one, and so are “U.S.” and “US”."""
    return re.findall(r"\w+", re.sub(r"(?<!\w)(\w)\.", r"\1", text.replace("'", "")))


def _opens(text: str, at: int) -> bool:
    """Tell whether a word opens a sentence, where a capital makes no name."""
    ahead = text[:at].rstrip(" \t\"'\u201c\u2018\u00ab(")
    return not ahead or ahead[-1] in ".!?:\n\u2026"


def _same_word(old: tuple[str, bool], new: tuple[str, bool], language: str) -> bool:
    """Tell whether one word is the other, mistyped; each comes with whether it opens a sentence."""
    one, other = (unicodedata.normalize("NFC", word.translate(MARKS)) for word, _ in (old, new))
    low, low_other = one.lower(), other.lower()
    if one == other:
        return True
    if _letters(one) == _letters(other) and not (low == low_other and low in _CAPITAL_TELLS):
        return not _are_two_words(low.replace("'", ""), low_other.replace("'", ""), language)
    if low.endswith("n't") != low_other.endswith("n't"):
        return False
    is_name = any(word[0].isupper() and not opens for word, opens in ((one, old[1]), (other, new[1])))
    # A name spelt otherwise is another name to a reader. German writes every noun with a capital.
    if is_name and language != "de":
        return False
    return frozenset({low, low_other}) in _SLIPS or _near(low.replace("'", ""), low_other.replace("'", ""), language)


def _near(wrong: str, right: str, language: str) -> bool:
    """Tell whether a word that does not exist stood for one that does and has nearly its letters."""
    if not (wrong.isalpha() and right.isalpha()) or (wrong[0] != right[0] and wrong[:2] != right[1::-1]):
        return False
    if _GRAVE & {wrong, right}:
        return is_typo(wrong, right)
    most = 2 if min(len(wrong), len(right)) >= _LONG else 1
    slips = OSA.distance(wrong, right, score_cutoff=most)
    if slips > most:
        return False
    if language not in _LISTED:
        return min(len(wrong), len(right)) >= _SHORT
    known = _known(language)
    if wrong in known or right not in known:
        return False
    # Of two slips nobody knows what was meant where another word is one slip away.
    return slips < _TWO or not any(word in known for word in _speller(language).edit_distance_1(wrong))


def _known(language: str) -> dict[str, int]:
    found: dict[str, int] = _speller(language).word_frequency.dictionary
    return found


@lru_cache(maxsize=4)
def _speller(language: str) -> SpellChecker:
    """Load the word list of a language, once, when the first doubtful word comes up."""
    return SpellChecker(language=language)
