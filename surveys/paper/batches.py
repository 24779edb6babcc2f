"""Batches of filled-in forms: typed, some typed again by somebody else, settled, closed and stored once each.

Until a batch is closed, what was typed is kept sealed under the number that stands on the form in pencil. Closing
stores every form in random order under a mark that nobody holds, and erases what was typed with its numbers.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from sqlmodel import Session, col, func, select

from coproduce.core import audit
from coproduce.voice import added_cues
from surveys import respond
from surveys.definition import Definition
from surveys.models import Channel, Stratum, Wave
from surveys.paper import typed as typing
from surveys.paper.models import PaperBatch, PaperSheet
from surveys.paper.typed import Typed
from surveys.respond import Origin, Reply
from surveys.running import Asked, definition_of, newest
from surveys.sheet import Sheet

SHARES = (10, 25, 50, 100)
MOST_FORMS = 100


class CannotBeClosed(Exception):
    """Some forms wait to be mended, typed again or settled."""


class TypedBySame(Exception):
    """Whoever typed a form first cannot be the second who types it."""


class Over(Exception):
    """The batch is closed, or its forms are all typed."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, for the record."""

    id: int
    email: str
    role: str


def open_batch(
    session: Session,
    *,
    asked: Asked,
    wave: Wave,
    language: str,
    stratum: Stratum,
    share: int,
    today: date,
) -> PaperBatch:
    """A batch for forms of one version in one wave. Its day is today, or the nearest day of the wave."""
    last = select(func.max(PaperBatch.number)).where(PaperBatch.survey_id == asked.survey_id)
    day = max(today, wave.opens_on)
    batch = PaperBatch(
        survey_id=asked.survey_id,
        number=(session.exec(last).one() or 0) + 1,
        wave_id=wave.id or 0,
        version_id=asked.version_id,
        version=asked.number,
        wave=wave.key,
        language=language,
        stratum=stratum,
        answered_on=min(day, wave.closes_on) if wave.closes_on else day,
        share=share,
        opened_on=today,
    )
    session.add(batch)
    session.flush()
    return batch


def find(session: Session, *, survey_id: int, number: int, alone: bool = False) -> PaperBatch | None:
    """A batch by its number; `alone`: nobody else changes it until the transaction ends."""
    wanted = select(PaperBatch).where(PaperBatch.survey_id == survey_id, PaperBatch.number == number)
    return session.exec(wanted.with_for_update() if alone else wanted).first()


def listed(session: Session, *, survey_id: int) -> Sequence[PaperBatch]:
    """The batches of a survey, newest first."""
    mine = select(PaperBatch).where(PaperBatch.survey_id == survey_id)
    return session.exec(mine.order_by(col(PaperBatch.number).desc())).all()


def sheets(session: Session, batch: PaperBatch) -> Sequence[PaperSheet]:
    """The forms of a batch that wait, by their numbers."""
    mine = select(PaperSheet).where(PaperSheet.batch_id == batch.id)
    return session.exec(mine.order_by(col(PaperSheet.number))).all()


def sheet(session: Session, batch: PaperBatch, *, number: int) -> PaperSheet | None:
    """One form of a batch."""
    wanted = select(PaperSheet).where(PaperSheet.batch_id == batch.id, PaperSheet.number == number)
    return session.exec(wanted).first()


def asked_of(session: Session, batch: PaperBatch, *, slug: str) -> Asked:
    """What the forms of a batch ask, in its wave."""
    found = newest(session, slug=slug, number=batch.version)
    return replace(found, wave_id=batch.wave_id, wave=batch.wave)


def worrying(session: Session, reply: Reply) -> bool:
    """Whether a form has words that may mean that a child is at risk."""
    added = added_cues.load(session)
    return bool(reply.concerns) or any(added.kinds_in(one.comment.original) for one in reply.comments.values())


def prepared(batch: PaperBatch, asked: Asked, sheet: Sheet) -> Reply:
    """A form that is ready to be stored, under a mark that leads to nobody's receipt."""
    origin = Origin(batch.language, Channel.PAPER, batch.stratum, batch.answered_on)
    return respond.prepare(asked=asked, sheet=sheet, origin=origin, mark=secrets.token_hex(32))


def keep(
    session: Session, *, batch: PaperBatch, number: int, typed: Typed, is_whole: bool, by: Hand, secret: str
) -> PaperSheet:
    """Keep what was typed from a form: a new one, or one that is typed on. Raises Over."""
    if batch.typed_on is not None or number > MOST_FORMS:
        raise Over("All forms of this batch are typed.")
    found = sheet(session, batch, number=number)
    if found is None:
        found = PaperSheet(id=uuid4(), batch_id=batch.id, number=number, typed="", typed_by=by.id, is_whole=False)
        batch.forms = max(batch.forms, number)
    found.typed = typing.seal(typed, sheet_id=found.id, secret=secret)
    found.is_whole = is_whole
    found.typed_by = by.id
    session.add_all([batch, found])
    session.flush()
    return found


