"""Themes and the comments about them, for officers and the Forum."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.voice import inbox, themeless
from coproduce.voice.taxonomy import UnknownTheme
from coproduce.web import sources
from coproduce.web.session import session
from coproduce.yousaid import due
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
    named = sources.named()
    links += [(named.get(each, each), url_for(".themes", wave=each), each == wave) for each in waves]
    counts = inbox.state_counts(session, wave=wave or None, audience=None)
    return render_template(
        "yousaid/manage_themes.html",
        table=table,
        waves=links if waves else [],
        without_theme=themeless.count_without_theme(session) if may_read else 0,
        small=theme_counts.small(tallies),
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


def _pages(code: str, wave: str, page: inbox.CommentPage) -> dict[str, object]:
    def url(number: int) -> str:
        return url_for(".theme", code=code, wave=wave or None, page=number if number > 1 else None)

    near = [n for n in range(1, page.pages + 1) if abs(n - page.number) <= 2 or n in (1, page.pages)]
    return {
        "links": [(str(n), url(n), n == page.number) for n in near] if page.pages > 1 else [],
        "before": url(page.number - 1) if 1 < page.number <= page.pages else "",
        "after": url(page.number + 1) if page.number < page.pages else "",
    }
