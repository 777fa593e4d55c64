"""Take a backup apart, change it, and put it together again with digests that fit."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Files = dict[str, bytes]


def unpack(path: Path) -> Files:
    with tarfile.open(path) as tar:
        return {info.name: (tar.extractfile(info) or io.BytesIO()).read() for info in tar}


def pack(files: Files, path: Path) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def mend(files: Files, **changes: Any) -> None:
    """Write the manifest anew for the files as they are now."""
    manifest = json.loads(files["manifest.json"]) | changes
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
        if not name.startswith("manifest.")
    }
    files["manifest.json"] = json.dumps(manifest).encode()
    files["manifest.sha256"] = hashlib.sha256(files["manifest.json"]).hexdigest().encode()
