from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.claims import ClaimState
from factcheck.models import Article, Assignment, Claim, Draft, Passage
from factcheck.services.draft_split import split_draft
from tests.copy_kit import bring_in, claim_with
from tests.intake import CLAIMS, TEXT, analysed, split_article
from tests.web.test_articles import article, claims, send, token

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

__all__ = ["article"]


def test_confirming_leads_to_the_next_that_waits(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    one, two, *_ = claims(app_database, article)
    answer = send(client, f"/articles/{article}/claims/{one.id}/confirm")
    assert answer.location == f"/articles/{article}?claim=2#mark-2"
    part = send(client, f"/articles/{article}/claims/{two.id}/confirm", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "data-draft-text" in part.text
    assert "Claim 2 is confirmed" in part.headers["HX-Trigger"]
    assert claims(app_database, article)[1].state is ClaimState.TO_CHECK


def test_confirming_all_and_some(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    ids = [claim.id for claim in claims(app_database, article)]
    assert send(client, f"/articles/{article}/claims/confirm", {"claim": ids[:2]}).status_code == 303
    assert [c.state is ClaimState.TO_CHECK for c in claims(app_database, article)] == [True, True, False, False, False]
    assert send(client, f"/articles/{article}/claims/confirm", {}).status_code == 422
    send(client, f"/articles/{article}/claims/confirm", {"all": "1"})
    assert all(c.state is ClaimState.TO_CHECK for c in claims(app_database, article))


def test_a_stale_edit_is_answered_409_with_both_texts_and_can_be_settled(
    sign_in: Enter, app_database: Database, article: int
) -> None:
    client = sign_in("eda")
    one = claims(app_database, article)[0]
    path = f"/articles/{article}/claims/{one.id}/edit"
    given = {"version": one.version, "kind": "quantity", "chain": ""}
    assert send(client, path, given | {"statement": "Theirs, the first"}).status_code == 303
    answer = send(client, path, given | {"statement": "Mine, the <second>", "chain": "the mayor\nthe budget"})
    assert answer.status_code == 409
    assert "Theirs, the first" in answer.text
    assert "Mine, the &lt;second&gt;" in answer.text
    fields = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    }
    settled = send(client, path, fields | {"keep-statement": "mine", "keep-chain": "mine", "csrf_token": token(client)})
    assert settled.status_code == 303, settled.text
    now = claims(app_database, article)[0]
    assert now.statement == "Mine, the <second>"
    assert now.chain == ["the mayor", "the budget"]


def test_a_chain_is_changed_by_hand_and_stays_when_the_text_is_taken_apart_again(
    sign_in: Enter, app_database: Database, article: int
) -> None:
    client = sign_in("eda")
    one = claims(app_database, article)[1]
    form = client.get(f"/articles/{article}?claim={one.number}").text
    assert "the mayor</textarea>" in form
    given = {"version": one.version, "kind": one.kind.value, "statement": one.statement}
    sources = "the Ostvik Post\r\n  the harbour board's memo \r\n\r\nan <aide>"
    answer = send(client, f"/articles/{article}/claims/{one.id}/edit", given | {"chain": sources})
    assert answer.status_code == 303
    kept = ["the Ostvik Post", "the harbour board's memo", "an <aide>"]
    assert claims(app_database, article)[1].chain == kept
    with app_database.write() as session:
        draft = session.scalars(select(Draft)).one()
        assert split_draft(session, draft.id, analysed(TEXT, CLAIMS), max_claims=100) is None
    now = claims(app_database, article)
    assert now[1].chain == kept
    assert [claim.chain for claim in now if claim.number != one.number] == [[], [], ["Lena Brandt"], []]
    page = client.get(f"/articles/{article}?claim={one.number}").text
    assert "an <aide>" not in page
    shown = [html.unescape(page).index(name) for name in kept]
    assert shown == sorted(shown)
    assert (
        send(client, f"/articles/{article}/claims/{one.id}/edit", given | {"version": 2, "chain": ""}).status_code
        == 303
    )
    assert claims(app_database, article)[1].chain == []


def test_a_refused_edit_keeps_what_was_typed(sign_in: Enter, app_database: Database, article: int) -> None:
    one = claims(app_database, article)[0]
    answer = send(
        sign_in("eda"),
        f"/articles/{article}/claims/{one.id}/edit",
        {"version": 1, "statement": " ", "kind": "law", "chain": "Kept Source"},
    )
    assert answer.status_code == 422
    assert "Kept Source" in answer.text
    assert "so that it can be read alone" in answer.text


def test_split_trim_merge_dismiss_and_restore_by_forms(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    rows = claims(app_database, article)
    base = f"/articles/{article}/claims"
    parts = "The old wall fell in 1987\nand killed nine people."
    assert send(client, f"{base}/{rows[2].id}/split", {"version": 1, "parts": parts}).status_code == 303
    assert [c.number for c in claims(app_database, article)] == [1, 2, 3, 4, 5, 6]
    with app_database.read() as session:
        place = session.get_one(Claim, rows[0].id).occurrences[0].id
    assert (
        send(client, f"{base}/{rows[0].id}/places/{place}/trim", {"version": 1, "exact": "Harbour wall"}).status_code
        == 303
    )
    assert (
        send(client, f"{base}/{rows[0].id}/places/{place}/trim", {"version": 2, "exact": "no such"}).status_code == 422
    )
    assert send(client, f"{base}/{rows[0].id}/merge", {"into": "2"}).status_code == 303
    assert send(client, f"{base}/{rows[1].id}/merge", {"into": "99"}).status_code == 422
    assert send(client, f"{base}/{rows[3].id}/dismiss", {"reason": ""}).status_code == 422
    assert send(client, f"{base}/{rows[3].id}/dismiss", {"reason": "opinion"}).status_code == 303
    assert send(client, f"{base}/{rows[3].id}/restore").status_code == 303
    states = [claim.state.value for claim in claims(app_database, article)]
    assert states == ["merged", "unconfirmed", "unconfirmed", "to_check", "unconfirmed", "unconfirmed"]
    assert "merged" not in client.get(f"/articles/{article}").text.split('class="claim-list"')[1].split("</ol>")[0]


def test_adding_by_words_asks_which_place_is_meant(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("cleo")
    answer = send(client, f"/articles/{article}/claims/add", {"exact": "on Monday."})
    assert answer.status_code == 422
    assert "Which of these places?" in answer.text
    choices = re.findall(r'name="among" value="(\d+-\d+)"', answer.text)
    assert len(choices) == 3
    assert (
        send(client, f"/articles/{article}/claims/add", {"exact": "on Monday.", "among": choices[2]}).status_code == 303
    )
    with app_database.read() as session:
        claim = session.scalars(select(Claim).order_by(Claim.id.desc()).limit(1)).one()
        assert claim.occurrences[0].start == TEXT.rindex("on Monday.")
    none = send(client, f"/articles/{article}/claims/add", {"exact": "<b>not there</b>"})
    assert none.status_code == 422
    assert "do not stand in the article" in none.text


def test_many_are_assigned_and_taken_away_only_with_a_reason(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    client = sign_in("eda")
    ids = [claim.id for claim in claims(app_database, article)][:3]
    path = f"/articles/{article}/claims/assign"
    given = {"claim": ids, "checker": people.cleo, "due_at": "2031-05-06T18:00", "note": "Ask the port"}
    assert send(client, path, given).status_code == 303
    answer = send(client, path, given | {"checker": people.cass, "note": "Kept note"})
    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert "Kept note" in answer.text
    assert send(client, path, given | {"checker": people.cass, "reason": "ill"}).status_code == 303
    with app_database.read() as session:
        assert session.scalar(select(func.count()).select_from(Assignment)) == 6


def test_a_checker_may_not_what_editors_may(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("cleo")
    one = claims(app_database, article)[0]
    base = f"/articles/{article}/claims"
    for path, given in [
        (f"{base}/confirm", {"all": "1"}),
        (f"{base}/{one.id}/confirm", {}),
        (f"{base}/{one.id}/dismiss", {"reason": "x"}),
        (f"{base}/{one.id}/edit", {"version": 1, "statement": "x", "kind": "event"}),
        (f"{base}/assign", {"claim": [one.id], "checker": "1"}),
        ("/articles", {"text": "x y"}),
        (f"/articles/{article}/edit", {"version": 1}),
    ]:
        assert send(client, path, given).status_code == 403, path
    assert client.get("/articles/new").status_code == 403
    page = client.get(f"/articles/{article}?claim=1").text
    assert "Put aside" not in page
    assert ">Confirm<" not in page


def test_a_claim_of_another_article_is_404(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        other = split_article(session, people.eda, TEXT + "Other.")[0].id
    one = claims(app_database, article)[0]
    client = sign_in("eda")
    for act, given in [
        ("confirm", {}),
        ("edit", {"version": 1, "statement": "x", "kind": "event"}),
        ("assign", {"checker": people.cleo}),
    ]:
        assert send(client, f"/articles/{other}/claims/{one.id}/{act}", given).status_code == 404, act


def test_remarks_are_shown_with_links_and_put_aside(sign_in: Enter, article: int) -> None:
    client = sign_in("cleo")
    page = client.get(f"/articles/{article}?tab=remarks").text
    assert "Two figures for one thing." in page
    assert 'href="#line-1"' in page
    path = re.findall(r'action="(/articles/\d+/remarks/\d+)"', page)[0]
    assert send(client, path, {"aside": "1"}).status_code == 303
    assert "put aside" in client.get(f"/articles/{article}?tab=remarks").text


def test_a_line_has_the_same_number_beside_the_text_and_on_every_other_page(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    text = "Wall falls\n\nThe wall fell in 1987. It killed nine people.\n\nThe new wall cost 40 million in 1990.\n"
    with app_database.write() as session:
        article = bring_in(session, people, text)[0]
        claim = claim_with(session, article, "40 million").id
    client = sign_in("eda")
    assert "Line 4," in client.get(f"/claims/{claim}").text
    page = client.get(f"/articles/{article.id}").text
    assert re.findall(r'data-lines="([^"]+)"', page) == ["1", "2–3", "4"]


def test_a_passage_role_is_changed(sign_in: Enter, app_database: Database, article: int) -> None:
    with app_database.read() as session:
        passage = session.scalars(select(Passage).order_by(Passage.id.desc()).limit(1)).one().id
    client = sign_in("eda")
    assert send(client, f"/articles/{article}/passages/{passage}/role", {"role": "caption"}).status_code == 303
    assert send(client, f"/articles/{article}/passages/{passage}/role", {"role": "advert"}).status_code == 422
    with app_database.read() as session:
        assert session.get_one(Passage, passage).role == "caption"


def test_an_article_is_edited_and_a_stale_form_shows_both(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    page = client.get(f"/articles/{article}/edit").text
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    path = f"/articles/{article}/edit"
    base = {"version": version, "language": "en"}
    assert send(client, path, base | {"title": "Theirs", "deadline_at": "2031-05-06T18:00"}).status_code == 303
    stale = send(client, path, base | {"title": "Mine", "deadline_at": "2031-05-07T19:00", "byline": "B"})
    assert stale.status_code == 409
    assert "Theirs" in stale.text
    assert "2031-05-07T19:00" in stale.text
    fields = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', stale.text)
    }
    kept = {"keep-title": "mine", "keep-deadline_at": "theirs", "keep-byline": "mine", "csrf_token": token(client)}
    settled = send(client, path, fields | kept)
    assert settled.status_code == 303, settled.text
    with app_database.read() as session:
        now = session.get_one(Article, article)
        assert (now.title, now.byline) == ("Mine", "B")
        assert now.deadline_at is not None
        assert (now.deadline_at.day, now.deadline_at.hour) == (6, 18)
    assert send(client, path, {"version": "1", "title": "x" * 400, "language": "en"}).status_code == 422


def test_history_tells_in_words(sign_in: Enter, app_database: Database, people: People, article: int) -> None:
    client = sign_in("eda")
    one = claims(app_database, article)[0]
    send(client, f"/articles/{article}/claims/{one.id}/assign", {"checker": people.cleo, "note": "Look twice"})
    page = html.unescape(client.get(f"/articles/{article}?claim=1").text)
    for words in ("found claim 1 in the text", "confirmed it as a claim", "gave it to Cleo", "Look twice"):
        assert words in page
    assert "brought in the article" in html.unescape(client.get(f"/articles/{article}?tab=activity&page=1").text)
