"""What waits for whom today, and which steps a reply has for a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.yousaid.models import Outcome, Reply, ReplyState, Step
from coproduce.yousaid.track import OPEN, WRITERS, is_ready


@dataclass(frozen=True, slots=True)
class Due:
    """Replies by what they wait for."""

    for_officer: tuple[Reply, ...]
    for_forum: tuple[Reply, ...]
    to_publish: tuple[Reply, ...]
    overdue: tuple[Reply, ...]


def due(session: Session, *, today: date) -> Due:
    """The replies on their way, oldest first, and the published ones whose date for the next news has passed."""
    on_way = session.exec(select(Reply).where(col(Reply.state).in_(OPEN)).order_by(col(Reply.id))).all()
    late = session.exec(
        select(Reply)
        .where(
            col(Reply.state) == ReplyState.PUBLISHED,
            col(Reply.outcome) == Outcome.DOING,
            col(Reply.next_on) < today,
        )
        .order_by(col(Reply.next_on), col(Reply.id))
    ).all()
    return Due(
        for_officer=tuple(reply for reply in on_way if reply.state is ReplyState.DRAFT),
        for_forum=tuple(reply for reply in on_way if reply.state is ReplyState.SIGNED and not is_ready(reply)),
        to_publish=tuple(reply for reply in on_way if reply.state is ReplyState.SIGNED and is_ready(reply)),
        overdue=tuple(late),
    )


def steps_for(reply: Reply, *, role: Role) -> frozenset[Step]:
    """The steps that somebody in this role can take with this reply now."""
    return frozenset(
        step
        for step, roles, is_possible in (
            (Step.CHANGED, WRITERS, reply.state in OPEN),
            (Step.SIGNED, (Role.OFFICER,), reply.state is ReplyState.DRAFT),
            (Step.CO_SIGNED, (Role.FORUM,), _forum_may_answer(reply) and not reply.forum_signed_at),
            (Step.NOTED, (Role.FORUM,), _forum_may_answer(reply)),
            (Step.PUBLISHED, WRITERS, reply.state is ReplyState.SIGNED and is_ready(reply)),
            (Step.WITHDRAWN, (Role.OFFICER,), reply.state is not ReplyState.WITHDRAWN),
        )
        if is_possible and role in roles
    )


def with_state(session: Session, *, states: Sequence[ReplyState]) -> Sequence[Reply]:
    """The replies in these states, newest first."""
    query = select(Reply).where(col(Reply.state).in_(states)).order_by(col(Reply.id).desc())
    return session.exec(query).all()


def newest_by_theme(session: Session) -> dict[str, Reply]:
    """The newest reply on each theme that was not withdrawn."""
    query = select(Reply).where(col(Reply.state) != ReplyState.WITHDRAWN).order_by(col(Reply.id))
    return {reply.theme: reply for reply in session.exec(query)}


def _forum_may_answer(reply: Reply) -> bool:
    return reply.state in (ReplyState.SIGNED, ReplyState.PUBLISHED)