def store_at_once(session: Session, *, batch: PaperBatch, number: int, reply: Reply) -> None:
    """Store a form with words about harm now, so that the lead can read them today. Raises Over."""
    if batch.typed_on is not None or number > MOST_FORMS:
        raise Over("All forms of this batch are typed.")
    found = sheet(session, batch, number=number)
    if found is not None:
        session.delete(found)
    batch.forms = max(batch.forms, number)
    batch.at_once += 1
    session.add(batch)
    session.flush()
    respond.store(session, [reply])


def all_typed(session: Session, *, batch: PaperBatch, today: date) -> None:
    """Every form is typed: draw those that a second person types again. Raises CannotBeClosed, Over."""
    if batch.typed_on is not None:
        raise Over("All forms of this batch are typed.")
    waiting = sheets(session, batch)
    if not all(one.is_whole for one in waiting) or not batch.forms:
        raise CannotBeClosed("Some forms are not whole.")
    some = -(-len(waiting) * batch.share // 100)
    for one in secrets.SystemRandom().sample(list(waiting), some):
        one.again = True
        session.add(one)
    batch.typed_on = today
    session.add(batch)
    session.flush()


def keep_second(session: Session, *, found: PaperSheet, typed: Typed, by: Hand, secret: str) -> None:
    """Keep what the second person typed. Raises TypedBySame, and Over where it is done already."""
    if found.typed_by == by.id:
        raise TypedBySame("Somebody else types this form again.")
    if not found.again or found.second is not None:
        raise Over("This form is typed again already.")
    found.second, found.second_by = typing.seal(typed, sheet_id=found.id, secret=secret), by.id
    session.add(found)
    session.flush()


def settle(session: Session, *, found: PaperSheet, typed: Typed, secret: str) -> None:
    """Keep what stands on the form where two people typed it differently."""
    found.settled = typing.seal(typed, sheet_id=found.id, secret=secret)
    session.add(found)
    session.flush()


def differences(definition: Definition, found: PaperSheet, *, secret: str) -> tuple[str, ...]:
    """The codes of the questions that wait to be settled."""
    if found.second is None or found.settled is not None:
        return ()
    return typing.differing(definition, *_both(found, secret))


def waits(definition: Definition, found: PaperSheet, *, secret: str) -> bool:
    """Whether this form keeps its batch from being closed."""
    return not found.is_whole or (
        found.again and (found.second is None or bool(differences(definition, found, secret=secret)))
    )


def close(session: Session, *, batch: PaperBatch, asked: Asked, today: date, secret: str) -> int:
    """Store every form once and erase what was typed; how many. Raises CannotBeClosed, and Over where it was."""
    if batch.closed_on is not None:
        raise Over("This batch is closed.")
    waiting = list(sheets(session, batch))
    definition = definition_of(session, version_id=asked.version_id, digest=asked.digest)
    if batch.typed_on is None or any(waits(definition, one, secret=secret) for one in waiting):
        raise CannotBeClosed("Some forms wait.")
    for one in (one for one in waiting if one.second is not None):
        first, second = _both(one, secret)
        batch.twice += 1
        batch.compared += len(typing.answered(definition, first, second))
        batch.differing += len(typing.differing(definition, first, second))
    secrets.SystemRandom().shuffle(waiting)
    final = [typing.unseal(one.settled or one.typed, sheet_id=one.id, secret=secret) for one in waiting]
    replies = [prepared(batch, asked, typing.read(definition, each)) for each in final]
    if replies:
        respond.store(session, replies)
    for one in waiting:
        session.delete(one)
    batch.closed_on = today
    session.add(batch)
    session.flush()
    return len(replies)


def record(session: Session, *, act: str, batch: PaperBatch, slug: str, by: Hand, now: datetime) -> None:
    """Say in the audit what was done to a batch."""
    facts = {"batch": str(batch.number), "forms": str(batch.forms), "differing": str(batch.differing)}
    audit.record(session, act=act, by=by.email, role=by.role, about=f"survey:{slug}", facts=facts, now=now)


def _both(found: PaperSheet, secret: str) -> tuple[Typed, Typed]:
    first = typing.unseal(found.typed, sheet_id=found.id, secret=secret)
    second = typing.unseal(found.second or "", sheet_id=found.id, secret=secret)
    return first, second
