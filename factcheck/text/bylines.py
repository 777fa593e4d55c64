"""Tell by-lines, and the name of an outlet above a headline, from what an article says."""

from __future__ import annotations

import re

from factcheck.text.names import is_news

BYLINE = re.compile(
    r"(?i:by|from|byline:|written by|posted by|words by|report(?:ing|ed) by:?|story by|interview by|report by|author:?"
    r"|photos? by|photograph by|video by|graphics? by)\s"
    r"(?P<who>(?:the\s)?[A-Z][^.!?]{1,90})$|BYLINE:"
)
JOB_LINE = re.compile(
    r"(?:[A-Z][\w&'’-]*\s|and\s|for\s|of\s|the\s){0,5}"
    r"(?i:reporter|correspondent|staff writer|writer|editor|journalist|columnist|staff|producer)s?"
    r"(?:,?\s(?:in\s)?[A-Z][\w.'’-]*){0,5}"
)
NAME_LINE = re.compile(
    r"(?:[A-Z][\w.'’-]+\s){1,2}[A-Z][\w'’-]+(?:(?:,| and| &)\s(?:[A-Z][\w.'’-]+\s){1,2}[A-Z][\w'’-]+)*"
)
EXCLUSIVE = re.compile(r"(?:EXCLUSIVE|SPECIAL REPORT|ANALYSIS)\b:?\s(?i:by)\s[A-Z]")
BYLINE_NAMES = re.compile(
    r"(?i:by|from|written by|posted by)\s(?:(?:[A-Z][\w.'’-]*+|and|for|de|van|von|al|in|the|of|,|&"
    r"|\|)[\s,|]*+){2,14}$"
)
LONGEST_BYLINE = 100  # characters
NAME_WORDS = 3
HEAD_LEAST, HEAD_MOST = 4, 20  # words of a headline
VERBISH = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|do|does|did|says?|said|be|been"
    r"|\w{3,}ed|\w{3,}ing|shows?|makes?|made|holds?|held|takes?|took|gets?|got|goes|went|comes?|came|wins?"
    r"|won|leaves?|left|meets?|met|sits?|sat|stands?|stood|speaks?|spoke|walks|poses|looks|arrives|gives"
    r"|gave|begins|runs|ran|sets|leads|led|faces|plans|wants|calls|claims|tells|told|denies|warns|levies"
    r"|hits|puts|lies|keeps|kept|found|finds|seen|shot|built|sent|lost|paid)\b"
)


def is_byline(line: str) -> bool:
    """Tell "By Jane Roe, Associated Press" from "By Monday the port was shut"."""
    found = BYLINE.match(line.lstrip("-–— "))
    verbs = VERBISH.finditer(found["who"]) if found is not None and found["who"] else ()
    return found is not None and not any(verb[0][0].islower() for verb in verbs)  # and not "Associated Press"


def is_masthead(line: str, following: str) -> bool:
    """Tell an outlet's name above the headline: "The Daily Post"."""
    words = line.split()
    named = len(words) <= NAME_WORDS + 1 and is_news(words[-1].lower()) and all(w[0].isupper() for w in words)
    return named and HEAD_LEAST <= len(following.split()) <= HEAD_MOST and following.rstrip()[-1:] not in {".", "!"}
