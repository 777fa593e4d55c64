"""List the desk's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.web.articles.claim_acts import bp as claim_acts
from factcheck.web.articles.views import bp as articles
from factcheck.web.autosave.views import bp as autosave
from factcheck.web.board.views import bp as board
from factcheck.web.bundle.views import bp as bundle
from factcheck.web.captures.views import bp as captures
from factcheck.web.challenges.report import bp as report
from factcheck.web.challenges.views import bp as challenges
from factcheck.web.changes.views import bp as changes
from factcheck.web.checking_copy.views import bp as checking_copy
from factcheck.web.citations.views import bp as citations
from factcheck.web.claims.views import bp as claims
from factcheck.web.clearance.views import bp as clearance
from factcheck.web.coverage.views import bp as coverage
from factcheck.web.dashboard.views import bp as dashboard
from factcheck.web.documents.views import bp as documents
from factcheck.web.drafts.views import bp as drafts
from factcheck.web.evidence.views import bp as evidence
from factcheck.web.guest.views import bp as guest
from factcheck.web.health.views import bp as health
from factcheck.web.help.views import bp as help_page
from factcheck.web.jobs.views import bp as jobs
from factcheck.web.keeping.views import bp as keeping
from factcheck.web.log.views import bp as log
from factcheck.web.notices.views import bp as notices
from factcheck.web.origins.views import bp as origins
from factcheck.web.people.views import bp as people
from factcheck.web.policy.views import bp as policy
from factcheck.web.public.views import bp as public
from factcheck.web.publishing.views import bp as publishing
from factcheck.web.queries.views import bp as queries
from factcheck.web.queue.views import bp as queue
from factcheck.web.replies.views import bp as replies
from factcheck.web.scales.views import bp as scales
from factcheck.web.settings.views import bp as settings
from factcheck.web.sheets.views import bp as sheets
from factcheck.web.sign_in.views import bp as sign_in
from factcheck.web.statistics.views import bp as statistics
from factcheck.web.suggestions.views import bp as suggestions
from factcheck.web.time_watch.views import bp as times
from factcheck.web.verdicts.views import bp as verdicts
from factcheck.web.verdicts.vote import bp as votes

if TYPE_CHECKING:
    from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (
    articles,
    autosave,
    board,
    bundle,
    captures,
    challenges,
    changes,
    checking_copy,
    citations,
    claim_acts,
    claims,
    clearance,
    coverage,
    dashboard,
    documents,
    drafts,
    evidence,
    guest,
    health,
    help_page,
    keeping,
    jobs,
    log,
    notices,
    origins,
    people,
    policy,
    public,
    publishing,
    queries,
    queue,
    replies,
    report,
    scales,
    settings,
    sheets,
    sign_in,
    statistics,
    suggestions,
    times,
    verdicts,
    votes,
)

#: Forms for everybody, on pages that set no cookie: there is no session that a forged request could act in.
WITHOUT_TOKEN: tuple[Blueprint, ...] = (report,)
