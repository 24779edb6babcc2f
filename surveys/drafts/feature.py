"""How long drafts are kept, as /privacy says it."""

from flask_babel import gettext
from sqlalchemy import ColumnElement

from coproduce.web.retention import Reach, RetentionRule, of_rows
from surveys.drafts import keep


def _over(reach: Reach) -> ColumnElement[bool]:
    return keep.DRAFTS.c.expires_on < reach.day


count, purge = of_rows(keep.DRAFTS, _over)

DRAFTS = RetentionRule(
    "drafts",
    words=lambda: gettext("Answers that you kept for later and did not send"),
    since=lambda: gettext("after the last day on which their six words open them"),
    days=1,
    least=1,
    most=7,
    count=count,
    purge=purge,
)
