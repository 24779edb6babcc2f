"""Themes and the comments about them, for officers and the Forum."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.voice import inbox, themeless
from coproduce.voice.taxonomy import UnknownTheme
from coproduce.web.session import session
from coproduce.yousaid import due, one_comment
from coproduce.yousaid.forms import CorrectionForm, views_of
from coproduce.yousaid.views import acting, comment_cards, theme_counts, theme_table, words
from coproduce.yousaid.views.manage import MAY_READ, READERS, bp

PER_PAGE = 25


@bp.get("/manage/themes")
@only(*READERS)
def themes() -> ResponseReturnValue:
    """The themes with their counts and stances."""
    waves = inbox.waves(session)
    wave = request.args.get("wave", "")
    wave = wave if wave in waves else ""
    may_read = current_user.role in MAY_READ
    tallies = inbox.theme_tallies(session, wave=wave or None)
    table = theme_table.of(
        tallies,
        replies=due.newest_by_theme(session),
        wave=wave,
        order=request.args.get("sort", ""),
        may_read=may_read,
    )
    every = gettext("All waves")
    links = [(every, url_for(".themes"), not wave)]
    links += [(name, url_for(".themes", wave=name), name == wave) for name in waves]
    counts = inbox.state_counts(session, wave=wave or None, audience=None)
    return render_template(
        "yousaid/manage_themes.html",
        table=table,
        waves=links if waves else [],
        without_theme=themeless.count_without_theme(session) if may_read else 0,
        not_judged=theme_counts.not_judged(counts, exact=may_read),
    )


@bp.get("/manage/themes/<code>")
@only(*MAY_READ)
def theme(code: str) -> ResponseReturnValue:
    """The redacted comments about a theme, a page at a time."""
    waves = inbox.waves(session)
    wave = request.args.get("wave", "")
    wave = wave if wave in waves else ""
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    try:
        page = inbox.comments_about(session, theme=code, wave=wave or None, page=number, per_page=PER_PAGE)
    except UnknownTheme:
        abort(404)
    reply = due.newest_by_theme(session).get(code)
    return render_template(
        "yousaid/manage_theme.html",
        name=words.theme_name(code),
        code=code,
        page=page,
        comments=comment_cards.cards(page.comments, theme=code),
        pages=_pages(code, wave, page),
        reply_url=url_for(".reply", reply_id=reply.id) if reply else "",
        reply_state=words.state_name(reply.state) if reply else "",
        said=acting.corrected() if request.args.get("did") == "corrected" else "",
    )


@bp.route("/manage/comments/<uuid:comment_id>", methods=["GET", "POST"])
@only(*MAY_READ)
def correct(comment_id: UUID) -> ResponseReturnValue:
    """Say what a comment is about, and how it sounds, instead of the machine."""
    found = one_comment.find(session, comment_id=comment_id)
    if found is None:
        abort(404)
    form = CorrectionForm(request.form if request.method == "POST" else None, **found.as_typed())
    form.themes.choices = theme_table.choices()
    back = request.args.get("theme", "")
    if request.method == "POST" and form.validate():
        chosen = form.themes.data or []
        inbox.correct(
            session,
            comment_id=comment_id,
            state=form.chosen_state(),
            themes=chosen,
            by_role=current_user.role.value,
            now=clock.now(),
        )
        acting.on_record("comments.corrected", about=f"comment:{comment_id}")
        return redirect(_back(back, did="corrected"), 303)
    status = 422 if request.method == "POST" else 200
    tag, direction = comment_cards.language_of(found.language)
    return (
        render_template(
            "yousaid/manage_correct.html",
            text=found.text,
            words_language=tag,
            words_direction=direction,
            fields=views_of(form),
            back=_back(back),
        ),
        status,
    )


def _back(theme: str, *, did: str | None = None) -> str:
    """The list that the reader came from."""
    if theme == "none":
        return url_for(".no_theme", did=did)
    if theme in dict(theme_table.choices()):
        return url_for(".theme", code=theme, did=did)
    return url_for(".themes")


def _pages(code: str, wave: str, page: inbox.CommentPage) -> dict[str, object]:
    def url(number: int) -> str:
        return url_for(".theme", code=code, wave=wave or None, page=number if number > 1 else None)

    near = [n for n in range(1, page.pages + 1) if abs(n - page.number) <= 2 or n in (1, page.pages)]
    return {
        "links": [(str(n), url(n), n == page.number) for n in near] if page.pages > 1 else [],
        "before": url(page.number - 1) if 1 < page.number <= page.pages else "",
        "after": url(page.number + 1) if page.number < page.pages else "",
    }
