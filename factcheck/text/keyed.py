"""Try a long pattern only where one of the words stands that each of its matches holds."""

from __future__ import annotations

import importlib
import importlib.util
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_FORMS = 48  # spellings of one stretch that are told apart
MOST_KEYS = 120
LONG_KEY = 6  # letters; of longer keys the fewest are best
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
NO_WIDTH = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
SET_LETTERS = 4  # letters of a set such as [pb] that are told apart

Keys = frozenset[str]
EMPTY: Keys = frozenset({""})
SPACE: Keys = frozenset({" "})


class Keyed:
    """A pattern with its keys: lower-case words, one of which is in each of its matches.

    Looking for a few fixed words is some ten times as fast as trying the alternatives of a rule at every letter, and
    most passages hold none of them. The keys are read off the pattern itself, so a rule is still written in one place.
    """

    __slots__ = ("keys", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read the keys off a pattern; without any the pattern is always tried."""
        self.pattern = pattern
        self.keys = keys_of(pattern)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the first match between two offsets."""
        end = len(text) if end is None else end
        low = text[start:end].lower()
        if not low.isprintable():  # a space of another kind, which a key has not
            return self.pattern.search(text, start, end)
        for key in self.keys:
            if key in low:
                return self.pattern.search(text, start, end)
        return None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Give the matches between two offsets in order."""
        end = len(text) if end is None else end
        low = text[start:end].lower()
        if not low.isprintable() or any(key in low for key in self.keys):
            return self.pattern.finditer(text, start, end)
        return iter(())


def keyed(pattern: str, flags: int = 0) -> Keyed:
    """Compile a pattern that is tried only where one of its keys stands."""
    return Keyed(re.compile(pattern, flags))


def keys_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """List words of which each match of a pattern holds one; the empty word alone where there are none to name."""
    if importlib.util.find_spec("re._parser") is None:
        return ("",)
    tree = importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags)
    keys = _best(list(tree), EMPTY)
    if keys is None or len(keys) > MOST_KEYS:
        return ("",)
    return tuple(sorted(k for k in keys if not any(other != k and other in k for other in keys)))


def _best(items: list[Any], before: Keys) -> Keys | None:
    """Choose the stretch of a sequence whose shortest spelling is longest; `before` is spelt in front of it."""
    found: list[Keys] = []
    run = before
    for op, given in items:
        name = str(op)
        forms = _forms(name, given)
        if forms is not None and len(forms) * len(run) <= MOST_FORMS:
            run = frozenset(a + b for a in run for b in forms)
            continue
        found.append(run)
        inner = _inner(name, given, run)
        if inner is not None:
            found.append(inner)
        run = forms if forms is not None and len(forms) <= MOST_FORMS else EMPTY
    found.append(run)
    best = max(found, key=lambda keys: (min(LONG_KEY, *(len(key.strip()) for key in keys)), -len(keys)))
    return best if min(map(len, best)) > 0 else None


def _inner(name: str, given: Any, run: Keys) -> Keys | None:
    """Give the keys of a part that has no few spellings: of each branch the best."""
    if name == "SUBPATTERN":
        return _best(list(given[3]), run)
    if name == "ATOMIC_GROUP":
        return _best(list(given), run)
    if name in REPEATS and given[0] > 0:
        return _best(list(given[2]), run)
    if name == "BRANCH":
        parts = [_best(list(part), run) for part in given[1]]
        return None if None in parts else frozenset().union(*(part for part in parts if part is not None))
    return None


def _forms(name: str, given: Any) -> Keys | None:
    """Spell out a part of a pattern where it has few spellings."""
    if name == "LITERAL":
        return frozenset({chr(given).lower()})
    if name in NO_WIDTH:
        return EMPTY
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
        run = frozenset(a + b for a in run for b in forms)
    return run
