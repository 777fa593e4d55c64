"""List the desk's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.web.health.views import bp as health
from factcheck.web.sign_in.views import bp as sign_in

if TYPE_CHECKING:
    from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    sign_in,
)
