from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.config import Settings
from factcheck.db import Database
from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.errors import InvalidInput, NotAllowed
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Draft, Event, Job, Lookup, Occurrence, Person, Ruling, Suggestion
from factcheck.services.lookup_ask import ask_lookups, ask_lookups_for_claim
from factcheck.services.lookup_control import cancel_lookups, retry_lookup
from factcheck.services.lookup_progress import lookup_progress
from factcheck.services.ruling_keep import NewRuling, keep_ruling
from factcheck.services.ruling_search import search_rulings
from factcheck.work.handler import GiveUp, Tools
from factcheck.work.run_lookup import run_lookup
from tests.conftest import add_people
from tests.sources_kit import STATEMENT, add_article, add_capture, add_claim, add_evidence, add_suggestion

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from factcheck.models import Claim
    from tests.conftest import People

DOCUMENTS = {
    "Budget": "Town budget.\nThe harbour board of Vellmar spent 40 million crowns on the lock in 2019, it says.",
    "Rumour": "A blog. The board spent 55 million crowns on the new lock in 2019. Nobody denies it.",
    "Gulls": "Gulls nest on the quay. They eat chips.",
    "Minutes": "Minutes of the board. The new lock of Vellmar was opened. The harbour was full.",
}


@dataclass
class FakeTicket:
    payload: dict[str, Any]
    kind: JobKind = JobKind.RUN_LOOKUP
    job_id: int = 1
    claim_id: int | None = None
    article_id: int | None = None
    attempt: int = 1
    told: list[tuple[int, int, str]] = field(default_factory=list)

    def renew(self) -> None:
        pass

    def check_cancel(self) -> None:
        pass

    def progress(self, done: int, total: int, words: str = "") -> None:
        self.told.append((done, total, words))


def _tools(database: Database, tmp_path: Path) -> Tools:
    return Tools(database, Settings(data_dir=tmp_path), DiskBlobs(tmp_path / "blobs"))


def _claim(session: Session, people: People, *, confidential: bool = False) -> Claim:
    article = add_article(session, people.eda, confidential=confidential)
    return add_claim(session, article, holder_id=people.cleo)


def _work(database: Database, tmp_path: Path, job: Job) -> None:
    """Do what the runner does: the handler without a transaction, then its results in one."""
    store = run_lookup(_tools(database, tmp_path), FakeTicket(dict(job.payload)))
    with database.write() as session:
        store(session)


def test_the_corpus_is_read_marked_and_told_why_and_twice_is_once(
    database: Database, people: People, tmp_path: Path
) -> None:
    with database.write() as session:
        for title, text in DOCUMENTS.items():
            add_capture(session, text, title=title, in_corpus=True)
        add_capture(session, DOCUMENTS["Budget"] + " Not for all.", title="Private")
        claim = _claim(session, people)
        (lookup,) = ask_lookups_for_claim(session, None, claim, providers=["corpus"])
        job, claim_id = lookup.job, claim.id
    _work(database, tmp_path, job)
    _work(database, tmp_path, job)
    with database.read() as session:
        rows = session.scalars(select(Suggestion).order_by(Suggestion.score.desc())).all()
        titles = [row.capture.title for row in rows]
        assert set(titles) <= {"Budget", "Rumour", "Minutes"}
        best = rows[titles.index("Budget")]
        shown = best.capture.text[best.start : best.end]
        assert "40 million crowns" in shown
        assert any("shares" in why for why in best.reasons)
        assert {shown[a:b].casefold() for a, b, *_ in best.marks} >= {"harbour", "vellmar", "lock"}
        rumour = rows[titles.index("Rumour")]
        assert rumour.stance is not None
        assert rumour.stance == "refutes"
        assert any("differs" in why for why in rumour.reasons)
        told = lookup_progress(session, claim_id)
        assert told.lines[0].note.endswith("documents with passages that bear on it")


@pytest.mark.postgresql
def test_both_databases_suggest_in_the_same_order(sqlite_url: str, postgresql_url: str, tmp_path: Path) -> None:
    orders = []
    for name, url in (("lite", sqlite_url), ("post", postgresql_url)):
        database = Database(url)
        with database.write() as session:
            people = add_people(session)
            for n in range(30):
                words = (
                    "spent crowns on the new lock " * (n % 3) + "harbour board " * (n % 5) + "Vellmar 2019. " * (n % 2)
                )
                add_capture(session, f"Paper {n}. {words}and 4{n} million more.", title=f"T{n}", in_corpus=True)
            (lookup,) = ask_lookups_for_claim(session, None, _claim(session, people), providers=["corpus"])
            job = lookup.job
        (tmp_path / name).mkdir()
        _work(database, tmp_path / name, job)
        with database.read() as session:
            rows = session.scalars(select(Suggestion).order_by(Suggestion.score.desc(), Suggestion.id))
            orders.append([(row.capture.title, row.start, row.end, row.score) for row in rows])
        database.dispose()
    assert len(orders[0]) >= 10
    assert orders[0] == orders[1]


