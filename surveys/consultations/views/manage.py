"""Consultations for those who prepare them: all of its parts on one page, with what is missing above."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import SQLModel, col, select

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import audit, clock
from coproduce.web.forms import FieldView, Option
from coproduce.web.session import session
from surveys.consultations import papers, stages
from surveys.consultations.models import (
    LARGEST,
    Consultation,
    ConsultationKind,
    ConsultationOption,
    ConsultationPaper,
    ConsultationResponse,
)
from surveys.consultations.stages import Stage, Standing
from surveys.consultations.views import manage_page, shown
from surveys.consultations.views.forms import (
    DecisionForm,
    OptionForm,
    TextsForm,
    about_form,
    form_for,
    paper_form,
)
from surveys.models import Survey, SurveyKind

bp = Blueprint("manage_consultations", __name__, template_folder="../../templates")
EDITORS = (Role.OFFICER, Role.FORUM, Role.ADMIN)
UNPROCESSABLE, CONFLICT = 422, 409
MOST_DIGITS = 9
PARTS: Mapping[str, type[SQLModel]] = {"options": ConsultationOption, "papers": ConsultationPaper}


@bp.url_value_preprocessor
def _let_files_in(endpoint: str | None, _values: object) -> None:
    # Before anything reads the form: people who sign in may send a file here that is larger than any form.
    if endpoint == f"{bp.name}.add_paper" and current_user.is_authenticated:
        request.max_content_length = LARGEST + 500_000


@bp.get("/manage/consultations")
@only(*EDITORS)
def every() -> ResponseReturnValue:
    """All there are, and the surveys beside which one may begin."""
    there = select(Consultation.survey_id)
    free = session.exec(select(Survey).where(col(Survey.id).not_in(there)).order_by(Survey.slug)).all()
    found = stages.every(session, today=clock.today())
    options = tuple(Option(each.slug, shown.words(each.title)) for each in free)
    return render_template(
        "surveys/consultations/manage_every.html",
        lines=[(one.survey.slug, shown.words(one.survey.title), shown.state(one)) for one in found],
        survey=FieldView("survey", _("Which survey asks its questions?"), options=options),
        kind=FieldView("kind", _("Which kind is it?"), options=_kinds(), value=ConsultationKind.FORMAL.value),
    )


@bp.post("/manage/consultations")
@only(*EDITORS)
def begin() -> ResponseReturnValue:
    """Begin one beside a survey. Beside one for children and young people it is theirs."""
    survey = session.exec(select(Survey).where(Survey.slug == request.form.get("survey", ""))).first()
    if survey is None or request.form.get("kind") not in set(ConsultationKind):
        return redirect(url_for(".every"), 303)
    if session.get(Consultation, survey.id) is None:
        is_young = survey.kind is SurveyKind.CONSULTATION and request.form["kind"] == ConsultationKind.YOUNG
        kind = ConsultationKind.YOUNG if is_young else ConsultationKind.FORMAL
        session.add(Consultation(survey_id=survey.id or 0, kind=kind))
        _record("consultations.begun", survey.slug)
    return redirect(url_for(".one", slug=survey.slug), 303)


@bp.get("/manage/consultations/<slug>")
@only(*EDITORS)
def one(slug: str) -> ResponseReturnValue:
    """Its page."""
    return manage_page.page(_found(slug), done=request.args.get("done", ""))


@bp.post("/manage/consultations/<slug>")
@only(*EDITORS)
def save(slug: str) -> ResponseReturnValue:
    """Keep what it is about."""
    found = _open(slug)
    form = about_form(found.told, manage_page.languages(found), request.form)
    if not form.validate() or not form.fits():
        return manage_page.page(found, about=form), UNPROCESSABLE
    if request.form.get("lock") != str(found.told.lock):
        return manage_page.page(found, about=form, changed=True), CONFLICT
    form.fill(found.told)
    return _kept(found, "consultations.changed")


@bp.post("/manage/consultations/<slug>/options")
@only(*EDITORS)
def add_option(slug: str) -> ResponseReturnValue:
    """Add an option."""
    found = _open(slug)
    form = form_for(OptionForm, ("title", "reasons"), manage_page.languages(found), request.form)
    if not form.validate() or not form.needs():
        return manage_page.page(found, option=form), UNPROCESSABLE
    session.add(
        ConsultationOption(
            survey_id=found.told.survey_id,
            title=form.wording("title"),
            reasons=form.wording("reasons"),
            is_nothing=form.is_nothing.data == "yes",
        )
    )
    return _kept(found, "consultations.changed", "options")


@bp.post("/manage/consultations/<slug>/papers")
@only(*EDITORS)
def add_paper(slug: str) -> ResponseReturnValue:
    """Add a paper: a file or an address."""
    found = _open(slug)
    form = paper_form(request.form)
    content, address = _sent(), str(form.address.data or "").strip()
    kind = papers.content_type(content)
    valid = form.validate()
    if bool(content) == bool(address) or (content and (not kind or len(content) > LARGEST)):
        form.address.errors = [_("Choose a PDF, Word or OpenDocument file of 4 MB at most, or enter an address.")]
    elif address and not address.startswith("https://"):
        form.address.errors = [_("Enter an address that begins with https://.")]
    if not valid or form.errors:
        return manage_page.page(found, paper=form), UNPROCESSABLE
    session.add(
        ConsultationPaper(
            survey_id=found.told.survey_id,
            title=str(form.paper_title.data).strip(),
            language=form.paper_language.data,
            of_decision=form.of_decision.data == "yes",
            address=address,
            content_type=kind or None,
            content=content or None,
        )
    )
    return _kept(found, "consultations.changed", "papers")


@bp.post("/manage/consultations/<slug>/<part>/<int:part_id>/remove")
@only(*EDITORS)
def remove(slug: str, part: str, part_id: int) -> ResponseReturnValue:
    """Take an option or a paper out."""
    found = _open(slug)
    kind = PARTS.get(part)
    there: Any = session.get(kind, part_id) if kind and part_id < 10**MOST_DIGITS else None
    if there is None or there.survey_id != found.told.survey_id:
        abort(404)
    session.delete(there)
    return _kept(found, "consultations.changed", part)


@bp.post("/manage/consultations/<slug>/responses/<theme>")
@only(*EDITORS)
def respond(slug: str, theme: str) -> ResponseReturnValue:
    """Answer a theme: what changed, and what did not and why."""
    found = _open(slug)
    if theme not in stages.themes_said(session, found.survey):
        abort(404)
    form = form_for(TextsForm, ("changed", "unchanged"), manage_page.languages(found), request.form)
    if not form.validate() or not form.needs():
        return manage_page.page(found, answers={theme: form}), UNPROCESSABLE
    mine = [each for each in stages.responses_of(session, found.told.survey_id) if each.theme == theme]
    changed, unchanged = form.wording("changed"), form.wording("unchanged")
    there = mine[0] if mine else None
    if there is None:
        there = ConsultationResponse(
            survey_id=found.told.survey_id, theme=theme, changed=changed, unchanged=unchanged
        )
    there.changed, there.unchanged = changed, unchanged
    session.add(there)
    return _kept(found, "consultations.answered", "responses")


@bp.post("/manage/consultations/<slug>/decision")
@only(*EDITORS)
def decide(slug: str) -> ResponseReturnValue:
    """Put the decision on record."""
    found = _open(slug)
    form = form_for(DecisionForm, ("decision",), manage_page.languages(found), request.form)
    valid = form.validate() and form.needs()
    if valid and form.decided_on.data > clock.today():
        form.decided_on.errors = [_("Enter the day on which it was decided, today at the latest.")]
    if valid and found.stage is Stage.OPEN:
        form.decided_on.errors = [_("People can still take part. Put the decision on record once it has closed.")]
    if not valid or form.errors:
        return manage_page.page(found, decision=form), UNPROCESSABLE
    found.told.decision_body = form.body.data.strip()
    found.told.decision = form.wording("decision", found.told.decision)
    found.told.decided_on = form.decided_on.data
    return _kept(found, "consultations.decided", "decision")


@bp.post("/manage/consultations/<slug>/feedback")
@only(*EDITORS)
def feed_back(slug: str) -> ResponseReturnValue:
    """Write what came of it in easy words."""
    found = _open(slug)
    form = form_for(TextsForm, ("feedback",), manage_page.languages(found), request.form)
    if not form.validate() or not form.needs():
        return manage_page.page(found, feedback=form), UNPROCESSABLE
    found.told.feedback = form.wording("feedback", found.told.feedback)
    return _kept(found, "consultations.changed", "feedback")


@bp.post("/manage/consultations/<slug>/tell")
@only(*EDITORS)
def tell(slug: str) -> ResponseReturnValue:
    """Tell everybody what came of it, or say what is missing."""
    found = _open(slug)
    if manage_page.before_telling(found):
        return manage_page.page(found), UNPROCESSABLE
    found.told.published_on = clock.today()
    return _kept(found, "consultations.told", "")


def _found(slug: str) -> Standing:
    try:
        return stages.find(session, slug=slug, today=clock.today())
    except stages.NoSuchConsultation:
        abort(404)


def _open(slug: str) -> Standing:
    """The consultation, where it can still be changed: what was told stays as it was told."""
    found = _found(slug)
    if found.stage is Stage.TOLD:
        abort(CONFLICT)
    return found


def _kept(found: Standing, act: str, part: str = "about") -> ResponseReturnValue:
    found.told.lock += 1
    session.add(found.told)
    session.flush()
    _record(act, found.survey.slug)
    return redirect(url_for(".one", slug=found.survey.slug, done="kept", _anchor=part or None), 303)


def _record(act: str, slug: str) -> None:
    audit.record(
        session,
        act=act,
        by=current_user.email,
        role=current_user.role.value,
        about=f"survey:{slug}",
        now=clock.now(),
    )


def _sent() -> bytes:
    """The file that was sent; a large one waits in a file of the server's, which is closed and gone after this."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    with closing(sent):
        content: bytes = sent.read()
    return content


def _kinds() -> tuple[Option, ...]:
    return (
        Option(ConsultationKind.FORMAL.value, _("On a proposal that a board decides")),
        Option(ConsultationKind.YOUNG.value, _("With children and young people")),
    )
