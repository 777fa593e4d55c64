"""The verdict column: every step by plain forms, refusals keep what was typed, rights hold for crafted requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.models import Claim, Person, Verdict
from tests.verdict_world import World, build_world
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


class Desk:
    """Hold the ids that the tests need, after the world's transaction has ended."""

    def __init__(self, database: Database, people: People) -> None:
        self.database = database
        self.people = people
        with database.write() as session:
            world = build_world(session, people)
            world.hold(world.claim)
            self.claim = world.claim.id
            self.second = world.second.id
            self.evidence = world.evidence().id
            self.accurate = world.rating("attribution", "accurate").id
            self.unproven = world.rating("public", "unproven").id
            self.true = world.rating("public", "true").id

    def do(self, step: Callable[[World], Any]) -> None:
        with self.database.write() as session:
            claim = session.get_one(Claim, self.claim)
            second = session.get_one(Claim, self.second)
            step(World(session, self.people, claim.article, claim.occurrences[0].draft, claim, second))

    def state(self) -> ClaimState:
        with self.database.read() as session:
            return session.scalars(select(Claim.state).where(Claim.id == self.claim)).one()

    def typed(self, page: str, **values: Any) -> dict[str, Any]:
        return {
            "verdict-version": value_of(page, "verdict-version"),
            "verdict-attribution_rating_id": self.accurate,
            "verdict-content_rating_id": self.unproven,
            "verdict-disposition": "stands",
            "verdict-rationale": "We read the minutes.\r\nTwice.",
            "verdict-evidence_ids": [self.evidence],
        } | values


@pytest.fixture
def work(app_database: Database, people: People) -> Desk:
    return Desk(app_database, people)


@pytest.mark.parametrize("odd", ["\u00b2", "\u0663", "9" * 5000, "-1", ""])
def test_an_excerpt_that_names_no_item_is_left_out(work: Desk, sign_in: SignIn, odd: str) -> None:
    page = f"/claims/{work.claim}/verdict"
    cleo = sign_in("cleo")
    typed = work.typed(cleo.get(page).text, **{f"verdict-excerpt-{odd}": "words"})
    assert send(cleo, page, **typed).status_code == 303
    assert work.state() is ClaimState.PROPOSED


def test_a_verdict_is_proposed_checked_and_ruled_by_three_people(work: Desk, sign_in: SignIn) -> None:
    page = f"/claims/{work.claim}/verdict"
    cleo = sign_in("cleo")
    answer = send(cleo, page, **work.typed(cleo.get(page).text))
    assert answer.status_code == 303
    assert "second person" in cleo.get(answer.headers["Location"]).text
    cass = sign_in("cass")
    shown = cass.get(page).text
    assert "Accurately reported; not independently confirmed." in shown
    number = value_of(shown, "second-number")
    send(cass, page, f"/claims/{work.claim}/second-check/take")
    assert work.state() is ClaimState.SECOND_CHECK
    fields = {"second-number": number, "second-review": "agree", "second-note": "I read them too."}
    assert send(cass, page, f"/claims/{work.claim}/second-check", **fields).status_code == 303
    eda = sign_in("eda")
    shown = eda.get(page).text
    assert "I read them too." in shown
    fields = {"ruling-number": value_of(shown, "ruling-number"), "ruling-note": ""}
    assert send(eda, page, f"/claims/{work.claim}/ruling", **fields).status_code == 303
    assert work.state() is ClaimState.RULED
    with work.database.read() as session:
        assert session.scalars(select(Verdict.rationale)).one() == "We read the minutes.\nTwice."
    assert f"/claims/{work.claim}/publish" in eda.get(page).text


def test_a_refused_proposal_names_the_field_and_keeps_every_word(work: Desk, sign_in: SignIn) -> None:
    page = f"/claims/{work.claim}/verdict"
    cleo = sign_in("cleo")
    fields = work.typed(cleo.get(page).text, **{"verdict-evidence_ids": [], "verdict-limits": "Nobody <b>knows</b>"})
    answer = send(cleo, page, **fields)
    assert answer.status_code == 422
    assert "A verdict cites at least one item of evidence." in answer.text
    assert 'href="#verdict-evidence_ids"' in answer.text
    assert 'id="verdict-evidence_ids"' in answer.text
    assert "<title>Error: " in answer.text
    assert "We read the minutes." in answer.text
    assert "Nobody &lt;b&gt;knows&lt;/b&gt;" in answer.text
    assert f'value="{work.unproven}" checked' in answer.text
    assert work.state() is ClaimState.CHECKING


def test_words_that_changed_meanwhile_are_shown_with_409_and_the_same_form_then_goes_through(
    work: Desk, sign_in: SignIn
) -> None:
    page = f"/claims/{work.claim}/verdict"
    cleo = sign_in("cleo")
    fields = work.typed(cleo.get(page).text)
    work.do(lambda world: setattr(world.claim, "statement", "The north pier will close"))
    answer = send(cleo, page, **fields)
    assert answer.status_code == 409
    assert "The north pier will close" in answer.text
    assert "We read the minutes." in answer.text
    fields["verdict-version"] = value_of(answer.text, "verdict-version")
    assert send(cleo, page, **fields).status_code == 303


