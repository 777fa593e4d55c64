"""Say what is wrong with a bundle."""

from __future__ import annotations


class Fault(Exception):
    """Carry the one sentence that names the first thing found wrong."""
