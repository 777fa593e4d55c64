"""Cut text into words, and make words that differ in form only alike."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a table written as running text."""
    return frozenset(text.split())
