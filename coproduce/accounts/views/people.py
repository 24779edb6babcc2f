"""The pages on which an administrator looks after the people who sign in."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts import invitations, matching, people, sessions
from coproduce.accounts.access import only
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import By
from coproduce.accounts.views.people_forms import PersonForm, TitleForm, person_form, views_by_name
from coproduce.accounts.views.people_page import line, list_page, said
from coproduce.core import clock
from coproduce.web.session import session

bp = Blueprint("people", __name__, url_prefix="/manage/people", template_folder="../templates")
UNPROCESSABLE, CONFLICT = 422, 409


def by() -> By:
    """Whoever is signed in."""
    return By(current_user.person_id, current_user.email, current_user.role)


@bp.get("")
@only(Role.ADMIN)
def everybody() -> ResponseReturnValue:
    """Everybody who signs in, and who did."""
    page = list_page(
        people.everybody(session),
        invitations.unaccepted(session),
        last_sign_ins=people.last_sign_ins(session),
        with_second_step=people.with_second_step(session),
        now=clock.now(),
    )
    return render_template("accounts/people.html", page=page, done=said(request.args.get("done", "")))


@bp.get("/<int:person_id>")
@only(Role.ADMIN)
def one(person_id: int) -> ResponseReturnValue:
    """One person, to be changed."""
    person = _found(person_id)
    return _show(person, person_form(person, own=by().of(person)), done=request.args.get("done", ""))


@bp.post("/<int:person_id>")
@only(Role.ADMIN)
def change(person_id: int) -> ResponseReturnValue:
    """Keep another role or title."""
    person = _found(person_id)
    form = person_form(person, own=by().of(person), sent=request.form)
    if not form.validate():
        return _show(person, form), UNPROCESSABLE
    role = Role(form.role.data) if isinstance(form, PersonForm) else person.role
    title = form.title.data or ""
    return _act(
        person,
        lambda: people.change(session, person_id=person_id, role=role, title=title, by=by(), now=clock.now()),
        "changed",
        form,
    )


@bp.post("/<int:person_id>/deactivate")
@only(Role.ADMIN)
def deactivate(person_id: int) -> ResponseReturnValue:
    """Take somebody's sign-in away."""
    person = _found(person_id)
    return _act(
        person,
        lambda: people.deactivate(session, person_id=person_id, by=by(), now=clock.now()),
        "deactivated",
    )


@bp.post("/<int:person_id>/reactivate")
@only(Role.ADMIN)
def reactivate(person_id: int) -> ResponseReturnValue:
    """Let somebody sign in again."""
    person = _found(person_id)
    return _act(
        person,
        lambda: people.reactivate(session, person_id=person_id, by=by(), now=clock.now()),
        "reactivated",
    )


@bp.post("/<int:person_id>/sign-out")
@only(Role.ADMIN)
def sign_out(person_id: int) -> ResponseReturnValue:
    """End somebody's sign-ins everywhere."""
    who = by()
    return _act(
        _found(person_id),
        lambda: sessions.end_all(session, person_id=person_id, by=who.email, role=who.role_then, now=clock.now()),
        "ended",
    )


@bp.post("/<int:person_id>/second-step")
@only(Role.ADMIN)
def reset_second_step(person_id: int) -> ResponseReturnValue:
    """Let somebody who lost their phone set up a new one."""
    return _act(
        _found(person_id),
        lambda: people.reset_second_step(session, person_id=person_id, by=by(), now=clock.now()),
        "second_step_reset",
    )


@bp.post("/<int:person_id>/part")
@only(Role.ADMIN)
def part(person_id: int) -> ResponseReturnValue:
    """Forget who somebody is at the provider that they sign in through."""
    return _act(
        _found(person_id),
        lambda: matching.part(session, person_id=person_id, by=by(), now=clock.now()),
        "parted",
    )


def _found(person_id: int) -> Person:
    try:
        return people.find(session, person_id=person_id)
    except people.NoSuchPerson:
        abort(404)


def _act(
    person: Person, act: Callable[[], object], done: str, form: TitleForm | None = None
) -> ResponseReturnValue:
    """Do it and go back to the person, or say why it is not done."""
    try:
        act()
    except people.Oneself:
        problem = gettext("Nobody changes their own role or sign-in. Ask another administrator.")
    except people.LastAdministrator:
        problem = gettext(
            "This is the last administrator. Make somebody else an administrator first, then try again."
        )
    else:
        return redirect(url_for(".one", person_id=person.id, done=done), 303)
    return _show(person, form or person_form(person, own=by().of(person)), problem=problem), CONFLICT


def _show(person: Person, form: TitleForm, *, problem: str = "", done: str = "") -> str:
    return render_template(
        "accounts/person.html",
        person=line(person),
        own=by().of(person),
        has_second_step=person.id in people.with_second_step(session),
        is_joined=matching.is_joined(session, person_id=person.id or 0),
        fields=views_by_name(form),
        problem=problem,
        done=said(done),
    )
