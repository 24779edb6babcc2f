"""Where a volunteer makes a code for a kiosk, and ends one."""

from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.config import Settings
from coproduce.core import clock
from coproduce.web.session import session
from surveys import design
from surveys.kiosk import passes
from surveys.kiosk.models import Kiosk
from surveys.models import Survey

bp = Blueprint("survey_kiosks", __name__, template_folder="../../templates")

MAKERS = (Role.FORUM, Role.OFFICER, Role.ADMIN)
HOURS = (1, 2, 4, 8, 12)
UNPROCESSABLE = 422


@bp.get("/manage/surveys/<slug>/kiosks")
@only(*MAKERS)
def kiosks(slug: str) -> ResponseReturnValue:
    """The kiosks of a survey, with the codes that no device has used yet."""
    return _page(_survey(slug))


@bp.post("/manage/surveys/<slug>/kiosks")
@only(*MAKERS)
def make(slug: str) -> ResponseReturnValue:
    """A code for one device, for some hours."""
    survey = _survey(slug)
    chosen = request.form.get("hours", "")
    if chosen not in map(str, HOURS):
        return _page(survey, problem=True), UNPROCESSABLE
    passes.make(
        session,
        survey_id=survey.id or 0,
        slug=slug,
        hours=int(chosen),
        by=current_user.email,
        role=current_user.role.value,
        secret=_settings().secret_key,
        now=clock.now(),
    )
    return redirect(url_for(".kiosks", slug=slug), 303)


@bp.post("/manage/surveys/<slug>/kiosks/<uuid:kiosk_id>/end")
@only(*MAKERS)
def end(slug: str, kiosk_id: UUID) -> ResponseReturnValue:
    """End a kiosk, or take a code back that no device has used."""
    survey = _survey(slug)
    try:
        passes.end(
            session,
            kiosk_id=kiosk_id,
            survey_id=survey.id or 0,
            slug=slug,
            by=current_user.email,
            role=current_user.role.value,
            now=clock.now(),
        )
    except passes.NoSuchKiosk:
        abort(404)
    return redirect(url_for(".kiosks", slug=slug), 303)


def _survey(slug: str) -> Survey:
    try:
        return design.find(session, slug=slug)
    except design.NoSuchSurvey:
        abort(404)


def _page(survey: Survey, *, problem: bool = False) -> str:
    found = passes.of_survey(session, survey_id=survey.id or 0, now=clock.now())
    return render_template(
        "surveys/kiosks.html",
        slug=survey.slug,
        title=survey.title.in_("en"),
        address=f"{_settings().base_url}/s/{survey.slug}/kiosk",
        kiosks=[_shown(kiosk) for kiosk in found],
        hours=HOURS,
        problem=problem,
    )


def _shown(kiosk: Kiosk) -> dict[str, object]:
    code = "" if kiosk.opened_at else passes.code_of(kiosk.id, secret=_settings().secret_key).replace("-", " ")
    return {"id": kiosk.id, "code": code, "until": format_datetime(kiosk.until, "EEEE H:mm")}


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
