"""Read a passage as words with rough parts of speech, by word lists, endings and neighbours."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from factcheck.text.classes import ALWAYS, CAPITAL, CLASSES, COMPOUND, Remembered
from factcheck.text.closed_words import CLOSED
from factcheck.text.people_words import ROLE_NOUNS
from factcheck.text.tag_words import (
    A_BEING,
    BARE_VERBS,
    BEFORE_THAT,
    DOUBTFUL,
    FIGURES,
    GOING_BY,
    NEVER_NOUNS,
    NO_NOUNS,
    NOUNS_OF,
    OFTEN_VERBS,
    OWED,
    PERIODICAL,
    PLURAL_STOP,
    SAYS,
    SHOWING,
    TANKS,
    TURNED_DOWN,
)
from factcheck.text.verbs import AUX, CLAUSAL, FORMS, SAY_SET

# Plain words and commas, most of all tokens, come first: they are told by what follows them.
TOKEN = re.compile(
    r"\s*+([a-z]++(?=[ ,])|[A-Z][a-z]++(?=[ ,])|[,.](?= )|[a-z]{2,}+(?=\.(?![A-Za-z]))"
    r"|[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|tv|io|co\.uk)\b"
    r"|(?:[A-Za-z]\.){2,}|[A-Z]\.(?=\s[A-Z])|[RDI]-[A-Z][a-z]+\.(?=[,)])|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Jr|Sr|No|Inc|Ltd|Corp|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
    r"|[^\W_]++_\w*[^\W_]|[^\W\d_]+(?:[-'’`][^\W_]+)*(?:(?<=[sS])['’](?=\s[^\W_]))?|\d+(?:[,.:]\d+)*(?:[-'’]?[^\W_]+)*|\.{2,}|--+|''|\S)"
)
OPENS = frozenset({"“", ":"})
CUTS = frozenset({",", "“", "”", ";", ":"})
UNSETTLED = frozenset({"VB", "VZ", "VX", "VN", "JJ", "VG"})  # tags that neighbours can change
Known = tuple[str, str, str, int]
POSSESSIVE = frozenset({"'s", "’s", "`s"})

END = "end"  # what stands behind the last word
CURRENCY = frozenset("$£€¥")
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
NUMBERED, DOWNING = frozenset({"No", "No.", "Number"}), frozenset({"10", "11"})
VERB_LIKE = frozenset(FORMS) | frozenset(AUX) | frozenset(w for w in CLOSED if CLOSED[w] not in {"NN", "JJ", "CD"})
MONTHS = frozenset("january february march april may june july august september october november december".split())
NOMINAL = frozenset({"NN", "NP", "PR", "PO"})
GIVEN_TO = frozenset({"CD", "PS", "DT", "PR"})
MODIFIERS = frozenset({"DT", "JJ", "PS", "CD"})
MORE = 2
TOLD_LONGEST = 10  # words from ", figures" to "show"
FINITE = frozenset({"VZ", "VD", "VX", "BE", "HV", "MD"})
SIGNS = {"‘": "“", '"': "“", "'": "“", "''": "“", "“": "“", "”": "”", "’": "”", "—": "–", "--": "–"}
BEFORE_HEADS = frozenset({"DT", "PS", "JJ", "NN", "NP"})
AFTER_HEADS = frozenset({"IN", "VX", "VD", "VZ", "BE", "HV", "MD", ".", END})


class Words:
    """The words of a stretch of text, with offsets in the whole text, lower-case forms and tags, index by index."""

    __slots__ = ("bits", "capitals", "classes", "end", "form", "low", "n", "runs", "start", "tag", "text")

    bits: list[int]  # which lists of words each is in
    classes: int  # which lists have a word here
    capitals: list[int]  # the words that begin with a capital
    runs: list[tuple[int, int]] | None  # of capitalised words, once somebody asked for them

    def __init__(self, text: str, start: int, end: int, marks: frozenset[int] = frozenset()) -> None:
        """Read the words from `start` to `end`; an apostrophe at one of the `marks` is a quotation mark."""
        self.text = text
        self.form: list[str] = TOKEN.findall(text, start, end)
        self.start: list[int] = []
        self.end: list[int] = []
        find, begins, ends = text.find, self.start.append, self.end.append
        at = start
        for form in self.form:  # nothing but blank space stands between two words
            at = find(form, at)
            begins(at)
            at += len(form)
            ends(at)
        if marks:
            self._part(marks)
        known = list(map(KNOWN.__getitem__, self.form))
        self.low = [word[0] for word in known]
        self.n = len(known)
        self.tag = self._tags(known)
        self.bits = [word[3] for word in known]
        self.classes = reduce(or_, self.bits, ALWAYS)
        self.capitals = [at for at, bits in enumerate(self.bits) if bits & CAPITAL]
        self.runs = None

    def said(self, first: int, last: int) -> str:
        """Give the text from word `first` up to and without word `last`."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""

    def bare(self, at: int) -> str:
        """Give a word without a possessive ending."""
        return bare_name(self.form[at]) if self.bits[at] & COMPOUND else self.form[at]

    def base(self, at: int) -> str:
        """Give a verb's base form, or the word itself."""
        low = self.low[at]
        return FORMS[low][0] if low in FORMS else low

    def _tags(self, known: list[Known]) -> list[str]:
        if self._titled():
            known = [KNOWN[word[0]] if word[0] in VERB_LIKE else word for word in known]
        tags = [word[1] for word in known]
        if tags:
            tags[0] = known[0][2]
        if "“" in tags or ":" in tags:
            for at, tag in enumerate(tags[:-1], 1):
                if tag in OPENS:
                    tags[at] = known[at][2]
        for at in [at for at, form in enumerate(self.form[:-1]) if form in NUMBERED and self.form[at + 1] in DOWNING]:
            tags[at] = tags[at + 1] = "NP"  # No 10 says
        for at in [at for at, low in enumerate(self.low) if low == "being"] if "being" in self.low else ():
            # "is being warned", but no human being, and not "the mayor's being away".
            noun = (
                not at or tags[at - 1] == "PS" or self.low[at - 1] in A_BEING or self.low[at - 1].endswith(("'s", "’s"))
            )
            tags[at] = tags[at] if noun else "BE"
        if len(tags) > 1 and tags[0] in {"VX", "VG"} and self._is_name(tags):
            tags[0] = "NP"
        self._settle_small(tags)
        unsettled = [at for at, tag in enumerate(tags) if tag in UNSETTLED]
        if "long" in self.low:
            unsettled = [at for at, tag in enumerate(tags) if tag in UNSETTLED or self.low[at] == "long"]
        for at in unsettled:
            tags[at] = self._settled(tags, at)
        for at in [at for at, tag in enumerate(tags[:-1]) if tag in {"MD", "TO"}]:
            self._act(tags, at)
        return tags

    def _act(self, tags: list[str], at: int) -> None:
        """Take "will now face Orr" and "to end the strike" for verbs, though such words are nouns elsewhere."""
        act = next((n for n in range(at + 1, self.n) if tags[n] != "RB"), at)
        if tags[act] == "NN" and self.low[act] in FORMS and FORMS[self.low[act]][1] == "VB":
            acted = tags[at] == "MD" or tags[act + 1 : act + 2] in ([tag] for tag in ("DT", "PS", "PR"))
            tags[act] = "VB" if acted else "NN"

    def _is_name(self, tags: list[str]) -> bool:
        """Tell "Freed said", which opens a sentence with a name, from "Asked why" and "Smoking was"."""
        says = tags[1] in {"VX", "VD", "VZ"} and self.base(1) in SAY_SET and self.form[0] not in {"Asked", "Told"}
        return says or (tags[0] == "VX" and self.low[1] in {"was", "has", "had"})

    def _settle_small(self, tags: list[str]) -> None:
        """Tell "9:00 am" from "I am", and "of that kind" from "said that"."""
        for at in [at for at, low in enumerate(self.low) if low == "am" and at] if "am" in self.low else ():
            tags[at] = "RB" if tags[at - 1] == "CD" else tags[at]  # 9:00 am
        for at in [at for at, low in enumerate(self.low) if low == "given" and at] if "given" in self.low else ():
            tags[at] = "VN" if tags[at - 1 - (tags[at - 1] == "RB")] in {"BE", "HV"} else tags[at]
        for at in [at for at, low in enumerate(self.low[:-1]) if low == "think" and self.low[at + 1] in TANKS]:
            tags[at] = tags[at + 1] = "NN"
        for at in [at for at, low in enumerate(self.low[:-1]) if low == "ruling" and at]:
            tags[at] = "VG" if tags[at - 1] == "," and tags[at + 1] == "TH" else tags[at]
        for at in [at for at, low in enumerate(self.low[:-1]) if low in PERIODICAL and at]:
            if tags[at - 1] in {"DT", "JJ", "NP", "NN"} and tags[at + 1] == "NP":
                tags[at] = "NN"  # "the French daily Le Monde"
        asides = range(1, len(tags) - 2) if "WP" in tags else ()
        for at in [at for at in asides if tags[at] == "WP" and tags[at + 1] == "NN"]:
            ends = next((k for k in range(at + 2, len(tags)) if tags[k] == ","), len(tags))
            if tags[at - 1] == "," and self.low[at + 1][-1] == "s" and FINITE.isdisjoint(tags[at + 2 : ends]):
                tags[at + 1] = "VZ"  # ", which debuts on Friday,"
        dash = tags.index("–") if tags.count("–") == len(("opens", "closes")) else -1
        if dash >= 0 and tags[dash + 1] == "WP" and CUTS.isdisjoint(tags[dash + 1 : tags.index("–", dash + 1)]):
            tags[:] = ["," if tag == "–" else tag for tag in tags]  # "The ferry – which sank – was old"
        for at in [at for at, tag in enumerate(tags[:-1]) if tag == "TH" and at]:
            if tags[at - 1] == "IN" and self.low[at - 1] in BEFORE_THAT and tags[at + 1] in {"NN", "JJ"}:
                tags[at] = "DT"  # "of that kind"

    def _settled(self, tags: list[str], at: int) -> str:
        """Give a tag as its neighbours have it."""
        tag = tags[at]
        before, after = tags[at - 1] if at else "^", tags[at + 1] if at + 1 < self.n else END
        if tag in {"VB", "VZ"}:
            if self.low[at] in NOUNS_OF and before in {"JJ", "PS", "NN"} and self.low[at + 1 : at + 2] == ["of"]:
                return "NN"  # "under the direct orders of"
            return self._noun_or_verb(tags, at)
        if tag in {"VX", "VN"}:
            if self.base(at) == self.low[at] and before in {"TO", "MD"}:
                return "VB"  # "to cut", "will become"
            bare = self.base(at) == self.low[at]
            if before in MODIFIERS and bare and after not in {"NN", "NP", "JJ"}:
                return "NN"  # "the new bid", "a cut"
            if self.low[at] == "forecast" and before == "NN" and after == "IN" and tags[max(0, at - 2)] == "PS":
                return "NN"  # "cut its growth forecast for"
            return self._leaked(tags, at) or _participle(tags, at, self.n, self.low[at])
        if tag == "VG":
            held = before in {"DT", "PS"} or self.low[at - 1].endswith(("'s", "s'"))
            if at and held and after in {"BE", "HV", "MD", ",", ".", "VX", "VD", "VZ", "CC", "IN", "POS"}:
                return "NN"  # "his sacking was"
            return "JJ" if at and held and after in {"NN", "NP"} else tag  # "the planning department"
        if tag == "JJ" and self._heads(tags, at):
            return "NN"
        if self.low[at] == "long" and before in {"BE", "HV"} and after in {"VN", "VX"}:
            return "RB"
        return tag

    def _part(self, marks: frozenset[int]) -> None:
        """Part a word that ends in s from the quotation mark behind it: 'No more delays' they said."""
        for at in range(len(self.form) - 1, -1, -1):
            first, last = self.start[at], self.end[at]
            if last - 1 in marks and last - first > 1:
                self.form[at : at + 1] = [self.text[first : last - 1], self.text[last - 1]]
                self.start.insert(at + 1, last - 1)
                self.end.insert(at, last - 1)

    def _heads(self, tags: list[str], at: int) -> bool:
        """Tell the noun that ends as adjectives do, "a tribunal heard", "the arrival of", from "the final report"."""
        after = tags[at + 1] if at + 1 < self.n else END
        if self.low[at] == "chief":
            return self.low[at + 1 : at + 2] == ["of"] or after in {"VX", "VD", "VZ"}
        if at == 0 or self.low[at] in CLOSED or tags[at - 1] not in BEFORE_HEADS:
            return False
        if "-of-" in self.low[at] or self.low[at].endswith("-in-law"):
            return after in AFTER_HEADS or after in {",", "WP"}
        if "-" in self.form[at] and not self.low[at].endswith("-year-old"):
            return False
        return after in AFTER_HEADS

    def _leaked(self, tags: list[str], at: int) -> str:
        """Tell the adjective in a headline's tag: ", leaked memo says"."""
        noun = at + 2 < self.n and tags[at + 1] in {"NN", "NP", "VZ", "VB"} and self.low[at + 2] in SAYS
        return "JJ" if noun and (at == 0 or tags[at - 1] in {",", "–"}) else ""

    def _titled(self) -> bool:
        """Tell whether Every Word Has a Capital, as in headlines."""
        if not 4 <= self.n <= 30:
            return False
        capitals = 0
        for form in self.form:
            if len(form) > 3 and form[0].isalpha():
                if not form[0].isupper():
                    return False
                capitals += 1
        return capitals >= 3

    def _noun_or_verb(self, tags: list[str], at: int) -> str:
        """Settle forms such as "plans" and "report" by their neighbours."""
        tag = tags[at]
        before = tags[at - 1] if at else "^"
        skipped = at - 1
        while before == "RB" and skipped > 0:
            skipped -= 1
            before = tags[skipped]
        before = "NN" if self.low[skipped].endswith("-old") else before  # "the 20-year-old kills"
        after = tags[at + 1] if at + 1 < self.n else END
        shares = before == "CC" and after in GIVEN_TO and "MD" in tags[:at] and tag == "VB"
        if before in {"TO", "MD"} or shares:  # "will create jobs and bring £30m"
            owed = before == "TO" and at > 1 and self.low[at - 2] in OWED  # "according to research by"
            return "VB" if tag == "VB" and not owed else "NN"
        if after in {".", END} and self._tells(tags, at):
            return "VF" if tag == "VB" else "VZ"
        if self.low[at] == "close" and after == "TO":
            return "JJ"
        if tag == "VB" and self._often_verb(at, skipped, before, after):
            return "VF"
        if before in MODIFIERS or before in {"IN", "VG"} or self.low[skipped].endswith(("'s", "s'")):
            return "NN"
        if tag == "VZ":
            return self._third(tags, before, after, at)
        if before in {"PR", "WP"} or (before == "TH" and after not in {"NN", "IN"}):
            return "VF"
        plural = before in {"NN", "NP"} and (self.low[skipped].endswith("s") or self.low[skipped] in PLURAL_STOP)
        if after in {".", END, ",", ")", ";"} and self.base(at) not in SAY_SET:
            return "VF" if before == "PR" else "NN"
        coordinated = before == "CC" and skipped > 1 and tags[skipped - 1] in {"VF", "VB"}
        if (plural or coordinated) and after not in {"VZ", "VD", "BE", "HV", "MD", "VX"}:
            return "VF" if after != "IN" or not self._tells_behind(tags, at) else "NN"
        if before == END or (self.base(at) in SAY_SET and before in {",", "“", "”"} and after in {"NP", "PR", "DT"}):
            return "VF"
        return "VB" if before == "^" and self.low[at] not in CLOSED and after in {"DT", "PS"} else "NN"

    def _tells(self, tags: list[str], at: int) -> bool:
        """Tell the verb of ", the planning department estimates." and of a headline's ", scientists prove"."""
        if self.base(at) not in CLAUSAL:
            return False
        comma = next((n for n in range(at - 1, max(0, at - TOLD_LONGEST), -1) if tags[n] == ","), at)
        if comma < at - 1 and self.low[comma + 1] in FIGURES and self.low[at] in OFTEN_VERBS:
            return True  # ", figures published on Monday show."
        look = at - 1
        while look > 0 and tags[look] in {"NN", "NP", "JJ", "VG"}:
            look -= 1
        several = tags[look] == "," and tags[at] == "VB" and self.low[at - 1].endswith("s")
        return look < at - 1 and (
            several or (look > 1 and tags[look] == "DT" and tags[look - 1] == "," and tags[at] == "VZ")
        )

    def _tells_behind(self, tags: list[str], at: int) -> bool:
        """Tell "a spokesman for the forces command in Oslo said", where another word is the verb."""
        look = at + 1
        while look < self.n and tags[look] in {"IN", "DT", "NP", "NN"}:
            look += 1
        return look < self.n and tags[look] in {"VX", "VD", "VZ"} and self.base(look) in SAY_SET

    def _often_verb(self, at: int, skipped: int, before: str, after: str) -> bool:
        """Tell forms that are hardly nouns there: "records show", "people live"."""
        low, noun = self.low[at], before in {"NN", "NP"}
        if before == "," and after == "TH" and low in OFTEN_VERBS:
            return True
        if self.base(at) in NEVER_NOUNS and before in {"NN", "NP", "CD", "%", "DT", "”", ")", "JJ", ","}:
            return True
        several = noun and (self.low[skipped].endswith("s") or self.low[skipped] in PLURAL_STOP)
        if several and low in BARE_VERBS and after in {".", END, ",", "IN"}:
            return True
        if low not in OFTEN_VERBS:
            return False
        if noun and (skipped < at - 1 or (several and before == "NN" and after in {".", END})):
            return True
        if several and after in {"VG", "NP"} and low != "show":
            return True
        return before in {"NN", "NP", "CD", "%"} and after in {"TH", "DT", "PS", "PR", "CD"}

    def _object(self, tags: list[str], at: int) -> bool:
        """Tell "publish its safety reports" from "says its safety improves": a noun that ends what is acted on."""
        look = at - 1
        while look > 0 and tags[look] in {"NN", "JJ", "PS", "DT", "CD"}:
            look -= 1
        after = tags[at + 1] if at + 1 < self.n else END
        acted = tags[look] in {"VB", "VF", "VD", "VX", "VG"}
        return acted and (self.base(look) not in CLAUSAL or (tags[look] == "VB" and after in {"IN", ".", "CC", END}))

    def _counted(self, tags: list[str], at: int) -> bool:
        """Tell "more than 50,000 job cuts": what several are of."""
        several = at > MORE and tags[at - 2 : at] == ["CD", "NN"] and self.low[at - 2] not in {"one", "1"}
        return several and tags[at - 3] != "NP" and not self.low[at - 1].endswith("s")

    def _turned_down(self, tags: list[str], at: int) -> bool:
        """Tell "rejected claims that" and "denied on Monday reports that"."""
        if self.low[at] not in {"claims", "reports"}:
            return False
        turned = (k for k in range(max(0, at - 3), at) if tags[k] in {"VX", "VD"})
        return any(self.base(k) in TURNED_DOWN for k in turned)

    def _third(self, tags: list[str], before: str, after: str, at: int) -> str:
        if self.low[at - 1] == "latest" or self._counted(tags, at) or (after == "TH" and self._turned_down(tags, at)):
            return "NN"
        acts = tags[at - 1] == "RB" and before == "VX" and after in {"NP", "DT", "PS"}  # "claimed now allows Oslo to"
        if (
            acts
            or before in {"PR", "WP", "TH"}
            or (self.base(at) in NO_NOUNS and before in {"NN", "NP", "CD", ",", "”"})
        ):
            return "VZ"
        if before in {"NN", "NP"} and at + 1 < self.n and self.low[at + 1] in OFTEN_VERBS and after != "NN":
            return "NN"  # "official figures show"
        if self.low[at] == "figures" and before == "NN" and after in {":", "IN", ","}:
            return "NN"  # "industry figures: Roe and Orr"
        whom = before == "NP" and at > 1 and tags[at - 2] == "WP"  # "who Orr estimates was"
        counts = self.base(at) in SHOWING and before in {"NN", "NP"} and after in {"CD", "DT"}
        if ((after == "TH" or whom) and self.base(at) in CLAUSAL) or counts:
            return "VZ"
        if self.low[at + 1 : at + 2] == ["by"] and self.base(at) not in GOING_BY:
            return "NN"  # "analysis of court records by the paper"
        titled = before == "NP" and at > 1 and tags[at - 2] == "JJ"  # "late-night TV jokes"
        ends = after in {",", ")", ";"} and (titled or self.base(at) not in SAY_SET)
        listed = before == "CC" and at > 1 and tags[at - 2] == "NN"  # "in cash and shares,"
        if (ends and (before in {"NN", "NP"} or listed)) or (
            before == "NN" and self.base(at) not in SAY_SET and self._object(tags, at)
        ):
            return "NN"
        if after == "VZ" and before in {"NN", "NP"} and self.base(at + 1) not in CLAUSAL:
            after = "NN"  # "the law requires charges": what it requires
        if before == "NP" or (before == "NN" and not self.low[at - 1].endswith("s")):
            return (
                "NN"
                if after in {"VZ", "VD", "VX", "BE", "HV", "MD", "POS"} or (after == "." and before == "NN")
                else "VZ"
            )
        if before == "CC" and at > 1 and any(t in FINITE for t in tags[:at]):
            return "NN" if self.low[at - 2].endswith("s") or self.low[at + 1 : at + 2] == ["all"] else "VZ"
        if before in {",", "”", ")", "“"} and after in {"NP", "PR", "DT", "PS", "TH", "IN", "TO"}:
            return "VZ"
        return "NN"


