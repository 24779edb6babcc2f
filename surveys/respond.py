"""Accept a family's answers: one row, its words as comments, its receipt; once, however often it is sent.

The receipt code follows from the form's own token and from what was answered, so a request that is sent twice has
the same code. Its mark is unique: the second finds it taken and gets the same thank-you. The row keeps a day; no
time, address, browser or session is known here, so none can be stored (docs/decisions/0008).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from coproduce.core import codes
from coproduce.core.clock import LOCAL
from coproduce.voice import receipts, receive
from coproduce.voice.models import Audience
from surveys.definition import PARENT, WRITER, YOUNG_PERSON, Definition, canonical
from surveys.models import Channel, Stratum, SurveyKind, WhoAnswered
from surveys.running import Asked
from surveys.sheet import Sheet

RESPONSE_COMMENTS = SQLModel.metadata.tables["response_comments"]
RESPONSES = SQLModel.metadata.tables["responses"]
# Both databases have "on conflict do nothing", each in its own dialect of SQLAlchemy.
INSERT_ONCE = {
    "sqlite": sqlite.insert(RESPONSES).on_conflict_do_nothing(index_elements=["mark"]).returning(RESPONSES.c.id),
    "postgresql": postgresql.insert(RESPONSES)
    .on_conflict_do_nothing(index_elements=["mark"])
    .returning(RESPONSES.c.id),
}
ADD_LINKS = insert(RESPONSE_COMMENTS)
TAKEN = select(RESPONSES.c.mark).where(RESPONSES.c.mark.in_(bindparam("marks", expanding=True)))
ERASE = "receipt-erase"
"""The purpose of the mark beside an answer: whoever has the code can have the answer erased."""
HOW = "how"
"""The code of the profile's question about how somebody answered."""
WHO_WRITES = {PARENT: Audience.PARENT, YOUNG_PERSON: Audience.CYP}
AUDIENCE = {SurveyKind.PULSE: Audience.PARENT, SurveyKind.CONSULTATION: Audience.CYP}


@dataclass(frozen=True, slots=True)
class Given:
    """What the family gets: their code, the themes of what they said, and whether we had it already.

    `concerns` are those of its comments that may mean that a child is at risk.
    """

    code: str
    themes: tuple[str, ...]
    repeated: bool
    concerns: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer comes from, as far as is kept: the page's language, the door, the stratum, the day.

    `who` says whether its writer had help, where the page asked; `hurried` is None where nobody could know, and so
    is `again`: whether the same browser had sent another answer.
    """

    language: str
    channel: Channel
    stratum: Stratum
    day: date
    who: WhoAnswered | None = None
    hurried: bool | None = None
    again: bool | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that is ready to be stored: its row, and its words as comments by their question's code."""

    id: UUID
    row: Mapping[str, object]
    comments: Mapping[str, receive.Received]

    @property
    def themes(self) -> tuple[str, ...]:
        """The codes of the themes in its words, each once."""
        return tuple(dict.fromkeys(theme for received in self.comments.values() for theme in received.themes))

    @property
    def concerns(self) -> tuple[UUID, ...]:
        """Its comments that may mean that a child is at risk. Known for certain once they are stored."""
        return tuple(received.comment.id for received in self.comments.values() if received.comment.concern)


def respond(
    session: Session, *, asked: Asked, sheet: Sheet, origin: Origin, nonce: str, secret: str, code: str = ""
) -> Given:
    """Store the sheet and give its receipt. `nonce` is the form's token, `secret` the application's key.

    A repeat stores nothing and gives the same code. The sheet has no faults and is not empty: the view saw to it.
    A draft brings the `code` of its receipt: it is one answer, whatever is changed before it is sent again.
    """
    code = code or receipt_code(asked=asked, sheet=sheet, nonce=nonce, secret=secret)
    mark = codes.mark(codes.derive_key(secret, ERASE), code)
    reply = prepare(asked=asked, sheet=sheet, origin=origin, mark=mark)
    if store(session, [reply]) == [False]:
        found = receipts.find(session, secret=secret, code=code)
        return Given(code, found.themes if found else (), repeated=True)
    receipts.give(session, secret=secret, code=code, wave=asked.wave_name, themes=reply.themes)
    return Given(code, reply.themes, repeated=False, concerns=reply.concerns)


