"""Each event says what changed, word by word, for every kind of event there is; what is confidential stays closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.evidence import OriginKind
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Claim, Event, Person
from factcheck.services.article_create import ArticleBrief
from factcheck.services.article_edit import edit_article
from factcheck.services.claim_edit import edit_claim
from factcheck.services.claim_history import article_history, claim_history, recent_history
from factcheck.services.event_changes import changes_of, words_of
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import log_evidence
from factcheck.services.origin_find import OriginChoice
from factcheck.services.origin_move import move_to_origin
from tests.copy_kit import bring_in, claim_with, hidden_call
from tests.proof.desk import desk_at_work

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.services.claim_history import Told
    from tests.conftest import People


def event(action: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Event:
    return Event(action=action, before=before, after=after, object_kind="claim", object_id=1, actor="Ana")


def test_a_change_is_shown_word_by_word() -> None:
    (change,) = changes_of(event("claim.edited", {"statement": "Nine people died."}, {"statement": "Ten people died."}))
    assert change.name == "statement"
    assert change.runs == (("-", "Nine"), ("+", "Ten"), ("=", " people died."))


def test_an_edit_tells_only_what_it_changed() -> None:
    found = changes_of(
        event("evidence.edited", {"note": "old"}, {"note": "new", "title": "Same as ever", "version": 3})
    )
    assert [one.name for one in found] == ["note"]
    # What is set for the first time is all new.
    found = changes_of(event("evidence.logged", None, {"note": "new", "title": "T", "version": 1}))
    assert [(one.name, one.runs) for one in found] == [("note", (("+", "new"),)), ("title", (("+", "T"),))]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (["CNN", "Woodward"], "CNN, Woodward"),
        ([{"key": "true", "value": 5}, {"key": "false", "value": None}], "key: true; value: 5\nkey: false; value: "),
        ({"page": "2"}, "page: 2"),
        ("sealed:" + "a" * 64, "(confidential)"),
        (0, "0"),
        ("to_check", "to check"),
        ("A_name they_wrote", "A_name they_wrote"),
        ("<b>", "<b>"),
    ],
)
def test_values_of_the_log_in_words(value: Any, words: str) -> None:
    assert words_of(value) == words


def test_a_sealed_value_that_changed_says_so_and_no_more() -> None:
    before, after = {"note": "sealed:" + "a" * 64}, {"note": "sealed:" + "b" * 64}
    (change,) = changes_of(event("evidence.edited", before, after))
    assert change.runs == (("-", "(confidential)"), ("+", "(confidential)"))


def test_of_a_long_text_only_what_is_near_a_change_is_shown() -> None:
    words = " ".join(f"word{number}" for number in range(500))
    (change,) = changes_of(
        event("claim.edited", {"statement": words}, {"statement": words.replace("word250", "other")})
    )
    told = "".join(text for _, text in change.runs)
    assert "other" in told
    assert len(told) < 500
    (huge,) = changes_of(event("query.answered", {"answer": ""}, {"answer": "x" * 30_000}))
    assert len(huge.runs[0][1]) < 5_000


def test_every_kind_of_event_shows_what_it_holds(database: Database, settings: Settings) -> None:
    desk = desk_at_work(database, DiskBlobs(settings.blob_dir), settings)
    with database.read() as session:
        events = session.scalars(select(Event).where(Event.article_id == desk.article_id)).all()
        assert len({one.action for one in events}) > 25
        for one in events:
            before, after = one.before or {}, one.after or {}
            differs = {name for name in {*before, *after} if before.get(name) != after.get(name)} - {"version"}
            told = {name for name in differs if words_of(before.get(name)) or words_of(after.get(name))}
            if one.action.endswith(".edited"):
                told &= before.keys()
            assert {change.name for change in changes_of(one)} == {name.replace("_", " ") for name in told}, one.action


def test_an_edited_article_says_from_what_to_what(session: Session, people: People) -> None:
    eda = session.get_one(Person, people.eda)
    article, _ = bring_in(session, people)
    brief = ArticleBrief(title=article.title, confidential=True)
    edit_article(session, eda, article.id, version=article.version, brief=brief, outside_allowed=False)
    told = recent_history(session)[0]
    assert told.what == "edited the article’s confidential, outside allowed"
    assert told.text == "confidential: no → yes; outside allowed: yes → no"
    assert [change.name for change in told.changes] == ["confidential", "outside allowed"]


def all_words(told: list[Told]) -> str:
    return " ".join(f"{one.text} {' '.join(text for change in one.changes for _, text in change.runs)}" for one in told)


def assert_kept(session: Session, claim: Claim, name: str) -> None:
    for told in (
        list(claim_history(session, claim.id).events),
        list(article_history(session, claim.article_id).events),
        recent_history(session),
    ):
        assert name not in all_words(told)
        assert "(confidential)" in all_words(told)


def test_evidence_that_became_confidential_is_kept_out_of_histories(session: Session, people: People) -> None:
    eda = session.get_one(Person, people.eda)
    article, _ = bring_in(session, people)
    claim: Claim = claim_with(session, article, "killed nine")
    edit_claim(session, eda, claim.id, version=claim.version, statement="It fell on nine.", kind=claim.kind, chain=[])
    values = replace(hidden_call(), confidential=False)
    row = log_evidence(session, eda, claim.id, values)
    # The twin: as long as it is open, all of the desk reads it.
    assert "Hidden Heron" in all_words(list(claim_history(session, claim.id).events))
    assert "Hidden Heron" in [one.text for one in recent_history(session) if one.what == "named an origin"]
    edit_evidence(session, eda, row.id, replace(values, confidential=True), version=row.version)
    assert_kept(session, claim, "Hidden Heron")
    # Nor is the name told again where the evidence is put elsewhere.
    move_to_origin(session, eda, row.id, OriginChoice(kind=OriginKind.PERSON, name="A clerk"))
    assert_kept(session, claim, "Hidden Heron")
    assert "It fell on nine." in all_words(list(claim_history(session, claim.id).events))
