"""Rules of the house: what a newcomer may rely on everywhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory

from factcheck.config import Settings
from factcheck.domain.permissions import Action
from factcheck.migrate import alembic_config
from factcheck.web.access import PUBLIC, permission_of

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
CODE = {".py", ".html", ".css", ".js"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_route_names_a_permission(app: Flask) -> None:
    bare = [rule.endpoint for rule in app.url_map.iter_rules() if permission_of(rule.endpoint, app) is None]
    assert not bare
    assert all(
        isinstance(permission_of(rule.endpoint, app), Action) or permission_of(rule.endpoint, app) == PUBLIC
        for rule in app.url_map.iter_rules()
    )


def test_every_parameter_of_an_address_has_a_type(app: Flask) -> None:
    untyped = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and re.search(r"<[^:>]+>", rule.rule)
    ]
    assert not untyped


def test_every_template_compiles(app: Flask) -> None:
    names = app.jinja_env.list_templates()
    assert names
    for name in names:
        app.jinja_env.get_template(name)


def test_84_templates_hold_no_inline_code_and_quote_every_attribute() -> None:
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        spoken = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for number, line in enumerate(spoken.splitlines(), 1):
            if re.search(r"\son[a-z]+=|\sstyle=|javascript:|\|\s*safe\b|hx-on|json\.dumps", line):
                wrong.append(f"{path.name}:{number}")
            if re.search(r"<[^>]*\s[a-z-]+=\{\{", line):
                wrong.append(f"{path.name}:{number} unquoted")
    assert not wrong


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`FACTCHECK_{name.upper()}`" not in text]
    assert not missing
    known = {f"FACTCHECK_{name.upper()}" for name in Settings.model_fields}
    stale = set(re.findall(r"`(FACTCHECK_[A-Z0-9_]+)`", text)) - known
    assert not stale


def test_no_file_is_over_500_lines() -> None:
    long = [
        path.name
        for path in tracked()
        if path.suffix in CODE and "vendor" not in path.parts and len(path.read_text("utf-8").splitlines()) > 500
    ]
    assert not long


def test_there_is_one_migration_head_and_the_file_names_it() -> None:
    heads = ScriptDirectory.from_config(alembic_config("sqlite://")).get_heads()
    assert [(ROOT / "migrations" / ".current-head").read_text(encoding="ascii").strip()] == heads


def test_migrations_import_no_models() -> None:
    for path in (ROOT / "migrations" / "versions").glob("*.py"):
        assert "factcheck" not in path.read_text(encoding="utf-8"), path.name


#: Rows of the list of attacks that another row's test holds, or that have nothing to meet here, and why.
NOT_BY_NUMBER = {
    93: "the vectors of rows 77 to 92 in a browser: tests/browser",
}


def test_each_row_of_the_list_of_attacks_has_a_test_that_names_it() -> None:
    """Names carry the numbers: test_row_41_…, test_100_…, test_77_81_91_…."""
    covered: set[int] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for numbers in re.findall(r"def test_(?:row_)?(\d{1,3}(?:_\d{1,3})*)_", path.read_text(encoding="utf-8")):
            covered |= {int(number) for number in numbers.split("_")}
    assert not set(range(1, 132)) - covered - set(NOT_BY_NUMBER)


EXCEPTION = re.compile(r"# (?:noqa|type: ignore|pragma: no cover)\b[^#]*")
REASON = re.compile(r"# (?:noqa: [A-Z0-9, ]+ - |pragma: no cover - |type: ignore\[[a-z, -]+\] +# ?)\w")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x = 1  # noqa: S105 - the name of a key", True),
        ("x = 1  # type: ignore[misc]  # the library carries no types", True),
        ("x = 1  # noqa: S105", False),
        ("x = 1  # type: ignore[misc]", False),
        ("x = 1  # type: ignore", False),
        ("x = 1  # pragma: no cover", False),
    ],
)
def test_an_exception_without_a_reason_is_seen(line: str, said: bool) -> None:
    assert bool(EXCEPTION.search(line))
    assert bool(REASON.search(line)) is said


def test_every_exception_of_the_linters_says_why() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".py" and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if EXCEPTION.search(line) and not REASON.search(line)
    ]
    assert not bare


def test_pages_read_through_the_reading_of_their_request() -> None:
    found = [path.name for path in (ROOT / "factcheck" / "web").rglob("*.py") if ".db.read(" in path.read_text()]
    assert found == ["desk.py"]


def test_lock_files_name_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


#: A group that is repeated possessively: "(ab)*+"; an escaped bracket is a single sign, and "()*+" a list of signs.
POSSESSIVE_GROUP = re.compile(r"(?<![\\(])\)(?:[*+?]|\{[\d,]+\})\+")


def test_no_pattern_repeats_a_group_possessively() -> None:
    # Python 3.11.0 to 3.11.4, which stable systems still carry, matches those wrongly; single signs are safe.
    wrong = [
        f"{path}: {found[0]}"
        for path in (ROOT / "factcheck").rglob("*.py")
        for found in POSSESSIVE_GROUP.finditer(path.read_text("utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("pattern", "found"), [(r"(?:ab)*+", True), (r"(a|b){2,3}+", True), (r"[)]*+", False), (r"\)*+", False)]
)
def test_the_twin_sees_a_group_and_no_single_sign(pattern: str, *, found: bool) -> None:
    assert bool(POSSESSIVE_GROUP.search(pattern)) is found
