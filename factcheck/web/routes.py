"""List the desk's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.web.captures.views import bp as captures
from factcheck.web.claims.views import bp as claims
from factcheck.web.documents.views import bp as documents
from factcheck.web.evidence.views import bp as evidence
from factcheck.web.health.views import bp as health
from factcheck.web.origins.views import bp as origins
from factcheck.web.articles.claim_acts import bp as claim_acts
from factcheck.web.articles.views import bp as articles
from factcheck.web.dashboard.views import bp as dashboard
from factcheck.web.health.views import bp as health
from factcheck.web.queue.views import bp as queue
from factcheck.web.sign_in.views import bp as sign_in

if TYPE_CHECKING:
    from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (
    captures,
    claims,
    documents,
    evidence,
    health,
    origins,
    dashboard,
    articles,
    claim_acts,
    queue,
    sign_in,
)
