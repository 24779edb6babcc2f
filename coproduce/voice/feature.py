"""What families' own words bring to the application."""

from collections.abc import Mapping
from datetime import timedelta

from flask_babel import gettext

from coproduce.voice import receipts
from coproduce.voice.commands import analyse, comments, themes
from coproduce.web.feature import Feature, Job


def _acts() -> Mapping[str, str]:
    return {
        "comments.imported": gettext("Comments were brought in from a file."),
        "comments.analysis_accepted": gettext("A new reading of all comments was let count."),
        "comments.corrected": gettext("Somebody corrected what the machine found in a comment."),
    }


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
    acts=_acts,
)
