"""Look at what would be published, publish it, correct it, withdraw it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import GateUnmet, InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.models.base import utc_now
from factcheck.models.publication import CorrectionClass
from factcheck.proof.canonical import canonical
from factcheck.services.claimreview_build import build_claimreview, validate_claimreview, why_no_claimreview
from factcheck.services.correction_publish import publish_correction
from factcheck.services.public_read import PublicLine, PublicPage, find_page
from factcheck.services.publication_prepare import WITHHELD_WHY
from factcheck.services.publication_view import (
    ArticlePreview,
    ClaimPreview,
    article_preview,
    claim_preview,
    publication_with_claim,
)
from factcheck.services.publish import publish_claim
from factcheck.services.publish_article import publish_article
from factcheck.services.withdraw import withdraw_publication
from factcheck.web.access import actor, permit
from factcheck.web.desk import desk
from factcheck.web.public.links import licence_url, page_of, site, whole
from factcheck.web.public.present import amendments_of, check_of, story_from
from factcheck.web.publishing.forms import CLASS_CHOICES, CorrectionForm, PublishForm, WithdrawForm
from factcheck.web.times import day_words, desk_day, desk_zone

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Publication

bp = Blueprint("publishing", __name__)
_LONGEST_WHY = 300


def _desk_name() -> str:
    return desk().settings.desk_name


def _withheld_why() -> str:
    """Return the reason as typed in the preview, before anything is published."""
    return request.values.get("withheld_why", "").replace("\x00", "")[:_LONGEST_WHY]


def _jsonld(preview: ClaimPreview) -> dict[str, Any]:
    """Return the ClaimReview that the page would carry, or why it carries none, and what the validator says."""
    payload = preview.prepared.payload
    why = why_no_claimreview(payload, publisher=_desk_name())
    if why is not None:
        return {"why": why, "text": "", "faults": []}
    url = whole(page_of(preview.publication)) if preview.publication else whole("/p/…/…")
    today = desk_day(utc_now())
    first = desk_day(preview.publication.created_at) if preview.publication else today
    found = build_claimreview(
        payload,
        url=url,
        publisher=_desk_name(),
        publisher_url=site() + "/",
        published_on=first,
        modified_on=today,
        licence=licence_url(),
    )
    return {
        "why": "",
        "text": json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False),
        "faults": validate_claimreview(found or {}),
    }


def _shown_why(preview: ClaimPreview) -> str:
    """Return the reason for what is withheld, as the preview gives it."""
    withheld = preview.prepared.payload.get("withheld") or ({"why": _withheld_why() or WITHHELD_WHY},)
    return str(withheld[0]["why"])


def _page_after(session: Session, preview: ClaimPreview) -> PublicPage | None:
    """Return the claim's page with what is previewed on it; its days and corrections are those that readers see."""
    row = preview.publication
    page = find_page(session, row.public_id) if row else None
    return replace(page, payload=preview.prepared.payload, sha256=preview.prepared.sha256) if page else None


def _claim_page(
    session: Session,
    claim_id: int,
    *,
    form: PublishForm | None = None,
    stale: StaleWrite | None = None,
    missing: tuple[str, ...] = (),
) -> str:
    preview = claim_preview(session, claim_id, desk_name=_desk_name(), zone=desk_zone(), withheld_why=_withheld_why())
    why = _shown_why(preview)
    fresh = PublishForm(
        None,
        data={
            "sha256": preview.prepared.sha256,
            "seen": canonical(preview.prepared.payload),
            "withheld_why": why,
        },
    )
    if form is not None and form.errors:
        fresh.withheld_why.errors = form.withheld_why.errors
    return render_template(
        "publishing/claim.html",
        preview=preview,
        claim=preview.claim,
        form=fresh,
        stale=stale,
        missing=missing,
        check=check_of(preview.prepared.payload, _page_after(session, preview), desk_name=_desk_name())
        if preview.prepared.verdict
        else None,
        jsonld=_jsonld(preview) if preview.prepared.verdict else None,
        public_path=page_of(preview.publication) if preview.publication else "",
        page_errors=bool(stale or missing),
    )


@bp.get("/claims/<id:claim_id>/publish")
@permit(Action.PUBLISH)
def claim(claim_id: int) -> ResponseReturnValue:
    """Show what would be published of a claim, and what still holds it back."""
    with desk().read() as session:
        return _claim_page(session, claim_id)


