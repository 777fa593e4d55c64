"""Fixtures of proof bundles: a desk at work, and its bundle."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from factcheck.config import Settings
from factcheck.db import Database
from factcheck.fetch.blobs import DiskBlobs
from factcheck.work.bundle_write import write_bundle
from tests.proof.desk import DeskAtWork, desk_at_work

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(database: Database, settings: Settings) -> DeskAtWork:
    """Return the desk at work; the test runs on SQLite and on PostgreSQL."""
    return desk_at_work(database, DiskBlobs(settings.blob_dir), settings)


@pytest.fixture
def bundle(desk: DeskAtWork, tmp_path: Path) -> Path:
    """Return the bundle of its article."""
    return make_bundle(desk, tmp_path / "bundle.zip")


@pytest.fixture(scope="session")
def sealed_bundle(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bundle that tests copy and do harm to."""
    folder = tmp_path_factory.mktemp("sealed")
    shutil.copy(migrated_sqlite, folder / "desk.sqlite3")
    settings = Settings(data_dir=folder)
    db = Database(settings.database)
    path = make_bundle(desk_at_work(db, DiskBlobs(settings.blob_dir), settings), folder / "bundle.zip")
    db.dispose()
    return path


def make_bundle(desk: DeskAtWork, path: Path) -> Path:
    with path.open("w+b") as file:
        write_bundle(desk.db, desk.blobs, desk.editor_id, desk.article_id, file)
    return path
