"""What families' own words bring to the application."""

from datetime import timedelta

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
        ),
    ),
)
