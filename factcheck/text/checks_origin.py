"""Find one origin behind most of what a text reports."""

from __future__ import annotations

import re
from collections import Counter

from factcheck.text.model import Finding, Span
from factcheck.text.names import bare_name

DOCUMENT = re.compile(
    r"\b(?:book|memoir|documentary|biography|dossier|report|study|paper|interview|investigation|novel|diary"
    r"|podcast|leak|film)\b",
    re.IGNORECASE,
)


def single_origin(chains: list[tuple[str, ...]], spans: list[Span]) -> list[Finding]:
    """Find one source behind most of what the text reports."""
    words = [frozenset(_keys(name) for name in chain if "not named" not in name) for chain in chains]
    flat = [frozenset(k for keys in w for k in keys) for w in words]
    counts = Counter(k for keys in flat for k in keys)
    told = [k for k in flat if k]
    if len(told) < 4 or not counts:
        return []
    top, most = counts.most_common(1)[0]
    least, part = (
        (4, 0.5) if any(DOCUMENT.search(name) for chain in chains for name in chain if top in name) else (6, 0.7)
    )
    if most < least or most < part * len(told):
        return []
    held = tuple(span for keys, span in zip(flat, spans, strict=True) if top in keys)
    return [
        Finding("single_origin", held[:8], f"{most} of the {len(told)} statements with a source go back to one: {top}.")
    ]


def _keys(name: str) -> frozenset[str]:
    return frozenset(
        bare_name(w.strip(".,"))
        for w in name.split()
        if w[:1].isupper() and w.lower() not in {"the", "president", "mr", "mrs", "ms", "dr"}
    )
