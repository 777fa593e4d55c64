"""Take an uploaded file into the blob store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.services.evidence_log import UploadedFile
from factcheck.web.desk import desk
from factcheck.web.forms import no_nul

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

_MEGABYTE = 1024 * 1024
_NAME_CHARS = 200


def keep_upload(storage: FileStorage | None, *, field: str = "file") -> UploadedFile | None:
    """Keep the bytes and name them, None where no file was chosen; refuse one that is empty or too large."""
    if storage is None or not storage.filename:
        return None
    most = desk().settings.max_upload_mb
    data = storage.stream.read(most * _MEGABYTE + 1)
    if not data:
        raise InvalidInput("The file is empty. Choose another.", field=field)
    if len(data) > most * _MEGABYTE:
        raise InvalidInput(f"The file is larger than {most} MB. Choose a smaller one.", field=field)
    return UploadedFile(
        digest=desk().blobs.put(data),
        name=file_name(storage.filename),
        media_type=(storage.mimetype or "application/octet-stream")[:120],
        size=len(data),
    )


def file_name(name: str) -> str:
    """Return the last part of a file's name, without what could steer a page or a header."""
    last = no_nul(name).replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-_NAME_CHARS:] or "file"
