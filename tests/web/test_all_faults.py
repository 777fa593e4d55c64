"""A form that is wrong in several places says so of all of them at once: on top, and at each field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.verdicts import Tone
from tests.verdict_world import build_world
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def claim(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        world = build_world(session, people)
        world.hold(world.claim)
        return world.claim.id


def faults(page: str) -> tuple[list[str], int]:
    """Return (fields that the summary on top leads to, how many fields say what is wrong)."""
    summary = page.split('class="error-summary"')[1].split("</ul>", maxsplit=1)[0]
    return re.findall(r'href="#([^"]+)"', summary), page.count('class="field-error"')


def test_an_empty_verdict_is_told_all_that_it_lacks(sign_in: Enter, claim: int) -> None:
    cleo = sign_in("cleo")
    page = f"/claims/{claim}/verdict"
    fields = {"verdict-version": value_of(cleo.get(page).text, "verdict-version"), "verdict-disposition": "must_fix"}
    answer = send(cleo, page, **fields, **{"verdict-limits": "x" * 5_000})
    assert answer.status_code == 422
    names = ["attribution_rating_id", "content_rating_id", "rationale", "fix_before", "limits", "evidence_ids"]
    there, said = faults(answer.text)
    assert {name.removeprefix("verdict-").removesuffix("-0") for name in there} == set(names)
    assert said == len(names)
    assert all(f'id="{name}"' in answer.text for name in there)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("page", {"stance-0", "url"}),
        ("book", {"stance-0", "title", "author", "page"}),
        ("call", {"stance-0", "who", "outcome_1"}),
        ("dataset", {"stance-0", "title", "query"}),
    ],
)
def test_evidence_is_told_all_that_it_lacks(sign_in: Enter, claim: int, kind: str, wrong: set[str]) -> None:
    cleo = sign_in("cleo")
    home = f"/claims/{claim}?kind={kind}"
    answer = send(cleo, home, f"/claims/{claim}/evidence", kind=kind, version="0", origin_id="", title="")
    assert answer.status_code == 422
    there, said = faults(answer.text)
    assert set(there) == wrong
    assert said == len(wrong)


def test_other_forms_of_several_fields(sign_in: Enter, claim: int) -> None:
    eda, ada = sign_in("eda"), sign_in("ada")
    question = send(eda, "/articles/1/queries", **{"ask-claim": str(claim)})
    assert len(faults(question.text)[0]) == 2
    line = send(eda, "/articles/1/replies", version="0", asked_at="2026-03-04T10:00", deadline_at="2026-03-03T10:00")
    assert set(faults(line.text)[0]) >= {"who", "how", "deadline_at"}
    change = send(eda, "/articles/1/changes", before="no such words", after="x")
    assert len(faults(change.text)[0]) >= 2
    person = send(ada, "/admin/people", name="x" * 200, email="nowhere", role="checker")
    assert set(faults(person.text)[0]) == {"name", "email"}


def test_a_new_article_with_a_wrong_date_and_no_text(sign_in: Enter) -> None:
    answer = send(sign_in("eda"), "/articles/new", "/articles", published_on="soon", title="x" * 301, language="en")
    there, _ = faults(answer.text)
    assert {"published_on", "text", "title"} <= set(there)


def test_a_scale_is_told_all_that_is_wrong_at_its_fields(sign_in: Enter, claim: int) -> None:
    ada = sign_in("ada")
    page = "/admin/scales/public"
    assert claim
    fields = {"number": value_of(ada.get(page).text, "number"), "name": " "}
    for n, (key, label, value) in enumerate([("true", "True", "5"), ("True!", "True", "9"), ("false", "", "x")]):
        fields |= {f"r{n}-place": str(n + 1), f"r{n}-key": key, f"r{n}-label": label, f"r{n}-value": value}
        fields |= {f"r{n}-definition": "It is so.", f"r{n}-symbol": "!", f"r{n}-colour": Tone.INFO.value}
    answer = send(ada, page, **fields)
    assert answer.status_code == 422
    there, said = faults(answer.text)
    assert set(there) == {"scale-name", "r1-key", "r1-value", "r1-label", "r2-label", "r2-value"}
    assert said == len(there)
    assert all(f'id="{name}"' in answer.text for name in there)
    assert "Ratings 1 and 2 have the same label." in answer.text


def test_a_rule_is_told_all_that_is_wrong_at_its_fields(sign_in: Enter) -> None:
    ada = sign_in("ada")
    fields = {"number": "0", "key": "No key", "words": "", "claim_kind": "nothing", "second_check": "perhaps"}
    answer = send(ada, "/admin/policy", **fields, **{"w1-origins": "99", "w3-primary": "88", "dispute": "editor"})
    assert answer.status_code == 422
    there, said = faults(answer.text)
    assert there == ["rule-key", "rule-words", "rule-kind", "rule-second", "way-1", "way-3"]
    assert said == len(there)
    assert all(f'id="{name}"' in answer.text for name in there)


def test_settings_are_told_all_that_is_wrong(sign_in: Enter) -> None:
    cleo = sign_in("cleo")
    fields = {"version": value_of(cleo.get("/settings").text, "version"), "name": "", "zone": "Nowhere/Land"}
    answer = send(cleo, "/settings", **fields, key_next="k", key_previous="k", theme="", density="", keys_on="y")
    assert answer.status_code == 422
    there, said = faults(answer.text)
    assert set(there) == {"name", "zone", "key_previous"}
    assert said == len(there)


@pytest.mark.parametrize(
    ("way", "wrong"),
    [("file", {"file", "title", "note"}), ("text", {"title", "text", "outlet", "note"})],
)
def test_a_document_is_told_all_that_it_lacks(sign_in: Enter, way: str, wrong: set[str]) -> None:
    eda = sign_in("eda")
    title = "x" * 900 if way == "file" else " "
    answer = send(eda, "/documents", way=way, title=title, note="x" * 3_000, text=" ", outlet="x" * 400)
    assert answer.status_code == 422
    there, said = faults(answer.text)
    assert set(there) == wrong
    assert said == len(there)
