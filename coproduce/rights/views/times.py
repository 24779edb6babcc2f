"""How long something is kept, as people say it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from coproduce.web.retention import RetentionRule

DAYS_IN_A_MONTH, DAYS_IN_A_YEAR = 30, 365
MOST_SAID_IN_DAYS = 2 * DAYS_IN_A_MONTH


def how_long(days: int) -> str:
    """So many days in days, months or years: the largest that says it whole."""
    if days % DAYS_IN_A_YEAR == 0:
        return str(ngettext("%(num)s year", "%(num)s years", days // DAYS_IN_A_YEAR))
    if days % DAYS_IN_A_MONTH == 0 and days >= MOST_SAID_IN_DAYS:
        return str(ngettext("%(num)s month", "%(num)s months", days // DAYS_IN_A_MONTH))
    return str(ngettext("%(num)s day", "%(num)s days", days))


def counted_from(rule: RetentionRule, days: int) -> str:
    """So many days, and from when they count: "6 months after they were written"."""
    return str(_("%(time)s %(since)s", time=how_long(days), since=rule.since()))
