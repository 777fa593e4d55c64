"""Lay out the head that every page of an article wears: its ways, what is open on each, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from factcheck.domain.permissions import Action
from factcheck.services.article_head import next_for, view_head
from factcheck.services.article_list import NOT_BEGUN, has_work
from factcheck.web.access import can, person
from factcheck.web.desk import desk
from factcheck.web.times import due_of

if TYPE_CHECKING:
    from factcheck.services.article_head import ArticleHead, Step


@dataclass(frozen=True, slots=True)
class Way:
    """Hold one page of an article: `open` is what waits there, `note` a few words that stand beside the label."""

    name: str
    label: str
    href: str
    open: int = 0
    what: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what the macro `article_head` shows."""

    facts: ArticleHead
    ways: list[Way]
    step: tuple[str, str] | None
    acts: list[tuple[str, str]]
    due: dict[str, str]
    before: str
    after: str


def head_of(article_id: int) -> Head | None:
    """Give templates the head of an article's page, as the signed-in person may see it."""
    who = person()
    with desk().read() as session:
        facts = view_head(session, who, article_id)
        if facts is None:
            return None
        step = next_for(who, facts)
    beside = facts.beside
    return Head(
        facts,
        _ways(facts),
        (step.words, _address(facts, step)) if step is not None else None,
        _acts(facts),
        due_of(facts.article.deadline_at, done=not has_work(facts.article)),
        url_for("articles.show", article_id=beside.before) if beside.before else "",
        url_for("articles.show", article_id=beside.after) if beside.after else "",
    )


def _ways(facts: ArticleHead) -> list[Way]:
    here: dict[str, Any] = {"article_id": facts.article.id}
    ways = [Way("text", "Text", url_for("articles.show", **here))]
    if facts.copy is None:
        return ways
    copy = facts.copy
    draft = url_for("drafts.show", number=copy.draft.number, **here)
    # While a draft is being read nothing of it is covered yet: no share is truer than a false alarm.
    covered = f"{copy.coverage.percent} %" if copy.coverage.percent else ""
    ways += [
        Way("drafts", "Drafts", draft, copy.typos_waiting, "to confirm"),
        Way("coverage", "Coverage", url_for("coverage.show", **here), note=covered),
        Way("changes", "Changes", url_for("changes.show", **here), copy.changes_waiting, "must be made"),
        Way("questions", "Questions", url_for("queries.index", **here), facts.queries, "open"),
        Way("replies", "Replies", url_for("replies.index", **here), facts.replies, "awaited"),
        Way("times", "Time", url_for("times.show", **here), copy.times_due, "to look at again"),
        Way("origins", "Origins", url_for("origins.index", **here)),
        Way("clearance", "Clearance", url_for("clearance.show", **here), note="✓" if copy.clearance else ""),
    ]
    if can(Action.PUBLISH):
        ways.append(Way("publish", "Publish", url_for("publishing.article", **here)))
    return ways


def _address(facts: ArticleHead, step: Step) -> str:
    if step.page == "claim":
        return url_for("claims.show", claim_id=step.claim_id)
    if step.page == "claims":
        return url_for("articles.show", article_id=facts.article.id, tab="claims", state=step.state)
    return next(way.href for way in _ways(facts) if way.name == step.page)


def _acts(facts: ArticleHead) -> list[tuple[str, str]]:
    """List what is seldom done, for the quiet menu."""
    here: dict[str, Any] = {"article_id": facts.article.id}
    acts = []
    if can(Action.EDIT_ARTICLE):
        acts.append(("Edit title, dates, secrecy", url_for("articles.edit", **here)))
        acts.append(("Keeping and legal hold", url_for("keeping.show", **here)))
        if facts.article.state in NOT_BEGUN and facts.article.put_away_why is None:
            acts.append(("Put it away", url_for("articles.put_away", **here)))
    if can(Action.IMPORT_ARTICLE) and facts.copy is not None:
        acts.append(("Bring in a new draft", url_for("drafts.new", **here)))
    if facts.copy is not None:
        acts.append(("Checking copy and sheet", url_for("checking_copy.show", **here)))
    if can(Action.EXPORT_ARTICLE):
        acts.append(("Proof bundle", url_for("bundle.show", **here)))
    return [*acts, ("What happened", url_for("articles.show", tab="activity", **here))]
