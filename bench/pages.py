"""Say what pages of the demo cost: statements, connections held at once, and milliseconds of one core.

python -m bench.pages [--rounds 15] [--database URL]

The database is a fresh SQLite file, or the empty one named. Milliseconds are of this process alone, the best of the
rounds, so that what else runs on the machine says little.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, select

from factcheck.app import create_app
from factcheck.config import Settings
from factcheck.demo.load import load
from factcheck.fetch.blob_store import blob_store
from factcheck.migrate import upgrade
from factcheck.models import Claim, Person
from factcheck.secret import make_secret
from factcheck.services.sign_in import open_session
from factcheck.web.access import TOKEN
from factcheck.web.desk import EXTENSION

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.db import Database

PAGES = ("/", "/queue", "/articles", "/search?q=ferry", "/documents", "/log", "/articles/1", "/articles/1?claim=1")
WHO = "maren@demo.invalid"


class Cost:
    """Count statements and connections of an engine."""

    def __init__(self, database: Database) -> None:
        self.statements = self.held = self.most = 0
        event.listen(database.engine, "before_cursor_execute", self._asked)
        event.listen(database.engine, "checkout", self._taken)
        event.listen(database.engine, "checkin", self._given_back)

    def _asked(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements += not statement.startswith(("PRAGMA", "BEGIN"))

    def _taken(self, *_: Any) -> None:
        self.held += 1
        self.most = max(self.most, self.held)

    def _given_back(self, *_: Any) -> None:
        self.held -= 1

    def of(self, client: FlaskClient, page: str, rounds: int) -> tuple[int, int, float]:
        """Open a page again and again; return statements, connections at once, and the least milliseconds."""
        best = float("inf")
        for _ in range(rounds + 1):
            self.statements = self.most = 0
            began = time.process_time()
            answer = client.get(page)
            best = min(best, time.process_time() - began)
            assert answer.status_code == 200, page
        return self.statements, self.most, 1000 * best


def put_up(folder: Path, url: str) -> Flask:
    """Make a desk with the demo in it."""
    make_secret(folder / "secret")
    settings = Settings(data_dir=folder, database_url=url or f"sqlite:///{folder / 'desk.sqlite3'}")
    upgrade(settings.database)
    app = create_app(settings, testing=True)
    load(app.extensions[EXTENSION].db, blob_store(settings), settings)
    return app


def signed_in(app: Flask) -> FlaskClient:
    """Return the client of an editor."""
    with app.extensions[EXTENSION].db.write() as session:
        person = session.scalars(select(Person).where(Person.email == WHO)).one()
        person.must_change_password = False
        token = open_session(session, person, address="127.0.0.1", agent="bench", hours=1)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return client


def claim_pages(database: Database) -> list[tuple[str, str]]:
    """Return the page of one claim in each state, with a name for it."""
    with database.read() as session:
        states = session.execute(select(Claim.state, Claim.id).order_by(Claim.id.desc())).all()
    found = {state.value: f"/claims/{claim_id}" for state, claim_id in states}
    return [(f"a claim: {state}", page) for state, page in found.items()]


def main() -> None:
    """Print a row a page."""
    asked = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--database", default="", help="an empty database; a fresh SQLite file is the default")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = put_up(Path(folder), given.database)
        database: Database = app.extensions[EXTENSION].db
        client, cost = signed_in(app), Cost(database)
        print(f"{'page':32}{'statements':>12}{'connections':>13}{'ms':>8}")
        for name, page in [*((page, page) for page in PAGES), *claim_pages(database)]:
            statements, held, spent = cost.of(client, page, given.rounds)
            print(f"{name:32}{statements:12}{held:13}{spent:8.1f}")
        database.dispose()


if __name__ == "__main__":
    main()