def bare_name(form: str) -> str:
    """Drop a possessive ending."""
    if form[-1:] in {"'", "’"}:
        return form[:-1]
    return form[:-2] if form[-2:] in POSSESSIVE else form


def _read(form: str) -> Known:
    """Give a word in lower case, its first tag within a sentence, the one it has where it opens it, and its classes."""
    low = form.lower().replace("’", "'")
    return (
        low,
        _first_tag(form, low, opens=False),
        _first_tag(form, low, opens=True),
        CLASSES[low] | form[0].isupper() * CAPITAL,
    )


def _first_tag(form: str, low: str, *, opens: bool) -> str:
    if form in CURRENCY or ("-" in low and all(CLOSED.get(part) == "CD" for part in low.split("-"))):
        return "CD"  # Forty-two
    if not form[0].isalpha():
        return _sign(form, low)
    upper = form[0].isupper()
    if low[:2] == "i'" and low[2:] in {"m", "ve", "d", "ll"}:
        return "PF"
    if upper and not opens:
        if (CLOSED.get(low) == "IN" or low == "first") and form[1:].islower():
            return "NP"  # Behind the Curtain, From Dusk, First Group
        if low in CLOSED and CLOSED[low] not in {"NN", "JJ"} and form != "US" and (len(form) > 1 or low in {"i", "a"}):
            return CLOSED[low]
        return AUX[low] if low in AUX and low not in {"may", "will", "can"} else "NP"
    tag = CLOSED.get(low) or AUX.get(low)
    if tag:
        return tag
    if low in FORMS and not upper:
        return FORMS[low][1]
    bare = low.replace("'", "'")
    if "'" in bare:
        head, _, tail = bare.partition("'")
        if head in CLOSED and CLOSED[head] in {"PR", "TH", "WP"} and tail in {"s", "re", "ve", "ll", "d", "m"}:
            return "PF"  # a pronoun with its verb: he's, they'll
        return "NP" if upper else "NN"
    if upper:
        return FORMS[low][1] if low in FORMS and FORMS[low][1] in {"VG", "VX"} else "NP"
    return _by_ending(low)


