"""Compare two texts word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 20_000


def word_diff(before: str, after: str) -> list[tuple[str, str]]:
    """Return (op, words) runs, op being "=", "-" or "+"; joined without "-" they are `after`, without "+" `before`."""
    if before == after:
        return [("=", after)] if after else []
    if len(before) + len(after) > _LONGEST:
        return [run for run in (("-", before), ("+", after)) if run[1]]
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[tuple[str, str]] = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        pairs = [("=", come)] if gone == come else [("-", gone), ("+", come)]
        runs += [run for run in pairs if run[1]]
    return runs
