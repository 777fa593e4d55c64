from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, StaleWrite, WrongState
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance, SuggestionState
from factcheck.models import Event, Evidence, Origin, Person, Suggestion
from factcheck.services.evidence_list import origins_to_choose
from factcheck.services.origin_count import HIDDEN_NAME, cluster_by_origin, count_origins
from factcheck.services.origin_edit import get_origin, merge_origins, name_origin
from factcheck.services.origin_find import OriginChoice, find_origin
from factcheck.services.origin_move import move_to_origin
from factcheck.services.suggestion_decide import accept_suggestion, dismiss_suggestion, undo_suggestion
from tests.sources_kit import add_article, add_capture, add_claim, add_evidence, add_suggestion

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim
    from tests.conftest import People

PAGE = "Ships wait. The new lock cost the harbour board 40 million crowns, its accounts say. Gulls scream."
SAID = "The new lock cost the harbour board 40 million crowns, its accounts say."


def _who(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id)


def _held(session: Session, people: People) -> Claim:
    return add_claim(session, add_article(session, people.eda), holder_id=people.cleo)


def _suggested(session: Session, claim: Claim, *, url: str = "https://gazette.example/lock") -> Suggestion:
    return add_suggestion(session, claim, add_capture(session, PAGE, url=url, title="The lock"), SAID)


def test_accepting_makes_evidence_anchored_in_the_capture(session: Session, people: People) -> None:
    claim = _held(session, people)
    suggestion, cleo = _suggested(session, claim), _who(session, people.cleo)
    row = accept_suggestion(session, cleo, suggestion.id, Stance.SUPPORTS)
    assert row.capture is not None
    assert (row.kind, row.excerpt) == (EvidenceKind.PAGE, SAID)
    assert row.capture.text[row.excerpt_start : row.excerpt_end] == SAID
    assert (row.prefix, row.suffix) == ("Ships wait. ", " Gulls scream.")
    assert (row.origin.kind, row.origin.name, row.origin.confirmed_by_id) == (
        OriginKind.OUTLET,
        "gazette.example",
        None,
    )
    assert accept_suggestion(session, cleo, suggestion.id, Stance.REFUTES) is row
    assert row.stance is Stance.SUPPORTS


def test_a_stance_is_chosen_by_the_person_never_taken_from_the_machine(session: Session, people: People) -> None:
    suggestion = _suggested(session, _held(session, people))
    suggestion.stance = Stance.REFUTES
    with pytest.raises(InvalidInput) as refused:
        accept_suggestion(session, _who(session, people.cleo), suggestion.id, None)
    assert refused.value.field == "stance"
    assert suggestion.state is SuggestionState.OPEN


def test_undo_opens_again_and_accepting_again_brings_the_same_row_back(session: Session, people: People) -> None:
    suggestion, cleo = _suggested(session, _held(session, people)), _who(session, people.cleo)
    row = accept_suggestion(session, cleo, suggestion.id, Stance.SUPPORTS)
    undo_suggestion(session, cleo, suggestion.id)
    assert suggestion.state is SuggestionState.OPEN
    assert row.withdrawn_at is not None
    again = accept_suggestion(session, cleo, suggestion.id, Stance.CONTEXT)
    assert (again.id, again.stance, again.withdrawn_at) == (row.id, Stance.CONTEXT, None)
    assert session.scalar(select(func.count()).select_from(Evidence)) == 1


def test_dismissing_is_logged_and_undone_and_not_for_others(session: Session, people: People) -> None:
    suggestion, cleo = _suggested(session, _held(session, people)), _who(session, people.cleo)
    with pytest.raises(NotAllowed):
        dismiss_suggestion(session, _who(session, people.cass), suggestion.id)
    dismiss_suggestion(session, cleo, suggestion.id)
    dismiss_suggestion(session, cleo, suggestion.id)
    undo_suggestion(session, cleo, suggestion.id)
    actions = list(session.scalars(select(Event.action).where(Event.object_kind == "suggestion").order_by(Event.seq)))
    assert actions == ["suggestion.dismissed", "suggestion.reopened"]
    with pytest.raises(NotFound):
        dismiss_suggestion(session, cleo, 99_999)


