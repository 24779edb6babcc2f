"""What reaching people brings to the application: messages, the calendar's jobs, how long contacts are kept."""

from collections.abc import Mapping
from datetime import timedelta

from flask_babel import gettext

from coproduce.web.feature import Job, MenuEntry, MessageKind, Panel, Steps
from coproduce.web.retention import RetentionRule, of_rows
from surveys.reach import jobs  # the commands join the group by being read
from surveys.reach.models import Ask, ContactList
from surveys.reach.views import ask, calendar, lists  # noqa: F401 - their views stand on the blueprint
from surveys.reach.views.blueprint import bp

LISTS = ContactList.metadata.tables["survey_lists"]
ASKS = Ask.metadata.tables["survey_asks"]
YEAR = 365
SAMPLE: Mapping[str, str | int] = {
    "slug": "parent-pulse",
    "invitation": "00000000-0000-4000-8000-000000000000",
    "title": "How is it going?",
    "body": "the council",
    "closes": "2026-12-14",
}

count_lists, purge_lists = of_rows(LISTS, lambda reach: LISTS.c.brought_on < reach.day)
count_asks, purge_asks = of_rows(ASKS, lambda reach: ASKS.c.asked_on < reach.day)

BLUEPRINTS = (bp,)
JOBS = (
    Job(
        "surveys-calendar",
        Steps(jobs.turn),
        every=timedelta(minutes=10),
        about=lambda: gettext("Opens surveys by the calendar, asks and reminds families, closes and publishes."),
    ),
    Job(
        "used-links",
        Steps(jobs.sweep),
        every=timedelta(hours=1),
        about=lambda: gettext("Clears away what is left of links that were used."),
    ),
)
PANELS = (Panel("surveys.manage", ask.on_survey_page),)
MENU = (
    MenuEntry(
        "reach.all_lists",
        lambda: gettext("Ask families"),
        place=25,
        manage=True,
    ),
)
MESSAGES = (
    MessageKind("surveys/invite", lambda: gettext("An invitation to a survey"), SAMPLE, can_stop=True),
    MessageKind("surveys/remind", lambda: gettext("A reminder of a link to a survey"), SAMPLE, can_stop=True),
)
RETENTION = (
    RetentionRule(
        "surveys.contacts",
        words=lambda: gettext("Addresses on a list for surveys, and who of them was sent a link"),
        since=lambda: gettext("after the list was brought in; the links go when the survey closes"),
        days=YEAR,
        least=30,
        most=2 * YEAR,
        count=count_lists,
        purge=purge_lists,
    ),
    RetentionRule(
        "surveys.asks",
        words=lambda: gettext("That an address was asked on a day: no family is asked more than twice a year"),
        since=lambda: gettext("after that day"),
        days=YEAR,
        least=YEAR,
        most=YEAR,
        count=count_asks,
        purge=purge_asks,
    ),
)


def acts() -> Mapping[str, str]:
    """What the audit calls what people do here."""
    return {
        "surveys.wave_closed": gettext("A wave of a survey was closed."),
        "surveys.wave_published": gettext("The results of a wave were published."),
        "surveys.wave_changed": gettext("The days of a wave were changed."),
        "surveys.series_set": gettext("A survey was set to repeat by the calendar."),
        "surveys.series_stopped": gettext("A survey was set to repeat no more."),
        "surveys.list_kept": gettext("A list of addresses for surveys was brought in."),
        "surveys.list_deleted": gettext("A list of addresses for surveys was deleted."),
        "surveys.asked": gettext("Families were asked to answer a survey by a link of their own."),
        "surveys.letters_made": gettext("The letters to families with their links were downloaded."),
        "surveys.contact_stopped": gettext("Somebody who wants no more invitations was put on record."),
    }
