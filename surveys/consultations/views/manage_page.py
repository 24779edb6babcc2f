"""The page on which a consultation is prepared, as finished values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from coproduce.core import clock
from coproduce.core.languages import BY_CODE, OFFERED
from coproduce.web.forms import FieldView
from coproduce.web.session import session
from surveys.consultations import holding, holidays, results, stages
from surveys.consultations.gates import asks_young
from surveys.consultations.gates import before_telling as gate
from surveys.consultations.models import Consultation, ConsultationKind, ConsultationOption, ConsultationResponse
from surveys.consultations.stages import Stage, Standing
from surveys.consultations.views import shown
from surveys.consultations.views.about_forms import about_form
from surveys.consultations.views.forms import (
    DecisionForm,
    EarlyForm,
    OptionForm,
    PaperForm,
    TextsForm,
    form_for,
    paper_form,
    rows,
)
from surveys.consultations.views.sentences import lacks_of
from surveys.gates import Lack, Missing


def languages(found: Standing) -> tuple[str, ...]:
    """The languages of its questions, and one more where the address names it (to be written before them)."""
    asked = holding.asked_by(session, survey_id=found.told.survey_id)
    codes = asked.languages if asked else ("en",)
    also = request.args.get("also", "")
    return (*codes, also) if also in BY_CODE and also not in codes else codes


def about_of(found: Standing, typed: Any = None) -> Any:
    """The form of what it is about, as it is or as it was typed."""
    young, has_days = _asks_young(found), found.stage is not Stage.DRAFT
    return about_form(found.told, languages(found), typed, young=young, has_days=has_days)


def _asks_young(found: Standing) -> bool:
    asked = holding.asked_by(session, survey_id=found.told.survey_id)
    return asked is not None and asks_young(found.told, asked)


def _before_opening(found: Standing) -> tuple[Missing, ...]:
    """By the days of its waves, or by those it is planned for."""
    return holding.missing(
        session, survey_id=found.told.survey_id, opens_on=found.opens_on, closes_on=found.closes_on
    )


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


def _lacks(found: Standing) -> list[Lack]:
    """What is missing next, each with the part of the page that mends it."""
    if found.stage is Stage.TOLD:
        return []
    missing = before_telling(found) if found.stage is Stage.WAITING else _before_opening(found)
    return lacks_of(missing, found.survey.slug)


def page(
    found: Standing, *, done: str = "", changed: bool = False, held: Sequence[Lack] = (), **typed: Any
) -> str:
    """The whole page, with what was typed in one of its forms; `held`: why that is not kept."""
    told, codes = found.told, languages(found)
    answers = {each.theme: each for each in stages.responses_of(session, told.survey_id)}
    sent = typed.get("answers", {})
    about = typed.get("about") or about_of(found)
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
    early = typed.get("early") or _early_form(told, codes)
    feedback = typed.get("feedback") or form_for(TextsForm, ("feedback",), codes, feedback=told.feedback)
    themes = {
        code: rows(sent.get(code) or _answer_form(answers.get(code), codes), within=code)
        for code in stages.themes_said(session, found.survey)
    }
    options = [_option(each, typed.get("options", {}).get(each.id), codes) for each in _options(told)]
    wrong = [rows(form) for form in typed.values() if isinstance(form, TextsForm | PaperForm)]
    return render_template(
        "surveys/consultations/manage.html",
        slug=found.survey.slug,
        title=shown.words(found.survey.title),
        told=told,
        stage=found.stage.value,
        state=shown.state(found),
        lacks=_lacks(found),
        days=_days(found),
        also=request.args.get("also"),
        others=[(each.code, each.own_name, each.tag) for each in OFFERED if each.code not in codes],
        estimated=holidays.are_shipped(session),
        errors=[
            view
            for drawn in [*wrong, *themes.values(), *(each.rows for each in options)]
            for _kind, view in drawn
            if view.error
        ],
        held=held,
        about=rows(about),
        option=rows(option),
        options=options,
        paper=rows(paper),
        papers=stages.papers_of(session, told.survey_id),
        file=FieldView("file", _("A PDF, Word or OpenDocument file of 4 MB at most")),
        decision=rows(decision),
        feedback=rows(feedback),
        early=rows(early),
        early_said=shown.early(told.survey_id),
        is_early_open="early" in typed,
        themes=[
            (code, shown.theme_name(code), code in answers and code not in sent, themes[code]) for code in themes
        ],
        words=shown.words,
        done=done,
        changed=changed,
        is_formal=told.kind is ConsultationKind.FORMAL,
    )


@dataclass(frozen=True, slots=True)
class OptionPart:
    """An option with the form that writes it anew; `is_open` where that form has a fault."""

    id: int
    title: str
    reasons: str
    rows: list[tuple[str, FieldView]]
    is_open: bool


def _options(told: Consultation) -> list[ConsultationOption]:
    return holding.options_of(session, told.survey_id)


def _option(each: ConsultationOption, typed: Any, codes: tuple[str, ...]) -> OptionPart:
    said = {"title": each.title, "reasons": each.reasons, "is_nothing": "yes" if each.is_nothing else ""}
    form = typed or form_for(OptionForm, ("title", "reasons"), codes, **said)
    drawn = rows(form, within=f"option-{each.id}")
    return OptionPart(each.id or 0, shown.words(each.title), shown.words(each.reasons), drawn, typed is not None)


def _days(found: Standing) -> str:
    """On which days people take part, where a wave says so already."""
    if found.stage is Stage.DRAFT or found.opens_on is None:
        return ""
    first, last = shown.day(found.opens_on), shown.day(found.closes_on)
    return _("From %(first)s to %(last)s", first=first, last=last) if last else _("From %(first)s on", first=first)


def _early_form(told: Consultation, codes: tuple[str, ...]) -> Any:
    """The form that shows the results early, with what was decided already."""
    there = results.early(session, survey_id=told.survey_id)
    return form_for(EarlyForm, ("why",), codes, **({"why": there.why, "early_body": there.body} if there else {}))


def _answer_form(there: ConsultationResponse | None, codes: tuple[str, ...]) -> Any:
    """The form for what came of a theme, with what was answered already."""
    said = {"changed": there.changed, "unchanged": there.unchanged} if there else {}
    return form_for(TextsForm, ("changed", "unchanged"), codes, **said)
