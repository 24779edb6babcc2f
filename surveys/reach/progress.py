"""How far a sample has come, as counts through the disclosure rule: sent, came back, used."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session

from coproduce.core.privacy import Published, publish
from coproduce.outbox.models import Message, MessageState
from surveys.reach import inviting
from surveys.reach.closing import LINKS
from surveys.reach.models import Sample

MESSAGES = Message.metadata.tables["messages"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a sample's messages, and how many links were used."""

    messages: Published
    links: Published


def of(session: Session, sample: Sample) -> Progress:
    """How far it has come. Messages that the outbox has forgotten by now are not counted."""
    used = sample.used if sample.used is not None else sample.drawn - _unused(session, sample)
    return Progress(
        messages=publish(_messages(session, sample)),
        links=publish({"used": used, "unused": sample.drawn - used}),
    )


def _messages(session: Session, sample: Sample) -> dict[str, int]:
    """The first message to each family: sent, not delivered, or still to go."""
    first = MESSAGES.c.reference.like(f"{inviting.prefix(sample)}%/0")
    rows = session.execute(select(MESSAGES.c.state, func.count()).where(first).group_by(MESSAGES.c.state))
    found = {state: int(count) for state, count in rows}
    sent, lost = found.pop(MessageState.SENT, 0), found.pop(MessageState.GIVEN_UP, 0)
    return {"sent": sent, "came_back": lost, "to_go": sum(found.values())}


def _unused(session: Session, sample: Sample) -> int:
    found: int = session.execute(select(func.count()).where(LINKS.c.sample_id == sample.id)).scalar_one()
    return found
