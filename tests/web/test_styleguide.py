"""Every macro renders ordinary, long, empty and hostile words into a page that keeps the rules."""

from __future__ import annotations

import pytest

from tests.web.page_rules import DESK, HOSTILE, SampleForm, environment, parse, problems, styleguide


def test_style_guide_keeps_the_rules_of_every_page() -> None:
    assert problems(styleguide()) == []


@pytest.mark.parametrize("theme", ["", "light", "dark", "contrast"])
def test_theme_and_keys_stand_on_the_root(theme: str) -> None:
    html = styleguide(theme=theme, keys_on=False)
    root = parse(html)
    assert root.get("data-theme", "") == theme
    assert root.get("data-keys") == "off"


def test_hostile_words_are_text_wherever_they_stand() -> None:
    html = styleguide()
    tree = parse(html)
    assert html.count("<script>") == 0
    assert "".join(tree.find("body").itertext()).count(HOSTILE) > 20
    assert all("onmouseover" not in e.attrib for e in tree.iter() if isinstance(e.tag, str))


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('<p style="color:red">x</p>', "p style"),
        ('<p onclick="x()">x</p>', "p onclick"),
        ("<style>p{}</style>", "inline style"),
        ("<script>x()</script>", "inline script"),
        ('<i id="main"></i>', "id twice: main"),
        ("<h1>Second</h1>", "h1: 2"),
        ('<form method="post"></form>', "form without action"),
        ('<label for="nobody">x</label>', "for points nowhere: nobody"),
        ("<p><div></p>", "parse: "),
    ],
)
def test_the_rules_catch_a_page_that_breaks_them(broken: str, named: str) -> None:
    page = '{% extends "base.html" %}{% block main %}<h1>T</h1>' + broken + "{% endblock %}"
    html = environment().from_string(page).render()
    assert any(problem.startswith(named) for problem in problems(html))


def test_error_summary_takes_the_focus_and_reaches_each_field() -> None:
    tree = parse(styleguide())
    (summary,) = tree.findall(".//*[@class='error-summary']")
    assert summary.get("autofocus") is not None
    ids = {e.get("id") for e in tree.iter()}
    links = [a.get("href") for a in summary.findall(".//a")]
    assert links
    assert all(link.lstrip("#") in ids for link in links)
    field = next(e for e in tree.iter() if e.get("id") == "notes")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "notes-hint notes-error"
    assert tree.find(".//title").text.startswith("Error: Style guide")


def test_untouched_form_shows_no_error() -> None:
    env = environment()
    macros = env.get_template("components/forms.html").make_module()
    form = SampleForm()
    assert str(macros.error_summary(form)) == ""  # type: ignore[attr-defined]  # a macro of the template
    assert "aria-invalid" not in str(macros.field(form.name))  # type: ignore[attr-defined]  # a macro of the template


def test_base_page_without_a_person_offers_sign_in_and_no_search() -> None:
    env = environment()
    page = env.from_string(
        '{% extends "base.html" %}{% block title %}T{% endblock %}{% block main %}<h1>T</h1>{% endblock %}'
    )
    html = page.render()
    assert problems(html) == []
    assert "Sign in" in html
    assert 'role="search"' not in html
    assert "<aside" not in html


def test_form_level_error_stands_in_the_summary() -> None:
    form = SampleForm()
    form.form_errors.append("The address or the password is wrong.")
    macros = environment().get_template("components/forms.html").make_module()
    summary = str(macros.error_summary(form))  # type: ignore[attr-defined]  # a macro of the template
    assert "<li>The address or the password is wrong.</li>" in summary


def test_error_page_keeps_the_rules_and_what_was_typed() -> None:
    error = environment().get_template("error.html")
    html = error.render(
        status=503,
        heading="The desk is busy",
        sentence="Wait a moment.",
        missing=("A line is open",),
        typed=[("note", f"\n{HOSTILE}")],
        error_id="7f3a",
        signed_in=True,
    )
    assert problems(html) == []
    (kept,) = parse(html).findall(".//textarea")
    assert kept.text == f"\n{HOSTILE}"


def test_draft_text_joined_is_the_draft() -> None:
    tree = parse(styleguide())
    box = next(e for e in tree.iter() if isinstance(e.tag, str) and e.get("data-draft-text") is not None)
    for parent in box.iter():
        for child in [c for c in parent if c.get("data-not-text") is not None]:
            child.text = ""
            for inner in list(child):
                child.remove(inner)
    unbroken = "Donaudampfschifffahrts" * 12
    assert "".join(box.itertext()) == (
        "The harbour tram that nobody 🚋 ordered\n\n"
        f"“We were told the pilings had been inspected every spring,” she said. {HOSTILE}\n\n"
        f"Car 3 at Salt Steps.\n{unbroken}"
    )


def test_nav_is_what_the_view_gives() -> None:
    html = environment().from_string('{% extends "base.html" %}{% block main %}<h1>T</h1>{% endblock %}').render(**DESK)
    assert 'aria-current="page" data-key="g d">Desk</a>' in html
    assert "Admin" not in html


def test_chosen_claim_is_shown_whole_also_where_another_lies_on_it() -> None:
    tree = parse(styleguide())
    chosen = ["".join(e.itertext()) for e in tree.iter("mark") if e.get("data-chosen") is not None]
    assert chosen == ["We were told ", "the pilings had been inspected", " every spring"]
    current = [a for a in tree.iter("a") if a.get("aria-current") == "true"]
    assert {a.get("href") for a in current} == {"?claim=7#claim-card"}
