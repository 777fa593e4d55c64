"""Render the workspace of an article: the page, the text with its panel, or the panel alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from factcheck.domain.articles import PassageRole
from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.permissions import Action, allowed
from factcheck.services.article_view import list_checkers, passage_at, view_article
from factcheck.services.claim_card import view_claim_card
from factcheck.services.claim_history import article_history, claim_history
from factcheck.services.claim_list import OPEN, SORTS, UNASSIGNED, ClaimFilter, list_claims
from factcheck.services.copy_state import changed_spans
from factcheck.services.desk_load import workload
from factcheck.services.draft_find import around
from factcheck.services.draft_known import known_as
from factcheck.services.relations import relations_of
from factcheck.web.access import person
from factcheck.web.args import choice_arg, number_arg, page_address, words_arg
from factcheck.web.articles.forms import (
    LANGUAGES,
    AssignForm,
    EditClaimForm,
    MergeClaimForm,
    ReasonForm,
    RoleForm,
    SplitClaimForm,
    TextForm,
    TrimClaimForm,
    people_choices,
)
from factcheck.web.articles.shown import card_facts, claim_address, line_at, next_waiting, strip_ticks, text_blocks
from factcheck.web.times import day_ends_at

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.article_view import Workspace
    from factcheck.services.claim_card import ClaimCard
    from factcheck.web.forms import DeskForm, SelectChoice

TABS = ("claims", "passages", "remarks", "activity", "about")
PASSAGES_PER_PAGE = 50
TEMPLATES = {
    "page": "articles/show.html",
    "workspace": "articles/_changed.html",
    "panel": "articles/_panel.html",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold a form that a service refused, to be shown open with what was typed; `places` are those to choose among."""

    act: str
    form: DeskForm
    places: list[tuple[int, int]] = field(default_factory=list)


def article_page(
    session: Session,
    article_id: int,
    *,
    part: str = "page",
    number: int | None = None,
    refused: Refused | None = None,
    text_form: TextForm | None = None,
    said: str = "",
) -> str:
    """Return the article's page, or a part of it, with claim `number` (else that of the address) on the card."""
    workspace = view_article(session, article_id)
    chosen = number if number is not None else number_arg("claim")
    tab = "card" if chosen and workspace.draft else choice_arg("tab", TABS, "claims")
    context: dict[str, Any] = {
        "workspace": workspace,
        "article": workspace.article,
        "draft": workspace.draft,
        "tab": tab,
        "refused": refused,
        "text_form": text_form or TextForm(formdata=None),
        "selected": chosen if tab == "card" else 0,
        "said": said,
        "places": _places(workspace, refused),
        "known": known_as(session, workspace.article) if part == "page" else None,
    }
    if part != "panel":
        changed = changed_spans(session, workspace.draft.id) if workspace.draft is not None else ()
        context |= {"blocks": text_blocks(workspace, changed), "ticks": strip_ticks(workspace)}
        context["differing"] = len(changed)
    context |= _MAKERS[tab](session, workspace, chosen, refused)
    return render_template(TEMPLATES[part], **context)


def _places(workspace: Workspace, refused: Refused | None) -> list[dict[str, str]]:
    """Return the places to choose among, each with the words around it."""
    if refused is None or workspace.draft is None:
        return []
    told = []
    for start, end in refused.places:
        before, words, after = around(workspace.draft.text, start, end)
        told.append({"value": f"{start}-{end}", "before": before, "words": words, "after": after})
    return told


def _card(session: Session, workspace: Workspace, number: int, refused: Refused | None) -> dict[str, Any]:
    card = view_claim_card(session, workspace.article.id, number)
    claim, who = card.claim, person()
    related = relations_of(session, who, claim)
    place = next((one for one in claim.occurrences if workspace.draft and one.draft_id == workspace.draft.id), None)
    passage = passage_at(workspace.passages, place.start) if place is not None else None
    order = list(dict.fromkeys(mark.number for mark in workspace.marks))
    at = order.index(number) if number in order else -1
    return {
        "card": card,
        "claim": claim,
        "facts": card_facts(card),
        "address": claim_address(claim),
        "place": place,
        "passage": passage,
        "may": lambda action: allowed(Action(action), who.role, claim.state, related),
        "mine": claim.assignee_id == who.id,
        "me": who.id,
        "made": _forms(card, refused, people_choices(workload(session, day_ends_at()))),
        "history": claim_history(session, claim.id, page=number_arg("page", 1)),
        "before": order[at - 1] if at > 0 else None,
        "after": order[at + 1] if 0 <= at < len(order) - 1 else None,
        "waiting": next_waiting(workspace, number),
        "states": ClaimState,
    }


