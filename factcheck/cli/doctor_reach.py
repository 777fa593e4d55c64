"""Look at what a desk may reach and who may reach it, at its files and at its clock."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.errors import DeskError
from factcheck.fetch.blob_store import blob_store
from factcheck.models.base import utc_now
from factcheck.services.files_named import files_named

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.db import Database

#: Leases and waits are moments, so the clocks of the machines are to agree this far.
SKEW = timedelta(seconds=5)


def check_files(settings: Settings, database: Database) -> str:
    """Say whether every kept file that a row names is in the store, and whether others can read the database."""
    path = settings.data_dir / "desk.sqlite3"
    if not settings.database_url and path.exists() and path.stat().st_mode & 0o077:
        raise DeskError(f"Others can read the database. Run: chmod 600 {path}")
    with database.read() as session:
        named = files_named(session)
    # Walked once: asking a bucket for each file would take a request a file.
    missing = sorted(set(named).difference(blob_store(settings).digests()))
    if missing:
        raise DeskError(
            f"{len(missing)} of {len(named)} files that rows name are missing, the first {missing[0]}. "
            "Restore them from a backup."
        )
    return f"{len(named)} named by rows, all there"


def check_reach(settings: Settings) -> str:
    """Say whether the desk is open to a network without https, and from where it fetches."""
    try:
        beyond = not ip_address(settings.host).is_loopback
    except ValueError:
        beyond = settings.host != "localhost"
    if beyond and not settings.base_url.startswith("https://"):
        raise DeskError(
            f"It listens on {settings.host}, beyond this machine, and FACTCHECK_BASE_URL does not say https. "
            "Put a proxy with https before it and name its address."
        )
    nets = ", ".join(settings.fetch_allow_nets)
    where = f"the public internet AND {nets}, which is not public" if nets else "the public internet only"
    return f"listens on {settings.host}, fetches from {where}"


def check_clock(database: Database) -> str:
    """Say whether this machine's clock agrees with the database's."""
    if database.is_sqlite:
        return "one machine, one clock"
    with database.read() as session:
        theirs = session.execute(select(func.clock_timestamp())).scalar_one()
        away = abs(utc_now() - theirs)
    if away > SKEW:
        raise DeskError(f"It is {away.total_seconds():.0f} s away from the database's clock. Set both by NTP.")
    return f"within {away.total_seconds():.1f} s of the database's"
