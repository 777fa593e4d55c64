from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, StaleWrite, WrongState
from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.models import Event, Evidence, Job, Origin, Person
from factcheck.services.event_log import verify_log
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_get import get_evidence
from factcheck.services.evidence_log import EvidenceValues, UploadedFile, log_evidence
from factcheck.services.evidence_withdraw import restore_evidence, withdraw_evidence
from factcheck.services.origin_find import OriginChoice
from tests.sources_kit import STATEMENT, add_article, add_capture, add_claim, add_evidence, digest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim
    from tests.conftest import People

CANARY = "Marten Canarius"


def _held(session: Session, people: People, *, confidential: bool = False) -> Claim:
    return add_claim(session, add_article(session, people.eda, confidential=confidential), holder_id=people.cleo)


def _who(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id)


def test_a_page_logged_by_address_is_owed_a_capture_and_begins_the_check(session: Session, people: People) -> None:
    claim = _held(session, people)
    row = add_evidence(session, people.cleo, claim, excerpt="it cost 40 million")
    assert (row.kind, row.origin.kind, row.origin.name) == (EvidenceKind.PAGE, OriginKind.OUTLET, "Vellmar Gazette")
    assert row.origin.confirmed_by_id is None
    assert claim.state is ClaimState.CHECKING
    job = session.scalars(select(Job)).one()
    assert job.payload == {"evidence_id": row.id}
    event = session.scalars(select(Event).where(Event.action == "evidence.logged")).one()
    assert event.after is not None
    assert event.after["excerpt"] == "it cost 40 million"
    assert event.after["version"] == 1


@pytest.mark.parametrize(
    ("kind", "values", "title", "origin"),
    [
        (
            EvidenceKind.CALL,
            {"locator": {"who": "Ilse Brandt", "attempts": [{"at": "2026-03-01 10:00", "outcome": "spoke"}]}},
            "Call with Ilse Brandt",
            (OriginKind.PERSON, "Ilse Brandt"),
        ),
        (
            EvidenceKind.INTERVIEW,
            {"locator": {"who": "Ilse Brandt", "timecode": "00:12:30"}},
            "Interview with Ilse Brandt",
            (OriginKind.PERSON, "Ilse Brandt"),
        ),
        (
            EvidenceKind.BOOK,
            {"title": "Locks of the North", "locator": {"author": "P. Aune", "edition": "2nd", "page": "91"}},
            "Locks of the North",
            (OriginKind.BOOK, "Locks of the North (P. Aune)"),
        ),
        (
            EvidenceKind.DATASET,
            {"title": "Harbour accounts", "locator": {"query": "year=2019, account=lock"}},
            "Harbour accounts",
            (OriginKind.DATASET, "Harbour accounts"),
        ),
        (
            EvidenceKind.EMAIL,
            {"locator": {"who": "the treasurer", "sent": "2026-03-02"}},
            "E-mail from the treasurer",
            (OriginKind.PERSON, "the treasurer"),
        ),
    ],
)
def test_each_kind_is_kept_with_its_own_place_and_default_origin(
    session: Session,
    people: People,
    kind: EvidenceKind,
    values: dict[str, object],
    title: str,
    origin: tuple[OriginKind, str],
) -> None:
    claim = _held(session, people)
    row = add_evidence(session, people.cleo, claim, **({"kind": kind, "url": "", "outlet": "", "title": ""} | values))
    assert row.title == title
    assert (row.origin.kind, row.origin.name) == origin
    assert row.locator == values["locator"]
    assert session.scalar(select(func.count()).select_from(Job)) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "//evil.example/x"}, "url"),
        ({"url": " jav\tascript:x"}, "url"),
        ({"url": "http://user:pw@gazette.example/"}, "url"),
        ({"url": "http://[a"}, "url"),
        ({"kind": EvidenceKind.CALL, "locator": {"who": ""}}, "who"),
        ({"kind": EvidenceKind.CALL, "locator": {"who": "X", "attempts": []}}, "attempts"),
        ({"kind": EvidenceKind.BOOK, "locator": {"author": "A"}, "title": "T"}, "page"),
        ({"kind": EvidenceKind.DATASET, "url": "", "title": "", "locator": {"query": "q"}}, "title"),
        ({"kind": EvidenceKind.DOCUMENT, "url": "", "title": "T"}, "file"),
        ({"excerpt": "x" * 20_001}, "excerpt"),
        ({"origin": OriginChoice(id=999_999)}, "origin_id"),
        ({"origin": OriginChoice(name=" ")}, "origin_name"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    session: Session, people: People, changes: dict[str, object], field: str
) -> None:
    claim = _held(session, people)
    with pytest.raises(InvalidInput) as refused:
        add_evidence(session, people.cleo, claim, **changes)
    assert refused.value.field == field


