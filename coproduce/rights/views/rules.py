"""How long what families say is kept, and complaints: the rules, with their words."""

from flask_babel import gettext
from sqlalchemy import ColumnElement

from coproduce.rights import answers, waves, words
from coproduce.rights.complaint_models import Complaint
from coproduce.safeguarding import keeping as safety
from coproduce.web.retention import Reach, RetentionRule, of_rows

COMPLAINTS = Complaint.metadata.tables["complaints"]
MONTH, YEAR = 30, 365


def _old_complaints(reach: Reach) -> ColumnElement[bool]:
    return COMPLAINTS.c.closed_on < reach.day


count_complaints, purge_complaints = of_rows(COMPLAINTS, _old_complaints)

FAMILIES = (
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
)
