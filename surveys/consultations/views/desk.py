"""What the pages that prepare a consultation share: finding it, whether it may change, keeping it on record."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import let_files_in, on_record
from coproduce.core import clock
from coproduce.web.session import session
from surveys.consultations import stages
from surveys.consultations.models import LARGEST
from surveys.consultations.stages import Stage, Standing

bp = Blueprint("manage_consultations", __name__, template_folder="../../templates")
EDITORS = (Role.OFFICER, Role.FORUM, Role.ADMIN)
UNPROCESSABLE, CONFLICT = 422, 409


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


def kept(found: Standing, act: str, part: str = "about") -> ResponseReturnValue:
    """Keep what was changed, and go back to this part of the page."""
    found.told.lock += 1
    session.add(found.told)
    session.flush()
    record(act, found.survey.slug)
    return redirect(url_for(".one", slug=found.survey.slug, done="kept", _anchor=part or None), 303)


def record(act: str, slug: str) -> None:
    """Put on record who did what."""
    on_record(act, about=f"survey:{slug}")
