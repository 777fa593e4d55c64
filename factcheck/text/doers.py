"""Tell who does what a participle tells: who killed ten in "faced three attacks, killing ten"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.clause import outside
from factcheck.text.names import JOBS
from factcheck.text.people_words import ROLE_NOUNS
from factcheck.text.phrases import VERBS, group_start, last_verb, subject
from factcheck.text.phrases_after import phrase_after
from factcheck.text.relatives import PEOPLE

if TYPE_CHECKING:
    from factcheck.text.reading import Range, Reading
    from factcheck.text.tokens import Words

HANGS = frozenset({"after", "when", "why", "how", "because", "where", "what", "whether"})
CAUSING = frozenset({"cause", "make", "lead", "force", "prompt", "drive"})
# What befalls whom the sentence is about; it is not they who go on to do harm.
BEFALLS = frozenset("face suffer see experience endure witness undergo survive".split())
HARM = frozenset(
    """
    kill injure wound maim hurt destroy damage leave displace trap claim cause cut knock flood force topple bury
    submerge wipe strand block sweep burn
    """.split()
)
# Of a town that was hit by a storm it is the storm that goes on to do something.
STRUCK = frozenset("hit strike rock batter shake ravage devastate flood engulf attack bomb target shell".split())
# What comes of all that was told, and not of somebody in it.
BRINGING = frozenset("lead cause prompt spark trigger force result mean raise fuel".split())
GOVERNS = frozenset({"IN", "VX", "VD", "VZ", "VF", "VB"})  # what "for hiding" and "denied lying" begin with
REASONS = frozenset({"for", "by", "of"})
# Whom somebody finds, or films, doing a thing.
PERCEIVED = frozenset("find see catch spot film show picture photograph hear watch notice leave keep discover".split())
CHARGES = frozenset(
    """
    charge charges count counts offence offences offense offenses allegation allegations accusation accusations crime
    crimes accused suspected convicted guilty
    """.split()
)
LISTS = frozenset({"of", "including", "with"})


def hung_subject(reading: Reading, before: list[int]) -> Range | None:
    """Give the lorry in: People laid flowers a day after a lorry hit the crowd, killing ten."""
    words = reading.words
    hangs = [n for n in before[1:] if words.low[n] in HANGS and outside(reading, n) and words.tag[n - 1] != ","]
    for hung in reversed(hangs):
        if any(words.tag[n] == "," for n in before[:-1] if n > hung):
            return None
        verb = next((n for n in before if n > hung and words.tag[n] in VERBS), None)
        found = subject(words, group_start(words, verb)) if verb is not None else None
        if words.low[hung] == "what" and verb is not None:  # "what caused a plane to crash, killing ten"
            found = phrase_after(words, verb + 1, before[-1]) if words.base(verb) in CAUSING else None
        if found is not None and found[0] > hung and words.tag[found[0]] not in {"PR", "PF"}:
            return found  # and not "it" in "sank soon after it left"
    return None


def harming(reading: Reading, before: list[int], at: int) -> Range | None:
    """Give the attacks in "The town faced two attacks, killing ten", the quake in "was hit by a quake, killing ten"."""
    words = reading.words
    verb = next((n for n in before if words.tag[n] in VERBS and outside(reading, n)), None)
    if verb is None:
        return None
    done = last_verb(words, verb)
    passive = words.tag[done] in {"VN", "VX"} and "BE" in words.tag[group_start(words, verb) : done]
    stop = before[-1] + 1
    if words.base(at) not in HARM and not (passive and words.base(done) in STRUCK):
        return None
    if passive:
        by = next((n for n in before if n > done and words.low[n] == "by"), None)
        return phrase_after(words, by + 1, stop) if by is not None else None
    return phrase_after(words, done + 1, stop) if words.base(done) in BEFALLS else None


def perceived(words: Words, before: list[int]) -> bool:
    """Tell "found one of the girls, Jane Roe, wandering": it is she who wandered."""
    verb = next((n for n in before if words.tag[n] in VERBS), None)
    comma = next((n for n in reversed(before[:-1]) if words.tag[n] == ","), None)
    if verb is None or comma is None or words.base(last_verb(words, verb)) not in PERCEIVED:
        return False
    return all(words.tag[n] in {"NP", ",", "CD"} for n in before if n > comma)


def listed_deeds(words: Words, before: list[int], part: tuple[int, ...]) -> bool:
    """Tell "accused of theft, lying and fraud" and "fined for lying, hiding files and fleeing": a list of one kind.

    What somebody is charged with, blamed for or denies is not told as what was done.
    """
    if not any(words.tag[n] == "CC" and words.tag[n + 1] in {"VG", "NN", "JJ"} for n in part[:-1] if n > before[-1]):
        return False
    at = next((n for n in before[:-1] if words.low[n] in CHARGES and words.low[n + 1] in LISTS), None)
    if at is not None and not any(words.tag[n] in VERBS for n in before if n > at + 1):
        return True
    comma = next((n for n in reversed(before[:-1]) if words.tag[n] == ","), before[0])
    return any(words.tag[n] == "VG" and words.tag[n - 1] in GOVERNS for n in before if n > comma)


STRIKING = frozenset({"hit", "strike", "reflect", "attack", "threaten", "hold", "press", "charge"})
SOMEBODY = PEOPLE | ROLE_NOUNS | JOBS | {"guard", "guards", "staff", "police"}


def hits(words: Words, inner: int, after: int) -> bool:
    """Tell "hit a wall" and "attacked the guard", which whoever is told of did, from "attacked the plan"."""
    if words.base(after) not in STRIKING:
        return False
    found = subject(words, group_start(words, inner))
    if found is None or words.tag[found[1] - 1] != "NN":
        return False
    done = after + 1 + (words.tag[after + 1] in {"DT", "PS"})
    blow = words.low[found[1] - 1] in SOMEBODY and words.low[done] in SOMEBODY
    return blow or words.base(after) in {"hit", "strike", "reflect", "hold", "press"}


RAISING = frozenset({"bringing", "taking", "raising", "pushing", "lifting"})
SUMS = frozenset({"total", "toll", "number", "tally", "count"})


def doubtful(reading: Reading, before: list[int], at: int) -> bool:
    """Tell "was jailed for stabbing Roe, leaving her blind" and "after police found it, leading to alarm"."""
    words = reading.words
    if words.low[at] in RAISING and not SUMS.isdisjoint(words.low[at + 1 : at + 4]):
        return True  # "another officer had died, bringing the total to five"
    if words.low[at : at + 2] == ["leading", "to"] and words.tag[before[0]] == "NP":
        return True  # "Roe had been taken to hospital, leading to false news"
    if words.base(at) in BRINGING and hung_subject(reading, before) is not None:
        return True
    why = any(words.low[n] in REASONS and words.tag[n + 1] == "VG" for n in before[1:-1])
    return why and words.base(at) in HARM
