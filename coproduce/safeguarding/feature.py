"""What safeguarding brings to the application."""

from datetime import datetime, timedelta

from flask_babel import gettext
from flask_login import current_user
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core.clock import LOCAL
from coproduce.safeguarding import concerns
from coproduce.safeguarding.views import panels, queue
from coproduce.web.feature import Feature, Job, MenuEntry, Panel


def _note_new(session: Session, now: datetime) -> str:
    return concerns.note_new(session, today=now.astimezone(LOCAL).date())


FEATURE = Feature(
    "safeguarding",
    blueprints=(queue.bp,),
    jobs=(Job("note-new-concerns", _note_new, every=timedelta(minutes=1)),),
    menu=(
        MenuEntry(
            "safeguarding.queue",
            lambda: gettext("Concerns"),
            place=5,
            manage=True,
            shown=lambda: current_user.is_authenticated and current_user.role is Role.SAFEGUARDING,
        ),
    ),
    panels=(
        Panel("manage.home", panels.on_today),
        Panel("words.when", panels.when_words_are_read),
    ),
)