def test_107_crafted_requests_of_the_wrong_person_are_refused(work: Desk, sign_in: SignIn) -> None:
    page = f"/claims/{work.claim}/verdict"
    cass = sign_in("cass")
    token_page = "/settings"
    fields = {
        "verdict-version": 1,
        "verdict-attribution_rating_id": work.accurate,
        "verdict-content_rating_id": work.unproven,
        "verdict-disposition": "stands",
        "verdict-rationale": "x",
        "verdict-evidence_ids": [work.evidence],
    }
    assert send(cass, token_page, page, **fields).status_code == 403
    work.do(lambda world: world.proposed())
    cleo = sign_in("cleo")
    own = {"second-number": 1, "second-review": "agree"}
    assert send(cleo, token_page, f"/claims/{work.claim}/second-check", **own).status_code == 403
    assert send(cleo, token_page, f"/claims/{work.claim}/ruling", **{"ruling-number": 1}).status_code == 403
    assert send(cleo, token_page, f"/claims/{work.claim}/reopen", **{"reopen-reason": "x"}).status_code == 403
    assert work.state() is ClaimState.PROPOSED


def test_109_ratings_and_evidence_from_elsewhere_are_refused(work: Desk, sign_in: SignIn) -> None:
    page = f"/claims/{work.claim}/verdict"
    cleo = sign_in("cleo")
    form = cleo.get(page).text
    for bad in (
        {"verdict-content_rating_id": work.accurate},
        {"verdict-content_rating_id": "99999999999"},
        {"verdict-content_rating_id": "drop table"},
        {"verdict-evidence_ids": ["999999999999999999999", "٣"]},
        {"verdict-disposition": "burn"},
    ):
        assert send(cleo, page, **work.typed(form, **bad)).status_code == 422, bad
    assert work.state() is ClaimState.CHECKING


def test_the_page_offers_each_person_only_what_is_theirs_to_do(work: Desk, sign_in: SignIn) -> None:
    page = f"/claims/{work.claim}/verdict"
    assert "Submit for second check" in sign_in("cleo").get(page).text
    assert "Submit for second check" not in sign_in("cass").get(page).text
    work.do(lambda world: world.proposed())
    assert "Save the second check" not in sign_in("cleo").get(page).text
    assert "Save the second check" in sign_in("cass").get(page).text
    assert "Rule that it stands" not in sign_in("eda").get(page).text


def test_confidential_evidence_is_named_only_to_those_who_may_see_it(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.evidence(title="Call with the clerk", confidential=True))
    page = f"/claims/{work.claim}/verdict"
    assert "Call with the clerk" in sign_in("cleo").get(page).text
    seen = sign_in("cass").get(page).text
    assert "Call with the clerk" not in seen


def test_while_a_verdict_waits_only_who_took_the_second_check_reads_what_is_confidential(
    work: Desk, sign_in: SignIn
) -> None:
    found: list[int] = []

    def prepare(world: World) -> None:
        row = world.evidence(title="Call with Deep Heron", confidential=True)
        world.proposed(None, row)
        found.append(row.id)
        cleo = world.person("cleo")
        values = {"role": cleo.role, "password_hash": cleo.password_hash, "settings": {}}
        world.session.add(Person(email="carl@desk.test", name="Carl", **values))

    work.do(prepare)
    claim, edit = f"/claims/{work.claim}", f"/evidence/{found[0]}/edit"
    cass, carl = sign_in("cass"), sign_in("carl")
    for client in (cass, carl):
        page = client.get(claim).text
        assert "Deep Heron" not in page
        assert "Take the second check to see it" in page
        assert client.get(edit).status_code == 404
    send(cass, claim, f"{claim}/second-check/take")
    assert "Deep Heron" in cass.get(claim).text
    page = carl.get(claim).text
    assert "Deep Heron" not in page
    assert "Take the second check to see it" not in page
    assert carl.get(edit).status_code == 404
    assert carl.get(f"{claim}/evidence/form?kind=call", headers={"HX-Request": "true"}).text.count("Heron") == 0
    # She reads it, and adds to it; to make it known to all is not hers.
    form = {
        "version": value_of(cass.get(edit).text, "version"),
        "stance": "supports",
        "title": "Call with Deep Heron",
        "url": "https://board.test/minutes/2",
        "outlet": "Quell Harbour Board",
        "excerpt": "Resolved: the north pier closes on 2 May (2).",
        "note": "I called again.",
        "origin_id": "",
    }
    refused = send(cass, edit, **form)
    assert refused.status_code == 422
    assert "only the checker who holds the claim, or an editor" in refused.text
    assert "I called again." in refused.text
    assert send(cass, edit, confidential="y", **form).status_code == 303
    assert "Deep Heron" not in carl.get(claim).text
    cleo = sign_in("cleo")
    form["version"] = value_of(cleo.get(edit).text, "version")
    assert send(cleo, edit, **form).status_code == 303
    assert "Deep Heron" in carl.get(claim).text


