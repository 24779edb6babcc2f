"""A consultation as finished values for its public pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.core.languages import BY_CODE
from coproduce.core.types import Wording
from coproduce.voice.inbox import name_of
from coproduce.web import locale
from coproduce.web.session import session
from surveys.consultations import results
from surveys.consultations.models import ConsultationKind, ConsultationPaper, ConsultationResponse
from surveys.consultations.stages import Stage, Standing


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the time line."""

    title: str
    day: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A consultation in a list."""

    title: str
    sentence: str
    url: str
    part: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its name, its language in its own script where it is another, its address."""

    title: str
    language: str
    url: str
    of_decision: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one theme."""

    code: str
    theme: str
    changed: str
    unchanged: str


def day(found: date | None) -> str:
    """A day in words, or nothing."""
    return str(format_date(found, "EEEE d MMMM y")) if found else ""


def words(wording: Wording | None) -> str:
    """A wording in the reader's language, or nothing."""
    return wording.in_(locale.current().code) if wording else ""


def line(one: Standing) -> Line:
    """One line of the list."""
    slug = one.survey.slug
    part = url_for("surveys.answer", slug=slug) if one.stage is Stage.OPEN else ""
    return Line(words(one.survey.title), sentence(one), url_for("consultations.one", slug=slug), part)


def sentence(one: Standing) -> str:
    """Where it stands, in a sentence."""
    told = one.told
    if one.stage is Stage.OPEN:
        return (
            _("You can take part until %(day)s.", day=day(one.closes_on))
            if one.closes_on
            else _("It is open now.")
        )
    if one.stage is Stage.AHEAD:
        return _("You can take part from %(day)s.", day=day(one.opens_on))
    if one.stage is Stage.TOLD:
        return _("You can read what came of it.")
    due = told.decision_on if told.kind is ConsultationKind.FORMAL else told.feedback_by
    if told.decided_on is not None:
        return _("It was decided on %(day)s. What came of it is being written.", day=day(told.decided_on))
    if told.kind is ConsultationKind.FORMAL:
        return _("It has closed. The decision is due on %(day)s.", day=day(due))
    return _("It has closed. You hear what came of it by %(day)s.", day=day(due))


def state(one: Standing) -> str:
    """Where it stands, for those who prepare it."""
    return _("It has not been open yet.") if one.stage is Stage.DRAFT else sentence(one)


def time_line(one: Standing, *, today: date) -> list[Stop]:
    """From its first day to what came of it; behind today is done, the rest lies ahead."""
    return list(_stops(one, today))


def _stops(one: Standing, today: date) -> Iterator[Stop]:
    told = one.told
    yield _stop(_("It opens"), _("It opened"), one.opens_on, one.opens_on is not None and one.opens_on <= today)
    has_closed = one.closes_on is not None and (one.closes_on < today or one.stage is Stage.WAITING)
    yield _stop(_("It closes"), _("It closed"), one.closes_on, has_closed)
    if told.kind is ConsultationKind.YOUNG:
        read = told.read_by is not None and told.read_by < today
        title = _("%(role)s reads the answers, by", role=told.reader)
        yield _stop(title, title, told.read_by, read)
    else:
        due = told.decided_on or told.decision_on
        title = _("%(body)s decides", body=told.decision_body)
        yield _stop(title, _("%(body)s decided", body=told.decision_body), due, told.decided_on is not None)
    ahead = _("You hear what came of it, by") if told.feedback_by else _("You hear what came of it")
    yield _stop(
        ahead, _("What came of it was told"), told.published_on or told.feedback_by, bool(told.published_on)
    )


def _stop(ahead: str, done: str, on: date | None, is_done: bool) -> Stop:
    return Stop(done if is_done else ahead, day(on), "done" if is_done else "ahead")


def paper(found: ConsultationPaper, slug: str) -> Paper:
    """A paper with its address: ours, or the one that was given."""
    url = found.address or url_for("consultations.paper", slug=slug, paper_id=found.id)
    named = BY_CODE.get(found.language)
    other = found.language != locale.current().code
    return Paper(found.title, named.own_name if named and other else "", url, found.of_decision)


def answered(response: ConsultationResponse) -> Answered:
    """A response with its theme's name."""
    return Answered(response.theme, theme_name(response.theme), words(response.changed), words(response.unchanged))


def early(survey_id: int) -> str:
    """Who decided to show the results before what came of it is told, and why; nothing where nobody did."""
    found = results.early(session, survey_id=survey_id)
    if found is None:
        return ""
    return _(
        "%(body)s decided on %(day)s to show what people answered before what came of it is told: %(why)s",
        body=found.body,
        day=day(found.decided_on),
        why=words(found.why),
    )


def theme_name(code: str) -> str:
    """A theme's name in the reader's language."""
    names = name_of(code)
    return names.get(locale.current().code, names["en"])
