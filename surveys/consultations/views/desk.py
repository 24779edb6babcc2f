"""What the pages that prepare a consultation share: finding it, whether it may change, keeping it on record."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import let_files_in, on_record
from coproduce.core import clock
from coproduce.web.session import session
from surveys.consultations import holding, stages
from surveys.consultations.gates import made_worse
from surveys.consultations.models import LARGEST, Consultation, ConsultationOption
from surveys.consultations.stages import Stage, Standing
from surveys.consultations.views.sentences import lacks_of
from surveys.gates import Lack

bp = Blueprint("manage_consultations", __name__, template_folder="../../templates")
EDITORS = (Role.OFFICER, Role.FORUM, Role.ADMIN)
UNPROCESSABLE, CONFLICT = 422, 409
MOST_DIGITS = 9
HELD = (Stage.AHEAD, Stage.OPEN, Stage.WAITING)
"""From when people know of it, nothing may go that its gate asked for: what they answered stays whole."""


class Days(TypedDict):
    """From when to when people take part."""

    opens_on: date | None
    closes_on: date | None


let_files_in(bp, "add_paper", largest=LARGEST + 500_000)


def found_at(slug: str) -> Standing:
    """The consultation at this address; 404 where there is none."""
    try:
        return stages.find(session, slug=slug, today=clock.today())
    except stages.NoSuchConsultation:
        abort(404)


def still_open(slug: str) -> Standing:
    """The consultation, where it can still be changed: what was told stays as it was told."""
    found = found_at(slug)
    # One after the other: two who save at once must not both find the lock as they left it.
    session.refresh(found.told, with_for_update=True)
    if found.stage is Stage.TOLD or found.told.published_on is not None:
        abort(CONFLICT)
    return found


def held(
    found: Standing, *, told: Consultation | None = None, options: Sequence[ConsultationOption] | None = None
) -> list[Lack]:
    """What would be missing if it said this instead, where people know of it already; nothing before that."""
    asked = holding.asked_by(session, survey_id=found.told.survey_id)
    if found.stage not in HELD or asked is None:
        return []
    days: Days = {"opens_on": found.opens_on, "closes_on": found.closes_on}
    before = holding.gate(session, found.told, asked=asked, **days)
    after = holding.gate(session, told or found.told, asked=asked, options=options, **days)
    return lacks_of(made_worse(before, after), found.survey.slug)


def changed_copy(told: Consultation) -> Consultation:
    """The same consultation beside the database, to be changed and looked at before it is kept."""
    return Consultation(**{name: getattr(told, name) for name in Consultation.model_fields})


def kept(found: Standing, act: str, part: str = "about") -> ResponseReturnValue:
    """Keep what was changed, and go back to this part of the page."""
    found.told.lock += 1
    session.add(found.told)
    session.flush()
    record(act, found.survey.slug)
    also = request.args.get("also")
    return redirect(url_for(".one", slug=found.survey.slug, done="kept", also=also, _anchor=part or None), 303)


def record(act: str, slug: str) -> None:
    """Put on record who did what."""
    on_record(act, about=f"survey:{slug}")
