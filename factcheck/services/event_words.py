"""Say in words what a row of the log tells."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from factcheck.domain.sheets import outcome_words
from factcheck.services.event_changes import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

Fields = dict[str, Any]

#: Actions whose sentence needs no look at the fields, and the field that is quoted below it.
_PLAIN: dict[str, tuple[str, str]] = {
    "claim.confirm": ("confirmed it as a claim", ""),
    "claim.dismiss": ("put it aside as nothing to check", "reason"),
    "claim.restore": ("took it back", ""),
    "claim.merge": ("merged it into another claim", "reason"),
    "claim.cut": ("noted that it was cut from the copy", "reason"),
    "claim.hand_back": ("handed it back", "reason"),
    "claim.start": ("began to check", ""),
    "claim.propose": ("proposed a verdict", ""),
    "claim.take_back": ("took the proposed verdict back", ""),
    "claim.take_second": ("took the second check", ""),
    "claim.agree": ("agreed with the verdict", ""),
    "claim.dispute": ("disputed the verdict", ""),
    "claim.rule": ("ruled on it", ""),
    "claim.reopen": ("opened it again", "reason"),
    "article.created": ("brought in the article", "title"),
    "article.known": ("found that the text is at the desk already, as", "title"),
    "article.came_again": ("found that the text was brought in again, as", "title"),
    "article.retitled": ("gave the article the headline of the new draft", "title"),
    "draft.left_out": ("left a text out that came after another", ""),
    "article.split": ("opened the article for triage", ""),
    "article.confirm": ("opened the article for checking", ""),
    "article.all_ruled": ("moved the article to review: all claims are ruled", ""),
    "article.more_to_check": ("moved the article back to checking", ""),
    "article.clear": ("cleared the draft", ""),
    "article.publish": ("published from the article", ""),
    "article.correct": ("noted the article as corrected", ""),
    "article.put_away": ("put the article away", "put_away_why"),
    "article.taken_back": ("took back the article that was put away", ""),
    "article.withdraw": ("withdrew what was published of the article", ""),
    "finding.put_aside": ("put a remark of the machine aside", "why"),
    "finding.taken_up": ("took a remark of the machine up again", "why"),
    "lookup.cancelled": ("stopped a search", ""),
    "job.retried": ("had failed work tried again", ""),
    "lookup.retried": ("asked a provider again", ""),
    "evidence.logged": ("logged evidence", "title"),
    "evidence.edited": ("edited evidence", "title"),
    "evidence.read": ("read what the evidence names", "excerpt"),
    "evidence.file_read": ("read what only confidential evidence leads to", ""),
    "evidence.withdrawn": ("withdrew evidence", "reason"),
    "evidence.restored": ("put evidence back", "title"),
    "evidence.moved": ("moved evidence to another origin", ""),
    "suggestion.accepted": ("accepted a suggestion as evidence", "title"),
    "suggestion.dismissed": ("dismissed a suggestion", ""),
    "suggestion.moved": ("moved a suggestion to another origin", ""),
    "suggestion.reopened": ("took a suggestion up again", ""),
    "origin.added": ("named an origin", "name"),
    "origin.confirmed": ("confirmed an origin", "name"),
    "origin.merged": ("merged two origins", "name"),
    "verdict.amended": ("amended the verdict", "summary"),
    "sheet.handed_out": ("handed out the checking sheet", "sha256"),
    "sheet.brought_in": ("brought in a spreadsheet", ""),
    "copy.handed_out": ("handed out the checking copy", "manifest"),
    "bundle.sealed": ("sealed a proof bundle", ""),
    "bundle.handed_out": ("handed out a proof bundle", "sha256"),
    "retention.set": ("set how long the article is kept", "why"),
    "retention.announced": ("told that parts of the article will be erased", "erases_on"),
    "retention.erased": ("erased copies and confidential parts, for their time had ended", ""),
    "archive.asked": ("asked the Internet Archive about a page", "address"),
    "captures.exported": ("handed out kept copies", "sha256"),
    "citation.changed": ("found that a cited page changed", "found"),
    "citation.seen": ("saw that a cited page changed", ""),
    "publication.published": ("published a revision", ""),
    "publication.withdrawn": ("withdrew the publication", "why"),
    "correction.published": ("published a correction", "what"),
    "challenge.received": ("received a reader’s report of an error", ""),
    "challenge.decided": ("decided on a reader’s report", "answer"),
    "draft.typos_confirmed": ("confirmed lines that differ by their spelling", ""),
    "claim.words_changed": ("noted that its words changed", "why"),
    "claim.reworded": ("read it anew in the words of the new draft", "statement"),
    "claim.time_checked": ("found its words about time right for the date of the article", ""),
    "coverage.marked": ("marked words that need no claim", "words"),
    "coverage.unmarked": ("took a mark back", ""),
    "change.taken_up": ("asked for a change again", "before"),
    "change.dropped": ("let a change go", "why"),
    "clearance.given": ("signed off the draft", ""),
    "clearance.voided": ("voided the sign-off", "why"),
    "policy.overridden": ("let a sourcing rule pass", "reason"),
    "policy.override_withdrawn": ("asked for a sourcing rule again", ""),
    "query.asked": ("asked a question", "question"),
    "query.answered": ("noted the answer to a question", "answer"),
    "query.closed": ("closed a question", "question"),
    "query.withdrawn": ("withdrew a question", "question"),
    "guest_link.made": ("made a guest link", "name"),
    "guest_link.revoked": ("withdrew a guest link", "name"),
    "guest_link.opened": ("saw a guest link opened", "name"),
    "reply.added": ("noted whose reply is needed", "who"),
    "reply.edited": ("edited the right of reply", "who"),
    "claim.uphold": ("found, by vote, what was proposed", ""),
    "panel.called": ("called a vote on the dispute", ""),
    "panel.seat_taken": ("gave a seat of the vote", "who"),
    "panel.seat_left": ("freed a seat of the vote", "who"),
    "panel.voted": ("voted on the dispute", "note"),
    "panel.carried": ("counted the votes: two are equal", "content"),
    "panel.split": ("counted the votes: no two are equal", ""),
    "panel.ended": ("ended the vote without a result", "why"),
    "opinion.given": ("gave a rating before seeing the verdict", ""),
}
_LONGEST = 400


def event_words(action: str, before: Fields, after: Fields) -> tuple[str, str]:
    """Return (what was done, the words it was done with or ""), to be read after the name of who did it."""
    made = _MADE.get(action)
    if made is not None:
        what, text = made(before, after)
    elif action in _PLAIN:
        what, quoted = _PLAIN[action]
        text = after.get(quoted) if quoted else ""
    else:
        # A newer part of the desk logs what this list does not know; its name still says something.
        what, text = action.replace(".", ": ").replace("_", " "), ""
    return what, _open(text)


def _open(value: Any) -> str:
    """Return a value as text; what the log keeps sealed stays so."""
    text = "" if value is None else str(value)
    if text.startswith("sealed:"):
        return "(confidential)"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _found(_before: Fields, after: Fields) -> tuple[str, Any]:
    return f"found claim {after.get('number', '')} in the text", after.get("statement")


def _added(_before: Fields, after: Fields) -> tuple[str, Any]:
    origin = f", split off claim {after['split_from']}" if after.get("split_from") else ""
    return f"added claim {after.get('number', '')}{origin}", after.get("statement")


def _edited(before: Fields, after: Fields) -> tuple[str, Any]:
    names = {"statement": "the statement", "kind": "the kind", "chain": "who says so"}
    changed = [words for name, words in names.items() if before.get(name) != after.get(name)]
    text = after.get("statement") if before.get("statement") != after.get("statement") else ""
    if before.get("chain") != after.get("chain") and not text:
        text = " ← ".join(str(link) for link in after.get("chain") or [])
    if before.get("kind") != after.get("kind") and not text:
        text = f"{before.get('kind')} → {after.get('kind')}"
    return f"edited {' and '.join(changed) or 'the claim'}", text


def _split(_before: Fields, after: Fields) -> tuple[str, Any]:
    return f"split claim {after.get('into', '')} off", after.get("statement")


def _took_in(_before: Fields, after: Fields) -> tuple[str, Any]:
    return f"merged claim {after.get('number', '')} into this one", ""


def _trimmed(_before: Fields, after: Fields) -> tuple[str, Any]:
    return "moved its bounds in the text", after.get("exact")


def _assigned(_before: Fields, after: Fields) -> tuple[str, Any]:
    due = after.get("due_at")
    till = f", due {datetime.fromisoformat(due):%d %b %Y %H:%M} UTC" if isinstance(due, str) else ""
    if after.get("reason") == "taken":
        return f"took it{till}", ""
    whence = f", from {after['from']}" if after.get("from") and after["from"] != after.get("assignee") else ""
    why = after.get("note") or after.get("reason") or ""
    return f"gave it to {after.get('assignee', 'a checker')}{whence}{till}", why


def _looked_up(_before: Fields, after: Fields) -> tuple[str, Any]:
    names = after.get("providers") or []
    return f"had sources looked for ({', '.join(str(name) for name in names)})", ""


def _draft_added(_before: Fields, after: Fields) -> tuple[str, Any]:
    size = after.get("characters")
    count = f", {size:,} characters" if isinstance(size, int) else ""
    return f"added draft {after.get('number', '')}{count}", ""


def _draft_asked(_before: Fields, after: Fields) -> tuple[str, Any]:
    return "asked for the text", after.get("url") or after.get("file_name")


def _draft_split(_before: Fields, after: Fields) -> tuple[str, Any]:
    return f"found {after.get('claims', 0)} claims in {after.get('passages', 0)} lines", ""


def _article_edited(before: Fields, after: Fields) -> tuple[str, Any]:
    changed = [name for name in after if name != "version" and before.get(name) != after.get(name)]
    named = ", ".join(name.replace("_", " ") for name in changed)
    told = "; ".join(
        f"{name.replace('_', ' ')}: {' → '.join(words_of(side.get(name)) or 'not said' for side in (before, after))}"
        for name in changed
    )
    return f"edited the article’s {named or 'details'}", told


def _role(before: Fields, after: Fields) -> tuple[str, Any]:
    return f"read a line as {after.get('role', '')}, not {before.get('role', '')}", ""


def _verdict_written(_before: Fields, after: Fields) -> tuple[str, Any]:
    return f"wrote verdict {after.get('number', '')}", after.get("summary")


def _verdict_said(_before: Fields, after: Fields) -> tuple[str, Any]:
    said = {"agree": "agreed with", "dispute": "disputed"}.get(str(after.get("review")), "ruled on")
    return f"{said} verdict {after.get('number', '')}", after.get("note")


def _draft_compared(_before: Fields, after: Fields) -> tuple[str, Any]:
    told = ("carried", "changed", "reopened", "cut", "new")
    counts = ", ".join(f"{after[name]} {name}" for name in told if name in after)
    return f"held the draft against draft {after.get('with', '')}: claims {counts}", ""


def _change_raised(_before: Fields, after: Fields) -> tuple[str, Any]:
    asks = "must" if after.get("must") else "should"
    return f"noted what the copy {asks} change", f"{after.get('before', '')} → {after.get('after') or '(cut)'}"


def _change_checked(_before: Fields, after: Fields) -> tuple[str, Any]:
    outcome = {"applied": "made", "not_applied": "not made"}.get(str(after.get("state")), "made otherwise")
    return f"found a change {outcome} in draft {after.get('draft', '')}", after.get("before")


def _expiry(_before: Fields, after: Fields) -> tuple[str, Any]:
    day = after.get("expires_on")
    return f"let verdict {after.get('number', '')} {f'expire on {day}' if day else 'hold without an end'}", ""


def _remark(_before: Fields, after: Fields) -> tuple[str, Any]:
    told = [f"ok: {after['ok']}" if after.get("ok") else "", str(after.get("note") or "")]
    closed = any(str(words).startswith("sealed:") for words in after.values())
    return "noted in a spreadsheet", "(confidential)" if closed else "; ".join(words for words in told if words)


def _sheet_applied(_before: Fields, after: Fields) -> tuple[str, Any]:
    return "took a spreadsheet into the article", outcome_words(after)


_MADE: dict[str, Callable[[Fields, Fields], tuple[str, Any]]] = {
    "claim.found": _found,
    "claim.added": _added,
    "claim.edited": _edited,
    "claim.split": _split,
    "claim.took_in": _took_in,
    "claim.trimmed": _trimmed,
    "claim.assign": _assigned,
    "claim.looked_up": _looked_up,
    "draft.added": _draft_added,
    "draft.asked": _draft_asked,
    "draft.split": _draft_split,
    "draft.compared": _draft_compared,
    "change.raised": _change_raised,
    "change.checked": _change_checked,
    "verdict.expiry": _expiry,
    "article.edited": _article_edited,
    "remark.imported": _remark,
    "sheet.applied": _sheet_applied,
    "passage.role": _role,
    "verdict.written": _verdict_written,
    "verdict.reviewed": _verdict_said,
    "verdict.ruled": _verdict_said,
}
