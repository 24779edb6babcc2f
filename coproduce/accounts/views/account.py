"""Somebody's own account: who they are here, how they sign in, and where they are signed in."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from coproduce.accounts import recovery, sessions
from coproduce.accounts.access import only
from coproduce.accounts.models import How, Role, SignIn
from coproduce.accounts.second_step import MUST_HAVE
from coproduce.accounts.views import own, who
from coproduce.accounts.views.role_words import MAY, NAMES
from coproduce.core import clock
from coproduce.web.running_text import moment
from coproduce.web.session import session

bp = Blueprint("account", __name__, url_prefix="/manage/account", template_folder="../templates")


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One browser in which somebody is signed in, in words."""

    sign_in_id: int
    is_here: bool
    began: str
    since: str
    last: str


@bp.get("")
@only(*Role)
def account() -> ResponseReturnValue:
    """The page. Whoever came by an inspector's link has no account of their own."""
    own.refuse_guests()
    now = clock.now()
    found = sessions.live(session, person_id=current_user.person_id, now=now, limits=who.limits())
    return render_template(
        "accounts/account.html",
        email=current_user.email,
        title=current_user.title,
        role=NAMES[current_user.role],
        may=MAY[current_user.role],
        has_password=own.has_password(),
        has_second_step=current_user.has_second_step,
        may_turn_off=not (who.settings().sign_ins.second_step_required and current_user.role in MUST_HAVE),
        codes_left=recovery.left(session, person_id=current_user.person_id),
        sign_ins=[_line(one) for one in found],
        done=_said(request.args.get("done", "")),
    )


@bp.post("/sign-ins/<int:sign_in_id>/end")
@only(*Role)
def end(sign_in_id: int) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    own.refuse_guests()
    if not _is_own(sign_in_id):
        abort(404)
    sessions.end(
        session,
        sign_in_id=sign_in_id,
        person_id=current_user.person_id,
        by=current_user.email,
        role=current_user.role.value,
        now=clock.now(),
    )
    if sign_in_id == current_user.sign_in_id:
        return redirect(url_for("home.home"), 303)
    return redirect(url_for(".account", done="ended"), 303)


@bp.post("/sign-ins/end-others")
@only(*Role)
def end_others() -> ResponseReturnValue:
    """End all of one's own sign-ins but this one."""
    own.refuse_guests()
    sessions.end_all(
        session,
        person_id=current_user.person_id,
        by=current_user.email,
        role=current_user.role.value,
        now=clock.now(),
        but=current_user.sign_in_id,
    )
    return redirect(url_for(".account", done="ended"), 303)


def _is_own(sign_in_id: int) -> bool:
    one = session.get(SignIn, sign_in_id)
    return one is not None and one.person_id == current_user.person_id


def _line(one: SignIn) -> SignInLine:
    return SignInLine(
        sign_in_id=one.id or 0,
        is_here=one.id == current_user.sign_in_id,
        began=_began(one.how, _moment(one.started_at)),
        since=_moment(one.started_at),
        last=_moment(one.last_seen_at),
    )


def _moment(at: datetime) -> str:
    return moment(at, day="EEEE d MMMM", time="H:mm")


def _began(how: How, at: str) -> str:
    return {
        How.PASSWORD: gettext("Signed in on %(moment)s with the password.", moment=at),
        How.SECOND_STEP: gettext("Signed in on %(moment)s with the password and a code.", moment=at),
        How.RECOVERY_CODE: gettext("Signed in on %(moment)s with the password and a recovery code.", moment=at),
        How.OIDC: gettext("Signed in on %(moment)s through your organisation.", moment=at),
        How.INSPECTOR_LINK: gettext("Signed in on %(moment)s by a link.", moment=at),
    }[how]


def _said(done: str) -> str:
    left = recovery.left(session, person_id=current_user.person_id) if done == "recovery-code" else 0
    return {
        "ended": gettext("Those sign-ins are ended."),
        "password": gettext("Your new password is kept. You are signed out everywhere else."),
        "second-step": gettext("Your second step is on. You are signed out everywhere else."),
        "second-step-off": gettext("Your second step is off. A password alone signs you in now."),
        "recovery-code": ngettext(
            "You used a recovery code. %(num)s is left. If your phone is gone, set up a new one now.",
            "You used a recovery code. %(num)s are left. If your phone is gone, set up a new one now.",
            left,
        ),
    }.get(done, "")
