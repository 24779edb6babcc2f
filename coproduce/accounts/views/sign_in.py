"""The pages to sign in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from coproduce.accounts.access import anyone
from coproduce.accounts.forms import SignInForm
from coproduce.accounts.sessions import Gone
from coproduce.accounts.sign_in import check_password
from coproduce.accounts.views import entering, tries, who
from coproduce.core import clock, db
from coproduce.web.forms import field_views
from coproduce.web.session import engine

bp = Blueprint("accounts", __name__, template_folder="../templates")
SIGNED_OUT = "signed-out"


@bp.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """The form, and why somebody who was signed in sees it again."""
    said = gettext("You are signed out.") if request.args.get("done") == SIGNED_OUT else ""
    return _form(SignInForm(), notice=_why(who.why_out()) or said)


@bp.post("/sign-in")
@anyone
def sign_in_post() -> ResponseReturnValue:
    """Sign in, or say that the two do not belong together, or how long to wait."""
    form, now = SignInForm(request.form), clock.now()
    if not form.validate():
        return _form(form), 422
    email, password = form.email.data or "", form.password.data or ""
    tried = tries.take(tries.PASSWORD, email=email, now=now)
    if tried.wait:
        return tries.wait_page(tried.wait)
    # Apart from the request's transaction: a slow hash must not hold SQLite's one write lock.
    with db.reading(engine()) as reader:
        person = check_password(reader, email=email, password=password, cheap=who.settings().cheap_passwords)
    if person is None:
        tries.fail(tried, tries.PASSWORD, email=email, now=now)
        wrong = gettext("That email address and password do not belong together. Check both and try again.")
        return _form(form, wrong), 422
    tries.succeed(tried)
    return entering.proceed(person, now=now, then=entering.next_address())


@bp.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """Sign out, on the server too: a copy of the cookie opens nothing any more."""
    who.leave(now=clock.now())
    return redirect(url_for(".sign_in", done=SIGNED_OUT), 303)


def _form(form: SignInForm, problem: str = "", *, notice: str = "") -> str:
    form.password.data = ""
    provider_url = url_for("provider.ask", next=request.args.get("next")) if who.settings().oidc.is_on else ""
    return render_template(
        "accounts/sign_in.html",
        fields=list(field_views(form)),
        notice=notice,
        problem=problem,
        provider_url=provider_url,
    )


def _why(gone: Gone | None) -> str:
    minutes, hours = who.settings().sign_ins.idle_minutes, who.settings().sign_ins.longest_hours
    if gone is None:
        return ""
    if gone is Gone.IDLE:
        return ngettext(
            "You were signed out because nothing happened for %(num)s minute.",
            "You were signed out because nothing happened for %(num)s minutes.",
            minutes,
        )
    if gone is Gone.TOO_LONG:
        return ngettext(
            "You were signed out because %(num)s hour has passed since you signed in.",
            "You were signed out because %(num)s hours have passed since you signed in.",
            hours,
        )
    if gone is Gone.UNFINISHED:
        return gettext("Signing in took too long. Begin again.")
    if gone is Gone.TIME_UP:
        return gettext("You were signed out because the time of your link is over.")
    if gone is Gone.CHANGED:
        return gettext("You were signed out because your password or your role has changed.")
    return gettext("Your sign-in here was ended from another device, or by a person who looks after this site.")
