"""Check the records of a bundle against the texts they point into."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from .canonical import digest
from .fault import Fault
from .layout import FORMAT, MANIFEST, UNLISTED

if TYPE_CHECKING:
    from .opened import Opened

Counts = Counter[str]
_CONTEXT = 64


def check_manifest(bundle: Opened, counts: Counts) -> None:
    """Hold every file against its digest, and the list against the files."""
    manifest = bundle.json(MANIFEST)
    if (
        not isinstance(manifest, dict)
        or manifest.get("format") != FORMAT
        or not isinstance(manifest.get("files"), dict)
    ):
        raise Fault(f"The manifest is not one of the form {FORMAT}. A newer “factcheck verify” may know it.")
    listed = manifest["files"]
    for name in sorted(UNLISTED - bundle.names):
        raise Fault(f"The file {name} is missing.")
    for name in sorted(bundle.names - UNLISTED - listed.keys()):
        raise Fault(f"The zip holds {name}, which the manifest does not list.")
    for name, entry in sorted(listed.items()):
        if name not in bundle.names:
            raise Fault(f"The file {name} is missing.")
        if not isinstance(entry, dict) or entry.get("bytes") != bundle.size(name):
            raise Fault(f"The file {name} is not as long as the manifest says.")
        if bundle.sha256(name) != entry.get("sha256"):
            raise Fault(f"The file {name} was changed: its digest is not the one in the manifest.")
        if name.startswith("files/") and name != f"files/{entry['sha256']}":
            raise Fault(f"The kept file {name} does not carry its own digest.")
    counts["files"] = len(listed)
    counts["files missing from the desk’s store"] = len(manifest.get("missing", []))


def check_drafts(bundle: Opened, counts: Counts) -> dict[int, str]:
    """Hold drafts against their digests and passages against the drafts; return the texts by draft."""
    texts: dict[int, str] = {}
    for draft in bundle.json("drafts.json"):
        text = bundle.text(draft["text"])
        if digest(text) != draft["sha256"]:
            raise Fault(f"The text of draft {draft['number']} is not the one whose digest is recorded.")
        for passage in draft["passages"]:
            if not 0 <= passage["start"] < passage["end"] <= len(text):
                raise Fault(f"A passage of draft {draft['number']} lies outside its text.")
        texts[draft["id"]] = text
        counts["passages"] += len(draft["passages"])
    counts["drafts"] = len(texts)
    return texts


def check_claims(bundle: Opened, texts: dict[int, str], counts: Counts) -> None:
    """Hold each place of a claim against the draft: its words, and those before and after."""
    for claim in bundle.json("claims.json"):
        counts["claims"] += 1
        for place in claim["occurrences"]:
            text = texts.get(place["draft_id"])
            start, end = place["start"], place["end"]
            where = f"Claim {claim['number']}"
            if text is None or text[start:end] != place["exact"] or not place["exact"]:
                raise Fault(f"{where} does not stand in the draft at {start} to {end}.")
            before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
            if not before.endswith(place["prefix"]) or not after.startswith(place["suffix"]):
                raise Fault(f"{where} stands between other words in the draft than its selector says.")
            counts["places of claims"] += 1


def check_sources(bundle: Opened, counts: Counts) -> None:
    """Hold captures against their digests, and excerpts and citations against the captures' texts."""
    texts = _captures(bundle, counts)
    evidence = {row["id"]: row for row in bundle.json("evidence.json")}
    for row in evidence.values():
        counts["evidence"] += 1
        if row["excerpt_start"] is None:
            continue
        text = texts.get(row["capture_id"], "")
        if text[row["excerpt_start"] : row["excerpt_end"]] != row["excerpt"]:
            raise Fault(f"The excerpt of evidence {row['id']} does not stand in its kept copy where it is said to.")
        counts["excerpts at their place"] += 1
    withheld = {row["id"] for row in bundle.json("withheld.json") if row["kind"] == "evidence"}
    counts["evidence withheld"] = len(withheld)
    for verdict in bundle.json("verdicts.json"):
        for citation in verdict["citations"]:
            _citation(verdict, citation, texts, (set(evidence), withheld), counts)


def _citation(
    verdict: dict[str, Any],
    citation: dict[str, Any],
    texts: dict[int, str],
    known: tuple[set[int], set[int]],
    counts: Counts,
) -> None:
    name = f"Citation {citation['position']} of verdict {verdict['number']} (claim id {verdict['claim_id']})"
    if citation["evidence_id"] not in known[1 if citation.get("withheld") else 0]:
        raise Fault(f"{name} points to evidence that is not there.")
    if citation.get("withheld"):
        counts["citations withheld"] += 1
    elif citation["start"] is None:
        counts["citations without a place in a kept copy"] += 1
    elif texts.get(citation["capture_id"], "")[citation["start"] : citation["end"]] != citation["excerpt"]:
        raise Fault(f"{name} does not stand in its kept copy where it is said to.")
    else:
        counts["citations at their place"] += 1


def _captures(bundle: Opened, counts: Counts) -> dict[int, str]:
    missing = set(bundle.json(MANIFEST).get("missing", []))
    texts: dict[int, str] = {}
    for capture in bundle.json("captures.json"):
        text = bundle.text(capture["text"])
        if digest(text) != capture["text_sha256"]:
            raise Fault(f"The text of capture {capture['id']} is not the one whose digest is recorded.")
        if f"files/{capture['sha256']}" not in bundle.names and capture["sha256"] not in missing:
            raise Fault(f"The bytes of capture {capture['id']} are missing.")
        texts[capture["id"]] = text
    counts["captures"] = len(texts)
    return texts
