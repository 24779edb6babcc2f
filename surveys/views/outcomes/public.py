"""Results for everybody, once a wave is published."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.web import locale
from coproduce.web.session import session
from surveys.consultations.views import shown
from surveys.outcomes import keeping
from surveys.views import answer_page, light
from surveys.views.blueprint import bp
from surveys.views.outcomes import page, sentences
from surveys.views.outcomes.blueprint import asked_questions, chosen, survey_or_404

SMALLEST = 9


@bp.get("/s/<slug>/results")
@anyone
def results(slug: str) -> ResponseReturnValue:
    """What a published wave came to, the newest unless the address names another; before, that it will be here."""
    survey = survey_or_404(slug)
    waves = keeping.public_waves(session, survey=survey)
    title = survey.title.in_(locale.current().code)
    if not waves:
        return render_template("surveys/results_not_yet.html", title=title, slug=slug), 404
    wave = chosen(waves)
    asked, language = asked_questions(survey)
    outcome = keeping.public(session, survey=survey, wave=wave)
    return light.compressed(
        render_template(
            "surveys/results.html",
            title=title,
            slug=slug,
            opens=sentences.day(wave.opens_on),
            closes=sentences.day(wave.closes_on),
            waves=[
                (sentences.day(each.opens_on), url_for(".results", slug=slug, wave=each.key), each is wave)
                for each in waves
            ],
            early=shown.early(survey.id or 0),
            parts=page.parts(outcome, asked, kind=survey.kind, language=language),
            themes=page.themes(outcome),
            tongue=answer_page.tongue(language),
        ),
        level=SMALLEST,
        repeats=("lang", "wave"),  # a wave that there is: nothing that a stranger chose
    )
