"""The pages between the password and being signed in: the code from the phone, or setting the phone up."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coproduce.accounts import recovery, second_step, sessions
from coproduce.accounts.access import anyone
from coproduce.accounts.forms import CodeForm, RecoveryForm
from coproduce.accounts.models import How
from coproduce.accounts.second_step import AlreadySet
from coproduce.accounts.sessions import Live
from coproduce.accounts.views import entering, own, setting_up, tries, who
from coproduce.core import clock
from coproduce.web.session import session

bp = Blueprint("second_step", __name__, url_prefix="/sign-in", template_folder="../templates")
UNPROCESSABLE = 422


@bp.get("/second-step")
@anyone
def code() -> ResponseReturnValue:
    """The form for the code."""
    if who.half_way(now=clock.now()) is None:
        return _begin_again()
    return _code_page(CodeForm())


@bp.post("/second-step")
@anyone
def code_post() -> ResponseReturnValue:
    """Sign in with the code, or say that it is wrong."""
    form, now = CodeForm(request.form), clock.now()
    begun = who.half_way(now=now)
    if begun is None:
        return _begin_again()
    if not form.validate():
        return _code_page(form), UNPROCESSABLE
    tried = tries.take(tries.CODE, email=begun.person.email, now=now)
    if tried.wait:
        return tries.wait_page(tried.wait)
    key, typed = who.settings().secret_key, form.code.data or ""
    if not second_step.check(session, person_id=begun.sign_in.person_id, code=typed, key=key, now=now):
        session.rollback()
        tries.fail(tried, tries.CODE, email=begun.person.email, now=now)
        form.code.errors = [setting_up.wrong_code()]
        return _code_page(form), UNPROCESSABLE
    tries.succeed(tried)
    who.enter(begun.person, How.SECOND_STEP, now=now)
    return redirect(entering.next_address(), 303)


@bp.get("/recovery-code")
@anyone
def recovery_code() -> ResponseReturnValue:
    """The form for a recovery code."""
    if who.half_way(now=clock.now()) is None:
        return _begin_again()
    return _recovery_page(RecoveryForm())


@bp.post("/recovery-code")
@anyone
def recovery_code_post() -> ResponseReturnValue:
    """Sign in with a recovery code, which then works no more; the account page says how many are left."""
    form, now = RecoveryForm(request.form), clock.now()
    begun = who.half_way(now=now)
    if begun is None:
        return _begin_again()
    if not form.validate():
        return _recovery_page(form), UNPROCESSABLE
    tried = tries.take(tries.CODE, email=begun.person.email, now=now)
    if tried.wait:
        return tries.wait_page(tried.wait)
    key, typed = who.settings().secret_key, form.code.data or ""
    if not recovery.use(session, person_id=begun.sign_in.person_id, code=typed, key=key, now=now):
        session.rollback()
        tries.fail(tried, tries.CODE, email=begun.person.email, now=now)
        form.code.errors = [gettext("That is none of your codes, or you have used it before.")]
        return _recovery_page(form), UNPROCESSABLE
    tries.succeed(tried)
    who.enter(begun.person, How.RECOVERY_CODE, now=now)
    return redirect(url_for("account.account", done="recovery-code"), 303)


@bp.get("/set-up")
@anyone
def set_up() -> ResponseReturnValue:
    """What to put into the phone, and the form for the code that shows it is there."""
    begun = who.half_way(now=clock.now())
    if begun is None:
        return _begin_again()
    if begun.has_second_step:
        return redirect(url_for(".code", next=entering.next_address()))
    return setting_up.page(_offered(begun), email=begun.person.email, form=CodeForm())


@bp.post("/set-up")
@anyone
def set_up_post() -> ResponseReturnValue:
    """Keep the second step, sign in, and show the recovery codes once."""
    form, now = CodeForm(request.form), clock.now()
    begun = who.half_way(now=now)
    if begun is None:
        return _begin_again()
    if begun.has_second_step:
        return redirect(url_for(".code", next=entering.next_address()), 303)
    person, offered = begun.person, _offered(begun)
    try:
        kept = setting_up.keep(form, person, offered=offered, now=now)
    except AlreadySet:
        return redirect(url_for(".code", next=entering.next_address()), 303)
    if not kept:
        return setting_up.page(offered, email=person.email, form=form), UNPROCESSABLE
    codes = recovery.make(session, person=person, key=who.settings().secret_key, now=now)
    # Whatever a password alone had opened is over.
    sessions.end_all(session, person_id=person.id or 0, by=person.email, role=person.role.value, now=now)
    then = entering.next_address()
    who.enter(person, How.SECOND_STEP, now=now)
    return render_template("accounts/recovery_codes.html", codes=codes, then=then)


def _offered(begun: Live) -> str:
    return second_step.offer(key=who.settings().secret_key, seed=begun.sign_in.token_hash)


def _begin_again() -> ResponseReturnValue:
    return redirect(url_for("accounts.sign_in", next=entering.next_address()))


def _code_page(form: CodeForm) -> str:
    field = own.views_by_name(form)["code"]
    return render_template("accounts/second_step.html", field=field, then=entering.next_address())


def _recovery_page(form: RecoveryForm) -> str:
    field = own.views_by_name(form)["code"]
    return render_template("accounts/recovery_code.html", field=field, then=entering.next_address())
