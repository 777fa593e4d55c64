"""Take a bundle apart, change it, and put it together again, as somebody would who wants to be believed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING, Any

from factcheck.proof.canonical import canonical
from factcheck.proof.chain import content_of, hash_of

if TYPE_CHECKING:
    from pathlib import Path

Files = dict[str, bytes]


def unpack(path: Path) -> Files:
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def pack(files: Files, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return path


def change(files: Files, name: str, old: str, new: str) -> None:
    text = files[name].decode()
    assert old in text, name
    files[name] = text.replace(old, new, 1).encode()


def rows_of(files: Files, name: str) -> Any:
    return json.loads(files[name])


def put_rows(files: Files, name: str, rows: Any) -> None:
    files[name] = json.dumps(rows, ensure_ascii=False).encode()


def log_rows(files: Files) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files["log.jsonl"].decode().splitlines()]


def put_log(files: Files, rows: list[dict[str, Any]]) -> None:
    files["log.jsonl"] = "".join(canonical(row) + "\n" for row in rows).encode()


def mend_manifest(files: Files) -> None:
    """Write the digests of the files as they are now."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
        if name not in {"manifest.json", "seal.json", "chain.txt"}
    }
    files["manifest.json"] = (canonical(manifest) + "\n").encode()


def mend_seal(files: Files) -> None:
    """Bind the manifest as it is now into the last row of the chain, which then ends in another hash."""
    lines = files["chain.txt"].decode().splitlines()
    seal = json.loads(files["seal.json"])
    seal["after"]["manifest"] = hashlib.sha256(files["manifest.json"]).hexdigest()
    seal["hash"] = hash_of(seal, seal["previous"])
    lines[-1] = f"{seal['seq']} content {content_of(seal)}"
    files["seal.json"] = (canonical(seal) + "\n").encode()
    files["chain.txt"] = "".join(f"{line}\n" for line in lines).encode()
