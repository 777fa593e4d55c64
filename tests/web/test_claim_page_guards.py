from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimKind
from factcheck.domain.evidence import EvidenceKind, OriginKind
from factcheck.models import Claim
from factcheck.services.origin_find import OriginChoice
from factcheck.services.ruling_keep import NewRuling, keep_ruling
from tests.sources_kit import add_article, add_capture, add_claim, add_evidence, add_suggestion
from tests.verdict_world import World, build_world
from tests.web.claim_page_kit import PAGE, SAID, lock_claim, suggest_page
from tests.web.page_rules import problems
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}\u202e"
CANARY = "Marten Canarius"


def test_what_is_confidential_is_never_shown_to_those_who_may_not_see_it(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    claim_id = lock_claim(app_database, people)
    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        row = add_evidence(
            session,
            people.cleo,
            claim,
            kind=EvidenceKind.DOCUMENT,
            url="https://canarius.example/",
            title=f"Letter of {CANARY}",
            outlet=CANARY,
            excerpt=f"{CANARY} said it",
            note=CANARY,
            confidential=True,
            origin=OriginChoice(kind=OriginKind.PERSON, name=CANARY),
        )
        row.capture = add_capture(session, f"The letter of {CANARY}.", title=CANARY)
        session.flush()
        evidence_id, origin_id, capture_id, article_id = row.id, row.origin_id, row.capture_id, claim.article_id
    pages = [
        f"/claims/{claim_id}",
        f"/articles/{article_id}/origins",
        f"/evidence/{evidence_id}/edit",
        f"/evidence/{evidence_id}/withdraw",
        f"/evidence/{evidence_id}/origin",
        f"/origins/{origin_id}/edit",
        f"/captures/{capture_id}",
        f"/captures/{capture_id}?evidence={evidence_id}",
        f"/captures/{capture_id}/file",
        f"/captures/{capture_id}/text",
        f"/documents/{capture_id}",
        "/documents?q=letter+canarius",
        "/documents",
    ]
    outsider, holder = sign_in("cass"), sign_in("cleo")
    seen = 0
    for url in pages:
        assert "anarius" not in outsider.get(url).text.replace("?q=letter+canarius", "").replace(
            'value="letter canarius"', ""
        ).replace("“letter canarius”", ""), url
        seen += CANARY in holder.get(url).text
    parts = {"HX-Request": "true"}
    for url in (f"/claims/{claim_id}/evidence", f"/claims/{claim_id}/evidence/form?kind=call"):
        assert "anarius" not in outsider.get(url, headers=parts).text, url
    assert "1 confidential item" in outsider.get(f"/claims/{claim_id}").text
    # The twin: the holder sees it on the same pages.
    assert seen >= 8
    assert outsider.get(f"/captures/{capture_id}").status_code == 404


def test_hostile_words_stay_words_on_every_page(sign_in: SignIn, app_database: Database, people: People) -> None:

    with app_database.write() as session:
        article = add_article(session, people.eda, text=f"Head\n\n{HOSTILE} says so.\n")
        article.title = HOSTILE[:300]
        claim = add_claim(session, article, statement=f"{HOSTILE} says so.", holder_id=people.cleo, chain=(HOSTILE,))
        claim_id, article_id = claim.id, article.id
    suggest_page(app_database, claim_id, url="https://h.example/" + HOSTILE.replace(" ", ""), title=HOSTILE)
    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        row = add_evidence(session, people.cleo, claim, title=HOSTILE, outlet=HOSTILE, note=HOSTILE, excerpt=HOSTILE)
        keep_ruling(
            session, NewRuling(statement=f"{HOSTILE} says so. alert script", rating=HOSTILE, url="javascript:alert(1)")
        )
        row.url = "javascript:alert(1)"
        row.capture = add_capture(
            session, f"{HOSTILE} {HOSTILE}", url="https://x.example/", title=HOSTILE, in_corpus=True
        )
        row.excerpt_start, row.excerpt_end = 2, 9
        session.flush()
        capture_id, evidence_id = row.capture_id, row.id
    client = sign_in("cleo")
    for url in (
        f"/claims/{claim_id}",
        f"/articles/{article_id}/origins",
        f"/captures/{capture_id}?evidence={evidence_id}",
        f"/documents/{capture_id}",
        "/documents",
        "/documents?q=" + HOSTILE[:20],
        "/rulings",
        f"/evidence/{evidence_id}/edit",
        f"/evidence/{evidence_id}/withdraw",
        f"/evidence/{evidence_id}/origin",
    ):
        page = client.get(url)
        assert page.status_code == 200, url
        assert problems(page.text) == [], url
        assert "<script>alert" not in page.text, url
        assert "<img src=x" not in page.text, url
        assert 'href="javascript:' not in page.text, url
        assert "49\u202e" not in page.text, url
    shown = client.get(f"/captures/{capture_id}?evidence={evidence_id}").text
    assert '<mark id="excerpt">title&gt;' in shown


def test_the_page_asks_the_database_as_often_for_fifty_items_as_for_one(
    sign_in: SignIn, app_database: Database, people: People
) -> None:

    counts = []
    client = sign_in("cleo")
    for n in (1, 50):
        claim_id = lock_claim(app_database, people)
        with app_database.write() as session:
            claim = session.get_one(Claim, claim_id)
            for i in range(n):
                add_evidence(session, people.cleo, claim, outlet=f"Outlet {i}", url=f"https://o.example/{i}")
                add_suggestion(
                    session, claim, add_capture(session, PAGE, url=f"https://p.example/{n}/{i}", title="T"), SAID
                )
        with QueryCount(app_database.engine) as asked:
            assert client.get(f"/claims/{claim_id}").status_code == 200
        counts.append(asked.count)
    assert counts[0] == counts[1], counts
    assert counts[1] < 30


def test_a_ruled_claim_asks_as_often_among_many_ruled_claims(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        world.ruled()
        claim_id = world.claim.id
    eda = sign_in("eda")

    def asked() -> int:
        with QueryCount(app_database.engine) as found:
            assert eda.get(f"/claims/{claim_id}").status_code == 200
        return found.count

    alone = asked()
    with app_database.write() as session:
        claim = session.get_one(Claim, claim_id)
        world = World(session, people, claim.article, claim.occurrences[0].draft, claim, claim)
        for number in range(3, 33):
            one = Claim(article_id=claim.article_id, number=number, statement=f"Line {number}", kind=ClaimKind.EVENT)
            session.add(one)
            session.flush()
            world.ruled(one)
    assert asked() == alone
    assert alone < 30


def test_unknown_ids_are_not_there(sign_in: SignIn, app_database: Database, people: People) -> None:
    del app_database, people
    client = sign_in("eda")
    for url in (
        "/claims/99",
        "/captures/99",
        "/documents/99",
        "/evidence/99/edit",
        "/articles/99/origins",
        "/origins/99/edit",
        "/claims/007",
    ):
        assert client.get(url).status_code == 404, url
