"""The list of all surveys, with what to do next, and the page on which another is begun."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import select

from coproduce.accounts.access import only
from coproduce.accounts.views.acting import file_sent
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.forms import FieldView, Option
from coproduce.web.session import session
from surveys.definition import shipped
from surveys.design import NoSuchSurvey
from surveys.editor import copies
from surveys.editor.incoming import NotASurvey, read_file
from surveys.editor.models import WorkingCopy
from surveys.editor.views.blueprint import EDITORS, UNPROCESSABLE, bp, record
from surveys.editor.views.check_words import next_step
from surveys.editor.views.gates import lacks
from surveys.editor.wording import text_in
from surveys.models import Survey, SurveyKind
from surveys.running import Listed, listed

NOTHING, PULSE, COPY, FILE = "nothing", "pulse", "copy", "file"
PARENT_PULSE = "parent-pulse"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A survey in the list: its title, its page, its state in a word, and what to do next."""

    title: str
    url: str
    state: str
    next: str


@bp.get("")
@only(*EDITORS)
def surveys() -> ResponseReturnValue:
    """All surveys: those being written, those that are open, those that are not."""
    waves = {one.slug: one for one in listed(session, today=clock.today())}
    published = session.exec(select(Survey).order_by(Survey.slug)).all()
    lines = [_published(each, waves.get(each.slug)) for each in published]
    open_now = {slug for slug, one in waves.items() if one.is_open}
    return render_template(
        "surveys/editor/surveys.html",
        drafts=[_draft(copy) for copy in copies.every(session)],
        open=[line for line, each in zip(lines, published, strict=True) if each.slug in open_now],
        others=[line for line, each in zip(lines, published, strict=True) if each.slug not in open_now],
        thrown_away=request.args.get("done") == "thrown-away",
    )


@bp.get("/new")
@only(*EDITORS)
def new() -> ResponseReturnValue:
    """Begin a survey: from nothing, from the pulse, from another, from a file."""
    like = request.args.get("like", "")
    return _new_page(
        {"title": "", "kind": SurveyKind.PULSE.value, "start": COPY if like else NOTHING, "like": like}
    )


@bp.post("/new")
@only(*EDITORS)
def begin() -> ResponseReturnValue:
    """Make its working copy, or say what is missing."""
    typed = {name: request.form.get(name, "").strip() for name in ("title", "kind", "start", "like")}
    if locale.only_switches():
        return _new_page(typed), UNPROCESSABLE
    errors: dict[str, str] = {}
    like = _like(typed, errors)
    title = typed["title"] or (text_in(like.get("title")) if like else "")
    if not errors and not 0 < len(title) <= LONGEST_TITLE:
        errors["title"] = _("Give it a title, with %(most)s letters at most.", most=LONGEST_TITLE)
    if errors:
        return _new_page(typed, errors), UNPROCESSABLE
    kind = SurveyKind(typed["kind"]) if typed["kind"] in set(SurveyKind) else SurveyKind.PULSE
    copy = copies.begin_new(session, title=title, kind=kind, like=like, by=current_user.email, now=clock.now())
    record("surveys.draft_begun", copy.slug)
    return redirect(url_for(".overview", copy_id=copy.id), 303)


def _like(typed: Mapping[str, str], errors: dict[str, str]) -> dict[str, Any] | None:
    """The definition to begin with, if any."""
    if typed["start"] == PULSE:
        return shipped(PARENT_PULSE)
    if typed["start"] == COPY:
        try:
            return copies.newest_definition(session, slug=typed["like"])
        except NoSuchSurvey:
            errors["like"] = _("Choose the survey to copy.")
    if typed["start"] == FILE:
        try:
            return read_file(file_sent())
        except NotASurvey as bad:
            errors["file"] = " ".join([_why(bad.key), *map(locale.said, bad.faults)])
    return None


def _why(key: str) -> str:
    return {
        "nothing": _("Choose the file first."),
        "not_json": _(
            "This file is not a survey's definition. It ends in .json, and you get one from a survey's page."
        ),
        "faults": _("This file has faults:"),
    }[key]


def _new_page(typed: Mapping[str, str], errors: Mapping[str, str] | None = None) -> str:
    errors = errors or {}
    every = session.exec(select(Survey).order_by(Survey.slug)).all()
    here = locale.current().code
    others = tuple(Option(each.slug, each.title.in_(here)) for each in every)
    starts = [
        Option(NOTHING, _("With an empty page")),
        Option(PULSE, _("With the parents’ pulse"), _("The confidence questions and those about who answered.")),
        *([Option(COPY, _("With a copy of another survey"))] if others else []),
        Option(FILE, _("With a file"), _("One that you saved from a survey’s page.")),
    ]
    fields = {
        "title": FieldView(
            "title",
            _("What is the survey called?"),
            _("Families see this. A question works well: “How was the meeting for you?”"),
            value=typed["title"],
        ),
        "kind": FieldView(
            "kind",
            _("What is it?"),
            value=typed["kind"],
            options=(
                Option("pulse", _("A pulse"), _("A few questions on how things are going.")),
                Option("consultation", _("A consultation"), _("Views on a proposal, before it is decided.")),
            ),
        ),
        "start": FieldView("start", _("How do you want to begin?"), value=typed["start"], options=tuple(starts)),
        "like": FieldView("like", _("If you copy: which survey?"), value=typed["like"], options=others),
        "file": FieldView("file", _("If you use a file: which one?")),
    }
    shown = _with_errors(fields, errors)
    return render_template(
        "surveys/editor/new.html", fields=shown, errors=[f for f in shown.values() if f.error], others=others
    )


def _with_errors(fields: Mapping[str, FieldView], errors: Mapping[str, str]) -> dict[str, FieldView]:
    return {name: replace(field, error=errors.get(name)) for name, field in fields.items()}


def _draft(copy: WorkingCopy) -> Line:
    title = text_in(copy.definition.get("title")) or copy.slug
    count = len(lacks(copy))
    return Line(title, url_for(".overview", copy_id=copy.id), _("Draft"), next_step(count))


def _published(survey: Survey, one: Listed | None) -> Line:
    title, url = survey.title.in_(locale.current().code), url_for(".survey", slug=survey.slug)
    if one is None:
        return Line(title, url, _("Never opened"), _("Choose the days on which families can answer."))
    if one.is_open:
        return Line(title, url, _("Open"), _open_until(one))
    if one.opens_on > clock.today():
        opens = format_date(one.opens_on, "EEEE d MMMM")
        return Line(title, url, _("Opens later"), _("It opens on %(day)s. Tell families about it.", day=opens))
    return Line(title, url, _("Closed"), _("It is closed. Say what was heard, and what follows from it."))


def _open_until(one: Listed) -> str:
    if one.closes_on is None:
        return _("Families can answer now. It has no last day yet: give it one.")
    return _("Families can answer until %(day)s.", day=format_date(one.closes_on, "EEEE d MMMM"))
