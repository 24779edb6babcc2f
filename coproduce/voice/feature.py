"""What families' own words bring to the application."""

from datetime import timedelta

from flask_babel import gettext

from coproduce.voice import receipts
from coproduce.voice.commands import analyse, comments, themes
from coproduce.web.feature import Feature, Job

FEATURE = Feature(
    "voice",
    commands=(comments, analyse, themes),
    jobs=(
        Job(
            "shuffle-receipts",
            lambda session, _now: receipts.shuffle_waiting(session),
            every=timedelta(minutes=10),
            about=lambda: gettext("Moves new receipts, shuffled, away from the answers they came with."),
        ),
    ),
)
