"""A concern in words, as the lead's pages show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from coproduce.safeguarding.concerns import ConcernView
from coproduce.safeguarding.forms import OUTCOMES

KINDS: dict[str, Callable[[], str]] = {
    "self_harm_suicide": lambda: _("self-harm or suicide"),
    "physical_harm_restraint": lambda: _("being hurt or held down"),
    "sexual": lambda: _("sexual harm"),
    "abuse_neglect": lambda: _("abuse or neglect"),
    "child_at_risk": lambda: _("a child not safe"),
    "carer_crisis": lambda: _("a carer who cannot go on"),
    "other_languages": lambda: _("words about harm in another language"),
}


@dataclass(frozen=True, slots=True)
class ConcernWords:
    """Finished values: `why` says what raised it, `state` how far it has come."""

    url: str
    open_url: str
    decide_url: str
    raised: str
    source: str
    why: str
    state: str
    reason: str
    is_decided: bool


def in_words(concern: ConcernView) -> ConcernWords:
    """A concern as a template shows it."""
    return ConcernWords(
        url=url_for("safeguarding.concern", comment_id=concern.comment_id),
        open_url=url_for("safeguarding.open_concern", comment_id=concern.comment_id),
        decide_url=url_for("safeguarding.decide", comment_id=concern.comment_id),
        raised=format_date(concern.raised_on, "EEEE d MMMM y") if concern.raised_on else _("Just now"),
        source=concern.source,
        why=_why(concern),
        state=_state(concern),
        reason=concern.reason,
        is_decided=concern.outcome is not None,
    )


def _why(concern: ConcernView) -> str:
    reasons = [KINDS[kind]() if kind in KINDS else kind for kind in concern.kinds]
    if concern.writer_worried:
        reasons.insert(0, _("the writer is worried"))
    return ", ".join(reasons)


def _state(concern: ConcernView) -> str:
    if concern.outcome and concern.decided_at:
        decided = _(
            "Decided by %(person)s on %(time)s.", person=concern.decided_by, time=_moment(concern.decided_at)
        )
        return f"{OUTCOMES[concern.outcome]}. {decided}"
    if concern.opened_at:
        at = _moment(concern.opened_at)
        return _("Opened by %(person)s on %(time)s, not decided.", person=concern.opened_by, time=at)
    return _("Nobody has opened it yet.")


def _moment(at: datetime) -> str:
    return str(format_datetime(at, "d MMMM y, HH:mm"))
