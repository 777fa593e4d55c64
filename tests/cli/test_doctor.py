"""The doctor finds missing files, an open door, and a clock that is off."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import time_machine

from factcheck import demo
from factcheck.cli.doctor_reach import check_clock, check_files, check_reach
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models.base import utc_now

if TYPE_CHECKING:
    from factcheck.db import Database


def test_a_missing_file_is_named(database: Database, settings: Settings) -> None:
    demo.load(database, DiskBlobs(settings.blob_dir), settings)
    assert "all there" in check_files(settings, database)
    lost = next(DiskBlobs(settings.blob_dir).digests())
    shutil.rmtree(settings.blob_dir / lost[:2])
    with pytest.raises(DeskError, match=f"1 of 24 files .* the first {lost}"):
        check_files(settings, database)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ""),
        ({"host": "localhost"}, ""),
        ({"host": "::1"}, ""),
        ({"host": "0.0.0.0"}, "does not say https"),  # noqa: S104 - the door that is to be found open
        ({"host": "desk.example.org", "base_url": "http://desk.example.org"}, "does not say https"),
        ({"host": "10.0.0.5", "base_url": "https://desk.example.org"}, ""),
    ],
)
def test_an_open_door_is_found(given: dict[str, str], words: str) -> None:
    settings = Settings.model_validate(given)
    if not words:
        assert "public internet only" in check_reach(settings)
    else:
        with pytest.raises(DeskError, match=words):
            check_reach(settings)


def test_networks_that_are_not_public_are_named() -> None:
    assert "AND 10.0.0.0/8, which is not public" in check_reach(
        Settings.model_validate({"fetch_allow_nets": "10.0.0.0/8"})
    )


def test_a_clock_that_is_off_is_found_where_there_are_two(database: Database) -> None:
    check_clock(database)
    with time_machine.travel(utc_now().replace(year=2020), tick=False):
        if database.is_sqlite:
            assert check_clock(database) == "one machine, one clock"
        else:
            with pytest.raises(DeskError, match="away from the database's clock"):
                check_clock(database)
