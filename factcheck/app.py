"""Put the desk together: the only place where everything meets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from factcheck.db import Database
from factcheck.fetch.blob_store import blob_store
from factcheck.resources import folder
from factcheck.secret import read_secret
from factcheck.web.access import guard
from factcheck.web.converters import IdConverter, PublicIdConverter
from factcheck.web.desk import EXTENSION, Desk
from factcheck.web.errors import register_errors
from factcheck.web.frame import register_frame
from factcheck.web.headers import add_headers, name_request
from factcheck.web.origin_check import check_origin
from factcheck.web.received import DeskRequest
from factcheck.web.routes import BLUEPRINTS, WITHOUT_TOKEN

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.db import Carrier

_MEGABYTE = 1024 * 1024
_MOST_FORM_PARTS = 5_000


def create_app(settings: Settings, *, carrier: Carrier | None = None, testing: bool = False) -> Flask:
    """Return the web application; `carrier` tells workers of owed jobs (the sweeper finds what it loses)."""
    app = Flask("factcheck", template_folder=str(folder("templates")), static_folder=str(folder("static")))
    app.request_class = DeskRequest
    secure = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=read_secret(settings.secret_file),
        TESTING=testing,
        SESSION_COOKIE_NAME="__Host-desk" if secure else "desk",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        MAX_CONTENT_LENGTH=settings.max_upload_mb * _MEGABYTE,
        MAX_FORM_MEMORY_SIZE=settings.max_upload_mb * _MEGABYTE,
        MAX_FORM_PARTS=_MOST_FORM_PARTS,
        WTF_CSRF_TIME_LIMIT=settings.session_hours * 3600,
        WTF_CSRF_SSL_STRICT=False,  # Origin and fetch metadata are checked by us, on plain http too
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = False
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["public_id"] = PublicIdConverter
    app.url_map.strict_slashes = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask's documentation does

    app.extensions[EXTENSION] = Desk(
        db=Database(settings.database, carrier=carrier), settings=settings, blobs=blob_store(settings)
    )
    app.before_request(name_request)
    app.before_request(check_origin)
    tokens = CSRFProtect(app)
    for blueprint in WITHOUT_TOKEN:
        tokens.exempt(blueprint)
    app.before_request(guard)
    app.after_request(add_headers)
    register_frame(app)
    with app.app_context():
        register_errors(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
