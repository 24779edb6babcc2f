"""Export answers: one row a response, columns that keep their place for ever, days and never times.

Words are not in it: beside a profile they could show who wrote them. Rows come in the order of their random ids,
which tells nobody who answered first. Nothing that names a person, a browser or a link is there to be written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as choose

from surveys.design import find
from surveys.models import Response, SurveyVersion, Wave
from surveys.parse import parse
from surveys.questions.base import Question
from surveys.transfer.columns import FIXED, Column, cells_of, columns_of

AT_A_TIME = 1_000
RESPONSES = Response.metadata.tables["responses"]
WAVES = Wave.metadata.tables["waves"]
CODEBOOK = ("column", "question", "means", "kind", "code", "number", "words", "since_version")
"""The columns of the codebook: a line for each code that may stand in a column; one where it has no codes."""

Row = list[str]


@dataclass(frozen=True)
class Export:
    """The answers of a survey, ready to be written once: columns, and a row of texts for each response."""

    slug: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterator[Row]


class Writer(Protocol):
    """Writes an export to a file that can be sought in; how many answers there were."""

    def __call__(self, export: Export, file: BinaryIO) -> int:
        """Write it."""


def export_of(session: Session, *, slug: str) -> Export:
    """The answers to a survey, of all its waves and versions. Raises NoSuchSurvey."""
    survey = find(session, slug=slug)
    mine = choose(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    versions = session.exec(mine.order_by(col(SurveyVersion.number))).all()
    parsed = {version.number: parse(version.definition) for version in versions}
    columns = columns_of(parsed)
    asked = {
        version.id: (version.number, {question.code: question for question in parsed[version.number].questions})
        for version in versions
    }
    return Export(slug, survey.title.in_("en"), columns, _rows(session, survey.id, columns, asked))


def codebook(columns: Sequence[Column]) -> Iterator[Row]:
    """The header of the codebook, then its lines."""
    yield list(CODEBOOK)
    for column in columns:
        start, end = [column.name, column.question, column.label, column.kind], [str(column.since)]
        if not column.values:
            yield [*start, "", "", "", *end]
        for code, words in column.values.items():
            yield [*start, code, str(column.numbers[code]), words, *end]


def _rows(
    session: Session,
    survey_id: int | None,
    columns: Sequence[Column],
    asked: Mapping[int | None, tuple[int, Mapping[str, Question]]],
) -> Iterator[Row]:
    names = [column.name for column in columns[len(FIXED) :]]
    wanted = (
        *(RESPONSES.c[name] for name in ("answered_on", "version_id", "language", "channel", "stratum")),
        *(RESPONSES.c[name] for name in ("who_answered", "hurried", "answers")),
        WAVES.c.key,
    )
    joined = select(*wanted).join(WAVES, WAVES.c.id == RESPONSES.c.wave_id).where(WAVES.c.survey_id == survey_id)
    in_order = joined.order_by(RESPONSES.c.id).execution_options(yield_per=AT_A_TIME)
    for row in session.connection().execute(in_order):
        version, questions = asked[row.version_id]
        cells = cells_of(questions, row.answers)
        yield [*_fixed(row, version), *(cells.get(name, "") for name in names)]


def _fixed(row: Any, version: int) -> Row:
    return [
        row.answered_on.isoformat(),
        row.key,
        str(version),
        row.language,
        row.channel.value,
        row.stratum.value,
        row.who_answered.value if row.who_answered else "",
        "" if row.hurried is None else "yes" if row.hurried else "no",
    ]
