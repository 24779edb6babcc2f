"""The figure of the loop: how much of what families raised has an answer, and how long the oldest has waited."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
        """The theme that has waited longest."""
        return next(iter(self.waiting), None)


def loop_of(raised: Mapping[str, Heard], *, answered: Collection[str], today: date) -> Loop:
    """The figure, from what was heard of each theme and the themes with a published reply.

    Only themes whose number of comments may be shown count (five or more: `coproduce.core.privacy`); a figure that
    counted the others would tell what a single family raised.
    """
    shown = {theme: said for theme, said in raised.items() if not publish({theme: said.comments}).hidden}
    waiting = waiting_of(shown, answered=answered, today=today)
    return Loop(len(shown), len(shown) - len(waiting), waiting)


def waiting_of(raised: Mapping[str, Heard], *, answered: Collection[str], today: date) -> tuple[Waiting, ...]:
    """The themes without a published reply, oldest first, however few comments they have: for officers alone.

    A theme is answered once; new comments on it wait for the next reply and do not undo the answer.
    """
    waiting = [
        Waiting(theme, said.comments, said.first_on, (today - said.first_on).days)
        for theme, said in raised.items()
        if said.first_on is not None and said.comments and theme not in answered
    ]
    return tuple(sorted(waiting, key=lambda item: (item.since, item.theme)))


def figure(session: Session, *, today: date) -> Loop:
    """The loop as everybody may see it, from comments said before the first day of this month.

    It stands still while a month's comments come in: one that moved with each would tell what the last family
    wrote.
    """
    raised = heard.by_theme(session, until=today.replace(day=1) - timedelta(days=1))
    return loop_of(raised, answered=_answered(session), today=today)


def waiting_now(session: Session, *, today: date) -> tuple[Waiting, ...]:
    """Every theme that waits for a reply today, for officers and the Forum."""
    return waiting_of(heard.by_theme(session), answered=_answered(session), today=today)


def _answered(session: Session) -> set[str]:
    published = select(Reply.theme).where(col(Reply.state) == ReplyState.PUBLISHED).distinct()
    return set(session.exec(published))
