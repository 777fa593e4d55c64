"""List the desk's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.web.health.views import bp as health
from factcheck.web.log.views import bp as log
from factcheck.web.people.views import bp as people
from factcheck.web.public.views import bp as public
from factcheck.web.publishing.views import bp as publishing
from factcheck.web.scales.views import bp as scales
from factcheck.web.settings.views import bp as settings
from factcheck.web.sign_in.views import bp as sign_in
from factcheck.web.verdicts.views import bp as verdicts

if TYPE_CHECKING:
    from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    log,
    people,
    public,
    publishing,
    scales,
    settings,
    sign_in,
    verdicts,
)
