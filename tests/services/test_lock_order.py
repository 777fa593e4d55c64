"""On PostgreSQL the acts of two people on one article wait for each other and end; none is thrown out as a deadlock."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any, Self

import pytest
from sqlalchemy import event, select

import factcheck
from factcheck.db import Database
from factcheck.domain.articles import Intake
from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import QueryTo
from factcheck.domain.errors import DeskError
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.models import Article, AuthorQuery, Claim, Passage, Person
from factcheck.services.article_create import ArticleBrief
from factcheck.services.article_edit import edit_article
from factcheck.services.change_raise import add_change
from factcheck.services.claim_add import add_claim
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claim, confirm_claims
from factcheck.services.claim_dismiss import dismiss_claims
from factcheck.services.claim_merge import merge_claim
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.claim_take import take_next
from factcheck.services.draft_next import add_next_draft
from factcheck.services.event_log import verify_log
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from factcheck.services.evidence_withdraw import withdraw_evidence
from factcheck.services.passage_role import set_passage_role
from factcheck.services.publication_prepare import prepare_claim
from factcheck.services.publish import publish_claim
from factcheck.services.publish_article import prepare_article, publish_article
from factcheck.services.query_answer import Answer, Says, answer_query
from factcheck.services.query_ask import ask_query
from factcheck.services.verdict_take_back import take_back_verdict
from tests.verdict_world import DESK, build_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from tests.conftest import People

    Act = Callable[[Session], object]

ROUNDS = 5
_LOCKED = re.compile(r"FROM (\w+).*FOR NO KEY UPDATE", re.DOTALL)
_WRITTEN = re.compile(r"(?:UPDATE|DELETE FROM) (\w+)")
#: Rows that only one article's acts touch; who holds the article is alone with them.
_OF_ARTICLE = {"article", "claim", "evidence", "suggestion", "origin", "author_query", "passage", "change_item"}


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    found = Database(postgresql_url)
    yield found
    found.dispose()


class Desk:
    """Hold an article with two claims, one of them ruled, and the acts that people do on it."""

    def __init__(self, database: Database, people: People) -> None:
        self.database, self.people = database, people
        with database.write() as session:
            world = build_world(session, people)
            world.ruled()
            world.article.next_claim_number = 5
            world.second.state = ClaimState.UNCONFIRMED
            free = [
                Claim(
                    article_id=world.article.id,
                    number=number,
                    statement=f"Statement {number}",
                    kind="event",
                    state=ClaimState.TO_CHECK,
                )
                for number in (3, 4)
            ]
            passage = Passage(
                draft_id=world.draft.id, position=0, start=0, end=28, role="body", checkable=True, score=0.5
            )
            session.add_all([passage, *free])
            found = world.evidence(world.second)
            query = AuthorQuery(
                article_id=world.article.id,
                claim_id=world.claim.id,
                to=QueryTo.AUTHOR,
                question="Who?",
                asked_by_id=people.eda,
            )
            session.add(query)
            session.flush()
            self.article, self.ruled, self.second = world.article.id, world.claim.id, world.second.id
            self.third, self.fourth = (claim.id for claim in free)
            self.passage, self.evidence, self.query = passage.id, found.id, query.id
        with database.read() as session:
            article, claim = session.get_one(Article, self.article), session.get_one(Claim, self.ruled)
            self.version = article.version
            self.page = prepare_article(session, article, desk_name=DESK).sha256
            self.line = prepare_claim(session, claim, desk_name=DESK).sha256

    def by(self, session: Session, name: str) -> Person:
        return session.get_one(Person, getattr(self.people, name))

    def do(self, act: Act) -> object:
        """Do an act; what the desk refuses with a sentence is an answer, too."""
        try:
            with self.database.write() as session:
                return act(session)
        except DeskError as error:
            return error

    def acts(self) -> dict[str, Act]:
        article, ruled, second, by = self.article, self.ruled, self.second, self.by
        brief = ArticleBrief(title="Another title", language="en")
        source = EvidenceValues(
            kind=EvidenceKind.PAGE, stance=Stance.SUPPORTS, title="t", url="https://new.test/1", outlet="New outlet"
        )
        return {
            "edit the article": lambda s: edit_article(
                s, by(s, "edo"), article, version=self.version, brief=brief, outside_allowed=True
            ),
            "next draft": lambda s: add_next_draft(
                s, by(s, "edo"), article, "New words. " * 9, intake=Intake.PASTE, max_chars=9000, after=1
            ),
            "publish the article": lambda s: publish_article(
                s, by(s, "edo"), article, sha256=self.page, desk_name=DESK
            ),
            "publish the claim": lambda s: publish_claim(s, by(s, "eda"), ruled, sha256=self.line, desk_name=DESK),
            "reopen": lambda s: reopen_claim(s, by(s, "eda"), ruled, "because"),
            "confirm": lambda s: confirm_claim(s, by(s, "eda"), second),
            "confirm all": lambda s: confirm_claims(s, by(s, "edo"), article),
            "give out": lambda s: assign_claims(s, by(s, "edo"), [ruled, second], self.people.cass, reason="it is due"),
            "put aside": lambda s: dismiss_claims(s, by(s, "eda"), article, [second], "no fact"),
            "take the next": lambda s: take_next(s, by(s, "cass")),
            "merge": lambda s: merge_claim(s, by(s, "eda"), self.third, into=4),
            "merge crosswise": lambda s: merge_claim(s, by(s, "edo"), self.fourth, into=3),
            "add a claim": lambda s: add_claim(s, by(s, "edo"), article, exact="Repairs would cost 4 million crowns"),
            "take back": lambda s: take_back_verdict(s, by(s, "cleo"), ruled, number=1),
            "log a source": lambda s: log_evidence(s, by(s, "eda"), second, source),
            "withdraw a source": lambda s: withdraw_evidence(s, by(s, "eda"), self.evidence, reason="wrong page"),
            "ask": lambda s: ask_query(s, by(s, "eda"), ruled, to=QueryTo.AUTHOR, question="Is it so?"),
            "answer": lambda s: answer_query(
                s, by(s, "eda"), self.query, Answer(Says.RIGHT, "Yes."), by="Ivo Sand", version=1
            ),
            "mend a passage": lambda s: set_passage_role(s, by(s, "eda"), article, self.passage, "boilerplate"),
            "ask for a change": lambda s: add_change(
                s, by(s, "eda"), article, before="in 1911", after="in 1912", must=True, reason="the plaque says so"
            ),
        }


NAMES = [
    "edit the article",
    "next draft",
    "publish the article",
    "publish the claim",
    "reopen",
    "confirm",
    "confirm all",
    "give out",
    "put aside",
    "take the next",
    "merge",
    "merge crosswise",
    "add a claim",
    "log a source",
    "withdraw a source",
    "ask",
    "answer",
    "mend a passage",
    "ask for a change",
]


def together(database: Database, *acts: Act) -> list[object]:
    """Do acts at the same moment, each in a transaction of its own; return what each returned or how it was refused."""
    gate = Barrier(len(acts), timeout=60)

    def run(act: Act) -> object:
        try:
            with database.write() as session:
                # Both have a connection and have begun.
                session.execute(select(1))
                gate.wait()
                return act(session)
        except DeskError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.postgresql
def test_each_pair_of_acts_ends_without_a_deadlock(database: Database, people: People) -> None:
    """A deadlock would come out of `together` as what the database raised."""
    for first, second in combinations(NAMES, 2):
        desk = Desk(database, people)
        acts = desk.acts()
        together(database, acts[first], acts[second])
    with database.read() as session:
        assert verify_log(session).bad_seq is None


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("edit the article", "reopen"),
        ("edit the article", "confirm"),
        ("next draft", "reopen"),
        ("publish the article", "publish the claim"),
        ("merge", "merge crosswise"),
        ("take the next", "give out"),
    ],
)
def test_pairs_of_ordinary_work_end_each_time(database: Database, people: People, first: str, second: str) -> None:
    for _ in range(ROUNDS):
        acts = Desk(database, people).acts()
        done = together(database, acts[first], acts[second])
        assert not all(isinstance(one, DeskError) for one in done), done


class Watch:
    """Note in which order one writing transaction holds rows."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.order: list[str] = []

    def _note(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found = _WRITTEN.match(statement) or _LOCKED.search(statement)
        if found:
            self.order.append(found[1])

    def __enter__(self) -> Self:
        event.listen(self.database.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.database.engine, "before_cursor_execute", self._note)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", NAMES)
def test_an_act_holds_the_article_first_and_the_log_last(database: Database, people: People, name: str) -> None:
    desk = Desk(database, people)
    with Watch(database) as watch:
        desk.do(desk.acts()[name])
    held = [table for table in watch.order if table in _OF_ARTICLE | {"event_head"}]
    assert held, "the act did nothing"
    assert held[0] == "article", held


def test_each_lock_lets_rows_that_refer_to_it_be_written() -> None:
    """FOR UPDATE would make each line of the log about a row wait for whoever holds the row."""
    wrong = []
    for path in sorted(Path(factcheck.__file__).parent.rglob("*.py")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if re.search(r"with_for_update[=(]", line) and not re.search(r"key_share=True|=HOLD\b|HOLD,", line):
                wrong.append(f"{path.name}:{number}")
    assert not wrong
