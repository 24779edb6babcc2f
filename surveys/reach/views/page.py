"""The page on which families are asked, as finished values."""

from collections.abc import Sequence
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlmodel import Session, col, select

from coproduce.core import clock, languages
from coproduce.core.languages import BY_CODE
from coproduce.core.privacy import Published
from coproduce.web.forms import field_views
from coproduce.web.session import session as here
from surveys import opening
from surveys.consultations import holding
from surveys.consultations.views.sentences import lacks_of
from surveys.design import newest_version
from surveys.gates import Lack
from surveys.models import Survey, Wave
from surveys.reach import progress, sampling
from surveys.reach.models import ContactList, Sample
from surveys.reach.views import words
from surveys.reach.views.blueprint import in_words, settings
from surveys.reach.views.forms import AskForm, ask_form
from surveys.reach.views.printed import Shown
from surveys.running import definition_of
from surveys.waves import calendar
from surveys.waves.models import WaveSeries

PART = 25
"""So many letters in one PDF: more take longer than a page may."""


def drawn(survey: Survey, *, asking: AskForm | None = None, done: str = "", fault: str = "") -> str:
    """The page of one survey."""
    today, found = clock.today(), waves_of(here, survey)
    series = _series(survey)
    told_of = {wave.id for wave in found if _matters(wave, today)}
    can_ask = open_to_ask(here, survey, today=today)
    named = names_of_lists(here)
    form = asking or ask_form(can_ask, named)
    return render_template(
        "surveys/manage/reach.html",
        slug=survey.slug,
        title=survey.title.in_("en"),
        waves=[_wave(survey, wave, today) for wave in found if wave.id in told_of],
        earlier=[_earlier(survey, wave) for wave in found if wave.id not in told_of],
        repeats=_repeats(series, today),
        lacks=_lacks(survey, series, today),
        form={view.name: view for view in field_views(form)},
        can_ask=bool(can_ask and named),
        has_lists=bool(named),
        posters=_posters(survey),
        part=PART,
        fault=fault,
        done=words.done(done),
    )


def waves_of(session: Session, survey: Survey) -> Sequence[Wave]:
    """The waves of a survey, the newest first."""
    mine = select(Wave).where(Wave.survey_id == survey.id)
    return session.exec(mine.order_by(col(Wave.opens_on).desc())).all()


def open_to_ask(session: Session, survey: Survey, *, today: date) -> list[Wave]:
    """The waves for which families can be asked: open, or still to come."""
    return [wave for wave in waves_of(session, survey) if not opening.is_over(wave, today=today)]


def names_of_lists(session: Session) -> list[tuple[int, str]]:
    """The lists by their numbers."""
    query = select(ContactList.id, ContactList.name).order_by(col(ContactList.name))
    return [(list_id or 0, name) for list_id, name in session.exec(query)]


def told(session: Session, survey: Survey, *, language: str, sample: Sample | None = None) -> Shown:
    """What a poster, or the letters of a sample, tell of the survey in this language."""
    version = newest_version(session, survey=survey)
    if version is None:
        return Shown(language, survey.title.in_(language), "", 1, None, settings().area_name)
    definition = definition_of(session, version_id=version.id or 0, digest=version.digest)
    wave = session.get(Wave, sample.wave_id) if sample else _open_now(session, survey)
    return Shown(
        language=language,
        title=definition.title.in_(language),
        purpose=definition.purpose.in_(language),
        minutes=definition.minutes,
        closes_on=wave.closes_on if wave else None,
        area=settings().area_name,
    )


def _open_now(session: Session, survey: Survey) -> Wave | None:
    today = clock.today()
    return next((wave for wave in open_to_ask(session, survey, today=today) if wave.opens_on <= today), None)


def _wave(survey: Survey, wave: Wave, today: date) -> dict[str, object]:
    return {
        "id": wave.id,
        "key": wave.key,
        "state": _state(wave, today),
        "days": _days(wave),
        "can_close": opening.is_open(wave, today=today),
        "samples": [_sample(survey, each) for each in sampling.of_wave(here, wave_id=wave.id or 0)],
    }


def _matters(wave: Wave, today: date) -> bool:
    """Whether a wave is open or to come, or asked families by links of their own."""
    return not opening.is_over(wave, today=today) or bool(sampling.of_wave(here, wave_id=wave.id or 0))