def test_a_dispute_is_settled_otherwise_by_the_editor(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.proposed())
    page = f"/claims/{work.claim}/verdict"
    cass = sign_in("cass")
    refused = send(cass, page, f"/claims/{work.claim}/second-check", **{"second-number": 1, "second-review": "dispute"})
    assert refused.status_code == 422
    assert "Say what you dispute" in refused.text
    fields = {"second-number": 1, "second-review": "dispute", "second-note": "It is so."}
    send(cass, page, f"/claims/{work.claim}/second-check", **fields)
    eda = sign_in("eda")
    otherwise = {
        "ruling-number": 1,
        "ruling-note": "The minutes settle it.",
        "ruling-instead": "yes",
        "ruling-attribution_rating_id": work.accurate,
        "ruling-content_rating_id": work.true,
        "ruling-disposition": "stands",
        "ruling-rationale": "We read the minutes again.",
        "ruling-evidence_ids": [work.evidence],
    }
    assert send(eda, page, f"/claims/{work.claim}/ruling", **otherwise).status_code == 303
    shown = eda.get(page).text
    assert "Earlier verdicts (1)" in shown
    assert "It is so." in shown


def test_the_wording_that_follows_from_two_ratings_is_told(work: Desk, sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    where = f"/claims/{work.claim}/verdict/wording"
    query = {"verdict-attribution_rating_id": work.accurate, "verdict-content_rating_id": work.unproven}
    assert "Accurately reported; not independently confirmed." in cleo.get(where, query_string=query).text
    assert "worded from both ratings" in cleo.get(where, query_string={"verdict-content_rating_id": "x"}).text


def test_a_claim_that_is_not_there_is_404(sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    for address in ("/claims/999/verdict", "/claims/007/verdict", "/claims/99999999999999999999/verdict"):
        assert cleo.get(address).status_code == 404


def test_what_a_waiting_verdict_rests_on_is_not_offered_to_be_withdrawn_and_refusals_keep_what_was_typed(
    work: Desk, sign_in: SignIn
) -> None:
    claim, edit, withdraw = (
        f"/claims/{work.claim}",
        f"/evidence/{work.evidence}/edit",
        f"/evidence/{work.evidence}/withdraw",
    )
    cleo = sign_in("cleo")
    assert withdraw in cleo.get(claim).text
    assert send(cleo, f"{claim}/verdict", **work.typed(cleo.get(claim).text)).status_code == 303
    page = cleo.get(claim).text
    assert edit in page
    assert withdraw not in page
    why = "Whoever proposed it takes the proposal back, or an editor opens the claim again"
    assert why in cleo.get(withdraw).text
    form = cleo.get(edit).text
    assert why in form
    typed = {
        "version": value_of(form, "version"),
        "stance": "refutes",
        "url": "https://board.test/minutes/1",
        "title": "Other minutes",
        "origin_id": "",
    }
    refused = send(cleo, edit, **typed)
    assert refused.status_code == 409
    assert why in refused.text
    assert "Other minutes" in refused.text


def test_a_summary_that_says_another_rating_is_asked_about_and_kept_with_a_tick(work: Desk, sign_in: SignIn) -> None:
    page = f"/claims/{work.claim}/verdict"
    cleo = sign_in("cleo")
    form = cleo.get(page).text
    assert "verdict-summary_seen" not in form
    summary = "It gives a wrong impression: the statement gives a wrong impression of when."
    typed = work.typed(form, **{"verdict-summary": summary})
    refused = send(cleo, page, **typed)
    assert refused.status_code == 422
    assert 'id="verdict-summary_seen-error"' in refused.text
    assert summary in refused.text
    assert send(cleo, page, **typed, **{"verdict-summary_seen": "y"}).status_code == 303
    assert work.state() is ClaimState.PROPOSED


def test_a_proposal_is_taken_back_by_key_and_the_form_holds_what_was_proposed(work: Desk, sign_in: SignIn) -> None:
    claim, back = f"/claims/{work.claim}", f"/claims/{work.claim}/verdict/take-back"
    cleo, cass = sign_in("cleo"), sign_in("cass")
    send(cleo, f"{claim}/verdict", **work.typed(cleo.get(claim).text))
    assert back not in cass.get(claim).text
    page = cleo.get(claim).text
    button = page[page.index(back) :]
    assert 'data-key="u"' in button[: button.index("</form>")]
    assert send(cass, claim, back, number=1).status_code == 403
    assert send(cleo, claim, back, number=1).status_code == 303
    assert work.state() is ClaimState.CHECKING
    page = cleo.get(claim).text
    assert "The proposal is taken back" in page
    assert back not in page
    assert "waits for nobody now" in page
    form = page[page.index('id="verdict-rationale"') :]
    assert "We read the minutes." in form[: form.index("</textarea>")]
    assert "took the proposed verdict back" in page
    late = {"second-number": 1, "second-review": "agree"}
    assert send(cass, claim, f"{claim}/second-check", **late).status_code == 409
    assert send(cleo, f"{claim}/verdict", **work.typed(page)).status_code == 303
    assert work.state() is ClaimState.PROPOSED
