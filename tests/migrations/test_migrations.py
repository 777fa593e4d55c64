"""Migrations run up and down with rows in the tables, on both databases."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from factcheck.migrate import alembic_config, downgrade, upgrade
from tests.migrations.rows import fill


def _url(request: pytest.FixtureRequest, kind: str) -> str:
    url: str = request.getfixturevalue(f"{kind}_url")
    return url


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_up_and_down_with_rows_in_every_table(request: pytest.FixtureRequest, kind: str) -> None:
    url = _url(request, kind)
    config = alembic_config(url)
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
    downgrade(url, "base")
    driver = url.replace("postgresql://", "postgresql+psycopg://")
    for revision in revisions:
        upgrade(url, revision)
        engine = create_engine(driver)
        with engine.begin() as connection:
            assert fill(connection) >= 0
        engine.dispose()
    command.check(config)
    for revision in [*revisions[-2::-1], "base"]:
        downgrade(url, revision)
    upgrade(url)


def test_an_upgrade_keeps_what_was_there(sqlite_url: str) -> None:
    downgrade(sqlite_url, "0003")
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        fill(connection)
        before = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()
            for name in ("person", "claim", "evidence", "verdict", "citation")
        }
    upgrade(sqlite_url)
    with engine.begin() as connection:
        after = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in before}
    engine.dispose()
    assert before == after
    assert set(before.values()) == {1}
