"""A draft is signed off when every gate is met: each gate has a twin that shows it is this gate that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from factcheck.domain.articles import ArticleState
from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import ChangeState, LineState, QueryTo
from factcheck.domain.errors import GateUnmet, NotAllowed, WrongState
from factcheck.domain.gates import DISPLAY_FINDINGS, Gate
from factcheck.domain.verdicts import Disposition
from factcheck.models import (
    AuthorQuery,
    ChangeItem,
    Claim,
    Clearance,
    CoverageMark,
    DraftLine,
    Finding,
    Passage,
    Person,
    PolicyRule,
    Verdict,
)
from factcheck.models.base import utc_now
from factcheck.services.change_raise import add_change
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.clear_draft import clear_draft, standing_clearance
from factcheck.services.clearance_gates import GATES, gates_of
from factcheck.services.coverage_mark import unmark
from factcheck.services.finding_put_aside import put_finding_aside
from factcheck.services.query_ask import ask_query
from factcheck.services.scale_seed import seed_scales
from tests.copy_kit import FIRST, bring_in, claim_with, make_ready, next_draft
from tests.verdict_world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from factcheck.models import Article, Draft
    from tests.conftest import People

    Spoil = Callable[[Session, People, Article, Draft], None]


def _unread(session: Session, _people: People, _article: Article, draft: Draft) -> None:
    session.execute(delete(Passage).where(Passage.draft_id == draft.id))
    # Without lines, stars between claims are nobody's: one mark covers all.
    session.add(
        CoverageMark(draft_id=draft.id, start=0, end=len(draft.text), kind="opinion", by_id=draft.created_by_id)
    )


def _uncovered(session: Session, _people: People, _article: Article, draft: Draft) -> None:
    session.execute(delete(CoverageMark).where(CoverageMark.draft_id == draft.id))


def _unruled(session: Session, _people: People, article: Article, _draft: Draft) -> None:
    claim_with(session, article, "900 tonnes").state = ClaimState.PROPOSED


def _asked(session: Session, people: People, article: Article, _draft: Draft) -> None:
    claim = claim_with(session, article, "900 tonnes")
    session.add(
        AuthorQuery(
            article_id=article.id, claim_id=claim.id, to=QueryTo.AUTHOR, question="Whence?", asked_by_id=people.eda
        )
    )


def _unfixed(session: Session, people: People, article: Article, draft: Draft) -> None:
    session.add(
        ChangeItem(article_id=article.id, draft_id=draft.id, before="nine", after="ten", raised_by_id=people.eda)
    )


def _held(session: Session, people: People, article: Article, draft: Draft) -> None:
    seed_scales(session)
    claim = claim_with(session, article, "900 tonnes")
    world = World(session, people, article, draft, claim, claim)
    world.ruled(claim, disposition=Disposition.HOLD_FOR_LEGAL)
    article.state = ArticleState.REVIEW


def _unsourced(session: Session, _people: People, _article: Article, _draft: Draft) -> None:
    rule = {"any_of": [{"opens": 1}], "second_check": "required"}
    session.add(PolicyRule(key="every", claim_kind="*", words="One source that opens", requirement=rule))


def _found(session: Session, _people: People, _article: Article, draft: Draft) -> None:
    session.add(Finding(draft_id=draft.id, kind="headline_overstates", spans=[[0, 5]], why="The headline says more."))


def _typo(session: Session, _people: People, _article: Article, draft: Draft) -> None:
    session.add(
        DraftLine(draft_id=draft.id, position=900, state=LineState.TYPO, new_start=0, new_end=5, kinds=["typo"])
    )


SPOILED: dict[Gate, Spoil] = {
    Gate.READ: _unread,
    Gate.COVERAGE: _uncovered,
    Gate.CLAIMS: _unruled,
    Gate.QUERIES: _asked,
    Gate.CHANGES: _unfixed,
    Gate.LEGAL: _held,
    Gate.POLICY: _unsourced,
    Gate.DISPLAY: _found,
    Gate.TYPOS: _typo,
}
#: What the database itself refuses, though the gate of the service is off.
IN_DATABASE = frozenset(Gate) - {Gate.COVERAGE, Gate.POLICY}


def ready(session: Session, people: People) -> tuple[Article, Draft]:
    article, draft = bring_in(session, people)
    make_ready(session, people, article, draft)
    return article, draft


def test_a_draft_that_meets_every_gate_is_cleared(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    clearance = clear_draft(session, session.get_one(Person, people.eda), article.id, sha256=draft.sha256)
    assert (clearance.sha256, article.state) == (draft.sha256, ArticleState.CLEARED)


@pytest.mark.parametrize("gate", sorted(SPOILED))
def test_a_gate_that_is_not_met_holds_the_draft_and_only_this_gate_does(
    session: Session, people: People, gate: Gate
) -> None:
    article, draft = ready(session, people)
    SPOILED[gate](session, people, article, draft)
    session.flush()
    editor = session.get_one(Person, people.eda)
    with pytest.raises(GateUnmet) as caught:
        clear_draft(session, editor, article.id, sha256=draft.sha256)
    assert len(caught.value.missing) == 1
    unmet = [one for one in gates_of(session, draft) if not one.met]
    assert [one.gate for one in unmet] == [gate]
    assert unmet[0].missing
    without = tuple(check for check in GATES if check(session, draft, 1).gate is not gate)
    if gate in IN_DATABASE:
        with pytest.raises(DBAPIError), session.begin_nested():
            clear_draft(session, editor, article.id, sha256=draft.sha256, gates=without)
    else:
        clear_draft(session, editor, article.id, sha256=draft.sha256, gates=without)


@pytest.mark.parametrize("kind", sorted(DISPLAY_FINDINGS))
def test_the_database_knows_each_kind_of_remark_that_holds_a_draft(session: Session, people: People, kind: str) -> None:
    article, draft = ready(session, people)
    session.add(Finding(draft_id=draft.id, kind=kind, spans=[[0, 5]], why="It does not fit."))
    session.flush()
    sign_off = Clearance(article_id=article.id, draft_id=draft.id, sha256=draft.sha256, by_id=people.eda)
    with pytest.raises(DBAPIError, match="a remark on the copy"), session.begin_nested():
        session.add(sign_off)
        session.flush()


def test_every_gate_is_tried() -> None:
    assert len(GATES) == len(SPOILED) == len(Gate)


def test_a_must_counts_only_where_it_is_made_in_this_draft(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    item = ChangeItem(
        article_id=article.id, draft_id=draft.id, before="nine people", after="eleven people", raised_by_id=people.eda
    )
    session.add(item)
    session.flush()
    second = next_draft(session, people, article, draft, FIRST.replace("nine people", "eleven people"))
    make_ready(session, people, article, second)
    assert item.state is ChangeState.APPLIED
    assert all(one.met for one in gates_of(session, second))
    # Found made in another draft than this one, it does not count.
    item.checked_on_id = draft.id
    session.flush()
    assert [one.gate for one in gates_of(session, second) if not one.met] == [Gate.CHANGES]


def test_a_should_keeps_nothing_back(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    item = ChangeItem(article_id=article.id, draft_id=draft.id, before="nine", must=False, raised_by_id=people.eda)
    session.add(item)
    session.flush()
    assert all(one.met for one in gates_of(session, draft))


def test_a_checker_signs_nothing_off(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    with pytest.raises(NotAllowed):
        clear_draft(session, session.get_one(Person, people.cleo), article.id, sha256=draft.sha256)


def test_a_sign_off_is_bound_to_the_text_that_was_seen_and_given_once(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    editor = session.get_one(Person, people.eda)
    with pytest.raises(WrongState, match="came in meanwhile"):
        clear_draft(session, editor, article.id, sha256="0" * 64)
    clear_draft(session, editor, article.id, sha256=draft.sha256)
    with pytest.raises(WrongState, match="Eda signed off"):
        clear_draft(session, editor, article.id, sha256=draft.sha256)


def test_a_new_draft_a_reopened_claim_and_a_mark_taken_back_void_it(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    editor = session.get_one(Person, people.eda)
    clear_draft(session, editor, article.id, sha256=draft.sha256)
    claim = claim_with(session, article, "900 tonnes")
    reopen_claim(session, editor, claim.id, "the ministry corrected its figure")
    assert standing_clearance(session, article.id) is None
    assert article.state is ArticleState.CHECKING
    make_ready(session, people, article, draft)
    clear_draft(session, editor, article.id, sha256=draft.sha256)
    mark = session.scalars(select(CoverageMark).where(CoverageMark.draft_id == draft.id).limit(1)).one()
    unmark(session, editor, article.id, mark.id)
    assert standing_clearance(session, article.id) is None
    make_ready(session, people, article, draft)
    clear_draft(session, editor, article.id, sha256=draft.sha256)
    next_draft(session, people, article, draft, FIRST + "\nA line more.\n")
    assert standing_clearance(session, article.id) is None
    why = [one.voided_why for one in session.scalars(select(Clearance).order_by(Clearance.id))]
    assert why == [f"claim {claim.number} is reopened", "not all of the text is covered any more", "draft 2 came in"]


@pytest.mark.parametrize("what", ["query", "change", "remark"])
def test_what_comes_up_after_the_sign_off_voids_it(session: Session, people: People, what: str) -> None:
    article, draft = ready(session, people)
    finding = Finding(
        draft_id=draft.id, kind="headline_overstates", spans=[[0, 5]], why="More.", dismissed_at=utc_now()
    )
    session.add(finding)
    session.flush()
    editor = session.get_one(Person, people.eda)
    clear_draft(session, editor, article.id, sha256=draft.sha256)
    if what == "query":
        claim = claim_with(session, article, "900 tonnes")
        ask_query(session, editor, claim.id, question="Whence?", to=QueryTo.AUTHOR)
    elif what == "change":
        add_change(session, editor, article.id, before="nine", after="ten", must=True, reason="register")
    else:
        put_finding_aside(session, editor, article.id, finding.id, aside=False)
    assert standing_clearance(session, article.id) is None
    assert article.state is ArticleState.CHECKING


def test_the_database_binds_the_sign_off_to_the_digest_and_keeps_it(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    values = {"article_id": article.id, "draft_id": draft.id, "by_id": people.eda}
    with pytest.raises(DBAPIError, match="digest"), session.begin_nested():
        session.add(Clearance(**values, sha256="0" * 64))
        session.flush()
    row = Clearance(**values, sha256=draft.sha256)
    session.add(row)
    session.flush()
    with pytest.raises(DBAPIError), session.begin_nested():
        session.add(Clearance(**values, sha256=draft.sha256))
        session.flush()
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(update(Clearance).values(sha256="1" * 64))
    session.execute(update(Clearance).values(voided_at=text("CURRENT_TIMESTAMP")))
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(update(Clearance).values(voided_at=None))


def test_an_older_draft_is_not_cleared_by_the_database_either(session: Session, people: People) -> None:
    article, draft = ready(session, people)
    next_draft(session, people, article, draft, FIRST + "\nA line more.\n")
    for claim in session.scalars(select(Claim)):
        claim.state = ClaimState.RULED
    session.flush()
    with pytest.raises(DBAPIError, match="newest draft"), session.begin_nested():
        session.add(Clearance(article_id=article.id, draft_id=draft.id, sha256=draft.sha256, by_id=people.eda))
        session.flush()
    assert session.scalars(select(Verdict)).all() == []
