"""The front page as finished values: what is open now, the newest answer to families, confidence in a sentence."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coproduce.core import clock
from coproduce.insight import picture, publishing
from coproduce.insight.gather import NoSuchPulse
from coproduce.insight.views import drawing, sentences
from coproduce.insight.views.drawing import Figure
from coproduce.web import locale
from coproduce.web.session import session
from coproduce.yousaid import loop, published
from coproduce.yousaid.views import shown
from coproduce.yousaid.views.shown import ThreadView
from surveys import running
from surveys.models import SurveyKind

PULSE = "parent-pulse"


@dataclass(frozen=True, slots=True)
class OpenNow:
    """The survey that is asked now, as a card."""

    title: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """Confidence in a sentence, with its chart where there is one."""

    sentence: str
    resting: str
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the front page shows, top to bottom; what is not there yet is None or empty."""

    open: OpenNow | None
    thread: ThreadView | None
    loop: str
    confidence: Confidence | None


def front_page() -> FrontPage:
    """In one glance: what families told us lately, what was done, what is open now."""
    today = clock.today()
    newest = published.newest(session).replies[:1]
    counted = loop.figure(session, today=today)
    return FrontPage(
        open=_open_now(),
        thread=shown.thread_of(newest[0], today=today) if newest else None,
        loop=_loop_words(counted) if counted.raised else "",
        confidence=_confidence(),
    )


def _open_now() -> OpenNow | None:
    listed = [one for one in running.listed(session, today=clock.today()) if one.is_open]
    if not listed:
        return None
    one = listed[0]
    sentence = (
        _("It takes about two minutes. Nobody can tell who you are.")
        if one.kind is SurveyKind.PULSE
        else _("Say what you think, in your own way.")
    )
    return OpenNow(one.title.in_(locale.current().code), sentence, url_for("surveys.answer", slug=one.slug))


def _loop_words(counted: loop.Loop) -> str:
    return ngettext(
        "Families raised one theme; %(answered)s has a reply.",
        "Families raised %(num)s themes; %(answered)s have a reply.",
        counted.raised,
        answered=counted.answered,
    )


def _confidence() -> Confidence | None:
    try:
        drawn = picture.draw(session, slug=PULSE, today=clock.today(), closed_only=True)
    except NoSuchPulse:
        return None
    if drawn.newest is None:
        return None
    point = publishing.headline(drawn.newest.measure)
    finding = sentences.finding(point)
    resting = sentences.resting(drawn.newest, point)
    return Confidence(
        finding, f"{resting} {sentences.changed(drawn.newest.change)}", drawing.small(drawn, finding)
    )
