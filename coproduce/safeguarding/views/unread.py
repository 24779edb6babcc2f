"""The page of comments that nobody has read yet, for officers and the Forum."""

from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import audit, clock
from coproduce.safeguarding import concerns, hours, reads
from coproduce.web.session import session

bp = Blueprint("unread", __name__, url_prefix="/manage/unread", template_folder="../templates")
READERS = (Role.OFFICER, Role.FORUM)


@bp.get("")
@only(*READERS)
def unread() -> ResponseReturnValue:
    """The oldest comments that nobody has read."""
    working = hours.working_time(session, current_app.config["SETTINGS"])
    done = {
        "read": gettext("It is kept that you have read them."),
        "brought": gettext("The safeguarding lead is told. The comment is hidden from everybody else."),
    }
    return render_template(
        "safeguarding/unread.html",
        comments=[(one, format_date(one.said_on, "MMMM y")) for one in reads.first(session)],
        counts=reads.count(session, working=working, today=clock.today()),
        within=reads.WITHIN,
        done=done.get(request.args.get("done", ""), ""),
    )


@bp.post("")
@only(*READERS)
def read() -> ResponseReturnValue:
    """Keep that these were read."""
    ids = [UUID(one) for one in request.form.getlist("comment") if _is_id(one)][: reads.PER_PAGE]
    count = reads.mark(session, comment_ids=ids, by=current_user.email, today=clock.today())
    by, role = current_user.email, current_user.role.value
    audit.record(session, act="comments.read", by=by, role=role, facts={"count": str(count)}, now=clock.now())
    return redirect(url_for(".unread", done="read"), 303)


@bp.post("/<uuid:comment_id>/worry")
@only(*READERS)
def bring(comment_id: UUID) -> ResponseReturnValue:
    """Bring a comment to the safeguarding lead."""
    working = hours.working_time(session, current_app.config["SETTINGS"])
    try:
        concerns.bring(
            session,
            comment_id=comment_id,
            by=current_user.email,
            role=current_user.role.value,
            working=working,
            now=clock.now(),
        )
    except concerns.NoSuchConcern:
        abort(404)
    return redirect(url_for(".unread", done="brought"), 303)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
