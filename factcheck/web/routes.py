"""List the desk's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.web.articles.claim_acts import bp as claim_acts
from factcheck.web.articles.views import bp as articles
from factcheck.web.dashboard.views import bp as dashboard
from factcheck.web.health.views import bp as health
from factcheck.web.queue.views import bp as queue
from factcheck.web.sign_in.views import bp as sign_in

if TYPE_CHECKING:
    from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    dashboard,
    articles,
    claim_acts,
    queue,
    sign_in,
)
