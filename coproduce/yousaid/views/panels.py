"""What replies bring to other pages: evidence on an action, and what changed last time on a thank-you page."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext, ngettext

from coproduce.core import clock
from coproduce.plan.models import Action
from coproduce.voice.inbox import name_of
from coproduce.web import locale
from coproduce.web.session import session
from coproduce.yousaid import published
from coproduce.yousaid.models import Reply
from coproduce.yousaid.views import shown

ON_A_THANK_YOU_PAGE = 2


def on_action(*, action: Action, **_facts: Any) -> str:
    """The replies that are evidence for this action."""
    replies = published.for_action(session, action_id=action.id or 0)
    nothing = gettext("No reply to families is linked to this action yet.")
    return _panel(gettext("What families said, and what was done"), replies, nothing)


def on_thanks(*, themes: Sequence[str] = (), **_facts: Any) -> str:
    """The newest replies on what families just wrote about, else the newest of all, if any."""
    replies = published.on_themes(session, themes=themes, limit=ON_A_THANK_YOU_PAGE) if themes else ()
    replies = replies or published.newest(session).replies[:ON_A_THANK_YOU_PAGE]
    return _panel(gettext("What changed last time"), replies, "") if replies else ""


def on_theme(*, theme: str, **_facts: Any) -> str:
    """Where to read what else was said and done about a theme, where there is anything to read."""
    count = published.newest(session, wanted=published.Wanted(theme=theme)).total
    if not count:
        return ""
    words = ngettext(
        "%(num)s reply about this in “You said, we did”", "%(num)s replies about this in “You said, we did”", count
    )
    names = name_of(theme)
    name = names.get(locale.current().code, names["en"])
    return render_template(
        "yousaid/_on_theme.html", url=url_for("yousaid.replies", theme=theme), words=words, theme=name
    )


def _panel(title: str, replies: Sequence[Reply], empty: str) -> str:
    today = clock.today()
    threads = [shown.thread_of(reply, today=today) for reply in replies]
    return render_template("yousaid/_panel.html", title=title, threads=threads, empty=empty)
