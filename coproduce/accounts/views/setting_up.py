"""Setting up the second step, the same at the first sign-in and on the account page."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext

from coproduce.accounts import second_step
from coproduce.accounts.forms import CodeForm
from coproduce.accounts.models import Person
from coproduce.accounts.views import own, who
from coproduce.web import qr
from coproduce.web.session import session

IN_A_GROUP = 4


def page(offered: str, *, email: str, form: CodeForm, own_page: bool = False) -> str:
    """What to put into the phone, as a drawing and as letters, and the form for the code.

    On one's own page the form asks for the password as well; on the way in, it was just given.
    """
    address = second_step.address_of(offered, email=email, site=f"Coproduce {who.settings().area_name}")
    groups = [offered[start : start + IN_A_GROUP] for start in range(0, len(offered), IN_A_GROUP)]
    return render_template(
        "accounts/set_up.html",
        own_page=own_page,
        by_code=isinstance(form, own.CodeAgain),
        fields=own.views_by_name(form),
        email=email,
        secret=" ".join(groups),
        address=address,
        drawing=qr.svg(address, title=gettext("A QR code to scan with your app")),
    )


def keep(form: CodeForm, person: Person, *, offered: str, now: datetime, replace: bool = False) -> bool:
    """Keep the second step, or say beside the field why not. Raises AlreadySet unless it may replace."""
    if not form.validate():
        return False
    typed, key = form.code.data or "", who.settings().secret_key
    if second_step.set_up(session, person=person, offered=offered, code=typed, key=key, now=now, replace=replace):
        return True
    form.code.errors = [wrong_code()]
    return False


def wrong_code() -> str:
    """What to do about a code that does not fit."""
    return gettext(
        "That code does not fit, or it was used before. Wait for the next one and enter it. "
        "If none fits, check that the clock of your phone is right."
    )
