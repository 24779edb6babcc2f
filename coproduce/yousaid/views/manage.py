"""The first page after signing in: what is due today."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.voice import themeless
from coproduce.web.panels import gather, waiting_at
from coproduce.web.session import session
from coproduce.yousaid import due, loop, second_reading
from coproduce.yousaid.models import Reply
from coproduce.yousaid.views import acting, words

bp = Blueprint("yousaid_manage", __name__, template_folder="../templates")

SHORT_LIST = 5
READERS = (Role.OFFICER, Role.FORUM, Role.ADMIN, Role.VIEWER)
"""Who sees the counts as they may be published."""

MAY_READ = (Role.OFFICER, Role.FORUM)
"""Who may read comments' redacted words, and see exact counts."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that waits: what it is, where it is, and how it stands."""

    url: str
    theme: str
    kind: str
    shape: str
    words: str


@bp.get("/manage")
@only(*Role)
def home() -> ResponseReturnValue:
    """What waits for whoever signed in, then what waits for others."""
    today = clock.today()
    found = due.due(session, today=today)
    mine, others = _by_role(found, current_user.role, today)
    mine += [
        _line(reply, "doing", gettext("a family’s words, to read as the second reader"))
        for reply in second_reading.to_read(session, by=acting.by())
    ]
    may_read = current_user.role in MAY_READ
    waiting = loop.waiting_now(session, today=today) if may_read else loop.figure(session, today=today).waiting
    themes = sorted(waiting, key=lambda item: -item.comments)[:SHORT_LIST]
    return render_template(
        "yousaid/manage_home.html",
        heading=_heading(len(mine) + waiting_at("manage.home", role=current_user.role)),
        mine=mine,
        others=others,
        themes=[
            (
                words.theme_name(item.theme),
                url_for(".theme", code=item.theme) if may_read else "",
                _how_many(item.comments, exact=may_read),
                words.days(item.days),
            )
            for item in themes
        ],
        without_theme=themeless.count_without_theme(session) if may_read else 0,
        panels=gather("manage.home", role=current_user.role),
        may_look=current_user.role in READERS,
    )


def _how_many(comments: int, *, exact: bool) -> str:
    return (
        ngettext("%(num)s comment", "%(num)s comments", comments) if exact else words.comments_in_public(comments)
    )


def _heading(count: int) -> str:
    if count == 0:
        return gettext("Nothing waits for you today")
    return ngettext("One thing waits for you", "%(num)s things wait for you", count)


def _by_role(found: due.Due, role: Role, today: date) -> tuple[list[DueLine], list[DueLine]]:
    to_sign = [_line(reply, "doing", gettext("to sign, as an officer")) for reply in found.for_officer]
    to_answer = [_line(reply, "doing", gettext("to co-sign or note, as the Forum")) for reply in found.for_forum]
    ready = [_line(reply, "done", gettext("signed by both, to publish"), "did") for reply in found.to_publish]
    late = [_line(reply, "heard", _late(reply, today), "late") for reply in found.overdue]
    if role is Role.OFFICER:
        return [*late, *ready, *to_sign], to_answer
    if role is Role.FORUM:
        return [*to_answer, *ready], [*late, *to_sign]
    return [], [*late, *ready, *to_sign, *to_answer] if role in READERS else []


def _line(reply: Reply, shape: str, said: str, kind: str = "doing") -> DueLine:
    return DueLine(url_for(".reply", reply_id=reply.id), words.theme_name(reply.theme), kind, shape, said)


def _late(reply: Reply, today: date) -> str:
    waits = (today - reply.next_on).days if reply.next_on else 0
    return gettext("news is late by %(days)s", days=words.days(waits))