def _earlier(survey: Survey, wave: Wave) -> tuple[str, str, Markup]:
    url = url_for(".wave", slug=survey.slug, wave_id=wave.id)
    change = Markup('<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>')
    days = _("From %(first)s to %(last)s", first=in_words(wave.opens_on), last=in_words(wave.closes_on))
    return wave.key, str(days), change.format(url, _("Change its days"), wave.key)


def _state(wave: Wave, today: date) -> str:
    if wave.published_on is not None:
        return str(_("Closed; its results were published on %(day)s.", day=in_words(wave.published_on)))
    if opening.is_over(wave, today=today):
        return str(_("Closed."))
    if wave.opens_on > today:
        return str(_("Not open yet."))
    return str(_("Open now."))


def _days(wave: Wave) -> list[str]:
    said = [
        _("Opens on %(day)s.", day=in_words(wave.opens_on)),
        _("Closes after %(day)s.", day=in_words(wave.closes_on)) if wave.closes_on else _("Has no last day."),
    ]
    said += [
        _("Reminds on %(day)s.", day=in_words(day)) for day in (wave.reminds_on, wave.reminds_again_on) if day
    ]
    if wave.publishes_on and wave.published_on is None:
        said.append(_("Publishes on %(day)s.", day=in_words(wave.publishes_on)))
    return [str(sentence) for sentence in said]


def _sample(survey: Survey, sample: Sample) -> dict[str, object]:
    found = progress.of(here, sample)
    is_open = sample.seed is not None
    return {
        "id": sample.id,
        "words": _(
            "%(drawn)s families were drawn on %(day)s. %(held)s were left out because they were asked twice in "
            "the year or had a link already.",
            drawn=sample.drawn,
            held=sample.held,
            day=in_words(sample.drawn_on),
        ),
        "counts": [
            (_("Messages sent"), _count(found.messages, "sent")),
            (_("Messages that came back"), _count(found.messages, "came_back")),
            (_("Messages still to go"), _count(found.messages, "to_go")),
            (_("Links used"), _count(found.links, "used")),
        ],
        "letters": sample.by_letter if is_open else 0,
        "url": url_for(".letter_file", slug=survey.slug, sample_id=sample.id),
        "languages": [(each.code, each.own_name) for each in languages.OFFERED],
    }


def _count(found: Published, cell: str) -> str:
    count = found.cells[cell]
    return str(_("too few to show")) if count is None else _("about %(count)s", count=count) if count else "0"


def _series(survey: Survey) -> WaveSeries | None:
    """How it repeats, where it does."""
    mine = select(WaveSeries).where(WaveSeries.survey_id == survey.id, col(WaveSeries.stopped_on).is_(None))
    return here.exec(mine).first()


def _lacks(survey: Survey, series: WaveSeries | None, today: date) -> list[Lack]:
    """What holds the wave that the calendar opens next."""
    if series is None:
        return []
    days = calendar.days_in(series, calendar.next_opening(series, today=today))
    survey_id = series.survey_id
    found = holding.missing(here, survey_id=survey_id, opens_on=days.opens_on, closes_on=days.closes_on)
    return lacks_of(found, survey.slug)


def _repeats(series: WaveSeries | None, today: date) -> str:
    if series is None:
        return ""
    said = ngettext(
        "A wave opens each %(num)s month, for %(days)s days. The next opens on %(day)s.",
        "A wave opens each %(num)s months, for %(days)s days. The next opens on %(day)s.",
        series.every_months,
        days=series.open_days,
        day=in_words(calendar.next_opening(series, today=today)),
    )
    return str(said)


def _posters(survey: Survey) -> list[tuple[str, str, str]]:
    """A poster in each of the survey's languages: its own name, its tag, where it is."""
    version = newest_version(here, survey=survey)
    if version is None:
        return []
    definition = definition_of(here, version_id=version.id or 0, digest=version.digest)
    spoken = [BY_CODE[code] for code in definition.languages if code in BY_CODE]
    where = url_for(".poster", slug=survey.slug)
    return [(each.own_name, each.tag, f"{where}?in={each.code}") for each in spoken]
