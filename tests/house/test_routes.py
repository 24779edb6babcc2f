"""Every route says who may see it, and keeps its word for everybody else."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import Session
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from coproduce.accounts import access, looking
from coproduce.accounts.models import Role
from coproduce.accounts.people import COMMAND
from coproduce.config import Settings
from coproduce.core import clock
from tests.factories import person
from tests.pages import PageClient

SAMPLES: dict[str, object] = {"int": 1, "uuid": UUID(int=1), "string": "x", "default": "x", "path": "x"}

OF_AN_ACCOUNT = {"account", "own_password", "own_second_step"}
"""Pages of one's own account, which whoever looks through a link has not."""


def address_of(app: Flask, rule: Rule) -> str:
    """An address that this rule matches."""
    values = {name: SAMPLES[_kind(rule, name)] for name in rule.arguments}
    with app.test_request_context():
        built = rule.build(values)
    assert built is not None
    return built[1]


def _kind(rule: Rule, name: str) -> str:
    converter = rule._converters[name]
    if isinstance(converter, IntegerConverter):
        return "int"
    return "uuid" if isinstance(converter, UUIDConverter) else "string"


def closed_rules(app: Flask) -> list[tuple[Rule, frozenset[Role]]]:
    """The rules that only some roles may use."""
    found = []
    for rule in app.url_map.iter_rules():
        allowed = access.who_may_see(app, rule.endpoint)
        if not isinstance(allowed, str):
            found.append((rule, allowed))
    return found


@pytest.fixture
def looks(app: Flask, session: Session) -> PageClient:
    """A browser that looks through a link for inspectors."""
    _, token = looking.make(
        session, label="Inspection", days=1, unusable_hash="nobody-knows", by=COMMAND, now=clock.now()
    )
    session.commit()
    browser = PageClient(app)
    browser.send_form(f"/look/{token}", {})
    return browser


def method_of(rule: Rule) -> str:
    """The method to try it with."""
    return "POST" if "POST" in (rule.methods or ()) and "GET" not in (rule.methods or ()) else "GET"


def test_a_route_that_does_not_say_who_may_see_it_stops_the_application() -> None:
    app = Flask("forgetful")
    app.add_url_rule("/secret", endpoint="secret", view_func=lambda: "secret")

    with pytest.raises(access.RouteWithoutAccess, match="secret"):
        access.install(app)


def test_everything_below_manage_is_closed_to_families(app: Flask) -> None:
    open_to_all = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/manage") and isinstance(access.who_may_see(app, rule.endpoint), str)
    ]

    assert open_to_all == []


def test_families_are_asked_to_sign_in_wherever_a_role_is_needed(app: Flask, client: PageClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    closed = closed_rules(app)
    assert closed

    for rule, _ in closed:
        response = client.browser.open(address_of(app, rule), method=method_of(rule))
        assert response.status_code == 302, rule.rule
        assert "/sign-in" in response.headers["Location"]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_kept_out_of_what_is_not_its_own(
    app: Flask, signed_in_as: Callable[[Role], PageClient], role: Role
) -> None:
    browser = signed_in_as(role)
    app.config["WTF_CSRF_ENABLED"] = False

    for rule, allowed in closed_rules(app):
        status = browser.browser.open(address_of(app, rule), method=method_of(rule)).status_code
        if role in allowed:
            assert status not in (302, 403, 500) or method_of(rule) == "POST", (rule.rule, status)
        else:
            assert status == 403, (rule.rule, status)


def test_whoever_looks_through_a_link_sees_what_a_viewer_sees(app: Flask, looks: PageClient) -> None:
    for rule, allowed in closed_rules(app):
        if method_of(rule) == "GET":
            status = looks.browser.get(address_of(app, rule)).status_code
            closed = Role.VIEWER not in allowed or rule.endpoint.split(".")[0] in OF_AN_ACCOUNT
            assert (status == 403) is closed, (rule.rule, status)
            assert status not in (302, 500), rule.rule


def test_whoever_looks_through_a_link_sends_nothing_but_their_goodbye(app: Flask, looks: PageClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    tried = 0
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            if rule.endpoint != "accounts.sign_out":
                status = looks.browser.open(address_of(app, rule), method=method).status_code
                assert status == 403, (rule.rule, method, status)
                tried += 1
    assert tried > 20

    looks.open("/manage")
    looks.post("/sign-out", {})
    looks.open("/manage", status=302)


def test_an_officer_without_the_second_step_they_must_have_opens_nothing(
    app: Flask, session: Session, settings: Settings
) -> None:
    app.config["SETTINGS"] = replace(settings, sign_ins=replace(settings.sign_ins, second_step="required"))
    app.config["WTF_CSRF_ENABLED"] = False
    person(session, email="new@example.org", role=Role.OFFICER, password="plain-words-for-a-test")
    session.commit()
    browser = PageClient(app)
    begun = browser.post("/sign-in", {"email": "new@example.org", "password": "plain-words-for-a-test"})
    assert begun.response.headers["Location"].startswith("/sign-in/set-up")

    for rule, _ in closed_rules(app):
        answer = browser.browser.open(address_of(app, rule), method=method_of(rule))
        assert answer.status_code == 302, rule.rule
        assert "/sign-in" in answer.headers["Location"], rule.rule
