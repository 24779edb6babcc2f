"""A concern in words, as the lead's pages show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from coproduce.safeguarding.concerns import reference
from coproduce.safeguarding.forms import OUTCOMES
from coproduce.safeguarding.listing import ConcernView
from coproduce.safeguarding.models import ConcernStep, Step
from coproduce.web.running_text import apart, listed, moment

KINDS: dict[str, Callable[[], str]] = {
    "self_harm_suicide": lambda: _("self-harm or suicide"),
    "physical_harm_restraint": lambda: _("being hurt or held down"),
    "sexual": lambda: _("sexual harm"),
    "abuse_neglect": lambda: _("abuse or neglect"),
    "child_at_risk": lambda: _("a child not safe"),
    "carer_crisis": lambda: _("a carer who cannot go on"),
    "other_languages": lambda: _("words about harm in another language"),
    "reader": lambda: _("somebody who read it is worried"),
}


@dataclass(frozen=True, slots=True)
class ConcernWords:
    """Finished values: `why` says what raised it, `state` how far it has come, `due` its time."""

    url: str
    reference: str
    raised: str
    due: str
    is_late: bool
    source: str
    why: str
    state: str
    reason: str
    is_decided: bool
    wants_erasure: bool


@dataclass(frozen=True, slots=True)
class StepWords:
    """One thing that happened to a concern: when, what, and what was written down."""

    at: str
    what: str
    reason: str


def in_words(concern: ConcernView, *, named: Mapping[str, str], now: datetime) -> ConcernWords:
    """A concern as a template shows it; `named` says what comments' sources are called."""
    is_late = concern.is_late(now)
    return ConcernWords(
        url=url_for("safeguarding.concern", comment_id=concern.comment_id),
        reference=reference(concern.comment_id),
        raised=_day(concern.raised_at) if concern.raised_at else _("Just now"),
        due=_due(concern, is_late),
        is_late=is_late,
        source=apart(named.get(concern.source, concern.source)),
        why=_why(concern),
        state=_state(concern),
        reason=concern.reason,
        is_decided=concern.outcome is not None,
        wants_erasure=concern.wants_erasure,
    )


def story(steps: Sequence[ConcernStep]) -> list[StepWords]:
    """The steps in words."""
    return [StepWords(at=moment(step.at), what=_what(step), reason=step.reason) for step in steps]


def _day(at: datetime) -> str:
    return moment(at, day="EEEE d MMMM y")


def _due(concern: ConcernView, is_late: bool) -> str:
    if concern.outcome is not None or concern.due_at is None:
        return ""
    if is_late:
        return _("It should have been decided by %(time)s.", time=_day(concern.due_at))
    return _("Decide by %(time)s.", time=_day(concern.due_at))


def _why(concern: ConcernView) -> str:
    reasons = [KINDS[kind]() if kind in KINDS else kind for kind in concern.kinds]
    if concern.writer_worried:
        reasons.insert(0, _("the writer is worried"))
    return listed(reasons)


def _state(concern: ConcernView) -> str:
    if concern.outcome and concern.decided_at:
        decided = _(
            "Decided by %(person)s on %(time)s.", person=apart(concern.decided_by), time=moment(concern.decided_at)
        )
        return f"{OUTCOMES[concern.outcome]}. {decided}"
    if concern.opened_at:
        at = moment(concern.opened_at)
        return _("Opened by %(person)s on %(time)s, not decided.", person=apart(concern.opened_by), time=at)
    return _("Nobody has opened it yet.")


def _what(step: ConcernStep) -> str:
    if step.step is Step.TOLD:
        return _told(step)
    if step.step is Step.DECIDED and step.outcome:
        return _("%(person)s decided: %(outcome)s", person=apart(step.by), outcome=OUTCOMES[step.outcome])
    return {
        Step.RAISED: _("It was raised."),
        Step.BROUGHT: _("%(person)s read the comment and brought it to you.", person=apart(step.by)),
        Step.OPENED: _("%(person)s opened it and read the words.", person=apart(step.by)),
        Step.READ: _("%(person)s read the words again.", person=apart(step.by)),
        Step.REOPENED: _("%(person)s opened it again.", person=apart(step.by)),
    }[step.step]


def _told(step: ConcernStep) -> str:
    if step.level == 1:
        return _("%(person)s was told.", person=apart(step.told))
    return _("%(person)s was told, because nobody had acted.", person=apart(step.told))
