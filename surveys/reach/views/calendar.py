"""When a survey's waves open, remind, close and publish: set by officers, kept by the calendar's job."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import select

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.web.forms import field_views
from coproduce.web.session import session
from surveys.consultations.views.sentences import lacks_of
from surveys.gates import Lack, NotReady
from surveys.models import Survey, Wave
from surveys.reach.views import page
from surveys.reach.views.ask import found
from surveys.reach.views.blueprint import bp
from surveys.reach.views.forms import DaysForm, SeriesForm, days_form, series_form
from surveys.reach.views.lists import ASKERS, UNPROCESSABLE, record
from surveys.waves import turning
from surveys.waves.models import WaveSeries


@bp.get("/manage/surveys/<slug>/reach/waves/<int:wave_id>")
@only(*ASKERS)
def wave(slug: str, wave_id: int) -> ResponseReturnValue:
    """The days of a wave, to be changed."""
    survey = found(slug)
    return _days(survey, days_form(_wave(survey, wave_id)), wave_id)


@bp.post("/manage/surveys/<slug>/reach/waves/<int:wave_id>")
@only(*ASKERS)
def change_days(slug: str, wave_id: int) -> ResponseReturnValue:
    """Give a wave other days."""
    survey = found(slug)
    form, changed = days_form(_wave(survey, wave_id), request.form), _wave(survey, wave_id)
    if not form.validate():
        return _days(survey, form, wave_id), UNPROCESSABLE
    try:
        turning.arrange(session, changed, form.days())
    except turning.BadDays as error:
        form.refuse(error.faults)
        return _days(survey, form, wave_id), UNPROCESSABLE
    except NotReady as held:
        form.opens_on.errors = [_("It cannot be open on these days yet. What is missing is written above them.")]
        return _days(survey, form, wave_id, lacks_of(held.missing, slug)), UNPROCESSABLE
    record("surveys.wave_changed", f"survey:{slug}", wave=changed.key)
    return redirect(url_for(".reach", slug=slug, done="days"), 303)


@bp.get("/manage/surveys/<slug>/reach/series")
@only(*ASKERS)
def series(slug: str) -> ResponseReturnValue:
    """How a survey repeats."""
    survey = found(slug)
    return _series(survey, series_form(_there(survey), page.names_of_lists(session)))


@bp.post("/manage/surveys/<slug>/reach/series")
@only(*ASKERS)
def set_series(slug: str) -> ResponseReturnValue:
    """Let a survey repeat by itself."""
    survey = found(slug)
    form = series_form(_there(survey), page.names_of_lists(session), request.form)
    if not form.validate() or not form.fits():
        return _series(survey, form), UNPROCESSABLE
    _set(survey, form)
    record("surveys.series_set", f"survey:{slug}", every=str(form.every_months.data))
    return redirect(url_for(".reach", slug=slug, done="series"), 303)


@bp.post("/manage/surveys/<slug>/reach/series/stop")
@only(*ASKERS)
def stop_series(slug: str) -> ResponseReturnValue:
    """Make no more waves. Those that are there stay as they are."""
    there = _there(found(slug))
    if there is not None and there.stopped_on is None:
        there.stopped_on = clock.today()
        session.add(there)
        record("surveys.series_stopped", f"survey:{slug}")
    return redirect(url_for(".reach", slug=slug, done="ended"), 303)


def _wave(survey: Survey, wave_id: int) -> Wave:
    wave = session.get(Wave, wave_id)
    if wave is None or wave.survey_id != survey.id:
        abort(404)
    return wave


def _there(survey: Survey) -> WaveSeries | None:
    return session.exec(select(WaveSeries).where(WaveSeries.survey_id == survey.id)).first()


def _set(survey: Survey, form: SeriesForm) -> None:
    kept = _there(survey) or WaveSeries(
        survey_id=survey.id or 0, first_on=form.first_on.data, every_months=1, open_days=1
    )
    kept.first_on, kept.every_months = form.first_on.data, form.every_months.data
    kept.open_days = form.open_days.data or 1
    kept.reminds_after, kept.reminds_again_after = form.reminds_after.data, form.reminds_again_after.data
    kept.publishes_after = form.publishes_after.data
    kept.list_id = form.list.data or None
    kept.sample_size = form.sample_size.data if kept.list_id else None
    kept.stopped_on = None
    session.add(kept)
    session.flush()


def _days(survey: Survey, form: DaysForm, wave_id: int, lacks: Sequence[Lack] = ()) -> str:
    return render_template(
        "surveys/manage/wave.html",
        slug=survey.slug,
        title=survey.title.in_("en"),
        key=_wave(survey, wave_id).key,
        wave_id=wave_id,
        lacks=lacks,
        fields=list(field_views(form)),
    )


def _series(survey: Survey, form: SeriesForm) -> str:
    there = _there(survey)
    return render_template(
        "surveys/manage/series.html",
        slug=survey.slug,
        title=survey.title.in_("en"),
        fields={view.name: view for view in field_views(form)},
        runs=there is not None and there.stopped_on is None,
    )
