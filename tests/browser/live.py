"""Serve a desk with the demo in it, and name its pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import select
from waitress.server import create_server

from factcheck.app import create_app
from factcheck.config import Settings
from factcheck.demo.load import load
from factcheck.domain.claims import ClaimState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Article, Capture, Claim, Evidence, Job, Origin, Person, Publication
from factcheck.secret import make_secret
from factcheck.work.handler import Tools
from factcheck.work.registry import HANDLERS
from factcheck.work.runner import Runner
from tests.conftest import add_people
from tests.intake import split_article

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.db import Database

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 148
ARABIC = "قال الوزير إن الجسر سيكلف 40 مليون كرونة"
LONG_TEXT = (
    f"{LONG_WORD[:290]}\n\nThe mayor said {LONG_WORD} in 1987.\n\n{ARABIC}.\n\nBack\u202eward words of 12 people.\n"
)


@dataclass
class Live:
    """Hold a running desk."""

    base: str
    database: Database
    ids: dict[str, int] = field(default_factory=dict)
    published: tuple[str, str] = ("", "")
    runner: Runner | None = None

    def work(self) -> None:
        """Do the work that waits, as a worker would, in this process."""
        assert self.runner is not None
        with self.database.read() as session:
            waiting = session.scalars(
                select(Job.id).where(Job.state == JobState.QUEUED, Job.kind.in_(self.runner.handlers)).order_by(Job.id)
            ).all()
        for job_id in waiting:
            self.runner.run(job_id)

    def desk_pages(self) -> list[str]:
        """List every page that a signed-in administrator can open."""
        article, long, evidence, origin = (self.ids[n] for n in ("article", "long", "evidence", "origin"))
        capture, published = self.ids["capture"], self.ids["publication"]
        claims = [f"/claims/{self.ids[name]}" for name in ("ruled", "checking", "proposed", "long_claim", "rtl_claim")]
        return [
            *("/", "/?mine=yes", "/queue", "/queue/one", "/board", "/search?q=ferry", "/search?q=nothinglikeit"),
            *("/articles", "/articles/new", f"/articles/{article}?tab=activity", f"/articles/{article}?tab=about"),
            *(f"/articles/{article}/{more}" for more in ("bundle", "checking-copy", "sheet", "keeping", "drafts/2")),
            *(f"/articles/{article}{more}" for more in ("", "?claim=2", "/edit", "/origins", "/publish")),
            *(f"/articles/{article}/{more}" for more in ("changes", "clearance", "coverage", "drafts/new", "drafts/1")),
            *(f"/articles/{article}/{more}" for more in ("queries", "times", "replies")),
            *("/notices", "/admin/policy", "/admin/policy/new"),
            *(f"/articles/{long}{more}" for more in ("?claim=1", "?tab=remarks", "?tab=passages", "/publish")),
            *claims,
            *(f"{claims[0]}/{more}" for more in ("verdict", "publish")),
            f"{claims[1]}/verdict?kind=call",
            *(f"/evidence/{evidence}/{more}" for more in ("edit", "origin", "withdraw")),
            *(f"/origins/{origin}/edit", f"/captures/{capture}", f"/documents/{capture}"),
            *("/documents", "/documents/new", "/rulings"),
            *(f"/publications/{published}/{more}" for more in ("correct", "withdraw")),
            *("/challenges", "/board", "/board?by=state&due=today"),
            *("/log", "/admin/people", "/admin/scales", "/admin/scales/public", "/settings", "/settings/sessions"),
            *("/password", "/help", "/nothing-here"),
        ]

    def public_pages(self) -> list[str]:
        """List every page that anybody can open."""
        public_id, slug = self.published
        check = f"/p/{public_id}/{slug}"
        return [
            "/login",
            "/p",
            check,
            f"{check}/1",
            "/p/corrections",
            "/p/methodology",
            f"/embed/{public_id}",
            f"/report/{public_id}",
            f"/report/{public_id}/sent",
            "/claims/1",
        ]


class Running:
    """Serve in a thread while the block is open."""

    def __init__(self, folder: Path, database: Path) -> None:
        make_secret(folder / "secret")
        self.settings = Settings(data_dir=folder, database_url=f"sqlite:///{database}")
        self.app = create_app(self.settings, testing=True)
        found = self.app.extensions["desk"].db
        blobs = DiskBlobs(self.settings.blob_dir)
        load(found, blobs, self.settings)
        # Waitress listens on a port that the system chose: tests may run side by side.
        self.server: Any = create_server(
            self.app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True
        )
        self.live = Live(f"http://127.0.0.1:{self.server.effective_port}", found)
        kinds = (JobKind.SPLIT_DRAFT, JobKind.READ_UPLOAD)
        handlers = {kind: HANDLERS[kind] for kind in kinds}
        self.live.runner = Runner(Tools(db=found, settings=self.settings, blobs=blobs), handlers)
        with found.write() as session:
            people = add_people(session)
            self.live.ids |= {"ada": people.ada, "cleo": people.cleo}
            _add_long(session, self.live, people.ada)
            session.get_one(Person, people.cass).name = LONG_WORD[:300]
            _name(session, self.live)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()
        self.server.task_dispatcher.shutdown()
        self.thread.join(5)
        self.live.database.dispose()


def _add_long(session: Any, live: Live, owner: int) -> None:
    article, _, claims = split_article(
        session,
        owner,
        LONG_TEXT,
        (LONG_WORD[:290], f"The mayor said {LONG_WORD} in 1987", ARABIC, "Back\u202eward words of 12 people"),
        title=LONG_WORD[:300],
        byline=ARABIC,
        outlet=LONG_WORD[:300],
        source_url="https://long.example/" + "a" * 1900,
    )
    for claim in claims:
        claim.state = ClaimState.TO_CHECK
    live.ids |= {"long": article.id, "long_claim": claims[1].id, "rtl_claim": claims[2].id}


def _name(session: Any, live: Live) -> None:
    def first(model: Any, *where: Any) -> Any:
        found = session.scalars(select(model).where(*where).order_by(model.id)).first()
        assert found is not None, model
        return found

    live.ids |= {
        "article": first(Article, Article.title.contains("demo")).id,
        "evidence": first(Evidence).id,
        "origin": first(Origin).id,
        "capture": first(Capture, Capture.in_corpus.is_(True)).id,
        "publication": first(Publication).id,
    }
    for name in ("ruled", "checking", "proposed"):
        live.ids[name] = first(Claim, Claim.state == ClaimState(name)).id
    shown = first(Publication)
    live.published = (shown.public_id, shown.slug)
