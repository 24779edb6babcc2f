"""Who is in front of the browser. The one door to Flask-Login, which the guards and pages ask (`current_user`).

A family's browser has no token and costs no query. A token is looked up before the page does anything, apart from
the page's own transaction.
"""

from datetime import datetime, timedelta
from typing import cast

import flask
from flask import Flask, Request, current_app, g
from flask_login import LoginManager, UserMixin, current_user

from coproduce.accounts import sessions, sign_in, unsent
from coproduce.accounts.models import How, Person, Role
from coproduce.accounts.second_step import Next, next_after_password
from coproduce.accounts.sessions import Gone, Limits, Live
from coproduce.accounts.views import known_browser
from coproduce.config import Settings
from coproduce.core import clock, db
from coproduce.web import locale
from coproduce.web.session import engine, reading, session

TOKEN = "sign_in"  # noqa: S105 # nosec B105 # the name under which the cookie keeps it
HALF_WAY = "half_way"
WHY = "signed_out"


class SignedIn(UserMixin):
    """The signed-in person as pages and guards see them."""

    def __init__(self, found: Live) -> None:
        self.person_id = found.person.id
        self.role: Role = found.person.role
        self.email = found.person.email
        self.title = found.person.title
        self.sign_in_id = found.sign_in.id
        self.how = found.sign_in.how
        self.expires_at = found.sign_in.expires_at
        self.has_account = found.sign_in.how is not How.INSPECTOR_LINK
        self.has_second_step = found.has_second_step


def install(app: Flask) -> None:
    """Know who is signed in, before anything else is done for them."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(_load)
    app.before_request(_know)
    app.context_processor(lambda: {"current_person": current_user if current_user.is_authenticated else None})


def enter(person: Person, how: How, *, now: datetime, expires_at: datetime | None = None) -> None:
    """Sign somebody in, in this browser: a new token, and nothing left of whoever used the browser before."""
    kept = unsent.kept_over_sign_in()
    leave(now=now)
    flask.session.update(kept)
    known_browser.remember(person.email)
    if how is not How.INSPECTOR_LINK:
        sign_in.remember_language(session, person_id=person.id or 0, language=locale.current().code)
    flask.session[TOKEN] = sessions.start(session, person=person, how=how, now=now, expires_at=expires_at)


def enter_half_way(person: Person, *, now: datetime) -> None:
    """The password was right, and nothing opens yet but the second step."""
    kept = unsent.kept_over_sign_in()
    leave(now=now)
    flask.session.update(kept)
    sign_in.remember_language(session, person_id=person.id or 0, language=locale.current().code)
    flask.session[HALF_WAY] = sessions.start(session, person=person, how=How.PASSWORD, now=now, half_way=True)


def half_way(*, now: datetime) -> Live | None:
    """Whoever has given the right password in this browser and is still to give the second step."""
    token = flask.session.get(HALF_WAY)
    if not isinstance(token, str):
        return None
    with db.reading(engine()) as reader:
        found = sessions.look_up(reader, token=token, now=now, limits=limits(), half_way=True)
    if isinstance(found, Gone):
        del flask.session[HALF_WAY]
        flask.session[WHY] = Gone.UNFINISHED.value
        return None
    return found


def leave(*, now: datetime) -> None:
    """End the sign-in of this browser on the server, finished or not, and forget it here."""
    if current_user.is_authenticated:
        sessions.end(
            session,
            sign_in_id=current_user.sign_in_id,
            person_id=current_user.person_id,
            by=current_user.email,
            role=current_user.role.value,
            now=now,
        )
    begun = half_way(now=now)
    if begun is not None:
        one = begun.sign_in
        sessions.end(session, sign_in_id=one.id or 0, person_id=one.person_id, by=begun.person.email, now=now)
    flask.session.clear()


def why_out() -> Gone | None:
    """Why somebody who was signed in here no longer is; told once."""
    kept = flask.session.pop(WHY, None)
    return Gone(kept) if kept in set(Gone) else None


def settings() -> Settings:
    """The application's settings."""
    return cast(Settings, current_app.config["SETTINGS"])


def limits() -> Limits:
    """When a sign-in ends by itself."""
    told = settings().sign_ins
    return Limits(idle=timedelta(minutes=told.idle_minutes), longest=timedelta(hours=told.longest_hours))


def _know() -> None:
    # Before the page's own transaction: on SQLite that may hold the write lock, and noting the time needs it.
    if TOKEN in flask.session:
        _ = current_user.is_authenticated


def _load(_request: Request) -> SignedIn | None:
    token = flask.session.get(TOKEN)
    if not isinstance(token, str) or "who_was_asked" in g:
        return None  # a page that says what went wrong must not ask a database that failed to answer
    g.who_was_asked = True
    now = clock.now()
    with reading() as reader:
        found = sessions.look_up(reader, token=token, now=now, limits=limits())
    if isinstance(found, Live) and _lacks_second_step(found):
        found = Gone.CHANGED
    if isinstance(found, Gone):
        del flask.session[TOKEN]
        flask.session[WHY] = found.value
        return None
    if sessions.is_due_to_be_seen(found.sign_in, now=now) and found.sign_in.id is not None:
        with db.transaction(engine()) as apart:
            sessions.see(apart, sign_in_id=found.sign_in.id, now=now)
    return SignedIn(found)


def _lacks_second_step(found: Live) -> bool:
    """A password alone, where more is asked by now: the settings were changed, or a second step was set up."""
    if found.sign_in.how is not How.PASSWORD:
        return False
    required = settings().sign_ins.second_step_required
    following = next_after_password(found.person.role, is_set=found.has_second_step, required=required)
    return following is not Next.NOTHING
