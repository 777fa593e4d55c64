"""Show published checks to everybody."""

from __future__ import annotations

import json
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from factcheck.models.publication import Subject
from factcheck.services.claimreview_build import build_claimreview
from factcheck.services.public_read import (
    PER_PAGE,
    Filters,
    PublicPage,
    feed_entries,
    find_page,
    public_changes,
    public_index,
    ratings_in_use,
)
from factcheck.services.scale_list import all_scales
from factcheck.web.access import public
from factcheck.web.args import number_arg
from factcheck.web.desk import desk
from factcheck.web.headers import EMBED_POLICY, PUBLIC_POLICY
from factcheck.web.public.feeds import atom_of_changes, atom_of_checks, json_feed_of
from factcheck.web.public.links import desk_about, licence_url, page_of, site, ways, whole
from factcheck.web.public.present import change_of, check_of, row_of, short, story_of
from factcheck.web.times import day_words, desk_day

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

bp = Blueprint("public", __name__)
CACHE = "public, max-age=60"
#: An error page is the desk's own, with its own policy, and is not kept.
_CACHED = {200, 301, 410}
_LONGEST_QUERY = 200
_LAST_PAGE = 10_000
_FEED_CHANGES = 50


bp.add_app_template_global(desk_about)


@bp.after_request
def add_public_headers(response: Response) -> Response:
    """Forbid script, let caches keep the page for a minute, answer 304 where nothing changed."""
    if response.status_code not in _CACHED:
        return response
    response.headers.setdefault("Content-Security-Policy", PUBLIC_POLICY)
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["Cache-Control"] = CACHE
    if response.status_code == HTTPStatus.OK:  # only whole answers are cached by their digest
        response.add_etag()
        response.make_conditional(request)
    return response


def jsonld_of(page: PublicPage) -> dict[str, Any] | None:
    """Return the ClaimReview of a page; older versions carry none, since a check has one."""
    if not page.is_current or page.publication.subject is not Subject.CLAIM:
        return None
    return build_claimreview(
        page.payload,
        url=whole(page_of(page.publication)),
        publisher=desk().settings.desk_name,
        publisher_url=site() + "/",
        published_on=desk_day(page.first_at),
        modified_on=desk_day(page.at),
        licence=licence_url(),
    )


def _found(session: Session, public_id: str, number: int | None = None) -> PublicPage:
    page = find_page(session, public_id, number=number)
    if page is None:
        abort(404)
    return page


def _tombstone(page: PublicPage) -> ResponseReturnValue:
    row = page.publication
    at = row.withdrawn_at
    words = day_words(desk_day(at)) if at else ""
    title = str(page.payload.get("claim") or page.payload.get("title"))
    answer = render_template(
        "public/withdrawn.html",
        public_links=ways(),
        title=short(title),
        words=title,
        why=row.withdrawn_why,
        when=words,
        when_iso=at.isoformat() if at else "",
        first=day_words(desk_day(page.first_at)),
    )
    return make_response(answer, 410)


@bp.get("/p/<public_id:public_id>/<string:slug>")
@public
def page(public_id: str, slug: str) -> ResponseReturnValue:
    """Show what stands at a public address."""
    with desk().read() as session:
        found = _found(session, public_id)
        if found.publication.slug != slug:
            return redirect(page_of(found.publication), code=301)
        if found.publication.withdrawn_at is not None:
            return _tombstone(found)
        return _shown(found)


@bp.get("/p/<public_id:public_id>")
@public
def short_address(public_id: str) -> ResponseReturnValue:
    """Lead from the short address to the page."""
    with desk().read() as session:
        return redirect(page_of(_found(session, public_id).publication), code=301)


@bp.get("/p/<public_id:public_id>/<string:slug>/<id:number>")
@public
def version(public_id: str, slug: str, number: int) -> ResponseReturnValue:
    """Show an earlier version, which says that it is one."""
    with desk().read() as session:
        found = _found(session, public_id, number)
        if found.publication.slug != slug:
            abort(404)
        if found.publication.withdrawn_at is not None:
            return _tombstone(found)
        if found.is_current:
            return redirect(page_of(found.publication), code=301)
        return _shown(found)


