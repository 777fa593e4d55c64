"""List the desk's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.web.captures.views import bp as captures
from factcheck.web.claims.views import bp as claims
from factcheck.web.documents.views import bp as documents
from factcheck.web.evidence.views import bp as evidence
from factcheck.web.health.views import bp as health
from factcheck.web.origins.views import bp as origins
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
    sign_in,
)
