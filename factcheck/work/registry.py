"""Name the handler of each kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.jobs import JobKind
from factcheck.work.drop_files import drop_files
from factcheck.work.fetch_draft import fetch_draft
from factcheck.work.fetch_hit import fetch_hit
from factcheck.work.group_sources import group_sources
from factcheck.work.read_upload import read_upload
from factcheck.work.run_lookup import run_lookup
from factcheck.work.send_notice import send_notice
from factcheck.work.split_draft import split_draft
from factcheck.work.watch_citation import watch_citation

if TYPE_CHECKING:
    from factcheck.work.handler import Handler

HANDLERS: dict[JobKind, Handler] = {
    JobKind.DROP_FILES: drop_files,
    JobKind.FETCH_DRAFT: fetch_draft,
    JobKind.FETCH_HIT: fetch_hit,
    JobKind.GROUP_SOURCES: group_sources,
    JobKind.READ_UPLOAD: read_upload,
    JobKind.RUN_LOOKUP: run_lookup,
    JobKind.SEND_NOTICE: send_notice,
    JobKind.SPLIT_DRAFT: split_draft,
    JobKind.WATCH_CITATION: watch_citation,
}
