"""From the right password to being signed in: what is asked next, and where it leads in the end."""

from datetime import datetime
from urllib.parse import urlsplit

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts import second_step
from coproduce.accounts.models import How, Person
from coproduce.accounts.second_step import Next
from coproduce.accounts.views import who
from coproduce.web.session import session


def proceed(person: Person, *, now: datetime, then: str, how: How = How.PASSWORD) -> ResponseReturnValue:
    """The first step was right: sign them in, or ask for the second step, or have them set one up.

    `how` is the first step: a password, or the word of a provider that does not speak of a second one.
    """
    following = second_step.next_after_password(
        person.role,
        is_set=second_step.is_set(session, person_id=person.id or 0),
        required=who.settings().sign_ins.second_step_required,
    )
    if following is Next.NOTHING:
        who.enter(person, how, now=now)
        return redirect(then, 303)
    who.enter_half_way(person, now=now)
    page = "second_step.code" if following is Next.CODE else "second_step.set_up"
    return redirect(url_for(page, next=then), 303)


def next_address(asked: str | None = None) -> str:
    """Where to go after signing in: a path of ours that was asked for, and nothing else."""
    asked = request.args.get("next", "") if asked is None else asked
    return asked if _is_ours(asked) else url_for("yousaid_manage.home")


def _is_ours(asked: str) -> bool:
    if not asked.isprintable() or not asked.startswith("/") or asked[1:2] in ("/", "\\"):
        return False
    try:
        parts = urlsplit(asked)
    except ValueError:  # an address that cannot be, such as one with half a bracket
        return False
    return not parts.scheme and not parts.netloc
