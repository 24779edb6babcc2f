"""What the database refuses, whatever the code above it does."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.core.db import Model
from coproduce.voice.models import CommentTheme, Correction, Reading, Stance, State
from tests.factories import NOON
from tests.factories_voice import comment, the_run

READING = {
    "text_hash": "0" * 64,
    "state": State.MIXED,
    "score": 0.0,
    "confidence": 0.5,
    "needs_human": False,
    "reasons": [],
    "spans": [],
}


@pytest.mark.parametrize(
    ("table", "row", "constraint"),
    [
        (Reading, {**READING, "score": 1.5}, "score_range"),
        (Reading, {**READING, "score": -1.5}, "score_range"),
        (Reading, {**READING, "confidence": 1.1}, "confidence_range"),
        (Correction, {"state": State.MIXED, "by_role": "", "made_at": NOON}, "has_author"),
        (Correction, {"state": State.MIXED, "by_role": "officer"}, "made_at"),
    ],
)
def test_a_row_that_must_never_be_is_refused(
    session: Session, table: type[Model], row: dict[str, Any], constraint: str
) -> None:
    said = comment(session, state=None)
    of_run = {"run_id": the_run(session).id} if table is Reading else {}

    with pytest.raises(IntegrityError, match=constraint):
        session.execute(insert(table).values(comment_id=said.id, **of_run, **row))


def test_a_run_reads_a_comment_once(session: Session) -> None:
    said = comment(session)
    of_run = the_run(session).id

    with pytest.raises(IntegrityError, match=r"pk_readings|readings\.comment_id"):
        session.execute(insert(Reading).values(comment_id=said.id, run_id=of_run, **READING))


def test_a_theme_is_found_once_in_a_comment(session: Session) -> None:
    said = comment(session, themes={"transport": Stance.NEGATIVE})
    again = {"comment_id": said.id, "run_id": the_run(session).id, "theme": "transport", "stance": Stance.MIXED}

    with pytest.raises(IntegrityError, match=r"pk_comment_themes|comment_themes\.comment_id"):
        session.execute(insert(CommentTheme).values(**again))
