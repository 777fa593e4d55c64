from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import EntryPoint

import pytest

from factcheck.text import analyse, splitters
from factcheck.text.model import Analysis

TEXT = "Boats return\n\nWalter Pimm sold nine boats in May, Ada Quill said. “It is true,” he said."


def _installed(monkeypatch: pytest.MonkeyPatch, change: Callable[[Analysis], Analysis]) -> None:
    def own(text: str, *, published: date | None = None, language: str = "en") -> Analysis:
        return change(analyse(text, published=published, language=language))

    point = EntryPoint("desk", "nowhere:own", splitters.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _self: own)
    monkeypatch.setattr(splitters, "entry_points", lambda group: [point] if group == splitters.GROUP else [])


def test_the_built_in_is_the_default() -> None:
    split = splitters.split_with(splitters.BUILT_IN, TEXT)
    assert split.splitter == splitters.BUILT_IN
    assert split.trouble == ""


def test_an_installed_splitter_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, lambda done: replace(done, claims=done.claims[:1]))
    split = splitters.split_with("desk", TEXT)
    assert splitters.names() == [splitters.BUILT_IN, "desk"]
    assert split.splitter == "desk"
    assert len(split.analysis.claims) == 1


def _shift(done: Analysis) -> Analysis:
    return replace(done, passages=tuple(replace(p, start=p.start + 3) for p in done.passages))


def _misquote(done: Analysis) -> Analysis:
    claims = tuple(replace(c, quote=replace(c.quote, exact="Never")) if c.quote else c for c in done.claims)
    return replace(done, claims=claims)


def _stray(done: Analysis) -> Analysis:
    return replace(done, claims=(replace(done.claims[0], start=0, end=len(TEXT)),))


def _broken(_done: Analysis) -> Analysis:
    raise RuntimeError("model gone")


@pytest.mark.parametrize("change", [_shift, _misquote, _stray, _broken])
def test_an_answer_that_does_not_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Analysis], Analysis]
) -> None:
    _installed(monkeypatch, change)
    split = splitters.split_with("desk", TEXT)
    assert split.splitter == splitters.BUILT_IN
    assert "desk" in split.trouble
    assert split.analysis == analyse(TEXT)


def test_a_splitter_that_is_not_installed_is_told_of() -> None:
    split = splitters.split_with("missing", TEXT)
    assert "built-in" in split.trouble
    assert split.analysis == analyse(TEXT)
