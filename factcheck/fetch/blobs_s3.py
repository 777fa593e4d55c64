"""Keep bytes by their SHA-256 digest in a bucket of Amazon S3 or of whatever speaks its language."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from factcheck.domain.errors import NotFound, StorageAway, StorageFull, WrongState
from factcheck.fetch.blobs import SETTLED_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
_FULL = frozenset({"507", "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "EntityTooLarge"})
#: Stands behind the name of an object that somebody deletes; no digest ends so.
GOING = ".going"
#: Three tries of 35 seconds each for the look and the deletion: after that whoever deletes is dead.
GOING_SECONDS = 300.0
#: A deletion takes some hundredths of a second; whoever meets one waits ten seconds for its end.
TRIES, BETWEEN_TRIES = 50, 0.2
_AWAY = "The desk’s store of files did not answer as it should ({told}). Try again, or tell an administrator."


class S3Blobs:
    """Keep bytes under `prefix/ab/cd/digest`, as the folder does: the one can be copied into the other."""

    def __init__(self, bucket: str, prefix: str, client: Any) -> None:
        self._bucket, self._prefix, self._client = bucket, prefix.strip("/"), client

    def put(self, data: bytes) -> str:
        """Send the bytes, also where they are kept already: their time says that somebody is about to name them.

        A bucket knows no lock, so whoever drops an object first says so beside it, looks at its age then, and takes
        the word away last. Bytes that were sent while it stood there, or that are gone now, are sent again.
        """
        digest = hashlib.sha256(data).hexdigest()
        for _ in range(TRIES):
            with _told():
                self._client.put_object(Bucket=self._bucket, Key=self._key(digest), Body=data)
            if not self._is_going(digest) and self.has(digest):
                return digest
            time.sleep(BETWEEN_TRIES)
        raise StorageAway(_AWAY.format(told="the file is being deleted"))

    def get(self, digest: str) -> bytes:
        """Fetch bytes and check that they are still those."""
        key = self._key(digest)
        with _told():
            data: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        if hashlib.sha256(data).hexdigest() != digest:
            raise NotFound("This file was damaged in the store. Restore it from a backup.")
        return data

    def has(self, digest: str) -> bool:
        """Say whether bytes are kept."""
        return self._kept_at(self._key(digest)) is not None

    def digests(self) -> Iterator[str]:
        """Walk all digests in order."""
        prefix = f"{self._prefix}/" if self._prefix else ""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        with _told():
            for page in pages:
                for item in page.get("Contents", ()):
                    name = str(item["Key"]).rpartition("/")[2]
                    if _DIGEST.match(name):
                        yield name

    def drop(self, digest: str) -> None:
        """Delete the object, unless it was put within the last hour."""
        key = self._key(digest)
        if self._is_going(digest):
            # Of two who delete it at once the first to end would take the word away from the other.
            raise WrongState("This file is being deleted already. Try again in an hour.")
        with _told():
            self._client.put_object(Bucket=self._bucket, Key=key + GOING, Body=b"")
        try:
            kept_at = self._kept_at(key)
            if kept_at is not None:
                if (datetime.now(UTC) - kept_at).total_seconds() < SETTLED_SECONDS:
                    raise WrongState("This file was put again just now. Try again in an hour.")
                with _told():
                    self._client.delete_object(Bucket=self._bucket, Key=key)
        finally:
            with _told():
                self._client.delete_object(Bucket=self._bucket, Key=key + GOING)

    def _is_going(self, digest: str) -> bool:
        """Say whether somebody deletes the object now; a word that nobody took away is of one who died."""
        said_at = self._kept_at(self._key(digest) + GOING)
        return said_at is not None and (datetime.now(UTC) - said_at).total_seconds() < GOING_SECONDS

    def _kept_at(self, key: str) -> datetime | None:
        try:
            with _told():
                kept_at: datetime = self._client.head_object(Bucket=self._bucket, Key=key)["LastModified"]
        except NotFound:
            return None
        return kept_at

    def _key(self, digest: str) -> str:
        if not _DIGEST.match(digest):
            raise NotFound("There is no such file.")
        return "/".join(part for part in (self._prefix, digest[:2], digest[2:4], digest) if part)


def connect(endpoint: str, region: str, key: str, secret: str) -> Any:
    """Return a client; without a key boto3 looks where it always does: environment, profile, the machine's role."""
    return boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region,
        aws_access_key_id=key or None,
        aws_secret_access_key=secret or None,
        config=Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "total_max_attempts": 3},
            # The payload's SHA-256 is signed, so that the store refuses what arrives damaged. Newer checksums are left
            # out where they are not asked for: many stores that speak S3 do not know them.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path" if endpoint else "auto", "payload_signing_enabled": True},
        ),
    )


@contextmanager
def _told() -> Iterator[None]:
    """Say in one sentence what went wrong; what the store says of keys and addresses stays out of pages."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _MISSING:
            raise NotFound("This file is missing from the desk’s store. Restore it from a backup.") from error
        if code in _FULL:
            raise StorageFull("The store is full, so the file was not kept. Tell an administrator.") from error
        raise StorageAway(_AWAY.format(told=code or "no reason given")) from error
    except (BotoCoreError, OSError) as error:
        raise StorageAway(_AWAY.format(told=type(error).__name__)) from error
