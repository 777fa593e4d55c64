"""A stale form shows theirs, mine and what stood before both, field by field; what is chosen is saved."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models import Origin, ReplyRequest
from factcheck.services.reply_track import ReplyValues, add_reply
from tests.verdict_world import build_world
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


def sides(page: str, field: str) -> dict[str, str]:
    """Return the three texts that a 409 offers for a field."""
    found = re.findall(rf'name="(mine|theirs|base)-{field}" value="([^"]*)"', page)
    return {side: unescape(text) for side, text in found}


def choose(client: FlaskClient, page: str, to: str, **sides_kept: str) -> Any:
    """Send the form of a 409 with one side chosen for each field."""
    hidden = {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }
    return client.post(to, data=hidden | {f"keep-{name}": side for name, side in sides_kept.items()})


def test_a_line_of_the_ledger(sign_in: SignIn, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        values = ReplyValues("Mara Lind", place="nowhere")
        reply = add_reply(session, world.person("cleo"), world.article.id, values).id
    page = f"/replies/{reply}"
    cleo, cass = sign_in("cleo"), sign_in("cass")
    opened = value_of(cleo.get(page).text, "version")
    typed = {"version": opened, "claim_id": "0", "asked_at": "2026-03-01T10:00", "how": "by mail"}
    hers = typed | {"who": "Mara K. Lind", "in_copy": "end of line 4", "declined": "y"}
    assert send(cass, page, **hers).status_code == 303
    clash = send(cleo, page, **typed | {"who": "M. Lind", "in_copy": "line 9", "asked_at": "2026-03-02T09:30"})
    assert clash.status_code == 409
    assert sides(clash.text, "who") == {"mine": "M. Lind", "theirs": "Mara K. Lind", "base": "Mara Lind"}
    assert sides(clash.text, "in_copy") == {"mine": "line 9", "theirs": "end of line 4", "base": "nowhere"}
    assert sides(clash.text, "asked_at") == {"mine": "2026-03-02T09:30", "theirs": "2026-03-01T10:00", "base": ""}
    assert sides(clash.text, "declined") == {"mine": "False", "theirs": "True", "base": "False"}
    # What both wrote alike is no question.
    assert sides(clash.text, "how") == {}
    kept = choose(cleo, clash.text, page, who="mine", in_copy="theirs", asked_at="mine", declined="mine")
    assert kept.status_code == 303
    with app_database.read() as session:
        row = session.scalars(select(ReplyRequest)).one()
        assert (row.who, row.place, row.how, row.declined) == ("M. Lind", "end of line 4", "by mail", False)
        assert f"{row.asked_at:%d %H:%M}" == "02 09:30"


def test_a_field_that_the_log_first_saw_changed_has_its_base_too(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        origin = world.origin("Board minutes").id
        world.evidence(origin_id=origin)
    page = f"/origins/{origin}/edit"
    cleo, cass = sign_in("cleo"), sign_in("cass")
    version = value_of(cleo.get(page).text, "version")
    assert send(cass, page, version=version, kind="document", name="Minutes of 2 May").status_code == 303
    clash = send(cleo, page, version=version, kind="document", name="Minutes of the board")
    assert clash.status_code == 409
    assert sides(clash.text, "name") == {
        "mine": "Minutes of the board",
        "theirs": "Minutes of 2 May",
        "base": "Board minutes",
    }
    assert choose(cleo, clash.text, page, name="base").status_code == 303
    with app_database.read() as session:
        assert session.get_one(Origin, origin).name == "Board minutes"


def test_the_claim_of_a_line_is_asked_about_too_and_told_by_its_words(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        claim, words = world.claim.id, f"{world.claim.number}: {world.claim.statement[:90]}"
        reply = add_reply(session, world.person("cleo"), world.article.id, ReplyValues("Mara Lind")).id
    page = f"/replies/{reply}"
    cleo, cass = sign_in("cleo"), sign_in("cass")
    typed = {"version": value_of(cleo.get(page).text, "version"), "who": "Mara Lind"}
    assert send(cass, page, **typed, claim_id=str(claim)).status_code == 303
    clash = send(cleo, page, **typed, claim_id="0", declined="")
    assert clash.status_code == 409
    assert sides(clash.text, "claim_id") == {"mine": "", "theirs": str(claim), "base": ""}
    assert words in unescape(clash.text)
    assert "No one claim" in clash.text
    assert choose(cleo, clash.text, page, claim_id="theirs").status_code == 303
    with app_database.read() as session:
        assert session.get_one(ReplyRequest, reply).claim_id == claim
