"""The published pages hold what readers and reviewers look for, in that order, whatever the words are."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parents[2] / "templates"
HOSTILE = """</script><script>alert(1)</script><!-- " ' onmouseover=x &amp; {{ 7*7 }} \u202e\u2028"""

RATING = {
    "label": "Mostly false",
    "symbol": "◔",
    "tone": "orange",
    "definition": "Wrong in what matters",
    "href": "/scale#mostly-false",
}
CARRIER = {
    "outlet": "The Salt Gazette",
    "title": "Pilings “never looked at” between 2003 and 2011, minutes show",
    "href": "https://saltgazette.example/pilings",
    "host": "saltgazette.example",
    "date": "14 November 2026",
    "stance": "refutes",
    "prefix": "Asked about the gap, the board said that ",
    "exact": "no inspection was carried out between 2003 and 2011 for want of a boat",
    "suffix": ", a spokesman wrote. ",
    "where": "Paragraph 6",
    "captured": "15 November 2026",
    "digest": "3fb1a09cde77" * 5,
    "capture_href": "/captures/1",
}
CHECK: dict[str, Any] = {
    "id": "k7f3",
    "url": "https://courier.example/checks/k7f3/pilings",
    "state": "published",
    "newer": "",
    "title": "Were the pilings at Salt Steps inspected every spring?",
    "claim": {
        "words": "We were told the pilings had been inspected every spring since 1998",
        "speaker": "Oda Ferrante",
        "speaker_note": "member of the harbour board until 2025",
        "where": "in an interview with the Marrow Bay Courier",
        "when": "2 November 2026",
        "when_iso": "2026-11-02",
        "first": {"label": "Marrow Bay Courier", "href": "https://courier.example/tram", "capture_href": "/captures/9"},
        "appearances": [{"label": "Quayside Radio", "href": "https://quayside.example/0311"}],
    },
    "rating": RATING,
    "attribution": {"label": "Confirmed as attributed", "symbol": "✓a", "tone": "good"},
    "summary": "She said so, and was told so. The register at Customs House shows two inspections in 28 years, and the "
    "board's own minutes give the reason: there was no boat.",
    "questions": [
        {"question": "Did she say it?", "answer": "Yes. We have the recording, at 14 minutes 31 seconds."},
        {"question": "Was it so?", "answer": "We read the register and the minutes, and rang the clerk twice."},
    ],
    "origins": [
        {
            "name": "Minutes of the harbour board",
            "kind": "document",
            "primary": True,
            "carriers": [
                CARRIER,
                CARRIER | {"outlet": "Quayside Radio", "stance": "supports", "href": "", "exact": ""},
            ],
            "withheld": "",
        },
        {"name": "Customs House register", "kind": "document", "primary": True, "carriers": [CARRIER], "withheld": ""},
    ],
    "against": [CARRIER | {"stance": "supports"}],
    "against_note": "One former diver remembers yearly dives; he kept no log.",
    "withheld": [{"what": "The name of a clerk", "why": "the clerk could lose the post"}],
    "reply": {"words": "She answered that she had trusted the chair.", "when": "18 November 2026"},
    "limits": "The register of 1998 to 2002 burnt.",
    "would_change": "A log of a diver for any other year.",
    "why": "A reader asked.",
    "checker": "Ada Okafor-Lindqvist",
    "editor": "Mirela Kost",
    "published": "20 November 2026",
    "published_iso": "2026-11-20",
    "checked": "22 November 2026",
    "checked_iso": "2026-11-22",
    "corrections": [
        {
            "iso": "2026-11-22",
            "when": "22 November 2026",
            "word": "factual",
            "was": "three inspections",
            "now": "two inspections",
            "why": "We had counted one visit twice.",
        }
    ],
    "licence": {"label": "CC BY 4.0", "href": "https://creativecommons.org/licenses/by/4.0/"},
    "cite": "Marrow Bay Courier, “Were the pilings inspected every spring?”, version 2, 22 November 2026.",
    "digest": "aa17c0ffee90" * 5,
    "versions": [
        {"label": "Version 1", "href": "/checks/k7f3/v1", "current": False},
        {"label": "Version 2", "href": "/checks/k7f3", "current": True},
    ],
    "links": {"report": "/report/k7f3", "methodology": "/how", "scale": "/scale", "corrections": "/corrections"},
}
STORY: dict[str, Any] = {
    "title": "The harbour tram that nobody ordered",
    "url": "https://courier.example/stories/tram",
    "note": "Eleven lines, read against what can be found.",
    "published": "20 November 2026",
    "published_iso": "2026-11-20",
    "checked_by": "Ada Okafor-Lindqvist and Jun Aalto",
    "original": {"label": "Marrow Bay Courier", "href": "https://courier.example/tram"},
    "digest": "bb17c0ffee90" * 5,
    "lines": [
        {"number": 1, "words": "The line cost 41 million crowns", "said": "", "rating": RATING, "href": "/checks/a"},
        {"number": 2, "words": "It carries 300 people a day", "said": "the mayor", "rating": None, "href": ""},
    ],
    "totals": [{"rating": RATING, "n": 1}],
    "not_rated": 1,
    "corrections": [],
    "links": {"corrections": "/corrections"},
}
INDEX: dict[str, Any] = {
    "checks": [
        {
            "words": CHECK["claim"]["words"],
            "href": "/checks/k7f3",
            "said": "Oda Ferrante, in an interview, 2 November 2026",
            "rating": RATING,
            "published": "20 November 2026",
            "iso": "2026-11-20",
            "state": "corrected",
        }
    ],
    "filters": {
        "action": "/checks",
        "ratings": [("mostly-false", "Mostly false")],
        "rating": "mostly-false",
        "speaker": "",
        "words": "",
        "since": "",
        "until": "",
        "any": True,
    },
    "page": 1,
    "pages": 1,
    "total": 1,
    "url_of": "/checks?page={}".format,
    "feed_url": "/checks.atom",
    "json_url": "",
}
WAYS = {"home": "/", "checks": "/checks", "corrections": "/corrections", "methodology": "/how", "feed": "/checks.atom"}


