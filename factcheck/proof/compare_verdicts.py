"""Hold verdicts, second checks and rulings against what the log says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .canonical import canonical
from .fault import Fault

if TYPE_CHECKING:
    from .compare import Told
    from .opened import Opened
    from .records import Counts

_WORDS = ("number", "disposition", "summary", "rationale", "fix", "limits")
_OPINIONS = ("opinion.given", "panel.voted")
_WRITTEN = ("verdict.written", "verdict.amended")


def check_verdicts(bundle: Opened, told: Told, counts: Counts) -> None:
    """Compare each version of each verdict with the row that wrote it, the second check and the ruling."""
    verdicts = {row["id"]: row for row in bundle.json("verdicts.json")}
    lost = told.ids("verdict", *_WRITTEN) - verdicts.keys()
    if lost:
        raise Fault(f"The log tells of verdict id {min(lost)}, which is not in the bundle.")
    opinions = {one["id"] for row in verdicts.values() for one in row["opinions"]}
    gone = told.ids("opinion", *_OPINIONS) - opinions
    if gone:
        raise Fault(f"The log tells of a vote or blind check, id {min(gone)}, which is not in the bundle.")
    for about, row in verdicts.items():
        name = f"Verdict {row['number']} of claim id {row['claim_id']}"
        if told.is_closed("verdict", about):
            counts["records with a closed row in the log"] += 1
            continue
        written = told.of("verdict", about, *_WRITTEN)
        if not written:
            raise Fault(f"{name} is not in the log.")
        _written(name, row, written[-1]["after"])
        _reviewed(name, row, told.of("verdict", about, "verdict.reviewed"))
        _ruled(name, row, told.of("verdict", about, "verdict.ruled"), written[-1]["action"])
        _said(name, row, told, counts)
        counts["verdicts as the log says"] += 1
        counts["second checks"] += row["review"] is not None
        counts["rulings"] += row["ruled_at"] is not None


def _said(name: str, row: dict[str, Any], told: Told, counts: Counts) -> None:
    """Compare what people found without leaning on the verdict, and votes on it, with the rows that tell of them."""
    for one in row["opinions"]:
        if told.is_closed("opinion", one["id"]):
            counts["records with a closed row in the log"] += 1
            continue
        given = told.of("opinion", one["id"], *_OPINIONS)
        if not given:
            raise Fault(f"A vote or blind check of {name} is not in the log.")
        for field in ("attribution", "content", "note"):
            if given[-1]["after"][field] != one[field]:
                raise Fault(f"A vote or blind check of {name} has another {field} than the log says.")
        counts["votes and blind checks"] += 1


def _written(name: str, row: dict[str, Any], after: dict[str, Any]) -> None:
    for field in _WORDS:
        if field in after and canonical(after[field]) != canonical(row[field]):
            raise Fault(f"{name} has another {field} than the log says.")
    for layer in ("attribution", "content"):
        if after.get(layer) != row[layer]["key"]:
            raise Fault(f"{name} has another rating of the {layer} than the log says.")
    if after.get("citations") != [one["evidence_id"] for one in row["citations"]]:
        raise Fault(f"{name} cites other evidence than the log says.")


def _reviewed(name: str, row: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    if rows and rows[-1]["after"].get("review") != row["review"]:
        raise Fault(f"{name} had another second check than the log says.")


def _ruled(name: str, row: dict[str, Any], rows: list[dict[str, Any]], action: str) -> None:
    if rows and row["ruled_at"] is None:
        raise Fault(f"{name} was ruled on, says the log; the record does not.")
    # A version that only mends words takes the ruling of the one before over.
    if row["ruled_at"] is not None and not rows and action == "verdict.written":
        raise Fault(f"{name} counts as ruled; the log knows no ruling.")
