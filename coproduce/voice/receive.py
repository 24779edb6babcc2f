"""A comment arrives: it gets its language, reading, themes, redaction and screen for harm before it is stored.

`prepare` does the thinking and touches no database; `store` takes five statements or fewer. `receive` is both,
in the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import insert
from sqlmodel import Session

from coproduce.core.blank import is_blank
from coproduce.core.clock import LOCAL
from coproduce.voice import added_cues, readings
from coproduce.voice.analyser import Analysis, Reason, analyse
from coproduce.voice.models import Audience, Comment
from coproduce.voice.readings import Finding

COMMENTS = Comment.metadata.tables["comments"]
ADD_COMMENTS = insert(COMMENTS)


class NothingSaid(ValueError):
    """The text has no words in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, and how it came to us.

    `question_kind` is good, improve, why or empty; `page_language` a language code, or empty where nobody said;
    `wave` is empty outside surveys. `import_mark` is the same for the same row of the same file.
    """

    text: str
    source: str
    said_on: date
    wave: str = ""
    question_kind: str = ""
    audience: Audience = Audience.PARENT
    page_language: str = ""
    writer_worried: bool = False
    may_quote: bool = False
    import_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A comment with what was found in it. `themes` are codes, strongest first.

    The comment is a record of what is stored, apart from the session: read it, do not add it.
    """

    comment: Comment
    analysis: Analysis

    @property
    def themes(self) -> tuple[str, ...]:
        """The codes of its themes."""
        return tuple(hit.code for hit in self.analysis.themes)


def receive(
    session: Session,
    *,
    text: str,
    source: str,
    wave: str,
    question_kind: str,
    audience: Audience,
    page_language: str,
    said_on: date,
    writer_worried: bool = False,
    may_quote: bool = False,
    import_mark: str | None = None,
) -> Received:
    """Read and store one comment in the caller's transaction. Raises NothingSaid.

    A concern (found by the screen, or because the writer is worried) hides the comment from themes and results
    until the safeguarding lead has read it.
    """
    received = prepare(
        Said(
            text=text,
            source=source,
            said_on=said_on,
            wave=wave,
            question_kind=question_kind,
            audience=audience,
            page_language=page_language,
            writer_worried=writer_worried,
            may_quote=may_quote,
            import_mark=import_mark,
        )
    )
    # A run that begins with this comment begins on its day: no time of day is kept beside an answer.
    store(session, [received], now=datetime.combine(said_on, time.min, tzinfo=LOCAL))
    return received


def warm_up() -> None:
    """Load what the analyser reads by, a second or two's work, so that no family waits for it."""
    analyse("Nobody rings us back, but the staff were kind to my son.")


def prepare(said: Said) -> Received:
    """Read what was said; nothing is stored. Raises NothingSaid."""
    text = said.text.replace("\x00", "")  # PostgreSQL keeps no NUL in a text
    if is_blank(text):
        raise NothingSaid("A comment needs words.")
    analysis = analyse(
        text,
        question_kind=said.question_kind,
        language=said.page_language or None,
        audience=said.audience,
        own_names=(),
    )
    worrying = analysis.concern or said.writer_worried
    comment = Comment(
        id=uuid4(),
        source=said.source,
        wave=said.wave,
        question_kind=said.question_kind,
        audience=said.audience,
        language=analysis.language,
        page_language=said.page_language,
        said_on=said.said_on,
        original=text,
        redacted=analysis.redacted,
        text_hash=analysis.text_hash,
        concern=worrying,
        concern_kinds=list(analysis.concern_kinds),
        hidden=worrying,
        writer_worried=said.writer_worried,
        may_quote=said.may_quote,
        import_mark=said.import_mark,
    )
    return Received(comment, analysis)


def store(session: Session, received: Sequence[Received], *, now: datetime) -> None:
    """Write comments that were prepared, with their readings and themes, in the caller's transaction.

    `now` is kept only as the beginning of a run, where these are its first comments.
    """
    if not received:
        return
    received = _screen_by_added_cues(session, received)
    session.connection().execute(ADD_COMMENTS, [_row(entry.comment) for entry in received])
    findings = [Finding(entry.comment.id, entry.analysis) for entry in received]
    readings.write(session, findings=findings, now=now)


def _screen_by_added_cues(session: Session, received: Sequence[Received]) -> list[Received]:
    """What the lead added to the list of words since this process began counts from the next comment on."""
    added = added_cues.load(session)
    if added is added_cues.NOTHING:
        return list(received)
    return [_flagged(entry, added.kinds_in(entry.comment.original)) for entry in received]


def _flagged(entry: Received, kinds: frozenset[str]) -> Received:
    if not kinds:
        return entry
    comment = entry.comment
    comment.concern = comment.hidden = True
    comment.concern_kinds = sorted({*comment.concern_kinds, *kinds})
    reasons = entry.analysis.reasons
    if Reason.CONCERN not in reasons:
        reasons = (Reason.CONCERN, *reasons)
    return Received(comment, replace(entry.analysis, concern=True, needs_human=True, reasons=reasons))


def _row(comment: Comment) -> dict[str, object]:
    return {column.name: getattr(comment, column.name) for column in COMMENTS.columns}
