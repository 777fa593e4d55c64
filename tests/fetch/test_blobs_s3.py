"""Kept bytes in a bucket: the same calls and the same errors as in the folder."""

from __future__ import annotations

import hashlib
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from factcheck.config import Settings
from factcheck.domain.errors import DeskError, NotFound, StorageAway, StorageFull, WrongState
from factcheck.fetch.blob_store import blob_store
from factcheck.fetch.blobs import DiskBlobs
from tests.fetch.bucket import BUCKET, KEY, Bucket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.fetch.blobs import BlobStore

LONG_AGO = 1_500_000_000.0


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    # Neither a profile of this machine nor its role may answer for the desk's own key.
    for name, value in {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    made = Bucket()
    yield made
    made.close()


def _store(bucket: Bucket, prefix: str = "/desk/files", key: str = KEY) -> BlobStore:
    return blob_store(
        Settings(
            blobs_url=f"s3://{BUCKET}{prefix}", blobs_endpoint=bucket.url, blobs_key=key, blobs_secret="not a secret"
        )
    )


def test_bytes_come_back_by_their_digest_and_lie_as_in_the_folder(bucket: Bucket, tmp_path: Path) -> None:
    store, disk = _store(bucket), DiskBlobs(tmp_path)
    digest = store.put(b"hello")
    assert digest == store.put(b"hello") == disk.put(b"hello")
    assert store.get(digest) == b"hello"
    assert store.has(digest)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert list(bucket.objects) == [f"desk/files/{path.relative_to(tmp_path)}"]
    assert _store(bucket, prefix="").put(b"bare")[:2] in {key[:2] for key in bucket.objects}


def test_what_is_missing_damaged_or_no_digest_is_not_found(bucket: Bucket) -> None:
    store = _store(bucket)
    digest = store.put(b"hello")
    (key,) = bucket.objects
    bucket.objects[key] = (b"hullo", LONG_AGO)
    with pytest.raises(NotFound, match="damaged"):
        store.get(digest)
    absent = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(NotFound, match="missing"):
        store.get(absent)
    assert not store.has(absent)
    for wrong in ("", "../../x", digest.upper(), digest + "0"):
        with pytest.raises(NotFound, match="no such file"):
            store.get(wrong)


def test_all_digests_are_walked_over_pages_and_other_keys_left_out(bucket: Bucket) -> None:
    store = _store(bucket)
    put = sorted(store.put(f"{n}".encode()) for n in range(5))
    bucket.objects["desk/files/readme.txt"] = (b"", LONG_AGO)
    bucket.objects["other/" + "0" * 64] = (b"", LONG_AGO)
    assert list(store.digests()) == put


def test_what_was_put_just_now_is_not_dropped_and_what_is_gone_is_no_fault(bucket: Bucket) -> None:
    store = _store(bucket)
    digest = store.put(b"hello")
    with pytest.raises(WrongState, match="just now"):
        store.drop(digest)
    (key,) = bucket.objects
    bucket.objects[key] = (b"hello", LONG_AGO)
    store.drop(digest)
    store.drop(digest)
    assert not bucket.objects


def test_what_was_told_as_kept_is_there_though_somebody_drops_it_at_that_moment(bucket: Bucket) -> None:
    store = _store(bucket)
    digest = store.put(b"hello")
    (key,) = bucket.objects
    bucket.objects[key] = (b"hello", LONG_AGO)
    about_to_go, put_again = threading.Event(), threading.Event()

    def watch(command: str, name: str) -> None:
        if (command, name) == ("DELETE", key):
            about_to_go.set()
            assert put_again.wait(5)
        # Asked after the bytes were sent: now they go.
        if command == "HEAD" and about_to_go.is_set():
            put_again.set()

    bucket.watch = watch
    with ThreadPoolExecutor(1) as pool:
        dropping = pool.submit(store.drop, digest)
        assert about_to_go.wait(5)
        assert store.put(b"hello") == digest
        dropping.result()
    assert store.get(digest) == b"hello"
    assert list(bucket.objects) == [key]


def test_a_deletion_whose_worker_died_holds_nobody_up_and_is_done_again(bucket: Bucket) -> None:
    store = _store(bucket)
    digest = store.put(b"hello")
    (key,) = bucket.objects
    bucket.objects[f"{key}.going"] = (b"", LONG_AGO)
    assert store.put(b"hello") == digest
    assert list(store.digests()) == [digest]
    bucket.objects[key] = (b"hello", LONG_AGO)
    store.drop(digest)
    assert not bucket.objects


def test_of_two_who_delete_it_at_once_one_waits_and_takes_nothing_away(bucket: Bucket) -> None:
    store = _store(bucket)
    digest = store.put(b"hello")
    (key,) = bucket.objects
    bucket.objects[key] = (b"hello", LONG_AGO)
    bucket.objects[f"{key}.going"] = (b"", time.time())
    with pytest.raises(WrongState, match="being deleted already"):
        store.drop(digest)
    assert set(bucket.objects) == {key, f"{key}.going"}


@pytest.mark.parametrize("code", ["QuotaExceeded", "XMinioStorageFull"])
def test_a_full_store_says_so(bucket: Bucket, code: str) -> None:
    bucket.refuse = [(403, code)]
    with pytest.raises(StorageFull, match="full"):
        _store(bucket).put(b"hello")


def test_a_busy_store_is_asked_again(bucket: Bucket) -> None:
    bucket.refuse = [(503, "SlowDown")]
    store = _store(bucket)
    assert store.get(store.put(b"hello")) == b"hello"
    assert bucket.asked == ["PUT", "PUT", "HEAD", "HEAD", "GET"]


def test_a_wrong_key_and_a_store_that_is_away_are_told_without_secrets(bucket: Bucket) -> None:
    with pytest.raises(StorageAway, match="AccessDenied") as refused:
        _store(bucket, key="STRANGER").put(b"hello")
    assert KEY not in str(refused.value)
    bucket.refuse = [(500, "InternalError")] * 3
    with pytest.raises(StorageAway, match="InternalError"):
        _store(bucket).get("0" * 64)
    bucket.close()
    with pytest.raises(StorageAway) as away:
        _store(bucket).get("0" * 64)
    assert away.value.status == 503
    assert "127.0.0.1" not in str(away.value)


@pytest.mark.parametrize("url", ["https://bucket", "s3://", "s3:bucket", "s3://bucket?x=1"])
def test_a_wrong_address_names_the_setting(url: str) -> None:
    with pytest.raises(DeskError, match="FACTCHECK_BLOBS_URL"):
        blob_store(Settings(blobs_url=url))


def test_without_the_extra_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "factcheck.fetch.blobs_s3", raising=False)
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(DeskError, match="factcheck-desk\\[s3\\]"):
        blob_store(Settings(blobs_url="s3://bucket"))


def test_without_a_bucket_files_stay_in_the_folder(tmp_path: Path) -> None:
    store = blob_store(Settings(data_dir=tmp_path))
    assert isinstance(store, DiskBlobs)
    store.put(b"hello")
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()]
