"""The options of a consultation: added, written anew, taken out; none that its gate needs while it is open."""

from flask import abort, request
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.core.types import Wording
from coproduce.web.session import session
from surveys.consultations import holding
from surveys.consultations.models import ConsultationOption
from surveys.consultations.stages import Standing
from surveys.consultations.views import manage_page
from surveys.consultations.views.desk import EDITORS, MOST_DIGITS, UNPROCESSABLE, bp, held, kept, still_open
from surveys.consultations.views.forms import OptionForm, form_for


@bp.post("/manage/consultations/<slug>/options")
@only(*EDITORS)
def add_option(slug: str) -> ResponseReturnValue:
    """Add an option."""
    found = still_open(slug)
    form = _form(found)
    if not form.validate() or not form.needs():
        return manage_page.page(found, option=form), UNPROCESSABLE
    added = _filled(form, found.told.survey_id)
    if lacks := held(found, options=[*holding.options_of(session, found.told.survey_id), added]):
        return manage_page.page(found, option=form, held=lacks), UNPROCESSABLE
    session.add(added)
    return kept(found, "consultations.changed", "options")


@bp.post("/manage/consultations/<slug>/options/<int:option_id>")
@only(*EDITORS)
def change_option(slug: str, option_id: int) -> ResponseReturnValue:
    """Write an option anew."""
    found = still_open(slug)
    there = _option(found, option_id)
    form = _form(found)
    if not form.validate() or not form.needs():
        return manage_page.page(found, options={option_id: form}), UNPROCESSABLE
    after = _filled(form, found.told.survey_id, there)
    others = holding.options_of(session, found.told.survey_id)
    if lacks := held(found, options=[after if each is there else each for each in others]):
        return manage_page.page(found, options={option_id: form}, held=lacks), UNPROCESSABLE
    there.title, there.reasons, there.is_nothing = after.title, after.reasons, after.is_nothing
    session.add(there)
    return kept(found, "consultations.changed", "options")


@bp.post("/manage/consultations/<slug>/options/<int:option_id>/remove")
@only(*EDITORS)
def remove_option(slug: str, option_id: int) -> ResponseReturnValue:
    """Take an option out."""
    found = still_open(slug)
    there = _option(found, option_id)
    others = [each for each in holding.options_of(session, found.told.survey_id) if each is not there]
    if lacks := held(found, options=others):
        return manage_page.page(found, held=lacks), UNPROCESSABLE
    session.delete(there)
    return kept(found, "consultations.changed", "options")


def _form(found: Standing) -> OptionForm:
    made: OptionForm = form_for(OptionForm, ("title", "reasons"), manage_page.languages(found), request.form)
    return made


def _option(found: Standing, option_id: int) -> ConsultationOption:
    there = session.get(ConsultationOption, option_id) if option_id < 10**MOST_DIGITS else None
    if there is None or there.survey_id != found.told.survey_id:
        abort(404)
    return there


def _filled(form: OptionForm, survey_id: int, before: ConsultationOption | None = None) -> ConsultationOption:
    """The option as it was typed, beside the database; `needs` saw to it that its texts are there."""
    title = form.wording("title", before.title if before else None) or Wording({})
    reasons = form.wording("reasons", before.reasons if before else None) or Wording({})
    is_nothing = form.is_nothing.data == "yes"
    return ConsultationOption(survey_id=survey_id, title=title, reasons=reasons, is_nothing=is_nothing)
