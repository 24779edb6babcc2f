"""What families read: the loop in a figure, the threads, one thread, and the feed."""

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.web import panels
from coproduce.web.session import session
from coproduce.yousaid import leaving_out, loop, published
from coproduce.yousaid.errors import NoSuchReply
from coproduce.yousaid.views import filters, left_out, shown, words
from coproduce.yousaid.views.feed import atom

bp = Blueprint("yousaid", __name__, template_folder="../templates")


@bp.get("/you-said-we-did")
@anyone
def replies() -> ResponseReturnValue:
    """The figure of the loop, and the threads, newest first."""
    today = clock.today()
    wanted = filters.asked(request.args)
    page = published.newest(session, wanted=wanted, page=filters.page_number(request.args))
    return render_template(
        "yousaid/replies.html",
        figure=_figure(loop.figure(session, today=today)),
        threads=[shown.thread_of(reply, today=today) for reply in page.replies],
        filters=filters.groups(published.in_use(session), wanted),
        beside=panels.gather("yousaid.theme", theme=wanted.theme) if wanted.theme else (),
        is_filtered=wanted != published.Wanted(),
        pages=filters.pages(page, wanted),
        left_out=left_out.number(leaving_out.number(session)),
    )


@bp.get("/you-said-we-did/<int:reply_id>")
@anyone
def reply(reply_id: int) -> ResponseReturnValue:
    """One thread."""
    try:
        found = published.find(session, reply_id=reply_id)
    except NoSuchReply:
        abort(404)
    return render_template("yousaid/reply.html", thread=shown.thread_of(found, today=clock.today()))


@bp.get("/you-said-we-did.atom")
@anyone
def feed() -> ResponseReturnValue:
    """The newest threads for feed readers, in English as they were written."""
    settings = current_app.config["SETTINGS"]
    newest = published.newest(session).replies
    body = atom(newest, base=settings.base_url, area=settings.area_name, path=url_for(".feed"))
    return Response(body, mimetype="application/atom+xml")


def _figure(found: loop.Loop) -> dict[str, object]:
    oldest = found.oldest
    return {
        "raised": found.raised,
        "answered": found.answered,
        "oldest": words.theme_name(oldest.theme) if oldest else "",
        "days": words.days(oldest.days) if oldest else "",
    }
