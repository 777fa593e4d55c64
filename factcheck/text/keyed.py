"""Try a long pattern only where one of the words stands that each of its matches holds."""

from __future__ import annotations

import importlib
import importlib.util
import re
from typing import TYPE_CHECKING, Any

from factcheck.text.classes import ALWAYS, EVERY, word_class
from factcheck.text.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Measure = Callable[["Keys"], tuple[int, int]]

MOST_FORMS = 48  # spellings of one stretch that are told apart
MOST_KEYS = 400
LONG_KEY = 6  # letters; of longer keys the fewest are best
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
NO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
SET_LETTERS = 4  # letters of a set such as [pb] that are told apart

Keys = frozenset[str]
EMPTY: Keys = frozenset({""})
SPACE: Keys = frozenset({" "})
EDGE = "\b"  # stands in a key for the edge of a word, which has no width
EDGES: Keys = frozenset({EDGE})
WHOLE = re.compile(r"(?<=[^\w])[a-z]+(?=[^\w])")


class Keyed:
    """A pattern with its keys: lower-case words, one of which is in each of its matches.

    Looking for a few fixed words is some ten times as fast as trying the alternatives of a rule at every letter, and
    most passages hold none of them. The keys are read off the pattern itself, so a rule is still written in one place.
    `bit` is the class of the whole words of which each match holds one: who knows the classes of the words of a text
    need not look into the text at all.
    """

    __slots__ = ("bit", "keys", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read the keys off a pattern; without any the pattern is always tried."""
        self.pattern = pattern
        self.keys = keys_of(pattern)
        words = words_of(pattern)
        self.bit = word_class(words) if words else ALWAYS

    def search(self, text: str, start: int = 0, end: int | None = None, classes: int = EVERY) -> re.Match[str] | None:
        """Give the first match between two offsets, in a text whose words have these classes."""
        if not classes & self.bit:
            return None
        end = len(text) if end is None else end
        return self.pattern.search(text, start, end) if self._may(text[start:end]) else None

    def findall(self, text: str) -> list[str]:
        """List the words of the matches."""
        return self.pattern.findall(text) if self._may(text) else []

    def _may(self, text: str) -> bool:
        low = text.lower()
        # A space of another kind is in no key.
        return True in map(low.__contains__, self.keys) or not low.isprintable()

    def match(self, text: str, classes: int = EVERY) -> re.Match[str] | None:
        """Give the match at the beginning of a text whose words have these classes."""
        return self.pattern.match(text) if classes & self.bit else None

    def fullmatch(self, text: str, classes: int = EVERY) -> re.Match[str] | None:
        """Give the match of a whole text whose words have these classes."""
        return self.pattern.fullmatch(text) if classes & self.bit else None


def keyed(pattern: str, flags: int = 0) -> Keyed:
    """Compile a pattern that is tried only where one of its keys stands."""
    return Keyed(re.compile(pattern, flags))


def keys_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """List words of which each match of a pattern holds one; the empty word alone where there are none to name."""
    keys = _read(pattern, _length)
    if keys is None or len(keys) > MOST_KEYS:
        return ("",)
    bare = {key.replace(EDGE, "") for key in keys}
    return ("",) if "" in bare else tuple(sorted(k for k in bare if not any(o != k and o in k for o in bare)))


def words_of(pattern: re.Pattern[str]) -> Keys:
    """List whole words of which each match of a pattern holds one; nothing where there are none to name."""
    keys = _read(pattern, _wholeness)
    words = [max(WHOLE.findall(key), key=_weight, default="") for key in keys or EMPTY]
    return frozenset() if "" in words else frozenset(words)


def _weight(word: str) -> tuple[int, str]:
    """Prefer long words, and any to those that every passage has."""
    return 1 if word in STOP_WORDS else len(word), word


def _length(keys: Keys) -> tuple[int, int]:
    """Judge keys by the shortest of them."""
    return min(LONG_KEY, *(len(key.replace(EDGE, "").strip()) for key in keys)), -len(keys)


def _wholeness(keys: Keys) -> tuple[int, int]:
    """Judge keys by the shortest of the whole words in them."""
    return min(LONG_KEY, *(max(map(_weight, WHOLE.findall(key)), default=(0, ""))[0] for key in keys)), -len(keys)


def _read(pattern: re.Pattern[str], measure: Measure) -> Keys | None:
    if importlib.util.find_spec("re._parser") is None:
        return None
    tree = importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags)
    return _best(list(tree), EMPTY, EMPTY, measure)


def _best(items: list[Any], before: Keys, behind: Keys, measure: Measure) -> Keys | None:
    """Choose the best stretch of a sequence; `before` is spelt in front of it, `behind` at its end."""
    found: list[Keys] = []
    run = before
    for at, (op, given) in enumerate(items):
        name = str(op)
        forms = _forms(name, given)
        if forms is not None and len(forms) * len(run) <= MOST_FORMS:
            run = _joined(run, forms)
            continue
        found.append(run)
        inner = _inner(name, given, run, _edge(items[at + 1 :]) if at + 1 < len(items) else behind, measure)
        if inner is not None:
            found.append(inner)
        apart = _ends_apart([(op, given)]) and (_least(name, given) or all(key[-1:] in {" ", EDGE} for key in run))
        run = forms if forms is not None and len(forms) <= MOST_FORMS else EDGES if apart else EMPTY
    found.append(_joined(run, behind))
    best = max(found, key=measure)
    return best if measure(best)[0] > 0 else None


def _edge(items: list[Any]) -> Keys:
    """Give the edge of a word or the space with which a sequence begins."""
    forms = _forms(str(items[0][0]), items[0][1])
    return forms if forms in (EDGES, SPACE) else EMPTY


def _least(name: str, given: Any) -> int:
    """Give how often a part stands at the least."""
    return int(given[0]) if name in REPEATS else 1


def _ends_apart(items: list[Any]) -> bool:
    """Tell whether whatever a sequence matches, if anything, ends at the edge of a word or with a space."""
    name, given = str(items[-1][0]), items[-1][1]
    if name == "SUBPATTERN":
        return _ends_apart(list(given[3]))
    if name in REPEATS:
        return _ends_apart(list(given[2]))
    if name == "BRANCH":
        return all(len(part) > 0 and _ends_apart(list(part)) for part in given[1])
    return _forms(name, given) in (EDGES, SPACE)


def _joined(run: Keys, forms: Keys) -> Keys:
    return frozenset(a + b for a in run for b in forms)


def _inner(name: str, given: Any, run: Keys, behind: Keys, measure: Measure) -> Keys | None:
    """Give the keys of a part that has no few spellings: of each branch the best."""
    if name == "SUBPATTERN":
        return _best(list(given[3]), run, behind, measure)
    if name == "ATOMIC_GROUP":
        return _best(list(given), run, behind, measure)
    if name in REPEATS and given[0] > 0:
        once = given[0] == given[1] == 1
        return _best(list(given[2]), run, behind if once else EMPTY, measure)
    if name == "BRANCH":
        parts = [_best(list(part), run, behind, measure) for part in given[1]]
        return None if None in parts else frozenset().union(*(part for part in parts if part is not None))
    return None


def _forms(name: str, given: Any) -> Keys | None:
    """Spell out a part of a pattern where it has few spellings."""
    if name == "LITERAL":
        return frozenset({chr(given).lower()})
    if name in NO_WIDTH:
        return EDGES if str(given) == "AT_BOUNDARY" else EMPTY
    if name == "IN":
        if len(given) == 1 and str(given[0][1]) == "CATEGORY_SPACE":
            return SPACE
        single = len(given) <= SET_LETTERS and all(str(op) == "LITERAL" for op, _ in given)
        return frozenset(chr(letter).lower() for _, letter in given) if single else None
    if name == "SUBPATTERN":
        return _spelt(given[3])
    if name in REPEATS and given[0] in {0, 1} and given[1] == 1:
        once = _spelt(given[2])
        return once if once is None or given[0] == 1 else once | EMPTY
    if name == "BRANCH":
        parts = [_spelt(part) for part in given[1]]
        return None if None in parts else frozenset().union(*(part for part in parts if part is not None))
    return None


def _spelt(items: Iterable[Any]) -> Keys | None:
    run = EMPTY
    for op, given in items:
        forms = _forms(str(op), given)
        if forms is None or len(forms) * len(run) > MOST_FORMS:
            return None
        run = _joined(run, forms)
    return run
