"""The page on which a consultation is prepared, as finished values."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from coproduce.core import clock
from coproduce.web.forms import FieldView
from coproduce.web.session import session
from surveys.consultations import holding, stages
from surveys.consultations.gates import Missing
from surveys.consultations.gates import before_telling as gate
from surveys.consultations.models import ConsultationKind, ConsultationResponse
from surveys.consultations.stages import Stage, Standing
from surveys.consultations.views import shown
from surveys.consultations.views.forms import (
    DecisionForm,
    OptionForm,
    PaperForm,
    TextsForm,
    about_form,
    form_for,
    paper_form,
    rows,
)
from surveys.consultations.views.sentences import sentences


def languages(found: Standing) -> tuple[str, ...]:
    """The languages of its questions."""
    asked = holding.asked_by(session, survey_id=found.told.survey_id)
    return asked.languages if asked else ("en",)


def _before_opening(found: Standing) -> tuple[Missing, ...]:
    told = found.told
    return holding.missing(session, survey_id=told.survey_id, opens_on=told.opens_on, closes_on=told.closes_on)


def before_telling(found: Standing) -> tuple[Missing, ...]:
    """What is missing before its end is told."""
    survey_id = found.told.survey_id
    asked = holding.asked_by(session, survey_id=survey_id)
    if asked is None:
        abort(404)
    return gate(
        found.told,
        closed_on=found.closes_on if found.stage is Stage.WAITING else None,
        themes={code: shown.theme_name(code) for code in stages.themes_said(session, found.survey)},
        responses=stages.responses_of(session, survey_id),
        papers=stages.papers_of(session, survey_id),
        asked=asked,
        today=clock.today(),
    )


def _lacks(found: Standing) -> list[tuple[str, str]]:
    """What is missing next, each with the part of the page that mends it."""
    if found.stage is Stage.TOLD or found.stage is Stage.OPEN:
        return []
    missing = before_telling(found) if found.stage is Stage.WAITING else _before_opening(found)
    edit = url_for("survey_editor.survey", slug=found.survey.slug)
    links = [edit if each.place == "survey" else f"#{_part(each.place)}" for each in missing]
    return list(zip(sentences(missing), links, strict=True))


def _part(place: str) -> str:
    return "about" if place in ("days", "young", "rung") else place


def page(found: Standing, *, done: str = "", changed: bool = False, **typed: Any) -> str:
    """The whole page, with what was typed in one of its forms."""
    told, codes = found.told, languages(found)
    answers = {each.theme: each for each in stages.responses_of(session, told.survey_id)}
    sent = typed.get("answers", {})
    about = typed.get("about") or about_form(told, codes)
    option = typed.get("option") or form_for(OptionForm, ("title", "reasons"), codes)
    decision = typed.get("decision") or form_for(
        DecisionForm,
        ("decision",),
        codes,
        decision=told.decision,
        decided_on=told.decided_on,
        body=told.decision_body,
    )
    paper = typed.get("paper") or paper_form()
    feedback = typed.get("feedback") or form_for(TextsForm, ("feedback",), codes, feedback=told.feedback)
    themes = {
        code: rows(sent.get(code) or _answer_form(answers.get(code), codes), within=code)
        for code in stages.themes_said(session, found.survey)
    }
    wrong = [rows(form) for form in typed.values() if isinstance(form, TextsForm | PaperForm)]
    return render_template(
        "surveys/consultations/manage.html",
        slug=found.survey.slug,
        title=shown.words(found.survey.title),
        told=told,
        stage=found.stage.value,
        state=shown.state(found),
        lacks=_lacks(found),
        errors=[view for drawn in [*wrong, *themes.values()] for _kind, view in drawn if view.error],
        about=rows(about),
        option=rows(option),
        options=holding.options_of(session, told.survey_id),
        paper=rows(paper),
        papers=stages.papers_of(session, told.survey_id),
        file=FieldView("file", _("A PDF, Word or OpenDocument file of 4 MB at most")),
        decision=rows(decision),
        feedback=rows(feedback),
        themes=[
            (code, shown.theme_name(code), code in answers and code not in sent, themes[code]) for code in themes
        ],
        words=shown.words,
        done=done,
        changed=changed,
        is_formal=told.kind is ConsultationKind.FORMAL,
    )


def _answer_form(there: ConsultationResponse | None, codes: tuple[str, ...]) -> Any:
    """The form for what came of a theme, with what was answered already."""
    said = {"changed": there.changed, "unchanged": there.unchanged} if there else {}
    return form_for(TextsForm, ("changed", "unchanged"), codes, **said)
