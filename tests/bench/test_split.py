"""The bench of the splitter: an article without repeats, and two checkouts asked in turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bench import split
from factcheck.text import analyse

if TYPE_CHECKING:
    import pytest


def test_no_sentence_of_the_made_up_article_stands_twice() -> None:
    told = analyse(split.article(3000))
    assert len(told.passages) > 100
    assert not any(passage.repeat_of for passage in told.passages)
    assert {finding.kind for finding in told.findings}.isdisjoint({"name_variant", "repeated_passage"})


def test_two_checkouts_are_asked_in_turn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(split, "ROUNDS", 1)
    split.against(Path.cwd(), [("a sentence", "The mayor sold nine boats.")])
    assert "times as fast" in capsys.readouterr().out
