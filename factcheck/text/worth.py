"""Score how much a sentence is worth checking, from 0 to 1, with reasons that a person understands."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.classes import Remembered
from factcheck.text.keyed import keyed
from factcheck.text.words import word_set
from factcheck.text.worth_words import LABELS, NUMBER_WORDS, WEIGHTS, WORD_REASON

if TYPE_CHECKING:
    from collections.abc import Sequence

# A sentence of no feature at all sits at about one in eight.
BASE = -2.0
FURTHER = 2
SHORT_WORDS = 4
LONG_WORDS = 16
LENGTH_WEIGHT = 0.4
WORDS_SHOWN = 3
# Longer "sentences" are not prose; what they hold stands in their first part.
READ_CHARS = 4000

# Plain words, most of all, come first: they are told by the space behind them.
TOKEN = re.compile(r" *+([a-z]++(?=[ ,.])|[A-Z][a-z]++(?=[ ,.])|[$€£]?\d[\d.,]*%?|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*)")
PAST = re.compile(r"[a-z]{3,}ed\Z")
NOT_PAST = word_set("need indeed speed feed seed exceed proceed succeed bleed breed hundred sacred naked wicked")
STAGE = re.compile(r"\s*[(\[][^()\[\]]*[)\]][.\s]*\Z")
MEASURE = keyed(
    r"[%$€£]|\b(?:percent|per cent|percentage|million|billion|trillion|dollars|euros|pounds|times|years old|"
    r"miles|kilomet(?:er|re)s|tons?|tonnes|degrees|points)\b",
    re.IGNORECASE,
)
LONGEST_EMPTY = 120  # characters of a passage that states nothing
FEW = 1  # a word alone: "Perhaps."
EMPTY_MARKS = " .!…:;,-–—*•"
TO_READER = re.compile(
    r"(?:Here(?:'s|’s|\s(?:is|are))\s(?:what|how|why|everything|the\slatest|where)\b|(?:Good\s(?:morning|afternoon|evening)[^.]{0,20}\s)?"
    r"[Ww]elcome\s(?:back\s)?to\s(?:our|the|this)\b|This\sis\sour\slive\b|Follow\s(?:along|our)\b|Stay\swith\sus\b"
    r"|We(?:'ll|’ll|\swill)\s(?:be\s)?bring(?:ing)?\syou\b|That(?:'s|’s)\s(?:it|all)\s(?:for|from)\b|Thanks\sfor\s(?:reading|joining)\b)"
)
# What ought to be is no statement of what is.
WISH = re.compile(
    r"(?:(?:So|But|And|Then),?\s)?(?:(?:they|we|you|it|he|she)\s(?:should|must|ought\sto)\b|(?:please\s)?(?:spare|imagine|consider"
    r"|let(?:'s|’s|\sus)|don['’]t|forget|think\sof|ask\syourself)\b)",
    re.IGNORECASE,
)
NAMED = re.compile(r"(?<=[a-z,]\s)[A-Z][a-z]")
UNFINISHED = ("...", "…", "—", "-")


NEIGHBOURS = (-2, -1, 1, 2)
NEIGHBOUR_WEIGHT = 0.2


class Worth(NamedTuple):
    """Hold a check-worthiness between 0 and 1 and the reasons for it, the weightiest first."""

    score: float
    reasons: tuple[str, ...]


def score(sentence: str) -> Worth:
    """Weigh one sentence. The score sorts; it never hides a sentence."""
    count, shown = _shown(sentence[:READ_CHARS])
    total = BASE
    weighed: list[tuple[float, str]] = []
    for reason, words in shown.items():
        first, further = WEIGHTS[reason]
        weight = first + further * min(len(words) - 1, FURTHER)
        total += weight
        weighed.append((-abs(weight), reason))
    total += LENGTH_WEIGHT * math.log2(max(1, min(count, LONG_WORDS)) / 8)
    weighed.sort()
    reasons = tuple([_told(reason, shown[reason]) for _, reason in weighed])
    return Worth(1.0 / (1.0 + math.exp(-total)), reasons)


def in_context(worths: Sequence[Worth]) -> list[Worth]:
    """Lift or lower each sentence a little by the two before and the two after: checkable matter comes in runs."""
    odds = [math.log(worth.score / (1.0 - worth.score)) for worth in worths]
    lifted = []
    for at, worth in enumerate(worths):
        near = [odds[at + step] for step in NEIGHBOURS if 0 <= at + step < len(odds)]
        total = odds[at] + NEIGHBOUR_WEIGHT * (sum(near) / len(near) - BASE if near else 0.0)
        lifted.append(Worth(1.0 / (1.0 + math.exp(-total)), worth.reasons))
    return lifted


def _told(reason: str, words: list[str]) -> str:
    if reason == "figure":
        words = [word.rstrip(",.") for word in words]
    said = words[0] if len(words) == 1 else ", ".join(list(dict.fromkeys(words))[:WORDS_SHOWN])
    return f"{LABELS[reason]} ({said})" if said else LABELS[reason]


def _shown(sentence: str) -> tuple[int, dict[str, list[str]]]:
    """Count the words, and give those behind each reason."""
    found: dict[str, list[str]] = {}
    words: list[str] = TOKEN.findall(sentence)
    reasons = list(map(REASONS.__getitem__, words))
    # A capital at the start tells of a name only when the next word has one too.
    if words and reasons[0] == "named" and (len(words) < 2 or not words[1][0].isupper()):
        reasons[0] = REASONS[words[0].lower()]
    for word, reason in zip(words, reasons, strict=True):
        if reason:
            if reason in found:
                found[reason].append(word)
            else:
                found[reason] = [word]
    if "figure" in found:
        measured = MEASURE.findall(sentence)
        if measured:
            found["measure"] = measured
    if STAGE.match(sentence) or (words and sentence.isupper()):
        found["stage direction"] = [""]
    elif sentence.rstrip("\"'\u201d\u2019) ").endswith("?"):
        found["question"] = [""]
    elif sentence.rstrip().endswith(UNFINISHED):
        found["unfinished"] = [""]
    if len(words) < SHORT_WORDS:
        found["too short"] = [""]
    return len(words), found


def _reason(word: str) -> str:
    """Return the reason that one word gives, or an empty string."""
    low = word.lower().replace("\u2019", "'")
    if word[0] in "$€£" or word[0].isdigit() or low in NUMBER_WORDS:
        return "figure"
    known = WORD_REASON.get(low)
    if known:
        return known
    return "named" if word[0].isupper() else _past(low)


REASONS = Remembered(_reason)


def _past(low: str) -> str:
    return "past" if PAST.match(low) and low not in NOT_PAST else ""


TELLS_BEHIND = re.compile(r":\s(?:\w[\w'’-]*,?\s){4}")  # "Here's what few know: the quay is shut"


# "Fares fell by a third, but will passengers return?" tells something before it asks.
INVERTED = r"(?:will|can|could|is|are|was|were|does|do|did|has|have|had|would|should)"
TELLS_FIRST = re.compile(
    rf"(?!(?:who|what|when|where|why|how|which|whose|if|{INVERTED})\b)[^?“”\"]{{20,}}[,–—-]\s?(?:but|and|so|yet)\s"
    rf"(?:{INVERTED}|why|how|what|who|when|where)\b[^?]*\?$",
    re.IGNORECASE,
)
FEW_QUOTED = 0.4  # of a question, whose quoted words are no statement of its own


def only_asks(words: str, quoted: int) -> bool:
    """Tell a question, of which so many characters are quoted, from what states something before it asks."""
    return words.endswith("?") and quoted < FEW_QUOTED * len(words) and TELLS_FIRST.match(words) is None


def says_nothing(words: str) -> bool:
    """Tell a passage that states nothing: "Here is what we know so far:", "They should think again.", "Perhaps."."""
    if len(words) > LONGEST_EMPTY or any(c.isdigit() for c in words):
        return False
    plain = words.strip(EMPTY_MARKS)
    few = plain.count(" ") < FEW and plain[1:].islower() and plain.isascii()
    led_in = TO_READER.match(words) is not None and TELLS_BEHIND.search(words) is None
    return few or led_in or (WISH.match(words) is not None and not NAMED.search(words))
