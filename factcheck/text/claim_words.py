"""Hold the words and patterns by which claims are told apart."""

from __future__ import annotations

import re

from factcheck.text.keyed import keyed
from factcheck.text.verbs import THINK_SET

UNNAMED = "reportedly (source not named)"
# Who hears, finds or knows a thing passes on a fact.
FACTIVE = frozenset(
    "know realize realise learn find discover determine hear see understand remember forget recognise recognize".split()
)
# Who warns of a thing to come tells what will be.
FORETELLING = frozenset("warn predict expect forecast foresee anticipate project reckon believe".split())
BODY_NOUNS = frozenset(
    """
    company firm department ministry council agency club bank union group party government charity school hospital
    airline team force office city county university
    """.split()
)
# What is wanted, right or proven is a view, whoever holds it and in whatever tense.
VIEW = keyed(
    r"\b(?:should|ought\sto|(?:is|are|was|were)\s(?:\w+\s)?(?:needed|necessary|right|wrong|fair|unfair|vital|essential"
    r"|unacceptable|overdue|too\s(?:early|late|soon|high|low|much|little)|a\smistake|the\sright)"
    r"|show(?:s|ed)\s(?:how|why))\b",
    re.IGNORECASE,
)
SOFT = (THINK_SET - FACTIVE) | frozenset(
    """
    deny promise vow pledge threaten insist argue claim suggest hope urge demand accuse propose predict warn refuse
    decline contend assert maintain allege doubt complain boast brag call describe criticize praise endorse oppose
    support dismiss reject defend question
    """.split()
)
# With a thing behind it such a verb is still about what is said; the others are deeds.
STANDS = frozenset(
    """
    deny accuse vow pledge promise demand warn claim insist argue say allege predict believe dispute contest denounce
    condemn announce assure state
    """.split()
)
OUTLET_VERBS = frozenset(
    """
    report write reveal disclose find show confirm learn detail establish determine discover
    """.split()
)
DATELINE_LONGEST = 12
CREDITED = (
    r"(?:Barcroft(?:\sMedia)?|Getty(?:\sImages)?|Handout|AFP|AP:?(?:\s?Associated\sPress)?|EPA|Reuters|PA(?:\s(?:Images|Wire))?"
    r"|Alamy(?:\sLive\sNews)?|SWNS(?::South\sWest\sNews\sService)?|Splash(?:\sNews)?|London\sNews\sPictures|News\sGroup"
    r"\sNewspapers\sLtd|MEGA|Rex(?:\sFeatures)?|Press\sAssociation|Shutterstock|Twitter|Facebook|Instagram|Supplied|Internet"
    r"|BBC|USA\sTODAY(?:\sSports)?|Usa\sToday(?:\sSports)?|ITV|Sky(?:\sNews)?|SWNS\s•\sPA)"
    r"(?:\s-\s(?:Contributor|Getty|AFP|Reuters|PA|Handout)|\sor\slicensors)?\s(?=[A-Z'\"‘“])"
)
LABEL = re.compile(
    r"(?:Media playback is (?:un)?supported on (?:your|this) device\s?)?(?:(?:Image|Media|Video"
    r"|Photo) (?:copyright|source|credit)[,:]?\s.{1,60}?\s)?"
    r"(?:Image|Media|Video|Photo|Picture) caption[,:]?\s|(?:Pictured|Caption|Image|Photo|Picture|Above"
    r"|Below)(?:\s(?:above|below|left|right))?:\s"
    rf"|{CREDITED}"
    r"|(?:[A-Z]\w+\s[A-Z]\w+\s?/\s?)?(?:Reuters|Getty(?: Images)?|AP:?(?:Associated Press)?|AFP|PA|EPA"
    r"|Rex(?: Features)?|Alamy|SWNS|Shutterstock|Twitter|Facebook|Instagram)\s(?=[A-Z'\"‘“])"
)
# "is said to want": somebody says so, and the text does not tell who.
RUMOURED = frozenset("said believed thought reported alleged rumoured rumored claimed understood".split())
# "Here is what we know so far" tells the reader where to look.
POINTS = re.compile(
    r"(?:Here(?:'s|’s|\s(?:is|are))\s(?:what|how|why|everything|the\slatest|where|all)|This\sis\sour\b)"
)
LEADS_IN = 8  # words of a line that leads in a list
SCARE_QUOTE = 4  # words and marks of a quotation too short to be somebody's statement
LATE = 2  # words before the source: "When asked, the company said"
TAIL_LEAST = 5
LONGEST_QUOTE_TAG = 10
