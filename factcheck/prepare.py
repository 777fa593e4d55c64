"""Prepare what a desk keeps: check secret and database, migrate, make the first administrator, load the demo."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from factcheck import revision
from factcheck.config import MEGABYTE
from factcheck.db import Database
from factcheck.domain.errors import DeskError
from factcheck.domain.roles import Role
from factcheck.fetch.blob_store import blob_store
from factcheck.models import Article, Event, Person
from factcheck.secret import make_secret, read_secret
from factcheck.services.event_log import log_event
from factcheck.services.person_add import add_person
from factcheck.services.policy_seed import seed_policy
from factcheck.services.scale_seed import seed_scales

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.config import Settings

ADMINISTRATOR = "admin@localhost"
#: Reading a whole database to see whether it is sound takes a second for about this much.
CHECKED_MEGABYTES = 200
SECRET_SET = "desk.secret_set"  # noqa: S105 - the name of an event


def prepare_secret(settings: Settings, *, database_is_new: bool, new_secret: bool) -> str:
    """Return the secret, made at the first start; a desk that lost its own is not given another one unasked."""
    path = settings.secret_file
    if new_secret:
        path.unlink(missing_ok=True)
    elif not path.exists() and not database_is_new:
        raise DeskError(
            f"The secret file {path} is missing. Restore it from a backup, or start with --new-secret, "
            "which signs everybody out."
        )
    make_secret(path)
    return read_secret(path)


def check_database(settings: Settings) -> bool:
    """Say whether the database is new; raise DeskError where it is damaged, away or newer than this version."""
    database = Database(settings.database, pool_size=1)
    try:
        with closing(database.engine.connect()) as connection:
            if database.is_sqlite:
                path = settings.data_dir / "desk.sqlite3"
                small = not path.exists() or path.stat().st_size < CHECKED_MEGABYTES * MEGABYTE
                verdict = connection.scalar(text("PRAGMA quick_check(1)")) if small else "ok"
                if verdict != "ok":
                    raise DeskError(_damaged(settings, str(verdict)))
        found = revision.current(database)
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        if database.is_sqlite:
            raise DeskError(_damaged(settings, reason)) from None
        raise DeskError(
            f"The database does not answer ({reason}). Check FACTCHECK_DATABASE_URL and the server."
        ) from None
    finally:
        database.dispose()
    if found is None:
        return True
    if found not in revision.known():
        raise DeskError(
            f"The database was written by a newer version of the desk (revision {found}). "
            "Install that version, or restore an older backup."
        )
    return False


def prepare_database(settings: Settings, secret: str, *, new_secret: bool, demo: bool) -> str | None:
    """Migrate, seed the scales, note the secret's fingerprint; return the password of an administrator made here."""
    database = Database(settings.database, pool_size=1)
    try:
        if revision.current(database) != revision.newest():
            migrate_apart(settings)
        with database.write() as session:
            _check_fingerprint(session, secret, new_secret=new_secret)
            seed_scales(session)
            seed_policy(session)
            password = None
            if session.scalar(select(func.count()).select_from(Person)) == 0:
                _, password = add_person(
                    session, None, email=ADMINISTRATOR, name="Administrator", role=Role.ADMINISTRATOR
                )
        if demo:
            _load_demo(database, settings)
    finally:
        database.dispose()
    return password


def migrate_apart(settings: Settings) -> None:
    """Migrate in a process of its own: Alembic takes a while to load, and most starts do not need it."""
    environment = os.environ | {"FACTCHECK_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "factcheck", "migrate"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"code {done.returncode}"
        raise DeskError(f"The database could not be brought up to date: {reason}")


def _check_fingerprint(session: Session, secret: str, *, new_secret: bool) -> None:
    """Refuse a secret that is not the one this database was used with; the log keeps its fingerprint."""
    fingerprint = hashlib.sha256(f"factcheck secret {secret}".encode()).hexdigest()[:16]
    last = session.scalars(select(Event).where(Event.action == SECRET_SET).order_by(Event.seq.desc()).limit(1)).first()
    known = (last.after or {}).get("fingerprint") if last is not None else None
    if known == fingerprint:
        return
    if known is not None and not new_secret:
        raise DeskError(
            "The secret file is not the one this database was used with. Restore it from a backup, or start with "
            "--new-secret, which signs everybody out."
        )
    log_event(session, None, SECRET_SET, ("desk", None), after={"fingerprint": fingerprint})


def _load_demo(database: Database, settings: Settings) -> None:
    """Load the demo into a desk that holds no article yet; it is not loaded as a module before that is known."""
    with database.read() as session:
        if session.scalar(select(Article.id).limit(1)) is not None:
            return
    import_module("factcheck.demo").load(database, blob_store(settings), settings)


def _damaged(settings: Settings, reason: str) -> str:
    return f"The database {settings.database} is damaged ({reason}). Restore it from a backup; nothing was changed."