def _sign(form: str, low: str) -> str:
    """Give the tag of a mark or a figure."""
    if form[0].isdigit():
        return "JJ" if low.endswith("-old") else "CD"
    return SIGNS.get(form, form[0] if form != "…" else ".")


def _by_ending(low: str) -> str:
    if low in {"handful", "spoonful", "mouthful", "everything", "anything", "something", "nothing"}:
        return "NN"
    if low.endswith("ly") and len(low) > 4:
        return "RB"
    if low.endswith("ing") and len(low) > 5:
        return "VG" if not low.endswith("-wing") else "JJ"
    if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        return "VX" if "-" not in low else "JJ"
    if "-" in low and low.rpartition("-")[2] in ROLE_NOUNS:
        return "NN"  # "the ex-minister"
    if low.endswith(("ous", "ful", "ive", "able", "ible", "al", "ic", "less", "ish", "ary")) or "-" in low:
        return "JJ"
    return "NN"


KNOWN = Remembered(_read)


def _participle(tags: list[str], at: int, n: int, low: str) -> str:
    """Tell a past from a participle by what stands before and after."""
    before = tags[at - 1] if at else "^"
    look = at - 1
    while before == "RB" and look > 0:
        look -= 1
        before = tags[look]
    after = tags[at + 1] if at + 1 < n else END
    if look == 0 and tags[0] == "RB" and after in {"NN", "NP"} and at == 1:
        return "JJ"  # "Heavily armed attackers"
    if before in {"BE", "HV", "PF"}:
        return "VN"
    if before in {"DT", "PS", "JJ", "CD"} and (after in {"NN", "NP", "JJ", "VG"} or (after == "VB" and before == "DT")):
        return "JJ"
    if before == "^" and after == "NN" and at + 2 < n and tags[at + 2] == "NP":
        return "JJ"  # "Retired teacher Jane Roe"
    if before == "CC" and after in {"NN", "JJ"} and low in DOUBTFUL:
        return "JJ"  # "over jobs and alleged corruption"
    if before in {"IN", "DT", "PS"}:
        return "JJ" if after in {"NN", "NP", "JJ"} else "VN"
    if tags[at] == "VN":
        return "VN"
    return "VX"
