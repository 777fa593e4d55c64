from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.articles import ArticleState, PassageRole
from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, StaleWrite, WrongState
from factcheck.models import Article, Claim, Draft, Event, Finding, Occurrence, Passage, Person
from factcheck.services.article_create import ArticleBrief
from factcheck.services.article_edit import edit_article
from factcheck.services.claim_add import add_claim
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claim, confirm_claims
from factcheck.services.claim_dismiss import dismiss_claim, dismiss_claims, restore_claim
from factcheck.services.claim_edit import edit_claim
from factcheck.services.claim_merge import merge_claim
from factcheck.services.claim_split import split_claim
from factcheck.services.claim_trim import trim_claim
from factcheck.services.draft_find import SeveralPlaces
from factcheck.services.event_log import verify_log
from factcheck.services.finding_put_aside import put_finding_aside
from factcheck.services.passage_role import set_passage_role
from factcheck.text.model import Finding as Found
from tests.intake import TEXT, claims_of, span, split_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


class Setting:
    """An article with its claims, and the people as rows of this session."""

    def __init__(self, session: Session, people: People) -> None:
        self.session = session
        found = Found("numbers_disagree", (span(TEXT, "40 million"),), "Two figures for one thing.")
        self.article, self.draft, self.claims = split_article(session, people.eda, findings=[found])
        self.eda = session.get_one(Person, people.eda)
        self.cleo = session.get_one(Person, people.cleo)

    def holds(self) -> None:
        """Check what must be so after whatever was done."""
        for place in self.session.scalars(select(Occurrence)):
            text = self.session.get_one(Draft, place.draft_id).text
            assert text[place.start : place.end] == place.exact
        numbers = [claim.number for claim in claims_of(self.session, self.article)]
        assert len(numbers) == len(set(numbers))
        assert verify_log(self.session).bad_seq is None

    def last(self) -> Event:
        return self.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()


@pytest.fixture
def desk(session: Session, people: People) -> Setting:
    return Setting(session, people)


def test_confirming_one_moves_the_article_and_a_double_click_does_nothing(session: Session, desk: Setting) -> None:
    claim = confirm_claim(session, desk.eda, desk.claims[0].id)
    assert claim.state is ClaimState.TO_CHECK
    assert desk.article.state is ArticleState.CHECKING
    seq = desk.last().seq
    confirm_claim(session, desk.eda, claim.id)
    assert desk.last().seq == seq
    desk.holds()


def test_confirming_some_and_all(session: Session, desk: Setting) -> None:
    assert [c.number for c in confirm_claims(session, desk.eda, desk.article.id, [desk.claims[1].id])] == [2]
    assert [c.number for c in confirm_claims(session, desk.eda, desk.article.id)] == [1, 3, 4, 5]
    assert confirm_claims(session, desk.eda, desk.article.id) == []


def test_a_checker_confirms_nothing(session: Session, desk: Setting) -> None:
    with pytest.raises(NotAllowed):
        confirm_claim(session, desk.cleo, desk.claims[0].id)
    with pytest.raises(NotAllowed):
        confirm_claims(session, desk.cleo, desk.article.id)


def test_a_claim_of_another_article_is_not_found(session: Session, desk: Setting, people: People) -> None:
    other, _, _ = split_article(session, people.eda, TEXT + "More.")
    with pytest.raises(NotFound):
        confirm_claim(session, desk.eda, desk.claims[0].id, article_id=other.id)


def test_editing_keeps_before_and_after_in_the_log(session: Session, desk: Setting) -> None:
    claim = edit_claim(
        session,
        desk.eda,
        desk.claims[0].id,
        version=1,
        statement="The wall will\ncost 40 million",
        kind="comparison",
        chain=["", "the mayor", " the budget "],
    )
    assert (claim.statement, claim.kind) == ("The wall will cost 40 million", ClaimKind.COMPARISON)
    assert claim.chain == ["the mayor", "the budget"]
    event = desk.last()
    assert event.before is not None
    assert event.after is not None
    assert event.before["statement"] == "Harbour wall to cost 40 million"
    assert (event.after["statement"], event.after["version"]) == ("The wall will cost 40 million", 2)
    desk.holds()


