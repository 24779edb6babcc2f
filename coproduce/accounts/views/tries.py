"""Counting guesses at the edge: whose they are, where they come from, and the page that says how long to wait."""

import math
from datetime import datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from coproduce.accounts import throttle
from coproduce.accounts.sign_in import find_person, tidy_email
from coproduce.accounts.throttle import Try
from coproduce.accounts.views import known_browser, who
from coproduce.core import audit, db
from coproduce.web.session import engine, session

PASSWORD, CODE, PASSWORD_AGAIN, CODE_AGAIN = "password", "code", "password again", "code again"
TOO_MANY = 429
A_MINUTE = timedelta(minutes=1)


def take(what: str, *, email: str, now: datetime) -> Try:
    """Count a guess at somebody's password or code, in a transaction of its own: what fails is rolled back."""
    counted = throttle.counted_for(
        secret=who.settings().secret_key,
        what=what,
        account=tidy_email(email),
        network=throttle.network_of(request.remote_addr) if what == PASSWORD else "",
        known_browser=known_browser.known_for(email),
    )
    with db.transaction(engine()) as apart:
        return throttle.take(apart, counted=counted, now=now)


def fail(tried: Try, what: str, *, email: str, now: datetime) -> None:
    """It was wrong. The one after which they must wait is put on record, and none of the others."""
    if not tried.last_free:
        return
    with db.transaction(engine()) as apart:
        person = find_person(apart, email=email)
        audit.record(
            apart,
            act="sign-in.refused",
            by="unknown",
            about=f"person:{person.id}" if person else "",  # never what was typed: that may be a password
            facts={"what": what},
            now=now,
        )


def succeed(tried: Try) -> None:
    """It was right: they may begin anew."""
    throttle.succeed(session, tried)


def forgive(tried: Try) -> None:
    """As `succeed`, in a transaction of its own, for a page that may yet find another fault."""
    with db.transaction(engine()) as apart:
        throttle.succeed(apart, tried)


def wait_page(wait: timedelta) -> ResponseReturnValue:
    """How long to wait, the same for a right and a wrong password."""
    page = render_template("accounts/wait.html", words=in_words(wait), again=request.full_path.rstrip("?"))
    return page, TOO_MANY, {"Retry-After": str(math.ceil(wait.total_seconds()))}


def in_words(wait: timedelta) -> str:
    """The wait as people say it, never too short."""
    if wait < A_MINUTE:
        seconds = max(math.ceil(wait.total_seconds()), 1)
        return ngettext("Wait %(num)s second, then try again.", "Wait %(num)s seconds, then try again.", seconds)
    minutes = math.ceil(wait / A_MINUTE)
    return ngettext("Wait %(num)s minute, then try again.", "Wait %(num)s minutes, then try again.", minutes)
