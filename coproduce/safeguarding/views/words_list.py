"""The lead's page of words: cues that were added, and sentences that should be flagged."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.safeguarding import word_list
from coproduce.safeguarding.views.words import KINDS
from coproduce.voice import screening
from coproduce.voice.added_cues import BadCue
from coproduce.web.forms import AtMost, Form, field_views
from coproduce.web.running_text import moment
from coproduce.web.session import session

bp = Blueprint("harm_words", __name__, url_prefix="/manage/concerns/words", template_folder="../templates")
UNPROCESSABLE = 422


class CueForm(Form):
    """Words to look for."""

    cue = StringField(
        _("Which words?"),
        description=_("For example: padlock* ... kitchen. * stands for any ending, ... for up to three words."),
        validators=[InputRequired(_("Write the words to look for.")), AtMost(120)],
    )
    kind = SelectField(_("What may they mean?"))


class CaseForm(Form):
    """A sentence that should have been flagged."""

    text = TextAreaField(
        _("Which sentence should have been flagged?"),
        description=_("Write it in your own words, so that nobody can be recognised. It is checked again."),
        validators=[InputRequired(_("Write the sentence.")), AtMost(1000)],
    )


@bp.get("")
@only(Role.SAFEGUARDING)
def words() -> ResponseReturnValue:
    """The words that were added, and the sentences."""
    return _words()


@bp.post("")
@only(Role.SAFEGUARDING)
def add_words() -> ResponseReturnValue:
    """Add a cue, or say why it cannot be."""
    form = _cue_form(request.form)
    if not form.validate():
        return _words(form), UNPROCESSABLE
    try:
        word_list.add(
            session, cue=form.cue.data or "", kind=form.kind.data, by=current_user.email, now=clock.now()
        )
    except (BadCue, word_list.AlreadyThere, word_list.FlagsTooMany) as error:
        form.cue.errors = (*form.cue.errors, _why(error))
        return _words(form), UNPROCESSABLE
    return redirect(url_for(".words", done="added"), 303)


@bp.post("/<int:cue_id>/withdrawal")
@only(Role.SAFEGUARDING)
def withdraw_words(cue_id: int) -> ResponseReturnValue:
    """Take a cue off the list."""
    try:
        word_list.withdraw(session, cue_id=cue_id, by=current_user.email, now=clock.now())
    except word_list.NotThere:
        abort(404)
    return redirect(url_for(".words", done="withdrawn"), 303)


@bp.post("/sentences")
@only(Role.SAFEGUARDING)
def add_sentence() -> ResponseReturnValue:
    """Keep a sentence that should be flagged."""
    form = CaseForm(request.form)
    if not form.validate():
        return _words(case=form), UNPROCESSABLE
    word_list.add_case(session, text=form.text.data or "", by=current_user.email, now=clock.now())
    return redirect(url_for(".words", done="kept"), 303)


@bp.post("/sentences/<int:case_id>/removal")
@only(Role.SAFEGUARDING)
def remove_sentence(case_id: int) -> ResponseReturnValue:
    """Take a sentence away."""
    try:
        word_list.remove_case(session, case_id=case_id, by=current_user.email, now=clock.now())
    except word_list.NotThere:
        abort(404)
    return redirect(url_for(".words", done="removed"), 303)


def _cue_form(sent: object = None) -> CueForm:
    form = CueForm(sent)
    form.kind.choices = [(kind, KINDS[kind]()) for kind in screening.kinds()]
    return form


def _words(form: CueForm | None = None, case: CaseForm | None = None) -> str:
    done = {
        "added": gettext("The words are on the list. Earlier comments are looked through within minutes."),
        "withdrawn": gettext("The words are off the list."),
        "kept": gettext("The sentence is kept."),
        "removed": gettext("The sentence is removed."),
    }
    return render_template(
        "safeguarding/words.html",
        cues=[(cue, KINDS.get(cue.kind, lambda: "")(), moment(cue.added_at)) for cue in word_list.cues(session)],
        cases=word_list.cases(session),
        fields=list(field_views(form or _cue_form())),
        sentence=list(field_views(case or CaseForm())),
        done=done.get(request.args.get("done", ""), ""),
    )


def _why(error: ValueError) -> str:
    if isinstance(error, word_list.FlagsTooMany):
        return ngettext(
            "These words alone are in %(found)s of %(num)s comment. Write more words, so that they mean harm.",
            "These words alone are in %(found)s of %(num)s comments. Write more words, so that they mean harm.",
            error.tried,
            found=error.found,
        )
    if isinstance(error, word_list.AlreadyThere):
        return gettext("These words are on the list already.")
    return {
        "too_short": gettext("Write at least one whole word of three letters or more; begin and end with a word."),
        "too_many": gettext("This stands for too many spellings. Leave out some words with | or some ..."),
        "signs": gettext("Use letters, digits and apostrophes; beside them only *, |, _ and ..."),
        "other_script": gettext("In this script write three letters or more, without *, |, _ and ..."),
    }.get(str(error), gettext("Write up to eight words, 120 characters at most."))