def test_two_who_edit_the_same_words_are_shown_both_texts(session: Session, desk: Setting) -> None:
    claim = desk.claims[0]
    edit_claim(session, desk.eda, claim.id, version=1, statement="Hers", kind="event", chain=[])
    with pytest.raises(StaleWrite) as caught:
        edit_claim(session, desk.eda, claim.id, version=1, statement="Mine", kind="event", chain=[])
    (clash,) = caught.value.clashes
    assert (clash.name, clash.base, clash.theirs, clash.mine) == (
        "statement",
        "Harbour wall to cost 40 million",
        "Hers",
        "Mine",
    )
    assert claim.statement == "Hers"
    edit_claim(session, desk.eda, claim.id, version=caught.value.version, statement="Mine", kind="event", chain=[])
    assert claim.statement == "Mine"


def test_a_claim_that_only_moved_on_meanwhile_is_still_edited(session: Session, desk: Setting) -> None:
    claim = confirm_claim(session, desk.eda, desk.claims[0].id)
    edit_claim(session, desk.eda, claim.id, version=1, statement="Mine", kind="quantity", chain=[])
    assert claim.statement == "Mine"


def test_a_version_from_nowhere_is_refused(session: Session, desk: Setting) -> None:
    with pytest.raises(StaleWrite):
        edit_claim(session, desk.eda, desk.claims[0].id, version=999, statement="x", kind="event", chain=[])


@pytest.mark.parametrize(
    ("change", "field"),
    [({"statement": " "}, "statement"), ({"statement": "x" * 5001}, "statement"), ({"kind": "rumour"}, "kind"),
     ({"chain": ["a"] * 13}, "chain")],
)  # fmt: skip
def test_what_cannot_be_saved_names_its_field(
    session: Session, desk: Setting, change: dict[str, object], field: str
) -> None:
    given: dict[str, object] = {"statement": "fine", "kind": "event", "chain": []} | change
    with pytest.raises(InvalidInput) as caught:
        edit_claim(session, desk.eda, desk.claims[0].id, version=1, **given)  # type: ignore[arg-type]  # one wrong on purpose
    assert caught.value.field == field


def test_a_checker_edits_only_what_she_holds(session: Session, desk: Setting) -> None:
    claim = confirm_claim(session, desk.eda, desk.claims[0].id)
    given = {"version": claim.version, "statement": "x", "kind": "event", "chain": list[str]()}
    with pytest.raises(NotAllowed):
        edit_claim(session, desk.cleo, claim.id, **given)  # type: ignore[arg-type]  # a dict of mixed values
    assign_claims(session, desk.eda, [claim.id], desk.cleo.id)
    given["version"] = claim.version
    assert edit_claim(session, desk.cleo, claim.id, **given).statement == "x"  # type: ignore[arg-type]  # as above


def test_a_split_keeps_the_number_and_gives_the_rest_the_next(session: Session, desk: Setting) -> None:
    claim = desk.claims[2]
    first, second = split_claim(
        session,
        desk.eda,
        claim.id,
        version=claim.version,
        parts="The old wall fell in 1987\r\nand killed nine people.",
    )
    assert (first.number, second.number) == (3, 6)
    assert first.occurrences[0].exact == "The old wall fell in 1987"
    assert second.occurrences[0].exact == "and killed nine people."
    assert second.state is ClaimState.UNCONFIRMED
    desk.holds()


def test_a_split_divides_every_place_alike(session: Session, desk: Setting) -> None:
    claim = confirm_claim(session, desk.eda, desk.claims[4].id)
    first, second = split_claim(
        session, desk.eda, claim.id, version=claim.version, parts="The mayor of Ostvik\nat the harbour on Monday."
    )
    assert [len(first.occurrences), len(second.occurrences)] == [2, 2]
    assert second.state is ClaimState.TO_CHECK
    desk.holds()


