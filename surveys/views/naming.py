"""What surveys and their waves are called where their answers' words are read."""

import re
from collections.abc import Mapping
from datetime import date

from flask_babel import format_date, gettext
from sqlalchemy import select

from coproduce.web import locale
from coproduce.web.session import session
from surveys.models import Survey, Wave

SURVEYS, WAVES = (model.metadata.tables[model.__tablename__] for model in (Survey, Wave))
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def names() -> Mapping[str, str]:
    """Each survey by its address, and each wave as comments carry it: `parent-pulse/2026-11`."""
    language = locale.current().code
    rows = session.execute(
        select(SURVEYS.c.slug, SURVEYS.c.title, WAVES.c.key).outerjoin(WAVES, WAVES.c.survey_id == SURVEYS.c.id)
    )
    found: dict[str, str] = {}
    for slug, title, key in rows:
        found[slug] = title.in_(language)
        if key:
            found[f"{slug}/{key}"] = gettext("%(survey)s (%(wave)s)", survey=found[slug], wave=_wave(key))
    return found


def _wave(key: str) -> str:
    """A wave in words: a month by its name, anything else as it was called."""
    month = MONTH.fullmatch(key)
    return format_date(date(int(month[1]), int(month[2]), 1), "MMMM y") if month else key
