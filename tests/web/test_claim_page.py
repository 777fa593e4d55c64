from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.evidence import EvidenceKind, Stance, SuggestionState
from factcheck.domain.jobs import JobState
from factcheck.models import Claim, Evidence, Job, Lookup, LookupPage, Person, Suggestion
from factcheck.models.base import utc_now
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import EvidenceValues
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.services.lookup_keep import FoundPage, keep_answer
from tests.sources_kit import STATEMENT, add_evidence
from tests.web.claim_page_kit import SAID, lock_claim, post_from, suggest_page, token_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


def test_the_page_shows_claim_context_chain_and_says_what_is_missing(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    page = sign_in("cleo").get(f"/claims/{claim_id}")
    assert page.status_code == 200
    assert f"<mark>{STATEMENT}</mark>" in page.text
    assert "Ilse Brandt" in page.text
    assert "Nothing was logged yet" in page.text
    assert "Nothing was searched yet" in page.text
    assert 'hx-trigger="every 1s"' not in page.text


def test_a_quotation_in_other_words_is_shown_with_what_differs(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    suggestion_id = suggest_page(app_database, claim_id)
    with app_database.write() as session:
        row = session.get_one(Suggestion, suggestion_id)
        row.quote = {"state": "words differ", "ops": [["=", "a "], ["-", "bargain"], ["+", "burden"]]}
    page = sign_in("cleo").get(f"/claims/{claim_id}").text
    assert "in other words" in page
    assert re.search(r"<del>.*bargain.*</del>", page)


def test_a_suggestion_is_accepted_with_a_stance_and_undone(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    suggestion_id = suggest_page(app_database, claim_id)
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    assert "Counts for nothing until you accept it" in client.get(home).text
    refused = post_from(client, home, f"/suggestions/{suggestion_id}/accept", {}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "Choose what it does to the claim" in refused.text
    done = post_from(client, home, f"/suggestions/{suggestion_id}/accept", {"stance": "supports"})
    assert done.status_code == 303
    page = client.get(home).text
    assert "1 page, 1 origin: Gazette" in page
    with app_database.write() as session:
        row = session.scalars(select(Evidence)).one()
        assert (row.stance, row.excerpt) == (Stance.SUPPORTS, SAID)
    part = post_from(client, home, f"/suggestions/{suggestion_id}/undo", {}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "Open again." in part.headers["HX-Trigger"]
    with app_database.read() as session:
        assert session.get_one(Suggestion, suggestion_id).state is SuggestionState.OPEN


def test_dismissing_is_only_for_those_who_may(sign_in: SignIn, app_database: Database, people: People) -> None:
    claim_id = lock_claim(app_database, people)
    suggestion_id = suggest_page(app_database, claim_id)
    other = sign_in("cass")
    assert "Put aside" not in other.get(f"/claims/{claim_id}").text
    assert post_from(other, f"/claims/{claim_id}", f"/suggestions/{suggestion_id}/dismiss", {}).status_code == 403
    assert (
        post_from(sign_in("eda"), f"/claims/{claim_id}", f"/suggestions/{suggestion_id}/dismiss", {}).status_code == 303
    )
    with app_database.read() as session:
        assert session.get_one(Suggestion, suggestion_id).state is SuggestionState.DISMISSED


BASE = {"version": "0", "origin_id": "", "origin_kind": "person"}
FILLED: dict[str, dict[str, str]] = {
    "page": {"url": "https://post.example/x", "outlet": "Post", "spot": "third paragraph"},
    "call": {
        "who": "Ilse Brandt",
        "at_1": "3 March 10:00",
        "outcome_1": "no answer",
        "at_2": "4 March",
        "outcome_2": "spoke",
    },
    "interview": {"who": "Ilse Brandt", "timecode": "00:12:30"},
    "book": {"title": "Locks", "author": "P. Aune", "page": "91"},
    "dataset": {"title": "Accounts", "query": "year=2019", "version_of_data": "May 2026"},
    "email": {"who": "the treasurer", "sent": "3 March 2026"},
}


@pytest.mark.parametrize("kind", sorted(FILLED))
def test_each_kind_has_its_own_form_and_is_logged_once_by_a_double_click(
    sign_in: SignIn, app_database: Database, people: People, kind: str
) -> None:
    claim_id = lock_claim(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}?kind={kind}"
    page = client.get(home).text
    for name in FILLED[kind]:
        assert f'name="{name}"' in page
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    data = {
        "kind": kind,
        "version": "0",
        "stance": "refutes",
        "form_key": key[1],
        "origin_id": "",
        "origin_kind": "person",
    }
    first = post_from(client, home, f"/claims/{claim_id}/evidence", data | FILLED[kind])
    again = post_from(client, home, f"/claims/{claim_id}/evidence", data | FILLED[kind])
    assert first.status_code == again.status_code == 303, first.text
    assert first.headers["Location"] == again.headers["Location"]
    with app_database.read() as session:
        row = session.scalars(select(Evidence)).one()
        assert (row.kind, row.stance) == (EvidenceKind(kind), Stance.REFUTES)
    shown = client.get(home).text
    assert {"page": "third paragraph", "call": "3 March 10:00 no answer", "book": "page: 91"}.get(kind, "") in shown
    edit = client.get(f"/evidence/{row.id}/edit")
    assert edit.status_code == 200
    for value in FILLED[kind].values():
        assert value in edit.text


def test_a_missing_field_keeps_what_was_typed_and_says_where(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}?kind=call"
    data = {
        "kind": "call",
        "version": "0",
        "stance": "context",
        "note": "typed at length",
        "origin_id": "",
        "origin_kind": "person",
    }
    answer = post_from(client, home, f"/claims/{claim_id}/evidence", data | {"who": "Ilse"})
    assert answer.status_code == 422
    assert "Note at least one attempt" in answer.text
    assert 'href="#outcome_1"' in answer.text
    assert "typed at length" in answer.text
    assert "<title>Error: " in answer.text
    bad = post_from(
        client,
        home,
        f"/claims/{claim_id}/evidence",
        BASE | {"kind": "page", "stance": "context", "url": "javascript:alert(1)"},
    )
    assert bad.status_code == 422
    assert 'href="#url"' in bad.text


@pytest.mark.parametrize(
    "body",
    [
        b"<script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/hostname"/></svg>',
        # A picture of 65,000 by 65,000 pixels, as its head says: nobody unpacks it.
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xfd\xe8\x00\x00\xfd\xe8\x08\x02\x00\x00\x00" + bytes(64),
    ],
    ids=["markup", "svg", "picture"],
)
def test_71_73_an_uploaded_document_is_kept_and_downloaded_as_an_attachment_only(
    sign_in: SignIn, app_database: Database, people: People, body: bytes
) -> None:
    claim_id = lock_claim(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}?kind=document"
    data = {
        "kind": "document",
        "version": "0",
        "stance": "supports",
        "origin_id": "",
        "origin_kind": "person",
        "file": (io.BytesIO(body), '../../e"vil\r\n.html'),
    }
    answer = post_from(client, home, f"/claims/{claim_id}/evidence", data, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    with app_database.read() as session:
        capture_id = session.scalars(select(Evidence.capture_id)).one()
    assert "A worker is reading" in client.get(f"/captures/{capture_id}").text
    file = client.get(f"/captures/{capture_id}/file")
    assert file.data == body
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.mimetype == "application/octet-stream"
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_a_stale_edit_answers_409_with_both_texts_and_is_saved_as_chosen(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    with app_database.write() as session:
        row = add_evidence(session, people.cleo, session.get_one(Claim, claim_id), note="the first note")
        evidence_id = row.id
    client, form = sign_in("cleo"), f"/evidence/{evidence_id}/edit"
    opened = client.get(form).text
    with app_database.write() as session:
        eda = session.get_one(Person, people.eda)
        values = EvidenceValues(
            EvidenceKind.PAGE, Stance.SUPPORTS, url=row.url, title=row.title, outlet=row.outlet, note="hers"
        )
        edit_evidence(session, eda, evidence_id, values, version=1)
    mine = {
        "version": "1",
        "stance": "supports",
        "url": row.url,
        "title": row.title,
        "outlet": row.outlet,
        "note": "mine",
        "origin_id": "",
        "origin_kind": "person",
    }
    answer = client.post(form, data=mine | {"csrf_token": token_of(opened)})
    assert answer.status_code == 409
    assert "hers" in answer.text
    assert "mine" in answer.text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    chosen = client.post(form, data=hidden | {"keep-note": "mine"})
    assert chosen.status_code == 303, chosen.text
    with app_database.read() as session:
        assert session.get_one(Evidence, evidence_id).note == "mine"


def test_progress_is_told_while_it_runs_and_stops_asking_when_done(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)

    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        (lookup,) = ask_lookups_for_claim(session, None, claim, "harbour lock", providers=["wikipedia"])
        found = [FoundPage(f"https://p.example/{n}", title=f"Hit {n}") for n in range(3)]
        keep_answer(session, lookup.id, found)
        lookup.job.state = JobState.DONE
        pages = session.scalars(select(LookupPage).order_by(LookupPage.id)).all()
        pages[0].state, pages[1].state = "captured", "blocked"
        pages[1].reason = "The page asks for a subscription."
        lookup_id, page_id = lookup.id, pages[1].id
    client = sign_in("cleo")
    part = client.get(f"/claims/{claim_id}/sources?shown=0", headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in part.text
    assert "2 of 3" in part.text
    assert "The page asks for a subscription." in part.text
    assert 'href="https://web.archive.org/web/*/https://p.example/1"' in part.text
    assert "Stop searching" in part.text
    assert "<html" not in part.text
    assert client.get(f"/claims/{claim_id}/sources").status_code == 303
    with app_database.write() as session:
        for page in session.scalars(select(LookupPage)):
            assert page.job is not None
            page.job.state = JobState.DONE
            page.state = "captured" if page.state == "waiting" else page.state
    done = client.get(f"/claims/{claim_id}/sources?shown=0", headers={"HX-Request": "true"}).text
    assert "every 1s" not in done
    assert "Fetch again" in done
    assert post_from(client, f"/claims/{claim_id}", f"/lookup-pages/{page_id}/retry", {}).status_code == 303
    with app_database.write() as session:
        assert session.get_one(LookupPage, page_id).state == "waiting"
        job = session.get_one(Lookup, lookup_id).job
        job.state, job.error = JobState.FAILED, "The provider did not answer."
    assert "The provider did not answer." in client.get(f"/claims/{claim_id}").text
    again = post_from(client, f"/claims/{claim_id}", f"/lookups/{lookup_id}/retry", {}, headers={"HX-Request": "true"})
    assert "every 1s" in again.text
    stopped = post_from(client, f"/claims/{claim_id}", f"/claims/{claim_id}/lookups/cancel", {})
    assert stopped.status_code == 303
    assert "every 1s" not in client.get(f"/claims/{claim_id}").text


def test_a_provider_that_failed_and_rests_is_shown_as_failed_with_its_reason_and_asked_again_by_button(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    why = "GDELT failed several times and is left alone. Last: it answered 503"
    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        resting, ended = ask_lookups_for_claim(session, None, claim, "harbour lock", providers=["gdelt", "corpus"])
        job = resting.job
        job.state, job.error, job.attempts = JobState.WAITING, why, 3
        job.run_after = utc_now() + timedelta(minutes=10)
        ended.job.state = JobState.DONE
        lookup_id, job_id = resting.id, job.id
    client = sign_in("cleo")
    page = client.get(f"/claims/{claim_id}").text
    part = page[page.index('id="sources"') :]
    assert "1 of 2 questions was not answered" in part
    assert why in part
    assert "The desk tries again: " in part
    assert "Try again" in part
    assert "every 1s" not in part
    assert "Asking" not in part.partition("<ul")[0]
    again = post_from(client, f"/claims/{claim_id}", f"/lookups/{lookup_id}/retry", {}, headers={"HX-Request": "true"})
    assert "every 1s" in again.text
    with app_database.read() as session:
        job = session.get_one(Job, job_id)
        assert job.run_after <= utc_now()
        assert job.attempts == 0


def test_a_page_whose_site_asked_to_come_back_later_is_put_off_and_not_being_read(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        (lookup,) = ask_lookups_for_claim(session, None, claim, "harbour lock", providers=["wikipedia"])
        keep_answer(session, lookup.id, [FoundPage(f"https://p.example/{n}", title=f"Hit {n}") for n in range(2)])
        lookup.job.state = JobState.DONE
        first, second = session.scalars(select(LookupPage).order_by(LookupPage.id)).all()
        assert first.job is not None
        assert second.job is not None
        first.state, first.job.state = "captured", JobState.DONE
        second.job.state, second.job.error = JobState.WAITING, "The site is busy and asks to come back in an hour."
        second.job.run_after = utc_now() + timedelta(hours=1)
    part = sign_in("cleo").get(f"/claims/{claim_id}/sources?shown=0", headers={"HX-Request": "true"}).text
    assert "1 put off" in part
    assert "asks to come back in an hour" in part
    assert "Fetch again" in part
    assert "every 1s" not in part


def test_a_question_in_ones_own_words_is_asked(sign_in: SignIn, app_database: Database, people: People) -> None:
    claim_id = lock_claim(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    asked = {"query": " Vellmar  accounts ", "providers": ["corpus", "wikipedia"]}
    assert post_from(client, home, f"/claims/{claim_id}/lookups", asked).status_code == 303
    with app_database.read() as session:
        assert {(row.provider, row.query) for row in session.scalars(select(Lookup))} == {
            ("corpus", "Vellmar accounts"),
            ("wikipedia", "Vellmar accounts"),
        }
    page = client.get(home).text
    assert "search by hand" in page
    assert "https://www.google.com/search?q=" in page
    closed = lock_claim(app_database, people, confidential=True)
    page = client.get(f"/claims/{closed}").text
    assert "google.com/search" not in page
    assert "until an editor allows it" in page


def test_origins_are_named_merged_and_split_by_forms(sign_in: SignIn, app_database: Database, people: People) -> None:

    claim_id = lock_claim(app_database, people)
    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        one = add_evidence(session, people.cleo, claim)
        two = add_evidence(session, people.cleo, claim, outlet="Post", url="https://post.example/")
        article_id, first, second, evidence_id = claim.article_id, one.origin_id, two.origin_id, two.id
        version = one.origin.version
    client, home = sign_in("cleo"), f"/articles/{article_id}/origins"
    assert "Suggested by the machine" in client.get(home).text
    form = f"/origins/{first}/edit"
    saved = post_from(client, form, form, {"kind": "book", "name": "War", "version": str(version)})
    assert saved.status_code == 303
    stale = post_from(client, form, form, {"kind": "book", "name": "Peace", "version": str(version)})
    assert stale.status_code == 409
    assert post_from(client, home, f"/origins/{second}/merge", {"into": str(first)}).status_code == 303
    assert "2 pages, 1 origin: War" in client.get(home).text
    move = f"/evidence/{evidence_id}/origin"
    assert post_from(client, move, move, {"origin": "new", "kind": "person", "name": ""}).status_code == 422
    assert post_from(client, move, move, {"origin": "new", "kind": "person", "name": "Ilse"}).status_code == 303
    assert "2 pages, 2 origins: War; Ilse" in client.get(f"/claims/{claim_id}").text


def test_evidence_is_withdrawn_with_a_reason_and_put_back(
    sign_in: SignIn, app_database: Database, people: People
) -> None:

    claim_id = lock_claim(app_database, people)
    with app_database.write() as session:
        evidence_id = add_evidence(session, people.cleo, session.get_one(Claim, claim_id)).id
    client, form = sign_in("cleo"), f"/evidence/{evidence_id}/withdraw"
    assert post_from(client, form, form, {"reason": ""}).status_code == 422
    assert post_from(client, form, form, {"reason": "a namesake"}).status_code == 303
    page = client.get(f"/claims/{claim_id}").text
    assert "Withdrawn: <bdi>a namesake</bdi>" in page
    assert "No evidence yet" in page
    assert post_from(client, f"/claims/{claim_id}", f"/evidence/{evidence_id}/restore", {}).status_code == 303
    assert "1 page, 1 origin" in client.get(f"/claims/{claim_id}").text
