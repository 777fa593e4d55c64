"""A new draft and what people wrote of a claim: it stays, or the desk says what gave way; words that left are cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import LineState, NoticeKind
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.models import Claim, Event, Lookup, Notice, Person
from factcheck.models.base import utc_now
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claims
from factcheck.services.claim_dismiss import dismiss_claim
from factcheck.services.claim_edit import edit_claim
from factcheck.services.draft_view import view_draft
from factcheck.services.evidence_log import EvidenceValues, log_evidence
from tests.copy_kit import FIRST, bring_in, claim_with, next_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article
    from factcheck.services.draft_view import DraftShown
    from tests.conftest import People

COUNCIL = "The council of Ostvik met on Tuesday in the old town hall.\n\n"
SCHOOL = "Jane Roe opened the school in Ostvik.\n\nShe said the school cost 12 million crowns in 2024.\n"
WALL = "The wall cost 40 million crowns, and engineers from Dalheim inspected it in the spring of 2024.\n"
MENDED = "Jane Roe said that the school in Ostvik cost 12 million crowns."


def mend(session: Session, people: People, article: Article, words: str, statement: str) -> Claim:
    """Have an editor write a claim's statement anew."""
    claim = claim_with(session, article, words)
    return edit_claim(
        session,
        session.get_one(Person, people.eda),
        claim.id,
        version=claim.version,
        statement=statement,
        kind=claim.kind.value,
        chain=list(claim.chain),
    )


def give(session: Session, people: People, article: Article, claim: Claim) -> None:
    """Give a claim to a checker."""
    editor = session.get_one(Person, people.eda)
    confirm_claims(session, editor, article.id, [claim.id])
    assign_claims(session, editor, [claim.id], people.cleo, article_id=article.id)
    for one in session.scalars(select(Notice)):
        one.read_at = utc_now()


def changed_line(session: Session, article: Article, number: int = 2) -> DraftShown:
    return view_draft(session, article.id, number, state=LineState.CHANGED)


def told(session: Session, people: People) -> list[str]:
    return [
        one.words
        for one in session.scalars(select(Notice).where(Notice.person_id == people.cleo, Notice.read_at.is_(None)))
        if one.kind is NoticeKind.NEW_DRAFT
    ]


def test_a_mended_statement_stays_where_only_the_line_before_changed(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + SCHOOL)
    claim = mend(session, people, article, "cost 12 million", MENDED)
    next_draft(session, people, article, first, COUNCIL + SCHOOL.replace("Jane Roe opened", "John Doe opened"))
    assert claim.statement == MENDED
    assert "she" in (claim.state_reason or "").lower()
    assert not any(
        claim.id == one.id and one.gave_way for line in changed_line(session, article).lines for one in line.claims
    )


