"""The ledger of the right of reply."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.errors import InvalidInput, NotFound, StaleWrite
from factcheck.models.base import utc_now
from factcheck.services.reply_track import (
    ReplyState,
    ReplyValues,
    add_reply,
    edit_reply,
    list_replies,
    reply_state,
    suggest_replies,
)
from factcheck.text.criticism import criticised
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def test_a_named_person_beside_critical_words_is_suggested() -> None:
    assert criticised("The auditors say Mara Lind concealed the cost") == (("Mara Lind",), ("concealed",))
    assert criticised("Mara Lind opened the harbour") == ((), ())
    assert criticised("the report was misleading") == ((), ())


def test_suggested_claims_leave_the_list_when_they_are_in_the_ledger(world: World) -> None:
    world.claim.statement = "Mara Lind misled the board"
    world.session.flush()
    suggested = suggest_replies(world.session, world.article.id)
    assert [item.claim.id for item in suggested] == [world.claim.id]
    add_reply(world.session, world.person("cleo"), world.article.id, ReplyValues("Mara Lind", claim_id=world.claim.id))
    assert suggest_replies(world.session, world.article.id) == []


def test_a_line_goes_from_to_ask_to_answered(world: World) -> None:
    now = utc_now()
    cleo = world.person("cleo")
    row = add_reply(world.session, cleo, world.article.id, ReplyValues("Mara Lind"))
    assert reply_state(row) is ReplyState.TO_ASK
    asked = ReplyValues("Mara Lind", asked_at=now, how="by mail", deadline_at=now + timedelta(hours=3))
    edit_reply(world.session, cleo, row.id, asked, version=row.version)
    assert reply_state(row) is ReplyState.ASKED
    late = ReplyValues(
        "Mara Lind", asked_at=now - timedelta(days=2), how="by mail", deadline_at=now - timedelta(days=1)
    )
    edit_reply(world.session, cleo, row.id, late, version=row.version)
    assert reply_state(row) is ReplyState.OVERDUE
    answered = ReplyValues("Mara Lind", asked_at=now, how="by mail", answer="That is not so.", place="Paragraph 4")
    edit_reply(world.session, cleo, row.id, answered, version=row.version)
    assert reply_state(row) is ReplyState.ANSWERED
    assert row.answered_at is not None
    assert [item.place for item in list_replies(world.session, world.article.id)] == ["Paragraph 4"]


def test_what_makes_no_sense_is_refused_at_its_field(world: World) -> None:
    now = utc_now()
    for values, field in (
        (ReplyValues(" "), "who"),
        (ReplyValues("Mara", asked_at=now), "how"),
        (ReplyValues("Mara", answer="No"), "asked_at"),
        (ReplyValues("Mara", declined=True), "asked_at"),
        (ReplyValues("Mara", asked_at=now, how="mail", deadline_at=now), "deadline_at"),
    ):
        with pytest.raises(InvalidInput) as caught:
            add_reply(world.session, world.person("cleo"), world.article.id, values)
        assert caught.value.field == field
    with pytest.raises(NotFound):
        add_reply(world.session, world.person("cleo"), world.article.id, ReplyValues("Mara", claim_id=99_999))


def test_a_stale_line_is_refused_with_both_texts(world: World) -> None:
    row = add_reply(world.session, world.person("cleo"), world.article.id, ReplyValues("Mara Lind"))
    seen = row.version
    edit_reply(world.session, world.person("cass"), row.id, ReplyValues("Mara K. Lind"), version=seen)
    with pytest.raises(StaleWrite) as caught:
        edit_reply(world.session, world.person("cleo"), row.id, ReplyValues("M. Lind"), version=seen)
    clash = caught.value.clashes[0]
    assert (clash.base, clash.theirs, clash.mine) == ("Mara Lind", "Mara K. Lind", "M. Lind")
