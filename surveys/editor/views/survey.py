"""A published survey: what it is, its waves, its versions, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import col, select
from wtforms.validators import InputRequired

from coproduce.accounts.access import may_see, only
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.days import DayField
from coproduce.web.forms import Form, field_views
from coproduce.web.session import session
from surveys import design, opening
from surveys.consultations.views.sentences import lacks_of
from surveys.editor import copies
from surveys.editor.views.blueprint import EDITORS, UNPROCESSABLE, bp, record
from surveys.editor.views.publishing import as_file
from surveys.gates import Lack
from surveys.models import Survey, SurveyVersion, VersionChange, Wave

CHANGES = {
    VersionChange.MEANING: lazy_gettext("What is asked changed."),
    VersionChange.SPELLING: lazy_gettext("Only the spelling changed."),
    VersionChange.TREND: lazy_gettext(
        "The words of the confidence index changed: its line of results breaks here."
    ),
}


WAYS = (
    ("outcomes.results", lazy_gettext("See what families answered")),
    ("reach.reach", lazy_gettext("Ask families, and let it repeat by the calendar")),
    ("survey_kiosks.kiosks", lazy_gettext("Let people answer on a tablet of ours")),
    ("survey_tablet.tablet", lazy_gettext("Collect answers where there is no signal")),
    ("paper_entry.paper", lazy_gettext("Print it, and type in what comes back")),
    ("paper_entry.telephone", lazy_gettext("Read it out on the telephone")),
)
"""Other pages about a survey: each is one line here."""


class OpenForm(Form):
    """From which day to which families may answer."""

    opens_on = DayField(
        lazy_gettext("From which day can families answer?"), [InputRequired(lazy_gettext("Enter the first day."))]
    )
    closes_on = DayField(
        lazy_gettext("Which is the last day?"),
        description=lazy_gettext("Leave it empty to close it by hand later."),
    )


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One round of a survey, in words."""

    key: str
    days: str
    state: str
    may_close: bool


@bp.get("/<slug>")
@only(*EDITORS)
def survey(slug: str) -> ResponseReturnValue:
    """The survey's own page."""
    return _page(_found(slug), OpenForm(data={"opens_on": clock.today()}), done=request.args.get("done", ""))


@bp.post("/<slug>/open")
@only(*EDITORS)
def open_survey(slug: str) -> ResponseReturnValue:
    """Open it from one day to another."""
    found = _found(slug)
    form = OpenForm(request.form)
    if not form.validate():
        return _page(found, form), UNPROCESSABLE
    opens_on: date = form.opens_on.data
    try:
        wave = design.open_wave(
            session,
            survey=found,
            key=_key(found, opens_on),
            opens_on=opens_on,
            closes_on=form.closes_on.data,
        )
    except design.Held as held:
        form.opens_on.errors = [_("It cannot open yet. What is missing is written above these days.")]
        return _page(found, form, lacks=lacks_of(held.missing, slug)), UNPROCESSABLE
    except design.BadWave:
        form.closes_on.errors = [_("The last day cannot come before the first.")]
        return _page(found, form), UNPROCESSABLE
    record("surveys.wave_opened", slug, {"wave": wave.key})
    return redirect(url_for(".survey", slug=slug, done="opened"), 303)


@bp.post("/<slug>/edit")
@only(*EDITORS)
def edit(slug: str) -> ResponseReturnValue:
    """Begin to change it, or go on with the changes that somebody began."""
    there = copies.of_survey(session, _found(slug).slug)
    try:
        copy = there or copies.begin_edit(session, slug=slug, by=current_user.email, now=clock.now())
    except copies.AlreadyWriting as other:
        return redirect(url_for(".overview", copy_id=other.copy_id), 303)
    if there is None:
        record("surveys.draft_begun", slug)
    return redirect(url_for(".overview", copy_id=copy.id), 303)


@bp.get("/<slug>/definition.json")
@only(*EDITORS)
def export_published(slug: str) -> ResponseReturnValue:
    """The newest version as a file."""
    _found(slug)
    return as_file(copies.newest_definition(session, slug=slug), slug)


def _found(slug: str) -> Survey:
    try:
        return design.find(session, slug=slug)
    except design.NoSuchSurvey:
        abort(404)


def _key(found: Survey, opens_on: date) -> str:
    """A key for a new wave: its month, or its day where the month is taken by another wave."""
    month = f"{opens_on:%Y-%m}"
    there = session.exec(select(Wave).where(Wave.survey_id == found.id, Wave.key == month)).first()
    return month if there is None or there.opens_on == opens_on else f"{opens_on:%Y-%m-%d}"


def _page(found: Survey, form: OpenForm, *, done: str = "", lacks: Sequence[Lack] = ()) -> str:
    waves = session.exec(select(Wave).where(Wave.survey_id == found.id).order_by(col(Wave.opens_on).desc())).all()
    versions = session.exec(
        select(SurveyVersion).where(SurveyVersion.survey_id == found.id).order_by(col(SurveyVersion.number).desc())
    ).all()
    copy = copies.of_survey(session, found.slug)
    fields: dict[str, Any] = {field.name: field for field in field_views(form)}
    lines = [_line(wave) for wave in waves]
    return render_template(
        "surveys/editor/survey.html",
        survey=found,
        title=found.title.in_(locale.current().code),
        waves=lines,
        versions=[_version(each) for each in versions],
        copy=copy,
        fields=fields,
        errors=[field for field in fields.values() if field.error],
        done=done,
        lacks=lacks,
        is_open=any(line.may_close for line in lines),
        ways=[(url_for(way, slug=found.slug), str(words)) for way, words in WAYS if may_see(way)],
    )


def _version(each: SurveyVersion) -> str:
    facts = {"number": each.number, "day": format_date(each.published_on, "d MMMM y")}
    first = _("Version %(number)s, published on %(day)s.", **facts)
    return f"{first} {CHANGES[each.change]}" if each.number > 1 else str(first)


def _line(wave: Wave) -> WaveLine:
    today = clock.today()
    opens, closes = _day(wave.opens_on), _day(wave.closes_on) if wave.closes_on else ""
    days = _("%(first)s to %(last)s", first=opens, last=closes) if closes else _("From %(first)s on", first=opens)
    if wave.opens_on > today:
        return WaveLine(wave.key, days, _("Not yet open"), may_close=False)
    if opening.is_over(wave, today=today):
        return WaveLine(wave.key, days, _("Closed"), may_close=False)
    return WaveLine(wave.key, days, _("Open"), may_close=True)


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))