def _forms(card: ClaimCard, refused: Refused | None, checkers: list[SelectChoice]) -> dict[str, DeskForm]:
    claim = card.claim
    made: dict[str, DeskForm] = {
        "edit": EditClaimForm(
            formdata=None, statement=claim.statement, kind=claim.kind.value, chain="\n".join(claim.chain)
        ),
        "split": SplitClaimForm(formdata=None, parts=claim.occurrences[0].exact if claim.occurrences else ""),
        "trim": TrimClaimForm(formdata=None),
        "merge": MergeClaimForm(formdata=None),
        "dismiss": ReasonForm(formdata=None),
        "hand_back": ReasonForm(formdata=None),
        "assign": AssignForm(formdata=None, checker=claim.assignee_id),
        "role": RoleForm(formdata=None),
    }
    if refused is not None and refused.act in made:
        made[refused.act] = refused.form
    made["assign"].checker.choices = checkers
    return made


def _claims(session: Session, workspace: Workspace, _number: int, _refused: Refused | None) -> dict[str, Any]:
    wanted = ClaimFilter(
        state=choice_arg("state", {OPEN, *ClaimState}),
        kind=choice_arg("kind", set(ClaimKind)),
        assignee=UNASSIGNED if request.args.get("assignee") == UNASSIGNED else str(number_arg("assignee") or ""),
        role=choice_arg("role", set(PassageRole)),
        words=words_arg("q"),
        sort=choice_arg("sort", SORTS, "text"),
        page=number_arg("page", 1),
    )
    draft_id = workspace.draft.id if workspace.draft is not None else None
    found = list_claims(session, workspace.article.id, draft_id, wanted)
    filters = {
        "article_id": workspace.article.id,
        "state": wanted.state,
        "kind": wanted.kind,
        "assignee": wanted.assignee,
        "role": wanted.role,
        "q": wanted.words,
        "sort": wanted.sort,
    }
    return {
        "found": found,
        "wanted": wanted,
        "url_of": page_address("articles.show", tab="claims", **filters),
        "checkers": list_checkers(session),
        "givable": people_choices(workload(session, day_ends_at())),
        "kinds": list(ClaimKind),
        "claim_states": list(ClaimState),
        "roles": list(PassageRole),
        "sorts": SORTS,
    }


def _passages(_session: Session, workspace: Workspace, _number: int, _refused: Refused | None) -> dict[str, Any]:
    pages = max(1, -(-len(workspace.passages) // PASSAGES_PER_PAGE))
    page = min(max(1, number_arg("page", 1)), pages)
    return {
        "shown": workspace.passages[(page - 1) * PASSAGES_PER_PAGE : page * PASSAGES_PER_PAGE],
        "page": page,
        "pages": pages,
        "url_of": page_address("articles.show", article_id=workspace.article.id, tab="passages"),
        "roles": list(PassageRole),
    }


def _remarks(_session: Session, workspace: Workspace, _number: int, _refused: Refused | None) -> dict[str, Any]:
    text = workspace.draft.text if workspace.draft is not None else ""
    printed = [block["line"] for block in text_blocks(workspace)]
    starts = [passage.start for passage in workspace.passages]

    def place(start: int, end: int) -> dict[str, Any]:
        line = line_at(starts, start)
        return {
            "words": text[start:end],
            "line": line,
            "anchor": max((one for one in printed if one <= line), default=line),
        }

    remarks = [
        {
            "id": finding.id,
            "kind": finding.kind.replace("_", " ").capitalize(),
            "why": finding.why,
            "aside": finding.dismissed_at is not None,
            "spans": [place(start, end) for start, end in finding.spans],
        }
        for finding in workspace.findings
    ]
    return {"remarks": sorted(remarks, key=lambda remark: remark["aside"])}


def _activity(session: Session, workspace: Workspace, _number: int, _refused: Refused | None) -> dict[str, Any]:
    return {
        "history": article_history(session, workspace.article.id, page=number_arg("page", 1)),
        "url_of": page_address("articles.show", article_id=workspace.article.id, tab="activity"),
    }


def _about(_session: Session, workspace: Workspace, _number: int, _refused: Refused | None) -> dict[str, Any]:
    return {
        "edit_address": url_for("articles.edit", article_id=workspace.article.id),
        "languages": LANGUAGES,
    }


_MAKERS = {
    "card": _card,
    "claims": _claims,
    "passages": _passages,
    "remarks": _remarks,
    "activity": _activity,
    "about": _about,
}