def test_a_quotation_is_found_at_its_place_or_said_to_be_absent(
    database: Database, people: People, tmp_path: Path
) -> None:
    with database.write() as session:
        has = add_capture(
            session, "Ilse Brandt called the lock “a bargain for\nthe town”. So it was.", title="Has", in_corpus=True
        )
        lacks = add_capture(
            session, "Ilse Brandt praised the lock. The town paid for it.", title="Lacks", in_corpus=True
        )
        statement = "Its chair, Ilse Brandt, called it “a bargain for the town”"
        claim = add_claim(session, add_article(session, people.eda), statement=statement, holder_id=people.cleo)
        place = session.scalars(select(Occurrence).where(Occurrence.claim_id == claim.id)).one()
        place.quote_start = place.draft.text.index("a bargain")
        place.quote_end = place.quote_start + len("a bargain for the town")
        (lookup,) = ask_lookups_for_claim(session, None, claim, providers=["corpus"])
        job, has_id, lacks_id = lookup.job, has.id, lacks.id
    _work(database, tmp_path, job)
    with database.read() as session:
        found = session.scalars(select(Suggestion).where(Suggestion.capture_id == has_id)).first()
        assert found is not None
        assert found.quote["state"] == "normalised"
        assert found.capture.text[found.quote["start"] : found.quote["end"]] == "a bargain for\nthe town"
        absent = session.scalars(select(Suggestion).where(Suggestion.capture_id == lacks_id)).first()
        assert absent is not None
        assert absent.quote == {"state": "absent", "exact": "a bargain for the town"}


def test_a_confidential_article_asks_nobody_outside_until_an_editor_allows_it(
    database: Database, people: People, tmp_path: Path
) -> None:
    with database.write() as session:
        claim = _claim(session, people, confidential=True)
        asked = ask_lookups_for_claim(session, None, claim)
        assert {lookup.provider for lookup in asked} == {"corpus", "rulings"}
        eda = session.get_one(Person, people.eda)
        with pytest.raises(InvalidInput, match="confidential"):
            ask_lookups(session, eda, claim.id, providers=["wikipedia"])
        claim.article.outside_allowed = True
        session.flush()
        outside = ask_lookups(session, eda, claim.id, providers=["wikipedia"])[0]
        claim.article.outside_allowed = False
        payload = dict(outside.job.payload)
    # Closed again before the worker came to it: nothing is sent.
    with pytest.raises(GiveUp, match="confidential"):
        run_lookup(_tools(database, tmp_path), FakeTicket(payload))


def test_the_same_question_is_one_lookup_and_one_job_and_is_asked_again_by_button(
    session: Session, people: People
) -> None:
    claim, cleo = _claim(session, people), session.get_one(Person, people.cleo)
    first = ask_lookups_for_claim(session, cleo, claim)
    assert ask_lookups_for_claim(session, cleo, claim) == first
    assert session.scalar(select(func.count()).select_from(Lookup)) == len(first)
    lookup = first[0]
    lookup.job.state, lookup.job.error = JobState.FAILED, "the source was down"
    session.flush()
    retry_lookup(session, cleo, lookup.id)
    told = session.execute(select(Job.state, Job.error).where(Job.id == lookup.job_id)).one()
    assert tuple(told) == (JobState.QUEUED, None)
    mine = ask_lookups(session, cleo, claim.id, query="  Vellmar   lock accounts ")
    assert {one.query for one in mine} == {"Vellmar lock accounts"}
    with pytest.raises(NotAllowed):
        ask_lookups(session, session.get_one(Person, people.cass), claim.id)
    with pytest.raises(InvalidInput):
        ask_lookups(session, cleo, claim.id, providers=["nowhere"])


def test_cancelling_stops_what_has_not_ended_and_is_logged_once(session: Session, people: People) -> None:
    claim, cleo = _claim(session, people), session.get_one(Person, people.cleo)
    lookups = ask_lookups_for_claim(session, cleo, claim, providers=["corpus", "rulings"])
    lookups[0].job.state = JobState.DONE
    assert cancel_lookups(session, cleo, claim.id) == 1
    assert cancel_lookups(session, cleo, claim.id) == 0
    told = lookup_progress(session, claim.id)
    assert not told.under_way
    assert [line.error for line in told.lines] == ["", "Called off"]
    assert session.scalar(select(func.count()).where(Event.action == "lookup.cancelled")) == 1


