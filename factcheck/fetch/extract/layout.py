"""Put headline, deck and captions back where a reader of the page sees them. Runs in the child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.fetch.charsets import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CAPTIONS = 200
_DECK = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|subtitle|sub-?head(?:line|ing)?|summary|lede?|intro)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:^|[\s_-])caption(?:-text)?(?:$|[\s_])", re.IGNORECASE)
_BLOCKS = (
    "//p | //h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //li | //blockquote | //figcaption | //td | //pre | //div[not(*)]"
)
_SPACE = re.compile(r"\s+")


def words_of(element: HtmlElement) -> str:
    """Give an element's words, without scripts, on one line."""
    texts = element.xpath(
        ".//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::button)]"
    )
    return clean(_SPACE.sub(" ", "".join(map(str, texts))).strip())


def headline(tree: HtmlElement) -> str:
    """Give the page's headline as it is shown; empty where there is not exactly one that looks like it."""
    inside = tree.xpath("//article//h1 | //main//h1") or tree.xpath("//h1")
    shown = [words for words in map(words_of, inside[:5]) if 5 <= len(words) <= 400]  # noqa: PLR2004 - a logo is shorter, an article longer
    return shown[0] if shown else ""


def deck(tree: HtmlElement) -> str:
    """Give the line under the headline where the page marks it as one."""
    for element in tree.xpath("(//h1)[1]/following::*[self::p or self::h2 or self::h3 or self::div][position() <= 12]"):
        marked = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('data-testid', '')}"
        if _DECK.search(marked):
            words = words_of(element)
            if 20 <= len(words) <= 600:  # noqa: PLR2004 - a sentence or three
                return words
    return ""


def captions(tree: HtmlElement) -> list[str]:
    """Give the captions in order, each once."""
    found: dict[str, None] = {}
    for element in _caption_elements(tree):
        words = words_of(element)
        if 2 < len(words) <= 2000:  # noqa: PLR2004 - longer is not a caption
            found[words] = None
        if len(found) >= MAX_CAPTIONS:
            break
    return list(found)


def _caption_elements(tree: HtmlElement) -> list[HtmlElement]:
    marked = [
        element
        for element in tree.xpath("//*[self::p or self::div or self::span or self::dd][contains(@class,'aption')]")
        if _CAPTION.search(element.get("class", "")) and not element.xpath("ancestor::figcaption | .//img | .//p[2]")
    ]
    found = set(marked)
    return [
        element
        for element in tree.iter("figcaption", "p", "div", "span", "dd")
        if element.tag == "figcaption" or element in found
    ]


def draft(tree: HtmlElement, title: str, standfirst: str, text: str, notes: list[str]) -> str:
    """Write the article as it is read: headline, deck, then body and captions in the page's order."""
    places: dict[str, int] = {}
    for number, element in enumerate(tree.xpath(_BLOCKS)):
        places.setdefault(_key(words_of(element)), number)
    for number, element in enumerate(_caption_elements(tree)):
        # A caption that is not a block of its own stands where the block after it stands.
        places.setdefault(_key(words_of(element)), _before(element, places, number))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    known = {_key(line) for line in lines}
    placed: list[tuple[int, int, str]] = []
    last = -1
    for order, line in enumerate(lines):
        last = max(places.get(_key(line), last), last)
        placed.append((last, order, line))
    for words in notes:
        place = places.get(_key(words), -1)
        # What stands after the article belongs to other articles.
        if _key(words) not in known and place <= last + 3:
            placed.append((place, -1, words))
    top = [line for line in (title, standfirst) if line and _key(line) not in known]
    return "\n\n".join([*top, *(line for _, _, line in sorted(placed, key=lambda one: one[:2]))])


def _before(element: HtmlElement, places: dict[str, int], default: int) -> int:
    for later in element.xpath("following::p[position() <= 3]"):
        place = places.get(_key(words_of(later)))
        if place is not None:
            return place - 1
    return default


def _key(words: str) -> str:
    return _SPACE.sub(" ", words).strip(" -\u2022*|").lower()[:80]
