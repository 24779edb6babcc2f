"""What pictures and recordings bring to the application: pages, words for acts, how long the unused are kept."""

from collections.abc import Mapping

from flask_babel import gettext
from sqlalchemy import ColumnElement, and_, not_

from coproduce.web.retention import Reach, RetentionRule, Whose, of_rows
from surveys.media.keep import ROWS, in_use
from surveys.media.views import manage, serve

BLUEPRINTS = (serve.bp, manage.bp)


def _unused(reach: Reach) -> ColumnElement[bool]:
    return and_(ROWS.c.added_on < reach.day, not_(in_use()))


count, purge = of_rows(ROWS, _unused)

UNUSED_MEDIA = RetentionRule(
    "surveys.media",
    words=lambda: gettext("Pictures and recordings that were uploaded for surveys and that no survey uses"),
    since=lambda: gettext("after they were uploaded"),
    days=180,
    least=30,
    most=1_095,
    count=count,
    purge=purge,
    whose=Whose.PROGRAM,
)

RETENTION = (UNUSED_MEDIA,)


def acts() -> Mapping[str, str]:
    """What is recorded, in words."""
    return {
        "surveys.media_added": gettext("A picture or a recording for surveys was added."),
        "surveys.media_removed": gettext("A picture or a recording for surveys was removed."),
    }
