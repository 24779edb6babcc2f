"""How long people who sign in are kept, and the program's own records: the rules, with their words."""

from collections.abc import Mapping

from flask_babel import gettext
from sqlalchemy import ColumnElement
from sqlmodel import Session

from coproduce.accounts import leaving
from coproduce.accounts.models import Role
from coproduce.accounts.views.role_words import NAMES
from coproduce.rights.models import PurgeRun
from coproduce.rights.views.rules import FAMILIES, MONTH, YEAR
from coproduce.web.job_runs import JobRun
from coproduce.web.retention import Reach, RetentionRule, Whose, of_rows

JOB_RUNS = JobRun.metadata.tables["job_runs"]
RUNS = PurgeRun.metadata.tables["purge_runs"]


def _roles(_session: Session) -> Mapping[str, str]:
    return {role.value: str(NAMES[role]) for role in Role}


def _old_jobs(reach: Reach) -> ColumnElement[bool]:
    return JOB_RUNS.c.ended_at < reach.before


def _old_runs(reach: Reach) -> ColumnElement[bool]:
    return RUNS.c.at < reach.before


count_jobs, purge_jobs = of_rows(JOB_RUNS, _old_jobs)
count_runs, purge_runs = of_rows(RUNS, _old_runs)

OFFICE = (
    RetentionRule(
        "people.asleep",
        words=lambda: gettext("The sign-in of people who do not use it: it is taken away"),
        since=lambda: gettext("after they were last here"),
        days=YEAR,
        least=3 * MONTH,
        most=2 * YEAR,
        count=leaving.count_asleep,
        purge=leaving.deactivate_asleep,
        whose=Whose.STAFF,
        parts=_roles,
    ),
    RetentionRule(
        "people.gone",
        words=lambda: gettext("The email address, role and sign-in of people who left"),
        since=lambda: gettext("after their sign-in was taken away"),
        days=3 * MONTH,
        least=MONTH,
        most=YEAR,
        count=leaving.count_gone,
        purge=leaving.remove_gone,
        whose=Whose.STAFF,
        parts=_roles,
    ),
    RetentionRule(
        "job-runs",
        words=lambda: gettext("The record of what the program did by itself"),
        since=lambda: gettext("after it ran"),
        days=MONTH,
        least=7,
        most=MONTH,
        count=count_jobs,
        purge=purge_jobs,
        whose=Whose.PROGRAM,
    ),
    RetentionRule(
        "purge-runs",
        words=lambda: gettext("The record of what was erased"),
        since=lambda: gettext("after that night"),
        days=2 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=count_runs,
        purge=purge_runs,
        whose=Whose.PROGRAM,
    ),
)

RULES = (*FAMILIES, *OFFICE)