def already(
    session: Session, *, asked: Asked, sheet: Sheet, nonce: str, secret: str, code: str = ""
) -> Given | None:
    """What was given for this same form, or this same draft, before; None where it is new."""
    code = code or receipt_code(asked=asked, sheet=sheet, nonce=nonce, secret=secret)
    if not known(session, marks=[codes.mark(codes.derive_key(secret, ERASE), code)]):
        return None
    found = receipts.find(session, secret=secret, code=code)
    return Given(code, found.themes if found else (), repeated=True)


def receipt_code(*, asked: Asked, sheet: Sheet, nonce: str, secret: str) -> str:
    """The code of this reply: the same for the same form, wave and answers, and for nothing else."""
    said = {
        "answers": sheet.answers,
        "words": sheet.words,
        "quote": sheet.may_quote,
        "worried": sheet.writer_worried,
    }
    return codes.code_from(codes.derive_key(secret, "receipt-code"), nonce, asked.wave_name, canonical(said))


def prepare(*, asked: Asked, sheet: Sheet, origin: Origin, mark: str) -> Reply:
    """Read a sheet's words and make its row; nothing is stored.

    Apart from `store`, because reading words takes long: on SQLite that keeps it outside the one write lock.
    """
    comments = _prepare_words(asked=asked, sheet=sheet, origin=origin)
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
        "who_answered": origin.who or who_by_profile(sheet.answers),
        "hurried": origin.hurried,
        "again": origin.again,
    }
    return Reply(response_id, row, comments)


def who_by_profile(answers: Mapping[str, object]) -> WhoAnswered | None:
    """Who answered, where a survey asks it as a question of its profile; "how"."""
    said = answers.get(HOW)
    return WhoAnswered(said) if isinstance(said, str) and said in set(WhoAnswered) else None


def audience(asked: Definition, answers: Mapping[str, object]) -> Audience:
    """Whose words they are: by what somebody says they are where it is asked, else by whom the survey asks."""
    said = str(answers.get(WRITER, ""))
    return WHO_WRITES.get(said, AUDIENCE[asked.kind])


def store(session: Session, replies: Sequence[Reply]) -> list[bool]:
    """Write replies and their words in the caller's transaction; for each (one at least), whether it is new.

    One that is not new has a mark that was taken already, and nothing of it is stored. However many replies there
    are, they take the same few statements.
    """
    connection = session.connection()
    rows = [reply.row for reply in replies]
    # One row by itself: SQLAlchemy builds a statement anew for a list of them, which a single answer need not pay.
    given = rows if len(rows) > 1 else rows[0]
    added = set(connection.execute(INSERT_ONCE[connection.dialect.name], given).scalars())
    fresh = [reply for reply in replies if reply.id in added]
    links = [
        {"response_id": reply.id, "question": code, "comment_id": received.comment.id}
        for reply in fresh
        for code, received in reply.comments.items()
    ]
    if links:
        # A run of the analysis that begins here begins on the answers' day: no time of day is kept beside them.
        comments = [received for reply in fresh for received in reply.comments.values()]
        day = min(received.comment.said_on for received in comments)
        receive.store(session, comments, now=datetime.combine(day, time.min, tzinfo=LOCAL))
        connection.execute(ADD_LINKS, links)
    return [reply.id in added for reply in replies]


def known(session: Session, *, marks: Sequence[str]) -> frozenset[str]:
    """Those of the marks that are taken, so that what is here already need not be read again."""
    return frozenset(session.connection().execute(TAKEN, {"marks": marks}).scalars())


def _prepare_words(*, asked: Asked, sheet: Sheet, origin: Origin) -> Mapping[str, receive.Received]:
    """Each text as a comment that is ready to be stored, by its question's code."""
    return {
        question.code: receive.prepare(
            receive.Said(
                text=sheet.words[question.code],
                source=asked.definition.slug,
                wave=asked.wave_name,
                question_kind=question.kind,
                audience=audience(asked.definition, sheet.answers),
                page_language=origin.language,
                said_on=origin.day,
                writer_worried=sheet.writer_worried,
                may_quote=sheet.may_quote,
            )
        )
        for question in asked.definition.questions
        if question.code in sheet.words
    }
