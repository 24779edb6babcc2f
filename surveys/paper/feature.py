"""What surveys on paper bring to the application: its pages, its acts, how long batches are kept."""

from collections.abc import Mapping

from flask_babel import gettext

from coproduce.web.feature import Panel
from coproduce.web.retention import RetentionRule, of_rows
from surveys.paper.models import PaperBatch
from surveys.paper.views import entry, printed, telephone, typing  # noqa: F401 - their views stand on the blueprint
from surveys.paper.views.blueprint import bp
from surveys.paper.views.panels import without_internet

BATCHES = PaperBatch.metadata.tables["paper_batches"]
YEAR = 365

count_batches, purge_batches = of_rows(BATCHES, lambda reach: BATCHES.c.opened_on < reach.day)

BLUEPRINTS = (printed.bp, bp)
PANELS = (Panel("surveys.manage", without_internet),)
RETENTION = (
    RetentionRule(
        "surveys.paper",
        words=lambda: gettext("Batches of paper forms: what is typed in open ones, and counts of those closed"),
        since=lambda: gettext("after the batch was begun"),
        days=YEAR,
        least=90,
        most=3 * YEAR,
        count=count_batches,
        purge=purge_batches,
    ),
)


def acts() -> Mapping[str, str]:
    """What the audit calls what people do here."""
    return {
        "surveys.paper_begun": gettext("A batch of paper forms was begun."),
        "surveys.paper_closed": gettext("A batch of paper forms was closed and its answers stored."),
    }
