"""Put invitations and reminders into the outbox, in each family's language; who has used the link gets no more.

A message holds the number of its invitation and not the link: the link is made from it when the message is
written, so that no token lies in a table, not even while a message waits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from coproduce.core.clock import LOCAL
from coproduce.core.contact import Channel, Contact
from coproduce.core.types import Wording
from coproduce.outbox import compose
from coproduce.outbox.models import Message, MessageState
from surveys.models import Survey, Wave
from surveys.reach import links, lists, sampling
from surveys.reach.models import ContactList, Invitation, ListedContact, Sample
from surveys.reach.reading import Entry
from surveys.waves import calendar

WAVES = Wave.metadata.tables["waves"]
INVITE, REMIND = "surveys/invite", "surveys/remind"
MORNING = time(9)
"""When a wave that opens on a later day is announced."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a message tells of: the survey, its wave, and whose list the address is from."""

    slug: str
    title: Wording
    wave: Wave
    body: str


def telling_of(session: Session, sample: Sample) -> Telling:
    """What the messages of a sample tell."""
    wave = session.get_one(Wave, sample.wave_id)
    survey = session.get_one(Survey, wave.survey_id)
    listed = session.get(ContactList, sample.list_id) if sample.list_id else None
    return Telling(survey.slug, survey.title, wave, listed.body if listed else "")


def invite(session: Session, sample: Sample, *, secret: str, now: datetime) -> int:
    """Queue a message to everybody of a sample who can be written to by e-mail or text; how many."""
    telling = telling_of(session, sample)
    opens = datetime.combine(telling.wave.opens_on, MORNING, tzinfo=LOCAL)
    asked = people_of(session, sample, secret=secret)
    return compose.queue_all(
        session,
        (
            _message(sample, telling, each, entry, turn=0, now=now, send_after=max(now, opens))
            for each, entry in asked.items()
        ),
    )


def remind_due(session: Session, *, secret: str, now: datetime) -> int:
    """The job: remind those whose link is unused, on a wave's days for it; how many were reminded."""
    today, count = now.astimezone(LOCAL).date(), 0
    waits = select(Wave).where(col(Wave.reminds_on).is_not(None), col(Wave.reminds_on) <= today)
    for wave in session.exec(waits.where(col(Wave.closed_on).is_(None))).all():
        day = calendar.reminder_due(wave, today=today)
        if day is None or not _claim(session, wave, day):
            continue
        turn = 2 if day == wave.reminds_again_on else 1
        for sample in sampling.of_wave(session, wave_id=wave.id or 0):
            count += _remind(session, sample, turn=turn, secret=secret, now=now)
    return count


def people_of(session: Session, sample: Sample, *, secret: str) -> dict[UUID, Entry]:
    """Everybody of a sample by the number of their invitation. Raises CannotUnseal."""
    query = select(Invitation.id, ListedContact.id, ListedContact.sealed).join(
        ListedContact, col(ListedContact.id) == Invitation.contact_id
    )
    mine = query.where(Invitation.sample_id == sample.id).order_by(col(Invitation.id))
    return {
        invitation_id: lists.opened(contact_id, sealed, secret=secret)
        for invitation_id, contact_id, sealed in session.exec(mine)
    }


def still_unused(session: Session, sample: Sample, *, secret: str) -> dict[UUID, Entry]:
    """Those of a sample who have not used their link and have not said that they want no more."""
    people, stopped = people_of(session, sample, secret=secret), lists.stopped_marks(session)
    there = links.unused(session, sample_id=sample.id or 0, invitations=people, secret=secret)
    return {
        each: people[each] for each in there if not lists.is_stopped(people[each].contact, stopped, secret=secret)
    }


def withdraw(session: Session, samples: Iterable[Sample], *, now: datetime) -> int:
    """Take back the messages of these samples that have not left yet; how many."""
    count = 0
    for sample in samples:
        mine = col(Message.reference).startswith(prefix(sample), autoescape=True)
        waiting = select(Message.reference).where(mine, Message.state == MessageState.WAITING)
        count += sum(compose.withdraw(session, reference=each, now=now) for each in session.exec(waiting).all())
    return count


def reference(sample: Sample, invitation_id: UUID, *, turn: int) -> str:
    """How the outbox knows a message again: it takes each once."""
    return f"{prefix(sample)}{invitation_id}/{turn}"


def prefix(sample: Sample) -> str:
    """How the references of a sample's messages begin."""
    return f"surveys/reach/{sample.id}/"


def _remind(session: Session, sample: Sample, *, turn: int, secret: str, now: datetime) -> int:
    telling = telling_of(session, sample)
    waiting = still_unused(session, sample, secret=secret)
    return compose.queue_all(
        session,
        (
            _message(sample, telling, each, entry, turn=turn, now=now, send_after=now)
            for each, entry in waiting.items()
        ),
    )


def _claim(session: Session, wave: Wave, day: date) -> bool:
    """Take a reminder on: of two workers one finds it taken."""
    is_due = WAVES.c.reminded_on.is_(None) | (WAVES.c.reminded_on < day)
    this = update(WAVES).where(WAVES.c.id == wave.id, is_due).values(reminded_on=day)
    return bool(session.connection().execute(this).rowcount)


def _message(
    sample: Sample,
    telling: Telling,
    invitation_id: UUID,
    entry: Entry,
    *,
    turn: int,
    now: datetime,
    send_after: datetime,
) -> Message | None:
    contact = entry.contact
    if contact.channel is Channel.LETTER:
        return None  # letters are printed from a file that somebody downloads
    return compose.written(
        to=Contact(email=contact.email, mobile=contact.mobile),
        template=REMIND if turn else INVITE,
        facts=_facts(telling, invitation_id, entry),
        language=entry.language,
        reference=reference(sample, invitation_id, turn=turn),
        now=now,
        send_after=send_after,
        expires_at=_end_of(telling.wave),
    )


def _facts(telling: Telling, invitation_id: UUID, entry: Entry) -> Mapping[str, str | int]:
    return {
        "slug": telling.slug,
        "invitation": str(invitation_id),
        "title": telling.title.in_(entry.language),
        "body": entry.body or telling.body,
        "closes": telling.wave.closes_on.isoformat() if telling.wave.closes_on else "",
    }


def _end_of(wave: Wave) -> datetime | None:
    if wave.closes_on is None:
        return None
    return datetime.combine(wave.closes_on + timedelta(days=1), time.min, tzinfo=LOCAL)