def test_an_upload_is_kept_and_its_excerpt_found_once_it_was_read(session: Session, people: People) -> None:
    claim = _held(session, people)
    file = UploadedFile(digest("bytes"), "Kassenbuch 2019.pdf", "application/pdf", 5)
    row = add_evidence(session, people.cleo, claim, kind=EvidenceKind.DOCUMENT, url="", title="", file=file)
    assert row.title == "Kassenbuch 2019.pdf"
    assert row.capture is not None
    assert (row.capture.state, row.capture.file_name, row.capture.in_corpus) == ("waiting", "", False)
    assert session.scalars(select(Job)).one().payload == {"evidence_id": row.id}


def test_an_excerpt_points_into_the_kept_text_however_it_was_typed(session: Session, people: People) -> None:
    claim = _held(session, people)
    row = add_evidence(session, people.cleo, claim, excerpt='called it  "A bargain')
    row.capture = add_capture(session, "She called it\n“a bargain” twice.", url=row.url)
    session.flush()
    values = EvidenceValues(
        EvidenceKind.PAGE, Stance.SUPPORTS, url=row.url, excerpt='called it  "A bargain', title=row.title
    )
    edited = edit_evidence(session, _who(session, people.cleo), row.id, values, version=row.version)
    assert edited.capture is not None
    assert edited.excerpt == "called it\n“a bargain"
    assert edited.excerpt == edited.capture.text[edited.excerpt_start : edited.excerpt_end]
    assert (edited.prefix, edited.suffix) == ("She ", "” twice.")


def test_only_the_holder_editors_and_the_second_checker_may_log(session: Session, people: People) -> None:
    claim = _held(session, people)
    with pytest.raises(NotAllowed):
        add_evidence(session, people.cass, claim)
    claim.state = ClaimState.PROPOSED
    session.flush()
    with pytest.raises(NotAllowed):
        add_evidence(session, people.cass, claim)
    claim.state, claim.second_checker_id = ClaimState.SECOND_CHECK, people.cass
    session.flush()
    assert add_evidence(session, people.cass, claim).logged_by_id == people.cass


def test_a_stale_edit_is_refused_with_both_texts(session: Session, people: People) -> None:
    claim = _held(session, people)
    row = add_evidence(session, people.cleo, claim, note="first")
    base: dict[str, Any] = {"url": row.url, "title": row.title, "outlet": row.outlet}
    cleo, eda = _who(session, people.cleo), _who(session, people.eda)
    edit_evidence(session, eda, row.id, EvidenceValues(row.kind, row.stance, note="hers", **base), version=1)
    with pytest.raises(StaleWrite) as stale:
        edit_evidence(session, cleo, row.id, EvidenceValues(row.kind, row.stance, note="mine", **base), version=1)
    assert [(c.name, c.base, c.theirs, c.mine) for c in stale.value.clashes] == [("note", "first", "hers", "mine")]
    assert row.note == "hers"


def test_an_edit_keeps_the_origin_and_does_not_confirm_it(session: Session, people: People) -> None:
    claim = _held(session, people)
    row = add_evidence(session, people.cleo, claim)
    values = EvidenceValues(row.kind, Stance.REFUTES, url=row.url, title="Another title")
    edit_evidence(session, _who(session, people.cleo), row.id, values, version=row.version)
    assert (row.stance, row.origin.name, row.origin.confirmed_by_id) == (Stance.REFUTES, "Vellmar Gazette", None)


