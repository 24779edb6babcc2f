"""Ask families: how a sample would turn out, draw it, see how far it has come, print letters and posters."""

from collections.abc import Sequence

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import Session

from coproduce.accounts.access import only
from coproduce.core import clock, languages
from coproduce.core.contact import Channel
from coproduce.web.session import reading, session
from surveys.design import NoSuchSurvey, find, newest_version
from surveys.models import Survey
from surveys.reach import inviting, letters, lists, sampling
from surveys.reach.models import Sample
from surveys.reach.views import foreseen as outlook
from surveys.reach.views import page, printed
from surveys.reach.views.blueprint import bp, settings
from surveys.reach.views.forms import AskForm, ask_form
from surveys.reach.views.lists import ASKERS, UNPROCESSABLE, record
from surveys.running import definition_of

CONFLICT = 409
MOST_DIGITS = 4
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@bp.get("/manage/surveys/<slug>/reach")
@only(*ASKERS)
def reach(slug: str) -> ResponseReturnValue:
    """The waves of a survey, whom it asked, and what can be done next."""
    return page.drawn(found(slug), done=request.args.get("done", ""))


@bp.get("/manage/surveys/<slug>/reach/ask")
@only(*ASKERS)
def foresee(slug: str) -> ResponseReturnValue:
    """How a sample would turn out, and the words of its message, before anybody is asked."""
    survey = found(slug)
    form = _form(survey, request.args)
    if not form.validate():
        return page.drawn(survey, asking=form), UNPROCESSABLE
    return _foreseen(survey, form)


@bp.post("/manage/surveys/<slug>/reach/ask")
@only(*ASKERS)
def ask(slug: str) -> ResponseReturnValue:
    """Draw the sample and send its messages."""
    secret, now, by = settings().secret_key, clock.now(), current_user.email
    with reading() as reader:  # families who send their answers meanwhile do not wait for us
        survey = found(slug, reader)
        form = _form(survey, request.form, reader)
        if not form.validate():
            return page.drawn(survey, asking=form), UNPROCESSABLE
        wish = _wish(survey, form, reader)
        people = sampling.look(reader, wish, secret=secret)
    try:
        sample = sampling.draw(session, wish, secret=secret, by=by, now=now, people=people)
    except sampling.AskedMeanwhile:
        said = _("Families were asked since you looked. See below how many. Ask again only if you want more.")
        return page.drawn(survey, fault=said), CONFLICT
    except (sampling.NobodyToAsk, sampling.WaveOver):
        return _foreseen(survey, form), UNPROCESSABLE
    inviting.invite(session, sample, secret=secret, now=now)
    wave = next(each.key for each in page.waves_of(session, survey) if each.id == sample.wave_id)
    record("surveys.asked", f"survey:{slug}", wave=wave, asked=str(sample.drawn), held=str(sample.held))
    return redirect(url_for(".reach", slug=slug, done="asked"), 303)


@bp.post("/manage/surveys/<slug>/reach/samples/<int:sample_id>/letters")
@only(*ASKERS)
def letter_file(slug: str, sample_id: int) -> ResponseReturnValue:
    """The letters of a sample to those whose link is unused: a file for a mail merge, or pages to print."""
    survey, kind = found(slug), request.form.get("kind", "csv")
    sample = session.get(Sample, sample_id)
    if kind not in KINDS or sample is None or sample.wave_id not in {w.id for w in page.waves_of(session, survey)}:
        abort(404)
    base_url, secret = settings().base_url, settings().secret_key
    due = letters.due(session, sample, slug=slug, base_url=base_url, secret=secret)
    if kind == "pdf":
        language, part = request.form.get("language", "en"), request.form.get("part", 1, type=int) or 1
        due = [each for each in due if each.language == language][(part - 1) * page.PART : part * page.PART]
    if not due:
        return page.drawn(survey, fault=_("No letter is left to print: these links are used.")), UNPROCESSABLE
    record("surveys.letters_made", f"survey:{slug}", letters=str(len(due)), kind=kind)
    if kind == "pdf":
        shown = page.told(session, survey, language=due[0].language, sample=sample)
        return _file(printed.letters(shown, due, now=clock.now()), f"{slug}-letters", kind)
    return _file(letters.as_csv(due) if kind == "csv" else letters.as_xlsx(due), f"{slug}-letters", kind)


@bp.get("/manage/surveys/<slug>/reach/poster")
@only(*ASKERS)
def poster(slug: str) -> ResponseReturnValue:
    """A poster of the open link, in one of the survey's languages."""
    survey = found(slug)
    version = newest_version(session, survey=survey)
    language = languages.offered(request.args.get("in")) or languages.ENGLISH
    if version is None:
        abort(404)
    definition = definition_of(session, version_id=version.id or 0, digest=version.digest)
    if language.code not in definition.languages:
        abort(404)
    query = "" if language is languages.ENGLISH else f"?lang={language.code}"
    shown = page.told(session, survey, language=language.code)
    made = printed.poster(shown, url=f"{settings().base_url}/s/{slug}", query=query, now=clock.now())
    return _file(made, f"{slug}-poster-{language.code}", "pdf")


def on_survey_page(slug: str) -> str:
    """What leads here from the page on which a survey is written and opened, for those who may ask."""
    if current_user.role not in ASKERS:
        return ""
    return render_template("surveys/manage/_on_survey_page.html", slug=slug)


def found(slug: str, by: Session = session) -> Survey:
    """The survey with this slug, or no page."""
    try:
        return find(by, slug=slug)
    except NoSuchSurvey:
        abort(404)


def _form(survey: Survey, sent: object, by: Session = session) -> AskForm:
    return ask_form(page.open_to_ask(by, survey, today=clock.today()), page.names_of_lists(by), sent)


def _wish(survey: Survey, form: AskForm, by: Session = session) -> sampling.Wish:
    wave = next(each for each in page.waves_of(by, survey) if each.id == form.wave.data)
    seen = request.form.get("seen", "")
    looked = int(seen) if seen.isdecimal() and len(seen) <= MOST_DIGITS else None
    return sampling.Wish(form.list.data, wave, form.wanted.data or 0, seen=looked)


def _foreseen(survey: Survey, form: AskForm) -> str:
    wish = _wish(survey, form)
    foreseen = sampling.foresee(session, wish, secret=settings().secret_key, today=clock.today())
    return render_template(
        "surveys/manage/ask.html",
        slug=survey.slug,
        title=survey.title.in_("en"),
        wave=wish.wave.key,
        list_name=lists.find(session, list_id=wish.list_id).name,
        facts=[*outlook.in_words(foreseen, wish), *outlook.without_words(foreseen, _languages(survey))],
        messages=outlook.messages(session, survey, wish, foreseen),
        chosen={
            "wave": wish.wave.id,
            "list": wish.list_id,
            "wanted": wish.wanted,
            "seen": len(sampling.of_wave(session, wave_id=wish.wave.id or 0)),
        },
        can_ask=bool(foreseen.drawn.chosen),
        letters=foreseen.channels.get(Channel.LETTER, 0),
    )


def _languages(survey: Survey) -> Sequence[str]:
    """Those the survey is in."""
    version = newest_version(session, survey=survey)
    return version.definition["languages"] if version else ()


def _file(content: bytes, name: str, kind: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = KINDS[kind]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
