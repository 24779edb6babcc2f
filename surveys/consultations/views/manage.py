"""Consultations for those who prepare them: all of its parts on one page, with what is missing above."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import col, select

from coproduce.accounts.access import only
from coproduce.accounts.views.acting import file_sent
from coproduce.core import clock
from coproduce.web.forms import FieldView, Option
from coproduce.web.session import session
from surveys.consultations import papers, stages
from surveys.consultations.models import (
    LARGEST,
    Consultation,
    ConsultationKind,
    ConsultationPaper,
)
from surveys.consultations.views import manage_page, shown
from surveys.consultations.views.desk import (
    CONFLICT,
    EDITORS,
    MOST_DIGITS,
    UNPROCESSABLE,
    bp,
    changed_copy,
    found_at,
    held,
    kept,
    record,
    still_open,
)
from surveys.consultations.views.forms import (
    paper_form,
)
from surveys.models import Survey, SurveyKind, Wave


@bp.get("/manage/consultations")
@only(*EDITORS)
def every() -> ResponseReturnValue:
    """All there are, and the surveys beside which one may begin."""
    return _every()


@bp.post("/manage/consultations")
@only(*EDITORS)
def begin() -> ResponseReturnValue:
    """Begin one beside a survey."""
    # One after the other: two who begin the same one must not both find none.
    chosen = select(Survey).where(Survey.slug == request.form.get("survey", "")).with_for_update()
    survey = session.exec(chosen).first()
    if survey is None or request.form.get("kind") not in set(ConsultationKind):
        return _every(problem=_("Choose a survey and a kind that are shown here.")), UNPROCESSABLE
    if survey.kind is SurveyKind.PULSE and request.form["kind"] == ConsultationKind.YOUNG:
        return _every(problem=_("This survey asks parents. Choose one that asks young people.")), UNPROCESSABLE
    if session.get(Consultation, survey.id) is None:
        if session.exec(select(Wave.id).where(Wave.survey_id == survey.id)).first() is not None:
            # What is open already would stand before everybody with nothing said, past all gates.
            problem = _(
                "Families can answer this survey already, or could before. Choose one that was never open."
            )
            return _every(problem=problem), UNPROCESSABLE
        session.add(Consultation(survey_id=survey.id or 0, kind=ConsultationKind(request.form["kind"])))
        record("consultations.begun", survey.slug)
    return redirect(url_for(".one", slug=survey.slug), 303)


def _every(problem: str | None = None) -> str:
    there, opened = select(Consultation.survey_id), select(Wave.survey_id)
    fresh = select(Survey).where(col(Survey.id).not_in(there), col(Survey.id).not_in(opened))
    free = session.exec(fresh.order_by(Survey.slug)).all()
    found = stages.every(session, today=clock.today())
    options = tuple(Option(each.slug, shown.words(each.title)) for each in free)
    return render_template(
        "surveys/consultations/manage_every.html",
        lines=[(one.survey.slug, shown.words(one.survey.title), shown.state(one)) for one in found],
        survey=FieldView(
            "survey",
            _("Which survey asks its questions?"),
            options=options,
            error=problem,
            value=request.values.get("survey", ""),
        ),
        kind=FieldView(
            "kind",
            _("Which kind is it?"),
            options=_kinds(),
            value=request.form.get("kind", ConsultationKind.FORMAL.value),
        ),
    )


@bp.get("/manage/consultations/<slug>")
@only(*EDITORS)
def one(slug: str) -> ResponseReturnValue:
    """Its page."""
    return manage_page.page(found_at(slug), done=request.args.get("done", ""))


@bp.post("/manage/consultations/<slug>")
@only(*EDITORS)
def save(slug: str) -> ResponseReturnValue:
    """Keep what it is about."""
    found = still_open(slug)
    form = manage_page.about_of(found, request.form)
    if not form.validate() or not form.fits():
        return manage_page.page(found, about=form), UNPROCESSABLE
    if request.form.get("lock") != str(found.told.lock):
        return manage_page.page(found, about=form, changed=True), CONFLICT
    after = changed_copy(found.told)
    form.fill(after)
    if lacks := held(found, told=after):
        return manage_page.page(found, about=form, held=lacks), UNPROCESSABLE
    form.fill(found.told)
    return kept(found, "consultations.changed")


@bp.post("/manage/consultations/<slug>/papers")
@only(*EDITORS)
def add_paper(slug: str) -> ResponseReturnValue:
    """Add a paper: a file or an address."""
    found = still_open(slug)
    form = paper_form(request.form)
    content, address = file_sent(), str(form.address.data or "").strip()
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
    return kept(found, "consultations.changed", "papers")


@bp.post("/manage/consultations/<slug>/papers/<int:paper_id>/remove")
@only(*EDITORS)
def remove_paper(slug: str, paper_id: int) -> ResponseReturnValue:
    """Take a paper out."""
    found = still_open(slug)
    there = session.get(ConsultationPaper, paper_id) if paper_id < 10**MOST_DIGITS else None
    if there is None or there.survey_id != found.told.survey_id:
        abort(404)
    session.delete(there)
    return kept(found, "consultations.changed", "papers")


def _kinds() -> tuple[Option, ...]:
    return (
        Option(ConsultationKind.FORMAL.value, _("On a proposal that a board decides")),
        Option(ConsultationKind.YOUNG.value, _("With children and young people")),
    )
