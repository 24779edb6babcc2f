"""One comment as it is judged now: what whoever corrects it starts from."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from coproduce.voice import current
from coproduce.voice.current import COMMENTS, READ_NOW, READINGS, THEMES, THEMES_NOW, Scope
from coproduce.voice.models import State


@dataclass(frozen=True, slots=True)
class JudgedComment:
    """The redacted words, and the state and themes that count now."""

    text: str
    language: str
    state: State
    themes: tuple[str, ...]

    def as_typed(self) -> dict[str, object]:
        """The data of the form that corrects it."""
        return {"state": self.state.value, "themes": list(self.themes)}


def find(session: Session, *, comment_id: UUID) -> JudgedComment | None:
    """The comment, or None where there is none or where it waits for the safeguarding lead."""
    row = session.execute(
        select(COMMENTS.c.redacted, COMMENTS.c.language, COMMENTS.c.wave, COMMENTS.c.said_on, READINGS.c.state)
        .select_from(COMMENTS.outerjoin(READINGS, READ_NOW))
        .where(COMMENTS.c.id == comment_id, ~COMMENTS.c.hidden)
    ).first()
    if row is None:
        return None
    found = session.scalars(
        select(THEMES.c.theme)
        .select_from(COMMENTS.join(THEMES, THEMES_NOW))
        .where(COMMENTS.c.id == comment_id)
        .order_by(THEMES.c.theme)
    )
    same_day = Scope(wave=row.wave, since=row.said_on, until=row.said_on)
    people = current.judged(session, scope=same_day).get(comment_id)
    themes = tuple(found)
    if people and people.themes is not None:
        themes = tuple(sorted(people.themes))
    state = (people.state if people else None) or row.state or State.NOT_ANALYSED
    return JudgedComment(row.redacted, row.language, state, themes)
