"""What happened to what one family said: the thread of each theme on its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from coproduce.voice.receipts import FoundReceipt
from coproduce.yousaid import heard, published
from coproduce.yousaid.guards import Heard
from coproduce.yousaid.models import Reply, ReplyState


@dataclass(frozen=True, slots=True)
class ThemeThread:
    """One theme of a receipt: whether somebody has read it for a reply, and the replies that are public."""

    theme: str
    is_read: bool
    replies: tuple[Reply, ...]

    @property
    def is_answered(self) -> bool:
        """Whether there is a public reply."""
        return bool(self.replies)


@dataclass(frozen=True, slots=True)
class Story:
    """A receipt's threads. `since` is the first day of its wave, which all who answered in it share."""

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
        _thread(theme, replies, wave=receipt.wave, said=said.get(theme, heard.NOBODY)) for theme in receipt.themes
    ]
    return Story(since, tuple(threads))


def _thread(theme: str, replies: Sequence[Reply], *, wave: str, said: Heard) -> ThemeThread:
    mine = [reply for reply in replies if reply.theme == theme and speaks_to(reply, wave=wave, said=said)]
    public = tuple(reply for reply in mine if reply.state is ReplyState.PUBLISHED)
    return ThemeThread(theme, is_read=bool(mine), replies=public)


def speaks_to(reply: Reply, *, wave: str, said: Heard) -> bool:
    """Whether a reply on the same theme counted what was said in this wave.

    One for all waves did when the wave's first comment on the theme came before it stopped counting.
    """
    if reply.wave:
        return reply.wave == wave
    return said.first_on is not None and said.first_on <= reply.counted_until
