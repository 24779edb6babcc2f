"""Accept a family's answers: one row, its words as comments, its receipt; once, however often it is sent.

The receipt code follows from the form's own token and from what was answered, so a request that is sent twice has
the same code. Its mark is unique: the second finds it taken and gets the same thank-you. The row keeps a day; no
time, address, browser or session is known here, so none can be stored (docs/decisions/0008).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from coproduce.core import codes
from coproduce.voice import receipts, receive
from coproduce.voice.models import Audience
from surveys.definition import canonical
from surveys.models import Channel, Response, ResponseComment, Stratum, SurveyKind
from surveys.running import Asked
from surveys.sheet import Sheet

RESPONSES = SQLModel.metadata.tables["responses"]
# Both databases have "on conflict do nothing", each in its own dialect of SQLAlchemy.
INSERT_ONCE = {
    "sqlite": sqlite.insert(RESPONSES).on_conflict_do_nothing(index_elements=["mark"]).returning(RESPONSES.c.id),
    "postgresql": postgresql.insert(RESPONSES)
    .on_conflict_do_nothing(index_elements=["mark"])
    .returning(RESPONSES.c.id),
}
AUDIENCE = {SurveyKind.PULSE: Audience.PARENT, SurveyKind.CONSULTATION: Audience.CYP}


@dataclass(frozen=True, slots=True)
class Given:
    """What the family gets: their code, the themes of what they said, and whether we had it already."""

    code: str
    themes: tuple[str, ...]
    repeated: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer comes from, as far as is kept: the page's language, the door, the stratum, the day."""

    language: str
    channel: Channel
    stratum: Stratum
    day: date


def respond(session: Session, *, asked: Asked, sheet: Sheet, origin: Origin, nonce: str, secret: str) -> Given:
    """Store the sheet and give its receipt. `nonce` is the form's token, `secret` the application's key.

    A repeat stores nothing and gives the same code. The sheet has no faults and is not empty: the view saw to it.
    """
    code = receipt_code(asked=asked, sheet=sheet, nonce=nonce, secret=secret)
    mark = codes.mark(codes.derive_key(secret, "receipt-erase"), code)
    themes = store(session, asked=asked, sheet=sheet, origin=origin, mark=mark)
    if themes is None:
        return Given(code, (), repeated=True)
    receipts.give(session, secret=secret, code=code, wave=asked.wave_name, themes=themes)
    return Given(code, themes, repeated=False)


def receipt_code(*, asked: Asked, sheet: Sheet, nonce: str, secret: str) -> str:
    """The code of this reply: the same for the same form, wave and answers, and for nothing else."""
    said = {
        "answers": sheet.answers,
        "words": sheet.words,
        "quote": sheet.may_quote,
        "worried": sheet.writer_worried,
    }
    return codes.code_from(codes.derive_key(secret, "receipt-code"), nonce, asked.wave_name, canonical(said))


def store(session: Session, *, asked: Asked, sheet: Sheet, origin: Origin, mark: str) -> tuple[str, ...] | None:
    """Write the response and its words; the themes found in them, or None when the mark was taken already."""
    response_id = uuid4()
    row = {
        "id": response_id,
        "wave_id": asked.wave_id,
        "version_id": asked.version_id,
        "channel": origin.channel,
        "stratum": origin.stratum,
        "language": origin.language,
        "answered_on": origin.day,
        "mark": mark,
        "answers": dict(sheet.answers),
    }
    if not _insert_once(session, row):
        return None
    return _keep_words(session, response_id, asked=asked, sheet=sheet, origin=origin)


def _keep_words(
    session: Session, response_id: UUID, *, asked: Asked, sheet: Sheet, origin: Origin
) -> tuple[str, ...]:
    """Each text as a comment, joined to its response; the themes found."""
    themes: dict[str, None] = {}
    for question in asked.definition.questions:
        text = sheet.words.get(question.code)
        if text is None:
            continue
        received = receive.receive(
            session,
            text=text,
            source=asked.definition.slug,
            wave=asked.wave_name,
            question_kind=question.kind,
            audience=AUDIENCE[asked.definition.kind],
            page_language=origin.language,
            said_on=origin.day,
            writer_worried=sheet.writer_worried,
            may_quote=sheet.may_quote,
        )
        session.add(
            ResponseComment(response_id=response_id, question=question.code, comment_id=received.comment.id)
        )
        themes |= dict.fromkeys(received.themes)
    session.flush()
    return tuple(themes)


def _insert_once(session: Session, row: Mapping[str, object]) -> bool:
    """Insert unless the mark is there; the database decides, so two at the same moment store one."""
    statement = INSERT_ONCE[session.get_bind().dialect.name]
    return session.execute(statement, dict(row)).first() is not None
