"""Gather what the page of a claim shows, whole or in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from factcheck.domain.claimants import names_of
from factcheck.domain.evidence import EvidenceKind, Stance
from factcheck.services.assignment_end import open_assignment
from factcheck.services.capture_pages import page_at, place_words
from factcheck.services.citation_watch import changed_citations
from factcheck.services.claim_beside import claims_beside
from factcheck.services.claim_context import claim_in_context, places_of
from factcheck.services.claim_history import claim_history
from factcheck.services.desk_load import workload
from factcheck.services.evidence_list import list_evidence, origins_to_choose
from factcheck.services.lookup_progress import lookup_progress
from factcheck.services.lookup_query import queries_for
from factcheck.services.outside import INSIDE, may_ask_outside
from factcheck.services.publication_prepare import load_verdict
from factcheck.services.ruling_search import search_rulings
from factcheck.services.sheet_outcome import remarks_on
from factcheck.services.undo_last import last_undoable
from factcheck.services.verdict_view import verdict_panel
from factcheck.text.queries import hand_links
from factcheck.web.args import number_or_none
from factcheck.web.articles.forms import AssignForm, people_choices
from factcheck.web.claims.words import source_words
from factcheck.web.desk import desk
from factcheck.web.evidence.forms import FORMS, KIND_WORDS, ORIGIN_WORDS, STANCE_WORDS
from factcheck.web.times import day_ends_at, moment_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person
    from factcheck.services.claim_history import Told
    from factcheck.services.evidence_list import EvidenceList
    from factcheck.web.evidence.forms import EvidenceForm

HISTORY_SHOWN = 15


def evidence_context(session: Session, person: Person, claim: Claim) -> dict[str, Any]:
    """Return what the evidence part shows."""
    return source_words() | {
        "claim": claim,
        "evidence": list_evidence(session, person, claim),
        "stances": list(Stance),
        "stance_words": STANCE_WORDS,
        "place_words": place_words,
        "page_at": page_at,
        "moment_of": moment_of,
        "problem": None,
        "focus": 0,
        "undo": last_undoable(session, person, claim),
        "origin_words": ORIGIN_WORDS,
    }


def progress_context(session: Session, claim: Claim) -> dict[str, Any]:
    """Return what the part about searching shows."""
    outside = may_ask_outside(claim.article)
    enabled = desk().settings.providers
    queries = queries_for(claim, places_of(session, claim))
    return source_words() | {
        "claim": claim,
        "progress": lookup_progress(session, claim.id),
        "shown": number_or_none("shown"),
        "tied": number_or_none("tied"),
        "outside": outside,
        "providers": [name for name in enabled if outside or name in INSIDE],
        "kept_back": [name for name in enabled if not outside and name not in INSIDE],
        "queries": [(query, hand_links(query) if outside else []) for query in queries],
        "moment_of": moment_of,
    }


def form_context(
    session: Session, person: Person, claim: Claim, kind: EvidenceKind, form: EvidenceForm | None = None
) -> dict[str, Any]:
    """Return what the form that logs evidence shows."""
    if form is None:
        form = FORMS[kind](formdata=None)
        form.version.data = 0
    form.offer(origins_to_choose(session, person, claim))
    return {"claim": claim, "form": form, "kind": kind, "kinds": KIND_WORDS, "editing": None}


def bar_context(session: Session, person: Person, claim: Claim, *, here: str) -> dict[str, Any]:
    """Return what the bar above a claim shows; its buttons come back to `here`."""
    assign = AssignForm(formdata=None, checker=claim.assignee_id)
    assign.checker.choices = people_choices(workload(session, day_ends_at()))
    return {
        "article": claim.article,
        "article_href": url_for("articles.show", article_id=claim.article_id, claim=claim.number),
        "beside": claims_beside(session, claim),
        "assign": assign,
        "assignment": open_assignment(session, claim),
        "me": person.id,
        "here": here,
    }


def claim_page(
    session: Session, person: Person, claim: Claim, *, kind: EvidenceKind, form: EvidenceForm | None = None
) -> str:
    """Render the whole page."""
    # Asked first, with all that the column shows of it: who may see what turns on the verdict too.
    load_verdict(session, claim.id)
    context = evidence_context(session, person, claim) | progress_context(session, claim)
    context |= form_context(session, person, claim, kind, form)
    listed = context["evidence"]
    context["shown"], context["tied"] = listed.open.total, listed.open.tied
    history = claim_history(session, claim.id)
    rulings = search_rulings(session, claim.statement, but_claim_id=claim.id)
    return render_template(
        "claims/show.html",
        **context,
        **bar_context(session, person, claim, here=url_for("claims.show", claim_id=claim.id)),
        places=claim_in_context(session, claim),
        chain=names_of(claim.chain),
        changed_citations=changed_citations(session, claim.id),
        sheet_remarks=remarks_on(session, person, claim),
        rulings=rulings,
        timeline=[_told(event) for event in history.events[:HISTORY_SHOWN]],
        history_total=history.total,
        open_total=context["shown"],
        tied_total=context["tied"],
        panel=verdict_panel(session, person, claim, like=rulings),
        page_errors=form is not None,
        folded=form is None and "kind" not in request.args and _has_something(listed),
    )


def _has_something(listed: EvidenceList) -> bool:
    return bool(listed.clusters or listed.hidden or listed.open.groups)


def _told(event: Told) -> dict[str, Any]:
    said = moment_of(event.at)
    return {"iso": said["iso"], "when": said["words"], "who": event.who, "what": event.what, "text": event.text} | {
        "now": False,
        "changes": event.changes,
    }


def chosen_kind() -> EvidenceKind:
    """Return the kind of evidence that the address asks for, a page where it names none."""
    asked = request.args.get("kind", "")
    return EvidenceKind(asked) if asked in set(EvidenceKind) else EvidenceKind.PAGE
