"""Find names: runs of capitalised words that a sentence's start alone does not explain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.text.words import STOP_WORDS, plain, word_set

WORD = re.compile(r"[^\W\d_](?:[\w]|[\u0300-\u036f]|['\u2019-](?=\w))*")
JOINERS = word_set("of the de del della der den van von bin al la le du da dos")
MOST_WORDS = 8
INITIAL = 1
# Words with a capital that name no one: they open sentences, count days or stand before a name.
NOT_NAMES = STOP_WORDS | word_set(
    """yes no oh well however although though while since according meanwhile still yet even despite many several one
    two three four five six seven eight nine ten
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december mr mrs ms dr sir lord
    lady instead perhaps later earlier last next first second third also another every everyone nobody nothing most
    among within without never always often thank thanks please nearly almost about around over under at"""
)
TITLES = word_set(
    """president senator governor mayor minister secretary judge justice professor doctor captain general colonel
    chancellor king queen prince princess pope bishop reverend congressman congresswoman representative chairman
    chairwoman director chief prime vice deputy former mr mrs ms dr sir lord lady dame"""
)


@dataclass(frozen=True, slots=True)
class Name:
    """Hold a name as written, without a possessive, and its place."""

    text: str
    start: int
    end: int


def names(text: str) -> list[Name]:
    """Return the names in a text in order. A lone word that opens a sentence counts only if it is no common word."""
    found: list[Name] = []
    run: list[re.Match[str]] = []
    joiners: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        word = match.group()
        if run and not _follows(text, (joiners or run)[-1], match):
            _keep(run, text, found)
            run, joiners = [], []
        if word[0].isupper() and (run or plain(word) not in NOT_NAMES) and len(run) < MOST_WORDS:
            run.append(match)
            joiners = []
        elif run and word in JOINERS and len(joiners) < len(("of", "the")):
            joiners.append(match)
        else:
            _keep(run, text, found)
            run, joiners = [], []
    _keep(run, text, found)
    return found


def _follows(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Tell whether nothing but a space, or the stop of an initial or title, lies between two words."""
    gap = text[before.end() : after.start()]
    if gap in (" ", "\u00a0"):
        return True
    word = before.group()
    return gap in (". ", ".") and (len(word) == INITIAL or plain(word) in TITLES)


def _keep(run: list[re.Match[str]], text: str, found: list[Name]) -> None:
    """Add a run of capitalised words as a name, trimmed of common words at its end and of a possessive."""
    while run and plain(run[-1].group()) in NOT_NAMES:
        run.pop()
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    name = text[start:end]
    bare = name.removesuffix("'s").removesuffix("\u2019s")
    end -= len(name) - len(bare)
    if len(bare) > INITIAL and not (len(run) == 1 and bare.isupper() and len(bare) > len("UNESCO")):
        found.append(Name(bare, start, end))
