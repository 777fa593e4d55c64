"""Walk the chain of a bundle, and open the article's own rows against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .chain import FIELDS, content_of, hash_of, link
from .fault import Fault
from .layout import CHAIN, MANIFEST, SEAL
from .opened import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .opened import Opened

Row = dict[str, Any]
_LINE = re.compile(r"(\d{1,18}) (start|content|hash) ([0-9a-f]{64})\Z")


@dataclass(frozen=True)
class Chain:
    """Hold what the chain proved: the rows that are open, those kept closed, and where it ends.

    `linked` links were computed; `stated` are of rows from before rows had a salt: their hash is only given.
    """

    open_rows: list[Row]
    closed_rows: list[Row]
    linked: int
    stated: int
    heads: frozenset[str]
    head: str
    head_seq: int


def walk(bundle: Opened) -> Chain:
    """Compute every link from the article's first row to the row that seals the bundle."""
    rows, closed = _own_rows(bundle)
    seal = _row(bundle.json(SEAL), SEAL)
    if rows and max(rows) >= seal["seq"]:
        raise Fault("The log has rows of the article after the row that seals the bundle.")
    waiting = {**rows, seal["seq"]: seal}
    head, seq, linked, stated = "", -1, 0, 0
    heads = set()
    for number, kind, value in _lines(bundle):
        if seq < 0:
            if kind != "start":
                raise Fault("The chain does not say where it starts.")
            seq, head = number, value
            continue
        if number != seq + 1 or kind == "start":
            raise Fault(f"The chain breaks at row {seq + 1}: row {number} stands there.")
        row = waiting.pop(number, None)
        if row is not None:
            _fits(row, head, kind, value)
        stated += kind == "hash" and row is None
        linked += kind == "content" or row is not None
        seq, head = number, link(head, value) if kind == "content" else value
        heads.add(head)
        if row is not None and row["hash"] != head:
            raise Fault(f"Row {number} of the log does not follow from the rows before it.")
    if waiting:
        raise Fault(f"Row {min(waiting)} of the log is not in the chain.")
    if seq != seal["seq"]:
        raise Fault(f"The chain goes on to row {seq}; it is to end with the row {seal['seq']} that seals the bundle.")
    _sealed(bundle, seal)
    return Chain([rows[number] for number in sorted(rows)], closed, linked, stated, frozenset(heads), head, seq)


def _sealed(bundle: Opened, seal: Row) -> None:
    after = seal["after"] if isinstance(seal["after"], dict) else {}
    if seal["action"] != "bundle.sealed" or after.get("manifest") != bundle.sha256(MANIFEST):
        raise Fault("The log sealed another list of files: the manifest is not the one that the chain is bound to.")
    if seal["article_id"] != bundle.json(MANIFEST)["article_id"]:
        raise Fault("The row that seals the bundle is of another article.")


def _lines(bundle: Opened) -> Iterator[tuple[int, str, str]]:
    left = ""
    for part in bundle.parts(CHAIN):
        lines = (left + part.decode("ascii", "replace")).split("\n")
        left = lines.pop()
        for line in lines:
            yield _line(line)
    if left:
        yield _line(left)


def _line(line: str) -> tuple[int, str, str]:
    found = _LINE.match(line)
    if not found:
        raise Fault(f"The chain holds a line that is none: {line[:60]!r}.")
    return int(found[1]), found[2], found[3]


def _own_rows(bundle: Opened) -> tuple[dict[int, Row], list[Row]]:
    rows: dict[int, Row] = {}
    closed: list[Row] = []
    last = 0
    for line in bundle.text("log.jsonl").splitlines():
        row = parsed(line, "log.jsonl")
        if not isinstance(row, dict) or not isinstance(row.get("seq"), int) or row["seq"] <= last:
            raise Fault(f"The rows of log.jsonl are not in order after row {last}.")
        last = row["seq"]
        if "withheld" in row:
            closed.append(row)
        else:
            rows[last] = _row(row, "log.jsonl")
    return rows, closed


def _row(row: Any, name: str) -> Row:
    if not isinstance(row, dict) or any(field not in row for field in (*FIELDS, "salt", "previous", "hash")):
        raise Fault(f"A row of {name} lacks one of its fields.")
    return row


def _fits(row: Row, previous: str, kind: str, value: str) -> None:
    if row["previous"] != previous:
        raise Fault(f"Row {row['seq']} of the log does not follow from the row before it.")
    content = content_of(row)
    found = hash_of(row, previous) if content is None else content
    if (kind == "content") == (content is None) or found != value:
        raise Fault(f"Row {row['seq']} of the log was changed: its content is not the one in the chain.")
