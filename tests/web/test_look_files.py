"""Files of the look: contrast of the colours, vendored script, what no template may hold."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from tests.web.page_rules import STATIC, TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

TONES = ("good", "mild", "warn", "orange", "bad", "info", "violet", "neutral")
TEXT_ON = [
    *((f"{tone}-ink", f"{tone}-tint") for tone in TONES),
    *((f"{tone}-ink", ground) for tone in TONES for ground in ("sheet", "paper")),
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "sheet", "sunk")),
    *((ink, ground) for ink in ("link", "link-hover") for ground in ("paper", "sheet", "sunk")),
    *(("ink", f"{tone}-tint") for tone in TONES),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("ink", "hit"),
    ("ink", "select"),
    ("good-ink", "ins"),
    ("bad-ink", "del"),
    ("ink-2", "info-tint"),
]
SEEN_ON = [
    *((f"{tone}-line", ground) for tone in TONES for ground in ("sheet", "paper")),
    *(("focus", ground) for ground in ("paper", "sheet", "sunk")),
    *(("rule-strong", ground) for ground in ("paper", "sheet")),
    ("action", "sheet"),
]
QUOTED = re.compile(r"""<[a-zA-Z][^<>]*?\s[a-zA-Z-]+=(?!["'])""")
BANNED = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "inline style": re.compile(r"<style\b"),
    "inline script": re.compile(r"<script(?![^>]*(\ssrc=|application/ld\+json))"),
    "htmx that needs eval": re.compile(r"hx-on|js:|hx-trigger=\"[^\"]*\["),
    "json.dumps": re.compile(r"json\.dumps|\bdumps\("),
    "safe on a value": re.compile(r"[\w\])]\s*\|\s*safe"),
    "htmx 2 name": re.compile(r"hx-disabled-elt|hx-ext="),
}


def tokens() -> dict[str, tuple[str, str]]:
    css = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    top = css[: css.index('[data-theme="light"]')]
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", top)
    return {name: (light, dark) for name, light, dark in pairs}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_have_contrast_of_at_least_four_and_a_half(theme: int) -> None:
    colour = tokens()
    weak = {pair: contrast(colour[pair[0]][theme], colour[pair[1]][theme]) for pair in TEXT_ON}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_marks_borders_and_focus_have_contrast_of_at_least_three(theme: int) -> None:
    colour = tokens()
    weak = {pair: contrast(colour[pair[0]][theme], colour[pair[1]][theme]) for pair in SEEN_ON}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 3} == {}


def test_contrast_is_measured_as_the_guidelines_say() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_colours_live_in_the_tokens_only() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        # Paper is black on white, whatever the theme.
        if sheet.name in ("tokens.css", "print.css", "checking-copy.css"):
            continue
        css = re.sub(r"@media print \{.*", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r":\s*[^;{]*#[0-9a-f]{3,6}\b", css) == [], sheet.name


def test_vendored_htmx_is_the_file_its_readme_names() -> None:
    digest = hashlib.sha256((STATIC / "vendor" / "htmx.min.js").read_bytes()).hexdigest()
    readme = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    assert f"| 4.0.1 | `{digest}` |" in readme
    assert digest == "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


def test_our_script_stays_small_and_keeps_nothing_in_the_browser() -> None:
    script = (STATIC / "desk.js").read_text(encoding="utf-8")
    assert len(script.encode()) <= 4608
    for name in ("desk.js", "choose-words.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|eval\(|Function\(|localStorage|sessionStorage|indexedDB|document\.cookie", text
        )


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_template_quotes_its_attributes_and_holds_nothing_the_policy_drops(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    bare = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "x", source, flags=re.DOTALL), flags=re.DOTALL)
    assert QUOTED.findall(re.sub(r"\"[^\"]*\"", '""', bare)) == []
    assert [name for name, pattern in BANNED.items() if pattern.search(source)] == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("style attribute", '<p style="x">'),
        ("handler", '<p onclick="x">'),
        ("inline script", "<script>x()</script>"),
        ("safe on a value", "{{ claim.words|safe }}"),
        ("htmx that needs eval", '<p hx-trigger="click[ctrlKey]">'),
    ],
)
def test_the_template_rules_catch_what_they_name(name: str, source: str) -> None:
    assert BANNED[name].search(source)
    assert QUOTED.findall("<input value=x>")
