"""Hold the records of a bundle against what the log says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .canonical import canonical, digest
from .compare_verdicts import check_verdicts
from .fault import Fault

if TYPE_CHECKING:
    from .links import Chain, Row
    from .opened import Opened
    from .records import Counts

#: Fields that the log tells of a claim and of a piece of evidence.
_OF_CLAIM = ("statement", "kind", "chain", "state")
_OF_EVIDENCE = (
    "stance",
    "title",
    "url",
    "outlet",
    "excerpt",
    "locator",
    "note",
    "primary",
    "confidential",
    "kind",
    "blob",
)


class Told:
    """Find what the log tells of a thing, by its kind and id."""

    def __init__(self, chain: Chain) -> None:
        self._rows: dict[tuple[str, int | None], list[Row]] = {}
        for row in chain.open_rows:
            self._rows.setdefault((row["object_kind"], row["object_id"]), []).append(row)
        self._closed = {(row["object_kind"], row["object_id"]) for row in chain.closed_rows}

    def of(self, kind: str, about: int, *actions: str) -> list[Row]:
        """Return the rows about a thing, oldest first, those of some actions if any are named."""
        rows = self._rows.get((kind, about), [])
        return [row for row in rows if not actions or row["action"] in actions]

    def ids(self, kind: str, *actions: str) -> set[int]:
        """Return the things of a kind that rows of these actions tell of."""
        return {
            about
            for (of_kind, about), rows in self._rows.items()
            if of_kind == kind and about is not None and any(row["action"] in actions for row in rows)
        }

    def is_closed(self, kind: str, about: int) -> bool:
        """Say whether a row about a thing is kept closed, so that there may be nothing to compare with."""
        return (kind, about) in self._closed

    def last(self, kind: str, about: int, names: tuple[str, ...]) -> dict[str, Any]:
        """Return what the log said last of each field."""
        found: dict[str, Any] = {}
        for row in self.of(kind, about):
            after = row["after"] or {}
            found.update({name: after[name] for name in names if name in after})
        return found


def check_log(bundle: Opened, chain: Chain, counts: Counts) -> None:
    """Compare drafts, claims, evidence, verdicts, sign-offs and publications with the log, both ways."""
    told = Told(chain)
    _check_drafts(bundle, told)
    _check_fields(bundle, told, counts, ("claim", "claims.json", _OF_CLAIM), ("claim.found", "claim.added"))
    first = ("evidence.logged", "suggestion.accepted")
    _check_fields(bundle, told, counts, ("evidence", "evidence.json", _OF_EVIDENCE), first)
    check_verdicts(bundle, told, counts)
    _check_clearances(bundle, told, counts)
    _check_publications(bundle, told, counts)
    _check_sheets(bundle, told, counts)


def _check_drafts(bundle: Opened, told: Told) -> None:
    drafts = {draft["id"]: draft for draft in bundle.json("drafts.json")}
    _none_lost(told.ids("draft", "draft.added"), drafts.keys(), "draft")
    for draft_id, draft in drafts.items():
        rows = told.of("draft", draft_id, "draft.added")
        if not rows or rows[0]["after"].get("sha256") != draft["sha256"]:
            raise Fault(f"The log does not know draft {draft['number']} with this text.")


def _check_fields(
    bundle: Opened, told: Told, counts: Counts, what: tuple[str, str, tuple[str, ...]], first: tuple[str, ...]
) -> None:
    kind, file, names = what
    rows = {row["id"]: row for row in bundle.json(file)}
    _none_lost(told.ids(kind, *first), rows.keys(), kind)
    for about, row in rows.items():
        if told.is_closed(kind, about):
            counts["records with a closed row in the log"] += 1
            continue
        if not told.of(kind, about, *first):
            raise Fault(f"The log does not know how {kind} {row.get('number', about)} came in.")
        for name, value in told.last(kind, about, names).items():
            if canonical(row[name]) != canonical(value):
                raise Fault(f"The {name} of {kind} {row.get('number', about)} is not what the log says last.")
        counts[f"{kind}s as the log says" if kind == "claim" else f"{kind} as the log says"] += 1


def _check_clearances(bundle: Opened, told: Told, counts: Counts) -> None:
    drafts = {draft["id"]: draft for draft in bundle.json("drafts.json")}
    clearances = {row["id"]: row for row in bundle.json("clearances.json")}
    _none_lost(told.ids("clearance", "clearance.given"), clearances.keys(), "clearance")
    for about, row in clearances.items():
        given = told.of("clearance", about, "clearance.given")
        draft = drafts.get(row["draft_id"], {})
        if not given or given[0]["after"].get("sha256") != row["sha256"] or draft.get("sha256") != row["sha256"]:
            raise Fault(f"The sign-off {about} is not bound to its draft as the log says.")
        if bool(told.of("clearance", about, "clearance.voided")) != bool(row["voided_at"]):
            raise Fault(f"The log does not agree whether the sign-off {about} was voided.")
        counts["sign-offs"] += 1


def _check_publications(bundle: Opened, told: Told, counts: Counts) -> None:
    publications = {row["id"]: row for row in bundle.json("publications.json")}
    _none_lost(told.ids("publication", "publication.published"), publications.keys(), "publication")
    for about, row in publications.items():
        published = {
            (one["after"]["revision"], one["after"]["sha256"])
            for one in told.of("publication", about, "publication.published")
        }
        for revision in row["revisions"]:
            if digest(canonical(revision["payload"])) != revision["sha256"]:
                raise Fault(
                    f"Revision {revision['number']} of publication {row['public_id']} is not what its digest says."
                )
        if published != {(one["number"], one["sha256"]) for one in row["revisions"]}:
            raise Fault(f"The log knows other revisions of publication {row['public_id']}.")
        for one in told.of("publication", about, "correction.published"):
            after = one["after"]
            if not any(
                (c["what"], c["why"], c["kind"]) == (after["what"], after["why"], after["class"])
                for c in row["corrections"]
            ):
                raise Fault(f"A correction of publication {row['public_id']} that the log tells of is missing.")
        counts["published revisions"] += len(row["revisions"])
        counts["corrections"] += len(row["corrections"])


def _check_sheets(bundle: Opened, told: Told, counts: Counts) -> None:
    sheets = {row["id"]: row for row in bundle.json("sheets.json")}
    _none_lost(told.ids("sheet", "sheet.applied"), sheets.keys(), "spreadsheet")
    for about, row in sheets.items():
        if told.is_closed("sheet", about):
            counts["records with a closed row in the log"] += 1
            continue
        applied = told.of("sheet", about, "sheet.applied")
        says = {"sha256": row["blob"], **row["counts"]}
        if not applied or canonical(applied[0]["after"]) != canonical(says):
            raise Fault(f"The spreadsheet “{row['file_name']}” did not become what the log says.")
        counts["spreadsheets applied"] += 1


def _none_lost(told: set[int], there: Any, what: str) -> None:
    lost = told - set(there)
    if lost:
        raise Fault(f"The log tells of {what} {min(lost)}, which is not in the bundle.")
