"""Name the parts of a proof bundle."""

from __future__ import annotations

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = "seal.json"
CHAIN = "chain.txt"
#: What the manifest cannot list: itself, and what binds it to the log.
UNLISTED = frozenset({MANIFEST, SEAL, CHAIN})
#: The program that travels in the bundle, in the folder "check".
PROGRAM = (
    "__init__.py",
    "canonical.py",
    "chain.py",
    "compare.py",
    "compare_verdicts.py",
    "fault.py",
    "layout.py",
    "links.py",
    "opened.py",
    "records.py",
    "verify.py",
)
