"""What the tests of pages share: an environment without Flask, and what every page must keep to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField, validators
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than WTForms 3.3

from factcheck.web.frame import one_way

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


HOSTILE = "\"><script>alert(1)</script><b onmouseover='x'> </textarea></title> {{ 7*7 }} &amp;"


class Person:
    name = "Ada Okafor-Lindqvist"
    role = "Checker"
    initials = "AO"


class SampleForm(Form):
    name = StringField("Name", [validators.InputRequired("Give a name")])
    notes = TextAreaField(
        "Notes", [validators.Length(min=3, message="Write three characters")], description="What you saw"
    )
    confidential = BooleanField("Confidential", description="Never leaves the desk")
    rating = RadioField(
        "Is it so?",
        [validators.InputRequired("Choose one")],
        choices=[SelectChoice("true", "True"), SelectChoice("false", "False")],
    )


DESK: dict[str, Any] = {
    "desk_name": "Marrow Bay Courier",
    "current_user": Person,
    "nav": [
        {"label": "Desk", "href": "/", "current": True, "count": None, "key": "g d"},
        {"label": "My queue", "href": "/queue", "current": False, "count": 7, "key": "g q"},
    ],
    "version": "0.1",
    "chain_head": "9f3ac1d27be04155",
}


def environment(static_base: str = "/static") -> Environment:
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)

    def url_for(_endpoint: str, filename: str) -> str:
        return f"{static_base}/{filename}"

    env.globals.update(url_for=url_for, csrf_token=lambda: "token")
    env.filters["one_way"] = one_way
    return env


def styleguide(static_base: str = "/static", **context: Any) -> str:
    form = SampleForm()
    form.validate()
    blank = SampleForm(prefix="blank-")
    page = environment(static_base).get_template("styleguide.html")
    return page.render(**DESK | {"form": form, "blank_form": blank, "page_errors": True, "hostile": HOSTILE} | context)


def parse(html: str) -> Any:
    return html5lib.parse(html, namespaceHTMLElements=False)


def problems(html: str) -> list[str]:
    """Name what breaks the rules that every page keeps to; an empty list is a good page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    found = [f"parse: {code} {detail}" for _, code, detail in parser.errors]
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    ids = [e.get("id") for e in elements if e.get("id")]
    found += [f"id twice: {i}" for i in sorted({i for i in ids if ids.count(i) > 1})]
    headings = sum(e.tag == "h1" for e in elements)
    if headings != 1:
        found.append(f"h1: {headings}")
    for e in elements:
        found += [f"{e.tag} {name}" for name in e.attrib if name == "style" or name.startswith("on")]
        if e.tag == "style" or (e.tag == "script" and not e.get("src") and e.get("type") != "application/ld+json"):
            found.append(f"inline {e.tag}")
        if e.tag == "form" and not e.get("action") and e.get("method") != "dialog":
            found.append("form without action")
        found += [
            f"{name} points nowhere: {target}"
            for name in ("for", "aria-labelledby", "aria-describedby")
            for target in (e.get(name) or "").split()
            if target not in ids
        ]
    return found
