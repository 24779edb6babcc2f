"""Whom to ask when a page is not for one's sign-in."""

from flask import render_template
from flask_login import current_user
from sqlmodel import col, select

from coproduce.accounts.models import Person, Role
from coproduce.web.session import session


def administrators() -> str:
    """The administrators' addresses, for people who sign in; families and read-only links see none."""
    if not current_user.is_authenticated or not current_user.has_account:
        return ""
    active = select(Person.email).where(Person.role == Role.ADMIN, col(Person.active)).order_by(col(Person.email))
    emails = session.exec(active).all()
    return render_template("accounts/_who_to_ask.html", emails=emails) if emails else ""
