"""What happened to what one family said: the thread of each theme on its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from coproduce.voice.receipts import FoundReceipt
from coproduce.yousaid import heard, published
from coproduce.yousaid.guards import Heard
from coproduce.yousaid.models import Reply, ReplyState

EARLIER_SHOWN = 2
"""So many replies to what others said before stand on a theme of a receipt."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A public reply. `is_earlier`: it was given, or what it tells was done, before the receipt's wave began."""

    reply: Reply
    is_earlier: bool


@dataclass(frozen=True, slots=True)
class ThemeThread:
    """One theme of a receipt: its public replies, the newest first, and how far one to these words has come.

    `is_read`: somebody has read the wave's words for a reply; `is_answered`: that reply is public.
    """

    theme: str
    is_read: bool
    is_answered: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A receipt's threads. `since` is the first day of its wave, which all who answered in it share.

    On a page only its month stands: the day would look like the day on which this family wrote.
    """

    since: date | None
    threads: tuple[ThemeThread, ...]


def story_of(session: Session, *, receipt: FoundReceipt) -> Story:
    """The story of a receipt. Asks for its wave and themes only: nothing leads to an answer."""
    since = heard.first_day(session, wave=receipt.wave)
    said = heard.by_theme(session, wave=receipt.wave)
    replies = session.exec(
        select(Reply)
        .where(col(Reply.theme).in_(receipt.themes), col(Reply.state) != ReplyState.WITHDRAWN)
        .order_by(*published.NEWEST_FIRST)
    ).all()
    threads = [
        _thread(
            theme,
            [reply for reply in replies if reply.theme == theme],
            wave=receipt.wave,
            said=said.get(theme, heard.NOBODY),
            since=since,
        )
        for theme in receipt.themes
    ]
    return Story(since, tuple(threads))


def _thread(theme: str, replies: Sequence[Reply], *, wave: str, said: Heard, since: date | None) -> ThemeThread:
    mine = [r for r in replies if speaks_to(r, wave=wave, said=said) and not _was_public(r, before=since)]
    public = [reply for reply in replies if reply.state is ReplyState.PUBLISHED]
    before = [reply for reply in public if reply not in mine and _is_about_earlier(reply, before=since)]
    shown = [reply for reply in public if reply in mine or reply in before[:EARLIER_SHOWN]]
    return ThemeThread(
        theme,
        is_read=bool(mine),
        is_answered=any(reply in mine for reply in public),
        answers=tuple(Answer(reply, reply in before or _was_done(reply, before=since)) for reply in shown),
    )


def speaks_to(reply: Reply, *, wave: str, said: Heard) -> bool:
    """Whether a reply on the same theme counted what was said in this wave.

    One for all waves did when the wave's first comment on the theme came before it stopped counting.
    """
    if reply.wave:
        return reply.wave == wave
    return said.first_on is not None and said.first_on <= reply.counted_until


def _was_public(reply: Reply, *, before: date | None) -> bool:
    return bool(before and reply.published_on and reply.published_on < before)


def _was_done(reply: Reply, *, before: date | None) -> bool:
    return bool(before and reply.done_on and reply.done_on < before)


def _is_about_earlier(reply: Reply, *, before: date | None) -> bool:
    return _was_public(reply, before=before) or bool(before and reply.counted_until < before)
