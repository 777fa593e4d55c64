"""Read ids out of addresses, in one spelling only."""

from __future__ import annotations

from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """Match canonical positive numbers that every database can hold: no 007, no ٣, nothing above 2^53."""

    regex = r"[1-9][0-9]{0,14}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return its one spelling."""
        return str(int(value))


class PublicIdConverter(BaseConverter):
    """Match the random ids of public pages."""

    regex = r"[a-zA-Z0-9_-]{8,24}"
