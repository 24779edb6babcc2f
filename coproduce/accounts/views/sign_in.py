"""The pages to sign in and out."""

import hashlib
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from coproduce.accounts.access import anyone
from coproduce.accounts.forms import SignInForm
from coproduce.accounts.models import Person, Role
from coproduce.accounts.sign_in import check_password
from coproduce.web.forms import field_views
from coproduce.web.session import reading, session

bp = Blueprint("accounts", __name__, template_folder="../templates")


class SignedIn(UserMixin):
    """The signed-in person as pages and guards see them."""

    def __init__(self, person: Person) -> None:
        self.person_id = person.id
        self.role: Role = person.role
        self.email = person.email
        self.title = person.title
        self.password_hash = person.password_hash

    def get_id(self) -> str:
        """The id kept in the session; a new password makes it stale, which ends every session."""
        seal = hashlib.sha256(self.password_hash.encode()).hexdigest()[:16]
        return f"{self.person_id}:{seal}"


def install(app: Flask) -> None:
    """Know who is signed in."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)
    app.context_processor(
        lambda: {"current_person": current_user if current_user.is_authenticated else None},
    )


def _load(kept: str) -> SignedIn | None:
    person_id, _, _seal = kept.partition(":")
    person = session.get(Person, int(person_id)) if person_id.isdigit() else None
    if person is None or not person.active:
        return None
    signed_in = SignedIn(person)
    return signed_in if signed_in.get_id() == kept else None


def _next_address(asked: str | None) -> str:
    """Where to go after signing in: a path of ours, and nothing else."""
    parts = urlsplit(asked or "")
    ours = (
        asked
        and asked.isprintable()
        and not parts.scheme
        and not parts.netloc
        and asked.startswith("/")
        and asked[1:2] not in ("/", "\\")
    )
    return asked if ours and asked else url_for("yousaid_manage.home")


@bp.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """The form."""
    return render_template("accounts/sign_in.html", fields=list(field_views(SignInForm())))


@bp.post("/sign-in")
@anyone
def sign_in_post() -> ResponseReturnValue:
    """Sign in, or say that the two do not belong together."""
    form = SignInForm(request.form)
    problem = ""
    if form.validate():
        cheap = current_app.config["SETTINGS"].cheap_passwords
        # Apart from the request's transaction: a slow hash must not hold SQLite's one write lock.
        with reading() as reader:
            person = check_password(
                reader, email=form.email.data or "", password=form.password.data or "", cheap=cheap
            )
        if person:
            login_user(SignedIn(person))
            return redirect(_next_address(request.args.get("next")), 303)
        problem = gettext("That email address and password do not belong together. Check both and try again.")
    form.password.data = ""
    return render_template("accounts/sign_in.html", fields=list(field_views(form)), problem=problem), 422


@bp.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    logout_user()
    return redirect(url_for("home.home"), 303)