def _shown(found: PublicPage) -> ResponseReturnValue:
    name = desk().settings.desk_name
    if found.publication.subject is Subject.ARTICLE:
        return render_template("public/article.html", public_links=ways(), story=story_of(found))
    return render_template(
        "public/claim.html",
        public_links=ways(),
        check=check_of(found.payload, found, desk_name=name),
        jsonld=jsonld_of(found),
        language=found.payload.get("language", "en"),
        oembed=url_for("public.oembed", url=whole(page_of(found.publication))),
    )


@bp.get("/p/<public_id:public_id>.json")
@public
def as_json(public_id: str) -> ResponseReturnValue:
    """Give a check as data: the payload as it was kept, with its digest."""
    with desk().read() as session:
        found = _found(session, public_id)
        told: dict[str, Any] = {
            "url": whole(page_of(found.publication)),
            "revision": found.number,
            "sha256": found.sha256,
            "published": found.first_at.isoformat(),
            "modified": found.at.isoformat(),
            "corrections": [
                {"class": row.kind.value, "what": row.what, "why": row.why, "at": row.at.isoformat()}
                for row in found.corrections
            ],
        }
        gone = found.publication.withdrawn_at
        if gone is not None:
            told |= {"withdrawn": gone.isoformat(), "why": found.publication.withdrawn_why}
            return _json(told, status=410)
        told["check"] = found.payload
        if found.lines:
            told["lines"] = [
                {"number": line.number, "public_id": line.public_id, "check": line.payload}
                for line in found.lines
                if not line.withdrawn
            ]
        claimreview = jsonld_of(found)
        if claimreview is not None:
            told["claimreview"] = claimreview
        return _json(told)


def _json(told: dict[str, Any], *, status: int = 200, media_type: str = "application/json") -> Response:
    answer = Response(json.dumps(told, allow_nan=False, indent=1), status=status, mimetype=media_type)
    # Anybody may read what is public, from any page.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, "")[:10])
    except ValueError:
        return None


def _filters() -> Filters:
    def words(name: str) -> str:
        return request.args.get(name, "").replace("\x00", "").strip()[:_LONGEST_QUERY]

    return Filters(
        rating=words("rating"), words=words("q"), speaker=words("speaker"), since=_day("since"), until=_day("until")
    )


def _page_number() -> int:
    return min(max(number_arg("page", 1), 1), _LAST_PAGE)


def _query(filters: Filters) -> dict[str, Any]:
    given = {
        "q": filters.words,
        "speaker": filters.speaker,
        "rating": filters.rating,
        "since": filters.since.isoformat() if filters.since else "",
        "until": filters.until.isoformat() if filters.until else "",
    }
    return {name: value for name, value in given.items() if value}


