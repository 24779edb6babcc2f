"""Finding replies that anyone may read."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from coproduce.plan.models import Action
from coproduce.yousaid.errors import NoSuchReply
from coproduce.yousaid.models import Outcome, Reply, ReplyAction, ReplyState

PER_PAGE = 10
IS_PUBLIC = col(Reply.state) == ReplyState.PUBLISHED
NEWEST_FIRST = (col(Reply.published_on).desc(), col(Reply.id).desc())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which replies: on a theme, linked to an action (by our code), with an outcome. None wants all."""

    theme: str | None = None
    action: str | None = None
    outcome: Outcome | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What a reply must meet."""
        found = [IS_PUBLIC]
        if self.theme:
            found.append(col(Reply.theme) == self.theme)
        if self.outcome:
            found.append(col(Reply.outcome) == self.outcome)
        if self.action:
            linked = select(ReplyAction.reply_id).join(Action).where(Action.code == self.action)
            found.append(col(Reply.id).in_(linked))
        return found


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One page of replies, the newest first; `number` counts from 1."""

    replies: Sequence[Reply]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True, slots=True)
class InUse:
    """What published replies can be looked for by. Each action is its code in addresses and what families read."""

    themes: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    outcomes: tuple[Outcome, ...]


def newest(session: Session, *, wanted: Wanted = Wanted(), page: int = 1) -> ReplyPage:
    """A page of the published replies that are wanted."""
    conditions = wanted.conditions()
    total = session.exec(select(func.count()).select_from(Reply).where(*conditions)).one()
    query = select(Reply).where(*conditions).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return ReplyPage(_whole(session, query), page, total)


def for_action(session: Session, *, action_id: int) -> Sequence[Reply]:
    """The published replies that are evidence for an action."""
    linked = select(ReplyAction.reply_id).where(ReplyAction.action_id == action_id)
    return _whole(session, select(Reply).where(IS_PUBLIC, col(Reply.id).in_(linked)))


def on_themes(session: Session, *, themes: Collection[str], limit: int) -> Sequence[Reply]:
    """The newest published replies on any of these themes."""
    return _whole(session, select(Reply).where(IS_PUBLIC, col(Reply.theme).in_(themes)).limit(limit))


def find(session: Session, *, reply_id: int) -> Reply:
    """A published reply, or one that was withdrawn after it was published. Raises NoSuchReply."""
    was_withdrawn = col(Reply.published_on).is_not(None) & (col(Reply.state) == ReplyState.WITHDRAWN)
    found = _whole(session, select(Reply).where(Reply.id == reply_id, or_(IS_PUBLIC, was_withdrawn)))
    if not found:
        raise NoSuchReply(str(reply_id))
    return found[0]


def in_use(session: Session) -> InUse:
    """The themes, actions and outcomes of published replies."""
    themes = session.exec(select(Reply.theme).where(IS_PUBLIC).distinct()).all()
    outcomes = set(session.exec(select(Reply.outcome).where(IS_PUBLIC).distinct()))
    actions = session.exec(
        select(Action)
        .join(ReplyAction, col(ReplyAction.action_id) == Action.id)
        .join(Reply, col(Reply.id) == ReplyAction.reply_id)
        .where(IS_PUBLIC)
        .order_by(col(Action.code), col(Action.plan_id))
    ).unique()
    return InUse(tuple(sorted(themes)), _named(actions), tuple(o for o in Outcome if o in outcomes))


def _named(actions: Iterable[Action]) -> tuple[tuple[str, str], ...]:
    """Each code once, with the code on paper where it tells the action apart, else with its words too."""
    newest = {action.code: action for action in actions}
    printed = Counter(action.printed_code for action in newest.values())
    return tuple(
        (code, action.printed_code if action.printed_code and printed[action.printed_code] == 1 else action.name)
        for code, action in newest.items()
    )


def _whole(session: Session, query: SelectOfScalar[Reply]) -> Sequence[Reply]:
    return session.exec(query.order_by(*NEWEST_FIRST)).all()
