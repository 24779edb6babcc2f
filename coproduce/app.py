"""Puts the application together. Only this module knows every feature."""

import os
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from whitenoise import WhiteNoise

from coproduce.accounts import access
from coproduce.accounts.feature import FEATURE as ACCOUNTS
from coproduce.accounts.views import who
from coproduce.config import Settings
from coproduce.core import db
from coproduce.demo.feature import FEATURE as DEMO
from coproduce.home.feature import FEATURE as HOME
from coproduce.insight.feature import FEATURE as INSIGHT
from coproduce.office.feature import FEATURE as OFFICE
from coproduce.outbox.feature import FEATURE as OUTBOX
from coproduce.plan.feature import FEATURE as PLAN
from coproduce.rights.feature import FEATURE as RIGHTS
from coproduce.rights.feature import nightly_purge
from coproduce.safeguarding.feature import FEATURE as SAFEGUARDING
from coproduce.voice.feature import FEATURE as VOICE
from coproduce.web import (
    acts,
    assets,
    errors,
    headers,
    hosts,
    leaving,
    limits,
    locale,
    menu,
    panels,
    request_id,
    sample,
    session,
    sources,
)
from coproduce.web.addresses import RowId
from coproduce.web.bounded import BoundedRequest
from coproduce.web.feature import Feature
from coproduce.web.forms import csrf
from coproduce.yousaid.feature import FEATURE as YOUSAID
from surveys.feature import FEATURE as SURVEYS

FEATURES: tuple[Feature, ...] = (
    OUTBOX,
    ACCOUNTS,
    PLAN,
    VOICE,
    SAFEGUARDING,
    SURVEYS,
    YOUSAID,
    INSIGHT,
    HOME,
    OFFICE,
    RIGHTS,
    DEMO,
)
LARGEST_POST = 256 * 1024
MOST_PARTS = 500
ROOT = Path(__file__).parent.parent


def create_app(settings: Settings | None = None, *, engine: Engine | None = None) -> Flask:
    """The application with these settings, or with those of the environment. Raises UnsafeSettings.

    `engine` is one that is open already, on the database of the settings; else one is opened.
    """
    settings = settings or Settings.from_environment(os.environ)
    app = Flask("coproduce", static_folder="web/static", template_folder="web/templates")
    app.request_class = BoundedRequest
    app.url_map.converters["int"] = RowId
    _configure(app, settings)
    session.install(app, engine or db.open_engine(settings.sqlalchemy_url))
    locale.install(app, translations=str(ROOT / "translations"))
    headers.install(app, https=settings.is_production)
    assets.install(app)
    leaving.install(app)
    sample.install(app)
    errors.install(app)
    request_id.install(app)
    hosts.install(app, settings)
    limits.install(app, settings)
    who.install(app)
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        for command in feature.commands:
            app.cli.add_command(command)
    rules = [rule for feature in FEATURES for rule in feature.retention]
    app.extensions["retention"] = rules
    app.extensions["jobs"] = [*(job for feature in FEATURES for job in feature.jobs), nightly_purge(rules)]
    app.extensions["messages"] = {kind.template: kind for feature in FEATURES for kind in feature.messages}
    app.extensions["replays"] = [replay for feature in FEATURES for replay in feature.replays]
    acts.install(app, (feature.acts for feature in FEATURES))
    sources.install(app, (feature.sources for feature in FEATURES))
    menu.install(app, [entry for feature in FEATURES for entry in feature.menu], may_see=access.may_see)
    panels.install(app, [panel for feature in FEATURES for panel in feature.panels])
    access.install(app)
    csrf.init_app(app)  # after the guard: whoever was signed out is asked to sign in, not told of a token
    _serve_static(app, https=settings.is_production)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        MAX_FORM_PARTS=MOST_PARTS,
        # With this prefix browsers take a cookie only over https, for this one name and all its pages.
        SESSION_COOKIE_NAME="__Host-session" if settings.is_production else "session",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"area_name": settings.area_name})


def _serve_static(app: Flask, *, https: bool) -> None:
    lines = headers.for_files(https=https).items()
    # Built files carry their hash in their name, so browsers may keep them for good.
    static = Path(__file__).parent / "web" / "static"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=static,
        prefix="static/",
        max_age=3600,
        immutable_file_test=_is_hashed,
        allow_all_origins=False,
        add_headers_function=lambda found, _path, _url: [found.add_header(*line) for line in lines],
    )


def _is_hashed(_path: str, url: str) -> bool:
    return url.startswith("/static/dist/")
