"""Read off a pattern which words its matches hold, and with which they begin."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections import Counter
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

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

# What nearly every passage has tells nothing.
COMMON = frozenset("the a an of to in and is was that it as for on at by with be are were this from not".split())

RARE = 4  # the weight of a word that few passages have

Keys = frozenset[str]
EMPTY: Keys = frozenset({""})
SPACE: Keys = frozenset({" "})
EDGE = "\b"  # stands in a key for the edge of a word, which has no width
EDGES: Keys = frozenset({EDGE})
WHOLE = re.compile(r"(?<=[^\w])[a-z]+(?=[^\w])")
KINDS = {"CATEGORY_SPACE": EDGES, "CATEGORY_DIGIT": frozenset({"0" + EDGE})}
LETTERS = frozenset({"LITERAL", "NOT_LITERAL", "RANGE"})
NUMBER = "0"  # stands for a word that begins with a digit


def keys_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """List words of which each match of a pattern holds one; the empty word alone where there are none to name."""
    keys = _read(pattern, _length)
    if keys is None or len(keys) > MOST_KEYS:
        return ("",)
    bare = {key.replace(EDGE, "") for key in keys}
    return ("",) if "" in bare else tuple(sorted(k for k in bare if not any(o != k and o in k for o in bare)))


def words_of(pattern: re.Pattern[str]) -> Keys:
    """List whole words of which each match of a pattern holds one; nothing where there are none to name."""
    return frozenset(phrases_of(pattern))


def phrases_of(pattern: re.Pattern[str]) -> dict[str, tuple[str, ...]]:
    """Give phrases of which each match of a pattern holds one, by a whole word in them; nothing where one has none."""
    keys = sorted(_read(pattern, _wholeness) or EMPTY)
    choices = {key: WHOLE.findall(key) for key in keys}
    if not all(choices.values()):
        return {}
    often = Counter(word for words in choices.values() for word in words)  # one word of many phrases is best
    chosen = {
        key: max(words, key=lambda word: (min(RARE, _weight(word)), often[word], word))
        for key, words in choices.items()
    }
    return {
        word: tuple(dict.fromkeys(key.replace(EDGE, "") for key in keys if chosen[key] == word))
        for word in sorted(set(chosen.values()))
    }


def _weight(word: str) -> int:
    """Prefer long words, and any to those that every passage has."""
    return 1 if word in COMMON else 2 if word in STOP_WORDS else max(RARE - 1, len(word))


def _length(keys: Keys) -> tuple[int, int]:
    """Judge keys by the shortest of them."""
    return min(LONG_KEY, *(len(key.replace(EDGE, "").strip()) for key in keys)), -len(keys)


def _wholeness(keys: Keys) -> tuple[int, int]:
    """Judge keys by the shortest of the whole words in them."""
    return min(LONG_KEY, *(max(map(_weight, WHOLE.findall(key)), default=0) for key in keys)), -len(keys)


def _read(pattern: re.Pattern[str], measure: Measure) -> Keys | None:
    return _best(_tree(pattern), EMPTY, EMPTY, measure)


def _tree(pattern: re.Pattern[str]) -> list[Any]:
    """Parse a pattern; where nothing can parse it, it is a part of which nothing is known."""
    if importlib.util.find_spec("re._parser") is None:
        return [("ANY", None)]
    return list(importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags))


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


def openings_of(pattern: re.Pattern[str]) -> Keys:
    """List the words with which the matches of a pattern begin, 0 for figures; nothing where some cannot be told."""
    found = _openings(dropwhile(lambda item: str(item[0]) in NO_WIDTH, _tree(pattern)))
    if found is None or not all(word.endswith(EDGE) for word in found) or EDGE in found:
        return frozenset()
    return frozenset(word[:-1] for word in found)


def _openings(items: Iterable[Any]) -> Keys | None:
    """Spell the first words of a sequence; those that are whole end with an edge."""
    run = EMPTY
    for op, given in items:
        begun = frozenset(word for word in run if not word.endswith(EDGE))
        if not begun:
            break
        more = _opening(str(op), given)
        if more is None:
            return None
        run = (run - begun) | _joined(begun, more)
    return run


def _opening(name: str, given: Any) -> Keys | None:
    """Spell how a part goes on with a word, or ends it."""
    if name == "LITERAL":
        return _letter(chr(given))
    if name in NO_WIDTH:
        return EDGES if str(given) == "AT_BOUNDARY" else EMPTY
    if name == "IN":
        told = [_letter(chr(what)) if str(op) == "LITERAL" else KINDS.get(str(what)) for op, what in given]
        if any(str(op) == "RANGE" and chr(what[0]).isdigit() for op, what in given):
            return frozenset({NUMBER + EDGE})
        return None if None in told else frozenset().union(*(letters for letters in told if letters is not None))
    if name == "SUBPATTERN":
        return _openings(given[3])
    if name in REPEATS:
        once = _openings(given[2])
        if once is None or (given[1] != 1 and not all(word.endswith(EDGE) for word in once)):
            return None
        return once if given[0] > 0 else once | EMPTY
    if name == "BRANCH":
        parts = [_openings(part) for part in given[1]]
        return None if None in parts else frozenset().union(*(part for part in parts if part is not None))
    return None


def _letter(letter: str) -> Keys:
    return frozenset({NUMBER + EDGE if letter.isdigit() else letter.lower() if letter.isalpha() else EDGE})


def is_caseless(pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern has no regard to case, so that it finds the same in a text in lower case."""
    return bool(pattern.flags & re.IGNORECASE) and not _has_capitals(_tree(pattern))


def _has_capitals(part: Any) -> bool:
    """Tell whether a part of a pattern names a capital letter, or turns regard to case on or off."""
    if isinstance(part, int):
        return False
    if isinstance(part, tuple) and part and str(part[0]) in LETTERS:
        letters = part[1] if isinstance(part[1], tuple) else (part[1],)
        return any(chr(letter) != chr(letter).lower() for letter in letters)
    if isinstance(part, tuple) and part and str(part[0]) == "SUBPATTERN":
        return bool(part[1][1] or part[1][2]) or _has_capitals(part[1][3])
    inside = part if isinstance(part, list | tuple) or hasattr(part, "data") else ()
    return any(_has_capitals(item) for item in inside)
