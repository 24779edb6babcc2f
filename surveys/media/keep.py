"""Keep uploaded pictures and recordings, find them again, and say which a survey lacks."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

from sqlalchemy import String, cast, column, delete, exists, or_, select, table
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col
from sqlmodel import select as choose

from coproduce.core.saying import say
from surveys.definition import Definition
from surveys.media.models import MediaKind, SurveyMedia
from surveys.media.pictures import redrawn
from surveys.media.refused import BadMedia
from surveys.media.sounds import bare, sound_type
from surveys.pictures import MEDIA

ROWS = SurveyMedia.metadata.tables["survey_media"]
HOLDERS = tuple(
    table(name, column(held)).c[held]
    for name, held in (
        ("survey_versions", "definition"),
        ("survey_working_copies", "definition"),
        ("survey_bank", "question"),
    )
)
"""Where surveys are kept: published, as they are being written, and as single questions."""
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


def keep(session: Session, *, content: bytes, described: str, today: date) -> SurveyMedia:
    """The picture or recording in this file, kept. Raises BadMedia.

    What is there already stays, with the new description.
    """
    taken, content_type = _taken(content)
    digest = sha256(taken).hexdigest()
    found = session.get(SurveyMedia, digest)
    if found is None:
        kind = MediaKind.PICTURE if content_type.startswith("image/") else MediaKind.AUDIO
        found = SurveyMedia(
            sha256=digest, kind=kind, content_type=content_type, described="", added_on=today, content=taken
        )
    found.described, found.added_on = described, today
    session.add(found)
    session.flush()
    return found


def find(session: Session, *, digest: str) -> SurveyMedia | None:
    """What has this SHA-256."""
    return session.get(SurveyMedia, digest)


def listed(session: Session) -> Sequence[tuple[SurveyMedia, bool]]:
    """Everything that was uploaded, newest first, and whether a survey uses it; without the bytes."""
    columns = (ROWS.c.sha256, ROWS.c.kind, ROWS.c.content_type, ROWS.c.described, ROWS.c.added_on)
    rows = session.execute(
        select(*columns, in_use().label("in_use")).order_by(ROWS.c.added_on.desc(), ROWS.c.described)
    )
    return [
        (
            SurveyMedia(
                sha256=row.sha256,
                kind=row.kind,
                content_type=row.content_type,
                described=row.described,
                added_on=row.added_on,
                content=b"",
            ),
            bool(row.in_use),
        )
        for row in rows
    ]


def remove(session: Session, *, digest: str) -> bool:
    """Remove what has this SHA-256; whether it was there. Where a survey uses it, its words stay."""
    gone = session.connection().execute(delete(ROWS).where(ROWS.c.sha256 == digest)).rowcount
    return bool(gone)


def in_use() -> ColumnElement[bool]:
    """That a survey names it, published or not. A digest stands nowhere by chance, so it is looked for as text."""
    return or_(*(exists(select(1).where(cast(held, String).contains(ROWS.c.sha256))) for held in HOLDERS))


def lacking(session: Session, definition: Definition) -> tuple[str, ...]:
    """What the survey shows or plays and was never uploaded, or is no longer there, in sentences."""
    named = [(where, name.removeprefix(MEDIA), kind) for where, name, kind in _named(definition)]
    digests = {digest for _, digest, _ in named}
    if not digests:
        return ()
    rows = session.exec(choose(SurveyMedia.sha256, SurveyMedia.kind).where(col(SurveyMedia.sha256).in_(digests)))
    there = dict(rows.all())
    return tuple(
        say("%(where)s was not uploaded, or was removed.", where=where)
        if digest not in there
        else say("%(where)s is not a %(kind)s.", where=where, kind=kind.value)
        for where, digest, kind in named
        if there.get(digest) is not kind
    )


def _named(definition: Definition) -> Iterator[tuple[str, str, MediaKind]]:
    for question in definition.questions:
        name = say("Question '%(code)s'", code=question.code)
        pictures = [(say("%(name)s: its picture", name=name), question.picture)]
        pictures += [
            (say("%(name)s: the picture of its option '%(code)s'", name=name, code=o.code), o.picture)
            for o in question.options
        ]
        yield from ((where, used, MediaKind.PICTURE) for where, used in pictures if used.startswith(MEDIA))
        easy = question.easy.audio if question.easy else {}
        for spoken in (question.audio, easy):
            yield from (
                (say("%(name)s: its recording in '%(language)s'", name=name, language=c), used, MediaKind.AUDIO)
                for c, used in spoken.items()
            )


def _taken(content: bytes) -> tuple[bytes, str]:
    if not content:
        raise BadMedia("nothing_sent")
    if content.startswith(PICTURES):
        return redrawn(content)
    if b"<svg" in content[:4_096].lower():
        raise BadMedia("drawing_with_script")
    content_type = sound_type(content)
    if not content_type:
        raise BadMedia("not_known")
    return bare(content, content_type), content_type