@pytest.mark.parametrize(
    "parts",
    ["", "The old wall fell in 1987 and killed nine people.", "The old wall fell in 1988\nand killed nine people.",
     "The old wall\nfell in 1987\nand killed nine people.", "\nThe old wall fell in 1987 and killed nine people.\n"],
)  # fmt: skip
def test_a_split_that_changes_words_or_makes_no_cut_is_refused(session: Session, desk: Setting, parts: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        split_claim(session, desk.eda, desk.claims[2].id, version=1, parts=parts)
    assert caught.value.field == "parts"
    assert len(claims_of(session, desk.article)) == 5


def test_a_claim_over_two_printed_lines_is_split_too(session: Session, people: People) -> None:
    text = "Head\n\nIt rained in June and\nsnowed in July, says the office.\n"
    article, _, _ = split_article(session, people.eda, text, claims=[])
    eda = session.get_one(Person, people.eda)
    claim = add_claim(session, eda, article.id, exact="It rained in June and snowed in July, says the office.")
    parts = "It rained in June\nand\nsnowed in July, says the office."
    first, second = split_claim(session, eda, claim.id, version=claim.version, parts=parts)
    assert first.occurrences[0].exact == "It rained in June"
    assert second.occurrences[0].exact == "and\nsnowed in July, says the office."


def test_a_split_of_what_changed_meanwhile_is_refused(session: Session, desk: Setting) -> None:
    edit_claim(session, desk.eda, desk.claims[2].id, version=1, statement="x", kind="event", chain=[])
    with pytest.raises(StaleWrite):
        split_claim(session, desk.eda, desk.claims[2].id, version=1, parts="The old wall\nfell in 1987 …")


def test_trimming_by_words_moves_the_place_and_the_plain_statement(session: Session, desk: Setting) -> None:
    claim = desk.claims[2]
    place = claim.occurrences[0]
    trim_claim(session, desk.eda, claim.id, place.id, version=1, exact="old wall  fell in 1987")
    assert place.exact == "old wall fell in 1987"
    assert claim.statement == "old wall fell in 1987"
    trim_claim(session, desk.eda, claim.id, place.id, version=claim.version, exact="on Monday. The old wall fell")
    assert place.exact == "on Monday. The old wall fell"
    desk.holds()


@pytest.mark.parametrize("exact", ["", "The old wall stands", "Lena Brandt"])
def test_trimming_to_words_that_do_not_stand_there_is_refused(session: Session, desk: Setting, exact: str) -> None:
    place = desk.claims[2].occurrences[0]
    with pytest.raises(InvalidInput):
        trim_claim(session, desk.eda, desk.claims[2].id, place.id, version=1, exact=exact)


def test_a_repeated_caption_is_trimmed_at_its_own_place(session: Session, desk: Setting) -> None:
    claim = desk.claims[4]
    second = claim.occurrences[1]
    trim_claim(session, desk.eda, claim.id, second.id, version=1, exact="The mayor of Ostvik")
    assert second.start == TEXT.rindex("The mayor of Ostvik")


def test_merging_moves_the_places_and_keeps_the_number(session: Session, desk: Setting) -> None:
    target = merge_claim(session, desk.eda, desk.claims[0].id, into=2)
    gone = desk.claims[0]
    assert target.number == 2
    assert (gone.state, gone.merged_into_id, gone.number) == (ClaimState.MERGED, target.id, 1)
    assert [place.start for place in target.occurrences] == [0, TEXT.index("The council")]
    assert gone.occurrences == []
    assert merge_claim(session, desk.eda, gone.id, into=2) is target
    desk.holds()


@pytest.mark.parametrize("into", [1, 99])
def test_merging_into_itself_or_nothing_is_refused(session: Session, desk: Setting, into: int) -> None:
    with pytest.raises(InvalidInput):
        merge_claim(session, desk.eda, desk.claims[0].id, into=into)


def test_merging_into_what_was_put_aside_is_refused(session: Session, desk: Setting) -> None:
    dismiss_claim(session, desk.eda, desk.claims[1].id, "opinion")
    with pytest.raises(WrongState, match="not checkable"):
        merge_claim(session, desk.eda, desk.claims[0].id, into=2)


def test_putting_aside_needs_a_reason_and_is_taken_back(session: Session, desk: Setting) -> None:
    claim = desk.claims[3]
    with pytest.raises(InvalidInput):
        dismiss_claim(session, desk.eda, claim.id, "  ")
    dismiss_claim(session, desk.eda, claim.id, "A feeling")
    assert (claim.state, claim.state_reason) == (ClaimState.NOT_CHECKABLE, "A feeling")
    restore_claim(session, desk.eda, claim.id)
    assert (claim.state, claim.state_reason) == (ClaimState.TO_CHECK, None)
    desk.holds()


def test_putting_aside_frees_whoever_held_it(session: Session, desk: Setting) -> None:
    claim = desk.claims[0]
    assign_claims(session, desk.eda, [claim.id], desk.cleo.id)
    assert len(dismiss_claims(session, desk.eda, desk.article.id, [claim.id], "No fact")) == 1
    assert claim.assignee_id is None


def test_adding_by_words_finds_them_as_copied(session: Session, desk: Setting) -> None:
    claim = add_claim(session, desk.cleo, desk.article.id, exact='"We had  no choice,"')
    assert claim.number == 6
    assert claim.occurrences[0].exact == "“We had no choice,”"
    assert claim.state is ClaimState.TO_CHECK
    assert desk.article.state is ArticleState.CHECKING
    desk.holds()


@pytest.mark.parametrize("words", ["will spend 40 million crowns on a new harbour wall, the mayor said", "nine people"])
def test_an_added_claim_says_what_was_chosen_and_nothing_else(session: Session, desk: Setting, words: str) -> None:
    claim = add_claim(session, desk.eda, desk.article.id, exact=words)
    assert (claim.statement, claim.occurrences[0].exact) == (words, words)


def test_an_added_claim_says_what_was_written_for_it(session: Session, desk: Setting) -> None:
    statement = "Nine people died when the harbour wall fell."
    claim = add_claim(session, desk.eda, desk.article.id, exact="killed nine people", statement=statement)
    assert (claim.statement, claim.occurrences[0].exact) == (statement, "killed nine people")


def test_adding_words_that_stand_twice_asks_which(session: Session, desk: Setting) -> None:
    with pytest.raises(SeveralPlaces) as caught:
        add_claim(session, desk.eda, desk.article.id, exact="on Monday.")
    assert len(caught.value.places) == 3
    start, end = caught.value.places[2]
    claim = add_claim(session, desk.eda, desk.article.id, exact="on Monday.", start=start, end=end)
    assert claim.occurrences[0].start == TEXT.rindex("on Monday.")


@pytest.mark.parametrize(
    "exact", ["", " ", "The wall is blue", "The old wall fell in 1987 and killed nine people.", "x" * 5001]
)
def test_adding_what_is_not_there_or_there_already_is_refused(session: Session, desk: Setting, exact: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_claim(session, desk.eda, desk.article.id, exact=exact)
    assert caught.value.field == "exact"


@pytest.mark.parametrize("place", [(-5, -2), (0, 10**9), (5, 5), (9, 3)])
def test_a_made_up_position_is_not_believed(session: Session, desk: Setting, place: tuple[int, int]) -> None:
    claim = add_claim(session, desk.eda, desk.article.id, exact="nine people", start=place[0], end=place[1])
    assert claim.occurrences[0].start == TEXT.index("nine people")


def test_a_passage_gets_another_role(session: Session, desk: Setting) -> None:
    passage = session.scalars(select(Passage).order_by(Passage.position.desc()).limit(1)).one()
    set_passage_role(session, desk.eda, desk.article.id, passage.id, "caption")
    assert passage.role is PassageRole.CAPTION
    with pytest.raises(InvalidInput):
        set_passage_role(session, desk.eda, desk.article.id, passage.id, "advert")
    with pytest.raises(NotFound):
        set_passage_role(session, desk.eda, desk.article.id + 1, passage.id, "deck")


def test_a_finding_is_put_aside_and_taken_up_again(session: Session, desk: Setting) -> None:
    finding = session.scalars(select(Finding)).one()
    put_finding_aside(session, desk.cleo, desk.article.id, finding.id, aside=True)
    assert finding.dismissed_by_id == desk.cleo.id
    put_finding_aside(session, desk.cleo, desk.article.id, finding.id, aside=False)
    assert finding.dismissed_at is None


def test_an_article_is_edited_and_a_stale_form_shows_both(session: Session, desk: Setting) -> None:
    version = desk.article.version
    edit_article(
        session, desk.eda, desk.article.id, version=version, brief=ArticleBrief(title="Theirs"), outside_allowed=False
    )
    assert desk.article.outside_allowed, "nothing confidential is kept from the providers"
    with pytest.raises(StaleWrite) as caught:
        edit_article(
            session, desk.eda, desk.article.id, version=version, brief=ArticleBrief(title="Mine"), outside_allowed=False
        )
    assert [(c.name, c.base, c.theirs, c.mine) for c in caught.value.clashes] == [
        ("title", "Harbour wall", "Theirs", "Mine")
    ]


def test_an_editor_lets_a_confidential_article_be_looked_up(session: Session, desk: Setting) -> None:
    def save(*, outside: bool) -> Article:
        brief = ArticleBrief(title="Harbour wall", confidential=True)
        version = desk.article.version
        return edit_article(session, desk.eda, desk.article.id, version=version, brief=brief, outside_allowed=outside)

    assert not save(outside=False).outside_allowed
    assert save(outside=True).outside_allowed


def test_the_number_of_a_claim_cannot_be_changed_even_by_hand(session: Session, desk: Setting) -> None:
    with pytest.raises(Exception, match="never changes"), session.begin_nested():
        session.execute(Claim.__table__.update().where(Claim.id == desk.claims[0].id).values(number=99))  # type: ignore[attr-defined]  # Core on purpose
