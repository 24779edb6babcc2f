"""The printed form of a survey that is open, for anybody: `/s/<slug>/paper.pdf`, kept once it was drawn."""

from datetime import date, datetime, time
from typing import cast

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from coproduce.accounts.access import anyone, only
from coproduce.accounts.models import Role
from coproduce.config import Settings
from coproduce.core import clock
from coproduce.web import assets, locale
from coproduce.web.session import reading
from surveys.design import NoSuchSurvey
from surveys.media import keep
from surveys.paper.draw import draw
from surveys.paper.views.composing import NotPrinted, Wanted, compose
from surveys.pictures import MEDIA
from surveys.running import Asked, NotOpen, newest
from surveys.views.blueprint import asked_now, not_open

bp = Blueprint("survey_paper", __name__, template_folder="../../templates")

KEPT = "surveys.printed"
KEPT_AT_MOST = 24
TOLD_OFF = 404


@bp.get("/s/<slug>/paper.pdf")
@anyone
def paper(slug: str) -> ResponseReturnValue:
    """The form in the language that is asked for, `?easy=1` in Easy Read; 404 where it is not whole in these."""
    try:
        asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed), TOLD_OFF
    try:
        with reading() as reader:
            return answer(reader, asked, language=locale.current().code, easy=request.args.get("easy") == "1")
    except NotPrinted:
        abort(404)


@bp.get("/manage/surveys/<slug>/paper/form.pdf")
@only(Role.FORUM, Role.OFFICER)
def form(slug: str) -> ResponseReturnValue:
    """The newest version's form, also before the survey opens."""
    language, easy = request.args.get("language", "en"), request.args.get("easy") == "1"
    try:
        with reading() as reader:
            return answer(reader, newest(reader, slug=slug), language=language, easy=easy)
    except (NoSuchSurvey, NotPrinted):
        abort(404)


def answer(session: Session, asked: Asked, *, language: str, easy: bool) -> Response:
    """The file, for a browser. Raises NotPrinted."""
    settings: Settings = current_app.config["SETTINGS"]
    name = f"{asked.definition.slug}-v{asked.number}-{language}{'-easy' if easy else ''}.pdf"
    file = printed(session, wanted_of(asked, settings, language=language, easy=easy), digest=asked.digest)
    answer = Response(file, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def wanted_of(asked: Asked, settings: Settings, *, language: str, easy: bool) -> Wanted:
    """What is to be printed of a survey that is asked."""
    return Wanted(
        definition=asked.definition,
        number=asked.number,
        language=language,
        easy=easy,
        closes_on=asked.closes_on,
        base_url=settings.base_url,
        back_to=settings.paper_return,
    )


def printed(session: Session, wanted: Wanted, *, digest: str) -> bytes:
    """The file, drawn once for each version, language and closing day: to draw one takes a second."""
    kept = cast(dict[object, bytes], current_app.extensions.setdefault(KEPT, {}))
    key = (digest, wanted.number, wanted.language, wanted.easy, wanted.closes_on)
    if key not in kept:
        if len(kept) >= KEPT_AT_MOST:
            kept.clear()
        kept[key] = draw(
            compose(wanted, file_of=lambda name: file_of(session, name)), made_at=_morning(clock.today())
        )
    return kept[key]


def file_of(session: Session, name: str) -> bytes | None:
    """A picture's file: one that was uploaded, or one of ours."""
    if name.startswith(MEDIA):
        kept = keep.find(session, digest=name.removeprefix(MEDIA))
        return kept.content if kept else None
    found = assets.manifest().get(f"pictures/{name}.svg")
    return (assets.DIST / found).read_bytes() if found else None


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.LOCAL)
