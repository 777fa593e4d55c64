"""Fixtures shared by all tests: databases, people, the application."""

from __future__ import annotations

import os
import shutil
import socket
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

from factcheck.app import create_app
from factcheck.config import Settings
from factcheck.db import Database
from factcheck.domain.roles import Role
from factcheck.migrate import upgrade
from factcheck.models import Person
from factcheck.secret import make_secret
from factcheck.services.passwords import hash_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

PASSWORD = "seven quiet herons"
_HASH = hash_password(PASSWORD)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def postgresql_server() -> str | None:
    """Return the address of a server that tests may use, None where there is none."""
    configured = os.environ.get("FACTCHECK_TEST_POSTGRESQL")
    if configured:
        return configured
    if _answers("127.0.0.1", 5432):
        return "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
    return None


def redis_server() -> str | None:
    """Return the address of a Redis that tests may use, None where there is none."""
    configured = os.environ.get("FACTCHECK_TEST_REDIS")
    if configured:
        return configured
    return "redis://127.0.0.1:6379/9" if _answers("127.0.0.1", 6379) else None


POSTGRESQL = postgresql_server()
REDIS = redis_server()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = [name for name, found in (("PostgreSQL", POSTGRESQL), ("Redis", REDIS)) if not found]
    if missing:
        terminalreporter.write_line(
            f"Skipped what needs {' and '.join(missing)}: no server answers on 127.0.0.1, and none is named in "
            "FACTCHECK_TEST_POSTGRESQL or FACTCHECK_TEST_REDIS."
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if POSTGRESQL is None and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="no PostgreSQL"))
        if REDIS is None and item.get_closest_marker("redis"):
            item.add_marker(pytest.mark.skip(reason="no Redis"))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one SQLite file; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "desk.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[str]:
    """Migrate one PostgreSQL database; tests are given copies of it."""
    assert POSTGRESQL is not None
    server = make_url(POSTGRESQL)
    name = f"factcheck_template_{uuid.uuid4().hex[:12]}"
    _administer(POSTGRESQL, f'CREATE DATABASE "{name}"')
    upgrade(server.set(database=name).render_as_string(hide_password=False))
    yield name
    _administer(POSTGRESQL, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "desk.sqlite3"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    template = request.getfixturevalue("migrated_postgresql")
    assert POSTGRESQL is not None
    name = f"factcheck_test_{uuid.uuid4().hex[:12]}"
    _administer(POSTGRESQL, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
    _administer(POSTGRESQL, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated, empty database; the test runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url)
    yield found
    found.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Open one writing transaction for the whole test."""
    with database.write() as opened:
        yield opened


@dataclass(frozen=True)
class People:
    """Hold the ids of the people of a small desk; all have the password PASSWORD."""

    ada: int  # administrator
    eda: int  # editor
    edo: int  # editor
    cleo: int  # checker
    cass: int  # checker


def add_people(session: Session) -> People:
    roles = {
        "ada": Role.ADMINISTRATOR,
        "eda": Role.EDITOR,
        "edo": Role.EDITOR,
        "cleo": Role.CHECKER,
        "cass": Role.CHECKER,
    }
    ids = {}
    for name, role in roles.items():
        row = Person(email=f"{name}@desk.test", name=name.title(), role=role, password_hash=_HASH, settings={})
        session.add(row)
        session.flush()
        ids[name] = row.id
    return People(**ids)


@pytest.fixture
def people(request: pytest.FixtureRequest) -> People:
    """Add the people: within the test's `session` where it has one, else committed to its `database`."""
    if "session" in request.fixturenames:
        return add_people(request.getfixturevalue("session"))
    name = "app_database" if "app" in request.fixturenames else "database"
    with request.getfixturevalue(name).write() as session:
        return add_people(session)


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Return settings of a desk in a folder of its own, on SQLite unless the test asks for `database_url` too."""
    name = "database_url" if "database_url" in request.fixturenames else "sqlite_url"
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    make_secret(data / "secret")
    return Settings(data_dir=data, database_url=request.getfixturevalue(name))


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings, testing=True)
    yield made
    made.extensions["desk"].db.dispose()


@pytest.fixture
def app_database(app: Flask) -> Database:
    """Return the database that the application uses."""
    found: Database = app.extensions["desk"].db
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, people: People) -> Callable[[str], FlaskClient]:
    """Return a function: name of a person → a client that is signed in as her. CSRF is checked as ever."""

    def enter(name: str) -> FlaskClient:
        found = app.test_client()
        page = found.get("/login").text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        answer = found.post("/login", data={"email": f"{name}@desk.test", "password": PASSWORD, "csrf_token": token})
        assert answer.status_code == 303, answer.text
        return found

    return enter
