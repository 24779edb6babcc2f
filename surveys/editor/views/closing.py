"""A page with a button: end a wave now, before its last day or where it has none."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import select

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session
from surveys import opening
from surveys.editor.views.blueprint import EDITORS, bp, record
from surveys.models import Survey, Wave
from surveys.reach import ending


@bp.get("/<slug>/waves/<key>/close")
@only(*EDITORS)
def closing(slug: str, key: str) -> ResponseReturnValue:
    """What closing means, how many have answered, and the button."""
    survey, wave = _found(slug, key)
    if not opening.is_open(wave, today=clock.today()):
        return redirect(url_for(".survey", slug=slug, done="not-closed"), 303)
    return render_template(
        "surveys/editor/close.html",
        slug=slug,
        key=key,
        title=survey.title.in_(locale.current().code),
        answered=_answered(wave),
        publishes=wave.publishes_on is not None,
    )


@bp.post("/<slug>/waves/<key>/close")
@only(*EDITORS)
def close_wave(slug: str, key: str) -> ResponseReturnValue:
    """End it: it takes no answers from now on."""
    _survey, wave = _found(slug, key)
    if not ending.end(session, wave, now=clock.now()):
        return redirect(url_for(".survey", slug=slug, done="not-closed"), 303)
    record("surveys.wave_closed", slug, {"wave": key})
    return redirect(url_for(".survey", slug=slug, done="closed"), 303)


def _found(slug: str, key: str) -> tuple[Survey, Wave]:
    mine = select(Survey, Wave).where(Wave.survey_id == Survey.id, Survey.slug == slug, Wave.key == key)
    return session.exec(mine).first() or abort(404)


def _answered(wave: Wave) -> str:
    count = ending.answered(session, wave).cells[ending.ANSWERED]
    if count is None:
        return _("Too few families answered so far to say how many.")
    if not count:
        return _("Nobody answered so far.")
    return _("About %(count)s families answered so far.", count=count)
