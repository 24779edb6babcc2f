"""No other site can press a button here: every POST wants the token of its browser's session, but two."""

from flask import Flask

from coproduce.accounts import access
from coproduce.web.forms import csrf
from tests.house.test_routes import address_of

WITHOUT = {"coproduce.home.views.stop.stop", "surveys.offline.views.tablet.send"}
"""Stopping messages with one click (RFC 8058): mail programs press it; its address holds a token of its own. And
what a tablet sends long after its page was shown: it holds a pass, and only this server can open it."""


def test_only_what_brings_a_proof_of_its_own_goes_without(app: Flask) -> None:
    assert csrf._exempt_views == WITHOUT
    assert csrf._exempt_blueprints == set()


def test_a_post_without_a_token_is_refused_at_every_address_for_everybody(app: Flask) -> None:
    client = app.test_client()
    app.testing = False  # answered as on a server, also where an error follows an error
    tried = 0
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        is_open = isinstance(access.who_may_see(app, rule.endpoint), str)
        if "POST" in (rule.methods or ()) and is_open and f"{view.__module__}.{view.__name__}" not in WITHOUT:
            assert client.post(address_of(app, rule)).status_code in (400, 404, 422), rule.rule
            tried += 1
    assert tried
