"""The suggestions of a claim on its page: by origin, decided with one press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.evidence import Stance, SuggestionState
from factcheck.models import Claim, Evidence, Origin, Suggestion
from factcheck.services.policy_seed import seed_policy
from factcheck.services.scale_seed import seed_scales
from factcheck.services.suggestion_group import carriers_of, group_carriers, place_groups
from tests.sources_kit import add_article, add_capture, add_claim, add_evidence, add_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

SAID = "The new lock cost the harbour board 40 million crowns, she writes."
PAPERS = ("Gazette", "Post", "Courier", "Mail", "Herald", "Echo")
HX = {"HX-Request": "true"}
HOSTILE = "<img src=x onerror=alert(1)>\u202e"


def _book(database: Database, people: People, papers: tuple[str, ...] = PAPERS) -> tuple[int, list[int]]:
    """Make a claim with pages that have their matter from one book, grouped as the worker does it."""
    with database.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        ids = []
        for outlet in papers:
            text = (
                f"In her book Deep Water, Ines Hallam gives the sum. {SAID} {outlet} readers wonder. "
                f"Deep Water is out, and Hallam reads from it at the {outlet} hall."
            )
            capture = add_capture(
                session,
                text,
                url=f"https://{outlet.encode().hex()}.example/lock",
                title=f"{outlet} on it",
                outlet=outlet,
            )
            ids.append(add_suggestion(session, claim, capture, SAID).id)
        sources = carriers_of(session, claim.id)
        place_groups(session, sources, group_carriers(sources))
        return claim.id, ids


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def _post(client: FlaskClient, page_url: str, url: str, data: dict[str, Any], **more: Any) -> TestResponse:
    return client.post(url, data={"csrf_token": _token(client.get(page_url).text)} | data, **more)


def _whole_group(page: str) -> dict[str, Any]:
    """Read the fields of the form that takes a whole group."""
    form = re.search(r'<form class="decide-stance"[^>]*/suggestions/accept".*?</form>', page, re.DOTALL)
    assert form
    fields = re.findall(r'name="(id|origin|name)" value="([^"]*)"', form[0])
    return {"id": [value for name, value in fields if name == "id"]} | dict(fields[-2:])


def test_the_page_counts_by_origin_and_folds_what_is_more_of_the_same(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, _ = _book(app_database, people)
    page = sign_in("cleo").get(f"/claims/{claim_id}").text
    assert re.search(r"6 pages, <b>1 origin:</b> book <bdi>[^<]*Deep Water", page)
    assert "6 pages, 1 origin" in page
    assert "both name" in page
    assert "3 more of this origin" in page
    assert page.count("Counts for nothing until you accept it") == 1


def test_one_press_accepts_with_a_stance_and_the_next_one_takes_the_focus(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, ids = _book(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    page = client.get(home).text
    for key, stance in enumerate(("supports", "refutes", "context"), 1):
        assert re.search(rf'<button[^>]*name="stance" value="{stance}" data-key="{key}"', page)
    part = _post(
        client, home, f"/suggestions/{ids[0]}/accept", {"stance": "refutes", "next": str(ids[1])}, headers=HX
    ).text
    assert re.search(rf'id="suggestion-{ids[1]}"[^>]*autofocus', part)
    with app_database.read() as session:
        assert session.scalars(select(Evidence)).one().stance is Stance.REFUTES


def test_what_was_accepted_can_be_cited_at_once_and_ticks_and_words_stay(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, ids = _book(app_database, people)
    with app_database.write() as session:
        seed_scales(session)
        seed_policy(session)
        first = add_evidence(session, people.cleo, session.get_one(Claim, claim_id), excerpt="It cost 40 million.").id
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    page = client.get(home).text
    assert 'hx-include:inherited="[data-parts]"' in page
    typed = {
        "parts": ["verdict", "policy", "nonsense"],
        "verdict-evidence_ids": [str(first)],
        f"verdict-excerpt-{first}": "The words that I chose.",
        "stance": "supports",
    }
    part = _post(client, home, f"/suggestions/{ids[0]}/accept", typed, headers=HX).text
    with app_database.read() as session:
        second = session.scalars(select(Evidence.id).where(Evidence.id != first)).one()
    ticks = part[part.index('<hx-partial hx-target="#verdict-evidence_ids"') :]
    assert f'value="{first}" checked' in ticks
    assert f'value="{second}">' in ticks
    assert "The words that I chose." in ticks
    assert re.search(r'<hx-partial hx-target="#policy-every-state".*?Met:', part, re.DOTALL)
    assert not re.search(r'<hx-partial hx-target="#policy-every-state".*?Not met:', part, re.DOTALL)
    undone = _post(client, home, f"/suggestions/{ids[0]}/undo", typed, headers=HX).text
    ticks = undone[undone.index('<hx-partial hx-target="#verdict-evidence_ids"') :]
    assert f'value="{first}" checked' in ticks
    assert f'value="{second}"' not in ticks
    bare = _post(client, home, f"/suggestions/{ids[0]}/dismiss", {}, headers=HX).text
    assert "hx-partial" not in bare


def test_a_whole_group_is_accepted_by_one_button(sign_in: SignIn, app_database: Database, people: People) -> None:
    claim_id, ids = _book(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    fields = _whole_group(client.get(home).text)
    assert fields["id"] == [str(one) for one in ids]
    refused = _post(client, home, f"{home}/suggestions/accept", fields, headers=HX)
    assert refused.status_code == 422
    assert "Choose what they do to the claim" in refused.text
    done = _post(client, home, f"{home}/suggestions/accept", fields | {"stance": "supports"}, headers=HX)
    assert "6 pages accepted as one origin." in done.headers["HX-Trigger"]
    page = client.get(home).text
    assert re.search(r"6 pages, 1 origin: [^<]*Deep Water", page)
    with app_database.read() as session:
        assert {row.stance for row in session.scalars(select(Evidence))} == {Stance.SUPPORTS}
    assert _post(client, home, f"{home}/suggestions/accept", {"stance": "supports"}).status_code in {303, 422}


def _undo(page: str) -> str:
    """Return where the button sends that the key `u` presses, "" where there is none."""
    found = re.search(r'class="undo-last.*?action="([^"]+)".*?data-key="u"', page, re.DOTALL)
    return found[1] if found else ""


def test_what_one_did_last_to_the_sources_is_undone_by_one_press(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, ids = _book(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    assert _undo(client.get(home).text) == ""
    put_aside = _post(client, home, f"/suggestions/{ids[0]}/dismiss", {}, headers=HX)
    assert _undo(put_aside.text) == f"/suggestions/{ids[0]}/undo"
    _post(client, home, f"/suggestions/{ids[1]}/accept", {"stance": "supports"}, headers=HX)
    assert _undo(client.get(home).text) == f"/suggestions/{ids[1]}/undo"
    # Nobody undoes what another did.
    assert _undo(sign_in("eda").get(home).text) == ""
    back = _post(client, home, _undo(client.get(home).text), {}, headers=HX)
    assert _undo(back.text) == ""
    with app_database.read() as session:
        assert session.get_one(Suggestion, ids[1]).state is SuggestionState.OPEN
    _post(client, home, f"/suggestions/{ids[2]}/accept", {"stance": "refutes"}, headers=HX)
    with app_database.read() as session:
        made = session.scalars(select(Evidence.id).where(Evidence.suggestion_id == ids[2])).one()
    _post(client, home, f"/evidence/{made}/withdraw", {"reason": "wrong page"})
    assert _undo(client.get(home).text) == f"/evidence/{made}/restore"


def test_a_group_is_for_those_who_may(sign_in: SignIn, app_database: Database, people: People) -> None:
    claim_id, _ = _book(app_database, people)
    fields = _whole_group(sign_in("cleo").get(f"/claims/{claim_id}").text)
    other, home = sign_in("cass"), f"/claims/{claim_id}"
    assert "/suggestions/accept" not in other.get(home).text
    for act in ("accept", "dismiss"):
        answer = _post(other, home, f"{home}/suggestions/{act}", fields | {"stance": "supports"})
        assert answer.status_code == 403
    with app_database.read() as session:
        assert {row.state for row in session.scalars(select(Suggestion))} == {SuggestionState.OPEN}


def test_a_group_is_put_aside_renamed_merged_and_split_from_the_page(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, ids = _book(app_database, people)
    client, home = sign_in("cleo"), f"/claims/{claim_id}"
    told = _post(client, home, f"/suggestions/{ids[5]}/split", {}, headers=HX)
    assert "an origin of its own" in told.headers["HX-Trigger"]
    assert "5 pages, <b>1 origin:</b>" in told.text
    with app_database.read() as session:
        book, own = (session.get_one(Suggestion, one).origin_id for one in (ids[0], ids[5]))
        version = session.get_one(Origin, book).version
    edit = f"/origins/{book}/edit?claim={claim_id}"
    assert home in client.get(edit).text
    named = _post(client, edit, edit, {"kind": "book", "name": f"Low {HOSTILE}", "version": str(version)})
    assert named.headers["Location"] == f"{home}#suggestions"
    assert "Low &lt;img" in client.get(home).text
    merged = _post(client, home, f"/origins/{own}/merge?claim={claim_id}", {"into": str(book)})
    assert merged.headers["Location"] == f"{home}#suggestions"
    page = client.get(home).text
    assert "6 pages, <b>1 origin:</b>" in page
    put_aside = _post(client, home, f"{home}/suggestions/dismiss", {"id": _whole_group(page)["id"]})
    assert put_aside.status_code == 303
    assert "6 put aside" in client.get(home).text


def test_a_page_is_moved_to_another_origin_by_a_form_that_keeps_what_was_typed(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, ids = _book(app_database, people)
    client, where = sign_in("cleo"), f"/suggestions/{ids[1]}/origin"
    assert 'value="Post"' in client.get(where).text
    wrong = _post(client, where, where, {"origin": "new", "kind": "person", "name": " "})
    assert wrong.status_code == 422
    assert "Name where this comes from" in wrong.text
    done = _post(client, where, where, {"origin": "new", "kind": "person", "name": "Ilse Brandt"})
    assert done.headers["Location"] == f"/claims/{claim_id}#suggestion-{ids[1]}"
    assert "person <bdi>Ilse Brandt" in client.get(f"/claims/{claim_id}").text


def test_figures_that_agree_or_differ_are_marked_with_a_sign_and_a_word(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id, ids = _book(app_database, people, PAPERS[:1])
    with app_database.write() as session:
        at = SAID.index("40 million crowns")
        session.get_one(Suggestion, ids[0]).marks = [[at, at + 17, "differs"], [4, 7]]
    page = sign_in("cleo").get(f"/claims/{claim_id}").text
    assert re.search(r'<mark class="mark-bad">40 million crowns</mark>.*?\(differs\)', page)
    assert "<mark>new</mark>" in page


def test_grouping_under_way_is_told_and_then_offered(sign_in: SignIn, app_database: Database, people: People) -> None:
    claim_id, _ = _book(app_database, people)
    client = sign_in("cleo")
    under_way = client.get(f"/claims/{claim_id}/sources?shown=6&tied=0", headers=HX).text
    assert "Comparing the pages" in under_way
    assert "Show the suggestions by origin" in under_way
    assert 'hx-trigger="every 1s"' in under_way
    assert "by origin" not in client.get(f"/claims/{claim_id}/sources?shown=6&tied=6", headers=HX).text
    assert client.get(f"/claims/{claim_id}/sources?shown=x&tied=-1", headers=HX).status_code == 200
