"""Pictures and recordings for those who write surveys: ours, those that were uploaded, and a form for another."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import file_sent, let_files_in, on_record
from coproduce.core import clock
from coproduce.web import assets
from coproduce.web.forms import FieldView
from coproduce.web.session import session
from surveys.media import keep
from surveys.media.models import MediaKind
from surveys.media.pictures import LARGEST_FILE
from surveys.media.refused import BadMedia
from surveys.media.views.sentences import sentence
from surveys.pictures import PICTURES

bp = Blueprint("survey_media_manage", __name__, template_folder="../../templates")
EDITORS = (Role.OFFICER, Role.FORUM, Role.ADMIN)
LARGEST_POST = LARGEST_FILE + 500_000
MOST_LETTERS = 120
UNPROCESSABLE = 422


let_files_in(bp, "add", largest=LARGEST_POST)


@bp.get("/manage/surveys/media")
@only(*EDITORS)
def every() -> ResponseReturnValue:
    """Everything there is."""
    return _page()


@bp.post("/manage/surveys/media")
@only(*EDITORS)
def add() -> ResponseReturnValue:
    """Keep the file that was sent."""
    content = file_sent()
    described = " ".join(request.form.get("described", "").split())
    if not described or len(described) > MOST_LETTERS:
        fault = _("Say in a few words what it shows or says, with %(most)s letters at most.", most=MOST_LETTERS)
        return _page(described=described, described_fault=fault), UNPROCESSABLE
    try:
        kept = keep.keep(session, content=content, described=described, today=clock.today())
    except BadMedia as bad:
        return _page(described=described, file_fault=sentence(bad)), UNPROCESSABLE
    on_record("surveys.media_added", about=f"media:{kept.sha256}")
    return redirect(url_for(".every"), 303)


@bp.post("/manage/surveys/media/<digest>/remove")
@only(*EDITORS)
def remove(digest: str) -> ResponseReturnValue:
    """Remove a picture or a recording."""
    if keep.remove(session, digest=digest):
        on_record("surveys.media_removed", about=f"media:{digest}")
    return redirect(url_for(".every"), 303)


def _page(*, described: str = "", file_fault: str = "", described_fault: str = "") -> str:
    return render_template(
        "surveys/media/media.html",
        file=FieldView("file", _("A picture or a recording"), _hint(), error=file_fault or None),
        described=FieldView(
            "described", _("What it shows or says, in a few words"), value=described, error=described_fault or None
        ),
        uploaded=[
            {
                "digest": found.sha256,
                "name": found.name,
                "described": found.described,
                "is_picture": found.kind is MediaKind.PICTURE,
                "url": url_for("survey_media.media", digest=found.sha256),
                "added": format_date(found.added_on, "d MMMM y"),
                "in_use": in_use,
            }
            for found, in_use in keep.listed(session)
        ],
        ours=[{"name": n, "meaning": said, "url": assets.picture(n)} for n, said in PICTURES.items()],
    )


def _hint() -> str:
    return str(
        _(
            "A PNG, JPEG or WebP picture of %(megabytes)s MB at most, or an MP3, M4A, AAC or OGG recording of 4 "
            "MB at most. Everybody on the internet can see it: choose nothing that shows or names a child.",
            megabytes=LARGEST_FILE // 1_000_000,
        )
    )
