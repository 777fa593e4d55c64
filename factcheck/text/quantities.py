"""Find quantities, with their hedge as written, as intervals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.text.model import Quantity
from factcheck.text.numbers import MOST_DIGITS, SCALES, figure, spelled, tidy

if TYPE_CHECKING:
    from factcheck.text.model import Number

WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|"
    r"nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six"
    r"|seven|eight|nine))?)"
)
SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
SPELLED = rf"(?:(?:{WORD}|an?)\s{SCALE}(?:\s{SCALE})?(?:\s(?:and\s)?{WORD}(?:\s{SCALE})?)?|{WORD})(?![\w-])"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u0020\u00a0\u2009\u202f]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
ORDINALS = {
    word: n
    for n, word in enumerate(
        """
        second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth
        """.split(),
        2,
    )
}
RANK = "rank"  # the unit of "the third boat to sink"
NUMBER = re.compile(
    rf"""(?:(?<=\bthe\s)|(?<=\bits\s)|(?<=\bhis\s)|(?<=\bher\s)|(?<=\btheir\s)|(?<=['’]s\s))
    (?P<rank>{"|".join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b(?=\s[a-z])(?!\s(?:centur|half|quarter|time\b|hour|minute|day
    |anniversar|birthday|floor|street\b|avenue\b|precinct\b|district\b|congress\b|regiment\b|battalion\b|and\b|or\b|of\s(?:january|february|march|april|may|june|july|august|september|october|november
    |december)))
    |(?P<minus>minus\s|(?<![\w.,%)])[-−](?=[$£€¥\d]))?(?P<money>(?:US|A|C|NZ|HK)?[$£€¥]\s?|\$(?:US|A|C|NZ|HK))?(?P<digits>{DIGITS})(?P<part>[½¼¾]
    |\sand\sa\s(?:half|quarter)\b)?(?P<tight>(?:million|billion|trillion|bn|mn|tn|m|k
    |b)\b(?!/))?(?:[\s-](?P<scale>million|billion|trillion|thousand|hundred|dozen|bn|tn)\b)?(?P<percent>\s?(?:%|percent\b
    |per\scent\b|percentage\spoints?))?
    |\b(?P<part_of>half|a\squarter\sof|three[\s-]quarters\sof)\sa\s(?P<of>million|billion|trillion)\b
    |(?P<words>\b{SPELLED})(?!\s(?:thirds|quarters)\b)(?:(?P<wpart>\sand\sa\s(?:half|quarter))\b(?:\s(?P<wscale>million|billion|trillion|thousand
    |hundred|dozen)\b)?)?(?P<wpercent>\s(?:percent|per\scent)\b)?
    |\b(?P<vague>(?:tens|hundreds|thousands|millions|billions|trillions|dozens|scores(?!\s(?:an?|the|his|her|its|their|own|in|on|at|for
    |from|twice|\d)\b))(?:\sof\s(?:thousands
    |millions|billions))?)\b
    |\b(?P<twice>twice)\b(?!\s(?:as|the|that|its|his|her|their|this|what))
    |\b(?P<halved>half|a\squarter|three[\s-]quarters)(?=\s(?:of\s)?an?\s[a-z])
    |\b(?P<single>an?)(?=\s[a-z]{{3,}})(?!\s(?:third|half|quarter|handful|couple|few|dozen|lot|number|million|billion)\b)
    |\b(?P<half>half|a\s(?:third|quarter|fifth|sixth|tenth)|two[\s-]thirds|three[\s-]quarters|a\shandful|a\scouple)\b(?=\sof\b)""",
    re.IGNORECASE | re.VERBOSE,
)
LOW = (
    "at least",
    "no fewer than",
    "no less than",
    "not less than",
    "a minimum of",
    "minimum of",
    "upwards of",
    "at minimum",
)
ABOVE = (
    "more than",
    "over",
    "greater than",
    "in excess of",
    "above",
    "well over",
    "exceeding",
    "north of",
    "just over",
    "just more than",
    "slightly more than",
    "upward of",
    "exceeds",
    "exceeded",
    "topped",
    "surpassed",
)
HIGH = (
    "as many as",
    "as much as",
    "up to",
    "at most",
    "no more than",
    "not more than",
    "a maximum of",
    "maximum of",
    "as few as",
    "as little as",
)
BELOW = (
    "fewer than",
    "less than",
    "under",
    "below",
    "nearly",
    "almost",
    "close to",
    "just under",
    "well under",
    "approaching",
    "shy of",
)
ABOUT = (
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "an estimated",
    "estimated",
    "circa",
    "only",
    "just",
    "exactly",
    "a total of",
    "a record",
    "nearly",
    "or so",
)
SINGLE_HEDGES = frozenset({"at least", "up to", "at most", "as much as"})  # "at least a bottle a night" is one or more
LONG_HEDGES = frozenset({*BELOW, *ABOVE, "about", "around", "roughly"}) - {"over", "above", "below"}
HEDGES = sorted({*LOW, *ABOVE, *HIGH, *BELOW, *ABOUT}, key=lambda h: (-len(h), h))
TURNED = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|look(?:s|ed)?|walk(?:s|ed)?|come|came|go|went|fly|flew|moved?|passed|all)\saround$"
)
ARTICLES = (" the", " an", " a")
HEDGE_ENDS = frozenset(h.rpartition(" ")[2] for h in HEDGES)
OUT_OF = re.compile(rf"\s(?:in|out\sof)\s(?:every\s)?({WORD}|\d{{1,6}})\b", re.IGNORECASE)
UNITS_KEPT = frozenset({"percent", "dollars", "pounds", "euros", "yen", "share"})
RANGE_LINK = re.compile(r"(?:\s?[-–—]\s?|\s(?:to|and|or)\s)$", re.IGNORECASE)
MONTH_WORD = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|march|mar\.|april|apr\.|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember"
    r"|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
DATED_BEFORE = re.compile(
    rf"\b(?:{MONTH_WORD}|no\.?|number|chapter|section|article|page|flight|room|route|highway|channel|boeing|airbus"
    rf"|covid-?|under-|age[ds]?(?:\s\d{{1,3}}\sand)?|agenda|version|apollo|falcon|formula|group|magnitude|category|grade|phase|part|stage"
    rf"|world\swar|game|episode|{MONTH_WORD}\s\d{{1,2}}\s?(?:[-–]|to|and))\s?$",
    re.IGNORECASE,
)
DATED_AFTER = re.compile(
    rf"(?:st|nd|rd|th)\b|\s{MONTH_WORD}\b|(?:\s(?:and|to)\s(?:the\s)?|\s?[-–]\s?)\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH_WORD}\b"
    rf"|\s?(?:utc|gmt|bst|est|edt|a\.?m\b|p\.?m\b|o['’]clock)|[:/]\d|-year-old|\s?years?[\s-]old"
    rf"|['’]s\b|s\b",
    re.IGNORECASE,
)
NAMED_BEFORE = re.compile(r"(?:[a-z,]\s|^)[A-Za-z]*[A-Z][a-z]+\s$")
# No name, though a sentence may begin with it.
OPENS = re.compile(
    r"\b(?:an|another|about|around|some|nearly|almost|over|only|just|at|in|of|from|by|the|all|those|these|but|and|more|than"
    r"|between|exactly|maybe|perhaps|barely|hardly|fully|when|where|as|if|because|while|now|then|there|so|yet|still|even|also"
    r"|with|for|to|on|after|before|since|its|their|his|her|our|roughly|under|below|above|least|most|within|every)\s$",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\s(?:people|members|men|women|children|workers|staff|troops|soldiers|officers|students|passengers|players"
    r"|jobs|cases|deaths|seats|votes|points|goals|miles|km|metres|times|percent|per cent|years|months|days|weeks"
    r"|hours|minutes)\b"
)
ONE_SOFT = re.compile(
    r"\s(?:of\b|in\b|day|could|another|more|thing|where|which|that|who|is|was|has|can|might|would|to\b)"
    r"|[\s]?[,.;:)]|$",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"[\s-]((?:of\s(?:the\s|its\s|their\s|his\s|her\s|all\s|those\s|these\s"
    r"|our\s)?)?(?:[^\W\d_][\w'’.-]*\s?){1,4})"
)
STOP_UNIT = frozenset(
    """
    who which that in on at by for from with and or but as to after before since were was are is have has had while
    when per into over during between against near than will would could can may
    """.split()
)
EMERGENCY = frozenset({"999", "911", "112", "111", "101", "000"})
CALLED = re.compile(
    r"\b(?:call|calls|called|calling|dial|dials|dialled|dialed|dialling|ring|rings|rang)\s$", re.IGNORECASE
)
LETTER = re.compile(r"\w")
MEASURED = re.compile(
    r"(?:mph|kph|kmh|km/h|km|cm|mm|ft|kg|lbs?|kw|mw|gw|kwh|mwh|gb|tb|mb|ml|litres?|metres?|miles?|tonnes?|p|c)\b",
    re.IGNORECASE,
)
LASTING = re.compile(r"\s(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?)\b")
MODIFIES = re.compile(
    r"\s(?!(?:for|in|on|to|by|a|an|from|since|last|over|and|at|per|of|was|is|were|each|every|this|after|with|the"
    r"|that|which|but|or|as|during|into|worth|more|less)\b)[a-z]+\b"
)
AGED_BEFORE = re.compile(r"\w[)”’]?,\s(?:then\s|now\s|aged\s)?$")
MORE_LONG = re.compile(
    r"\b(?:for|after|of|in|last(?:s|ed|ing)?|to|took|takes?|spent|with|age[ds]?|by)\s$", re.IGNORECASE
)
# "the two merged", "the three were": said of those named before, which counts nothing.
PRONOUN_AFTER = re.compile(
    r"\s(?!(?:killed|injured|wounded|arrested|charged|hurt)\b)(?:\w+ed|are|were|was|have|had|will|would|can|could|may|might|must|should|did|do|said|say|met|then|later|also"
    r"|both|who|in|on|at|from|to)\b(?!\s(?:men|women|people|boys|girls|children|officers|soldiers|men|houses|vessels|boats))"
)
# The m of "40m deep" and "a 12m wall": metres, and no millions, which count things or money.
IN_METRES = re.compile(
    r"\s(?:above|below|beneath|under|over|deep|wide|tall|high|long|thick|down|up|away|apart|across|off|from|offshore|underground"
    r"|underwater|inland|(?:north|south|east|west)\w*|by\s\d|x\s\d|square|of\s(?!(?:the|its|their|our|those|these|them|us)\b)[a-z]+"
    r"|(?:[a-z-]+\s)?(?:wall|well|tower|crane|mast|cliff|drop|fall\s(?:from|off|into|down)|hole|shaft|pit|tunnel|trench|fence|statue|tree|wave"
    r"|waves|boat|vessel|yacht|ship|ferry|trawler|pool|sprint|race|final|freestyle|backstroke|butterfly|breaststroke|hurdles"
    r"|relay|dash|ladder|bridge|pier|building|chimney|turbine|stretch|section|exclusion|crater|asteroid)\b)|-(?:deep|wide|tall|high|long|thick)\b"
)
PARTS = {"": 0, "½": 0.5, "¼": 0.25, "¾": 0.75, "half": 0.5, "quarter": 0.25}
NEAR = 24  # characters of the longest word that makes a number a name or a date
LONG_NAME = 24
SCORELINE = re.compile(r"[-–]\d{1,2}\b(?!\s?(?:%|per|million|billion|years?|months?|days?|weeks?|hours?|minutes?))")
LOOK = 40
BY_RANGE = 3  # "by 10 to 15 per cent" is a range, "by 300 to 4,600" is not
LONGER_LINK = re.compile(
    r"[\s-](?P<unit>year|week|day|hour|minute|feet|foot|stone|pound)s?(?:,?\sand\s|,?\s)", re.IGNORECASE
)
LONGER_END = re.compile(r"[\s-](?P<unit>month|week|day|hour|minute|second|inche|inch|pound|ounce)s?\b", re.IGNORECASE)
IN_SHORTER = {
    ("year", "month"): 12, ("year", "week"): 52, ("year", "day"): 365, ("week", "day"): 7, ("day", "hour"): 24,
    ("hour", "minute"): 60, ("minute", "second"): 60, ("foot", "inche"): 12, ("feet", "inche"): 12,
    ("feet", "inch"): 12, ("stone", "pound"): 14, ("pound", "ounce"): 16,
}  # fmt: skip


def quantities(text: str, start: int, end: int, places: list[int] | None = None) -> list[Quantity]:
    """List the quantities between two offsets, dates, clock times, ages and names left out.

    `places` are the only offsets at which one can begin, where the caller knows them.
    """
    out: list[Quantity] = []
    matches = NUMBER.finditer(text, start, end) if places is None else (NUMBER.match(text, at, end) for at in places)
    for found in matches:
        if found is None:
            continue
        if out and found.start() < out[-1].end:
            continue
        read = _read(text, found, start, end)
        if read is None:
            continue
        if out and _is_range(text, out[-1], read):
            out[-1] = _ranged(out[-1], read)
            continue
        longer = _lasting(text, out[-1], read) if out else None
        if longer is not None:
            out[-1] = longer
            continue
        if text[read.start - 1 : read.start] in {"-", "–"} and text[read.start - 2 : read.start - 1].isdigit():
            continue  # the 58 of "a 103-58 record"
        out.append(read)
    return out


def _read(text: str, found: re.Match[str], start: int, end: int) -> Quantity | None:
    before = text[max(start, found.start() - LOOK) : found.start()]
    after = text[found.end() : min(end, found.end() + LOOK)]
    if found["rank"]:
        place = ORDINALS.get(found["rank"].lower()) or int(found["rank"][:-2])
        return Quantity(found.start(), found.end(), place, place, place, "", RANK)
    value, unit = _value(found)
    if found["twice"] and not hedge_before(before)[1]:
        return None
    if value is None and not found["vague"] and not found["half"]:  # no number at all
        return None
    if found["single"] and not _counts_one(hedge_before(before)[1].lower(), after):
        return None
    if found["digits"] and not found["money"] and not found["percent"] and _not_counted(found, before, after):
        return None
    if found["words"] and _loose(found["words"].lower(), before, after):
        return None
    if found["words"] and found["words"][0].isupper() and NAMED_BEFORE.search(before) and not OPENS.search(before):
        return None  # "Capital One"
    last = found.end()
    share = _share(after) if value is not None and (found["words"] or found["digits"]) else None
    if share and value is not None:
        of = spelled([share[1].lower()]) if not share[1].isdigit() else int(share[1])
        if of and value < of and of <= 1000:
            value, unit, last = tidy(value / of), "share", last + share.end()
            after = text[last : min(end, last + LOOK)]
    at, qualifier = hedge_before(before)
    subject = found["money"] and MODIFIES.match(after)  # "a row over £3m stadium deal"
    if qualifier.lower() == "over" and (subject or (LASTING.match(after) and not MORE_LONG.search(before[:at]))):
        at, qualifier = len(before), ""  # "over eleven nights" is how long it took
    begin = found.start() - (len(before) - at)
    if found["vague"]:
        qualifier = qualifier or found["vague"]
    low, high = bounds(value, qualifier.lower())
    return Quantity(begin, last, value, low, high, qualifier, unit or _unit(after))


def _counts_one(hedge: str, after: str) -> bool:
    """Tell "at least a bottle a night" and "nearly a year" from "about a man"."""
    return hedge in SINGLE_HEDGES or (hedge in LONG_HEDGES and LASTING.match(after) is not None)


def _share(after: str) -> re.Match[str] | None:
    """Find "in ten" behind a number, and not "in ten years"."""
    found = OUT_OF.match(after)
    return None if found is None or LASTING.match(after, found.end()) else found


def hedge_before(before: str) -> tuple[int, str]:
    """Give the hedge that a text ends with, and where in the text it starts."""
    bare = before.rstrip()
    if bare.endswith(ARTICLES):
        bare = bare.rpartition(" ")[0].rstrip()
    low = bare.lower()
    if len(bare) == len(before) or len(low) != len(bare) or low.rpartition(" ")[2] not in HEDGE_ENDS:
        return len(before), ""
    if TURNED.search(low):
        return len(before), ""  # "was forced to turn around four hours later"
    for hedge in HEDGES:
        if low.endswith(hedge) and not low[: -len(hedge)][-1:].isalnum():
            return len(bare) - len(hedge), bare[-len(hedge) :]
    return len(before), ""


def _value(found: re.Match[str]) -> tuple[Number | None, str]:
    if found["digits"]:
        value = figure(found["digits"])
        value = None if value is None else value + PARTS[(found["part"] or "").rpartition(" ")[2]]
        value = -value if value is not None and found["minus"] else value
        metres = found["tight"] == "m" and not found["money"] and IN_METRES.match(found.string, found.end())
        scale = 1 if metres else SCALES.get((found["scale"] or found["tight"] or "").lower(), 1)
        unit = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}.get(
            (found["money"] or " ").strip("USACNZHK ")[-1:], ""
        )
        unit = unit or ("percent" if found["percent"] else "m" if metres else "")
        return (tidy(value * scale) if value is not None else None), unit
    if found["twice"]:
        return 2, "times"
    if found["single"]:
        return 1, ""
    if found["words"]:
        value = spelled(found["words"].lower().split())
        if value is not None and found["wpart"]:
            value = tidy(
                (value + PARTS[found["wpart"].rpartition(" ")[2].lower()])
                * SCALES.get((found["wscale"] or "").lower(), 1)
            )
        return value, "percent" if found["wpercent"] else ""
    if found["part_of"]:
        part = {"h": 0.5, "a": 0.25}.get(found["part_of"][0].lower(), 0.75)
        return tidy(part * SCALES[found["of"].lower()]), ""
    if found["halved"]:
        return {"half": 0.5, "a quarter": 0.25}.get(found["halved"].lower(), 0.75), ""
    return None, ""


def _not_counted(found: re.Match[str], before: str, after: str) -> bool:
    """Tell years, dates, clock times, ages, phone numbers and names from counts."""
    digits = found["digits"]
    if len(digits) > MOST_DIGITS or (digits in EMERGENCY and CALLED.search(before)):
        return True
    if SCORELINE.match(after) or (before[-1:] in {"-", "–"} and before[-2:-1].isdigit() and len(digits) == 1):
        return True
    if (
        before[-1:].isalpha()
        or before[-1:] in {"_", "@", "#", "/", "."}
        or (before[-1:] == "-" and before[-2:-1].isalpha())
    ):
        return True
    if before.endswith("Group of "):
        return True  # the leaders' Group of 20
    near = before[-LONG_NAME:]
    named = len(digits) <= 3 and not near.islower() and NAMED_BEFORE.search(near) is not None
    if named and not OPENS.search(near) and not found["scale"] and not PEOPLE.match(after):
        return True
    if DATED_AFTER.match(after) or (DATED_BEFORE.search(before[-NEAR:]) and not found["scale"]):
        return True
    if len(digits) == 4 and digits.isdigit() and 1500 <= int(digits) <= 2100 and not found["scale"]:
        return not re.match(
            r"\s(?:people|members|votes|seats|jobs|homes|miles|km|troops|soldiers|dead|deaths|pages|workers"
            r"|employees)\b",
            after,
        )
    if digits.isdigit() and (digits.startswith("0") and len(digits) > 1):
        return True
    aged = (
        AGED_BEFORE.search(before[-9:]) is not None
        and (after[:1] in {",", "."} or not after)
        and digits.isdigit()
        and int(digits) < 120
    )
    return bool(aged) or bool(LETTER.match(after) and not MEASURED.match(after))


def _loose(words: str, before: str, after: str) -> bool:
    """Tell "one" the pronoun, and names such as Big Four, from counts."""
    if words == "one":
        if after.startswith(" back") or _share(after):
            return after.startswith(" back")
        return ONE_SOFT.match(after) is not None or bool(
            re.search(
                r"\ban?\s\w+\s$|\b(?:no|this|that|the|any|every|each|some|which|only|another|day)\s$",
                before,
                re.IGNORECASE,
            )
        )
    if words in {"two", "three", "four"}:
        known = re.search(r"\b(?:the|those|these|other)\s$", before, re.IGNORECASE) is not None
        return bool(re.match(r"\s?[,.;)]|\s(?:things?|sides)\b", after) or (known and PRONOUN_AFTER.match(after)))
    named = r"\b(?:aged?|big|top|under|phase|number|channel|game|chapter|episode)\s$"
    return bool(re.search(named, before, re.IGNORECASE))


def _unit(after: str) -> str:
    tight = MEASURED.match(after)
    if tight:
        return tight[0]
    found = UNIT.match(after)
    if not found:
        return ""
    out: list[str] = []
    for word in found[1].split():
        if word.lower() in STOP_UNIT:
            if word.lower() == "of" and not out:
                continue
            break
        if word.lower() in {"of", "the", "its", "their", "his", "her", "all", "those", "these", "our"}:
            continue
        out.append(word.strip(".'’"))
        if word.endswith((".", ",", "s")) or MEASURED.fullmatch(word):
            break
    return " ".join(out[:3])


def bounds(value: Number | None, hedge: str) -> tuple[Number | None, Number | None]:
    """Give the interval that a hedge makes of a number."""
    if value is None:
        return None, None
    if hedge in LOW or hedge in ABOVE:
        return value, None
    if hedge in HIGH or hedge in BELOW:
        return (None if hedge not in {"as few as", "as little as"} else value), value
    return value, value


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    if first.value is None or second.value is None:
        return False
    between = text[first.end : second.start]
    link = RANGE_LINK.fullmatch(between)
    if link is None or second.value <= first.value or (first.unit in UNITS_KEPT and first.unit != second.unit):
        return False
    before = text[max(0, first.start - 5) : first.start].lower()
    if before == "from " or (before.endswith(" by ") and second.value > BY_RANGE * first.value):
        return False  # from 5 to 8 is a change, and so is by 0.2 points to 4.6 per cent
    return "and" not in between or text[max(0, first.start - 9) : first.start].lower().endswith("between ")


def _lasting(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Make one length of "three years and four months", counted in the shorter unit."""
    link = LONGER_LINK.fullmatch(text, first.end, second.start)
    shorter = LONGER_END.match(text, second.end)
    if link is None or shorter is None or first.value is None or second.value is None or second.qualifier:
        return None
    many = IN_SHORTER.get((link["unit"].lower(), shorter["unit"].lower()))
    if many is None or second.value >= many:
        return None
    value = tidy(first.value * many + second.value)
    low, high = bounds(value, first.qualifier.lower())
    return Quantity(first.start, second.end, value, low, high, first.qualifier, second.unit)


def _ranged(first: Quantity, second: Quantity) -> Quantity:
    low = first.value
    scale = (second.value or 1) / (low or 1)
    if low is not None and second.value is not None and scale >= 1000 and second.value >= 10**6 and low < 1000:
        for size in (10**12, 10**9, 10**6, 10**3):
            if second.value >= size:
                low = tidy(low * size)
                break
    return Quantity(
        first.start, second.end, second.value, low, second.value, first.qualifier, second.unit or first.unit
    )
