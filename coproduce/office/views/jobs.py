"""The pages that show whether the work without a visitor goes on."""

from collections.abc import Sequence
from typing import cast

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.office.views import job_cards
from coproduce.web import heartbeat, job_runs
from coproduce.web.feature import Job
from coproduce.web.jobs import NoSuchJob, find_job
from coproduce.web.session import session

LOOKERS = (Role.ADMIN, Role.OFFICER, Role.FORUM)
RUNS_SHOWN = 50

bp = Blueprint("jobs", __name__, url_prefix="/manage/jobs", template_folder="../templates")


@bp.get("")
@only(*LOOKERS)
def every() -> ResponseReturnValue:
    """Each job with its last run, and the workers with their heartbeat."""
    board = job_cards.board(
        _jobs(),
        last=job_runs.last_runs(session),
        workers=heartbeat.seen(session),
        now=clock.now(),
    )
    return render_template("office/jobs.html", board=board)


@bp.get("/<name>")
@only(*LOOKERS)
def one(name: str) -> ResponseReturnValue:
    """What one job did lately."""
    try:
        job = find_job(_jobs(), name)
    except NoSuchJob:
        abort(404)
    runs = job_runs.runs_of(session, job.name, most=RUNS_SHOWN)
    return render_template("office/job.html", page=job_cards.history(job, runs))


def _jobs() -> Sequence[Job]:
    return cast(Sequence[Job], current_app.extensions["jobs"])
