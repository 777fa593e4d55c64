"""Migrate up, compare with the models, down and up again, on SQLite and, where it answers, PostgreSQL."""

from __future__ import annotations

import sys
import tempfile
import uuid
import warnings
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, make_url, text

from factcheck.migrate import alembic_config, downgrade, upgrade
from tests.conftest import POSTGRESQL


def check(url: str) -> None:
    upgrade(url)
    command.check(alembic_config(url))
    downgrade(url, "base")
    upgrade(url)


def main() -> int:
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder:
        check(f"sqlite:///{Path(folder) / 'desk.sqlite3'}")
        print("SQLite: up, no difference to the models, down, up")
    if POSTGRESQL is None:
        print("PostgreSQL: no server answers here; not checked")
        return 0
    name = f"factcheck_migrations_{uuid.uuid4().hex[:12]}"
    engine = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            check(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
        finally:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()
    print("PostgreSQL: up, no difference to the models, down, up")
    return 0


if __name__ == "__main__":
    sys.exit(main())
