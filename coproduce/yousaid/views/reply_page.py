"""A reply for those who work on it, as finished values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from coproduce.accounts.models import Role
from coproduce.web.running_text import apart, moment
from coproduce.yousaid import due
from coproduce.yousaid.models import Reply, ReplyState
from coproduce.yousaid.track import WRITERS, is_ready
from coproduce.yousaid.views import acting, shown, words


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """Where a reply stands, what it counted, its story, and the steps for this reader by name."""

    id: int
    version: int
    state: str
    shape: str
    kind: str
    waits: str
    counted: str
    steps: frozenset[str]
    story: tuple[tuple[str, str], ...]
    public_url: str
    old_note: tuple[str, ...]


def page_of(reply: Reply, *, role: Role) -> ReplyPage:
    """The page of a reply for somebody in this role."""
    was_public = reply.published_on is not None
    return ReplyPage(
        id=reply.id or 0,
        version=reply.version,
        state=words.state_name(reply.state),
        shape="done" if reply.state is ReplyState.PUBLISHED else "doing",
        kind="did" if reply.state is ReplyState.PUBLISHED else "doing",
        waits=_waits(reply),
        counted=_counted(reply) if role in WRITERS else shown.said_meta(reply),
        steps=frozenset(step.value for step in due.steps_for(reply, role=role)),
        story=tuple((acting.story_line(line.step), _when(line.by_title, line.at)) for line in reply.steps),
        public_url=url_for("yousaid.reply", reply_id=reply.id) if was_public else "",
        old_note=words.paragraphs(reply.forum_note) if not reply.forum_noted_at else (),
    )


def table(replies: Sequence[Reply]) -> tuple[tuple[Markup, ...], ...]:
    """The rows of `layout.table`: theme, answer, state, written by, published on."""
    return tuple(
        (
            Markup('<a href="{}">{}</a>').format(
                url_for("yousaid_manage.reply", reply_id=reply.id), words.theme_name(reply.theme)
            ),
            escape(words.outcome_name(reply.outcome)),
            escape(words.state_name(reply.state)),
            escape(reply.written_by),
            escape(words.day(reply.published_on) if reply.published_on else gettext("Not public")),
        )
        for reply in replies
    )


def _waits(reply: Reply) -> str:
    if reply.state is ReplyState.DRAFT:
        return gettext("It waits for an officer’s signature.")
    if reply.state is ReplyState.SIGNED:
        if is_ready(reply):
            return gettext("Both have had their word. It can be published.")
        return gettext("It waits for the Parent Carer Forum.")
    return ""


def _counted(reply: Reply) -> str:
    return ngettext(
        "It answers %(num)s comment, said %(months)s.",
        "It answers %(num)s comments, said %(months)s.",
        reply.comments_counted,
        months=words.months(reply.heard_on, reply.counted_until),
    )


def _when(title: str, at: datetime) -> str:
    when = moment(at)
    return gettext("%(who)s, %(when)s", who=apart(title), when=when) if title else when