def test_earlier_rulings_are_at_most_five_like_ones_and_never_the_claims_own(session: Session, people: People) -> None:
    claim = _claim(session, people)
    for n in range(7):
        new = NewRuling(
            statement=f"The harbour board of Vellmar spent {n} million crowns.",
            rating="False",
            url=f"https://f.example/{n}",
        )
        assert keep_ruling(session, new)
        assert not keep_ruling(session, new)
    keep_ruling(session, NewRuling(statement="Gulls eat chips in Vellmar.", rating="True"))
    own = Ruling(statement=STATEMENT, rating="True", own_claim_id=claim.id, key="0" * 64, payload={})
    session.add(own)
    session.flush()
    found = [one.row for one in search_rulings(session, claim.statement, but_claim_id=claim.id)]
    assert len(found) == 5
    assert own not in found
    assert all("harbour board" in row.statement for row in found)
    assert own in [one.row for one in search_rulings(session, claim.statement)]
    own.withdrawn_at = own.created_at
    session.flush()
    assert own not in [one.row for one in search_rulings(session, claim.statement)]


def test_pages_kept_for_other_claims_and_texts_of_other_articles_are_read_too(
    database: Database, people: People, tmp_path: Path
) -> None:
    said = DOCUMENTS["Budget"]
    with database.write() as session:
        claim = _claim(session, people)
        other = _claim(session, people)
        kept = {
            name: add_capture(session, f"{said} Paper of {name}.", url=f"https://{name}.example/x", title=name)
            for name in ("found", "secret", "draft", "checked", "own", "stray")
        }
        for name in ("found", "secret"):
            add_suggestion(session, other, kept[name], said)
        add_evidence(session, people.cleo, other, confidential=True).capture_id = kept["secret"].id
        checked = add_article(session, people.eda)
        checked.state = ArticleState.CLEARED
        for name, article_id in (("draft", other.article_id), ("checked", checked.id), ("own", claim.article_id)):
            text = f"{said} Draft of {name}."
            session.add(
                Draft(
                    article_id=article_id,
                    number=2,
                    text=text,
                    sha256=hashlib.sha256(text.encode()).hexdigest(),
                    intake=Intake.ADDRESS,
                    capture_id=kept[name].id,
                    created_by_id=people.eda,
                )
            )
        (lookup,) = ask_lookups_for_claim(session, None, claim, providers=["corpus"])
        job, claim_id = lookup.job, claim.id
    _work(database, tmp_path, job)
    with database.read() as session:
        rows = session.scalars(select(Suggestion).where(Suggestion.claim_id == claim_id)).all()
        # Not the article's own text, nor one that is still being checked,
        # nor what a confidential source led to, nor what nobody may read.
        assert {row.capture.title for row in rows} == {"found", "checked"}


def test_the_article_itself_bears_nothing_out_wherever_it_is_kept(
    database: Database, people: People, tmp_path: Path
) -> None:
    gulls = "The gulls of the quay slept through the whole of the long and rainy meeting of the town council. "
    more = "Nobody on the harbour board wished to say why the price of it had doubled in only three years. "
    text = f"Vellmar pays for its lock\n\n{STATEMENT} {gulls}\n{more}"
    with database.write() as session:
        article = add_article(session, people.eda, text=text)
        article.source_url = "https://www.herald.example/lock/"
        claim = add_claim(session, article, holder_id=people.cleo)
        there = "http://herald.example/lock?utm_source=feed"
        add_capture(session, f"{STATEMENT} Subscribe to read on.", url=there, title="address", in_corpus=True)
        for title, copy in {"same": text, "near": text.replace("gulls", "terns") + "It closes on Sunday."}.items():
            add_capture(session, f"{copy} ", url=f"https://{title}.example", title=title, in_corpus=True)
        # The twins: a short paper that the draft quotes, and another report that tells of the same.
        add_capture(session, f"{STATEMENT} {gulls}", title="paper", in_corpus=True)
        add_capture(session, f"{DOCUMENTS['Budget']} {more} " + "And so on. " * 30, title="report", in_corpus=True)
        (lookup,) = ask_lookups_for_claim(session, None, claim, providers=["corpus"])
        job = lookup.job
    _work(database, tmp_path, job)
    with database.read() as session:
        assert {row.capture.title for row in session.scalars(select(Suggestion))} == {"paper", "report"}
