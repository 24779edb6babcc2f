"""Draw a sample of a list for a wave: who may be asked, who is, their links, and that they were asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, insert
from sqlalchemy import select as pick
from sqlmodel import Session, col, select

from coproduce.core.clock import LOCAL
from coproduce.core.contact import Channel
from surveys import opening
from surveys.models import Wave
from surveys.reach import drawing, known, links, lists
from surveys.reach.drawing import Candidate, Drawn
from surveys.reach.known import Known
from surveys.reach.models import Ask, Invitation, Sample, UnusedLink

ASKS, INVITATIONS, LINKS = (
    model.metadata.tables[name]
    for model, name in ((Ask, "survey_asks"), (Invitation, "survey_invitations"), (UnusedLink, "survey_links"))
)
DRAWING = 0x64726177  # "draw": ours alone among advisory locks on this database


class WaveOver(ValueError):
    """The wave has closed: nobody is asked any more."""


class AskedMeanwhile(ValueError):
    """Families of the wave were asked since somebody looked: by another person, or by a second press."""


class NobodyToAsk(ValueError):
    """Everybody on the list wants no more, was asked twice in the year, or has a link already."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sample is drawn for: so many of a list, in a wave; `series_id` where the calendar asks.

    `seen`: how many samples the wave had when somebody looked at how this one would turn out.
    """

    list_id: int
    wave: Wave
    wanted: int
    series_id: int | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a sample would be: how many, and how many of them in each way and language. Nobody is named."""

    drawn: Drawn
    channels: Mapping[Channel, int]
    languages: Mapping[str, int]


def foresee(
    session: Session, wish: Wish, *, secret: str, today: date, people: Mapping[UUID, Known] | None = None
) -> Foreseen:
    """How a sample would turn out; nothing is kept, and another seed will draw other families."""
    people = look(session, wish, secret=secret) if people is None else people
    drawn = _draw(session, wish, people, seed=drawing.new_seed(), today=today)
    asked = [people[each].entry for each in drawn.chosen]
    channels = Counter(entry.contact.channel for entry in asked)
    return Foreseen(drawn, channels, Counter(entry.language for entry in asked))


def look(session: Session, wish: Wish, *, secret: str) -> dict[UUID, Known]:
    """Who is on the list: the long part of a draw, and one that writes nothing. Raises CannotUnseal."""
    return known.of_list(session, list_id=wish.list_id, wave_id=wish.wave.id or 0, secret=secret)


def draw(
    session: Session,
    wish: Wish,
    *,
    secret: str,
    by: str,
    now: datetime,
    people: Mapping[UUID, Known] | None = None,
) -> Sample:
    """Draw a sample and keep it: its links work from the wave's first day. Raises WaveOver, AskedMeanwhile,
    NobodyToAsk.

    `people`: who is on the list, looked up before in a session that only reads. Who may be asked is found here.
    """
    today = now.astimezone(LOCAL).date()
    alone(session)
    if opening.is_over(wish.wave, today=today):
        raise WaveOver(wish.wave.key)
    if wish.seen is not None and wish.seen != len(of_wave(session, wave_id=wish.wave.id or 0)):
        raise AskedMeanwhile(wish.wave.key)
    if people is None:
        people = look(session, wish, secret=secret)
    else:
        people = known.still_there(session, people, list_id=wish.list_id)
    seed = drawing.new_seed()
    drawn = _draw(session, wish, people, seed=seed, today=today)
    if not drawn.chosen:
        raise NobodyToAsk(wish.wave.key)
    chosen = {each: people[each] for each in drawn.chosen}
    sample = _sample(wish, drawn, chosen, seed=seed, by=by, today=today)
    session.add(sample)
    session.flush()
    _write(session, sample, chosen, secret=secret, day=asked_day(wish.wave, today=today))
    return sample


def redraw(session: Session, sample: Sample, *, secret: str) -> tuple[UUID, ...]:
    """Who was drawn, drawn again from the seed, as long as the wave is open: anybody may check that it was chance.

    Those who were asked are looked at as they stood before they were: they have a link of this wave by now.
    """
    mine = set(session.exec(select(Invitation.contact_id).where(Invitation.sample_id == sample.id)).all())
    wave = session.get_one(Wave, sample.wave_id)
    wish = Wish(sample.list_id or 0, wave, sample.wanted)
    left_out = _candidates(session, wish, look(session, wish, secret=secret), today=sample.drawn_on)
    free = [Candidate(each.id) if each.id in mine else each for each in left_out]
    return drawing.draw(free, wanted=sample.wanted, seed=sample.seed or "").chosen


