"""Write feeds: Atom and JSON Feed of checks, Atom of corrections."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from feedgenerator import Atom1Feed

from factcheck.models.base import utc_now
from factcheck.web.public.links import page_of, site, whole
from factcheck.web.public.present import CLASS_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.services.public_read import Change, Entry

# XML 1.0 cannot hold these at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", words)


def _title(entry: Entry) -> str:
    claim = str(entry.payload["claim"])
    if entry.publication.withdrawn_at:
        return f"Withdrawn: {claim}"
    return f"{entry.payload['content']['label']}: {claim}"


def _text(entry: Entry) -> str:
    return entry.publication.withdrawn_why if entry.publication.withdrawn_at else str(entry.payload["summary"])


def _atom(of: str, path: str, desk_name: str, language: str, self_path: str) -> Atom1Feed:
    return Atom1Feed(
        title=plain(f"{desk_name}: {of}"),
        link=site() + path,
        description="",
        language=language,
        feed_url=whole(self_path),
        author_name=plain(desk_name),
    )


def atom_of_checks(entries: Sequence[Entry], *, desk_name: str, language: str, self_path: str) -> str:
    """Return an Atom feed of checks."""
    feed = _atom("checks", "/p", desk_name, language, self_path)
    for entry in entries:
        feed.add_item(
            title=plain(_title(entry)),
            link=whole(page_of(entry.publication)),
            description=plain(_text(entry)),
            # Stable however often the page is corrected, so that readers see one entry change.
            unique_id=f"{site()}/p/{entry.publication.public_id}",
            pubdate=entry.first_at,
            updateddate=entry.publication.withdrawn_at or entry.at,
        )
    return _written(feed)


def atom_of_changes(changes: Sequence[Change], *, desk_name: str, language: str, self_path: str) -> str:
    """Return an Atom feed of corrections and withdrawals."""
    feed = _atom("corrections", "/p/corrections", desk_name, language, self_path)
    for change in changes:
        feed.add_item(
            title=plain(f"{CLASS_WORDS[change.kind]}: {change.title}"),
            link=whole(page_of(change.publication)),
            description=plain(f"{change.what} {change.why}"),
            unique_id=f"{site()}/p/{change.publication.public_id}#{change.kind}-{change.at.isoformat()}",
            pubdate=change.at,
            updateddate=change.at,
        )
    return _written(feed)


def _written(feed: Any) -> str:
    if not feed.items:
        # The library takes "now" for an empty feed; said outright, so that it is ours.
        feed.feed["updated"] = utc_now()
    return str(feed.writeString("utf-8"))


def json_feed_of(entries: Sequence[Entry], *, desk_name: str, language: str, self_path: str) -> str:
    """Return a JSON Feed 1.1 of checks."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{desk_name}: checks",
            "home_page_url": site() + "/p",
            "feed_url": whole(self_path),
            "language": language,
            "items": [
                {
                    "id": f"{site()}/p/{entry.publication.public_id}",
                    "url": whole(page_of(entry.publication)),
                    "title": _title(entry),
                    "content_text": _text(entry) or _title(entry),
                    "date_published": entry.first_at.isoformat(),
                    "date_modified": (entry.publication.withdrawn_at or entry.at).isoformat(),
                    "tags": [entry.payload["content"]["label"]],
                }
                for entry in entries
            ],
        },
        allow_nan=False,
    )
