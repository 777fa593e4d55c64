"""Tell the words that say how others hang together: that a page shares them with a claim is no reason to show it."""

from __future__ import annotations

from functools import lru_cache

from factcheck.text.bm25 import STOP_KEYS
from factcheck.text.closed_words import CLOSED
from factcheck.text.queries import VAGUE
from factcheck.text.words import NUMBER_VALUES, key, word_set

_TAGS = frozenset({"DT", "PS", "PR", "PO", "IN", "CC", "SC", "WP", "TH", "TO"})
# "May" is a month, too.
_MORE = word_set("would could should must might shall ought never ever yet thus therefore however else anyway whom one")
_ENGLISH = frozenset(word for word, tag in CLOSED.items() if tag in _TAGS) - NUMBER_VALUES.keys() | VAGUE | _MORE

#: Of texts in other languages those alone: "die" and "war" are words of weight in English.
_ABROAD: dict[str, frozenset[str]] = {
    "de": word_set(
        """der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei
        bis für im in ist sind war waren wird werden wurde wurden hat haben hatte hatten mit nach nicht noch
        nur sich sie er es ihr ihre sein seine so über um unter von vom vor wie zu zum zur dass daß durch
        gegen ohne seit zwischen sagte sagt"""
    ),
    "fr": word_set(
        """le la les l un une des de du d au aux et ou mais à en dans par pour sur sous avec sans que qui dont
        où ce cette ces son sa ses leur leurs il elle ils elles on ne pas plus se s est sont était été ont
        avait avaient être comme entre depuis après avant selon aussi"""
    ),
    "es": word_set(
        """el la los las un una unos unas de del al y o pero en por para con sin sobre entre desde hasta que
        quien cuyo este esta estos estas su sus se no más como es son era eran fue fueron ha han había lo le
        les según también"""
    ),
    "it": word_set(
        """il lo la i gli le un uno una di del dello della dei degli delle a al alla ai alle da dal dalla in
        nel nella con su sul sulla per tra fra e o ma che chi cui non più come è sono era erano ha hanno
        aveva si suo sua suoi sue"""
    ),
    "nl": word_set(
        """de het een en of maar in op aan van voor met bij door uit over onder tot naar om te die dat dit deze
        is zijn was waren wordt werd werden heeft hebben had niet ook als er ze zij hij haar hun zich
        volgens"""
    ),
    "pt": word_set(
        """o a os as um uma uns umas de do da dos das em no na nos nas por para com sem sobre entre até desde
        que quem e ou mas não mais como é são era eram foi foram tem têm tinha se seu sua seus suas ao aos à
        às segundo também"""
    ),
}


@lru_cache(maxsize=16)
def small_keys(language: str = "en") -> frozenset[str]:
    """Return the forms of the words of a language that tell nothing by themselves; English ones of any text."""
    return STOP_KEYS | frozenset(map(key, _ENGLISH | _ABROAD.get(language[:2].lower(), frozenset())))
