"""Write records so that the same content is the same bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timezone
from typing import Any


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same content: keys sorted, no spaces, UTF-8, no floats."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def plain(value: Any) -> Any:
    """Turn a value into what JSON keeps exactly; floats become words, since databases round them differently."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat(timespec="microseconds")  # noqa: UP017 - Python 3.10 checks too
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
