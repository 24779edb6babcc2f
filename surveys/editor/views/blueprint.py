"""The blueprint of the pages on which surveys are written, and what all of its views ask."""

from collections.abc import Mapping

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import let_files_in, on_record
from coproduce.core import clock
from coproduce.web.session import session
from surveys.editor import copies
from surveys.editor.changes import Change
from surveys.editor.models import WorkingCopy
from surveys.editor.wording import Raw
from surveys.media.pictures import LARGEST_FILE

bp = Blueprint("survey_editor", __name__, url_prefix="/manage/surveys", template_folder="../../templates")
EDITORS = (Role.OFFICER, Role.FORUM, Role.ADMIN)
CONFLICT, UNPROCESSABLE = 409, 422
MOST_DIGITS = 9
LARGEST_POST = 3 * LARGEST_FILE
"""A picture and a recording in two languages, with the words."""


let_files_in(bp, "add_question", "change_question", largest=LARGEST_POST)


def copy_or_404(copy_id: int) -> WorkingCopy:
    """The working copy with this number; 404 where it was published or thrown away."""
    if copy_id >= 10**MOST_DIGITS:
        abort(404)
    try:
        return copies.get(session, copy_id)
    except copies.NoSuchCopy:
        abort(404)


def seen() -> int:
    """The lock that the page was opened with, or none that fits."""
    said = request.form.get("lock", "")
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else 0


def keep(copy: WorkingCopy, to: Change, *, removed: Raw | None = None, slug: str = "") -> None:
    """Change what was seen, in the name of whoever is signed in. Raises ChangedMeanwhile."""
    copies.change(
        session,
        copy,
        seen=seen(),
        to=to,
        by=current_user.email,
        now=clock.now(),
        removed=removed,
        slug=slug,
    )


def record(act: str, slug: str, facts: Mapping[str, str] | None = None) -> None:
    """Put on record what somebody did to a survey."""
    on_record(act, about=f"survey:{slug}", facts=facts)


def changed_meanwhile() -> str:
    """What somebody reads who was not the first to save."""
    return str(
        _(
            "Somebody else changed this survey after you opened this page. Nothing of yours is saved yet, and "
            "what you typed is still here. Look at what is there now, then save again."
        )
    )


def form() -> MultiDict[str, str]:
    """What was sent."""
    sent: MultiDict[str, str] = request.form
    return sent
