"""Publication: gates, one publication whoever presses, what is confidential stays in, corrections are records."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from factcheck.domain.articles import ArticleState
from factcheck.domain.errors import DeskError, GateUnmet, InvalidInput, NotAllowed, StaleWrite, WrongState
from factcheck.domain.evidence import OriginKind, Stance
from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Article, Correction, Event, Person, Publication, Revision, Ruling
from factcheck.models.base import utc_now
from factcheck.models.publication import CorrectionClass
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.correction_publish import Wording, publish_correction
from factcheck.services.job_ask import ask_job
from factcheck.services.policy_override import override_rule, withdraw_override
from factcheck.services.policy_seed import seed_policy
from factcheck.services.publication_find import current_revision
from factcheck.services.publication_gates import claim_gates
from factcheck.services.publication_prepare import Prepared, prepare_claim
from factcheck.services.publish import publish_claim
from factcheck.services.publish_article import prepare_article, publish_article
from factcheck.services.withdraw import withdraw_publication
from tests.verdict_world import DESK, World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from factcheck.models import Claim
    from tests.conftest import People

CANARY = "zanzibar-kestrel"


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def prepared(world: World, claim: Claim | None = None) -> Prepared:
    return prepare_claim(world.session, claim or world.claim, desk_name=DESK)


def published(world: World, claim: Claim | None = None, who: str = "eda") -> Publication:
    claim = claim or world.claim
    return publish_claim(
        world.session, world.person(who), claim.id, sha256=prepared(world, claim).sha256, desk_name=DESK
    )


def unmet(world: World, claim: Claim | None = None) -> set[str]:
    claim = claim or world.claim
    return {gate.key for gate in claim_gates(claim, prepared(world, claim)) if not gate.met}


def test_a_ruled_claim_is_published_with_both_layers_origins_and_people(world: World) -> None:
    book = world.origin("War of the Piers", OriginKind.BOOK)
    items = [world.evidence(origin_id=book.id, outlet=outlet) for outlet in ("Courier", "Mail")]
    items.append(world.evidence(stance=Stance.REFUTES, primary=True))
    world.ruled(world.claim, *items, content="mostly_true", limits="No recording is public.")
    row = published(world)
    payload = current_revision(world.session, row).payload
    assert payload["claimant"] == {"name": "Mara Lind", "kind": "Person"}
    assert (payload["attribution"]["label"], payload["content"]["value"]) == ("Accurately reported", 4)
    assert payload["origin_count"] == 2
    assert [(origin["name"], origin["carriers"]) for origin in payload["origins"]] == [
        ("War of the Piers", 2),
        ("Board minutes", 1),
    ]
    assert payload["against"] == [3]
    assert (payload["checked_by"], payload["second_check_by"], payload["ruled_by"]) == ("Cleo", "Cass", "Eda")
    assert world.article.state is ArticleState.CHECKING
    kept = world.session.scalars(select(Ruling)).one()
    assert kept.url == f"/p/{row.public_id}/{row.slug}"


def test_a_claim_without_a_ruling_is_not_published_and_the_list_says_what_is_missing(world: World) -> None:
    with pytest.raises(GateUnmet) as caught:
        published(world)
    assert any("ruled" in words for words in caught.value.missing)
    world.proposed()
    assert unmet(world) == {"ruled"}


def test_124_a_gate_unmet_is_refused_in_the_service_whatever_the_page_shows(world: World) -> None:
    world.ruled(world.claim, world.evidence(url="", capture_id=None))
    assert unmet(world) == {"citation"}
    with pytest.raises(GateUnmet, match="Claim 1"):
        published(world)
    assert world.session.scalar(select(func.count()).select_from(Publication)) == 0


def test_a_kept_capture_opens_as_well_as_a_page_does(world: World) -> None:
    world.ruled(world.claim, world.evidence(url="", capture_id=world.capture().id))
    assert unmet(world) == set()


def test_a_page_that_never_opened_is_no_citation_to_publish_with_and_the_list_says_why(world: World) -> None:
    seed_policy(world.session)
    row = world.evidence()
    world.ruled(world.claim, row)
    job = ask_job(
        world.session,
        JobKind.FETCH_HIT,
        f"evidence:{row.id}:1",
        {"evidence_id": row.id},
        claim_id=world.claim.id,
    )
    job.state, job.error = JobState.FAILED, "It asks for a subscription."
    world.session.flush()
    assert unmet(world) == {"citation"}
    with pytest.raises(GateUnmet) as caught:
        published(world)
    assert "“Minutes of meeting 1” never opened for the desk: It asks for a subscription." in caught.value.missing[0]
    override_rule(
        world.session, world.person("eda"), world.claim.id, "every", "A reader can open it; our worker cannot."
    )
    assert unmet(world) == set()
    withdraw_override(world.session, world.person("eda"), world.claim.id, "every")
    job.state, capture = JobState.DONE, world.capture()
    row.capture_id = capture.id
    world.session.flush()
    assert unmet(world) == set()
    # What stands is mended although the copy is gone.
    there = published(world)
    capture.state = "erased"
    world.session.flush()
    replace_words(world, there, rationale="We read the minutes of the meeting")


def test_82_an_address_that_is_no_web_page_is_neither_a_citation_nor_published(world: World) -> None:
    world.ruled(world.claim, world.evidence(url="javascript:alert(1)", capture_id=None))
    assert unmet(world) == {"citation"}
    assert "javascript" not in json.dumps(prepared(world).payload)


def test_withdrawn_evidence_and_a_confidential_article_hold_publication_back(world: World) -> None:
    item = world.evidence()
    world.ruled(world.claim, item, world.evidence())
    item.withdrawn_at = utc_now()
    world.article.confidential = True
    world.session.flush()
    assert unmet(world) == {"cited_stands", "confidential_article"}


def test_a_checker_does_not_publish(world: World) -> None:
    world.ruled()
    with pytest.raises(NotAllowed):
        published(world, who="cleo")


def test_122_publishing_twice_is_one_publication_one_revision_one_event(world: World) -> None:
    world.ruled()
    first, second = published(world), published(world, who="edo")
    assert first.id == second.id
    assert world.session.scalar(select(func.count()).select_from(Revision)) == 1
    told = select(func.count()).select_from(Event).where(Event.action == "publication.published")
    assert world.session.scalar(told) == 1


def test_123_what_changed_since_the_preview_is_shown_and_not_published(world: World) -> None:
    item = world.evidence()
    world.ruled(world.claim, item)
    seen = prepared(world)
    item.outlet = "Quell Gazette"
    world.session.flush()
    with pytest.raises(StaleWrite) as caught:
        publish_claim(
            world.session,
            world.person("eda"),
            world.claim.id,
            sha256=seen.sha256,
            desk_name=DESK,
            seen=seen.payload,
        )
    clash = caught.value.clashes[0]
    assert clash.name == "Evidence"
    assert "Quell Harbour Board" in (clash.mine or "")
    assert "Quell Gazette" in (clash.theirs or "")


def confidential(world: World, **values: Any) -> Any:
    origin = world.origin(f"origin {CANARY}", OriginKind.PERSON)
    given: dict[str, Any] = {
        "title": f"title {CANARY}",
        "url": f"https://{CANARY}.test/a",
        "outlet": f"outlet {CANARY}",
        "excerpt": f"excerpt {CANARY}",
        "note": f"note {CANARY}",
        "file_name": f"{CANARY}.pdf",
        "locator": {"page": f"page {CANARY}", "who": f"who {CANARY}"},
        "origin_id": origin.id,
        "confidential": True,
    }
    return world.evidence(**(given | values))


def test_119_nothing_of_confidential_evidence_is_in_the_payload_but_why_it_is_withheld(world: World) -> None:
    world.ruled(world.claim, world.evidence(), confidential(world))
    found = prepare_claim(world.session, world.claim, desk_name=DESK, withheld_why="She would lose her work.")
    assert CANARY not in json.dumps(found.payload)
    assert found.payload["withheld"] == [{"why": "She would lose her work.", "stance": "supports"}]
    assert found.payload["origin_count"] == 2
    assert len(found.payload["origins"]) == 1
    assert unmet(world) == set()


def test_119_the_canary_would_be_seen_if_the_item_were_not_confidential(world: World) -> None:
    world.ruled(world.claim, world.evidence(), confidential(world, confidential=False))
    assert CANARY in json.dumps(prepared(world).payload)


@pytest.mark.parametrize("field", ["summary", "rationale", "limits"])
def test_119_words_of_confidential_evidence_in_a_text_hold_publication_back(world: World, field: str) -> None:
    world.ruled(world.claim, world.evidence(), confidential(world), **{field: f"As OUTLET {CANARY.upper()} has it."})
    assert unmet(world) == {"confidential_words"}


def test_119_names_that_the_article_itself_gives_are_no_secret(world: World) -> None:
    item = confidential(world, outlet="Quell Harbour Board")
    world.ruled(world.claim, world.evidence(), item, rationale="The Quell Harbour Board was asked.")
    assert unmet(world) == set()


def test_notes_contacts_and_unknown_locators_stay_in_the_house(world: World) -> None:
    item = world.evidence(note=CANARY, locator={"phone": CANARY, "who": CANARY, "page": "12"})
    world.ruled(world.claim, item)
    payload = prepared(world).payload
    assert CANARY not in json.dumps(payload)
    assert payload["evidence"][0]["locator"] == {"page": "12"}


def test_merged_origins_count_once(world: World) -> None:
    kept, folded = world.origin("Minutes"), world.origin("The minutes")
    folded.merged_into_id = kept.id
    world.ruled(world.claim, world.evidence(origin_id=kept.id), world.evidence(origin_id=folded.id))
    payload = prepared(world).payload
    assert payload["origin_count"] == 1
    assert [origin["name"] for origin in payload["origins"]] == ["Minutes"]


def test_a_published_revision_cannot_be_changed_even_in_the_database(world: World) -> None:
    world.ruled()
    published(world)
    for statement in ("UPDATE revision SET sha256 = 'x'", "DELETE FROM revision"):
        with pytest.raises(DBAPIError, match="immutable"), world.session.begin_nested():
            world.session.execute(text(statement))


def correct(world: World, row: Publication, kind: CorrectionClass, **values: Any) -> Correction:
    given: dict[str, Any] = {"revision": row.current_revision, "desk_name": DESK} | values
    return publish_correction(
        world.session, world.person("eda"), row.id, kind, "The rating changed.", "New minutes.", **given
    )


def test_a_changed_verdict_is_published_only_as_a_correction(world: World) -> None:
    world.ruled()
    row = published(world)
    reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes.")
    world.ruled(content="true")
    with pytest.raises(WrongState, match="correction"):
        published(world)
    with pytest.raises(InvalidInput, match="correction of the verdict"):
        correct(world, row, CorrectionClass.FACTUAL)
    told = correct(world, row, CorrectionClass.VERDICT)
    assert (told.revision_number, row.current_revision) == (2, 2)
    assert [revision.payload["content"]["key"] for revision in row.revisions] == ["unproven", "true"]


def test_a_correction_that_changes_nothing_or_comes_late_is_refused(world: World) -> None:
    world.ruled()
    row = published(world)
    with pytest.raises(InvalidInput, match="Nothing differs"):
        correct(world, row, CorrectionClass.FACTUAL)
    with pytest.raises(WrongState, match="revision 1"):
        correct(world, row, CorrectionClass.FACTUAL, revision=3)


def test_a_typing_mistake_is_mended_in_one_step_and_both_wordings_are_kept(world: World) -> None:
    verdict = world.ruled(summary="Acurately reported.")
    row = published(world)
    wording = Wording("Accurately reported.", verdict.rationale, verdict.limits)
    with pytest.raises(InvalidInput, match="typing mistakes"):
        correct(world, row, CorrectionClass.UPDATE, wording=wording)
    correct(world, row, CorrectionClass.TYPO, wording=wording)
    assert [revision.payload["summary"] for revision in row.revisions] == [
        "Acurately reported.",
        "Accurately reported.",
    ]
    assert current_revision(world.session, row).payload["checked_by"] == "Cleo"
    assert len(current_revision(world.session, row).payload["evidence"]) == 1


def test_a_typing_mistake_leaves_who_ruled_the_day_and_the_precedent_as_they_were(world: World) -> None:
    verdict = world.ruled(summary="Acurately reported.")
    long_ago = verdict.created_at - timedelta(days=200)
    verdict.created_at = verdict.ruled_at = long_ago
    ruling = world.session.scalars(select(Ruling)).one()
    ruling.published_on = long_ago.date()
    row = published(world)
    told = replace_words(world, row, summary="Accurately reported.", who="edo")
    first, second = (revision.payload for revision in row.revisions)
    assert first | {"summary": ""} == second | {"summary": ""}
    assert (second["ruled_by"], second["checked_on"]) == ("Eda", long_ago.date().isoformat())
    assert (ruling.published_on, ruling.title, ruling.url[:3]) == (long_ago.date(), "Accurately reported.", "/p/")
    assert told.by_id == world.people.edo
    assert world.session.scalars(select(Event.actor_id).where(Event.action == "verdict.amended")).one() == told.by_id


def replace_words(world: World, row: Publication, *, who: str = "eda", **words: str) -> Correction:
    payload = current_revision(world.session, row).payload
    wording = Wording(**{name: payload[name] for name in ("summary", "rationale", "limits")} | words)
    kind, revision = CorrectionClass.TYPO, row.current_revision
    return publish_correction(
        world.session,
        world.person(who),
        row.id,
        kind,
        "It was.",
        "It is.",
        revision=revision,
        desk_name=DESK,
        wording=wording,
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("summary", "The pier was never meant to close."),
        ("summary", ""),
        ("rationale", "We did not read the minutes of the meeting."),
        ("limits", "Nobody was asked."),
    ],
)
def test_what_is_called_a_typing_mistake_rewrites_nothing(world: World, field: str, words: str) -> None:
    world.ruled(summary="The minutes say that the pier closes.")
    row = published(world)
    with pytest.raises(InvalidInput, match="open the claim again") as caught:
        replace_words(world, row, **{field: words})
    assert caught.value.field == field
    assert "Factual correction" in str(caught.value)


def test_a_verdict_that_was_ruled_anew_is_no_typing_mistake(world: World) -> None:
    world.ruled(summary="The minutes say that the pier closes.")
    row = published(world)
    reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes.")
    world.ruled(summary="The pier was never meant to close.")
    with pytest.raises(InvalidInput, match="Choose “Factual correction” or “Update”") as caught:
        correct(world, row, CorrectionClass.TYPO)
    assert caught.value.field == "kind"
    correct(world, row, CorrectionClass.FACTUAL)


def test_a_slip_in_a_new_verdict_is_mended_while_it_is_published(world: World) -> None:
    world.ruled()
    row = published(world)
    reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes.")
    verdict = world.ruled(content="true", summary="The minutes beleive it.")
    wording = Wording("The minutes believe it.", verdict.rationale, verdict.limits)
    correct(world, row, CorrectionClass.VERDICT, wording=wording)
    assert current_revision(world.session, row).payload["summary"] == "The minutes believe it."


def test_125_withdrawal_keeps_reason_and_date_and_the_page_can_come_back(world: World) -> None:
    world.ruled()
    row = published(world)
    with pytest.raises(InvalidInput, match="why"):
        withdraw_publication(world.session, world.person("eda"), row.id, " ", revision=1)
    withdraw_publication(world.session, world.person("eda"), row.id, "The minutes were forged.", revision=1)
    assert row.withdrawn_at is not None
    assert world.article.state is ArticleState.CHECKING
    with pytest.raises(WrongState, match="already"):
        withdraw_publication(world.session, world.person("eda"), row.id, "Again.", revision=1)
    with pytest.raises(WrongState, match="withdrawn"):
        correct(world, row, CorrectionClass.UPDATE)
    again = published(world)
    assert (again.id, again.current_revision, again.withdrawn_at) == (row.id, 2, None)
    assert world.article.state is ArticleState.CHECKING


def test_an_article_is_published_with_the_lines_that_are_ready(world: World) -> None:
    world.ruled()
    world.proposed(world.second)
    ready = prepare_article(world.session, world.article, desk_name=DESK)
    assert [line.claim.number for line in ready.shown] == [1]
    row = publish_article(world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=DESK)
    assert current_revision(world.session, row).payload["lines"] == [1]
    assert world.session.scalar(select(func.count()).select_from(Publication)) == 2
    again = publish_article(world.session, world.person("edo"), world.article.id, sha256="old", desk_name=DESK)
    assert again.current_revision == 1


def test_an_article_marked_confidential_later_gets_no_page(world: World) -> None:
    world.ruled()
    published(world)
    world.article.confidential = True
    ready = prepare_article(world.session, world.article, desk_name=DESK)
    with pytest.raises(GateUnmet):
        publish_article(world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=DESK)


def test_lines_checked_later_are_told_as_an_update_of_the_article(world: World) -> None:
    world.ruled()
    ready = prepare_article(world.session, world.article, desk_name=DESK)
    publish_article(world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=DESK)
    world.ruled(world.second, content="true", attribution="own_word")
    with pytest.raises(StaleWrite):
        publish_article(world.session, world.person("eda"), world.article.id, sha256="old", desk_name=DESK)
    ready = prepare_article(world.session, world.article, desk_name=DESK)
    row = publish_article(world.session, world.person("eda"), world.article.id, sha256=ready.sha256, desk_name=DESK)
    told = world.session.scalars(select(Correction)).one()
    assert (row.current_revision, told.kind, told.what) == (2, CorrectionClass.UPDATE, "Lines added: 2.")


def test_what_a_page_states_of_the_article_is_corrected_and_what_it_lacked_is_an_update(world: World) -> None:
    article, session, eda = world.article, world.session, world.person("eda")
    article.title, article.outlet, article.byline = "The harbour closes", "The Wrong Post", ""
    world.ruled()

    def publish() -> tuple[int, str, str]:
        ready = prepare_article(session, article, desk_name=DESK)
        row = publish_article(session, eda, article.id, sha256=ready.sha256, desk_name=DESK)
        told = session.scalars(select(Correction).order_by(Correction.id.desc()).limit(1)).one_or_none()
        return row.current_revision, told.kind.value if told else "", told.what if told else ""

    assert publish() == (1, "", "")
    article.byline = "Mara Voss"
    with pytest.raises(StaleWrite):
        publish_article(session, eda, article.id, sha256="old", desk_name=DESK)
    assert publish() == (2, "update", "By-line added: “Mara Voss”.")
    article.outlet = "The Quell Post"
    world.ruled(world.second, content="true", attribution="own_word")
    said = "Outlet: it said “The Wrong Post”, it says “The Quell Post”. Lines added: 2."
    assert publish() == (3, "factual", said)
    article.byline = ""
    assert publish() == (4, "factual", "By-line taken out; it said “Mara Voss”.")
    # Twice pressed is once published.
    assert publish()[0] == 4
    payload = current_revision(
        session, session.scalars(select(Publication).where(Publication.claim_id.is_(None))).one()
    )
    assert (payload.payload["outlet"], payload.payload["byline"]) == ("The Quell Post", "")


def test_an_article_without_a_ready_line_is_not_published(world: World) -> None:
    with pytest.raises(GateUnmet):
        publish_article(world.session, world.person("eda"), world.article.id, sha256="", desk_name=DESK)


def test_f9_fifty_publishes_at_once_make_one_revision(database: Database, people: People) -> None:
    with database.write() as session:
        world = build_world(session, people)
        world.ruled()
        claim_id, sha256 = world.claim.id, prepared(world).sha256
    failures: list[BaseException] = []
    ids: list[int] = []
    start = threading.Barrier(10, timeout=60)

    def press() -> None:
        start.wait()
        for _ in range(5):
            try:
                with database.write() as session:
                    eda = session.get_one(Person, people.eda)
                    row = publish_claim(session, eda, claim_id, sha256=sha256, desk_name=DESK)
                    ids.append(row.id)
            except (DeskError, DBAPIError) as error:
                failures.append(error)

    threads = [threading.Thread(target=press) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failures == []
    assert len(ids) == 50
    assert len(set(ids)) == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Revision)) == 1
        assert session.scalar(select(func.count()).select_from(Publication)) == 1
        told = select(func.count()).select_from(Event).where(Event.action == "publication.published")
        assert session.scalar(told) == 1
        assert session.scalars(select(Article.state)).one() is ArticleState.CHECKING
