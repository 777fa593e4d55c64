"""A backup is made while the desk works, restored elsewhere and found the same; a damaged one is refused by name."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from factcheck import demo
from factcheck.app import create_app
from factcheck.backup.restore import restore
from factcheck.backup.rows import tables
from factcheck.backup.write import back_up
from factcheck.config import Settings
from factcheck.db import Database
from factcheck.domain.errors import DeskError
from factcheck.fetch.blobs import DiskBlobs
from factcheck.folder import lock_folder
from factcheck.heads import note_head, noted_heads
from factcheck.models import Article, Capture, Event, EventHead, Publication, Via
from factcheck.models.base import utc_now
from factcheck.secret import make_secret
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.services.event_log import event_hash, log_event, verify_log
from factcheck.services.full_text import propose
from tests.backup.taking_apart import mend, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


@dataclass
class Desk:
    """Hold a desk with the demo, and where things are."""

    db: Database
    settings: Settings
    folder: Path

    @property
    def blobs(self) -> DiskBlobs:
        return DiskBlobs(self.settings.blob_dir)

    def back_up(self, name: str = "backup.tar") -> Path:
        out = self.folder / name
        back_up(self.db, self.blobs, self.settings, out)
        return out


@pytest.fixture
def desk(database: Database, settings: Settings, tmp_path: Path) -> Desk:
    demo.load(database, DiskBlobs(settings.blob_dir), settings)
    with database.read() as session:
        head = session.scalars(select(EventHead)).one()
        note_head(settings.head_dir, head.seq, head.hash, utc_now())
    return Desk(database, settings, tmp_path)


def elsewhere(tmp_path: Path, url: str = "", name: str = "elsewhere") -> Settings:
    return Settings(data_dir=tmp_path / name, database_url=url)


def counts(db: Database) -> dict[str, int]:
    with db.read() as session:
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables()}


def pages(settings: Settings, db: Database) -> dict[str, str]:
    """Return the digests of what readers see."""
    if not settings.secret_file.exists():
        make_secret(settings.secret_file)
    app = create_app(settings, testing=True)
    client = app.test_client()
    with db.read() as session:
        places = [f"/p/{row.public_id}/{row.slug}" for row in session.scalars(select(Publication))]
    assert places
    found = {}
    for path in ["/p", "/p/feed.json", "/p/corrections", "/p/methodology", *places]:
        answer = client.get(path)
        found[path] = f"{answer.status_code} {hashlib.sha256(answer.data).hexdigest()}"
    app.extensions["desk"].db.dispose()
    return found


def test_f14_a_backup_restored_elsewhere_is_the_same_desk(desk: Desk, tmp_path: Path) -> None:
    backup = desk.back_up()
    there = elsewhere(tmp_path)
    done = restore(backup, there)
    copy = Database(there.database)
    assert counts(copy) == counts(desk.db)
    assert list(DiskBlobs(there.blob_dir).digests()) == list(desk.blobs.digests())
    assert done.files == len(list(desk.blobs.digests()))
    assert noted_heads(there.head_dir) == noted_heads(desk.settings.head_dir)
    assert pages(there, copy) == pages(desk.settings, desk.db)
    with copy.write() as session:
        assert verify_log(session, noted=[done.head]).rows == done.events
        # It is a desk that works: what was searched is found, the guards stand, the next row takes the next number.
        assert propose(session, "capture_search", "ferry", limit=3)
        before = session.scalar(select(func.max(Article.id))) or 0
        article = Article(title="The next", owner_id=session.scalars(select(Article.owner_id)).first() or 0)
        session.add(article)
        session.flush()
        assert article.id == before + 1
    with pytest.raises(Exception, match="append-only"), copy.write() as session:
        session.execute(text("DELETE FROM event"))
    copy.dispose()


def test_f14_backups_made_while_three_writers_run_are_each_of_one_moment(desk: Desk, tmp_path: Path) -> None:
    stop = threading.Event()
    written = [0, 0, 0]

    def write(number: int) -> None:
        db = Database(desk.settings.database, pool_size=1)
        while not stop.is_set():
            bytes_kept = f"{number} {written[number]}".encode()
            digest = desk.blobs.put(bytes_kept)
            with db.write() as session:
                new = NewCapture(
                    via=Via.PASTE, sha256=digest, state="captured", text=bytes_kept.decode(), url=f"x:{number}"
                )
                row = keep_capture(session, new)
                log_event(session, None, "document.added", ("capture", row.id), after={"sha256": digest})
            written[number] += 1
        db.dispose()

    crew = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for one in crew:
        one.start()
    try:
        backups = [desk.back_up(f"{number}.tar") for number in range(20)]
    finally:
        stop.set()
        for one in crew:
            one.join()
    assert min(written) > 0
    sound = 0
    for backup in backups:
        files = unpack(backup)
        manifest = json.loads(files["manifest.json"])
        events = [json.loads(line) for line in files["tables/event.jsonl"].splitlines()]
        captures = [json.loads(line) for line in files["tables/capture.jsonl"].splitlines()]
        names = [name for table in manifest["tables"] if table["name"] == "capture" for name, _ in table["columns"]]
        digests = {row[names.index("sha256")] for row in captures}
        # Rows, log and files belong together: no row without its event, no file named that is not there.
        assert sum(row[4] == "document.added" for row in events) == len(digests) - documents_of_demo(captures, names)
        assert {f"blobs/{digest}" for digest in digests} <= files.keys()
        assert len(events) == manifest["head"]["seq"]
        sound += 1
    assert sound == 20
    for number in (0, 7, 19):
        assert restore(backups[number], elsewhere(tmp_path, name=f"restored-{number}")).events > 0


def documents_of_demo(captures: list[list[object]], names: list[str]) -> int:
    return sum(not str(row[names.index("url")]).startswith("x:") for row in captures)


@pytest.mark.postgresql
def test_f19_sqlite_to_postgresql_and_back_is_byte_for_byte_the_same(
    sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "first", database_url=sqlite_url)
    db = Database(sqlite_url)
    demo.load(db, DiskBlobs(settings.blob_dir), settings)
    first = Desk(db, settings, tmp_path).back_up("first.tar")
    # The database that the fixture gives is a desk already, though an empty one: only --force may overwrite it.
    server = elsewhere(tmp_path, postgresql_url, "server")
    with pytest.raises(DeskError, match="is not empty"):
        restore(first, server)
    restore(first, server, force=True)
    over = Database(postgresql_url)
    second = Desk(over, server, tmp_path).back_up("second.tar")
    third_settings = elsewhere(tmp_path, name="third")
    restore(second, third_settings)
    back = Database(third_settings.database)
    third = Desk(back, third_settings, tmp_path).back_up("third.tar")
    assert first.read_bytes() == second.read_bytes() == third.read_bytes()
    for one in (db, over, back):
        one.dispose()


@pytest.fixture
def backup(sqlite_url: str, tmp_path: Path) -> Iterator[Path]:
    """Return a backup of a desk on SQLite."""
    settings = Settings(data_dir=tmp_path / "source", database_url=sqlite_url)
    db = Database(sqlite_url)
    demo.load(db, DiskBlobs(settings.blob_dir), settings)
    yield Desk(db, settings, tmp_path).back_up("source.tar")
    db.dispose()


def refused(path: Path, settings: Settings, sentence: str, *, force: bool = False) -> None:
    with pytest.raises(DeskError, match=sentence):
        restore(path, settings, force=force)
    assert not (settings.data_dir / "desk.sqlite3").exists()


def test_f15_a_flipped_byte_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    data = backup.read_bytes()
    end = len(data.rstrip(b"\0"))
    path, there = tmp_path / "flipped.tar", elsewhere(tmp_path)
    kept = 0
    for place in range(3, end, end // 150):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        if data[place] == 0:
            # Zeros between files carry nothing: then the backup is as good as before.
            kept += 1
            continue
        refused(path, there, "The backup|is no backup")
    assert kept < 75


def test_f15_what_is_missing_is_named(backup: Path, tmp_path: Path) -> None:
    there = elsewhere(tmp_path)
    files = unpack(backup)
    lost = next(name for name in files if name.startswith("blobs/"))
    del files[lost]
    refused(pack(files, tmp_path / "lost.tar"), there, f"The backup lacks {lost}")
    files = unpack(backup)
    del files["manifest.json"]
    refused(pack(files, tmp_path / "bare.tar"), there, "it has no manifest")
    data = backup.read_bytes()
    for share in (0.0, 0.3, 0.9):
        short = tmp_path / "short.tar"
        short.write_bytes(data[: int(len(data) * share)])
        refused(short, there, "cut short|no backup")
    refused(tmp_path / "nowhere.tar", there, "There is no file")


def test_f15_a_newer_version_is_named(backup: Path, tmp_path: Path) -> None:
    files = unpack(backup)
    mend(files, revision="9999")
    refused(pack(files, tmp_path / "newer.tar"), elsewhere(tmp_path), r"newer version of the desk \(revision 9999\)")


def test_what_does_not_belong_in_a_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    for name in ("../evil", "/etc/evil", "blobs/x", "tables/a/b.jsonl"):
        refused(pack({**unpack(backup), name: b"x"}, tmp_path / "evil.tar"), elsewhere(tmp_path), "no part of one")
    files = unpack(backup)
    lost = next(name for name in files if name.startswith("blobs/"))
    files[lost] += b"more"
    mend(files)
    there = elsewhere(tmp_path)
    with pytest.raises(DeskError, match="not what its name says"):
        restore(pack(files, tmp_path / "other.tar"), there)


def test_a_log_that_was_changed_in_the_backup_is_not_restored(backup: Path, tmp_path: Path) -> None:
    files = unpack(backup)
    files["tables/event.jsonl"] = files["tables/event.jsonl"].replace(b'"machine"', b'"nobody1"', 1)
    mend(files)
    refused(
        pack(files, tmp_path / "changed.tar"), elsewhere(tmp_path), "does not hold at row 1: its content was changed"
    )
    # Nothing half-restored is in the way of the next try.
    restore(backup, elsewhere(tmp_path))


def test_a_folder_with_a_desk_in_it_is_overwritten_only_when_told_to(backup: Path, tmp_path: Path) -> None:
    there = elsewhere(tmp_path)
    restore(backup, there)
    before = (there.data_dir / "desk.sqlite3").stat().st_ino
    with pytest.raises(DeskError, match="is not empty"):
        restore(backup, there)
    assert (there.data_dir / "desk.sqlite3").stat().st_ino == before
    restore(backup, there, force=True)
    with lock_folder(there.data_dir), pytest.raises(DeskError, match="A desk runs on"):
        restore(backup, there, force=True)


def test_a_backup_of_an_older_version_is_brought_up_to_date(sqlite_url: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "old", database_url=sqlite_url)
    db = Database(sqlite_url)
    with db.write() as session:
        log_event(session, None, "claim.edited", ("claim", 1), after={"statement": "Old words"})
        unsalt(session)
    files = unpack(Desk(db, settings, tmp_path).back_up("new.tar"))
    db.dispose()
    # As it was before rows had a salt, evidence a seal, and articles a date of erasure.
    manifest = json.loads(files["manifest.json"])
    for table in manifest["tables"]:
        newer = [place for place, (name, _) in enumerate(table["columns"]) if name in {"salt", "seal", "erased_at"}]
        for place in reversed(newer):
            del table["columns"][place]
            name = f"tables/{table['name']}.jsonl"
            rows = [json.loads(line) for line in files[name].splitlines()]
            for row in rows:
                del row[place]
            files[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    mend(files, revision="0008", tables=manifest["tables"])
    there = elsewhere(tmp_path)
    assert restore(pack(files, tmp_path / "old.tar"), there).events == 1
    restored = Database(there.database)
    with restored.read() as session:
        assert session.scalars(select(Event.salt)).all() == [""]
    restored.dispose()


def unsalt(session: Session) -> None:
    session.execute(text("DROP TRIGGER event_no_update"))
    event = session.scalars(select(Event)).one()
    event.salt = ""
    event.hash = event_hash(event)
    session.scalars(select(EventHead)).one().hash = event.hash
    session.flush()
    session.execute(
        text(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )
    )


def test_a_backup_holds_no_secret(sqlite_url: str, tmp_path: Path) -> None:
    canary = "canary-swordfish"
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=sqlite_url,
        redis_url=f"redis://:{canary}@127.0.0.1/0",
        smtp_url=f"smtp://desk:{canary}@mail.test",
        webhook_url=f"https://hooks.test/{canary}",
        webhook_secret=canary,
        fetch_proxy=f"http://desk:{canary}@proxy.test",
        provider_keys={"brave": canary},
        google_factcheck_key=canary,
        desk_name="The Quell desk",
    )
    settings.data_dir.mkdir()
    make_secret(settings.secret_file)
    db = Database(sqlite_url)
    out = Desk(db, settings, tmp_path).back_up()
    db.dispose()
    data = out.read_bytes()
    assert canary.encode() not in data
    assert settings.secret_file.read_bytes() not in data
    assert str(tmp_path).encode() not in data
    assert json.loads(unpack(out)["config.json"]) == {"desk_name": "The Quell desk"}
    assert out.stat().st_mode & 0o077 == 0


def test_a_damaged_file_is_named_and_the_rest_is_backed_up(desk: Desk) -> None:
    digest = next(iter(desk.blobs.digests()))
    path = desk.settings.blob_dir / digest[:2] / digest[2:4] / digest
    path.write_bytes(b"damaged")
    done = back_up(desk.db, desk.blobs, desk.settings, desk.folder / "b.tar")
    assert done.damaged == (digest,)
    assert done.files == len(list(desk.blobs.digests())) - 1
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Capture))


def test_where_it_cannot_be_written_nothing_is_left(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be written"):
        back_up(desk.db, desk.blobs, desk.settings, tmp_path / "no" / "such" / "folder.tar")
    assert not list(tmp_path.glob(".backup-*"))
