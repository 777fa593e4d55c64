"""Cut English words to their stem by Porter's method (M. F. Porter, An algorithm for suffix stripping, 1980)."""

from __future__ import annotations

import re
from functools import lru_cache

SHORT = 2
CACHE = 65_536

_C = "[^aeiou](?:[^aeiouy])*"
_V = "[aeiouy](?:[aeiou])*"
MEASURED = re.compile(f"^(?:{_C})?{_V}{_C}")
MEASURED_ONCE = re.compile(f"^(?:{_C})?{_V}{_C}(?:{_V})?$")
MEASURED_TWICE = re.compile(f"^(?:{_C})?{_V}{_C}{_V}{_C}")
VOWEL = re.compile(f"^(?:{_C})?[aeiouy]")
SHORT_END = re.compile(f"^{_C}[aeiouy][^aeiouwxy]$")
DOUBLED = re.compile(r"([^aeiouylsz])\1$")

STEP_2 = (
    ("ational", "ate"),
    ("ization", "ize"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("ousli", "ous"),
    ("entli", "ent"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("alli", "al"),
    ("ator", "ate"),
    ("logi", "log"),
    ("bli", "ble"),
    ("eli", "e"),
)
STEP_3 = (("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ness", ""), ("ful", ""))
STEP_4 = (
    *("ement", "ance", "ence", "able", "ible", "ment", "sion", "tion", "ant", "ent", "ism", "ate", "iti", "ous"),
    *("ive", "ize", "al", "er", "ic", "ou"),
)


@lru_cache(maxsize=CACHE)
def stem(word: str) -> str:
    """Return the stem of one lower-case word; a word of two letters or with a digit is its own."""
    if len(word) <= SHORT or not word.isascii() or not word.isalpha():
        return word
    first = word[0]
    if first == "y":
        word = "Y" + word[1:]
    word = _step_1(word)
    for step in (STEP_2, STEP_3):
        for end, new in step:
            if word.endswith(end):
                root = word[: -len(end)]
                word = root + new if MEASURED.match(root) else word
                break
    word = _last_steps(word)
    return "y" + word[1:] if first == "y" else word


def _step_1(word: str) -> str:
    """Take off plurals, -ed and -ing, and turn a last y into i."""
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if MEASURED.match(word[:-3]) else word
    else:
        for end in ("ed", "ing"):
            root = word[: -len(end)]
            if word.endswith(end) and VOWEL.match(root):
                word = _mend(root)
                break
    if word.endswith("y") and VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    return word


def _mend(root: str) -> str:
    """Give a root back the e, or take the doubled letter, that -ed and -ing changed."""
    if root.endswith(("at", "bl", "iz")) or SHORT_END.match(root):
        return root + "e"
    return root[:-1] if DOUBLED.search(root) else root


def _last_steps(word: str) -> str:
    """Take off a long word's last suffix, its silent e and one of two l."""
    for end in STEP_4:
        if word.endswith(end):
            # -ion goes, the s or t before it stays.
            root = word[:-3] if end in ("sion", "tion") else word[: -len(end)]
            word = root if MEASURED_TWICE.match(root) else word
            break
    if word.endswith("e"):
        root = word[:-1]
        if MEASURED_TWICE.match(root) or (MEASURED_ONCE.match(root) and not SHORT_END.match(root)):
            word = root
    return word[:-1] if word.endswith("ll") and MEASURED_TWICE.match(word[:-1]) else word
