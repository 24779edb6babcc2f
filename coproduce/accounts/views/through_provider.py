"""Signing in through the council's own accounts: off to the provider, and back.

The way back is a GET, because the provider sends the browser with one; it writes all the same. That is safe here
alone: it does nothing without the question that this very browser asked a moment ago, and that is good once.
"""

import logging

import flask
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts import provider
from coproduce.accounts.access import anyone
from coproduce.accounts.matching import NotOneOfUs, match
from coproduce.accounts.models import How
from coproduce.accounts.passwords import no_password
from coproduce.accounts.provider import Client, Confirmed, ProviderDown, ProviderRefused, Question
from coproduce.accounts.views import who
from coproduce.accounts.views.entering import next_address, proceed
from coproduce.core import clock, db
from coproduce.web.session import session

bp = Blueprint("provider", __name__, url_prefix="/sign-in/provider", template_folder="../templates")
KEPT = "provider"
FORBIDDEN, UNAVAILABLE = 403, 503

log = logging.getLogger("coproduce")


@bp.get("")
@anyone
def ask() -> ResponseReturnValue:
    """Send the browser to the provider, and let it remember what it asked."""
    client = _client()
    try:
        address, question = provider.ask(client, now=clock.now())
    except ProviderDown as error:
        return _down(error)
    flask.session[KEPT] = {"question": question.to_keep(), "next": request.args.get("next", "")}
    return redirect(address)


@bp.get("/back")
@anyone
def back() -> ResponseReturnValue:
    """Hear who it is from the provider, and sign them in if they are one of us."""
    client, kept = _client(), flask.session.pop(KEPT, None)
    asked = kept if isinstance(kept, dict) else {}
    try:
        question = Question.kept(asked.get("question"))
        confirmed = provider.hear(client, question, request.args, now=clock.now())
        return _enter(confirmed, then=next_address(str(asked.get("next") or "")))
    except ProviderDown as error:
        return _down(error)
    except ProviderRefused:
        return render_template("accounts/provider_refused.html", problem="refused"), FORBIDDEN
    except NotOneOfUs:
        return render_template("accounts/provider_refused.html", problem="not_one_of_us"), FORBIDDEN


def _enter(confirmed: Confirmed, *, then: str) -> ResponseReturnValue:
    now = clock.now()
    db.begin_writing(session)
    person = match(session, confirmed, unusable_hash=no_password(), now=now)
    if confirmed.second_step:
        who.enter(person, How.OIDC, now=now)
        answer: ResponseReturnValue = redirect(then, 303)
    else:
        answer = proceed(person, now=now, then=then, how=How.OIDC)
    session.commit()
    return answer


def _client() -> Client:
    oidc = who.settings().oidc
    if not oidc.is_on:
        abort(404)
    # Our address comes from the settings: a Host header is anybody's word.
    address = who.settings().base_url + url_for("provider.back")
    return Client(oidc.issuer, oidc.client_id, oidc.client_secret, address)


def _down(error: ProviderDown) -> ResponseReturnValue:
    log.warning("The provider for signing in cannot be used: %s", error)
    return render_template("accounts/provider_refused.html", problem="down"), UNAVAILABLE
