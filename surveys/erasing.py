"""Find one family's answer by the mark that only its writer can name, and erase it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session

from coproduce.core import codes
from surveys.models import Response, ResponseComment, Stratum, Survey, Wave
from surveys.respond import ERASE

RESPONSES = Response.metadata.tables["responses"]
LINKS = ResponseComment.metadata.tables["response_comments"]
WAVES = Wave.metadata.tables["waves"]
SURVEYS = Survey.metadata.tables["surveys"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is about to go: where it counted, and the comments that came with it."""

    id: UUID
    survey: str
    wave_id: int
    stratum: Stratum
    comment_ids: Sequence[UUID]


def mark_of(code: str, *, secret: str) -> str:
    """The mark of a receipt's code that stands beside the answer."""
    return codes.mark(codes.derive_key(secret, ERASE), code)


def marks(session: Session) -> Sequence[str]:
    """The marks of all answers that have one."""
    return session.scalars(
        select(RESPONSES.c.mark).where(RESPONSES.c.mark.is_not(None)).order_by(RESPONSES.c.mark)
    ).all()


def is_there(session: Session, *, mark: str) -> bool:
    """Whether an answer has this mark."""
    return session.execute(select(RESPONSES.c.id).where(RESPONSES.c.mark == mark)).first() is not None


def find(session: Session, *, mark: str) -> Answer | None:
    """The answer with this mark, held until the transaction ends, so that two who erase it do it once."""
    row = session.execute(
        select(RESPONSES.c.id, SURVEYS.c.slug, RESPONSES.c.wave_id, RESPONSES.c.stratum)
        .join(WAVES, WAVES.c.id == RESPONSES.c.wave_id)
        .join(SURVEYS, SURVEYS.c.id == WAVES.c.survey_id)
        .where(RESPONSES.c.mark == mark)
        .with_for_update(of=RESPONSES)
    ).first()
    if row is None:
        return None
    comments = session.scalars(select(LINKS.c.comment_id).where(LINKS.c.response_id == row.id)).all()
    return Answer(row.id, row.slug, row.wave_id, row.stratum, comments)


def erase(session: Session, answer: Answer) -> None:
    """Delete the answer, and what joins it to its comments."""
    session.execute(delete(RESPONSES).where(RESPONSES.c.id == answer.id))
