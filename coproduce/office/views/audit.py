"""The pages on which an administrator reads who did what, takes a copy of it, and has its chain checked."""

import json
import time
from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import on_record
from coproduce.core import audit, clock, db
from coproduce.office.views import audit_lines
from coproduce.web import acts
from coproduce.web.cli import engine
from coproduce.web.session import session

PER_PAGE = 50
PATIENCE_S = 3.0
"""How long one page may read the chain: so a check of any length is taken in steps."""

bp = Blueprint("audit", __name__, url_prefix="/manage/audit", template_folder="../templates")


@bp.get("")
@only(Role.ADMIN)
def entries() -> ResponseReturnValue:
    """The entries, the newest first, 50 a page."""
    act = request.args.get("act", "")
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    found = audit.newest(session, act=act, before=before, after=after, most=PER_PAGE)
    page = audit_lines.page(
        found,
        last=audit.last_number(session),
        seen=audit.acts_seen(session),
        chosen=act,
        words=acts.in_words(),
        per_page=PER_PAGE,
    )
    return render_template("office/audit.html", page=page)


@bp.get("/check")
@only(Role.ADMIN)
def check() -> ResponseReturnValue:
    """Whether each entry follows the one before it: as far as a few seconds reach, and on from there."""
    start = max(0, request.args.get("after", default=0, type=int))
    deadline = time.monotonic() + PATIENCE_S
    found = audit.verify(session, after=start, go_on=lambda: time.monotonic() < deadline)
    return render_template(
        "office/audit_check.html", found=found, first=start + 1, last=audit.last_number(session)
    )


@bp.post("/export")
@only(Role.ADMIN)
def export() -> ResponseReturnValue:
    """All entries as JSON, a line each; that somebody took them is the last of them."""
    on_record("audit.exported")
    answer = Response(_lines(engine()), mimetype="application/x-ndjson")
    name = f"audit-{clock.today().isoformat()}.jsonl"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(bind: Engine) -> Iterator[str]:
    # Sent as it is read, by a session of its own: the request's has ended by then.
    with db.reading(bind) as reader:
        for entry in audit.entries(reader):
            yield json.dumps(audit.as_json(entry), ensure_ascii=False) + "\n"
