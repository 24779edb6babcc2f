"""The figure of the loop: how much of what families raised has an answer, and how long the oldest has waited."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from coproduce.core.privacy import publish
from coproduce.yousaid import heard
from coproduce.yousaid.guards import Heard
from coproduce.yousaid.models import Reply, ReplyState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A theme that families raised and that has no published reply."""

    theme: str
    comments: int
    since: date
    days: int


@dataclass(frozen=True, slots=True)
class Loop:
    """How many themes families raised, how many of them have a published reply, and the rest, oldest first."""

    raised: int
    answered: int
    waiting: tuple[Waiting, ...]

    @property
    def oldest(self) -> Waiting | None:
        """The theme that has waited longest, among those whose number of comments may be shown.

        A public page that names a theme and its first day would else point at the one family that raised it.
        """
        return next((item for item in self.waiting if not publish({item.theme: item.comments}).hidden), None)


def loop_of(raised: Mapping[str, Heard], *, answered: Collection[str], today: date) -> Loop:
    """The figure, from what was heard of each theme and the themes with a published reply.

    A theme is answered once; new comments on it wait for the next reply and do not undo the answer.
    """
    waiting = [
        Waiting(theme, said.comments, said.first_on, (today - said.first_on).days)
        for theme, said in raised.items()
        if said.first_on is not None and theme not in answered
    ]
    waiting.sort(key=lambda item: (item.since, item.theme))
    return Loop(len(raised), len(raised) - len(waiting), tuple(waiting))


def figure(session: Session, *, today: date) -> Loop:
    """The loop as it stands today."""
    published = select(Reply.theme).where(col(Reply.state) == ReplyState.PUBLISHED).distinct()
    return loop_of(heard.by_theme(session), answered=set(session.exec(published)), today=today)
