"""Every state of the domain has a word, a tone and a symbol on the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.domain.articles import ArticleState
from factcheck.domain.captures import CaptureState
from factcheck.domain.challenges import ChallengeState
from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import ChangeState, LineState, QueryState
from factcheck.domain.evidence import Stance, SuggestionState
from factcheck.domain.jobs import JobState
from factcheck.domain.verdicts import Disposition, Tone, VerdictState
from factcheck.models.publication import CorrectionClass
from tests.web.page_rules import STATIC, TEMPLATES, environment

if TYPE_CHECKING:
    from enum import StrEnum

KINDS: list[tuple[str, type[StrEnum]]] = [
    ("claim", ClaimState),
    ("article", ArticleState),
    ("disposition", Disposition),
    ("stance", Stance),
    ("capture", CaptureState),
    ("job", JobState),
    ("verdict", VerdictState),
    ("suggestion", SuggestionState),
    ("query", QueryState),
    ("line", LineState),
    ("change", ChangeState),
    ("challenge", ChallengeState),
    ("correction", CorrectionClass),
]


def words() -> Any:
    return environment().get_template("components/words.html").make_module()


@pytest.mark.parametrize(("kind", "states"), KINDS, ids=[kind for kind, _ in KINDS])
def test_each_state_has_its_word(kind: str, states: type[StrEnum]) -> None:
    table = words().tables[kind]
    assert [state for state in states if state not in table] == []
    assert len({entry[0] for entry in table.values()}) == len(table), "two states of one kind share a word"


def test_each_word_has_a_tone_and_an_icon_that_exist() -> None:
    icons = (TEMPLATES / "components" / "icons.html").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^  \('([\w-]+)', '", icons, flags=re.MULTILINE))
    for table in words().tables.values():
        for _, tone, icon in table.values():
            assert tone in set(Tone)
            assert icon in drawn


def test_marks_of_a_claim_tell_states_apart_without_colour() -> None:
    module = words()
    looks = {state: (module.symbol_of(state), module.line_of(state)) for state in ClaimState}
    assert set(looks) <= set(module.symbols)
    assert len(set(looks.values())) == len(looks)


def test_each_tone_of_a_rating_is_drawn() -> None:
    css = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    assert [tone for tone in Tone if f".tone-{tone} {{" not in css] == []


def test_a_rating_row_and_a_published_rating_look_the_same() -> None:
    module = words()
    row = {"label": "Half true", "symbol": "◐", "colour": "warn"}
    published = {"label": "Half true", "symbol": "◐", "tone": "warn"}
    assert str(module.verdict(row)) == str(module.verdict(published))
    assert "tone-warn" in str(module.verdict(row))
