"""Suggest which statements criticise a named person or body, so that they are asked for a reply; a person decides."""

from __future__ import annotations

import re

from factcheck.text.proper_names import names

#: Beginnings of words that lay something at somebody's door.
_BLAME = (
    """
    abus accus alleg arrest assault betray blam botch brib bulli bully careless cheat conceal condemn convict corrupt
    cover-up cruel deceiv decept defraud dishonest disregard embezzl endanger evad exploit fals fraud guilt harass hid
    hush ignor illegal incompeten insult intimidat lied liar lies lying manipulat mislead misled mismanag misus neglect
    negligen overcharg plagiari plunder profiteer racis reckless refus sack scandal sexis smuggl stole sued theft threat
    unlawful unsafe violat wrong
    """
).split()
_BLAMES = re.compile(rf"\b(?:{'|'.join(sorted(_BLAME, key=len, reverse=True))})[\w'’-]*", re.IGNORECASE)


def criticised(statement: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (who is named, the words that criticise), both empty unless the statement has both."""
    words = tuple(dict.fromkeys(found.group().lower() for found in _BLAMES.finditer(statement)))
    people = tuple(dict.fromkeys(name.text for name in names(statement)))
    return (people, words) if words and people else ((), ())
