"""Tell what kind of statement a clause makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.classes import EVERY
from factcheck.text.keyed import keyed

if TYPE_CHECKING:
    from factcheck.text.model import Kind, Quantity

LAW = keyed(
    r"""\b(?:(?:is|are|was|were|be|been|being)\s(?:\w+\s)?(?:banned|barred|prohibited|forbidden|outlawed
    |required\sto|obliged|entitled|exempt(?:ed)?|(?:il)?legal(?:ly)?|unlawful(?:ly)?|unconstitutional|supposed\sto|allowed\sto
    |permitted|mandatory|subject\sto\sthe)\b
    |(?:law|act|statute|bill|regulations?|rules?|constitution|legislation|ordinance|amendment|treaty|code
    |directive)\s(?:\w+\s)?(?:requires?|required|ban(?:s|ned|ning)?|prohibit(?:s|ed|ing)?|bar(?:s|red|ring)?
    |allow(?:s|ed|ing)?|gives?|gave|makes?|made|states?|says?|forbid(?:s|ding)?
    |stipulates?|permit(?:s|ted|ting)?|mandates?|came\sinto|comes\sinto|took\seffect
    |takes\seffect)\b
    |under\s(?:the\s)?(?:\w+\s){0,3}(?:laws?|acts?|rules?|regulations?|constitution|legislation|treaty|statutes?
    |codes?)\b|carr(?:y|ies|ied)\s(?:a|an|the)\s(?:\w+\s){0,2}(?:penalty|sentence)\b|maximum\s(?:penalty|sentence)
    |by\slaw\b|against\sthe\slaw|appl(?:y|ies)\sto\s(?:all|any|letters|people|anyone|those)|caps?\b.{0,20}\bimports
    |imports?\scapped|must\sbe\b)""",
    re.IGNORECASE | re.VERBOSE,
)
CAUSAL = keyed(
    r"\b(?:because|as\sa\sresult|resulting|resulted\sin|result\sof|(?<!of\s)(?<!with\s)caus(?:ed|es|ing)\b|cause\sof|the\scause\swas|led\sto"
    r"|leads\sto|leading\sto|due\sto\s(?:the|a|an|its|their|his|her|lack|high|low|poor|rising|falling|\w+ing)\b|(?<!\bis\s)(?<!\bwas\s)(?<!\bare\s)(?<!\bwere\s)due\sto|owing\sto|contribut(?:ed|es|ing)\sto|prompt(?:ed|ing|s)\b|trigger(?:ed"
    r"|ing|s)\b|blamed\son|blames?\b|attributed\sto|thanks\sto|stem(?:s|med)\sfrom|sparked\b|thereby"
    r"|forced\b.{1,40}\bto\sclose|so\sthat)\b",
    re.IGNORECASE,
)
COMPARISON = keyed(
    r"\b(?:\w{3,}er\sthan\b|(?:more|less|fewer)\s\w+(?:\s\w+)?\sthan\s(?!\d)|compared\s(?:with|to)"
    r"|as\s\w+\sas\s(?!\d)|(?<!of\s)the\s(?:\w+\s)?(?:biggest|largest|highest|lowest|smallest|fastest"
    r"|slowest|worst|best|most|least|oldest|youngest|longest|shortest|main|deadliest|strongest|weakest"
    r"|busiest|richest|poorest|tallest|greatest|warmest|hottest|coldest|wettest|driest|safest)\b"
    r"|than\s(?:any\sother|the\s(?:previous|average)|last\syear)|(?:twice|double|triple|half)\s(?:as|the)\b"
    r"|outperform(?:s|ed|ing)?\b|exceeds?\b)",
    re.IGNORECASE,
)
PREDICTION = keyed(
    r"\b(?:will|won['’]t|(?:is|are)\s(?:\w+\s)?(?:expected|likely|set|due|forecast|predicted|projected"
    r"|scheduled|planned|poised|going)\sto|could|would|might|(?-i:may)\s(?!\d)|(?:plans?|aims?|hopes?"
    r"|intends?)\sto|by\s20[3-9]\d|in\sthe\scoming|is\sforecast|are\sforecast|next\s(?:week|month|year))\b",
    re.IGNORECASE,
)
LENGTHS = frozenset("second minute hour day night week weekend month year decade".split())
LASTED = keyed(
    r"\b(?:after|for|in|within|over|of|last)\s(?:the\s)?(?:\S+\s){1,2}"
    r"(?:seconds|minutes|hours|days|nights|weeks|weekends|months|years|decades)\b",
    re.IGNORECASE,
)
STATED = re.compile(r"\b(?:(?:three|two|four|five|six|seven|eight|nine|ten)\s(?:of|other)\b)", re.IGNORECASE)


def kind_of(statement: str, quantity: Quantity | None, classes: int = EVERY) -> Kind:
    """Tell the kind of what is said, whoever says it, in words of these classes."""
    if classes & LAW.bit and LAW.search(statement):
        return "law"
    if quantity is not None and _counts(quantity) and not (_lasts(quantity) and LASTED.search(statement)):
        return "quantity"
    if classes & CAUSAL.bit and CAUSAL.search(statement):
        return "causal"
    if classes & PREDICTION.bit and PREDICTION.search(statement) and not re.search(r"\bwould\shave\b", statement):
        return "prediction"
    if classes & COMPARISON.bit and COMPARISON.search(statement):
        return "comparison"
    return "event"


def _lasts(quantity: Quantity) -> bool:
    """Tell "after eight years": how long it took is seldom what a sentence is about."""
    return quantity.unit.split(" ")[0].rstrip("s") in LENGTHS and not quantity.qualifier


def _counts(quantity: Quantity) -> bool:
    """Leave "two officials" aside: so small a number is seldom what a sentence is about."""
    return not (quantity.value in {1, 2} and not quantity.qualifier) or quantity.unit in {
        "percent",
        "share",
        "dollars",
        "pounds",
    }