@bp.post("/claims/<id:claim_id>/publish")
@permit(Action.PUBLISH)
def publish_one(claim_id: int) -> ResponseReturnValue:
    """Publish a claim as it was previewed."""
    form = PublishForm()
    if not form.validate():
        with desk().read() as session:
            return _claim_page(session, claim_id, form=form), 422
    try:
        with desk().db.write() as session:
            row = publish_claim(
                session,
                actor(session),
                claim_id,
                sha256=form.sha256.data or "",
                desk_name=_desk_name(),
                zone=desk_zone(),
                withheld_why=form.withheld_why.data or "",
                seen=form.seen_payload(),
            )
            where = page_of(row)
    except StaleWrite as error:
        with desk().read() as session:
            return _claim_page(session, claim_id, stale=error), 409
    except GateUnmet as error:
        with desk().read() as session:
            return _claim_page(session, claim_id, missing=error.missing), 409
    flash(f"Published at {whole(where)}", "good")
    return redirect(url_for("publishing.claim", claim_id=claim_id), code=303)


def _article_page(
    session: Session, article_id: int, *, stale: StaleWrite | None = None, missing: tuple[str, ...] = ()
) -> str:
    preview = article_preview(
        session, article_id, desk_name=_desk_name(), zone=desk_zone(), withheld_why=_withheld_why()
    )
    form = PublishForm(
        None,
        data={"sha256": preview.prepared.sha256, "seen": "{}", "withheld_why": _withheld_why() or WITHHELD_WHY},
    )
    return render_template(
        "publishing/article.html",
        preview=preview,
        article=preview.article,
        form=form,
        stale=stale,
        missing=missing,
        story=_story(session, preview),
        withholds=any(line.prepared.payload.get("withheld") for line in preview.prepared.shown),
        page_path=page_of,
        public_path=page_of(preview.publication) if preview.publication else "",
        page_errors=bool(stale or missing),
    )


def _story(session: Session, preview: ArticlePreview) -> dict[str, Any]:
    article = preview.article
    lines = [
        PublicLine(
            line.claim.number,
            line.publication.public_id if line.publication else "",
            line.publication.slug if line.publication else "",
            # What is public says what its page says; a correction of it is published there.
            line.standing if line.is_public and line.standing else line.prepared.payload,
            withdrawn=False,
        )
        for line in preview.prepared.shown
    ]
    payload = {
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.source_url or "",
    }
    page = find_page(session, preview.publication.public_id) if preview.publication else None
    if page is None:
        return story_from(payload, lines, url="", published=("not yet", ""), corrections=[])
    first = desk_day(page.first_at)
    return story_from(
        payload,
        lines,
        url=whole(page_of(page.publication)),
        published=(day_words(first), first.isoformat()),
        corrections=amendments_of(page.corrections),
    )


@bp.get("/articles/<id:article_id>/publish")
@permit(Action.PUBLISH)
def article(article_id: int) -> ResponseReturnValue:
    """Show what would be published of an article, line by line."""
    with desk().read() as session:
        return _article_page(session, article_id)


@bp.post("/articles/<id:article_id>/publish")
@permit(Action.PUBLISH)
def publish_all(article_id: int) -> ResponseReturnValue:
    """Publish the article's page and the lines that are ready."""
    form = PublishForm()
    if not form.validate():
        with desk().read() as session:
            return _article_page(session, article_id), 422
    try:
        with desk().db.write() as session:
            row = publish_article(
                session,
                actor(session),
                article_id,
                sha256=form.sha256.data or "",
                desk_name=_desk_name(),
                zone=desk_zone(),
                withheld_why=form.withheld_why.data or "",
            )
            where = page_of(row)
    except StaleWrite as error:
        with desk().read() as session:
            return _article_page(session, article_id, stale=error), 409
    except GateUnmet as error:
        with desk().read() as session:
            return _article_page(session, article_id, missing=error.missing), 409
    flash(f"Published at {whole(where)}", "good")
    return redirect(url_for("publishing.article", article_id=article_id), code=303)


def _back(row: Publication) -> str:
    if row.claim_id is None:
        return url_for("publishing.article", article_id=row.article_id)
    return url_for("publishing.claim", claim_id=row.claim_id)


