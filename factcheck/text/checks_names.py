"""Find one name in two spellings, and one person at two ages."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.text.classes import COMPOUND, FIGURE
from factcheck.text.closed_words import CLOSED
from factcheck.text.given_names import GIVEN
from factcheck.text.model import Finding, Span
from factcheck.text.names import BODY_WORDS, PLACES, TITLES
from factcheck.text.tokens import POSSESSIVE, bare_name
from factcheck.text.verbs import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.text.model import Passage
    from factcheck.text.reading import Reading
    from factcheck.text.tokens import Words

Name = tuple[str, ...]
SPELLINGS = (
    ("kiev", "kyiv"),
    ("odessa", "odesa"),
    ("kharkov", "kharkiv"),
    ("lvov", "lviv"),
    ("burma", "myanmar"),
    ("rangoon", "yangon"),
    ("bombay", "mumbai"),
    ("calcutta", "kolkata"),
    ("peking", "beijing"),
    ("turkey", "türkiye"),
    ("gaddafi", "qaddafi"),
    ("hezbollah", "hizbollah"),
    ("koran", "quran"),
    ("moslem", "muslim"),
)
ENDINGS = (
    "n",
    "an",
    "ns",
    "ans",
    "s",
    "es",
    "ese",
    "ish",
    "i",
    "ic",
    "al",
    "ian",
    "y",
    "er",
    "ers",
    "r",
    "rs",
    "ed",
    "'s",
    "ist",
    "ists",
    "ism",
    "ment",
    "ern",
)
ORDINARY = (
    frozenset(FORMS) | frozenset(CLOSED) | BODY_WORDS | TITLES | frozenset("capital capitol status ministry".split())
)
DEMONYM = re.compile(r"(?:american|african|asian|european)s?$")  # "African-American" before a noun has its hyphen
LONG = 6  # letters of a name in which one letter may be a slip
OFTEN = 2
MOST_ALIKE = 8  # names of one shape that are held against each other
AGED = re.compile(
    r"\b(?P<name>(?:[A-Z][\w'’-]+\s){0,2}[A-Z][\w'’-]+),\s(?:aged\s)?(?P<age>\d{1,2})(?=,|\)|\.\s|\.$|\sand\b)"
    r"|\b(?P<old>\d{1,2})-year-old\s(?:[a-z-]+\s){0,3}(?P<named>[A-Z][\w'’-]+\s[A-Z][\w'’-]+)"
)
AGE = re.compile(r"\d(?<!\d\d)\d?(?!\d)")
NAME_HEADS = frozenset({"NN", "JJ", "VX", "VG", "VN"})
SHORT = 5
TWO = 2
ACRONYM_LEAST, ACRONYM_MOST = 4, 6


def name_variants(readings: list[Words]) -> list[Finding]:
    """Find one name in two spellings."""
    places: dict[Name, Span] = {}  # where each name stands first
    forms: dict[tuple[str, ...], Name] = {}
    for words in readings:
        for first, last in _names(words):
            written = tuple(words.form[first:last])
            if written not in forms:
                key = forms[written] = tuple([bare_name(w) for w in written])
                if key not in places:
                    places[key] = Span(words.start[first], words.start[last - 1] + len(key[-1]))
    out, told = [], set()
    opens = {words.start[0] for words in readings if words.n}
    pairs = [*_spelt(places), *_hyphens(places), *_marks(places), *_near(places), *_spaced(places, readings)]
    for one, other in [*pairs, *_capitals(places, opens)]:
        pair = frozenset((" ".join(one).lower(), " ".join(other).lower()))
        if pair in told:
            continue
        told.add(pair)
        out.append(_variant(" ".join(one), " ".join(other), places[one], places[other]))
    named = {word for key in places for word in key}
    shown = {word for finding in out for word in finding.why.replace("“", " ").replace("”", " ").split()}
    out.extend(f for word, f in _slips(readings, named) if word not in shown)
    return out[:12]


def _variant(one: str, other: str, first: Span, second: Span) -> Finding:
    return Finding("name_variant", (first, second), f"“{one}” and “{other}” may be one name in two forms.")


def _long_names(readings: list[Words], named: set[str]) -> dict[str, list[tuple[int, str]]]:
    """List where each long name stands, and the name before it."""
    places: dict[str, list[tuple[int, str]]] = {}
    looked = {word for word in named if len(word) >= LONG and word.isalpha()}
    looked |= {word + mark for word in looked for mark in (*POSSESSIVE, "'", "’")}
    for words in readings:
        for at in words.capitals:
            form = words.form[at]
            if form in looked and (bare := bare_name(form)) in looked:
                before = words.low[at - 1] if at and words.tag[at - 1] == "NP" else ""
                places.setdefault(bare, []).append((words.start[at], before))
    return places


def _slips(readings: list[Words], named: set[str]) -> Iterator[tuple[str, Finding]]:
    """Find a long name that stands once and misses by a letter one that stands more often: Brightwel, Brightwell."""
    places = _long_names(readings, named)
    shapes: dict[str, list[str]] = {}
    for word in _comparable(places):
        for shape in _shapes(word):
            shapes.setdefault(shape, []).append(word)
    told: set[str] = set()
    plain: set[str] = set()
    for group in [group for group in shapes.values() if len(group) > 1]:
        for one, other in pairwise(sorted(set(group), key=lambda w: (len(places[w]), w))[:MOST_ALIKE]):
            if one in told or len(places[one]) > 1 or len(places[other]) < OFTEN or not _slip(one, other):
                continue
            plain = plain or _plain_words(readings)
            if not plain.isdisjoint((one.lower(), other.lower())):
                continue
            firsts = {before for _, before in (*places[one], *places[other]) if before in GIVEN}
            if len(firsts) > 1:
                continue  # two people
            told.add(one)
            yield one, _miswritten(one, other, {word: places[word][0] for word in (one, other)})
    yield from _called_short(readings, places, told)


def _called_short(
    readings: list[Words], places: dict[str, list[tuple[int, str]]], told: set[str]
) -> Iterator[tuple[str, Finding]]:
    """Find somebody named in full once, and once by a last name that misses by a letter: Jane Hartley, Hartly."""
    once = {word: found[0] for word, found in places.items() if len(found) == 1}
    full = [word for word, (_, before) in once.items() if before in GIVEN and word.lower() not in GIVEN]
    lengths = _lengths(full)
    alone = [word for word, (_, before) in once.items() if not before and (word[0].lower(), len(word)) in lengths]
    shapes: dict[str, list[str]] = {}
    for word in full if alone else ():
        for shape in _shapes(word):
            shapes.setdefault(shape, []).append(word)
    plain: set[str] = set()
    for one in alone:
        near = dict.fromkeys(word for shape in _shapes(one) for word in shapes.get(shape, ())[:MOST_ALIKE])
        for other in near:
            if one in told or one[0] != other[0] or not _slip(one, other):
                continue
            plain = plain or _plain_words(readings)
            if plain.isdisjoint((one.lower(), other.lower())):
                yield one, _miswritten(one, other, once)


def _miswritten(one: str, other: str, places: dict[str, tuple[int, str]]) -> Finding:
    first, second = places[other][0], places[one][0]
    return _variant(other, one, Span(first, first + len(other)), Span(second, second + len(one)))


def _shapes(word: str) -> list[str]:
    """List a word and what is left when one letter behind the first is missing: names a slip apart share one."""
    low = word.lower()
    return list(dict.fromkeys([low, *[low[:k] + low[k + 1 :] for k in range(1, len(low))]]))


def _lengths(words: Iterable[str]) -> set[tuple[str, int]]:
    """List first letters with lengths, each a letter more and less, of what can be a slip of one of the words."""
    return {(word[0].lower(), len(word) + step) for word in words for step in (-1, 0, 1)}


def _comparable(places: dict[str, list[tuple[int, str]]]) -> list[str]:
    """List the names that stand once and those that stand more often, where one of the other kind is about as long."""
    once = _lengths(word for word, found in places.items() if len(found) < OFTEN)
    often = _lengths(word for word, found in places.items() if len(found) >= OFTEN)
    return [
        word
        for word, found in places.items()
        if (word[0].lower(), len(word)) in (often if len(found) < OFTEN else once)
    ]


def _plain_words(readings: list[Words]) -> set[str]:
    """List the words that the text has without a capital: no name is one of them."""
    return {low for words in readings for form, low in zip(words.form, words.low, strict=True) if form[0].islower()}


def _slip(one: str, other: str) -> bool:
    """Tell a slip from another word: neither is an ordinary word, a given name or a form of the other."""
    a, b = sorted((one.lower(), other.lower()), key=len)
    if a == b or not ORDINARY.isdisjoint((a, b)) or (a in GIVEN and b in GIVEN) or not _one_off(a, b):
        return False
    if b.startswith(a):
        return b[-1] == a[-1]  # a doubled last letter; with any other it is a form of the word
    same = next(k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return not (a[same:] in ENDINGS and b[same:] in ENDINGS)


def _one_off(a: str, b: str) -> bool:
    """Tell whether one letter is missing, wrong, or two are swapped."""
    if len(a) != len(b):
        return any(b[:k] + b[k + 1 :] == a for k in range(len(b)))
    apart = [k for k, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
    return len(apart) == 1 or swapped


def two_ages(text: str, read: list[tuple[Passage, Reading]]) -> list[Finding]:
    """Find one person at two ages."""
    ages: dict[str, dict[str, list[tuple[int, Span]]]] = {}
    for passage, reading in read:
        if not reading.words.classes & FIGURE or not AGE.search(text, passage.start, passage.end):
            continue
        for found in AGED.finditer(text, passage.start, passage.end):
            first, _, last = (found["name"] or found["named"]).rpartition(" ")
            span = Span(*found.span())
            told = ages.setdefault(last, {}).setdefault(first.rpartition(" ")[2], [])
            told.append((int(found["age"] or found["old"]), span))
    out = []
    for last, people in ages.items():
        known = [first for first in people if first]
        for first in known:
            told = people[first] + (people.get("", []) if len(known) == 1 else [])
            other = next(((age, span) for age, span in told[1:] if age != told[0][0]), None)
            if other is not None:
                why = f"{first} {last} is {told[0][0]} in one place and {other[0]} in another."
                out.append(Finding("numbers_disagree", (told[0][1], other[1]), why))
    return out[:4]


def _names(words: Words) -> list[tuple[int, int]]:
    """List capitalised runs, single letters such as the B of a grade included."""
    out = []
    first = last = -1  # the run that is open, its end exclusive
    for at in words.capitals:
        form, tag = words.form[at], words.tag[at]
        named = tag == "NP" or (form.isupper() and not (at == 0 and tag == "DT"))  # "A FirstGroup spokesman"
        if first >= 0 and not (named and at == last):
            out.append((first, last))
            first = -1
        if named or tag in NAME_HEADS:
            first = at if first < 0 else first
            last = at + 1
            if words.bits[at] & COMPOUND and form.endswith(("'s", "’s")):
                out.append((first, last))
                first = -1
    if first >= 0:
        out.append((first, last))
    return out


def _spelt(places: dict[Name, Span]) -> list[tuple[Name, Name]]:
    by_word = {word.lower(): key for key in places for word in key}
    return [(by_word[a], by_word[b]) for a, b in SPELLINGS if a in by_word and b in by_word]


def _hyphens(places: dict[Name, Span]) -> list[tuple[Name, Name]]:
    """Pair "Jean-Luc" with "Jean Luc"."""
    flat: dict[str, tuple[str, ...]] = {}
    out = []
    for key in places:
        if len(key) == 1 and "-" not in key[0]:
            continue
        joined = " ".join(key).replace("-", " ").lower()
        other = flat.setdefault(joined, key)
        if " ".join(other).lower() != " ".join(key).lower() and not DEMONYM.search(joined):
            out.append((other, key))
    for key in places:
        last = key[-1].replace("-", " ").lower()
        pair = flat.get(last) if "-" in key[-1] and len(key) > 1 else None  # "Ana Reyes-Cole", later "Reyes Cole"
        if pair is not None and "-" not in pair[-1] and not DEMONYM.search(last):
            out.append((key, pair))
    return out


def _spaced(places: dict[Name, Span], readings: list[Words]) -> list[tuple[Name, Name]]:
    """Pair "SpaceX" with "Space X", handles and hashtags left out."""
    text = readings[0].text if readings else ""
    free = [
        key for key, span in places.items() if text[max(0, span.start - 1) : span.start] not in {"@", "#", "_", "/"}
    ]
    joined = {"".join(key).lower(): key for key in free if len(key) == 1 and len(key[0]) >= SHORT}
    pairs = ((joined.get("".join(key).lower()), key) for key in places if len(key) == TWO)
    return [(one, other) for one, other in pairs if one is not None]


def _capitals(places: dict[Name, Span], opens: set[int]) -> list[tuple[Name, Name]]:
    """Pair "NASA" with "Nasa", both within a sentence; a place that opens a dateline has capitals, too."""
    alone = {key[0]: span.start for key, span in places.items() if len(key) == 1 and key[0].isalpha()}
    out: list[tuple[Name, Name]] = []
    for word, start in alone.items():
        other = word.capitalize()
        if not (word.isupper() and ACRONYM_LEAST <= len(word) <= ACRONYM_MOST) or other not in alone:
            continue
        if not {start, alone[other]} & opens and word.lower() not in ORDINARY and other not in PLACES:
            out.append(((word,), (other,)))
    return out


def _marks(places: dict[Name, Span]) -> list[tuple[Name, Name]]:
    """Pair "Hrdlička" with "Hrdlicka": one last name with its marks and without."""
    plain: dict[str, tuple[str, ...]] = {}
    out = []
    for key in places:
        word = key[-1]
        bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).lower()
        if len(bare) < SHORT:
            continue
        other = plain.setdefault(bare, key)
        if other[-1].lower() != word.lower():
            out.append((other, key))
    return out


def _near(places: dict[Name, Span]) -> list[tuple[Name, Name]]:
    """Pair names of two words or more that differ in a few letters of one word."""
    groups: dict[tuple[int, int, tuple[str, ...]], list[tuple[str, ...]]] = {}
    for key in places:
        if 2 <= len(key) <= 4:
            for k in range(len(key)):
                groups.setdefault((len(key), k, key[:k] + key[k + 1 :]), []).append(key)
    out = []
    for (_, k, _rest), keys in groups.items():
        for one, other in pairwise(keys[:8]):
            if _alike(one[k], other[k]):
                out.append((one, other))
    return out


def _alike(one: str, other: str) -> bool:
    """Tell whether two words may be one misspelt: much the same, and neither made from the other by an ending."""
    a, b = sorted((one.lower(), other.lower()), key=len)
    least = SHORT - (b[:-1] == a and b[-1] == a[-1])  # Odel, Odell
    if len(a) < least or a == b or not a.isalpha() or not b.isalpha() or (a in GIVEN and b in GIVEN):
        return False
    if b.startswith(a) and b[len(a) :] in ENDINGS:
        return False
    same = 0
    while same < len(a) and a[same] == b[same]:
        same += 1
    if a[same:] in ENDINGS and b[same:] in ENDINGS:
        return False
    return same >= 0.6 * len(b) or (
        len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and len(a) > SHORT
    )
