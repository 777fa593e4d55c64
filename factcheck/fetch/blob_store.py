"""Choose where kept bytes live: the data folder, or a bucket where the settings name one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from factcheck.domain.errors import DeskError
from factcheck.fetch.blobs import DiskBlobs

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.fetch.blobs import BlobStore


def blob_store(settings: Settings) -> BlobStore:
    """Return the store of the settings; raise DeskError where its address is none or its library is not installed."""
    if not settings.blobs_url:
        return DiskBlobs(settings.blob_dir)
    address = urlsplit(settings.blobs_url)
    if address.scheme != "s3" or not address.netloc or address.query or address.fragment:
        raise DeskError("The setting FACTCHECK_BLOBS_URL is wrong: write s3://bucket or s3://bucket/prefix.")
    try:
        # boto3 takes half a second and is an extra: desks that keep files in a folder need not have it.
        s3 = import_module("factcheck.fetch.blobs_s3")
    except ModuleNotFoundError as error:
        raise DeskError(
            "Keeping files in a bucket needs boto3, which is not installed: pip install 'factcheck-desk[s3]'."
        ) from error
    client = s3.connect(settings.blobs_endpoint, settings.blobs_region, settings.blobs_key, settings.blobs_secret)
    store: BlobStore = s3.S3Blobs(address.netloc, address.path, client)
    return store