def _correction_page(
    session: Session, publication_id: int, *, form: CorrectionForm | None = None, stale: StaleWrite | None = None
) -> ResponseReturnValue:
    row, claim_id, _ = publication_with_claim(session, publication_id)
    if claim_id is None or row.withdrawn_at is not None:
        return redirect(_back(row), code=303)
    preview = claim_preview(session, claim_id, desk_name=_desk_name(), zone=desk_zone(), withheld_why=_withheld_why())
    verdict = preview.prepared.verdict
    if form is None:
        form = CorrectionForm(
            None,
            data={
                "revision": row.current_revision,
                "summary": verdict.summary if verdict else "",
                "rationale": verdict.rationale if verdict else "",
                "limits": verdict.limits if verdict else "",
                "withheld_why": _shown_why(preview),
            },
        )
        if len(preview.classes) == 1:
            form.kind.process_data(preview.classes[0].value)
    # The digest is always that of what stands on this page now.
    form.sha256.process_data(preview.prepared.sha256)
    form.seen.process_data(canonical(preview.prepared.payload))
    for field in (form.sha256, form.seen):
        field.raw_data = None
    return render_template(
        "publishing/correct.html",
        preview=preview,
        claim=preview.claim,
        publication=row,
        form=form,
        classes=[choice for choice in CLASS_CHOICES if choice[0] in preview.classes],
        stale=stale,
        back=_back(row),
        public_path=page_of(row),
        page_errors=bool(form.errors or stale),
    )


@bp.get("/publications/<id:publication_id>/correct")
@permit(Action.CORRECT)
def correct(publication_id: int) -> ResponseReturnValue:
    """Show what a correction would change."""
    with desk().read() as session:
        return _correction_page(session, publication_id)


@bp.post("/publications/<id:publication_id>/correct")
@permit(Action.CORRECT)
def correct_now(publication_id: int) -> ResponseReturnValue:
    """Publish a correction."""
    form = CorrectionForm()
    stale = None
    if form.validate():
        chosen = form.kind.data
        try:
            with desk().db.write() as session:
                row = publish_correction(
                    session,
                    actor(session),
                    publication_id,
                    CorrectionClass(chosen) if chosen in set(CorrectionClass) else None,
                    form.what.data or "",
                    form.why.data or "",
                    revision=form.revision.data or 0,
                    desk_name=_desk_name(),
                    zone=desk_zone(),
                    withheld_why=form.withheld_why.data or "",
                    wording=form.wording(),
                    sha256=form.sha256.data or "",
                    seen=form.seen_payload(),
                )
                back = _back(row.publication)
        except InvalidInput as error:
            form.place(error)
        except StaleWrite as error:
            stale = error
        else:
            flash("The correction is published.", "good")
            return redirect(back, code=303)
    with desk().read() as session:
        answer = _correction_page(session, publication_id, form=form, stale=stale)
    return (answer, 409 if stale else 422) if isinstance(answer, str) else answer


def _withdraw_page(session: Session, publication_id: int, form: WithdrawForm | None = None) -> str:
    row, _, _ = publication_with_claim(session, publication_id)
    return render_template(
        "publishing/withdraw.html",
        publication=row,
        form=form or WithdrawForm(None, data={"revision": row.current_revision}),
        back=_back(row),
        public_path=page_of(row),
        page_errors=bool(form and form.errors),
    )


@bp.get("/publications/<id:publication_id>/withdraw")
@permit(Action.CORRECT)
def withdraw(publication_id: int) -> ResponseReturnValue:
    """Ask why a page is withdrawn."""
    with desk().read() as session:
        return _withdraw_page(session, publication_id)


@bp.post("/publications/<id:publication_id>/withdraw")
@permit(Action.CORRECT)
def withdraw_now(publication_id: int) -> ResponseReturnValue:
    """Withdraw a page."""
    form = WithdrawForm()
    if form.validate():
        try:
            with desk().db.write() as session:
                row = withdraw_publication(
                    session,
                    actor(session),
                    publication_id,
                    form.why.data or "",
                    revision=form.revision.data or 0,
                )
                back = _back(row)
        except InvalidInput as error:
            form.place(error)
        else:
            flash("The page is withdrawn. Its address says when and why.", "good")
            return redirect(back, code=303)
    with desk().read() as session:
        return _withdraw_page(session, publication_id, form), 422
