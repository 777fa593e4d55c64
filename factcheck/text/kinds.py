"""Tell what kind of statement a clause makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.classes import EVERY
from factcheck.text.keyed import keyed
from factcheck.text.quantities import RANK

if TYPE_CHECKING:
    from factcheck.text.model import Kind, Quantity

LAW = keyed(
    r"""\b(?:(?:is|are|was|were|be|been|being)\s(?:\w+\s)?(?:banned(?!\sfrom\s(?:driving|keeping))|barred|prohibited|forbidden|outlawed
    |required\sto|obliged|entitled|exempt(?:ed)?|(?:il)?legal(?:ly)?|unlawful(?:ly)?|unconstitutional|supposed\sto
    |(?<!was\s)(?<!also\s)(?<!was\snot\s)allowed\sto|(?<!was\s)(?<!was\snot\s)permitted|mandatory|subject\sto\sthe)\b
    |(?:law|act|statute|bill|regulations?|rules?|guidelines?|polic(?:y|ies)|constitution|legislation|ordinance|amendment|treaty|code
    |directive)\s(?:\w+\s)?(?:requires?|required|ban(?:s|ned|ning)?|prohibit(?:s|ed|ing)?|bar(?:s|red|ring)?
    |allow(?:s|ed|ing)?|gives?|gave|makes?|made|states?|says?|forbid(?:s|ding)?
    |stipulates?|permit(?:s|ted|ting)?|mandates?|came\sinto|comes\sinto|took\seffect
    |takes\seffect)\b
    |under\s(?:the\s)?(?!freedom\sof\sinformation)(?:\w+\s){0,3}(?:laws?|acts?|rules?|regulations?|constitution|legislation|treaty|statutes?
    |codes?)\b|carr(?:y|ies|ied)\s(?:a|an|the)\s(?:\w+\s){0,2}(?:penalty|sentence)\b|maximum\s(?:penalty|sentence)
    |by\slaw\b(?!\senforcement)|(?:can|could|may|might)\sbe\s(?:jailed|fined|imprisoned|deported)\b|punishable\sby|against\sthe\slaw|appl(?:y|ies)\sto\s(?:all|any|letters|people|anyone|those)|caps?\b.{0,20}\bimports
    |imports?\scapped|must\sbe\b|(?:all|every|each|any|no)\s(?:\w+\s){1,2}must\s|licen[cs]ed\sto
    |(?:law|act|bill|rules?)\b[^.]{0,40}?\b(?:will|would)\s(?:require|oblige|ban|bar|prohibit|forbid|outlaw|exempt)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
CAUSAL = keyed(
    r"\b(?:because|as\sa\sresult|resulting|result(?:s|ed)\sin(?!\s\w+ing)|boosted\sby|driven\sby|lead\sto|due\s(?:in\spart|partly|largely|mainly)\sto|result\sof|(?<!of\s)(?<!with\s)caus(?:ed|es|ing)\b|cause\sof|the\scause\swas|led\sto"
    r"|leads\sto|leading\sto|due\sto\s(?:the|a|an|its|their|his|her|lack|high|low|poor|rising|falling|\w+ing)\b|(?<!\bis\s)(?<!\bwas\s)(?<!\bare\s)(?<!\bwere\s)due\sto|owing\sto|contribut(?:ed|es|ing)\sto|prompt(?:ed|ing|s)\b|trigger(?:ed"
    r"|ing|s)\b|blamed\son|(?<!\bto\s)blames?\b|(?:raises?|increases?)\sthe\srisk|(?:could|may|might|would)\s(?:\w+\s)?explain|attributed\sto|made\sworse\sby|(?:is|was|are|were)\s(?:\w+\s)?the\s(?:\w+\s)?reasons?\s(?:for|why|that)|(?:has|have|had)\sleft\s[^.]{1,40}\swithout|thanks\sto|stem(?:s|med)\sfrom|sparked\b|thereby"
    r"|(?<!was\s)(?<!were\s)(?<!been\s)forced\s(?!to\b)[^.]{1,50}\sto|fuell?ed|so\sthat)\b",
    re.IGNORECASE,
)
COMPARISON = keyed(
    r"\b(?:\w{3,}er\sthan\b|(?:more|less|fewer)\s\w+(?:\s\w+)?\sthan\s(?!\d)|compared\s(?:with|to)"
    r"|as\s(?!(?:soon|well|long|far|such)\b)\w+\sas\s(?!\d|possible\b)|(?<!of\s)(?:the|(?<=was\s)its|(?<=were\s)their)\s(?:\w+\s)?(?:biggest|largest|highest|lowest"
    r"|smallest|fastest"
    r"|slowest|worst|best|most|least|oldest|youngest|longest|shortest"
    r"|main(?!\s(?:opposition|roads?|street|station|entrance|square|stage|gate)\b)|deadliest|strongest|weakest"
    r"|busiest|richest|poorest|tallest|greatest|warmest|hottest|coldest|wettest|driest|safest)\b"
    r"|than\s(?:any\sother|the\s(?:previous|average)|last\syear)|(?:twice|double|triple|half)\s(?:as|the)\b"
    r"|world['’]s\s(?:\w+\s)?(?:biggest|largest|smallest|fastest|oldest|longest|tallest|deadliest|richest|poorest)"
    r"|(?:lowest|highest)\s(?:\w+\s)?since|outperform(?:s|ed|ing)?\b|exceeds?\b|surpass(?:es|ed|ing)?\b|the\s\w{3,}iest\b"
    r"|(?:second|third|fourth)-(?:largest|biggest|highest|lowest|most)\b)",
    re.IGNORECASE,
)
# A comparison that a number only measures: "is about three times as large as", "the 28 percent cut is the deepest".
SUPERLATIVE = (
    r"(?:(?:most|least)\s\w+|best|worst|main|(?!latest|nearest|interest|honest|modest|protest|request|arrest|forest|guest"
    r"|contest|harvest|quest|priest|west|test|rest|chest|inquest|earnest|manifest|behest)[a-z]{2,}est)\b"
)
MEASURED = keyed(
    rf"\b(?:is|are|was|were|be|been|became|become|remains?|remained)\s(?:\w+\s){{0,2}}?(?:(?:at|among)\s)?"
    rf"(?:the|its|their|his|her)\s(?:\w+[\s-])?{SUPERLATIVE}"
    r"|\btimes\sas\s\w+\sas\b|\bthan\shalf\s(?:of\s)?what\b|\b(?:beat|(?:was|were|is|are)\s(?:\w+\s)?below)\sthe\s[^.]{1,60}\b(?:expected|forecast|analysts)\b"
    r"|\b(?:is|are|was|were)\s(?:[\w-]+\s){0,4}(?!other|rather|older|under|over|after)[a-z]{3,}er\b[^.]{0,40}\sthan\b"
    r"|(?:%|per\s?cent)\s(?:\w+\s)?(?:higher|lower|likely|likelier|larger|smaller|greater)\b[^.]{0,80}\bthan\b",
    re.IGNORECASE,
)
# What is meant to come, whatever numbers it has.
MEANT = keyed(
    r"\b(?:plans?|aims?|hopes?|intends?|expects?)\sto\s(?!the|an?\s|his|her|its|their)|\bexpects?\s(?:an?\s|[$£€]?\d)|\bexpecting\san?\s|\bif\b[^.]{5,120}\b(?:could|would|will|might)\b|\bnow\ssees\b"
    r"|\b(?:will|would)\sdecide\b",
    re.IGNORECASE,
)
# A cause that is named by the verb itself.
CAUSES = keyed(
    r"\b(?:causes?|is\sblaming|are\sblaming|blames?|blamed|(?:makes?|made)\s[^.]{3,60}(?:more|less)\slikely)\b",
    re.IGNORECASE,
)
# Numbers told by a verb or a word alone.
FOLDED = keyed(
    r"\b(?:doubled(?!\sdown)|trebled|tripled|quadrupled|halved|in\shalf|(?:almost|nearly|about|around|over|than)\s(?:a\s|two[\s-]|three[\s-])"
    r"(?:third|quarter|thirds|quarters)|half\sof\s(?:all|the|its|their))\b",
    re.IGNORECASE,
)
PREDICTION = keyed(
    r"\b(?:expects\b|will|won['’]t|(?:was|were)\s(?:\w+\s)?expected\sto|(?:is|are)\s(?:\w+\s)?(?:expected|likely|set|due|forecast|predicted|projected"
    r"|scheduled|planned|poised|going)\sto"
    r"|(?:is|are)\s(?:\w+\s)?due\s(?:on|in|at|this|next|for|before|by|later|tomorrow)\b|(?:is|are)\sto\sbe\s"
    r"|could(?!\shave\s(?!to\b)|(?:\snot|n['’]t)\sbe\s(?:verified|found|reached|confirmed|contacted|identified|saved|seen|established)\b)|would|might(?!\shave\s(?!to\b))|(?:plans?|aims?|hopes?"
    r"|intends?)\sto\s(?!the|an?\s|his|her|its|their)|by\s20[3-9]\d|in\sthe\scoming|is\sforecast|are\sforecast|next\s(?:week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
    re.IGNORECASE,
)
# What will be, whatever numbers it has: no verb stands before "will", and it does not begin with the number.
COUNTED = r"(?:\w+\s(?:than\s|least\s|to\s)?)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|half|most)\b)"
WILL = re.compile(
    rf"(?!{COUNTED})(?:(?!(?:is|are|was|were|has|have|had|said|says|that|which|who|if|to)\b)[^\s,;]+,?\s){{1,9}}?will\s(?!have\b)",
    re.IGNORECASE,
)
DECLINED = re.compile(
    r"\b(?:declined|refused)\sto\s(?:say|comment|confirm|discuss|answer)\b[^.]{0,40}\b(?:whether|if|how|when)\b"
)
MAY = re.compile(r"may(?<=\bmay)\s(?!\d|have\s(?!to\b))")  # the month has a capital
WOULD_HAVE = re.compile(r"\bwould\shave\b")
LENGTHS = frozenset("second minute hour day night week weekend month year decade".split())
LASTED = keyed(
    r"\b(?:after|for|in|within|over|(?<!average )(?<!total )of|last)\s(?:the\s)?(?:\S+\s){1,2}"
    r"(?:seconds|minutes|hours|days|nights|weeks|weekends|months|years|decades)\b",
    re.IGNORECASE,
)


def kind_of(statement: str, quantity: Quantity | None, classes: int = EVERY) -> Kind:
    """Tell the kind of what is said, whoever says it, in words of these classes."""
    if classes & LAW.bit and LAW.search(statement):
        return "law"
    if quantity is not None and _counts(quantity) and not (_lasts(quantity) and LASTED.search(statement)):
        return _measured(statement, quantity, classes)
    if classes & CAUSAL.bit and CAUSAL.search(statement):
        return "causal"
    if predicts(statement, classes) and not WOULD_HAVE.search(statement):
        return "prediction"
    if classes & COMPARISON.bit and COMPARISON.search(statement):
        return "comparison"
    return "quantity" if FOLDED.search(statement, classes=classes) else "event"


def predicts(statement: str, classes: int = EVERY) -> bool:
    """Tell whether a statement is about what is to come or may be."""
    if DECLINED.search(statement):
        return False
    return PREDICTION.search(statement, classes=classes) is not None or MAY.search(statement) is not None


def _measured(statement: str, quantity: Quantity, classes: int) -> Kind:
    """Tell what a statement with a number is about: the number, unless it only measures something else."""
    if MEASURED.search(statement, classes=classes):
        return "comparison"
    later = (quantity.value is None and predicts(statement, classes)) or WILL.match(statement)
    if later or MEANT.search(statement, classes=classes):
        return "prediction"
    return "causal" if CAUSES.search(statement, classes=classes) else "quantity"


def _lasts(quantity: Quantity) -> bool:
    """Tell "after eight years": how long it took is seldom what a sentence is about."""
    return quantity.unit.split(" ")[0].rstrip("s") in LENGTHS and not quantity.qualifier


def _counts(quantity: Quantity) -> bool:
    """Leave "two officials" aside: so small a number is seldom what a sentence is about."""
    if quantity.unit == RANK:
        return False  # "the third boat to sink": what sank is what it is about
    return not (quantity.value in {1, 2} and not quantity.qualifier) or quantity.unit in {
        "percent",
        "share",
        "dollars",
        "pounds",
    }
