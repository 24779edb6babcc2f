"""The pages on which anybody complains about how data is used, and finds the answer again with six words."""

import flask
from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import anyone
from coproduce.config import Settings
from coproduce.core import clock, codes, sealing
from coproduce.rights import complaints
from coproduce.rights.complaints import Made
from coproduce.rights.forms import ComplaintForm
from coproduce.rights.views.complaint_words import public_story
from coproduce.web import limits, locale, robots
from coproduce.web.forms import field_views
from coproduce.web.robots import Verdict
from coproduce.web.session import session
from coproduce.yousaid.views.receipts import LONGEST_CODE, PRIVATE

bp = Blueprint("complain", __name__, template_folder="../templates")
KEPT = "complaint"
LOOK = "look"
"""Where on the form's page the six words are typed."""
UNPROCESSABLE = 422


@bp.get("/privacy/complaint")
@anyone
def form() -> ResponseReturnValue:
    """The form."""
    return _form(ComplaintForm())


@bp.post("/privacy/complaint")
@anyone
def complain() -> ResponseReturnValue:
    """Keep a complaint, or show the form again with what was typed and what to mend."""
    sent = ComplaintForm(request.form)
    if locale.switched(request.form):
        return _form(sent)
    found = _verdict()
    if not sent.validate():
        return _form(sent), UNPROCESSABLE
    if found is not Verdict.FINE:
        return _form(sent, found), UNPROCESSABLE
    desk = _settings().base_url
    made = Made(
        words=sent.words.data or "",
        contact=sent.contact(),
        language=locale.current().code,
        page=f"{desk}/privacy/complaint/",
        desk=f"{desk}/manage/complaints/",
    )
    nonce = request.form.get("csrf_token") or codes.new_nonce()
    try:
        code = complaints.lodge(session, made, secret=_settings().secret_key, nonce=nonce, now=clock.now())
    except complaints.NoWords:
        return _form(sent), UNPROCESSABLE
    # Sealed: the cookie is only signed, and the code opens the complaint for whoever reads it there.
    flask.session[KEPT] = sealing.seal(_settings().secret_key, KEPT, code.encode())
    return redirect(url_for(".received"), 303)


@bp.get("/privacy/complaint/received")
@anyone
def received() -> ResponseReturnValue:
    """That it has come, and the six words that lead to the answer."""
    code = _kept()
    if not code:
        return redirect(url_for(".form"), 303)
    url = url_for(".follow", code=code)
    return _private("rights/complaint_received.html", code=code.replace("-", " "), url=url, days=complaints.DAYS)


@bp.get("/privacy/complaint/look")
@anyone
def look() -> ResponseReturnValue:
    """From six typed words to their page."""
    code = codes.tidy(request.args.get("code", "")[:LONGEST_CODE])
    return redirect(url_for(".follow", code=code) if code else url_for(".form", _anchor=LOOK), 303)


@bp.get("/privacy/complaint/<code>")
@anyone
@limits.guesses
def follow(code: str) -> ResponseReturnValue:
    """How far a complaint has come, and what was answered."""
    try:
        found = complaints.find(session, secret=_settings().secret_key, code=code[:LONGEST_CODE])
    except complaints.NoSuchComplaint:
        return _private("rights/complaint_unknown.html", typed=code[:LONGEST_CODE].replace("-", " ")), 404
    events = complaints.events_of(session, number=found.id or 0)
    return _private("rights/complaint_story.html", story=public_story(found, events))


def _kept() -> str:
    """The code of the complaint that this browser sent last, or nothing."""
    try:
        return sealing.unseal(_settings().secret_key, KEPT, str(flask.session.get(KEPT, ""))).decode()
    except sealing.CannotUnseal:
        return ""


def _form(form: ComplaintForm, found: Verdict = Verdict.FINE) -> str:
    # The time stays with what was typed, so that whoever mends one word is not called too fast for it.
    shown = "" if found is Verdict.TOO_OLD else request.form.get(robots.TIME, "")
    return render_template(
        "rights/complain.html",
        fields={field.name: field for field in field_views(form)},
        shown=shown or robots.stamp(_settings().secret_key, now=clock.now()),
        notice=_notice(found),
        days=complaints.DAYS,
    )


def _verdict() -> Verdict:
    shown, box = (request.form.get(name, "") for name in (robots.TIME, robots.BOX))
    return robots.verdict(_settings().secret_key, shown=shown, box=box, now=clock.now())


def _notice(found: Verdict) -> str:
    return {
        Verdict.FINE: "",
        Verdict.TOO_FAST: _("That was very quick. Look at your words once more, and send them again."),
        Verdict.TOO_OLD: _("This page was open for a long time. Your words are still here. Send them again."),
        Verdict.BOX_FILLED: _("One box must stay empty: it is there for robots. Empty it, and send it again."),
    }[found]


def _private(template: str, **facts: object) -> Response:
    answer = make_response(render_template(template, **facts))
    answer.headers.update(PRIVATE)
    return answer


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
