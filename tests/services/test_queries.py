"""Questions to the reporter, sources and legal, and the guest link that opens only their lines."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.desk_rules import NoticeKind, QueryState, QueryTo
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, StaleWrite, WrongState
from factcheck.domain.jobs import JobKind
from factcheck.models import AuthorQuery, Event, GuestLink, Job, Notice
from factcheck.models.base import utc_now
from factcheck.services.guest_link import LinkState, answer_as_guest, make_link, note_opened, open_link, revoke_link
from factcheck.services.query_answer import Answer, Says, answer_query, close_query, withdraw_query
from factcheck.services.query_ask import ask_query
from factcheck.services.query_list import open_queries
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def ask(world: World, question: str = "Which minutes?", by: str = "cleo") -> AuthorQuery:
    return ask_query(world.session, world.person(by), world.claim.id, to=QueryTo.AUTHOR, question=question)


def link_to(world: World, *rows: AuthorQuery) -> tuple[GuestLink, str]:
    ids = [row.id for row in rows]
    return make_link(world.session, world.person("cleo"), world.article.id, ids, name="Ivo Sand", days=7)


def test_a_question_is_open_until_it_is_answered_or_withdrawn(world: World) -> None:
    first, second = ask(world), ask(world, "Since when?")
    assert world.session.scalar(open_queries(world.article.id)) == 2
    cleo = world.person("cleo")
    answer_query(world.session, cleo, first.id, Answer(Says.RIGHT), by="Ivo Sand", version=first.version)
    withdraw_query(world.session, cleo, second.id)
    assert world.session.scalar(open_queries(world.article.id)) == 0
    assert close_query(world.session, world.person("cass"), first.id).state is QueryState.CLOSED


def test_a_question_needs_words_and_somebody_to_ask(world: World) -> None:
    with pytest.raises(InvalidInput, match="Write the question"):
        ask(world, "  ")
    with pytest.raises(InvalidInput, match="whom"):
        ask_query(world.session, world.person("cleo"), world.claim.id, to=None, question="Well?")


def test_not_right_says_what_is_not(world: World) -> None:
    row = ask(world)
    with pytest.raises(InvalidInput, match="what is not right"):
        answer_query(world.session, world.person("cleo"), row.id, Answer(Says.WRONG), by="Ivo", version=row.version)


def test_two_people_who_log_an_answer_do_not_overwrite_each_other(world: World) -> None:
    row = ask(world)
    seen = row.version
    answer_query(world.session, world.person("cleo"), row.id, Answer(Says.RIGHT), by="Ivo", version=seen)
    with pytest.raises(StaleWrite) as caught:
        answer_query(world.session, world.person("cass"), row.id, Answer(None, "No idea"), by="Ivo", version=seen)
    assert caught.value.clashes[0].theirs == "This is right."


def test_others_do_not_withdraw_a_question_but_editors_do(world: World) -> None:
    row = ask(world)
    with pytest.raises(NotAllowed):
        withdraw_query(world.session, world.person("cass"), row.id)
    withdraw_query(world.session, world.person("eda"), row.id)
    with pytest.raises(WrongState):
        withdraw_query(world.session, world.person("eda"), row.id)


def test_the_database_holds_no_working_address(world: World) -> None:
    link, token = link_to(world, ask(world))
    assert len(token) >= 43
    assert token not in repr(vars(link))
    assert not any(token in str(event.after) for event in world.session.scalars(select(Event)))
    assert open_link(world.session, token).link.id == link.id
    with pytest.raises(NotFound):
        open_link(world.session, link.token_digest)


def test_a_link_opens_its_own_questions_only_and_is_used_up(world: World) -> None:
    mine, other = ask(world, "Which minutes?"), ask(world, "Who was there?")
    _, token = link_to(world, mine)
    assert [row.id for row in open_link(world.session, token).questions] == [mine.id]
    with pytest.raises(NotAllowed):
        answer_as_guest(world.session, token, {other.id: Answer(Says.RIGHT)})
    assert other.state is QueryState.OPEN
    assert answer_as_guest(world.session, token, {mine.id: Answer(Says.WRONG, "In June", "closes in June")}) == 1
    assert (mine.answer, mine.proposed, mine.answered_by) == (
        "This is not right.\nIn June",
        "closes in June",
        "Ivo Sand",
    )
    assert open_link(world.session, token).state is LinkState.USED
    with pytest.raises(NotAllowed):
        answer_as_guest(world.session, token, {mine.id: Answer(Says.RIGHT)})


def test_an_expired_or_withdrawn_link_opens_nothing(world: World) -> None:
    row = ask(world)
    link, token = link_to(world, row)
    link.expires_at = utc_now() - timedelta(seconds=1)
    world.session.flush()
    assert open_link(world.session, token).state is LinkState.EXPIRED
    with pytest.raises(NotAllowed):
        answer_as_guest(world.session, token, {row.id: Answer(Says.RIGHT)})
    link, token = link_to(world, row)
    with pytest.raises(NotAllowed):
        revoke_link(world.session, world.person("cass"), link.id)
    revoke_link(world.session, world.person("eda"), link.id)
    assert open_link(world.session, token).state is LinkState.REVOKED
    assert open_link(world.session, token).questions == ()
    assert row.state is QueryState.OPEN


def test_opening_is_logged_once(world: World) -> None:
    link, _ = link_to(world, ask(world))
    note_opened(world.session, link.id)
    note_opened(world.session, link.id)
    assert len(world.session.scalars(select(Event).where(Event.action == "guest_link.opened")).all()) == 1


def test_a_link_needs_open_questions_of_its_article(world: World) -> None:
    row = ask(world)
    cleo = world.person("cleo")
    for ids, days in (([], 7), ([row.id, 99_999], 7), ([row.id], 0), ([row.id], 31)):
        with pytest.raises(InvalidInput):
            make_link(world.session, cleo, world.article.id, ids, name="Ivo", days=days)
    withdraw_query(world.session, cleo, row.id)
    with pytest.raises(InvalidInput):
        make_link(world.session, cleo, world.article.id, [row.id], name="Ivo", days=7)


def test_who_asked_is_told_once_and_sending_is_owed(world: World) -> None:
    row = ask(world)
    _, token = link_to(world, row)
    answer_as_guest(world.session, token, {row.id: Answer(Says.RIGHT)})
    notice = world.session.scalars(select(Notice)).one()
    assert (notice.person_id, notice.kind) == (world.people.cleo, NoticeKind.QUERY_ANSWERED)
    assert notice.words == f"A question on claim {world.claim.number} was answered"
    assert world.session.scalars(select(Job).where(Job.key == f"send_notice:{notice.id}")).one().payload == {
        "notice": notice.id
    }


def test_who_answered_leaves_the_desk_by_no_notice(world: World) -> None:
    cleo, source = world.person("cleo"), QueryTo.SOURCE
    row = ask_query(world.session, cleo, world.claim.id, to=source, to_name="Deep Heron", question="Is it so?")
    answer_query(world.session, world.person("eda"), row.id, Answer(Says.RIGHT), by="Deep Heron", version=row.version)
    sent = world.session.scalars(select(Job).where(Job.kind == JobKind.SEND_NOTICE)).all()
    assert any("hook" in job.payload for job in sent)
    told = [str(job.payload) for job in sent] + [one.words for one in world.session.scalars(select(Notice))]
    assert told
    assert not any("Heron" in words for words in told)
