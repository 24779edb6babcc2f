"""Who may see a route. Every route says so; one that does not stops the application from starting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts import unsent
from coproduce.accounts.models import Role
from coproduce.web.session import READS

View = TypeVar("View", bound=Callable[..., Any])
MARK = "who_may_see"
EVERYBODY = "everybody"
SIGN_OUT = "accounts.sign_out"


@dataclass(frozen=True, slots=True)
class Route:
    """An address, the methods it takes, and the roles it is open to; None for everybody."""

    address: str
    methods: str
    roles: frozenset[Role] | None


class RouteWithoutAccess(RuntimeError):
    """A route does not say who may see it."""


def anyone(view: View) -> View:
    """Families, without an account."""
    setattr(view, MARK, EVERYBODY)
    return view


def only(*roles: Role) -> Callable[[View], View]:
    """People who sign in with one of these roles."""

    def say(view: View) -> View:
        setattr(view, MARK, frozenset(roles))
        return view

    return say


def who_may_see(app: Flask, endpoint: str) -> str | frozenset[Role]:
    """EVERYBODY or the roles. Raises RouteWithoutAccess."""
    if endpoint == "static":
        return EVERYBODY
    found: str | frozenset[Role] | None = getattr(app.view_functions[endpoint], MARK, None)
    if found is None:
        raise RouteWithoutAccess(f"The route '{endpoint}' does not say who may see it: add @anyone or @only(...).")
    return found


def may_see(endpoint: str) -> bool:
    """Whether whoever is in front of the browser may open this route, so that no link leads to a closed page."""
    allowed = who_may_see(current_app, endpoint)
    return isinstance(allowed, str) or (current_user.is_authenticated and current_user.role in allowed)


def routes() -> list[Route]:
    """Every address of this application."""
    found = []
    for rule in current_app.url_map.iter_rules():
        allowed = who_may_see(current_app, rule.endpoint)
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        found.append(Route(rule.rule, methods, None if isinstance(allowed, str) else allowed))
    return found


def install(app: Flask) -> None:
    """Check every route now, and every request when it comes."""
    for rule in app.url_map.iter_rules():
        who_may_see(app, rule.endpoint)
    app.before_request(_guard)


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    allowed = who_may_see(current_app, request.endpoint)
    if request.method not in READS and request.endpoint != SIGN_OUT and _only_looks():
        abort(403)
    if isinstance(allowed, str):
        return None
    if not current_user.is_authenticated:
        return unsent.page() or redirect(url_for("accounts.sign_in", next=_page_asked_for()))
    if current_user.role not in allowed:
        abort(403)
    if request.method not in READS:
        unsent.is_sent()
    return None


def _only_looks() -> bool:
    """Whoever holds a link for inspectors changes nothing, on a family's page neither."""
    return bool(current_user.is_authenticated and not current_user.has_account)


def _page_asked_for() -> str:
    """The page to show once they have signed in: for a form that was sent, the page with the form."""
    if request.method in READS:
        return request.full_path.rstrip("?")
    try:
        sent_from = urlsplit(request.referrer or "")
    except ValueError:  # anybody may send what is no address
        return "/manage"
    # Its path alone, so that nobody is led to another site.
    return sent_from.path + (f"?{sent_from.query}" if sent_from.query else "") or "/manage"
