"""Export answers: one row a response, columns that keep their place for ever, days and never times.

Words are not in it: beside a profile they could show who wrote them. Rows come in the order of their random ids,
which tells nobody who answered first.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from surveys.design import find
from surveys.models import Response, SurveyVersion, Wave
from surveys.parse import parse
from surveys.questions import type_of
from surveys.questions.base import Question

FIXED = ("answered_on", "wave", "version", "language", "channel", "stratum")
AT_A_TIME = 1_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def questions_of_all(versions: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of all versions, oldest first: a question that is added later takes the next column."""
    found: dict[str, Question] = {}
    for definition in map(parse, versions):
        for question in definition.questions:
            found.setdefault(question.code, question)
    return tuple(found.values())


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(FORMULA) else cell


def lines(session: Session, *, slug: str) -> Iterator[list[str]]:
    """The header, then a line a response. Raises NoSuchSurvey."""
    survey = find(session, slug=slug)
    mine = select(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    versions = session.exec(mine.order_by(col(SurveyVersion.number))).all()
    questions = questions_of_all([version.definition for version in versions])
    yield [*FIXED, *(column for question in questions for column in type_of(question).columns(question))]
    numbers = {version.id: version.number for version in versions}
    yield from (_line(row, questions, numbers) for row in _responses(session, survey.id))


def write_csv(lines: Iterator[list[str]], *, path: Path) -> int:
    """Write the header and the answers to a file; how many answers there are. Raises OSError."""
    header = next(lines)
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        for line in lines:
            out.writerow([guarded(cell) for cell in line])
            count += 1
    return count


def _responses(session: Session, survey_id: int | None) -> Iterator[tuple[Response, str]]:
    mine = select(Response, Wave.key).join(Wave, col(Response.wave_id) == Wave.id)
    in_order = mine.where(Wave.survey_id == survey_id).order_by(col(Response.id))
    for response, wave in session.exec(in_order.execution_options(yield_per=AT_A_TIME)):
        yield response, wave
        session.expunge(response)


def _line(
    row: tuple[Response, str], questions: Sequence[Question], numbers: Mapping[int | None, int]
) -> list[str]:
    response, wave = row
    fixed = [
        response.answered_on.isoformat(),
        wave,
        str(numbers[response.version_id]),
        response.language,
        response.channel.value,
        response.stratum.value,
    ]
    answers = response.answers
    return fixed + [cell for q in questions for cell in type_of(q).cells(q, answers.get(q.code))]
