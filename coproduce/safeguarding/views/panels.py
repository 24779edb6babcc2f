"""What safeguarding brings to other pages: what waits for the lead, and when words about harm are read."""

from datetime import date, datetime, time
from typing import Any

from flask import current_app, render_template
from flask_babel import format_date, format_time
from flask_babel import gettext as _

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.clock import LOCAL
from coproduce.safeguarding import listing, reads
from coproduce.safeguarding.hours import working_time
from coproduce.web.session import reading, session


def on_today(*, role: Role, **_facts: Any) -> str:
    """How many concerns wait, for the safeguarding lead alone; nothing where none does."""
    count = concerns_waiting(role=role)
    return render_template("safeguarding/_today.html", count=count) if count else ""


def concerns_waiting(*, role: Role, **_facts: Any) -> int:
    """How many concerns wait for the lead; nobody else learns of any."""
    return listing.count_waiting(session) if role is Role.SAFEGUARDING else 0


def late_on_today(*, role: Role, **_facts: Any) -> str:
    """How many comments should have been read by now, for those who read them; nothing where none is late."""
    late = _late(role)
    return render_template("safeguarding/_late.html", count=late) if late else ""


def pile_waits(*, role: Role, **_facts: Any) -> int:
    """A pile of comments to read is one thing to do, however high it is."""
    return min(_late(role), 1)


def _late(role: Role) -> int:
    if role not in (Role.OFFICER, Role.FORUM):
        return 0
    working = working_time(session, current_app.config["SETTINGS"])
    return reads.count(session, working=working, today=clock.today()).late


def when_words_are_read(**_facts: Any) -> str:
    """When the lead reads, in a sentence, for the pages on which families write."""
    now = clock.now()
    with reading() as reader:
        working = working_time(reader, current_app.config["SETTINGS"])
    today = format_date(now.astimezone(LOCAL), "EEEE")
    if working.is_open(now):
        return _(
            "It is %(day)s. The safeguarding lead is at work until %(time)s and reads words about harm on the "
            "same working day.",
            day=today,
            time=_hour(working.closes),
        )
    return _(
        "It is %(day)s, and the safeguarding lead is not at work now. The lead reads again on %(next)s at "
        "%(time)s.",
        day=today,
        next=format_date(_day(working.next_moment(now)), "EEEE d MMMM"),
        time=_hour(working.opens),
    )


def _hour(at: time) -> str:
    # By the 24-hour clock in every language: our sentences say themselves what kind of number it is.
    return str(format_time(at, "HH:mm"))


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()
