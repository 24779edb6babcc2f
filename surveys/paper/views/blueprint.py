"""The blueprint of the pages on which filled-in forms are typed, and what all of them ask."""

from flask import Blueprint, abort, current_app
from flask_login import current_user

from coproduce.accounts.models import Role
from coproduce.config import Settings
from coproduce.web.session import session
from surveys import design
from surveys.models import Survey
from surveys.paper import batches
from surveys.paper.batches import Hand
from surveys.paper.models import PaperBatch, PaperSheet
from surveys.paper.typed import Typed, unseal
from surveys.running import Asked

bp = Blueprint("paper_entry", __name__, template_folder="../../templates")

TYPISTS = (Role.FORUM, Role.OFFICER)
UNPROCESSABLE, CONFLICT = 422, 409


def settings() -> Settings:
    """The application's settings."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def hand() -> Hand:
    """Whoever is signed in."""
    return Hand(current_user.person_id, current_user.email, current_user.role.value)


def survey(slug: str) -> Survey:
    """The survey of this address; 404 if there is none."""
    try:
        return design.find(session, slug=slug)
    except design.NoSuchSurvey:
        abort(404)


def batch_of(slug: str, number: int, *, alone: bool = False) -> tuple[PaperBatch, Asked]:
    """A batch and what its forms ask; 404 if there is none."""
    found = batches.find(session, survey_id=survey(slug).id or 0, number=number, alone=alone)
    if found is None:
        abort(404)
    return found, batches.asked_of(session, found, slug=slug)


def sheet_of(batch: PaperBatch, form: int) -> PaperSheet:
    """A form of a batch; 404 if it does not wait."""
    found = batches.sheet(session, batch, number=form)
    if found is None:
        abort(404)
    return found


def typed_in(found: PaperSheet, sealed: str | None) -> Typed:
    """What was typed from a form, by the first person or the second."""
    return unseal(sealed, sheet_id=found.id, secret=settings().secret_key) if sealed else {}