def test_withdrawing_needs_a_reason_keeps_the_row_and_can_be_undone(session: Session, people: People) -> None:
    claim = _held(session, people)
    row, cleo = add_evidence(session, people.cleo, claim), _who(session, people.cleo)
    with pytest.raises(InvalidInput):
        withdraw_evidence(session, cleo, row.id, reason="  ")
    withdraw_evidence(session, cleo, row.id, reason="a namesake")
    assert row.withdrawn_why == "a namesake"
    with pytest.raises(WrongState):
        edit_evidence(session, cleo, row.id, EvidenceValues(row.kind, row.stance, url=row.url), version=row.version)
    restore_evidence(session, cleo, row.id)
    assert row.withdrawn_at is None
    actions = list(session.scalars(select(Event.action).where(Event.object_kind == "evidence").order_by(Event.seq)))
    assert actions == ["evidence.logged", "evidence.withdrawn", "evidence.restored"]


def test_what_is_confidential_is_hidden_from_others_and_sealed_in_the_log(session: Session, people: People) -> None:
    claim = _held(session, people)
    row = add_evidence(
        session,
        people.cleo,
        claim,
        kind=EvidenceKind.CALL,
        url="",
        title="",
        outlet="",
        excerpt=f"{CANARY} said so",
        note=f"met {CANARY}",
        locator={"who": CANARY, "attempts": [{"at": "2026-03-01", "outcome": CANARY}]},
        confidential=True,
    )
    for who in (people.cleo, people.eda):
        assert get_evidence(session, _who(session, who), row.id)[0] is row
    with pytest.raises(NotFound):
        get_evidence(session, _who(session, people.cass), row.id)
    withdraw_evidence(session, _who(session, people.cleo), row.id, reason=f"{CANARY} asked for it")
    logged = [str((event.before, event.after)) for event in session.scalars(select(Event))]
    assert logged
    assert not any("Canarius" in told for told in logged)
    # The twin: what is not confidential is told in full.
    add_evidence(session, people.cleo, claim, note=CANARY)
    assert any(CANARY in str(event.after) for event in session.scalars(select(Event)))
    assert verify_log(session).bad_seq is None


def test_nothing_is_fetched_for_confidential_evidence_or_a_confidential_article(
    session: Session, people: People
) -> None:
    add_evidence(session, people.cleo, _held(session, people), confidential=True)
    closed = _held(session, people, confidential=True)
    add_evidence(session, people.cleo, closed)
    assert session.scalar(select(func.count()).select_from(Job)) == 0
    closed.article.outside_allowed = True
    add_evidence(session, people.cleo, closed)
    assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_one_name_is_one_origin_and_a_persons_choice_confirms_it(session: Session, people: People) -> None:
    claim = _held(session, people)
    first = add_evidence(session, people.cleo, claim)
    second = add_evidence(session, people.cleo, claim, outlet="VELLMAR gazette", url="https://gazette.example/2")
    assert first.origin_id == second.origin_id
    third = add_evidence(session, people.cleo, claim, origin=OriginChoice(id=first.origin_id))
    assert third.origin.confirmed_by_id == people.cleo
    assert session.scalar(select(func.count()).select_from(Origin)) == 1
    elsewhere = _held(session, people)
    assert add_evidence(session, people.cleo, elsewhere).origin_id != first.origin_id


def test_evidence_of_another_article_is_no_origin_here(session: Session, people: People) -> None:
    foreign = add_evidence(session, people.cleo, _held(session, people))
    with pytest.raises(InvalidInput):
        add_evidence(session, people.cleo, _held(session, people), origin=OriginChoice(id=foreign.origin_id))


def test_the_log_of_evidence_counts_rows_not_attempts(session: Session, people: People) -> None:
    claim = _held(session, people)
    with pytest.raises(NotFound):
        log_evidence(session, _who(session, people.cleo), 987_654, EvidenceValues(EvidenceKind.PAGE, Stance.CONTEXT))
    assert claim.statement == STATEMENT
    assert session.scalar(select(func.count()).select_from(Evidence)) == 0
