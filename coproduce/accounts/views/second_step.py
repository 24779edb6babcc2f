"""The pages between the password and being signed in: the code from the phone, or setting the phone up."""

from collections.abc import Callable
from typing import TypeVar

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

Code = TypeVar("Code", CodeForm, RecoveryForm)


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
    return _answer(
        CodeForm(request.form),
        page=_code_page,
        check=second_step.check,
        wrong=setting_up.wrong_code,
        how=How.SECOND_STEP,
        then=entering.next_address(),
    )


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
    return _answer(
        RecoveryForm(request.form),
        page=_recovery_page,
        check=recovery.use,
        wrong=lambda: gettext("That is none of your codes, or you have used it before."),
        how=How.RECOVERY_CODE,
        then=url_for("account.account", done="recovery-code"),
    )


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


def _answer(
    form: Code,
    *,
    page: Callable[[Code], str],
    check: Callable[..., bool],
    wrong: Callable[[], str],
    how: How,
    then: str,
) -> ResponseReturnValue:
    """Sign in with what was typed, if `check` finds it right; each guess is counted."""
    now = clock.now()
    begun = who.half_way(now=now)
    if begun is None:
        return _begin_again()
    if not form.validate():
        return page(form), UNPROCESSABLE
    tried = tries.take(tries.CODE, email=begun.person.email, now=now)
    if tried.wait:
        return tries.wait_page(tried.wait)
    key, typed = who.settings().secret_key, form.code.data or ""
    if not check(session, person_id=begun.sign_in.person_id, code=typed, key=key, now=now):
        session.rollback()
        tries.fail(tried, tries.CODE, email=begun.person.email, now=now)
        form.code.errors = [wrong()]
        return page(form), UNPROCESSABLE
    tries.succeed(tried)
    who.enter(begun.person, how, now=now)
    return redirect(then, 303)


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
