"""One comment, for those who read comments: correct what the machine found, or leave it out of publication."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.views.acting import on_record
from coproduce.core import clock
from coproduce.voice import inbox
from coproduce.web.forms import field_views
from coproduce.web.session import session
from coproduce.yousaid import leaving_out, one_comment, track
from coproduce.yousaid.errors import NoSuchComment
from coproduce.yousaid.forms import CorrectionForm, views_of
from coproduce.yousaid.models import WhyLeftOut
from coproduce.yousaid.one_comment import JudgedComment
from coproduce.yousaid.views import acting, comment_cards, left_out, theme_table
from coproduce.yousaid.views.left_out import LeaveOutForm
from coproduce.yousaid.views.manage import MAY_READ, bp

UNPROCESSABLE = 422


@bp.route("/manage/comments/<uuid:comment_id>", methods=["GET", "POST"])
@only(*MAY_READ)
def correct(comment_id: UUID) -> ResponseReturnValue:
    """Say what a comment is about, and how it sounds, instead of the machine."""
    found = _found(comment_id)
    form = CorrectionForm(request.form if request.method == "POST" else None, **found.as_typed())
    form.themes.choices = theme_table.choices()
    if request.method == "POST" and form.validate():
        inbox.correct(
            session,
            comment_id=comment_id,
            state=form.chosen_state(),
            themes=form.themes.data or [],
            by_role=current_user.role.value,
            now=clock.now(),
        )
        on_record("comments.corrected", about=f"comment:{comment_id}")
        return redirect(_back(request.args.get("theme", ""), did="corrected"), 303)
    return _page(comment_id, found, form), UNPROCESSABLE if request.method == "POST" else 200


@bp.post("/manage/comments/<uuid:comment_id>/leave-out")
@only(*track.WRITERS)
def leave_out(comment_id: UUID) -> ResponseReturnValue:
    """Publish these words nowhere."""
    found, sent = _found(comment_id), left_out.form(request.form)
    if not sent.validate():
        return _page(comment_id, found, leaving=sent), UNPROCESSABLE
    reason, because = WhyLeftOut(sent.reason.data), sent.because.data or ""
    try:
        leaving_out.leave_out(
            session, comment_id=comment_id, reason=reason, because=because, by=acting.by(), now=clock.now()
        )
    except NoSuchComment:
        abort(404)
    return redirect(url_for(".correct", comment_id=comment_id, theme=request.args.get("theme")), 303)


@bp.post("/manage/comments/<uuid:comment_id>/put-back")
@only(*track.WRITERS)
def put_back(comment_id: UUID) -> ResponseReturnValue:
    """Let its words be quoted again."""
    _found(comment_id)
    leaving_out.put_back(session, comment_id=comment_id, by=acting.by(), now=clock.now())
    return redirect(url_for(".correct", comment_id=comment_id, theme=request.args.get("theme")), 303)


def _found(comment_id: UUID) -> JudgedComment:
    found = one_comment.find(session, comment_id=comment_id)
    if found is None:
        abort(404)
    return found


def _page(
    comment_id: UUID,
    found: JudgedComment,
    form: CorrectionForm | None = None,
    *,
    leaving: LeaveOutForm | None = None,
) -> str:
    if form is None:
        form = CorrectionForm(None, **found.as_typed())
        form.themes.choices = theme_table.choices()
    tag, direction = comment_cards.language_of(found.language)
    why = leaving_out.find(session, comment_id=comment_id)
    theme = request.args.get("theme")
    return render_template(
        "yousaid/manage_correct.html",
        text=found.text,
        words_language=tag,
        words_direction=direction,
        fields=views_of(form),
        leaving={view.name: view for view in field_views(leaving or left_out.form())},
        left_out=left_out.in_words(why) if why else "",
        because=why.because if why else "",
        leave_out_url=url_for(".leave_out", comment_id=comment_id, theme=theme),
        put_back_url=url_for(".put_back", comment_id=comment_id, theme=theme),
        back=_back(theme or ""),
    )


def _back(theme: str, *, did: str | None = None) -> str:
    """The list that the reader came from."""
    if theme == "none":
        return url_for(".no_theme", did=did)
    if theme in dict(theme_table.choices()):
        return url_for(".theme", code=theme, did=did)
    return url_for(".themes")
