"""A part of a survey: its heading and what is said under it."""

from collections.abc import Mapping
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.web import locale
from coproduce.web.forms import FieldView
from coproduce.web.session import session
from surveys.editor import changes, copies
from surveys.editor.models import WorkingCopy
from surveys.editor.views.blueprint import (
    CONFLICT,
    EDITORS,
    UNPROCESSABLE,
    bp,
    changed_meanwhile,
    copy_or_404,
    keep,
)
from surveys.editor.wording import Raw, text_in
from surveys.parse_values import mapping
from surveys.questions.tidy import tidy

NAMES = ("title", "hint", "easy-text", "easy-hint")
LONGEST = {"title": 200, "hint": 1_000, "easy-text": 200, "easy-hint": 1_000}


@bp.get("/drafts/<int:copy_id>/sections/new")
@only(*EDITORS)
def new_section(copy_id: int) -> ResponseReturnValue:
    """A part that is not there yet."""
    return _page(copy_or_404(copy_id), 0, dict.fromkeys(NAMES, ""))


@bp.get("/drafts/<int:copy_id>/sections/<int:number>")
@only(*EDITORS)
def section(copy_id: int, number: int) -> ResponseReturnValue:
    """The words of a part."""
    copy = copy_or_404(copy_id)
    found = _found(copy, number)
    pair = mapping(found.get("easy"))
    words = (found.get("title"), found.get("hint"), pair.get("text"), pair.get("hint"))
    return _page(copy, number, {name: text_in(each) for name, each in zip(NAMES, words, strict=True)})


@bp.post("/drafts/<int:copy_id>/sections/new")
@bp.post("/drafts/<int:copy_id>/sections/<int:number>")
@only(*EDITORS)
def change_section(copy_id: int, number: int = 0) -> ResponseReturnValue:
    """Keep the words of a part, or say what to mend."""
    copy = copy_or_404(copy_id)
    if number:
        _found(copy, number)
    typed = {name: tidy(request.form.get(name, "")) for name in NAMES}
    if locale.only_switches():
        return _page(copy, number, typed), UNPROCESSABLE
    if errors := _errors(typed):
        return _page(copy, number, typed, errors), UNPROCESSABLE
    easy = {"text": typed["easy-text"], "hint": typed["easy-hint"]}
    words = (typed["title"], typed["hint"], easy)
    try:
        keep(copy, changes.word_section(number - 1, *words) if number else changes.add_section(*words))
    except copies.ChangedMeanwhile:
        session.expire(copy)
        return _page(copy, number, typed, notice=changed_meanwhile()), CONFLICT
    at = number or len(changes.sections(copy.definition))
    return redirect(url_for(".overview", copy_id=copy_id, done="saved", _anchor=f"s-{at}"), 303)


def _found(copy: WorkingCopy, number: int) -> Raw:
    found = changes.sections(copy.definition)
    if not 1 <= number <= len(found):
        abort(404)
    return found[number - 1]


def _errors(typed: Mapping[str, str]) -> dict[str, str]:
    errors = {
        name: _("Use %(most)s letters at most.", most=most)
        for name, most in LONGEST.items()
        if len(typed[name]) > most
    }
    if not typed["title"]:
        errors["title"] = _("Give this part a heading.")
    if typed["easy-hint"] and not typed["easy-text"]:
        errors["easy-text"] = _("Write the heading in Easy Read too, or leave both empty.")
    return errors


def _page(
    copy: WorkingCopy,
    number: int,
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    notice: str = "",
) -> str:
    labels = {
        "title": (_("What is the heading of this part?"), _("A few words, such as: About your club.")),
        "hint": (_("What should people know before they answer it?"), _("You can leave it empty.")),
        "easy-text": (_("The heading in Easy Read"), _("Short and plain. One idea.")),
        "easy-hint": (_("What to know, in Easy Read"), ""),
    }
    fields = {
        name: replace(FieldView(name, *words), value=typed[name], error=(errors or {}).get(name))
        for name, words in labels.items()
    }
    return render_template(
        "surveys/editor/section.html",
        copy=copy,
        number=number,
        fields=fields,
        errors=[field for field in fields.values() if field.error],
        notice=notice,
    )
