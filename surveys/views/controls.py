"""What a survey's forms say beside the answers: what to do next, when they were shown, who answered.

These names have a dot, which no question's code has. Nothing here asks a person to prove that they are one.
"""

from datetime import datetime, timedelta

from flask import request

from coproduce.core import clock
from coproduce.web import robots
from coproduce.web.robots import Verdict
from surveys.models import WhoAnswered
from surveys.views.blueprint import secret

DO, SHOWN, BOX, WHO, DRAFT, SCREEN, THEN = (
    f"step.{name}" for name in ("do", "shown", "website", "who", "draft", "screen", "then")
)
HURRIED = timedelta(seconds=40)
"""DOMAIN.md: completions under 40 seconds are counted and shown, not dropped."""


def verdict(since: timedelta | None) -> Verdict:
    """Whether the form that came back, shown so long ago, may be taken.

    One that came fast is: it is counted (`hurried`), for a person may know their answers, and a program that fills
    in what the form asks is a reader like any other. One without a time is taken too.
    """
    shown, box = request.form.get(SHOWN, ""), request.form.get(BOX, "")
    if not shown and not box.strip():
        return Verdict.FINE
    found = robots.judge(since, box=box)
    return Verdict.FINE if found is Verdict.TOO_FAST else found


def stamp(found: Verdict = Verdict.FINE) -> str:
    """The signed time for a form: the one that came back, so that the whole time is counted, or a new one."""
    came = request.form.get(SHOWN, "") if found is not Verdict.TOO_OLD else ""
    is_ours = bool(came) and robots.age(secret(), shown=came, now=clock.now()) is not None
    return came if is_ours else robots.stamp(secret(), now=clock.now())


def hurried(since: timedelta | None) -> bool | None:
    """Whether this was answered within less than 40 seconds; None where nobody knows."""
    return None if since is None else since < HURRIED


def age_of_page() -> timedelta | None:
    """How long ago the page that came back was shown."""
    return robots.age(secret(), shown=request.form.get(SHOWN, ""), now=clock.now())


def age_since(begun: int, now: datetime) -> timedelta:
    """How long ago a draft was begun."""
    return timedelta(seconds=now.timestamp() - begun)


def who(said: str) -> WhoAnswered | None:
    """Who answered, if the page asked and somebody said."""
    return WhoAnswered(said) if said in set(WhoAnswered) else None
