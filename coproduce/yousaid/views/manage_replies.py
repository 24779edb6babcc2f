"""Replies on their way: read them, sign them, answer them for the Forum, publish and withdraw them."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session
from coproduce.yousaid import due, second_reading, track
from coproduce.yousaid.errors import ChangedMeanwhile, NoSuchQuote, NoSuchReply, Refused
from coproduce.yousaid.models import Reply, ReplyState, Step, Verdict
from coproduce.yousaid.views import acting, quote_lines, reply_page, shown, words
from coproduce.yousaid.views.manage import READERS, bp


@bp.get("/manage/replies")
@only(*READERS)
def replies() -> ResponseReturnValue:
    """All replies, newest first, by state."""
    states = {state.value: state for state in ReplyState}
    wanted = states.get(request.args.get("state", ""))
    found = due.with_state(session, states=[wanted] if wanted else list(ReplyState))
    links = [(gettext("All"), url_for(".replies"), wanted is None)]
    links += [
        (words.state_name(state), url_for(".replies", state=state.value), state is wanted) for state in ReplyState
    ]
    return render_template("yousaid/manage_replies.html", table=reply_page.table(found), links=links)


@bp.get("/manage/replies/<int:reply_id>")
@only(*READERS)
def reply(reply_id: int) -> ResponseReturnValue:
    """One reply as families will read it, its story, and the steps there are."""
    return _show(_find(reply_id), said=acting.done(request.args.get("did")))


@bp.post("/manage/replies/<int:reply_id>/sign")
@only(Role.OFFICER)
def sign(reply_id: int) -> ResponseReturnValue:
    """An officer's signature."""
    return _step(Step.SIGNED, track.sign, reply_id, today=clock.today())


@bp.post("/manage/replies/<int:reply_id>/co-sign")
@only(Role.FORUM)
def co_sign(reply_id: int) -> ResponseReturnValue:
    """The Forum's signature."""
    return _step(Step.CO_SIGNED, track.co_sign, reply_id, today=clock.today())


@bp.post("/manage/replies/<int:reply_id>/note")
@only(Role.FORUM)
def note(reply_id: int) -> ResponseReturnValue:
    """The Forum's note of disagreement."""
    return _step(Step.NOTED, track.add_note, reply_id, note=request.form.get("note", ""))


@bp.post("/manage/replies/<int:reply_id>/publish")
@only(*track.WRITERS)
def publish(reply_id: int) -> ResponseReturnValue:
    """Show it to everybody."""
    return _step(Step.PUBLISHED, track.publish, reply_id, today=clock.today())


@bp.post("/manage/replies/<int:reply_id>/withdraw")
@only(Role.OFFICER)
def withdraw(reply_id: int) -> ResponseReturnValue:
    """Take it back, with a reason."""
    because = request.form.get("because", "")
    return _step(Step.WITHDRAWN, track.withdraw, reply_id, because=because, today=clock.today())


@bp.post("/manage/replies/<int:reply_id>/quotes/<int:quote_id>/read")
@only(*track.WRITERS)
def read_quote(reply_id: int, quote_id: int) -> ResponseReturnValue:
    """The second reading of a family's own words."""
    stands = request.form.get("verdict") == Verdict.ACCEPTED
    return _take(
        "quote-read",
        second_reading.read,
        reply_id,
        quote_id=quote_id,
        version=request.form.get("version", 0, type=int),
        verdict=Verdict.ACCEPTED if stands else Verdict.REFUSED,
        because=request.form.get("reason", ""),
    )


@bp.post("/manage/replies/<int:reply_id>/quotes/<int:quote_id>/withdraw")
@only(*track.WRITERS)
def withdraw_quote(reply_id: int, quote_id: int) -> ResponseReturnValue:
    """A family takes its permission back."""
    because = request.form.get("reason", "")
    return _take("quote-withdrawn", second_reading.withdraw, reply_id, quote_id=quote_id, because=because)


def _step(step: Step, rule: Callable[..., Reply], reply_id: int, **facts: Any) -> ResponseReturnValue:
    version = request.form.get("version", 0, type=int)
    return _take(step.value, rule, reply_id, version=version, **facts)


def _take(done: str, rule: Callable[..., object], reply_id: int, **facts: Any) -> ResponseReturnValue:
    if locale.only_switches():
        return _show(_find(reply_id))
    try:
        rule(session, reply_id=reply_id, by=acting.by(), now=clock.now(), **facts)
    except NoSuchReply:
        abort(404)
    except NoSuchQuote:
        session.rollback()
        gone = gettext(
            "These words are not here any more. Their writer may have taken them back. Nothing was done."
        )
        return _show(_find(reply_id), problems=[gone]), 409
    except Refused as error:
        session.rollback()
        status = 409 if isinstance(error, ChangedMeanwhile) else 422
        return _show(_find(reply_id), problems=acting.refused(error)), status
    return redirect(url_for(".reply", reply_id=reply_id, did=done), 303)


def _find(reply_id: int) -> Reply:
    try:
        return track.find(session, reply_id=reply_id)
    except NoSuchReply:
        abort(404)


def _show(found: Reply, *, said: str = "", problems: list[str] | None = None) -> str:
    return render_template(
        "yousaid/manage_reply.html",
        thread=shown.thread_of(found, today=clock.today()),
        page=reply_page.page_of(found, role=current_user.role),
        quotes=quote_lines.of(session, found, by=acting.by()),
        said=said,
        problems=problems or [],
        typed=request.form,
        sent_to=request.script_root + request.path,
    )