def _url_for(_endpoint: str, filename: str) -> str:
    return f"/static/{filename}"


def render(name: str, **context: Any) -> str:
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    env.globals["url_for"] = _url_for
    return env.get_template(name).render(desk_name="Marrow Bay Courier", public_links=WAYS, **context)


def parse(html: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", "".join(parse(html).find("body").itertext()))


def test_check_stands_in_the_order_readers_look_for() -> None:
    text = words(render("public/claim.html", check=CHECK, jsonld=None))
    order = [
        "We had counted one visit twice",
        CHECK["claim"]["words"],
        "Oda Ferrante, member",
        ", 2 November 2026",
        "archived copy",
        "Our verdict: Mostly false",
        "She said so, and was told so",
        "Did she say it?",
        "Evidence: 2 independent origins",
        "2 reports trace back to it and count once",
        "no inspection was carried out",
        "The name of a clerk",
        "What speaks against our verdict",
        "She answered that she had trusted",
        "The register of 1998 to 2002 burnt",
        "Checked by",
        "Report an error",
        "Cite this",
        "CC BY 4.0",
    ]
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["public/claim.html", "public/article.html", "public/index.html"])
def test_public_pages_parse_strictly_and_carry_no_script_of_ours(name: str) -> None:
    html = render(name, check=CHECK, jsonld=None, story=STORY, **INDEX)
    tree = parse(html)
    assert len(tree.findall(".//h1")) == 1
    assert tree.findall(".//script") == []
    assert "hx-" not in html
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_bare_check_leaves_out_what_it_does_not_have() -> None:
    bare = copy.deepcopy(CHECK)
    for key in ("questions", "against", "withheld", "corrections", "versions"):
        bare[key] = []
    for key in ("reply", "licence", "attribution"):
        bare[key] = None
    for key in ("against_note", "limits", "would_change", "why", "editor", "digest"):
        bare[key] = ""
    bare["claim"] |= {"speaker": "", "where": "", "when": "", "first": None, "appearances": []}
    bare["links"] = {"corrections": ""}
    text = words(render("public/claim.html", check=bare, jsonld=None))
    assert "Nobody is named as having said it" in text
    for heading in ("Correction", "Withheld", "What speaks against", "What they answered", "What we do not know"):
        assert heading not in text.split("Marrow Bay Courier. We correct")[0].replace("Corrections How we check", "")


def test_older_version_says_so_and_is_not_indexed() -> None:
    html = render("public/claim.html", check=CHECK | {"state": "superseded", "newer": "/checks/k7f3"}, jsonld=None)
    assert 'content="noindex"' in html
    assert "This is an older version of this check" in words(html)


def test_hostile_words_stay_words_in_page_and_in_json_ld() -> None:
    check = copy.deepcopy(CHECK)
    check["claim"]["words"] = check["title"] = check["summary"] = check["cite"] = HOSTILE
    check["origins"][0]["name"] = check["origins"][0]["carriers"][0]["title"] = HOSTILE
    html = render("public/claim.html", check=check, jsonld={"claimReviewed": HOSTILE})
    tree = parse(html)
    (script,) = tree.findall(".//script")
    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text) == {"claimReviewed": HOSTILE}
    assert tree.find(".//h1").find(".//bdi").text == HOSTILE
    assert all(not key.startswith("on") for e in tree.iter() if isinstance(e.tag, str) for key in e.attrib)


def test_story_gives_totals_and_no_average() -> None:
    text = words(render("public/article.html", story=STORY))
    assert "1 not rated" in text
    assert "We give no average" in text


def test_empty_index_shows_the_way_back_only_when_filtered() -> None:
    filtered = words(render("public/index.html", **INDEX | {"checks": [], "total": 0}))
    assert "No check fits this. Show all checks" in filtered
    none_yet = INDEX | {"checks": [], "total": 0, "filters": INDEX["filters"] | {"any": False}}
    assert "Nothing is published yet" in words(render("public/index.html", **none_yet))
