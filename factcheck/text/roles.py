"""Tell what each line of an article is: headline, deck, subhead, body, caption or boilerplate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.bylines import (
    BYLINE_NAMES,
    EXCLUSIVE,
    JOB_LINE,
    LONGEST_BYLINE,
    NAME_LINE,
    NAME_WORDS,
    VERBISH,
    is_byline,
    is_masthead,
)
from factcheck.text.classes import EVERY, FIGURE, classes_in
from factcheck.text.given_names import GIVEN
from factcheck.text.keyed import keyed

if TYPE_CHECKING:
    from factcheck.text.model import Role

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DATE = (
    rf"(?:{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}\.?,?\s\d{{4}}"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
)
CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?\(?[a-z]{2,4}\)?)?"
DATE_LINE = re.compile(
    rf"(?:(?:{DAY}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,?\s)?{DATE}(?:,?\s(?:at\s|[|·-]\s)?{CLOCK})?[.]?",
    re.IGNORECASE,
)
CLOCK_DATE = re.compile(rf"{CLOCK}[,\s|·-]+{DATE}", re.IGNORECASE)
GLUED_DATES = re.compile(rf"(?:{CLOCK}[,\s|·-]+)?{DATE}\s?(?:last\s)?(?:updated|modified):?\s?.{{0,40}}", re.IGNORECASE)
REPORTED_FROM = keyed(
    r"(?:[A-Z][\w.'’-]+\s){1,3}(?:and\s(?:[A-Z][\w.'’-]+\s){1,3})?reported\sfrom\s[A-Z][^.!?]{2,90}\.$"
)
CLOCK_LINE = re.compile(rf"(?:{CLOCK}|\d{{1,2}}\s[ap]\.?m)[.:]?", re.IGNORECASE)
STAMP = keyed(
    rf"(?:last\s)?(?:updated|published|posted|modified|first published|created|date)\b[^a-z]{{0,4}}.{{0,20}}?"
    rf"(?:{DATE}|{CLOCK}|ago\b)",
    re.IGNORECASE,
)
BARRED = re.compile(rf".{{0,40}}\|\s?(?:updated|published|{DATE}).{{0,60}}$", re.IGNORECASE)
PLACE_DATE = re.compile(rf"(?:[A-Z][\w.'’-]+,?\s){{1,4}}(?:(?i:{DAY}),?\s)?(?i:{DATE})[.]?")
# "VIENNA, May 11 (Agency)", "Agencies in Port Selim", "3 May 2022 • 5 min read": where, who and how long, and no story.
WHERE_FROM = re.compile(
    rf"[A-Z][A-Z .'’-]{{2,30}}(?:,\s[A-Z][a-z]+\.?)?,?(?:\s(?i:{DATE}|{MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{MONTH}))?"
    r",?\s?\([^()]{2,40}\)[.]?"
)
AGENCIES = re.compile(
    r"(?:(?:staff|agencies|reuters|afp|associated\spress|press\sassociation|our\sforeign\sstaff|guardian\sstaff|wire\sreports?)"
    r"(?:\s(?:and|with)\s(?:agencies|wires?|reuters|afp))?)(?:\sin\s[A-Z][\w.'’ -]{2,30})?",
    re.IGNORECASE,
)
READING_TIME = re.compile(
    rf"(?:(?:{DATE}|{CLOCK})\s?[•·|,–-]\s?)?\d{{1,2}}[\s-]?min(?:ute)?s?\s(?:read|watch|listen)\b.{{0,20}}",
    re.IGNORECASE,
)
BIOGRAPHY = re.compile(
    r"[A-Z][\w'’-]+\s(?:[A-Z][\w.'’-]+\s){1,2}(?:is|was|covers|writes|reports)\s(?:(?:an?|the|our|about|on|for|from|chief|senior)\s)"
    r"(?:[\w'’-]+\s){0,4}?(?:columnist|reporter|correspondent|writer|editor|contributor|journalist|critic|novelist|freelance)\b"
)
LISTED_HEAD = re.compile(
    r"(?:key|main|latest)\s(?:events?|points?|developments?|updates?|moments?)|at\sa\sglance|(?:what\swe\sknow|the\sstory)\sso\sfar"
    r"|summary|in\sbrief",
    re.IGNORECASE,
)
ALL_QUOTED = re.compile(r"[\"“‘'«][^\"“”‘’«»]{3,70}[^.!?,\"“”‘’«»][\"”’'»]")
LAST_LINES = 3  # of a text, where its writer may be told of
DATELINED = re.compile(r"\((?:Reuters|Bloomberg|[A-Z]{2,6})\)\s[A-Z]")
CREDIT_ONLY = re.compile(
    r"(?:photo(?:s|graph)?|picture|image|credit|pic|illustration|graphic|video)s?(?:\scredit)?:\s?[^.!?]{2,70}\.?"
    r"|\[(?:photos?|image|picture)[/:\s][^\]]{2,60}\]",
    re.IGNORECASE,
)
BULLET = re.compile(r"[-–—•*·▪◦]\s+\S")
CONTACT = keyed(
    r"""\b(?:enter\s(?:your|an)\s(?:e-?mail|postcode)|e-?mail\saddress\sis\sinvalid|register\swith\syour\ssocial|get\sthe\s(?:\w+\s){1,3}newsletter|click\sto\sread|hide\scaption\s\d|watch\sthe\s.{0,30}\sbelow\b|keep\sup\swith\sthis\sstory|sign\sup\sfor\sdigital|we\spay\sfor\s(?:your|stories|videos?|tips|pictures)\b|do\syou\shave\sa\s(?:story|tip)\b|got\sa\s(?:story|tip|news)\b|email\sus|e-mail\sus
    |contact\s(?:us|our|the\s(?:reporter|author|writer))
    |sign\sup\s(?:(?:for|to)\s(?:our|your|free|daily|weekly|receive|get|the\s.{0,40}\b(?:newsletter|email|alerts?|briefing
    |updates))|here|today|now)|subscribe\s(?:to|now|today|here
    |for)|click\shere|follow\s(?:us|@|(?:him|her|me|them|the\sauthor|\w+(?:\s\w+)?)\s(?:@|on\s(?:twitter|x|facebook|instagram|linkedin)))
    |like\sus\son|find\sus\son|join\s(?:us|our)\b.{0,40}(?:whatsapp|facebook|newsletter|channel|group)
    |all\srights\sreserved|terms\sof\s(?:use|service)|privacy\spolicy
    |download\s(?:our|the)\s.{0,30}app\b|continue\sreading\sthe\smain|read\s(?:more|the\sfull\sstory|next
    |the\soriginal(?:\sarticle)?)\s?(?:at|on|from|:|here|about|in|$)|this\s(?:article|story|report|post)\s(?:was|has\sbeen|first
    |originally|is)\s(?:\w+\s)?(?:updated|published|appeared|produced|corrected|amended|adapted|part\sof)
    |contributed\s(?:to\sthis\s(?:report|story|article)|reporting\b|research\.)|get\s(?:the\slatest|our|all\sthe\slatest
    |breaking).{0,60}(?:inbox|newsletter|alerts?|app|news)\b|to\syour\sinbox\b|support\s(?:our|independent|local
    |quality)\sjournalism|become\sa\s(?:member|subscriber|supporter)(?:\s(?:today|now|here|for\s(?:just|only)|of\sour)|[.!]?$)
    |share\sthis\s(?:article|story|page|post)|may\snot\sbe\s(?:published|reproduced|republished)\b
    |for\smore\s(?:stories|news|information|on\sthis|coverage)\b.{0,60}(?:visit|go\sto|see|click|https?:|check
    |sign|follow|read)|send\s(?:us\s)?(?:your|news|a)\s.{0,30}tips?\b
    |^\W?editor['’]?s\snote\b|reprinted\swith|licen[cs]ed\sunder|creative\scommons|what\sdo\syou\sthink\?\s(?:let
    |tell|have|share)|have\syour\ssay\b|let\sus\sknow\s(?:in|what|by|at)|share\syour\s(?:thoughts|views|story
    |experience)|(?:^|or\s|and\s)(?:phone|call|ring|text|whatsapp)\s(?:us|the\snewsdesk|our)\b
    |in\sthe\scomments\b(?:\s(?:below|section)|[.!]?$)
    |additional\sreporting|^\(?reporting\sby\s|[;(]\s?(?:writing|editing)\sby\s[a-z]|^\(?(?:writing|editing)\sby\s[a-z]
    |can\sbe\sreached\s(?:at|on|by\se-?mail)|^a\sversion\sof\sthis\s(?:article|story|review)
    |\b(?:e-?mail|send|message|write|text|tweet|contact)\b.{0,40}?\S@\w[\w-]*\.\w|this\stext\scomes\sfrom
    |receive\soccasional\supdates|this\s(?:content|video|item|service)\s(?:isn['’]t|is\snot)\savailable|original\sstory\sappears\sbelow
    |^\(?image\scredit:|^click\sto\sfollow)""",
    re.IGNORECASE | re.VERBOSE,
)
LEAD = re.compile(
    r"""(?:read\smore|more:|related|see\salso|see\smore|more\son|more\sfrom|most\s(?:read|popular|viewed
    |shared)|you\smay\s(?:also\s)?like|you\smight\salso|recommended|trending|don['’]t\smiss|watch(?:\snow)?:
    |watch\smore|video:|listen:|doi:|\(\$1\s=|photos?:\s?$|gallery|live\supdates$|live:?$|live\sblog$|\d[\d,.]*k?\s(?:shares?|comments?|views?|likes?)$|view\s(?:all\s)?comments
    |topics?:|tags?:|categor(?:y
    |ies)\b|filed\sunder|sources?$|sources?:|references?$
    |external\slinks|sister\slinks?|further\sreading|advertisement|sponsored|promoted|scroll\sdown
    |share\b(?:\sthis)?$|share\sor\scomment|share\s(?:on|via|to)\b|tweet$|email$|print$|facebook$|twitter$|whatsapp$|linkedin$
    |comments?\b.{0,12}$|copyright\b|©|\(c\)\s\d|all\srights|press\srelease$|just\swatched|must\swatch
    |replay\smore|play\sslideshow|slideshow|enlarge$|skip\sto|jump\sto|breaking\snews$|exclusive$|newsletter
    |sign\sin|log\sin|subscribe|follow\sus|get\sdigital|information\sfrom:|online:|on\sthe\snet:|story\scontinues
    |article\scontinues|read\sor\sshare|opinion:?$|analysis:?$|full\stext\.?$|abstract\.?$|letters?\.?$
    |archives?\b.{0,20}$|home\s[>|»]|back\sto\stop|loading|photo$|image$|video$|report\sa\s(?:typo|problem
    |mistake)|key\spoints:?$|in\sthis\s(?:story|article)
    |corrections?\s(?:and\sclarifications?|appended)|about\s(?:us|the\sauthor)|pictured?\sby|stock\simage
    |keep\sreading|explore\smore$|now\splaying|top\sstories|more\sstories|also\sread|also\ssee|next\sarticle
    |previous\sarticle|\(?(?:image|photo|picture)\scredit:|media\splayback\sis|published\s?\d{1,2}\s\w+\s\d{4}$)""",
    re.IGNORECASE | re.VERBOSE,
)
CREDIT = (
    r"(?:getty(?:\simages)?|reuters|afp|ap|pa|epa|rex(?:\sfeatures)?|shutterstock|alamy|associated\spress"
    r"|press\sassociation|bloomberg|wireimage|istock|nasa|"
    r"instagram|facebook|twitter|youtube|splash(?:\snews)?|swns|zuma(?:\spress)?|bbc|cnn|nbc|abc|file\sphoto"
    r"|supplied|handout|contributor|sky\snews|wikimedia(?:\scommons)?|flickr|google|"
    r"mirrorpix|xinhua|pool|usa\stoday|upi|tass|yonhap|pixabay|unsplash|backgrid|pa\swire|(?:pa|ap"
    r"|afp)\simages?|image|photo)"
)
CREDIT_LINE = re.compile(
    rf"(?:(?:photo|image|picture|video|photograph|credit|pic|source|copyright|illustration|media\scaption"
    rf"|image\s(?:copyright|source|credit|caption)|photo\scredit|enlarge\sthis\simage|hide\scaption"
    rf"|toggle\scaption|contributor|via|by|file|composite)s?\b[\s:©/,-]*)*"
    rf"(?:[A-Z][\w.'’-]+[\s/]){{0,4}}[(/©,:\s-]*(?:(?:{CREDIT})(?!\w)[\s/|,.)©:&-]*){{1,5}}(?:[A-Z][\w.'’-]+\s?){{0,5}}[.)]?",
    re.IGNORECASE,
)
CAPTION_HEAD = re.compile(
    r"""(?:(?:image|media|photo|picture|video)\s(?:caption|copyright|source)|media\splayback\sis|caption:
    |enlarge\sthis\simage|pictured(?:\s(?:above|below|left|right|here|in|on|with|at)\b|\s?[:,(])|file\s?(?:-|–|—
    |photo|image|picture)|image:|photos?:|picture:|video\s(?:shows|grab|still)|a\s(?:file|handout|screen|video
    |still|general|library)\s(?:photo|picture|image|grab|shot|view)|an?\sundated
    |in\sthis\s.{0,40}\s(?:file\s)?(?:photo|image|picture)\b
    |\(?l(?:eft)?[-\s]?(?:to[-\s]r(?:ight)?)\)?[:,\s]|from\sleft|above:|below:|left:|right:|top:
    |\d{1,3}/\d{1,3}\s|graphic:|map:|chart:|illustration:|stock\s(?:photo|image)|screenshot)""",
    re.IGNORECASE | re.VERBOSE,
)
CAPTION_MIDST = re.compile(
    r"\sin\sthis\s(?:(?:undated|file|handout|still|combination|aerial|archive|screen)\s)+(?:photo|picture|image|grab|frame)",
    re.IGNORECASE,
)
# "1/8 The scene Jane Roe/PA 2/8 Police officers": the captions of a gallery run into one.
GALLERY = re.compile(r"\b1/(?P<all>\d{1,2})\s.*?\b2/(?P=all)\s")
GLUED_CREDIT = re.compile(
    r"(?:Reuters|Getty(?:\sImages)?(?:\s-\sContributor)?|AP:?(?:Associated Press)?|AFP(?:/Getty Images)?"
    r"|PA(?: Images| Wire)?|EPA|Rex(?: Features)?|Alamy|SWNS|Shutterstock|Twitter|Facebook|Instagram"
    r"|Supplied|Splash News|News Group Newspapers Ltd)\s(?!said|reports?|reported|says|journalist|news"
    r"|correspondent|is\b|was\b|has\b|and\b|that\b|in\b|on\b)(?=[A-Z'\"‘“])"
)
TAIL_CREDIT = re.compile(
    rf"(?:\((?:[^()]{{0,60}}[/\s:,])?{CREDIT}(?:[/\s,.:][^()]{{0,40}})?\)|(?:©|\bphoto(?:graph)?:|\bpicture:|\bcredit:"
    rf"|\bimage:)\s?.{{2,60}})\.?$",
    re.IGNORECASE,
)
URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+@[\w-]+\.\w{2,}", re.IGNORECASE)
LISTED = re.compile(rf"[\"“‘'«].{{5,200}}[\"”’'»]\s?[—–-]+\s?.{{2,60}}(?:{DATE}|\d{{4}})", re.IGNORECASE)
TAIL_HEAD = re.compile(
    r"(?:sources?|references?|related(?:\s(?:news|articles?|stories|links|content|topics))?|external\slinks"
    r"|sister\slinks?|see\salso|further\sreading|notes|bibliography|more\son\sthis\sstory|read\smore"
    r"|most\s(?:read|popular)|recommended|more\sstories|you\smay\salso\slike|footnotes|links)[:.]?",
    re.IGNORECASE,
)
# Opens a list of links in the midst of an article; the first sentence after it is the article's again.
LINKS_HEAD = re.compile(
    r"(?:most\s(?:read|popular|viewed|shared)|related|(?:read\s)?more\s(?:on|from|in)|trending|you\smay\salso|you\smight\salso"
    r"|recommended|top\sstories|don['’]t\smiss)\b[^:.]{0,40}$",
    re.IGNORECASE,
)
LINK_LEAST = 5  # words of a sentence that ends a list of links
HEADERS = (WHERE_FROM, AGENCIES, READING_TIME, GLUED_DATES)
NAME_SITE = re.compile(r"(?:[A-Z][\w.'’-]+\s){1,2}[A-Z][\w'’-]+,\s[A-Za-z][\w-]*\.(?:com|org|net|ca|ie|co\.uk|com\.au)")
# "The match is off. https://... — Vell FC (@vellfc) January 1, 2018": a post set into an article.
POSTED = re.compile(
    rf"\s?(?:—|–|--)\s?(?P<who>[^—–@()]{{2,60}}?)\s?\(@\w{{1,20}}\)\s?(?:{DATE})?(?:\s.{{0,12}})?$", re.IGNORECASE
)
# What an agency puts behind its last sentence: who reported, wrote and edited it.
WRITERS_NOTE = re.compile(r"[.!?]\W?\s\((?:additional\s)?(?:reporting|writing|editing)\sby\s[^()]+\)$", re.IGNORECASE)
NOTE_LONGEST = 300
ENLARGE = re.compile(r"enlarge\sthis\simage(?:\stoggle\scaption)?", re.IGNORECASE)
LONGEST_TOGGLE = 14  # words
POST_LONGEST = 150  # characters of who posted it and when
SHARED = re.compile(r"(?:.{1,60}\s)?A\s(?:post|video|photo)\sshared\sby\s.{2,90}")
PAGE_STAMP = re.compile(r"\([^()]{3,60}\d{1,2}/\d{1,2}/\d{2,4}[^()]{0,20}\)")  # "(Vell Daily 10/03/2017 page4)"
SHORT_LINES = (PLACE_DATE, JOB_LINE, CREDIT_ONLY, NAME_SITE, SHARED, PAGE_STAMP)
LONGEST_HEADER = 160  # characters; no header's pattern reaches so far
QUOTE_MARKS = "\"'“‘„«"
ASKING = re.compile(r"(?:What|Why|How|Who|When|Where|Which)\b")
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
ENDED = re.compile(r"[.!?][\"'”’)]*\s")
ASKS_READER = re.compile(r"\b(?:you|your|got\sa)\b[^.!]*\?\s*$", re.IGNORECASE)
LONGEST_CAPTION = 90  # words
LONGEST_CREDIT = 9  # spaces
BRACKETS = re.compile(r"(?:\([^()]{2,60}\)\s?)+")
LONGEST_SERVICE = 90  # words
SPOKEN_LEAST = 5  # words of a line that opens with a quotation mark and is somebody's words
LONG_LINE = 1500  # characters; no line of service text is longer
SOUND = re.compile(r"[^\W_]")
END_MARKS = ".!?…。！？"
CLOSERS = "\"'”’»)]*µ■□●◆♦"  # and the signs that end an article
HEADED_LEAST = 6  # words of a headline behind such a lead
SMALL = frozenset(
    """
    a an the of to in on at by for with from and or but as is vs into over after its it that than be up out off
    """.split()
)


class LineRole(NamedTuple):
    """A line's role; `whole` where the line is one passage however many stops it holds.

    From `service` on, where that is given, the line serves the page: "... he said. Email us your story."
    """

    start: int
    end: int
    role: Role
    whole: bool = False
    service: int | None = None


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    bare = line.rstrip(CLOSERS + " ")
    return bare[-1:] in END_MARKS and bare != ""


def _is_boilerplate(line: str, classes: int, service: int | None, *, top: bool) -> bool:
    """Tell whether a line serves the page and not the story; at the `top` "Video: ..." can be the headline."""
    if not SOUND.search(line, 0, 2000) or (line[0] == "[" and line[-1] == "]" and line.count("[") == 1):
        return True  # "[How the deal was made]" leads to another page
    head = line[:300]
    if _is_stamp(head, classes) or REPORTED_FROM.fullmatch(head, classes):
        return True
    if len(head) <= LONGEST_HEADER and any(form.fullmatch(head) for form in HEADERS):
        return True
    if len(head) <= LONGEST_BYLINE and (EXCLUSIVE.match(head) or any(form.fullmatch(head) for form in SHORT_LINES)):
        return True
    words = line.count(" ") + 1
    if (LEAD.match(head) and not (top and words >= HEADED_LEAST)) or _listed(head, classes):
        return True
    if words <= 14 and len(line) <= LONG_LINE and (BYLINE_NAMES.match(line) or (words <= 12 and _is_credit(head))):
        return True
    if (
        words <= 16
        and len(line) <= LONG_LINE
        and line[0] in "BFWPASRVGIb-–—"
        and not ends_sentence(line)
        and is_byline(line)
    ):
        return True
    toggle = ENLARGE.match(head) if words <= LONGEST_TOGGLE else None
    if toggle is not None and not VERBISH.search(line, toggle.end()):
        return True
    if service == 0 or ("1/" in line and len(line) <= LONG_LINE and GALLERY.search(line)):
        return True
    found = _address(head)
    return found is not None and words <= 12 and not ends_sentence(line[: found.start()].strip() or line)


def _is_stamp(head: str, classes: int = EVERY) -> bool:
    """Tell the line that says when the page was made."""
    dated = classes & FIGURE and (DATE_LINE.fullmatch(head) or CLOCK_LINE.fullmatch(head) or CLOCK_DATE.fullmatch(head))
    return bool(dated or STAMP.match(head, classes) or ("|" in head and BARRED.match(head)))


def _service_at(line: str, classes: int) -> int | None:
    """Give where a tip line, a call to subscribe or a credit of helpers begins in a line: None where none does."""
    if len(line) > LONG_LINE:
        return None
    found = CONTACT.search(line, classes=classes)
    if found is None or (line[0] in QUOTE_MARKS and line.count(" ") >= SPOKEN_LEAST and not ENDED.search(line)):
        return None
    before = [m.end() for m in ENDED.finditer(line, 0, found.start())]
    while before and ASKS_READER.search(line, before[-2] if len(before) > 1 else 0, before[-1]):
        before.pop()  # "Do you know more? Email us": the question serves the page as well
    if before:
        return before[-1]
    return 0 if line.count(" ") < LONGEST_SERVICE else None


def is_post(line: str) -> bool:
    """Tell whether a line is a post of a network with its author behind it."""
    return "(@" in line[-POST_LONGEST:] and POSTED.search(line[-POST_LONGEST:]) is not None


def _served_from(line: str, start: int, service: int | None) -> int | None:
    """Give where in the text a line begins to serve the page, by its words or by a credit at its end."""
    if service is None and line[-1] not in END_MARKS and len(line) <= LONG_LINE:
        service = _credit_at(line)
    return None if service is None else start + service


def _credit_at(line: str) -> int | None:
    """Give where "REUTERS/Jane Roe" begins behind the last stop of a line: None where it does not end so."""
    stops = [found.end() for found in ENDED.finditer(line)]
    tail = line[stops[-1] :] if stops else ""
    return (
        stops[-1] if tail and tail.count(" ") <= LONGEST_CREDIT and (_is_credit(tail) or _in_brackets(tail)) else None
    )


def _in_brackets(tail: str) -> bool:
    """Tell "(Jane Roe/Pool via AP) (Photo: The Associated Press)"."""
    return BRACKETS.fullmatch(tail) is not None and TAIL_CREDIT.search(tail) is not None


def _is_credit(head: str) -> bool:
    """Tell "Jane Roe/AFP" from "(CNN) Boats sank."."""
    return CREDIT_LINE.fullmatch(head) is not None and not (DATELINED.match(head) and ends_sentence(head))


def _listed(head: str, classes: int = EVERY) -> bool:
    dashed = classes & FIGURE and ("—" in head or "–" in head or "-" in head)
    return bool(dashed and LISTED.search(head))


def _address(head: str) -> re.Match[str] | None:
    return URL.search(head) if "@" in head or "http" in head or "www." in head else None


def line_roles(text: str, spans: list[tuple[int, int]]) -> list[LineRole]:
    """Give every line its role, in order."""
    out: list[LineRole] = []
    headline: str | None = None
    body = tail = links = listed = False
    writers: set[str] = set()
    for index, (start, end) in enumerate(spans):
        line = text[start:end]
        classes = classes_in(line[:LONG_LINE].lower().split())
        service = _service_at(line, classes)
        heads_tail = TAIL_HEAD.fullmatch(line[:60]) is not None
        if heads_tail and (body or index > 2):
            tail = True
        if tail and not heads_tail and _resumes(line):
            tail = False
        finished = ends_sentence(line) or (line[-1:] == ")" and WRITERS_NOTE.search(line[-NOTE_LONGEST:]) is not None)
        links = (links and not (finished and line.count(" ") >= LINK_LEAST)) or bool(LINKS_HEAD.match(line[:80]))
        if not body and not finished and NAME_LINE.fullmatch(line[:LONGEST_BYLINE]) is not None:
            writers.add(line)
        following = text[slice(*spans[index + 1])] if index + 1 < len(spans) else ""
        top = headline is None and not body
        serves = _is_boilerplate(line, classes, service, top=top) or (top and is_masthead(line, following))
        listed = listed and not finished and not serves
        if listed and headline is not None:
            out.append(LineRole(start, end, "body"))
            continue
        listed = LISTED_HEAD.fullmatch(line[:60]) is not None
        if body and _is_biography(line, writers, last=len(spans) - index <= LAST_LINES):
            out.append(LineRole(start, end, "boilerplate"))
            continue
        if tail or links or serves:
            whole = not (finished or service == 0) or ((tail or links) and service is None)
            out.append(LineRole(start, end, "boilerplate", whole=whole))
            continue
        if headline is None and not body and _is_headline(line, finished=finished):
            headline = line
            out.append(LineRole(start, end, "headline", whole=True))
            continue
        if not body and headline is not None and line.translate(STRAIGHT) == headline.translate(STRAIGHT):
            out.append(LineRole(start, end, "headline", whole=True))
            continue
        if not body and not finished and headline is not None and _names_writer(line, following):
            out.append(LineRole(start, end, "boilerplate", whole=True))
            continue
        if body and BULLET.match(line) and (VERBISH.search(line) or out[-1].role == "body"):
            out.append(LineRole(start, end, "body"))
            continue
        posted = is_post(line)
        role = (
            "body" if posted else _display(line, following, finished=finished, body=body, headed=headline is not None)
        )
        body = body or role == "body"
        out.append(LineRole(start, end, role, posted or role == "subhead", _served_from(line, start, service)))
    return out


def _names_writer(line: str, following: str) -> bool:
    """Tell a line of names that a job or a date follows: "Jane Roe", "Local reporter"."""
    if len(line) > LONGEST_BYLINE or NAME_LINE.fullmatch(line) is None:
        return False
    head = following[:LONGEST_BYLINE]
    if line.partition(" ")[0].lower() in GIVEN and " and " not in line and len(line.split()) <= NAME_WORDS:
        return True
    return bool(JOB_LINE.fullmatch(head) or DATE_LINE.fullmatch(head) or STAMP.match(head) or BARRED.match(head))


def _is_biography(line: str, writers: set[str], *, last: bool) -> bool:
    """Tell the lines at the end that tell of the writer: "Jane Roe is a columnist. She lives in Oslo"."""
    return (last and BIOGRAPHY.match(line) is not None) or any(
        line.startswith((f"{name} is ", f"{name} covers ", f"{name} writes ")) for name in writers
    )


def _may_credit(tail: str) -> bool:
    return tail.endswith((")", ").", ")]")) or any(
        key in tail for key in ("©", "hoto:", "graph:", "icture:", "redit:", "mage:")
    )


def _resumes(line: str) -> bool:
    return line.count(" ") >= 15 and ends_sentence(line) and not _listed(line[:300]) and not _address(line[:300])


def _is_headline(line: str, *, finished: bool) -> bool:
    words = line.count(" ") + 1
    return len(line) <= LONG_LINE and words <= (20 if finished and line[-1] != "?" else 32)


def _display(line: str, following: str, *, finished: bool, body: bool, headed: bool) -> Role:
    """Tell captions, decks and subheads from body."""
    words = line.count(" ") + 1
    head, tail = line[:300], line[-130:]
    if (
        CAPTION_HEAD.match(head)
        or (" in this " in head and words <= LONGEST_CAPTION and CAPTION_MIDST.search(head))
        or GLUED_CREDIT.match(head)
        or (words <= 90 and _may_credit(tail) and TAIL_CREDIT.search(tail))
    ):
        return "caption"
    if not body and headed and words <= 45:
        if not finished and words >= 4 and not line.endswith(":"):
            return "deck"
        if finished and following and _by_or_date(following) and line.count(". ") <= 1:
            return "deck"
    if finished:
        questions = (
            words <= (14 if ASKING.match(line) else 7) and line.endswith("?") and line[0] not in "\"'“‘" and body
        )
        return "subhead" if questions or (words <= 6 and line.isupper()) else "body"
    if line.endswith((":", ",", ";", "—", "–", "-")):
        return "body" if words > 4 or (words > 2 and VERBISH.search(line)) else "subhead"
    return _unfinished(line, words, body=body)


def _unfinished(line: str, words: int, *, body: bool) -> Role:
    if body and ALL_QUOTED.fullmatch(line):
        return "subhead"
    if line[0] in '"“' and words > 4:
        return "body"
    if line.isupper() and words <= 12:
        return "subhead"
    if words <= 4 or (words <= 8 and not VERBISH.search(line)):
        return "subhead"
    if not body and words > 45:
        return "body"
    plain = [w for w in line.split()[1:40] if w[:1].isalpha() and w.lower() not in SMALL]
    titled = sum(w[0].isupper() for w in plain)
    if words >= 5 and plain and titled >= 0.85 * len(plain) and len(plain) >= 4:
        return "boilerplate"
    return "caption" if words <= 80 else "body"


def _by_or_date(line: str) -> bool:
    head = line[:200]
    return head.startswith("By ") or bool(
        BYLINE_NAMES.match(head) or DATE_LINE.fullmatch(head) or STAMP.match(head) or BARRED.match(head)
    )
