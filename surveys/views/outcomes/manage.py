"""Results for people who sign in: live, through the one disclosure rule."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.web import locale, panels
from coproduce.web.session import session
from surveys.outcomes import keeping
from surveys.running import listed
from surveys.views import answer_page
from surveys.views.outcomes import page
from surveys.views.outcomes.blueprint import (
    OFFICERS,
    READERS,
    asked_questions,
    bp,
    chosen,
    state,
    survey_or_404,
    waves_begun,
)


@bp.get("/manage/results")
@only(*READERS)
def every_survey() -> ResponseReturnValue:
    """The surveys that have results."""
    language = locale.current().code
    today = clock.today()
    lines = [
        (one.title.in_(language), url_for(".results", slug=one.slug), one.is_open)
        for one in listed(session, today=today)
        if one.is_open or one.opens_on <= today
    ]
    return render_template("surveys/results_list.html", surveys=lines)


@bp.get("/manage/surveys/<slug>/results")
@only(*READERS)
def results(slug: str) -> ResponseReturnValue:
    """What a wave has come to so far."""
    survey = survey_or_404(slug)
    waves = waves_begun(survey)
    title = survey.title.in_(locale.current().code)
    if not waves:
        return render_template("surveys/results_none.html", title=title)
    wave = chosen(waves)
    asked, language = asked_questions(survey)
    outcome = keeping.live(session, survey=survey, wave=wave)
    return render_template(
        "surveys/results_manage.html",
        title=title,
        wave=wave.key,
        slug=slug,
        state=state(wave),
        waves=[(each.key, url_for(".results", slug=slug, wave=each.key), each is wave) for each in waves],
        parts=page.parts(outcome, asked, kind=survey.kind, language=language),
        themes=page.themes(outcome),
        tongue=answer_page.tongue(language),
        files=_files(slug),
        panels=panels.gather("surveys.results", slug=slug, wave=wave.key),
    )


def _files(slug: str) -> list[tuple[str, str]]:
    """Where officers take answers out."""
    if current_user.role not in OFFICERS:
        return []
    return [
        (_("Answers as a file"), url_for(".export", slug=slug)),
        (_("Bring answers in from a file"), url_for(".bring_in", slug=slug)),
    ]
