"""A complaint in words, as its own page and the pages of those who answer it show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.core.clock import LOCAL
from coproduce.rights import complaints
from coproduce.rights.complaint_models import Complaint, ComplaintEvent, ComplaintState, ComplaintStep
from coproduce.web.running_text import apart, moment

DAY = "EEEE d MMMM y"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a complaint's thread: what happened, when, and what was said."""

    title: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """A complaint as whoever made it sees it. `waits` says what comes next, or is empty."""

    state: str
    stops: Sequence[Stop]
    waits: str


@dataclass(frozen=True, slots=True)
class Line:
    """A complaint in a list. `kind` and `shape` are those of its tag."""

    url: str
    title: str
    received: str
    by: str
    state: str
    kind: str
    shape: str


def public_story(complaint: Complaint, events: Sequence[ComplaintEvent]) -> Story:
    """The steps that are for whoever complained; notes are not."""
    shown = [event for event in events if event.step is not ComplaintStep.NOTED]
    return Story(
        state=state_words(complaint.state),
        stops=[Stop(step_words(each.step), _day(each.at.astimezone(LOCAL).date()), each.words) for each in shown],
        waits=_waits(complaint),
    )


def full_story(events: Sequence[ComplaintEvent]) -> list[Stop]:
    """Every step, with who took it."""
    return [
        Stop(
            step_words(event.step),
            " · ".join(part for part in (moment(event.at, time="H:mm"), apart(event.by)) if part),
            event.words,
        )
        for event in events
    ]


def line(complaint: Complaint, *, today: date) -> Line:
    """A complaint in the list of those who answer."""
    kind, shape, words = _tag(complaint, today)
    return Line(
        url=url_for("complaints.one", number=complaint.id),
        title=_("Complaint %(number)s", number=complaint.id),
        received=_day(complaint.received_on),
        by=_day(complaint.acknowledge_by),
        state=words,
        kind=kind,
        shape=shape,
    )


def state_words(state: ComplaintState) -> str:
    """A state."""
    return {
        ComplaintState.RECEIVED: _("It has come, and a person has still to read it"),
        ComplaintState.ACKNOWLEDGED: _("A person has read it and looks into it"),
        ComplaintState.ANSWERED: _("It has an answer"),
        ComplaintState.CLOSED: _("It is closed"),
    }[state]


def step_words(step: ComplaintStep) -> str:
    """A step."""
    return {
        ComplaintStep.RECEIVED: _("It came"),
        ComplaintStep.ACKNOWLEDGED: _("A person read it and said so"),
        ComplaintStep.NOTED: _("A note, for us alone"),
        ComplaintStep.ANSWERED: _("The answer"),
        ComplaintStep.CLOSED: _("Closed, because"),
    }[step]


def _waits(complaint: Complaint) -> str:
    if complaint.state is ComplaintState.RECEIVED:
        return _("A person will tell you here that it was read, by %(day)s.", day=_day(complaint.acknowledge_by))
    if complaint.state is ComplaintState.ACKNOWLEDGED:
        return _("The answer will stand here.")
    return ""


def _tag(complaint: Complaint, today: date) -> tuple[str, str, str]:
    if complaint.is_for_the_lead:
        return "late", "heard", _("The safeguarding lead reads it first")
    if complaints.is_overdue(complaint, today=today):
        return "late", "heard", _("Overdue")
    return {
        ComplaintState.RECEIVED: ("doing", "heard", _("To acknowledge")),
        ComplaintState.ACKNOWLEDGED: ("doing", "doing", _("To answer")),
        ComplaintState.ANSWERED: ("did", "done", _("Answered")),
        ComplaintState.CLOSED: ("cannot", "cannot", _("Closed")),
    }[complaint.state]


def _day(day: date) -> str:
    return str(format_date(day, DAY))
