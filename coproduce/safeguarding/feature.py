"""What safeguarding brings to the application."""

from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext
from sqlmodel import Session

from coproduce.safeguarding import hours, telling, tracing, word_list
from coproduce.safeguarding.commands import concerns_group
from coproduce.safeguarding.models import Cover
from coproduce.safeguarding.views import acts, cover, panels, queue, traces, unread, words_list
from coproduce.web.feature import Feature, Job, MenuEntry, MessageKind, Panel, Steps
from coproduce.web.retention import RetentionRule, Whose, of_rows

QUEUE = "/manage/concerns"
COVER = Cover.metadata.tables["cover"]
count_cover, purge_cover = of_rows(COVER, lambda reach: COVER.c.ends_on < reach.day)


def _tell(session: Session, now: datetime) -> str:
    settings = current_app.config["SETTINGS"]
    return telling.tell(session, rules=hours.rules(session, settings), link=f"{settings.base_url}{QUEUE}", now=now)


FEATURE = Feature(
    "safeguarding",
    blueprints=(queue.bp, words_list.bp, cover.bp, traces.bp, unread.bp),
    commands=(concerns_group,),
    jobs=(
        Job(
            "tell-the-lead",
            _tell,
            every=timedelta(minutes=1),
            about=lambda: gettext("Tells the safeguarding lead that a comment waits, and later the next person."),
        ),
        Job(
            "look-back",
            Steps(word_list.look_back),
            every=timedelta(minutes=2),
            longest=timedelta(hours=1),
            about=lambda: gettext("Looks through earlier comments when words about harm were added."),
        ),
        Job(
            "forget-traces",
            lambda session, now: tracing.forget_old(session, now=now),
            every=timedelta(hours=1),
            about=lambda: gettext("Forgets to whom a link was sent, when that is over."),
        ),
    ),
    menu=(
        MenuEntry(
            "safeguarding.queue",
            lambda: gettext("Concerns"),
            place=5,
            manage=True,
        ),
        MenuEntry(
            "cover.rota",
            lambda: gettext("Safeguarding rota"),
            place=60,
            manage=True,
        ),
        MenuEntry(
            "unread.unread",
            lambda: gettext("Comments nobody has read"),
            place=26,
            manage=True,
        ),
        MenuEntry(
            "traces.waiting",
            lambda: gettext("Finding a family"),
            place=61,
            manage=True,
        ),
    ),
    panels=(
        Panel("manage.home", panels.on_today, waiting=panels.concerns_waiting),
        Panel("manage.home", panels.late_on_today, waiting=panels.pile_waits),
        Panel("words.when", panels.when_words_are_read),
    ),
    acts=acts.in_words,
    retention=(
        RetentionRule(
            "safeguarding.cover",
            words=lambda: gettext("Who was on the safeguarding rota"),
            since=lambda: gettext("after their last day on it"),
            days=365,
            least=30,
            most=6 * 365,
            count=count_cover,
            purge=purge_cover,
            whose=Whose.STAFF,
        ),
    ),
    messages=(
        MessageKind(
            "safeguarding/waiting",
            label=lambda: gettext("A comment waits for the safeguarding lead"),
            sample={
                "new": 1,
                "unopened": 0,
                "undecided": 0,
                "link": "https://coproduce.example.org/manage/concerns",
            },
            can_stop=False,
            staff_only=True,
        ),
    ),
)
