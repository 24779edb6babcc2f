"""Export answers: one row a response, columns that keep their place for ever, days and never times.

Words are not in it: beside a profile they could show who wrote them. Rows come in the order of their random ids,
which tells nobody who answered first.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlmodel import Session, col, select

from surveys.definition import Definition
from surveys.design import find
from surveys.models import Response, SurveyVersion, Wave
from surveys.parse import parse
from surveys.questions import type_of

FIXED = ("answered_on", "wave", "version", "language", "channel", "stratum")
AT_A_TIME = 1_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns_of_all(versions: Sequence[Definition]) -> tuple[str, ...]:
    """The columns of all versions, oldest first, so that each keeps its place for ever.

    What a later version adds comes last, be it a question or one more choice to put in an order.
    """
    asked = (question for version in versions for question in version.questions)
    return tuple(dict.fromkeys(column for question in asked for column in type_of(question).columns(question)))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(FORMULA) else cell


def lines(session: Session, *, slug: str) -> Iterator[list[str]]:
    """The header, then a line a response. Raises NoSuchSurvey."""
    survey = find(session, slug=slug)
    mine = select(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    versions = session.exec(mine.order_by(col(SurveyVersion.number))).all()
    asked = {version.id: (version.number, parse(version.definition)) for version in versions}
    columns = columns_of_all([definition for _, definition in asked.values()])
    yield [*FIXED, *columns]
    yield from (_line(row, columns, asked) for row in _responses(session, survey.id))


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
    row: tuple[Response, str], columns: Sequence[str], asked: Mapping[int | None, tuple[int, Definition]]
) -> list[str]:
    response, wave = row
    number, definition = asked[response.version_id]
    fixed = [
        response.answered_on.isoformat(),
        wave,
        str(number),
        response.language,
        response.channel.value,
        response.stratum.value,
    ]
    cells: dict[str, str] = {}
    for question in definition.questions:
        kind = type_of(question)
        given = kind.cells(question, response.answers.get(question.code))
        cells.update(zip(kind.columns(question), given, strict=True))
    return fixed + [cells.get(column, "") for column in columns]
