"""Find who says what: the source, the words that mark the saying, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text.classes import word_class
from factcheck.text.cues import ATTITUDES, CUE_TAGS, EXPECTED, NOUNS, REPORTEDLY, SEEMING
from factcheck.text.said_nouns import said_noun
from factcheck.text.said_quotes import direct_quote
from factcheck.text.said_signs import (
    according_to,
    attitude,
    headed_source,
    in_poll,
    it_is_claimed,
    per_source,
    reportedly,
    said_passive,
)
from factcheck.text.said_verbs import said_gerund, said_verb
from factcheck.text.verbs import CLAUSAL, FORMS, STANCE_SET

if TYPE_CHECKING:
    from factcheck.text.reading import Reading, Said

CUES = CLAUSAL | STANCE_SET | SEEMING
OPEN_CUES = CLAUSAL | STANCE_SET
# Every word that can mark a saying, whatever its form: most words are none.
MARKS = CUES.union(
    REPORTEDLY, EXPECTED, ATTITUDES, NOUNS, {"according", "per"}, (w for w in FORMS if FORMS[w][0] in CUES)
)
ARTICLES = frozenset({"a", "an", "the"})
MORE = 2
MARKING = word_class(MARKS)


def attributions(reading: Reading) -> list[Said]:
    """List the attributions of one passage, in the order of their cues."""
    found: list[Said] = []
    direct = direct_quote(reading)
    if direct is not None:
        found.append(direct)
    headed = headed_source(reading) if direct is None and reading.display else None
    if headed is not None:
        found.append(headed)
    polled = in_poll(reading) if direct is None else None
    if polled is not None:
        found.append(polled)
    words, quoted = reading.words, reading.quoted
    if not words.classes & MARKING:
        return found
    skip = direct.cue[1] - 1 if direct else -1
    for at in [at for at, bits in enumerate(words.bits) if bits & MARKING]:
        tag = words.tag[at]
        if words.low[at] == "per" and tag == "IN" and quoted[at] < 0:
            found.extend(filter(None, (per_source(reading, at),)))
            continue
        if words.low[at] not in MARKS or tag not in CUE_TAGS or quoted[at] >= 0 or at == skip:
            continue
        if (tag == "NN" and words.low[at] not in NOUNS) or (tag == "JJ" and words.low[at] not in ATTITUDES):
            continue
        said = _at(reading, at)
        if said is not None and said.source is not None and said.source[1] - said.source[0] == 1:
            said = None if words.low[said.source[0]] in ARTICLES else said
        if said is not None and said.content and said.content[0][0] < said.content[0][1]:
            found.append(said)
    if len(found) < MORE:
        return found
    return sorted(_settle(found), key=lambda s: s.cue)


def _settle(found: list[Said]) -> list[Said]:
    """Keep one attribution a cue; the source of one may not be the cue of another."""
    seen: set[int] = set()
    out = []
    for said in found:
        if said.cue[1] in seen:
            continue
        seen.add(said.cue[1])
        out.append(said)
    return out


def _at(reading: Reading, at: int) -> Said | None:
    words = reading.words
    low, tag = words.low[at], words.tag[at]
    if tag == "NP" and low != "according":
        return None
    if low == "according" and at + 2 < words.n and words.low[at + 1] == "to":
        return according_to(reading, at)
    if low in REPORTEDLY:
        return reportedly(reading, at)
    if tag == "VN" and low in EXPECTED and (it_is_claimed(words, at) or words.low[at + 1 : at + 2] == ["to"]):
        return said_passive(reading, at)
    if tag in {"VX", "VD", "VZ", "VF", "VN"} and words.base(at) in CUES:
        return said_verb(reading, at)
    if tag == "VB" and words.base(at) in OPEN_CUES:
        return said_verb(reading, at)
    if tag == "VG" and words.base(at) in OPEN_CUES:
        return said_gerund(reading, at)
    if low in ATTITUDES and tag in {"JJ", "VN"}:
        return attitude(reading, at)
    if tag == "NN" and low in NOUNS:
        return said_noun(reading, at)
    return None