@bp.get("/p")
@public
def index() -> ResponseReturnValue:
    """List published checks, filtered."""
    filters = _filters()
    query = _query(filters)
    with desk().read() as session:
        entries, total = public_index(session, filters, page=_page_number())
        pages = max(1, -(-total // PER_PAGE))
        here = min(_page_number(), pages)
        if here != _page_number():
            entries, total = public_index(session, filters, page=here)
        return render_template(
            "public/index.html",
            public_links=ways(),
            checks=[row_of(entry) for entry in entries],
            filters={
                "action": url_for("public.index"),
                "ratings": [(key, f"{label} ({count})") for key, label, count in ratings_in_use(session)],
                "rating": filters.rating,
                "speaker": filters.speaker,
                "words": filters.words,
                "since": query.get("since", ""),
                "until": query.get("until", ""),
                "any": bool(query),
            },
            page=here,
            pages=pages,
            total=total,
            per_page=PER_PAGE,
            url_of=lambda number: url_for("public.index", page=number, **query),
            feed_url=url_for("public.atom", **query),
            json_url=url_for("public.json_feed", **query),
        )


@bp.get("/p/feed.atom")
@public
def atom() -> ResponseReturnValue:
    """Give the index, filtered the same way, as an Atom feed."""
    filters = _filters()
    with desk().read() as session:
        settings = desk().settings
        text = atom_of_checks(
            feed_entries(session, filters),
            desk_name=settings.desk_name,
            language=settings.language,
            self_path=url_for("public.atom", **_query(filters)),
        )
    return Response(text, mimetype="application/atom+xml")


@bp.get("/p/feed.json")
@public
def json_feed() -> ResponseReturnValue:
    """Give the index, filtered the same way, as a JSON Feed."""
    filters = _filters()
    with desk().read() as session:
        settings = desk().settings
        text = json_feed_of(
            feed_entries(session, filters),
            desk_name=settings.desk_name,
            language=settings.language,
            self_path=url_for("public.json_feed", **_query(filters)),
        )
    answer = Response(text, mimetype="application/feed+json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@bp.get("/p/corrections")
@public
def corrections() -> ResponseReturnValue:
    """List what was corrected or withdrawn, newest first."""
    with desk().read() as session:
        changes, total = public_changes(session, page=_page_number())
        pages = max(1, -(-total // PER_PAGE))
        here = min(_page_number(), pages)
        if here != _page_number():
            changes, total = public_changes(session, page=here)
        return render_template(
            "public/corrections.html",
            public_links=ways(),
            changes=[change_of(change) for change in changes],
            page=here,
            pages=pages,
            total=total,
            url_of=lambda number: url_for("public.corrections", page=number),
            feed_url=url_for("public.corrections_atom"),
        )


@bp.get("/p/corrections.atom")
@public
def corrections_atom() -> ResponseReturnValue:
    """Give the list of corrections as an Atom feed."""
    with desk().read() as session:
        settings = desk().settings
        changes, _ = public_changes(session, per_page=_FEED_CHANGES)
        text = atom_of_changes(
            changes,
            desk_name=settings.desk_name,
            language=settings.language,
            self_path=url_for("public.corrections_atom"),
        )
    return Response(text, mimetype="application/atom+xml")


@bp.get("/p/methodology")
@public
def methodology() -> ResponseReturnValue:
    """Say how the desk checks, and what its ratings mean, in every version that was ever in force."""
    with desk().read() as session:
        return render_template("public/methodology.html", public_links=ways(), scales=all_scales(session))


@bp.get("/embed/<public_id:public_id>")
@public
def embed(public_id: str) -> ResponseReturnValue:
    """Show a check in little, for other people's pages."""
    with desk().read() as session:
        found = _found(session, public_id)
        if found.publication.subject is not Subject.CLAIM:
            abort(404)
        gone = found.publication.withdrawn_at
        answer = make_response(
            render_template(
                "public/embed.html",
                check=check_of(found.payload, found, desk_name=desk().settings.desk_name),
                withdrawn=day_words(desk_day(gone)) if gone else "",
                why=found.publication.withdrawn_why,
                language=found.payload.get("language", "en"),
            ),
            410 if gone else 200,
        )
    answer.headers["Content-Security-Policy"] = EMBED_POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@bp.get("/oembed")
@public
def oembed() -> ResponseReturnValue:
    """Answer oEmbed 1.0 for pages of ours, and only for those."""
    if request.args.get("format", "json") != "json":
        abort(501)
    given = urlsplit(request.args.get("url", "")[:2048])
    ours = urlsplit(site())
    match given.path.strip("/").split("/"):
        case ["p", public_id, *_] if (given.scheme, given.netloc) == (ours.scheme, ours.netloc):
            pass
        case _:
            abort(404)
    with desk().read() as session:
        found = _found(session, public_id)
        if found.publication.subject is not Subject.CLAIM or found.publication.withdrawn_at is not None:
            abort(404)
        frame = render_template(
            "public/oembed_frame.html",
            src=whole(url_for("public.embed", public_id=found.publication.public_id)),
            title=short(found.payload["claim"]),
        )
        name = desk().settings.desk_name
        return _json(
            {
                "version": "1.0",
                "type": "rich",
                "title": f"{found.payload['content']['label']}: {short(found.payload['claim'])}",
                "provider_name": name,
                "provider_url": site() + "/",
                "html": frame.strip(),
                "width": 600,
                "height": 320,
                "cache_age": 3600,
            }
        )