def test_what_is_evidence_is_not_dismissed(session: Session, people: People) -> None:
    suggestion, cleo = _suggested(session, _held(session, people)), _who(session, people.cleo)
    accept_suggestion(session, cleo, suggestion.id, Stance.SUPPORTS)
    with pytest.raises(WrongState):
        dismiss_suggestion(session, cleo, suggestion.id)


def test_agency_copy_in_two_papers_is_one_origin(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), _who(session, people.cleo)
    for outlet in ("one", "two"):
        text = f"By The Associated Press\n\n{PAGE}\n"
        capture = add_capture(
            session, text, url=f"https://{outlet}.example/ap", title="The lock", outlet=outlet.title()
        )
        accept_suggestion(session, cleo, add_suggestion(session, claim, capture, SAID).id, Stance.SUPPORTS)
    tally = count_origins(session.scalars(select(Evidence)).all())
    assert (tally.carriers, tally.origins) == (2, 1)
    assert tally.words.startswith("2 pages, 1 origin: ")
    assert tally.by_stance == {Stance.SUPPORTS: 1, Stance.REFUTES: 0, Stance.CONTEXT: 0}


def test_naming_confirms_and_a_stale_name_is_refused(session: Session, people: People) -> None:
    origin = add_evidence(session, people.cleo, _held(session, people)).origin
    version = origin.version
    name_origin(
        session, _who(session, people.cleo), origin.id, kind=OriginKind.BOOK, name=" War  and locks ", version=version
    )
    assert (origin.kind, origin.name, origin.confirmed_by_id) == (OriginKind.BOOK, "War and locks", people.cleo)
    with pytest.raises(StaleWrite):
        name_origin(session, _who(session, people.eda), origin.id, kind=OriginKind.BOOK, name="Peace", version=version)
    with pytest.raises(InvalidInput):
        name_origin(
            session, _who(session, people.eda), origin.id, kind=OriginKind.BOOK, name=" ", version=origin.version
        )


def test_merging_puts_all_carriers_under_one_and_later_ones_too(session: Session, people: People) -> None:
    claim, eda = _held(session, people), _who(session, people.eda)
    first = add_evidence(session, people.cleo, claim)
    second = add_evidence(session, people.cleo, claim, outlet="Post", url="https://post.example/")
    merge_origins(session, eda, second.origin_id, first.origin_id)
    session.expire_all()
    assert second.origin_id == first.origin_id
    later = add_evidence(session, people.cleo, claim, outlet="Post", url="https://post.example/2")
    assert later.origin_id == first.origin_id
    assert count_origins([first, second, later]).words == "3 pages, 1 origin: Vellmar Gazette"
    with pytest.raises(InvalidInput):
        merge_origins(session, eda, first.origin_id, first.origin_id)
    with pytest.raises(InvalidInput):
        other = add_evidence(session, people.cleo, _held(session, people))
        merge_origins(session, eda, first.origin_id, other.origin_id)


def test_a_split_gives_one_carrier_an_origin_of_its_own(session: Session, people: People) -> None:
    claim, cleo = _held(session, people), _who(session, people.cleo)
    first, second = add_evidence(session, people.cleo, claim), add_evidence(session, people.cleo, claim)
    move_to_origin(session, cleo, second.id, OriginChoice(kind=OriginKind.PERSON, name="Ilse Brandt"))
    clusters = cluster_by_origin([first, second])
    assert [(cluster.name, len(cluster.items)) for cluster in clusters] == [("Vellmar Gazette", 1), ("Ilse Brandt", 1)]
    assert second.origin.confirmed_by_id == people.cleo


def test_the_name_of_a_confidential_origin_is_kept_from_others(session: Session, people: People) -> None:
    claim = _held(session, people)
    secret = add_evidence(
        session,
        people.cleo,
        claim,
        confidential=True,
        origin=OriginChoice(kind=OriginKind.PERSON, name="Marten Canarius"),
    )
    assert count_origins([secret], hide_confidential=True).words == f"1 page, 1 origin: {HIDDEN_NAME}"
    assert "Canarius" in count_origins([secret]).words
    with pytest.raises(NotFound):
        name_origin(session, _who(session, people.cass), secret.origin_id, kind=OriginKind.PERSON, name="x", version=1)
    name_origin(
        session,
        _who(session, people.cleo),
        secret.origin_id,
        kind=OriginKind.PERSON,
        name="Marten Canarius jr",
        version=secret.origin.version,
    )
    assert not any("Canarius" in str((event.before, event.after)) for event in session.scalars(select(Event)))
    assert session.scalar(select(func.count()).select_from(Origin)) == 1


