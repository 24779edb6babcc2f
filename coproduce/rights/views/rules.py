"""The retention rules of what families said, of complaints and of the program's own records, with their words."""

from flask_babel import gettext
from sqlalchemy import ColumnElement

from coproduce.rights import answers, waves, words
from coproduce.rights.complaint_models import Complaint
from coproduce.rights.models import PurgeRun
from coproduce.safeguarding import keeping as safety
from coproduce.web.job_runs import JobRun
from coproduce.web.retention import Reach, RetentionRule, Whose, of_rows

COMPLAINTS = Complaint.metadata.tables["complaints"]
JOB_RUNS = JobRun.metadata.tables["job_runs"]
RUNS = PurgeRun.metadata.tables["purge_runs"]
MONTH, YEAR = 30, 365


def _old_complaints(reach: Reach) -> ColumnElement[bool]:
    return COMPLAINTS.c.closed_on < reach.day


def _old_jobs(reach: Reach) -> ColumnElement[bool]:
    return JOB_RUNS.c.ended_at < reach.before


def _old_runs(reach: Reach) -> ColumnElement[bool]:
    return RUNS.c.at < reach.before


count_complaints, purge_complaints = of_rows(COMPLAINTS, _old_complaints)
count_jobs, purge_jobs = of_rows(JOB_RUNS, _old_jobs)
count_runs, purge_runs = of_rows(RUNS, _old_runs)

RULES = (
    RetentionRule(
        "comments.originals",
        words=lambda: gettext("Comments as they were written, with names"),
        since=lambda: gettext("after they were written"),
        days=6 * MONTH,
        least=MONTH,
        most=YEAR,
        count=words.count_originals,
        purge=words.purge_originals,
        within="comments.redacted",
        parts=waves.surveys,
    ),
    RetentionRule(
        "comments.redacted",
        words=lambda: gettext("Comments without names"),
        since=lambda: gettext("after the survey closed, or after they were written"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=words.count_comments,
        purge=words.purge_comments,
        within="answers",
        parts=waves.surveys,
    ),
    RetentionRule(
        "answers",
        words=lambda: gettext("The answers you chose in a survey"),
        since=lambda: gettext("after the survey closed"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=answers.count_answers,
        purge=answers.purge_answers,
        parts=waves.surveys,
    ),
    RetentionRule(
        "receipts",
        words=lambda: gettext("What your six words lead to"),
        since=lambda: gettext("after the survey closed"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=answers.count_receipts,
        purge=answers.purge_receipts,
        parts=waves.surveys,
    ),
    RetentionRule(
        "concerns",
        words=lambda: gettext("Words about a child’s safety, and what was decided on them"),
        since=lambda: gettext("after the safeguarding lead decided"),
        days=6 * YEAR,
        least=YEAR,
        most=25 * YEAR,
        count=safety.count_concerns,
        purge=safety.purge_concerns,
    ),
    RetentionRule(
        "complaints",
        words=lambda: gettext("Complaints about data, and how to reach those who made them"),
        since=lambda: gettext("after they were closed"),
        days=3 * YEAR,
        least=YEAR,
        most=6 * YEAR,
        count=count_complaints,
        purge=purge_complaints,
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
