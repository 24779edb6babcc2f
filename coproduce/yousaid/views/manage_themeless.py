"""The comments that stand under no theme, so that a person reads them."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import only
from coproduce.voice import themeless
from coproduce.web.session import session
from coproduce.yousaid.views import acting, comment_cards
from coproduce.yousaid.views.manage import MAY_READ, bp

NO_THEME = "none"
"""Stands in addresses where the code of a theme would."""


@bp.get("/manage/themes/none")
@only(*MAY_READ)
def no_theme() -> ResponseReturnValue:
    """The redacted comments without a theme, a page at a time."""
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    page = themeless.comments_without_theme(session, page=number)
    near = [n for n in range(1, page.pages + 1) if abs(n - number) <= 2 or n in (1, page.pages)]
    return render_template(
        "yousaid/manage_themeless.html",
        comments=comment_cards.cards(page.comments, theme=NO_THEME),
        said=acting.corrected() if request.args.get("did") == "corrected" else "",
        pages={
            "links": [(str(n), url_for(".no_theme", page=n), n == number) for n in near] if page.pages > 1 else [],
            "before": url_for(".no_theme", page=number - 1) if 1 < number <= page.pages else "",
            "after": url_for(".no_theme", page=number + 1) if number < page.pages else "",
        },
    )