def asked_day(wave: Wave, *, today: date) -> date:
    """The day on which a wave's families are asked: today, or its first day where that lies ahead."""
    return max(today, wave.opens_on)


def _draw(session: Session, wish: Wish, people: Mapping[UUID, Known], *, seed: str, today: date) -> Drawn:
    return drawing.draw(_candidates(session, wish, people, today=today), wanted=wish.wanted, seed=seed)


def _candidates(session: Session, wish: Wish, people: Mapping[UUID, Known], *, today: date) -> list[Candidate]:
    stopped, asked, once = lists.stopped_marks(session), _asks(session), _once(session, wish.wave)
    day = asked_day(wish.wave, today=today)

    def is_held(found: Known) -> bool:
        if once.intersection(found.invited):
            return True
        return any(drawing.is_held(asked.get(mark, ()), day=day) for mark in found.asked)

    return [
        Candidate(each, stopped=not stopped.isdisjoint(found.stop), held=is_held(found))
        for each, found in people.items()
    ]


def _asks(session: Session) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for mark, day in session.execute(pick(ASKS.c.mark, ASKS.c.asked_on)):
        found.setdefault(mark, []).append(day)
    return found


def _once(session: Session, wave: Wave) -> frozenset[str]:
    """The marks of those who have a link of this wave."""
    mine = select(Invitation.once).join(Sample, col(Sample.id) == Invitation.sample_id)
    return frozenset(session.exec(mine.where(Sample.wave_id == wave.id)).all())


def _sample(wish: Wish, drawn: Drawn, chosen: Mapping[UUID, Known], *, seed: str, by: str, today: date) -> Sample:
    ways = Counter(found.entry.contact.channel for found in chosen.values())
    return Sample(
        wave_id=wish.wave.id or 0,
        list_id=wish.list_id,
        series_id=wish.series_id,
        seed=seed,
        drawn_on=today,
        drawn_by=by,
        wanted=wish.wanted,
        listed=drawn.listed,
        stopped=drawn.stopped,
        held=drawn.held,
        drawn=len(chosen),
        by_email=ways[Channel.EMAIL],
        by_sms=ways[Channel.SMS],
        by_letter=ways[Channel.LETTER],
    )


def _write(session: Session, sample: Sample, chosen: Mapping[UUID, Known], *, secret: str, day: date) -> None:
    """Each table in an order of its own, of random numbers: no place in one says anything about another."""
    sample_id = sample.id or 0
    invitations = [
        {
            "id": uuid4(),
            "sample_id": sample_id,
            "contact_id": contact_id,
            "once": found.invited[0],
        }
        for contact_id, found in chosen.items()
    ]
    tokens = [links.token_of(secret, UUID(str(row["id"]))) for row in invitations]
    unused = [{"mark": links.mark_of(token), "sample_id": sample_id} for token in tokens]
    asks = [{"id": uuid4(), "mark": mark, "asked_on": day} for found in chosen.values() for mark in found.asked]
    connection = session.connection()
    connection.execute(insert(INVITATIONS), sorted(invitations, key=lambda row: str(row["id"])))
    connection.execute(insert(LINKS), sorted(unused, key=lambda row: str(row["mark"])))
    connection.execute(insert(ASKS), sorted(asks, key=lambda row: str(row["id"])))


def of_wave(session: Session, *, wave_id: int) -> Sequence[Sample]:
    """The samples of a wave, in the order they were drawn."""
    return session.exec(select(Sample).where(Sample.wave_id == wave_id).order_by(col(Sample.id))).all()


def of_list(session: Session, *, list_id: int) -> Sequence[Sample]:
    """The samples that were drawn from a list."""
    return session.exec(select(Sample).where(Sample.list_id == list_id).order_by(col(Sample.id))).all()


def alone(session: Session) -> None:
    """Wait until nobody else draws: two who draw at once would both find a family that was asked once."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(pick(func.pg_advisory_xact_lock(DRAWING)))
