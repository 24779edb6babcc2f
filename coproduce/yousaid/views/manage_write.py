"""Writing a reply and changing it: what was typed is kept, whatever happens."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.voice import inbox
from coproduce.voice.taxonomy import UnknownTheme, taxonomy
from coproduce.web.session import session
from coproduce.yousaid import track
from coproduce.yousaid.errors import ChangedMeanwhile, NoSuchReply, NotNow, NotReady
from coproduce.yousaid.models import Reply, Step
from coproduce.yousaid.views import acting, comment_cards, reply_form, shown, words
from coproduce.yousaid.views.manage import bp

BESIDE = 8
"""So many comments stand beside the form."""


@bp.route("/manage/themes/<code>/reply", methods=["GET", "POST"])
@only(*track.WRITERS)
def new_reply(code: str) -> ResponseReturnValue:
    """Write a reply to a theme."""
    try:
        taxonomy().get(code)
    except UnknownTheme:
        abort(404)
    typed = request.form if request.method == "POST" else None
    form, comments = reply_form.build(session, theme=code, typed=typed)
    said = reply_form.quote_words(comments, typed=typed, reply=None)
    if typed is not None and form.validate():
        content = form.content(theme=code, quote_words=said)
        try:
            reply = track.write(session, content=content, by=acting.by(), now=clock.now(), today=clock.today())
        except NotReady as error:
            form.say(error.faults)
        else:
            return redirect(url_for(".reply", reply_id=reply.id, did=Step.WRITTEN.value), 303)
    page = reply_form.page(session, form, said, theme=code)
    return _show(page, theme=code), 200 if typed is None else 422


@bp.route("/manage/replies/<int:reply_id>/edit", methods=["GET", "POST"])
@only(*track.WRITERS)
def edit(reply_id: int) -> ResponseReturnValue:
    """Change a reply that is not public. Signatures are taken back by it."""
    try:
        reply = track.find(session, reply_id=reply_id)
    except NoSuchReply:
        abort(404)
    typed = request.form if request.method == "POST" else None
    if typed is None and reply.state not in track.OPEN:
        return redirect(url_for(".reply", reply_id=reply_id))
    form, comments = reply_form.build(session, theme=reply.theme, typed=typed, reply=reply)
    said = reply_form.quote_words(comments, typed=typed, reply=reply)
    page = reply_form.page(session, form, said, theme=reply.theme)
    if typed is None:
        return _show(page, theme=reply.theme, reply=reply)
    if not form.validate():
        page = reply_form.page(session, form, said, theme=reply.theme)
        return _show(page, theme=reply.theme, reply=reply, version=_version()), 422
    try:
        taken_back = track.rewrite(
            session,
            reply_id=reply_id,
            version=_version(),
            content=form.content(theme=reply.theme, quote_words=said),
            by=acting.by(),
            now=clock.now(),
            today=clock.today(),
        )
    except NotReady as error:
        session.rollback()
        form.say(error.faults)
        page = reply_form.page(session, form, said, theme=reply.theme)
        return _show(page, theme=reply.theme, reply=reply, version=_version()), 422
    except (ChangedMeanwhile, NotNow):
        session.rollback()
        return _told(reply_id, page)
    step = Step.SIGNATURES_TAKEN_BACK if taken_back else Step.CHANGED
    return redirect(url_for(".reply", reply_id=reply_id, did=step.value), 303)


def _told(reply_id: int, page: reply_form.FormPage) -> ResponseReturnValue:
    """Somebody else was faster: what was typed stays, beside what stands there now."""
    now = track.find(session, reply_id=reply_id)
    return _show(page, theme=now.theme, reply=now, is_second=True), 409


def _show(
    page: reply_form.FormPage,
    *,
    theme: str,
    reply: Reply | None = None,
    version: int | None = None,
    is_second: bool = False,
) -> str:
    return render_template(
        "yousaid/manage_write.html",
        name=words.theme_name(theme),
        code=theme,
        page=page,
        fields=page.fields,
        comments=_beside(theme),
        counted=reply_form.counted_sentence(session, theme=theme),
        version=version or (reply.version if reply else 0),
        back=url_for(".reply", reply_id=reply.id) if reply else url_for(".theme", code=theme),
        is_signed=bool(reply and reply.officer_signed_at),
        is_closed=bool(reply and reply.state not in track.OPEN),
        other=shown.thread_of(reply, today=clock.today()) if reply and is_second else None,
    )


def _beside(theme: str) -> list[comment_cards.CommentCard]:
    """Some of the newest comments, to write with families' words in view."""
    try:
        found = inbox.comments_about(session, theme=theme, per_page=BESIDE)
    except UnknownTheme:
        return []
    return comment_cards.cards(found.comments, theme=theme)


def _version() -> int:
    return request.form.get("version", 0, type=int)
