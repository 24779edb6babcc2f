"""Messages that could not be sent, for those who then tell people another way."""

from collections.abc import Collection
from typing import cast

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import on_record
from coproduce.core import clock
from coproduce.office.views import message_cards
from coproduce.outbox import given_up
from coproduce.outbox.models import Message
from coproduce.web.feature import MessageKind
from coproduce.web.session import session

SEE_TO_THEM = (Role.FORUM, Role.OFFICER, Role.ADMIN)

bp = Blueprint("messages", __name__, template_folder="../templates")


@bp.get("/manage/messages")
@only(*SEE_TO_THEM)
def waiting() -> ResponseReturnValue:
    """The messages that wait for somebody."""
    return _page(said=message_cards.done(request.args.get("did", "")))


@bp.post("/manage/messages/<int:message_id>/again")
@only(*SEE_TO_THEM)
def again(message_id: int) -> ResponseReturnValue:
    """Have one sent again."""
    message = given_up.held(session, message_id=message_id, without=not_for(current_user.role))
    given_up.send_again(session, message=message, now=clock.now())
    return _done("messages.sent_again", message, "again")


@bp.post("/manage/messages/<int:message_id>/told")
@only(*SEE_TO_THEM)
def told(message_id: int) -> ResponseReturnValue:
    """Say that they were told another way."""
    message = given_up.held(session, message_id=message_id, without=not_for(current_user.role))
    given_up.told_another_way(session, message=message, now=clock.now())
    return _done("messages.told", message, "told")


@bp.post("/manage/messages/<int:message_id>/whom")
@only(*SEE_TO_THEM)
def whom(message_id: int) -> ResponseReturnValue:
    """Show whom one is for, and write down who looked."""
    message = given_up.held(session, message_id=message_id, without=not_for(current_user.role))
    _record("messages.contact_seen", message)
    return _page(seen=message.id)


@bp.errorhandler(given_up.NotThere)
def gone(_error: given_up.NotThere) -> ResponseReturnValue:
    """Another person was quicker."""
    return redirect(url_for(".waiting", did="gone"), 303)


@bp.errorhandler(given_up.TooLate)
def late(_error: given_up.TooLate) -> ResponseReturnValue:
    """Its time has passed."""
    return redirect(url_for(".waiting", did="late"), 303)


def on_today(*, role: Role, **_facts: object) -> str:
    """How many wait, on the first page of those who see to them; nothing where none does."""
    count = waiting_for(role=role)
    return render_template("office/_messages_today.html", count=count) if count else ""


def waiting_for(*, role: Role, **_facts: object) -> int:
    """How many this role has to see to."""
    return given_up.count(session, without=not_for(role)) if role in SEE_TO_THEM else 0


def not_for(role: Role) -> Collection[str]:
    """The kinds that this role need not see to."""
    if role is Role.ADMIN:
        return ()
    return [kind.template for kind in _kinds().values() if kind.staff_only]


def _kinds() -> dict[str, MessageKind]:
    return cast(dict[str, MessageKind], current_app.extensions["messages"])


def _page(*, said: str = "", seen: int | None = None) -> ResponseReturnValue:
    found = given_up.waiting_for_somebody(session, without=not_for(current_user.role))
    cards = [message_cards.card(each, kinds=_kinds(), now=clock.now(), seen=each.id == seen) for each in found]
    return render_template("office/messages.html", cards=cards, said=said)


def _done(act: str, message: Message, what: str) -> ResponseReturnValue:
    _record(act, message)
    return redirect(url_for(".waiting", did=what), 303)


def _record(act: str, message: Message) -> None:
    on_record(act, about=f"message:{message.id}", facts={"kind": message.template})