HERON = OriginChoice(kind=OriginKind.PERSON, name="Deep Heron")


def _secret(session: Session, people: People) -> Evidence:
    return add_evidence(session, people.cleo, _held(session, people), confidential=True, origin=HERON)


def _open_beside(session: Session, people: People, secret: Evidence) -> Evidence:
    """Add what a checker, who may not see the secret, logged on a claim of her own."""
    claim = add_claim(session, secret.claim.article, holder_id=people.cass)
    return add_evidence(session, people.cass, claim)


def test_a_secret_origin_is_not_there_for_a_checker_who_tries_its_number(session: Session, people: People) -> None:
    secret, cass = _secret(session, people), _who(session, people.cass)
    mine = _open_beside(session, people, secret)
    before = mine.origin_id
    with pytest.raises(InvalidInput) as refused:
        move_to_origin(session, cass, mine.id, OriginChoice(id=secret.origin_id))
    with pytest.raises(InvalidInput) as missing:
        move_to_origin(session, cass, mine.id, OriginChoice(id=99_999))
    assert str(refused.value) == str(missing.value)
    for confidential in (False, True):
        choice = OriginChoice(id=secret.origin_id)
        with pytest.raises(InvalidInput):
            add_evidence(session, people.cass, mine.claim, confidential=confidential, origin=choice)
    assert mine.origin_id == before


def test_nothing_open_is_put_under_a_secret_origin_by_those_who_know_it(session: Session, people: People) -> None:
    secret, eda = _secret(session, people), _who(session, people.eda)
    mine = _open_beside(session, people, secret)
    with pytest.raises(InvalidInput, match="confidential"):
        move_to_origin(session, eda, mine.id, OriginChoice(id=secret.origin_id))
    with pytest.raises(InvalidInput, match="other way round"):
        merge_origins(session, eda, mine.origin_id, secret.origin_id)
    # What is confidential, too, may lead there.
    closed = add_evidence(session, people.eda, mine.claim, confidential=True, origin=OriginChoice(id=secret.origin_id))
    assert closed.origin_id == secret.origin_id


def test_whoever_tries_names_does_not_learn_that_one_is_a_secret_source(session: Session, people: People) -> None:
    secret = _secret(session, people)
    mine = _open_beside(session, people, secret)
    move_to_origin(session, _who(session, people.cass), mine.id, HERON)
    assert (mine.origin.name, mine.origin_id == secret.origin_id) == ("Deep Heron", False)
    again = add_evidence(session, people.cass, mine.claim, origin=HERON)
    assert again.origin_id == mine.origin_id


@pytest.mark.parametrize("logged_openly", [False, True])
def test_a_secret_source_that_was_put_under_another_origin_stays_secret(
    session: Session, people: People, *, logged_openly: bool
) -> None:
    claim, cleo, cass = _held(session, people), _who(session, people.cleo), _who(session, people.cass)
    row = add_evidence(session, people.cleo, claim, confidential=not logged_openly, origin=HERON)
    row.confidential, left = True, row.origin_id
    move_to_origin(session, cleo, row.id, OriginChoice(kind=OriginKind.PERSON, name="An officer"))
    with pytest.raises(NotFound):
        get_origin(session, cass, left)
    mine = _open_beside(session, people, row)
    assert "Deep Heron" not in [one.name for one in origins_to_choose(session, cass, mine.claim)]
    assert find_origin(session, cass, claim.article_id, HERON).id != left
    assert get_origin(session, _who(session, people.eda), left).name == "Deep Heron"


def test_a_secret_source_that_was_merged_stays_secret_and_out_of_the_log(session: Session, people: People) -> None:
    secret = _secret(session, people)
    mine = _open_beside(session, people, secret)
    merged = secret.origin_id
    merge_origins(session, _who(session, people.eda), merged, mine.origin_id)
    assert not any("Heron" in str((event.before, event.after)) for event in session.scalars(select(Event)))
    with pytest.raises(NotFound):
        get_origin(session, _who(session, people.cass), merged)
