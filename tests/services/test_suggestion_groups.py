"""Suggestions stand under the origin they trace back to; a person confirms, splits, renames and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, WrongState
from factcheck.domain.evidence import OriginKind, Stance, SuggestionState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Evidence, Job, Origin, Person, Suggestion
from factcheck.services.evidence_list import list_evidence, origins_to_choose
from factcheck.services.origin_count import count_origins
from factcheck.services.origin_edit import merge_origins, name_origin
from factcheck.services.origin_find import OriginChoice
from factcheck.services.origin_move import move_to_origin
from factcheck.services.suggestion_accept_all import GroupShown, accept_group, dismiss_group
from factcheck.services.suggestion_decide import accept_suggestion, undo_suggestion
from factcheck.services.suggestion_group import carriers_of, group_carriers, place_groups
from factcheck.services.suggestion_place import move_suggestion, split_suggestion
from tests.sources_kit import add_article, add_capture, add_claim, add_evidence, add_suggestion

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim
    from factcheck.services.suggestion_list import SuggestionGroup
    from tests.conftest import People

SAID = "The new lock cost the harbour board 40 million crowns, she writes."
FURTHER = "The harbour board of Vellmar has never told what the lock cost."
PAPERS = ("Gazette", "Post", "Courier", "Mail")


def _book_page(outlet: str) -> str:
    """Return a page in words of its own that has its matter from one book."""
    own = " ".join(f"{outlet} reader {word} writes in." for word in ("Ada", "Bo", "Cy", "Di"))
    told = "In her book Deep Water, Ines Hallam gives the sum for the first time."
    return f"{told} {SAID} {own} {FURTHER} Deep Water is out; Hallam reads from it on Friday at the {outlet} hall."


def _held(session: Session, people: People) -> Claim:
    return add_claim(session, add_article(session, people.eda), holder_id=people.cleo)


def _suggest(session: Session, claim: Claim, outlet: str, text: str = "", words: str = SAID) -> Suggestion:
    url = f"https://{outlet.lower()}.example/lock"
    capture = add_capture(session, text or _book_page(outlet), url=url, title=f"{outlet} on the lock", outlet=outlet)
    return add_suggestion(session, claim, capture, words)


def _book(session: Session, claim: Claim, papers: tuple[str, ...] = PAPERS) -> list[Suggestion]:
    rows = [_suggest(session, claim, outlet) for outlet in papers]
    _group(session, claim)
    return rows


def _group(session: Session, claim: Claim) -> int:
    """Do what the worker does."""
    sources = carriers_of(session, claim.id)
    moved = place_groups(session, sources, group_carriers(sources))
    session.expire_all()
    return moved


def _shown(session: Session, people: People, claim: Claim) -> tuple[SuggestionGroup, ...]:
    return list_evidence(session, session.get_one(Person, people.cleo), claim).open.groups


def _as_shown(group: SuggestionGroup) -> GroupShown:
    return GroupShown(group.ids, group.origin.id if group.origin else None, group.name)


def test_pages_that_have_it_from_one_book_are_one_origin_with_the_reason(session: Session, people: People) -> None:
    claim = _held(session, people)
    _book(session, claim)
    other = _suggest(session, claim, "Harbourmaster", f"Notice. {SAID} The accounts are open to all.")
    _group(session, claim)
    groups = _shown(session, people, claim)
    assert [(group.carriers, group.kind) for group in groups] == [
        ("4 pages", OriginKind.BOOK),
        ("1 page", OriginKind.OUTLET),
    ]
    assert "Deep Water" in groups[0].words
    assert groups[0].words.startswith("4 pages, 1 origin: ")
    assert any("both name" in why for why in groups[0].reasons)
    assert not groups[0].confirmed
    assert groups[1].ids == (other.id,)
    assert _group(session, claim) == 0


def test_reasons_name_outlets_and_no_numbers_of_rows(session: Session, people: People) -> None:
    claim = _held(session, people)
    story = " ".join(f"Line {n} of the story tells what the crew of the barge {n} saw that night." for n in range(30))
    for outlet in ("Gazette", "Post"):
        _suggest(session, claim, outlet, f"{SAID} {story}")
    _group(session, claim)
    (group,) = _shown(session, people, claim)
    assert any("Gazette" in why and "Post" in why for why in group.reasons)
    assert "0000" not in " ".join(group.reasons)


def test_copies_without_an_outlet_bear_their_title_and_no_number_of_a_row(session: Session, people: People) -> None:
    claim = _held(session, people)
    story = f"{SAID} " + " ".join(f"On day {n} the board met and told of gate {n * 7} again." for n in range(12))
    for at, title in enumerate(("Minutes of May", "Minutes of June")):
        capture = add_capture(session, f"{story} {at}", title=title)
        add_suggestion(session, claim, capture, SAID)
    _group(session, claim)
    (group,) = _shown(session, people, claim)
    assert group.name == "Minutes of May"
    assert "Minutes of" in group.reasons[0]


def test_several_passages_of_a_page_are_one_page(session: Session, people: People) -> None:
    claim = _held(session, people)
    row = _suggest(session, claim, "Gazette")
    _suggest_further(session, claim, row)
    (group,) = _shown(session, people, claim)
    assert (group.carriers, len(group.ids), len(group.pages[0].further)) == ("1 page", 2, 1)


def _suggest_further(session: Session, claim: Claim, row: Suggestion) -> Suggestion:
    start = row.capture.text.index(FURTHER)
    further = Suggestion(
        claim_id=claim.id,
        capture_id=row.capture_id,
        provider="corpus",
        start=start,
        end=start + len(FURTHER),
        score=0.5,
        reasons=[],
        marks=[],
        quote={},
    )
    session.add(further)
    session.flush()
    return further


def test_a_whole_group_is_accepted_at_once_and_counted_as_one_origin(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    rows = _book(session, claim)
    further = _suggest_further(session, claim, rows[0])
    further.origin_id = rows[0].origin_id
    session.flush()
    (group,) = _shown(session, people, claim)
    done = accept_group(session, cleo, claim.id, _as_shown(group), Stance.SUPPORTS)
    assert (done.pages, done.further) == (4, 1)
    evidence = session.scalars(select(Evidence)).all()
    assert {row.stance for row in evidence} == {Stance.SUPPORTS}
    tally = count_origins(evidence)
    assert (tally.carriers, tally.origins) == (4, 1)
    assert evidence[0].origin.confirmed_by_id == people.cleo
    assert session.get_one(Suggestion, further.id).state is SuggestionState.DISMISSED
    again = accept_group(session, cleo, claim.id, _as_shown(group), Stance.REFUTES)
    assert (again.pages, again.further) == (0, 0)
    assert {row.stance for row in session.scalars(select(Evidence))} == {Stance.SUPPORTS}


def test_accepting_all_needs_a_stance_the_right_and_what_was_shown(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    rows = _book(session, claim)
    (group,) = _shown(session, people, claim)
    with pytest.raises(InvalidInput):
        accept_group(session, cleo, claim.id, _as_shown(group), None)
    with pytest.raises(NotAllowed):
        accept_group(session, session.get_one(Person, people.cass), claim.id, _as_shown(group), Stance.SUPPORTS)
    elsewhere = _held(session, people)
    with pytest.raises(NotFound):
        accept_group(session, cleo, elsewhere.id, _as_shown(group), Stance.SUPPORTS)
    assert group.origin is not None
    name_origin(
        session, cleo, group.origin.id, kind=OriginKind.BOOK, name="Shallow Water", version=group.origin.version
    )
    old = GroupShown(group.ids, group.origin.id, "Deep Water")
    with pytest.raises(WrongState, match="Shallow Water"):
        accept_group(session, cleo, claim.id, old, Stance.SUPPORTS)
    split_suggestion(session, cleo, rows[1].id)
    with pytest.raises(WrongState, match="another origin"):
        accept_group(session, cleo, claim.id, _as_shown(group), Stance.SUPPORTS)
    assert not session.scalars(select(Evidence)).all()


def test_pages_of_one_outlet_without_a_tie_are_accepted_as_that_outlet(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    for n, words in enumerate((f"Notice of the board. {SAID}", f"Letters, page nine. {SAID} So a reader says.")):
        capture = add_capture(session, words, url=f"https://gazette.example/{n}", outlet="Gazette")
        add_suggestion(session, claim, capture, SAID)
    (group,) = _shown(session, people, claim)
    assert (group.words, group.origin) == ("2 pages, 1 origin: Gazette", None)
    accept_group(session, cleo, claim.id, _as_shown(group), Stance.CONTEXT)
    assert count_origins(session.scalars(select(Evidence)).all()).words == "2 pages, 1 origin: Gazette"


def test_a_group_is_put_aside_and_its_machine_made_origin_offered_no_more(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    _book(session, claim)
    (group,) = _shown(session, people, claim)
    assert [row.name for row in origins_to_choose(session, cleo, claim)] == [group.name]
    assert dismiss_group(session, cleo, claim.id, _as_shown(group)) == 4
    assert not _shown(session, people, claim)
    assert not origins_to_choose(session, cleo, claim)


def test_what_she_split_off_stays_apart_and_the_rest_together(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    rows = _book(session, claim)
    split_suggestion(session, cleo, rows[3].id)
    _suggest(session, claim, "Herald")
    _group(session, claim)
    groups = _shown(session, people, claim)
    assert sorted(len(group.pages) for group in groups) == [1, 4]
    alone = next(group for group in groups if len(group.pages) == 1)
    assert (alone.ids, alone.name, alone.confirmed) == ((rows[3].id,), "Mail", True)
    row = accept_suggestion(session, cleo, rows[3].id, Stance.SUPPORTS)
    accept_suggestion(session, cleo, rows[0].id, Stance.SUPPORTS)
    assert row.origin.name == "Mail"
    assert count_origins(session.scalars(select(Evidence)).all()).origins == 2


def test_evidence_that_she_moved_stays_when_more_is_accepted(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    rows = _book(session, claim)
    first, second = (accept_suggestion(session, cleo, row.id, Stance.SUPPORTS) for row in rows[:2])
    assert first.origin_id == second.origin_id
    move_to_origin(session, cleo, second.id, OriginChoice(kind=OriginKind.PERSON, name="Ilse Brandt"))
    third = accept_suggestion(session, cleo, rows[2].id, Stance.SUPPORTS)
    session.expire_all()
    assert second.origin.name == "Ilse Brandt"
    assert first.origin_id == third.origin_id != second.origin_id


def test_renamed_and_merged_groups_keep_her_word_and_take_in_later_pages(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    _book(session, claim)
    (group,) = _shown(session, people, claim)
    assert group.origin is not None
    name_origin(session, cleo, group.origin.id, kind=OriginKind.BOOK, name="Hallam’s book", version=1)
    report = add_evidence(session, people.cleo, claim, origin=OriginChoice(kind=OriginKind.DOCUMENT, name="Report"))
    merge_origins(session, cleo, group.origin.id, report.origin_id)
    _suggest(session, claim, "Herald")
    _group(session, claim)
    (merged,) = _shown(session, people, claim)
    assert (merged.name, len(merged.pages), merged.confirmed, merged.logged) == ("Report", 5, True, 1)


def test_suggestions_join_evidence_of_their_story_and_a_page_is_moved_by_hand(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    rows = _book(session, claim, PAPERS[:3])
    row = accept_suggestion(session, cleo, rows[0].id, Stance.SUPPORTS)
    _group(session, claim)
    (group,) = _shown(session, people, claim)
    assert (group.origin, len(group.pages), group.logged) == (row.origin, 2, 1)
    move_suggestion(session, cleo, rows[1].id, OriginChoice(kind=OriginKind.DATASET, name="Accounts of 2019"))
    _group(session, claim)
    assert {group.name for group in _shown(session, people, claim)} == {group.name, "Accounts of 2019"}
    with pytest.raises(InvalidInput):
        foreign = add_evidence(session, people.cleo, _held(session, people))
        move_suggestion(session, cleo, rows[2].id, OriginChoice(id=foreign.origin_id))
    undo_suggestion(session, cleo, rows[0].id)
    assert sum(len(one.pages) for one in _shown(session, people, claim)) == 3


def test_two_passages_of_one_page_are_one_page_in_every_count(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), session.get_one(Person, people.cleo)
    row = _suggest(session, claim, "Gazette")
    further = _suggest_further(session, claim, row)
    for one in (row, further):
        accept_suggestion(session, cleo, one.id, Stance.SUPPORTS)
    evidence = session.scalars(select(Evidence)).all()
    tally = count_origins(evidence)
    assert tally.carriers == 1
    # A page's two passages do not make it a copy of itself.
    assert {(one.origin.name, tuple(one.origin.reasons)) for one in evidence} == {
        ("Gazette", ("nothing ties it to another source",))
    }
    assert tally.words.startswith("1 page, 1 origin: ")


def test_confidential_evidence_ties_nothing_and_its_name_is_not_taken(session: Session, people: People) -> None:
    claim, cass = _held(session, people), session.get_one(Person, people.cass)
    rows = _book(session, claim)
    name = rows[0].origin.name if rows[0].origin else ""
    for row in rows:
        row.origin = None
    session.query(Origin).delete()
    secret = add_evidence(
        session, people.cleo, claim, confidential=True, origin=OriginChoice(kind=OriginKind.BOOK, name=name)
    )
    _group(session, claim)
    (group,) = list_evidence(session, cass, claim).open.groups
    assert group.origin is not None
    assert group.origin.id != secret.origin_id


def test_grouping_is_owed_once_while_it_waits_and_again_after(session: Session, people: People) -> None:
    claim = _held(session, people)

    def jobs() -> list[Job]:
        return list(session.scalars(select(Job).where(Job.kind == JobKind.GROUP_SOURCES).order_by(Job.id)))

    _suggest(session, claim, "Gazette")
    _suggest(session, claim, "Post")
    (job,) = jobs()
    sources = carriers_of(session, claim.id)
    job.state, job.lease_token = JobState.DONE, None
    session.flush()
    late = _suggest(session, claim, "Courier")
    assert len(jobs()) == 2
    jobs()[1].state = JobState.CANCELLED
    session.flush()
    place_groups(session, sources, group_carriers(sources))
    # The page that came while the worker compared is not forgotten.
    assert session.get_one(Suggestion, late.id).origin_id is None
    assert _group(session, claim) == 1


BOOK = OriginChoice(kind=OriginKind.BOOK, name="Deep Water, by Ines Hallam")


def _two_claims(session: Session, people: People) -> tuple[Claim, Claim]:
    article = add_article(session, people.eda)
    return tuple(add_claim(session, article, holder_id=people.cleo) for _ in range(2))  # type: ignore[return-value]  # two of them


def _own_words(outlet: str) -> str:
    """Return a page that nothing ties to another."""
    return f"{outlet} has asked the board. {SAID} {FURTHER}"


def test_pages_confirmed_under_a_book_keep_it_on_other_claims_of_the_article(session: Session, people: People) -> None:
    cleo = session.get_one(Person, people.cleo)
    first, second = _two_claims(session, people)
    waiting = [_suggest(session, second, paper, _own_words(paper)) for paper in PAPERS[:2]]
    _group(session, second)
    taken = accept_suggestion(session, cleo, waiting[0].id, Stance.SUPPORTS)
    assert taken.origin.confirmed_by_id is None
    for paper in PAPERS:
        row = _suggest(session, first, paper, _own_words(paper))
        accept_suggestion(session, cleo, row.id, Stance.SUPPORTS, origin=BOOK)
    for paper in PAPERS[2:]:
        _suggest(session, second, paper, _own_words(paper))
    # Not yet grouped by the worker, and accepted all the same.
    late = _suggest(session, second, "Mail", _own_words("Mail"))
    accept_suggestion(session, cleo, late.id, Stance.SUPPORTS)
    _group(session, second)
    (group,) = _shown(session, people, second)
    assert (group.words, group.logged) == ("2 pages, 1 origin: Deep Water, by Ines Hallam", 2)
    accept_group(session, cleo, second.id, _as_shown(group), Stance.SUPPORTS)
    tally = count_origins(session.scalars(select(Evidence).where(Evidence.claim_id == second.id)))
    assert tally.words == "4 pages, 1 origin: Deep Water, by Ines Hallam"


def test_a_page_logged_by_hand_has_the_origin_confirmed_for_its_address(session: Session, people: People) -> None:
    first, second = _two_claims(session, people)
    book = add_evidence(session, people.cleo, first, origin=BOOK)
    assert add_evidence(session, people.cleo, second).origin_id == book.origin_id


def test_her_word_for_other_lines_stands_and_an_outlet_of_its_own_is_not_carried_over(
    session: Session, people: People
) -> None:
    cleo = session.get_one(Person, people.cleo)
    first, second = _two_claims(session, people)
    own = _suggest(session, second, "Gazette", _own_words("Gazette"))
    split_suggestion(session, cleo, own.id)
    row = accept_suggestion(session, cleo, own.id, Stance.SUPPORTS)
    there = _suggest(session, first, "Gazette", _own_words("Gazette"))
    assert _group(session, first) == 0
    assert there.origin is None
    accept_suggestion(session, cleo, there.id, Stance.SUPPORTS, origin=BOOK)
    session.expire_all()
    assert row.origin.name == "Gazette"