def test_a_mended_statement_stays_where_another_part_of_its_line_changed(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    mended = "Engineers of the Dalheim office inspected the harbour wall in spring 2024."
    claim = mend(session, people, article, "Dalheim", mended)
    second = next_draft(session, people, article, first, COUNCIL + WALL.replace("40 million", "44 million"))
    assert claim.statement == mended
    assert claim.occurrences[-1].exact == claim.occurrences[0].exact
    next_draft(session, people, article, second, COUNCIL + WALL.replace("40 million", "46 million"))
    assert claim.statement == mended


def test_a_mended_statement_that_gives_way_is_shown_beside_its_line(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    mended = "The new harbour wall in Ostvik cost 40 million crowns to build."
    claim = mend(session, people, article, "40 million", mended)
    next_draft(session, people, article, first, COUNCIL + WALL.replace("40 million", "44 million"))
    assert "44 million" in claim.statement
    assert mended in (claim.state_reason or "")
    shown = [one for line in changed_line(session, article).lines for one in line.claims if one.id == claim.id]
    assert [(gone.field, gone.words) for gone in shown[0].gave_way] == [("statement", mended)]
    # Both stand in the log, which says that what gave way was written by hand.
    row = session.scalars(select(Event).where(Event.claim_id == claim.id, Event.action == "claim.reworded")).one()
    assert (row.before or {})["statement"] == mended
    assert (row.after or {})["gave_way"] == ["statement"]


def test_what_the_machine_wrote_gives_way_without_a_word(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    claim = claim_with(session, article, "40 million")
    next_draft(session, people, article, first, COUNCIL + WALL.replace("40 million", "44 million"))
    assert "44 million" in claim.statement
    shown = [one for line in changed_line(session, article).lines for one in line.claims if one.id == claim.id]
    assert shown[0].gave_way == ()


def test_who_says_so_stays_as_mended_where_the_line_is_read_as_before(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    claim = claim_with(session, article, "40 million")
    chain = ["Ostvik Post", "the town's treasurer"]
    edit_claim(
        session,
        session.get_one(Person, people.eda),
        claim.id,
        version=claim.version,
        statement=claim.statement,
        kind=claim.kind.value,
        chain=chain,
    )
    second = next_draft(session, people, article, first, COUNCIL + WALL.replace("40 million", "44 million"))
    assert "44 million" in claim.statement
    assert claim.chain == chain
    # What stayed in one draft is still hers in the next.
    next_draft(session, people, article, second, COUNCIL + WALL.replace("40 million", "46 million"))
    assert "46 million" in claim.statement
    assert claim.chain == chain


def test_a_claim_whose_words_left_its_line_is_cut_and_its_holder_told(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    stays, leaves = claim_with(session, article, "40 million"), claim_with(session, article, "Dalheim")
    give(session, people, article, leaves)
    second = next_draft(session, people, article, first, COUNCIL + "The wall cost 40 million crowns.\n")
    assert stays.state is not ClaimState.CUT
    assert leaves.state is ClaimState.CUT
    assert "draft 2" in (leaves.state_reason or "").lower()
    assert all(place.draft_id != second.id for place in leaves.occurrences)
    # The comparison shows it at the line it left.
    shown = {one.number: one.state for line in changed_line(session, article).lines for one in line.claims}
    assert shown[leaves.number] is ClaimState.CUT
    assert told(session, people) == [f"Draft 2 cut claim {leaves.number}"]


def test_the_holder_of_a_claim_whose_line_is_gone_is_told(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    claim = claim_with(session, article, "Tuesday")
    give(session, people, article, claim)
    next_draft(session, people, article, first, WALL)
    assert claim.state is ClaimState.CUT
    assert len(told(session, people)) == 1


def test_the_holder_of_a_claim_whose_words_changed_is_told(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    claim = claim_with(session, article, "40 million")
    give(session, people, article, claim)
    next_draft(session, people, article, first, COUNCIL + WALL.replace("40 million", "44 million"))
    assert claim.state is ClaimState.ASSIGNED
    assert told(session, people) == [f"Draft 2 changed the words of claim {claim.number}"]


def test_sources_are_looked_for_again_where_a_claim_in_hand_says_something_else(
    session: Session, people: People
) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    changed, stays = claim_with(session, article, "40 million"), claim_with(session, article, "Tuesday")
    give(session, people, article, changed)
    give(session, people, article, stays)
    asked = {claim.id: len(lookups(session, claim)) for claim in (changed, stays)}
    next_draft(session, people, article, first, COUNCIL + WALL.replace("40 million", "44 million"))
    assert any("44" in words for words in lookups(session, changed)[asked[changed.id] :])
    assert len(lookups(session, stays)) == asked[stays.id]


def lookups(session: Session, claim: Claim) -> list[str]:
    return list(session.scalars(select(Lookup.query).where(Lookup.claim_id == claim.id).order_by(Lookup.id)))


def test_one_notice_tells_a_person_of_all_her_claims(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL + "\n" + SCHOOL)
    mine = [claim_with(session, article, words) for words in ("40 million", "Dalheim", "12 million")]
    for claim in mine:
        give(session, people, article, claim)
    later = "The wall cost 44 million crowns.\n\n" + SCHOOL.replace("12 million", "13 million")
    next_draft(session, people, article, first, COUNCIL + later)
    wall, dalheim, school = (claim.number for claim in mine)
    assert told(session, people) == [f"Draft 2 changed the words of claims {wall} and {school} and cut claim {dalheim}"]


def test_a_claim_whose_words_went_into_a_line_of_their_own_is_not_cut(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    claim = claim_with(session, article, "Dalheim")
    split = "The wall cost 40 million crowns.\n\nEngineers from Dalheim inspected it in the spring of 2024.\n"
    second = next_draft(session, people, article, first, COUNCIL + split)
    assert claim.state is not ClaimState.CUT
    assert [place.exact for place in claim.occurrences if place.draft_id == second.id]


def test_the_title_follows_the_headline_to_the_next_draft(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    article.title = FIRST.splitlines()[0]
    headline = "Ostvik pays 44 million crowns for a new harbour wall"
    second = next_draft(session, people, article, first, FIRST.replace(FIRST.splitlines()[0], headline))
    assert article.title == headline
    row = session.scalars(select(Event).where(Event.action == "article.retitled")).one()
    assert (row.before or {})["title"] == FIRST.splitlines()[0]
    # And on, to the one after that.
    next_draft(session, people, article, second, FIRST.replace(FIRST.splitlines()[0], "Wall to cost 44 million"))
    assert article.title == "Wall to cost 44 million"


def test_a_title_given_by_hand_stays(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    next_draft(session, people, article, first, FIRST.replace(FIRST.splitlines()[0], "Wall to cost 44 million"))
    assert article.title == "Harbour wall"


def test_a_claim_that_was_put_aside_and_is_gone_stays_put_aside(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL)
    editor = session.get_one(Person, people.eda)
    gone, left = claim_with(session, article, "Tuesday"), claim_with(session, article, "Dalheim")
    for claim in (gone, left):
        dismiss_claim(session, editor, claim.id, "Scene-setting", article_id=article.id)
    second = next_draft(session, people, article, first, "The wall cost 40 million crowns.\n")
    assert (gone.state, left.state) == (ClaimState.NOT_CHECKABLE, ClaimState.NOT_CHECKABLE)
    assert all(place.draft_id != second.id for claim in (gone, left) for place in claim.occurrences)


def test_one_notice_tells_of_all_that_a_draft_opens_again(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + WALL + "\n" + SCHOOL)
    ruled = [claim_with(session, article, words) for words in ("40 million", "12 million")]
    for claim in ruled:
        claim.state, claim.assignee_id = ClaimState.RULED, people.cleo
    session.flush()
    later = WALL.replace("40 million", "44 million") + "\n" + SCHOOL.replace("12 million", "13 million")
    next_draft(session, people, article, first, COUNCIL + later)
    wall, school = (claim.number for claim in ruled)
    assert told(session, people) == [f"Draft 2 opened claims {wall} and {school} again"]
    assert [one.kind for one in session.scalars(select(Notice))].count(NoticeKind.REOPENED) == 0


def test_a_quotation_keeps_its_place_where_the_rest_of_its_line_changed(session: Session, people: People) -> None:
    quoted = "On {}, the mayor said: “We had no choice but to build the wall of Ostvik.”\n"
    article, first = bring_in(session, people, COUNCIL + quoted.format("Monday"))
    claim = claim_with(session, article, "no choice")
    start = first.text.index("We had")
    claim.occurrences[0].quote_start, claim.occurrences[0].quote_end = start, first.text.index(".”")
    session.flush()
    second = next_draft(session, people, article, first, COUNCIL + quoted.format("Tuesday"))
    place = next(one for one in claim.occurrences if one.draft_id == second.id)
    assert place.quote_start is not None
    assert "no choice" in second.text[place.quote_start : place.quote_end]


QUOTED = "“We had no choice but to close the pier,” said Lena Brandt on Monday.\n"


def test_the_quotation_of_the_newest_draft_is_the_one_that_is_sought(session: Session, people: People) -> None:
    article, first = bring_in(session, people, COUNCIL + QUOTED)
    claim = claim_with(session, article, "no choice")
    cleo = session.get_one(Person, people.cleo)
    give(session, people, article, claim)
    values = EvidenceValues(
        kind=EvidenceKind.EMAIL,
        stance=Stance.SUPPORTS,
        title="Mail from Brandt",
        excerpt="We had no choice but to close the pier.",
        locator={"who": "Lena Brandt", "at": "2026-05-04"},
    )
    row = log_evidence(session, cleo, claim.id, values)
    assert [(one["exact"], one["state"]) for one in row.quotes] == [
        ("We had no choice but to close the pier,", "normalised")
    ]
    next_draft(session, people, article, first, COUNCIL + QUOTED.replace("no choice", "every choice"))
    told = [(one["exact"], one["state"]) for one in row.quotes]
    assert told == [("We had every choice but to close the pier,", "words differ")]
    later = log_evidence(session, cleo, claim.id, replace(values, title="Another mail"))
    assert [one["exact"] for one in later.quotes] == ["We had every choice but to close the pier,"]
